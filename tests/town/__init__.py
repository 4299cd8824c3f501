"""A small town of organisations and people for tests of acts on a real database."""
