"""What the list and the card of deadlines read (N1, A2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.deadline.ports import DeadlineCounts, DeadlineFilter, DeadlineLine, Deadlines, Load, Nearness
from domain.deadline.reminding import MoreTime
from domain.deadline.reminding_ports import MoreTimes
from domain.kit.actor import EVERYTHING, Actor, Role
from domain.kit.bodies import Bodies
from domain.kit.ids import DeadlineId
from domain.kit.periods import almaty_date
from domain.kit.refused import NotFound, NotPermitted
from handlers.deadline.places import (
    DeadlineCard,
    DeadlineKinds,
    DeadlineList,
    DeadlineOrganisations,
    DeadlinePeople,
)
from handlers.deadline.subjects import Subject, subject_of
from handlers.offers import closing
from handlers.pick.lists import PAGE, offset
from handlers.reading import Reading, yellow_below
from handlers.room import Way


@dataclass(frozen=True, slots=True)
class ListFacts:
    place: DeadlineList
    lines: Sequence[tuple[DeadlineLine, Subject | None]]
    counts: DeadlineCounts
    organisation: Mapping[str, str]  # another one's, by language
    person: str
    heads: bool
    everything: bool
    today: date
    yellow_below: int


@dataclass(frozen=True, slots=True)
class CardFacts:
    line: DeadlineLine
    subject: Subject | None
    today: date
    working_days: int
    yellow_below: int
    ways: Sequence[Way] = ()
    mine: bool = True  # the reader answers for it, stands in for who does, or leads them
    deputy: str = ""
    asked: MoreTime | None = None  # more time is asked for, and nobody has decided yet


def oversees(actor: Actor) -> bool:
    """Who looks at the deadlines of everybody in the organisation: its heads, and those who see everything (A2)."""
    return actor.role is Role.HEAD or actor.kind in EVERYTHING


def concerned(actor: Actor, line: DeadlineLine) -> bool:
    """Whether the actor is to see to it: their own, one of somebody they stand in for, nobody's, or for the head all.
    By what they can close it is each room's to judge."""
    own = line.person in (None, actor.person) or line.deputy == actor.person or actor.role is Role.HEAD
    return actor.writes and line.organisation == actor.organisation and own


def may_see(actor: Actor, line: DeadlineLine) -> bool:
    """One's organisation's: one's own or nobody's, for its head all; or everything (A2). Who has moved to another
    organisation has left the former one's deadlines behind (attacks 35, 42)."""
    if actor.kind in EVERYTHING:
        return True
    mine = line.person in (None, actor.person) or line.deputy == actor.person
    return line.organisation == actor.organisation and (mine or actor.role is Role.HEAD)


def chosen(place: DeadlineList, actor: Actor) -> DeadlineFilter:
    """The filter of a list. Raises NotPermitted for lists of others that are not the actor's to see."""
    if place.organisation is not None and place.organisation != actor.organisation and actor.kind not in EVERYTHING:
        raise NotPermitted
    organisation = place.organisation or (actor.organisation if place.whole else None)
    if organisation is not None and not oversees(actor):
        raise NotPermitted
    near = Nearness(place.near) if place.near in list(Nearness) else None
    return DeadlineFilter(organisation, place.person, place.nobodys, place.kind, near)


async def load_list(place: DeadlineList, reading: Reading) -> ListFacts:
    actor, today, below = reading.actor, almaty_date(reading.now), yellow_below(reading)
    wanted = chosen(place, actor)
    deadlines, bodies = reading.port(Deadlines), reading.port(Bodies)
    found = await deadlines.page(actor, wanted, today, below, offset(place.page), PAGE)
    counts = await deadlines.counts(actor, wanted, today, below)
    lines = [(line, await subject_of(line.subject, reading)) for line in found]
    body = await bodies.get(place.organisation) if place.organisation is not None else None
    person = await bodies.person_name(place.person) if place.person is not None else ""
    return ListFacts(
        place=place,
        lines=lines,
        counts=counts,
        organisation=body.names if body else {},
        person=person,
        heads=oversees(actor),
        everything=actor.kind in EVERYTHING,
        today=today,
        yellow_below=below,
    )


@dataclass(frozen=True, slots=True)
class KindsFacts:
    place: DeadlineKinds
    of: DeadlineList
    kinds: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class LoadsFacts:
    """People or organisations to choose from. `list_of` is the list without a choice of them."""

    place: DeadlinePeople | DeadlineOrganisations
    of: DeadlineList
    loads: Sequence[Load]


def _list_of(place: DeadlineKinds | DeadlinePeople) -> DeadlineList:
    if not isinstance(place.of, DeadlineList):
        raise NotFound  # forged
    return replace(place.of, page=0)


async def load_kinds(place: DeadlineKinds, reading: Reading) -> KindsFacts:
    of = _list_of(place)
    kinds = await reading.port(Deadlines).kinds(reading.actor, chosen(replace(of, near=""), reading.actor))
    return KindsFacts(place, of, kinds)


async def load_people(place: DeadlinePeople, reading: Reading) -> LoadsFacts:
    of = _list_of(place)
    organisation = chosen(of, reading.actor).organisation
    if organisation is None:
        raise NotFound  # forged: one's own are one person's
    return LoadsFacts(place, of, await reading.port(Deadlines).people(organisation, almaty_date(reading.now)))


async def load_organisations(place: DeadlineOrganisations, reading: Reading) -> LoadsFacts:
    if reading.actor.kind not in EVERYTHING:
        raise NotPermitted
    return LoadsFacts(place, DeadlineList(), await reading.port(Deadlines).organisations(almaty_date(reading.now)))


async def seen_line(deadline: DeadlineId, reading: Reading) -> DeadlineLine:
    """A running deadline that the reader may see. Raises NotFound."""
    line = await reading.port(Deadlines).get(deadline)
    if line is None or not may_see(reading.actor, line):
        raise NotFound
    return line


async def load_card(place: DeadlineCard, reading: Reading) -> CardFacts:
    return await card_of(await seen_line(place.deadline, reading), reading)


async def card_of(line: DeadlineLine, reading: Reading) -> CardFacts:
    today = almaty_date(reading.now)
    left = max(reading.calendar.working_between(today, line.due), 0) if line.due > today else 0
    subject = await subject_of(line.subject, reading)
    by = closing(line.kind)
    mine = concerned(reading.actor, line)
    ways = await by(line.subject, reading) if by is not None and subject is not None and mine else ()
    return CardFacts(
        line=line,
        subject=subject,
        today=today,
        working_days=left,
        yellow_below=yellow_below(reading),
        ways=ways,
        mine=mine,
        deputy=await reading.port(Bodies).person_name(line.deputy) if line.deputy is not None else "",
        asked=await reading.port(MoreTimes).waiting(line.id)
        if line.organisation == reading.actor.organisation
        else None,
    )
