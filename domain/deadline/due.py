"""When a period ends (T2), and why on that day.

A period starts the day after the event and ends at the end of its last day in Almaty. A statutory period in calendar
days whose last day is not worked ends on the next working day; periods in months and years, and fixed dates, stay.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from domain.deadline.calendar import DayOff, WorkingCalendar
from domain.kit.periods import Period, Unit, add_months, end_of_day

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """The end of a period. `on`: the last day to act, an Almaty date. `nominal`: the last day before rolling to a
    working day; an extension is counted from it. `event` and `period`: what it was counted from; none for a fixed date.
    Two ends on the same days are equal, however they were counted."""

    on: date
    nominal: date
    event: date | None = field(default=None, compare=False)
    period: Period | None = field(default=None, compare=False)

    @property
    def instant(self) -> datetime:
        """The first instant (UTC) at which an act is late."""
        return end_of_day(self.on)


def due(event: date, period: Period, calendar: WorkingCalendar) -> Due:
    """The end of a statutory `period` that an event of that date starts."""
    nominal = _nominal(event, period, calendar)
    return Due(_rolled(nominal, period.unit, calendar), nominal, event, period)


def extended(first: Due, period: Period, calendar: WorkingCalendar) -> Due:
    """The end of an extension: counted from the nominal last day of `first`, only its own end rolls."""
    return due(first.nominal, period, calendar)


def not_later_than(day: date) -> Due:
    """A fixed date "не позднее N": N is included, and it never moves."""
    return Due(day, day)


def before(day: date) -> Due:
    """A fixed date "до N": the day before N is the last."""
    return not_later_than(day - _DAY)


def resumed(
    paused: Due,
    unit: Unit,
    paused_on: date,
    resumed_on: date,
    calendar: WorkingCalendar,
    at_least: Period | None = None,
) -> Due:
    """The end of a period that stood still after `paused_on` and runs again from the day after `resumed_on`.

    What was left of it, in days of its own `unit` (calendar days for months and years), follows; at least
    `at_least` if given (M1.7: five working days after a refused redirection). With nothing left and no minimum the
    period ends on `resumed_on`. Raises ValueError if it resumes before it paused.
    """
    if resumed_on < paused_on:
        raise ValueError("a period cannot resume before it paused")
    if unit is Unit.WORKING_DAYS:
        left = max(calendar.working_between(paused_on, paused.nominal), 0)
        end = calendar.nth_working(resumed_on, left)
        rest = Due(end, end, resumed_on, Period(left, unit)) if left else not_later_than(end)
    else:
        nominal = resumed_on + max(paused.nominal - paused_on, timedelta())
        days = (nominal - resumed_on).days
        counted = Period(days, unit) if days and unit is Unit.CALENDAR_DAYS else None
        rest = Due(_rolled(nominal, unit, calendar), nominal, resumed_on if counted else None, counted)
    if at_least is None:
        return rest
    minimum = due(resumed_on, at_least, calendar)
    return rest if rest.on >= minimum.on else minimum


def remind_on(end: Due, calendar: WorkingCalendar) -> date:
    """The day a reminder names: the last working day not after the end, which for a fixed date may be earlier."""
    return calendar.last_working(end.on)


def days_left(end: Due, today: date) -> int:
    """Calendar days after `today` up to the end: 0 on the last day, never negative."""
    return max((end.on - today).days, 0)


def working_days_left(end: Due, today: date, calendar: WorkingCalendar) -> int:
    """Working days after `today` up to the end; never negative."""
    return max(calendar.working_between(today, end.on), 0)


def days_overdue(end: Due, today: date) -> int:
    """Calendar days since the end: 1 on the day after the last, 0 before."""
    return max((today - end.on).days, 0)


@dataclass(frozen=True, slots=True)
class Why:
    """The answer to "why this date?": `skipped` days did not count (a period in working days), or were stepped over
    at the end (`rolled`); `worked_weekends` did count."""

    event: date
    period: Period
    end: Due
    skipped: tuple[DayOff, ...]
    rolled: tuple[DayOff, ...]
    worked_weekends: tuple[date, ...]


def why(event: date, period: Period, calendar: WorkingCalendar) -> Why:
    """How `due` arrived at its date. For an extension, the event is the nominal last day of what is extended."""
    end = due(event, period, calendar)
    counts = period.unit is Unit.WORKING_DAYS
    return Why(
        event=event,
        period=period,
        end=end,
        skipped=calendar.days_off(event, end.nominal) if counts else (),
        rolled=calendar.days_off(end.nominal - _DAY, end.on - _DAY),
        worked_weekends=calendar.worked_weekends(event, end.nominal) if counts else (),
    )


def _nominal(event: date, period: Period, calendar: WorkingCalendar) -> date:
    match period.unit:
        case Unit.WORKING_DAYS:
            return calendar.nth_working(event, period.amount)
        case Unit.CALENDAR_DAYS:
            return event + timedelta(days=period.amount)
        case Unit.MONTHS:
            return add_months(event, period.amount)
        case Unit.YEARS:
            return add_months(event, period.amount * 12)


def _rolled(nominal: date, unit: Unit, calendar: WorkingCalendar) -> date:
    return calendar.next_working(nominal) if unit is Unit.CALENDAR_DAYS else nominal
