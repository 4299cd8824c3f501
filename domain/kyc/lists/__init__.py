"""Reading published and own lists: sanctions, politically exposed persons, refused partners (M1.2)."""
