"""«Remind me later»: the person's own reminder of one deadline, put off (N3). The deadline does not move."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import ClassVar, Final

from domain.deadline.calendar import WorkingCalendar
from domain.deadline.concern import check_concerned
from domain.deadline.reminding import Local, Snooze
from domain.deadline.reminding_ports import Clocks, Snoozes, Wishes
from domain.deadline.steps import local_instant
from domain.kit.act import act
from domain.kit.desk import Desk
from domain.kit.ids import DeadlineId, Ref
from domain.kit.periods import almaty_date
from domain.kit.refused import Refused

LATER_BY: Final = timedelta(hours=3)
"""What «later today» means (Decided)."""

OVERDUE_AHEAD: Final = timedelta(days=7)
"""How far a reminder of an overdue deadline can be put off; its daily and weekly ones come all the same (N2)."""


class Later(StrEnum):
    TODAY = "today"
    TOMORROW = "tomorrow"


@dataclass(unsafe_hash=True)
class NoLaterToday(Refused):
    """Nothing rings so late in the person's day (T3)."""

    clause: ClassVar[str] = "T3"


@dataclass(unsafe_hash=True)
class PutOffTooFar(Refused):
    """What rings on the last day cannot be put off past it: `latest` is the last day that can be chosen. Who cannot
    make it asks for more time."""

    latest: date
    clause: ClassVar[str] = "N3"


@dataclass(unsafe_hash=True)
class DayOver(Refused):
    """A reminder cannot be put off to a day that is over or running."""

    clause: ClassVar[str] = "N3"


def latest(due: date, now: datetime) -> date:
    """The last day to which a reminder can be put off."""
    today = almaty_date(now)
    return due if today <= due else today + OVERDUE_AHEAD


def moment(until: Later | date, due: date, now: datetime, local: Local, calendar: WorkingCalendar) -> datetime:
    """When it rings again, in the person's own hours: «tomorrow» is the next working day; a day off gives way to the
    working day before it, or after it where that is today. Raises NoLaterToday, PutOffTooFar, DayOver."""
    here = now.astimezone(local.zone)
    opens, closes = local.wish.opens, local.wish.closes
    if until is Later.TODAY:
        at = max(here + LATER_BY, here.replace(hour=opens.hour, minute=opens.minute, second=0, microsecond=0))
        if at.date() != here.date() or at.time() >= closes:
            raise NoLaterToday
        return at
    tomorrow = here.date() + timedelta(days=1)
    if until is Later.TOMORROW:
        day = calendar.next_working(tomorrow)
    else:
        if until < tomorrow:
            raise DayOver
        if until > latest(due, now):
            raise PutOffTooFar(latest(due, now))
        before = calendar.last_working(until)
        day = before if before >= tomorrow else calendar.next_working(until)
    if day > latest(due, now):
        raise PutOffTooFar(latest(due, now))
    return local_instant(day, opens, local.zone)


def choices(due: date, now: datetime, local: Local, calendar: WorkingCalendar) -> tuple[Later, ...]:
    """What can be offered beside a date: whatever would not be refused."""
    found = []
    for one in Later:
        try:
            moment(one, due, now, local, calendar)
        except Refused:
            continue
        found.append(one)
    return tuple(found)


@act("deadline.snooze")
async def snooze(
    desk: Desk, clocks: Clocks, snoozes: Snoozes, wishes: Wishes, deadline: DeadlineId, until: Later | date
) -> Snooze:
    """Put off one's own reminder. What the last day and an overdue one ring, heads and the authorised body hear all the
    same (N2, N3). Raises NoLaterToday, PutOffTooFar, DayOver."""
    clock = check_concerned(desk.actor, await clocks.lock(deadline))
    local = await wishes.local(desk.actor.person)
    made = Snooze(clock.id, desk.actor.person, moment(until, clock.due, desk.now, local, desk.calendar))
    await snoozes.put(made, clock.version)
    desk.audit("deadline.snooze", Ref("deadline", clock.id), after={"until": made.until.isoformat()})
    return made
