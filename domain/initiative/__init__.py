"""Initiatives: made by a mission, passed to an akimat (M1.6, M1.7; п. 41–42)."""
