"""Sample organisations and people, so that a newcomer finds somebody to be. Invented, every one of them."""
