"""Projects and their passports (M2.1–M2.4; п. 22–31, 45–48)."""
