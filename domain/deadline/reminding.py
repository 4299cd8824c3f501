"""What people set about their reminders: put off, away, wishes, more time (N2, N3, T3)."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from domain.deadline.ports import DeadlineLine
from domain.kit.ids import DeadlineId, MoreTimeId, OrganisationId, PersonId, Ref

OPENS: Final = time(9)
CLOSES: Final = time(20)
"""A person's hours, in their own zone, unless they chose others (T3)."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How a person wants to be reminded. `digest`: one message in the morning instead of many (N3); `weekly`: the
    summary for heads; outside `opens` to `closes` nothing rings (T3)."""

    digest: bool = False
    weekly: bool = True
    opens: time = OPENS
    closes: time = CLOSES


@dataclass(frozen=True, slots=True)
class Absence:
    """Away from `first` to `last`, both included (Almaty dates): the deputy is reminded as well."""

    person: PersonId
    first: date
    last: date
    deputy: PersonId

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Snooze:
    """A reminder put off by one person: until then nothing but what is urgent comes, then it comes again."""

    deadline: DeadlineId
    person: PersonId
    until: datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """A running deadline as acts judge it, locked. `deputy` stands in for the absent `person` today; `person` is None
    where nobody of the organisation answers for it alone."""

    id: DeadlineId
    version: int
    kind: str
    clause: str
    legal: bool
    subject: Ref
    organisation: OrganisationId
    due: date
    person: PersonId | None
    deputy: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Local:
    """A person's own clock: their zone and hours."""

    zone: ZoneInfo
    wish: Wish


class MoreTimeState(StrEnum):
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class MoreTime:
    """A request for more time. `due`: the last day when it was asked; `wanted`: the day asked for."""

    id: MoreTimeId
    deadline: DeadlineId
    organisation: OrganisationId
    asked_by: PersonId
    asked_at: datetime
    reason: str
    due: date
    wanted: date
    state: MoreTimeState = MoreTimeState.ASKED
    decided_by: PersonId | None = None
    decided_at: datetime | None = None
    answer: str = ""
    asker: str = ""  # names, for screens
    decider: str = ""


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One line of a digest: a deadline that rang for the reader that day and still runs, the most urgent first."""

    line: DeadlineLine
    step: int


@dataclass(frozen=True, slots=True)
class Holder:
    """What one person of the organisation has; without a `person`: what nobody answers for alone."""

    person: PersonId | None
    name: str
    overdue: int
    due: int


@dataclass(frozen=True, slots=True)
class WeekSummary:
    """An organisation's week: what is overdue, what ends in it, what was done in the week before (`met`) and how
    much of that late. `holders`: the most overdue first; those with nothing are left out."""

    overdue: int
    due: int
    met: int
    met_late: int
    holders: tuple[Holder, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.overdue or self.due or self.met)
