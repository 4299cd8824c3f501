"""«Waiting for you»: one's own deadlines that are near or over, with what the other rooms have waiting (N3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.deadline.feed import has_clocks
from domain.deadline.ports import DeadlineFilter, DeadlineLine, Deadlines
from domain.kit.actor import Actor, Guest
from domain.kit.periods import almaty_date
from handlers.deadline.places import DeadlineCard, DeadlineList, Waiting
from handlers.deadline.screens import mark
from handlers.deadline.subjects import OTHER, WHAT, Subject, subject_of
from handlers.forms.clean import shortened
from handlers.offers import entries
from handlers.pick.lists import PAGE, offset, pager
from handlers.reading import Reading, yellow_below
from handlers.room import MenuEntry, Next, View
from handlers.screens.labels import ON_BUTTON
from handlers.screens.navigation import back_row
from handlers.screens.place import Place
from handlers.screens.press import Go
from handlers.screens.values import Button, Screen, row, rows
from handlers.words import formats
from handlers.words.reader import Reader, lines

AT_ONCE = 3
"""Deadlines that stand in the menu itself; more of them are one tap away."""

OF_ROOMS = 10
"""Entries of the menu below this order are what waits in a room (handlers/home)."""


@dataclass(frozen=True, slots=True)
class Urgent:
    """A deadline with what it is about."""

    line: DeadlineLine
    subject: Subject | None
    today: date
    yellow_below: int

    def label(self, r: Reader) -> str:
        """Days left before the name: what is cut off is the end of a long name."""
        line, subject = self.line, self.subject
        named = subject.title if subject is not None and subject.title else ""
        named = named or line.note or r.plain(WHAT.get(line.kind, OTHER))
        left = formats.days_left(r, line.due, self.today)
        return shortened(f"{mark(line, self.today, self.yellow_below)} {left} · {named}", ON_BUTTON)


def waiting_place(who: Actor | Guest) -> Place | None:
    return None if isinstance(who, Guest) or not has_clocks(who) else Waiting()


async def urgent(reading: Reading, first: int, limit: int) -> list[Urgent]:
    """Those overdue or near, the most urgent first."""
    today, below = almaty_date(reading.now), yellow_below(reading)
    found = await reading.port(Deadlines).page(reading.actor, DeadlineFilter(), today, below, first, limit)
    near = [line for line in found if not line.paused and (line.due - today).days + 1 < below]
    return [Urgent(line, await subject_of(line.subject, reading), today, below) for line in near]


async def nearest(reading: Reading) -> Sequence[Next]:
    """For the top of the menu: the next step is one tap away."""
    if isinstance(reading.who, Guest) or not has_clocks(reading.who):
        return ()
    return [Next(one.label, DeadlineCard(one.line.id)) for one in await urgent(reading, 0, AT_ONCE)]


async def count_urgent(reading: Reading) -> int:
    counts = await reading.port(Deadlines).counts(
        reading.actor, DeadlineFilter(), almaty_date(reading.now), yellow_below(reading)
    )
    return counts.overdue + counts.near


async def count_more(reading: Reading) -> int:
    """How many wait, if not all of them stand in the menu."""
    number = await count_urgent(reading)
    return number if number > AT_ONCE else 0


@dataclass(frozen=True, slots=True)
class WaitingFacts:
    place: Waiting
    rooms: Sequence[tuple[MenuEntry, Place, int]]
    deadlines: Sequence[Urgent]
    number: int


async def load_waiting(place: Waiting, reading: Reading) -> WaitingFacts:
    rooms = []
    for entry in entries():
        at = entry.place(reading.actor) if entry.order < OF_ROOMS else None
        number = await entry.count(reading) if at is not None and entry.count else 0
        if at is not None and number:
            rooms.append((entry, at, number))
    return WaitingFacts(
        place, rooms, await urgent(reading, offset(place.page), PAGE), await count_urgent(reading)
    )  # fmt: skip


def show_waiting(facts: WaitingFacts, r: Reader) -> Screen:
    return Screen(
        lines(
            r.say("deadline.waiting", "<b>Waiting for you</b>"),
            r.count(
                "deadline.waiting", "{n} deadline is near or over.", "{n} deadlines are near or over.", facts.number
            )
            if facts.number
            else r.say("deadline.waiting", "No deadline is near."),
        ),
        rows(
            *(row(Button(f"{r.plain(entry.label)} · {number}", Go(at))) for entry, at, number in facts.rooms),
            *(row(Button(one.label(r), Go(DeadlineCard(one.line.id)))) for one in facts.deadlines),
            pager(r, facts.place.page, facts.number, Waiting),
            row(Button(r.label("deadline.reminder", "My deadlines"), Go(DeadlineList()))),
            back_row(r),
        ),
    )


VIEWS = (View(Waiting, load_waiting, show_waiting),)
