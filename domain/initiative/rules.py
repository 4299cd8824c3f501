"""When an initiative may be handed over, who handles it, its clocks, how it leaves Module 1 (M1.2, M1.6, M1.7;
п. 41–42)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.access.scope import check_sees
from domain.company.model import Company
from domain.deadline.calendar import WorkingCalendar
from domain.deadline.due import Due, resumed
from domain.deadline.model import CloseDeadline, DeadlineState, deadline_kind
from domain.edition.model import Term
from domain.initiative.model import Initiative, InitiativeState, Pending
from domain.kit.actor import Actor, Role
from domain.kit.desk import Desk
from domain.kit.ids import Ref
from domain.kit.periods import Unit
from domain.kit.refused import NotPermitted, Refused, WrongState
from domain.kyc.model import KycCase
from domain.kyc.rules import counting

WRITERS = frozenset({"head", "officer"})
"""Roles that an organisation's notices go to."""

APPOINTMENT = deadline_kind("initiative.appointment", "M1.7", legal=False)
"""The akimat appoints a responsible official; the Order names no term (Decided: 3 w.d.)."""

CONSIDERATION = deadline_kind("initiative.consideration", "п. 42", extension="п. 42.2")
"""The akimat makes a passport, extends or redirects within 30 c.d. of the transfer."""

CONSENT = deadline_kind("initiative.consent", "M1.7", legal=False)
"""An akimat says whether it takes an initiative that another one wants to redirect to it (a target)."""

REDIRECTION = deadline_kind("initiative.redirection", "M1.7", legal=False)
"""The UO decides on a redirection; the Order names no term (a target)."""

OPINION = deadline_kind("initiative.opinion", "M1.7", legal=False)
"""The mission says what it thinks of closing an initiative (a target)."""

CLOSING = deadline_kind("initiative.closing", "M1.7", legal=False)
"""The UO decides on closing an initiative (a target)."""


@dataclass(unsafe_hash=True)
class NoCurrentKyc(Refused):
    """Nothing is transferred to a MIO without a current KYC decision, unless the UO allowed it (M1.2. Decided)."""

    clause: ClassVar[str] = "M1.2"


@dataclass(unsafe_hash=True)
class AnotherRegion(Refused):
    """The chosen akimat does not answer for the initiative's region."""

    clause: ClassVar[str] = "п. 41"


@dataclass(unsafe_hash=True)
class OpenedAlready(Refused):
    """The akimat has opened it: it can no longer be taken back."""

    clause: ClassVar[str] = "п. 42"


@dataclass(unsafe_hash=True)
class NotAnOfficial(Refused):
    """The person named is no active head or officer of this akimat."""

    clause: ClassVar[str] = "п. 42"


def covering_kyc(initiative: Initiative, company: Company, cases: Sequence[KycCase], today: date) -> KycCase | None:
    """The current decision that lets the initiative go, or None; only the making organisation's own cases count."""
    return counting(cases, initiative.maker, company, today)


@dataclass(unsafe_hash=True)
class ExtendedAlready(Refused):
    """The consideration was extended as often as the Order lets: now only a passport or a redirection (п. 42.2)."""

    clause: ClassVar[str] = "п. 42.2"


@dataclass(unsafe_hash=True)
class TermOver(Refused):
    """The term has ended: it can no longer be extended (п. 42.2)."""

    ended: date
    clause: ClassVar[str] = "п. 42.2"


@dataclass(unsafe_hash=True)
class TooLong(Refused):
    """An extension is one day at least and `most` days at most (п. 42.2)."""

    most: int
    clause: ClassVar[str] = "п. 42.2"


@dataclass(unsafe_hash=True)
class AnotherAkimatNeeded(Refused):
    """A redirection goes to another akimat that works here (п. 42.3)."""

    clause: ClassVar[str] = "п. 42.3"


@dataclass(unsafe_hash=True)
class NotDecidedYet(Refused):
    """A redirection or a closing is asked for and not decided: it is withdrawn first (M1.7)."""

    pending: str
    clause: ClassVar[str] = "M1.7"


@dataclass(unsafe_hash=True)
class MissionNotHeard(Refused):
    """The mission has not said yet what it thinks of the closing, and may do so until the day (M1.7)."""

    until: date
    clause: ClassVar[str] = "M1.7"


def ref(initiative: Initiative) -> Ref:
    """What deadlines, notices and the audit are about."""
    return Ref("initiative", initiative.id)


def handles(actor: Actor, initiative: Initiative) -> bool:
    """Whether the actor may do what п. 42 leaves to the akimat: the responsible official, or the head (Decided)."""
    if initiative.akimat != actor.organisation or not actor.writes:
        return False
    return actor.role is Role.HEAD or initiative.official == actor.person


def check_handles(actor: Actor, initiative: Initiative) -> None:
    """Raises NotFound, NotPermitted, or WrongState when the akimat has nothing to consider (any more)."""
    check_sees(actor, initiative.placement)
    if not handles(actor, initiative):
        raise NotPermitted
    if not initiative.considered:
        raise WrongState(initiative.state)


def check_nothing_pending(initiative: Initiative) -> None:
    """Raises NotDecidedYet while another akimat, the mission or the UO is asked."""
    if initiative.pending != Pending.NOTHING:
        raise NotDecidedYet(initiative.pending)


def after_pause(initiative: Initiative, today: date, at_least: Term | None, calendar: WorkingCalendar) -> Due | None:
    """The end of a consideration that stood still while the UO decided, running again from tomorrow (M1.7): what was
    left, and after a refusal `at_least` that much. None where it did not stand still (sent too late)."""
    term = initiative.term
    if initiative.paused_on is None or term is None:
        return None
    minimum = at_least.period if at_least is not None else None
    return resumed(term, Unit.CALENDAR_DAYS, initiative.paused_on, today, calendar, minimum)


def became_passport(desk: Desk, initiative: Initiative) -> None:
    """The initiative has become a project: its clock is met, also when late, and it leaves Module 1 (п. 42.1).

    For the act that submits a passport. The caller has locked the initiative, keeps the project, and tells the mission.
    Raises NotFound, NotPermitted (only the responsible official or the head of the akimat), WrongState (not at the
    akimat any more), NotDecidedYet (a redirection or closing is asked for).
    """
    check_handles(desk.actor, initiative)
    check_nothing_pending(initiative)
    before = {"state": initiative.state}
    initiative.state = InitiativeState.PASSPORT
    initiative.since = desk.now
    for kind in (APPOINTMENT, CONSIDERATION):
        desk.deadline(CloseDeadline(kind, ref(initiative), DeadlineState.MET))
    desk.settle(ref(initiative))
    desk.audit("initiative.passport", ref(initiative), before=before, after={"state": initiative.state})
