"""What people see of their deadlines (N1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from domain.kit.actor import Actor
from domain.kit.ids import DeadlineId, OrganisationId, PersonId, Ref
from domain.kit.periods import Period


@dataclass(frozen=True, slots=True)
class DeadlineLine:
    """A running clock. `person` answers for it, None: the organisation as a whole.

    `who` is the name of the one it was given to: without a `person`, somebody who can answer for it no longer (blocked,
    moved away, made an observer). `deputy` stands in for the person today. What it was counted from (`event`, `period`,
    to the `nominal` last day) is not there for a date that somebody set; `edition`: the rules by which it was opened.
    """

    id: DeadlineId
    kind: str
    clause: str
    legal: bool
    subject: Ref
    organisation: OrganisationId
    due: date
    person: PersonId | None = None
    who: str = ""
    note: str = ""
    paused: bool = False
    deputy: PersonId | None = None
    version: int = 1
    nominal: date | None = None
    event: date | None = None
    period: Period | None = None
    edition: str = ""
    opened: datetime | None = None
    closed: bool = False  # met or cancelled: only in a calendar, which has to be told


@dataclass(frozen=True, slots=True)
class DeadlineCounts:
    """How many are overdue, near and further off, by the days of п. 55."""

    overdue: int = 0
    near: int = 0
    later: int = 0

    @property
    def all(self) -> int:
        return self.overdue + self.near + self.later


class Nearness(StrEnum):
    """How far off a deadline is, as the colours of п. 55 tell: red, yellow, green."""

    OVERDUE = "overdue"
    NEAR = "near"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class DeadlineFilter:
    """Which deadlines. `organisation`: all of it; None: those for which the reader answers. Of these the ones of a
    `person` (`nobodys`: that nobody answers for alone), of a `kind`, as `near` as that."""

    organisation: OrganisationId | None = None
    person: PersonId | None = None
    nobodys: bool = False
    kind: str = ""
    near: Nearness | None = None


@dataclass(frozen=True, slots=True)
class Load:
    """How much somebody has to do: a person, nobody in particular (None), or an organisation with its names by
    language."""

    key: PersonId | OrganisationId | None
    names: Mapping[str, str]
    overdue: int
    all: int


class Deadlines(Protocol):
    """Open and paused deadlines. Mine are those I answer for, those of whom I stand in for today, and those of my
    organisation that nobody answers for. Who may look at which is judged by the caller."""

    async def page(
        self, actor: Actor, chosen: DeadlineFilter, today: date, yellow_below: int, offset: int, limit: int
    ) -> Sequence[DeadlineLine]:
        """The nearest first, paused ones last."""
        ...

    async def counts(self, actor: Actor, chosen: DeadlineFilter, today: date, yellow_below: int) -> DeadlineCounts:
        """By nearness, whichever is chosen. Paused ones count as further off."""
        ...

    async def kinds(self, actor: Actor, chosen: DeadlineFilter) -> Sequence[tuple[str, int]]:
        """Kinds among them with their numbers, most first; whatever kind is chosen."""
        ...

    async def people(self, organisation: OrganisationId, today: date) -> Sequence[Load]:
        """Who has deadlines of the organisation, the most overdue first."""
        ...

    async def organisations(self, today: date) -> Sequence[Load]:
        """Organisations that have deadlines, the most overdue first."""
        ...

    async def held(self, person: PersonId, organisation: OrganisationId) -> int:
        """How many of the organisation's were given to the person, whether or not they still answer for anything."""
        ...

    async def get(self, deadline: DeadlineId) -> DeadlineLine | None:
        """One that is open or paused."""
        ...
