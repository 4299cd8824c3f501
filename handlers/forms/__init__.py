"""Forms as declarations, and the engine that asks them. Names no room."""
