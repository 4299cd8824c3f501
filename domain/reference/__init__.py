"""Figures that the rules need and no release can know: МРП, moved days, official rates, reminder steps (T1, T4, T5)."""
