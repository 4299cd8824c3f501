"""Screens as values, places, presses and the codec that stores them. Names no room."""
