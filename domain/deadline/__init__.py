"""Deadlines: working days, periods, and the clocks that acts start and stop (T1, T2, N1)."""
