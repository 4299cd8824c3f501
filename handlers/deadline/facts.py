"""What the screens of deadlines read (N1, A2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.deadline.notices import Reminder
from domain.deadline.ports import DeadlineCounts, DeadlineLine, Deadlines
from domain.kit.actor import EVERYTHING, Actor, Role
from domain.kit.periods import almaty_date
from domain.kit.refused import NotFound, NotPermitted
from handlers.deadline.places import DeadlineCard, DeadlineList
from handlers.deadline.subjects import Subject, subject_of
from handlers.pick.lists import PAGE, offset
from handlers.reading import Reading, yellow_below


@dataclass(frozen=True, slots=True)
class ListFacts:
    place: DeadlineList
    lines: Sequence[tuple[DeadlineLine, Subject | None]]
    counts: DeadlineCounts
    heads: bool
    today: date
    yellow_below: int


@dataclass(frozen=True, slots=True)
class CardFacts:
    line: DeadlineLine
    subject: Subject | None
    today: date
    working_days: int
    yellow_below: int


def may_see(actor: Actor, line: DeadlineLine) -> bool:
    """One's organisation's: one's own or nobody's, for its head all; or everything (A2). Who has moved to another
    organisation has left the former one's deadlines behind (attacks 35, 42)."""
    if actor.kind in EVERYTHING:
        return True
    return line.organisation == actor.organisation and (line.person in (None, actor.person) or actor.role is Role.HEAD)


async def load_list(place: DeadlineList, reading: Reading) -> ListFacts:
    actor, today, below = reading.actor, almaty_date(reading.now), yellow_below(reading)
    heads = actor.role is Role.HEAD
    if place.whole and not heads:
        raise NotPermitted
    deadlines = reading.port(Deadlines)
    found = await deadlines.page(actor, place.whole, offset(place.page), PAGE)
    counts = await deadlines.counts(actor, place.whole, today, below)
    lines = [(line, await subject_of(line.subject, reading)) for line in found]
    return ListFacts(place, lines, counts, heads, today, below)


async def load_card(place: DeadlineCard, reading: Reading) -> CardFacts:
    line = await reading.port(Deadlines).get(place.deadline)
    if line is None or not may_see(reading.actor, line):
        raise NotFound
    return await _card(line, reading)


async def load_reminder(notice: Reminder, reading: Reading) -> CardFacts | None:
    """None once the deadline is closed, moved out of sight, or stands still."""
    line = await reading.port(Deadlines).get(notice.deadline)
    if line is None or line.paused or not may_see(reading.actor, line):
        return None
    return await _card(line, reading)


async def _card(line: DeadlineLine, reading: Reading) -> CardFacts:
    today = almaty_date(reading.now)
    left = max(reading.calendar.working_between(today, line.due), 0) if line.due > today else 0
    return CardFacts(line, await subject_of(line.subject, reading), today, left, yellow_below(reading))


async def count_mine(reading: Reading) -> int:
    """How many of the reader's deadlines are overdue or near."""
    counts = await reading.port(Deadlines).counts(reading.actor, False, almaty_date(reading.now), yellow_below(reading))
    return counts.overdue + counts.near
