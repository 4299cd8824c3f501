"""Screening: lists of sanctioned people and firms, and the matches of our companies with them (M1.2)."""
