"""Screening measured: pairs, the Treasury's own scores, speed, imports. Shown in docs/screening.md."""
