"""Away, with a deputy of the same organisation who is reminded as well (N2). It ends by itself."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar, Final

from domain.deadline.notices import StandsIn
from domain.deadline.reminding import Absence
from domain.deadline.reminding_ports import Absences
from domain.kit.act import act
from domain.kit.actor import Role
from domain.kit.desk import Audience, Desk
from domain.kit.ids import PersonId, Ref
from domain.kit.periods import almaty_date
from domain.kit.refused import NotFound, NotPermitted, Refused

LONGEST: Final = timedelta(days=366)
"""Who is away for longer is replaced: their organisation hands their work over."""


@dataclass(unsafe_hash=True)
class AbsenceOver(Refused):
    """The last day is over already, or earlier than the first."""

    clause: ClassVar[str] = "N2"


@dataclass(unsafe_hash=True)
class AbsenceTooLong(Refused):
    """Longer than a year."""

    clause: ClassVar[str] = "N2"


@dataclass(unsafe_hash=True)
class NotADeputy(Refused):
    """A deputy is another active head or officer of the same organisation."""

    clause: ClassVar[str] = "N2"


@dataclass(unsafe_hash=True)
class DeputyAway(Refused):
    """The deputy is away in those days as well, until `last`."""

    last: date
    clause: ClassVar[str] = "N2"


@act("deadline.set_absence")
async def set_absence(
    desk: Desk, absences: Absences, person: PersonId, first: date, last: date, deputy: PersonId
) -> None:
    """Tell that one is away from `first` to `last`, both included, or as a head that somebody of one's people is. The
    deputy's reminders come beside those of the person, whose deadlines stay theirs. Raises AbsenceOver, AbsenceTooLong,
    NotADeputy, DeputyAway."""
    before = await _locked(desk, absences, person)
    if last < first or last < almaty_date(desk.now):
        raise AbsenceOver
    if last - first > LONGEST:
        raise AbsenceTooLong
    if deputy == person or await absences.colleague(deputy) != desk.actor.organisation:
        raise NotADeputy
    other = await absences.get(deputy)
    if other is not None and other.first <= last and first <= other.last:
        raise DeputyAway(other.last)
    absence = Absence(person, first, last, deputy)
    await absences.put(absence)
    desk.audit("deadline.set_absence", Ref("person", person), before=_audited(before), after=_audited(absence))
    desk.tell(
        Audience(people=frozenset({deputy}), but=desk.actor.person),
        StandsIn(person, first, last),
        Ref("absence", person),
    )


@act("deadline.end_absence")
async def end_absence(desk: Desk, absences: Absences, person: PersonId) -> None:
    """Back earlier, or not away after all: from now on only the person is reminded. Raises NotFound where they are not
    away."""
    before = await _locked(desk, absences, person)
    if before is None or before.last < almaty_date(desk.now):
        raise NotFound
    await absences.drop(person)
    desk.settle(Ref("absence", person))
    desk.audit("deadline.end_absence", Ref("person", person), before=_audited(before))


async def _locked(desk: Desk, absences: Absences, person: PersonId) -> Absence | None:
    """The person's absence, for whoever may change it: the person, or the head of theirs."""
    if await absences.colleague(person) != desk.actor.organisation:
        raise NotFound
    if not desk.actor.writes or (person != desk.actor.person and desk.actor.role is not Role.HEAD):
        raise NotPermitted
    return await absences.lock(person)


def _audited(absence: Absence | None) -> dict[str, Any] | None:
    if absence is None:
        return None
    return {"first": absence.first.isoformat(), "last": absence.last.isoformat(), "deputy": str(absence.deputy)}
