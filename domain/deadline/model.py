"""Deadlines as acts leave them (N1): one table, changed in the transaction of the act that causes the change."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.deadline.due import Due
from domain.kit.ids import OrganisationId, PersonId, Ref
from domain.kit.periods import Period


@dataclass(frozen=True, slots=True)
class DeadlineKind:
    """What has to be done by the date. `name` is stored («initiative.pass»); `clause` is its source.

    `legal` tells statutory periods from targets and agreements, whose lateness is no breach. `on_request`: the head of
    the organisation may give more time. `extension`: the clause by which alone a period of the Order is made longer.
    """

    name: str
    clause: str
    legal: bool = True
    on_request: bool = False
    extension: str = ""


KINDS: dict[str, DeadlineKind] = {}


def deadline_kind(
    name: str, clause: str, *, legal: bool = True, on_request: bool = False, extension: str = ""
) -> DeadlineKind:
    """Declare a kind of deadline. Raises ValueError when the name is taken, or when a period of the Order were made
    longer on request."""
    if name in KINDS:
        raise ValueError(f"the deadline kind {name} is declared twice")
    if legal and on_request:
        raise ValueError(f"the period of {name} is the Order's: nobody prolongs it on request")
    kind = DeadlineKind(name, clause, legal, on_request, extension)
    KINDS[name] = kind
    return kind


class DeadlineState(StrEnum):
    OPEN = "open"
    PAUSED = "paused"
    MET = "met"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class OpenDeadline:
    """Start a clock. `due` is the last day (Asia/Almaty), `nominal` the day before rolling over days off (T2).

    `event` and `period`: what it was counted from, for "why this date?"; none for a fixed date.
    """

    kind: DeadlineKind
    subject: Ref
    organisation: OrganisationId
    due: date
    nominal: date
    instant: datetime  # the end of `due`, aware
    person: PersonId | None = None
    note: str = ""  # a few words typed by people (what was agreed); empty for statutory clocks
    event: date | None = None
    period: Period | None = None


def opened(
    kind: DeadlineKind,
    subject: Ref,
    organisation: OrganisationId,
    due: Due,
    person: PersonId | None = None,
    note: str = "",
) -> OpenDeadline:
    """An OpenDeadline from a computed end of a period."""
    return OpenDeadline(
        kind, subject, organisation, due.on, due.nominal, due.instant, person, note, due.event, due.period
    )


def moved(kind: DeadlineKind, subject: Ref, due: Due, person: PersonId | None = None) -> "MoveDeadline":
    """A MoveDeadline from a computed end of a period."""
    return MoveDeadline(kind, subject, due.on, due.nominal, due.instant, person, due.event, due.period)


@dataclass(frozen=True, slots=True)
class MoveDeadline:
    """Give the open deadline of this kind and subject another date or another holder."""

    kind: DeadlineKind
    subject: Ref
    due: date
    nominal: date
    instant: datetime
    person: PersonId | None = None
    event: date | None = None
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class HandOver:
    """Somebody else answers for the open deadline of this kind and subject; its date stays as it was computed (T7)."""

    kind: DeadlineKind
    subject: Ref
    person: PersonId


@dataclass(frozen=True, slots=True)
class CloseDeadline:
    """Stop a clock: MET, CANCELLED or PAUSED; OPEN resumes a paused one."""

    kind: DeadlineKind
    subject: Ref
    state: DeadlineState


DeadlineChange = OpenDeadline | MoveDeadline | HandOver | CloseDeadline
