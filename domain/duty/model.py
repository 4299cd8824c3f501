"""A duty owed by one organisation for one period (R1–R12)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from domain.kit.ids import DutyId, OrganisationId, PersonId, Ref
from domain.kit.periods import CalendarYear, HalfYear, Quarter

AnyPeriod = Quarter | HalfYear | CalendarYear

NOTE_LIMIT = 2000


class DutyState(StrEnum):
    OPEN = "open"
    SENT = "sent"
    EXEMPT = "exempt"  # the National Company says that this body owes it not
    CANCELLED = "cancelled"  # the body was closed, or no longer owes such duties; a request was withdrawn


@dataclass(eq=False)
class OwedDuty:
    """`code` is the edition's («R2a»); `period` the period's code, or that of a request («ask-…», R9c).

    `due` is the last day; a fixed date never moves (T2). `asked` says what an unplanned report is about, and `asked_by`
    who asked for it.
    """

    id: DutyId
    code: str
    period: str
    organisation: OrganisationId
    due: date
    opened_at: datetime
    edition: str
    state: DutyState = DutyState.OPEN
    note: str = ""  # what was sent, by which number and way
    sent_by: PersonId | None = None
    sent_at: datetime | None = None
    asked: str = ""
    asked_by: PersonId | None = None
    version: int = 1

    @property
    def ref(self) -> Ref:
        return Ref("duty", self.id)


@dataclass(frozen=True, slots=True)
class Exemption:
    """A body that does not owe a duty, until the National Company says otherwise."""

    code: str
    organisation: OrganisationId
    reason: str
    by: PersonId
    at: datetime


def parsed_period(code: str) -> AnyPeriod | None:
    """A period from its code; None for a request."""
    for kind in (Quarter, HalfYear, CalendarYear):
        try:
            return kind.parse(code)
        except ValueError:
            continue
    return None


def request_code(id_: UUID) -> str:
    """The period of what is asked for once: one for all bodies that were asked together."""
    return f"ask-{id_.hex[:12]}"
