"""Names as they sound: one fold for Kazakh, Russian and Latin spellings; legal forms parted from firms (M1.1, M1.2)."""
