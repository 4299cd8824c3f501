"""Companies and their contacts (M1.1; п. 40.3)."""
