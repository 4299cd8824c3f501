"""Suspension of a project and its exclusion from the pool (M2.10; п. 33–36)."""
