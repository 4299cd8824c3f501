"""Colours of tasks on the panel (M2.8, п. 55, 59), in all three stages and in Module 3."""

from datetime import date
from enum import StrEnum


class Colour(StrEnum):
    RED = "red"  # overdue, from the day after
    YELLOW = "yellow"
    GREEN = "green"
    DONE = "done"
    SUSPENDED = "suspended"  # grey


def colour(due: date, today: date, *, yellow_below: int, done: bool, suspended: bool) -> Colour:
    """The colour of a task today. `yellow_below`: calendar days left, today included, under which it is yellow; with
    exactly so many it is still green (Decided)."""
    if done:
        return Colour.DONE
    if suspended:
        return Colour.SUSPENDED
    left = (due - today).days + 1
    if left < 1:
        return Colour.RED
    return Colour.YELLOW if left < yellow_below else Colour.GREEN
