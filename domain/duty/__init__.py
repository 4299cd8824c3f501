"""Regular duties: what each body reports, to whom, by which fixed date, and who has not yet (R1–R12)."""
