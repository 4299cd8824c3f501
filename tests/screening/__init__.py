"""Sanctions lists taken in, companies screened, matches reviewed (M1.2)."""
