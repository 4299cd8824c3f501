"""On which days a deadline is reminded of (N2), and at what instant for a person far away (T3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.deadline.calendar import WorkingCalendar
from domain.deadline.due import Due
from domain.edition.model import ReminderSteps


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One reminder. `offset`: calendar days from the last day, negative before it: its name in storage. `on`: the
    working day on which it is sent."""

    offset: int
    on: date


def steps_to(end: Due, opened_on: date, steps: ReminderSteps, calendar: WorkingCalendar) -> tuple[Step, ...]:
    """Reminders up to the last day, in order. On a day off they come on the working day before, so that the last names
    a day on which something can still be done. Those not later than the opening are dropped, except the last day's;
    of two on one day the nearer to the end stays."""
    wanted = [Step(-days, calendar.last_working(end.on - timedelta(days=days))) for days in (*steps.before, 0)]
    by_day: dict[date, Step] = {}
    for step in sorted(wanted):
        if step.on > opened_on or (step.offset == 0 and end.on >= opened_on):
            by_day[step.on] = step
    return tuple(sorted(by_day.values()))


def next_overdue(end: Due, after: date, steps: ReminderSteps, calendar: WorkingCalendar) -> Step:
    """The first reminder of an overdue deadline later than `after`: daily, then weekly, and on the days from which the
    head and the authorised body hear of it, a day off moved to the next working day."""
    offset = max((after - end.on).days, 0)
    while True:
        usual = offset + 1 if offset < steps.daily_overdue else _weekly(offset, steps)
        offset = min(usual, *(day for day in (usual, steps.head_from, steps.authority_from) if day > offset))
        step = Step(offset, calendar.next_working(end.on + timedelta(days=offset)))
        if step.on > after:
            return step


def ahead(
    end: Due, opened_on: date, today: date, rung: int | None, steps: ReminderSteps, calendar: WorkingCalendar
) -> tuple[Step, ...]:
    """What is laid out for a deadline: the reminders of today and later up to its last day, else the overdue one that
    should have rung by now, so that nobody who is to be told waits for another week, else the next one. There is always
    one, so that no deadline falls silent. `rung`: the offset of the last one that has rung, if any; the same never
    rings twice."""
    coming = tuple(
        step
        for step in steps_to(end, min(opened_on, today), steps, calendar)
        if step.on >= today and (rung is None or step.offset > rung)
    )
    if coming:
        return coming
    missed = _last_overdue(end, today, steps, calendar)
    if missed is not None and (rung is None or missed.offset > rung):
        return (missed,)
    return (next_overdue(end, today, steps, calendar),)


def tells_head(days_overdue: int, steps: ReminderSteps) -> bool:
    return days_overdue >= steps.head_from


def tells_authority(days_overdue: int, steps: ReminderSteps) -> bool:
    """Whether the authorised body (the National Company for roadmaps) is told as well."""
    return days_overdue >= steps.authority_from


def local_instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The instant (UTC) of a wall-clock time in a zone. A time that summer time skips is taken an hour later, one that
    comes twice is taken the first time."""
    # Python reads a skipped time by the offset before the switch, which lands after it: just what is wanted.
    return datetime.combine(day, at, zone).astimezone(UTC)


def earliest_allowed(
    instant: datetime, zone: ZoneInfo, opens: time, closes: time, off: Sequence[date] = ()
) -> datetime:
    """`instant` if it falls in a person's hours, else the next opening: quiet hours and days off wait (T3). Raises
    ValueError unless `opens` is before `closes`."""
    if opens >= closes:
        raise ValueError("hours open before they close")
    local = instant.astimezone(zone)
    day = local.date()
    if local.time() >= closes:
        day += timedelta(days=1)
    elif local.time() >= opens and day not in off:
        return instant
    while day in off:
        day += timedelta(days=1)
    return local_instant(day, opens, zone)


def _last_overdue(end: Due, today: date, steps: ReminderSteps, calendar: WorkingCalendar) -> Step | None:
    """The last reminder of an overdue deadline not later than `today`; None before the first."""
    longest = timedelta(days=steps.daily_overdue + steps.then_every + 15)  # a run, and the longest days off
    found = None
    step = next_overdue(end, max(end.on, today - longest), steps, calendar)
    while step.on <= today:
        found, step = step, next_overdue(end, step.on, steps, calendar)
    return found


def _weekly(offset: int, steps: ReminderSteps) -> int:
    """The next offset of the weekly run, which begins a week after the daily one ends."""
    past = offset - steps.daily_overdue
    return steps.daily_overdue + (past // steps.then_every + 1) * steps.then_every
