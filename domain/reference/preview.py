"""What reminder steps would send, for a deadline that does not exist (N2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from domain.deadline.calendar import WorkingCalendar
from domain.deadline.due import Due, not_later_than
from domain.deadline.steps import Step, next_overdue, steps_to, tells_authority, tells_head
from domain.edition.model import ReminderSteps

WEEKS: Final = 2
"""Reminders of the endless run after the daily ones that a preview shows."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One reminder: the day it goes out, how far from the last day, and who gets it beside the one who answers."""

    step: Step
    head: bool
    authority: bool


def sample(steps: ReminderSteps, today: date, calendar: WorkingCalendar) -> Due:
    """A last day so far off that every step before it is still to come."""
    return not_later_than(calendar.next_working(today + timedelta(days=max(steps.before, default=0) + 3)))


def planned(end: Due, today: date, steps: ReminderSteps, calendar: WorkingCalendar) -> Sequence[Planned]:
    """Every reminder of a deadline opened today and never met, through the daily run and two of the weekly one."""
    found = list(steps_to(end, today, steps, calendar))
    after = end.on
    late = 0
    while late < WEEKS:
        step = next_overdue(end, after, steps, calendar)
        found.append(step)
        after = step.on
        late += step.offset > steps.daily_overdue
    return [Planned(step, tells_head(step.offset, steps), tells_authority(step.offset, steps)) for step in found]
