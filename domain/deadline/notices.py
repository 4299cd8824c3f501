"""Reminders (N2)."""

from dataclasses import dataclass

from domain.kit.desk import Notice
from domain.kit.ids import DeadlineId
from domain.kit.named import named


@named("deadline.reminder")
@dataclass(frozen=True, slots=True)
class Reminder(Notice):
    """A deadline is near or past. `step`: days from the last day, as planned; what is said is counted at sending."""

    deadline: DeadlineId
    step: int
