"""The answer to "why this date?" for a deadline that runs (T2)."""

from dataclasses import dataclass
from datetime import date

from domain.deadline.calendar import WorkingCalendar
from domain.deadline.due import Why, why
from domain.deadline.ports import DeadlineLine


@dataclass(frozen=True, slots=True)
class Explained:
    """How a deadline came to its date. `counted`: None for a date that somebody set, which never moves.

    `otherwise`: by the calendar of today the same count ends on another day, for days were officially moved since; the
    deadline keeps its own (T7). `act_by`: the last working day before a last day that is not worked.
    """

    line: DeadlineLine
    counted: Why | None
    otherwise: date | None
    act_by: date | None


def explain(line: DeadlineLine, calendar: WorkingCalendar) -> Explained:
    """The count done once more with the days as they are known now."""
    last = calendar.last_working(line.due)
    act_by = last if last != line.due else None
    if line.event is None or line.period is None:
        return Explained(line, None, None, act_by)
    counted = why(line.event, line.period, calendar)
    return Explained(line, counted, None if counted.end.on == line.due else counted.end.on, act_by)
