"""Bad inputs and attacks by their numbers: through the real bot where it matters, and the list of what is covered."""
