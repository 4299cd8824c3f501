"""Reminders that come due among many deadlines, beside a scheduler with one job for each."""
