"""Meetings with investors, and what was agreed there (M1.3; п. 40.4)."""
