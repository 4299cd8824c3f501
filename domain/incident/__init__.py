"""Incidents: updates that could not be handled, seen and replayed by the administrators."""
