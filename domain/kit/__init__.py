"""Words that every room of the domain uses."""
