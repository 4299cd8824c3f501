"""What people see of their deadlines (N1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from domain.kit.actor import Actor
from domain.kit.ids import DeadlineId, OrganisationId, PersonId, Ref


@dataclass(frozen=True, slots=True)
class DeadlineLine:
    """A running clock. `person` answers for it, None: the organisation as a whole.

    `who` is the name of the one it was given to: without a `person`, somebody who can answer for it no longer (blocked,
    moved away, made an observer). `deputy` stands in for the person today.
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


@dataclass(frozen=True, slots=True)
class DeadlineCounts:
    """How many are overdue, near and further off, by the days of п. 55."""

    overdue: int = 0
    near: int = 0
    later: int = 0

    @property
    def all(self) -> int:
        return self.overdue + self.near + self.later


class Deadlines(Protocol):
    """Open and paused deadlines. Mine are those I answer for, and those of my organisation that nobody does."""

    async def page(self, actor: Actor, whole: bool, offset: int, limit: int) -> Sequence[DeadlineLine]:
        """The nearest first, paused ones last. `whole`: all of my organisation."""
        ...

    async def counts(self, actor: Actor, whole: bool, today: date, yellow_below: int) -> DeadlineCounts:
        """Paused ones count as further off."""
        ...

    async def held(self, person: PersonId, organisation: OrganisationId) -> int:
        """How many of the organisation's were given to the person, whether or not they still answer for anything."""
        ...

    async def get(self, deadline: DeadlineId) -> DeadlineLine | None:
        """One that is open or paused."""
        ...
