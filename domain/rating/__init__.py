"""The rating of regions (M2.9)."""
