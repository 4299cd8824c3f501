"""What the initiative room needs from storage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.deadline.model import DeadlineKind
from domain.initiative.model import Initiative
from domain.kit.actor import Actor
from domain.kit.ids import CompanyId, InitiativeId, MeetingId, OrganisationId, PersonId


class Initiatives(Protocol):
    """Initiatives, for acts."""

    async def get(self, initiative: InitiativeId) -> Initiative | None: ...

    async def lock(self, initiative: InitiativeId) -> Initiative | None: ...

    async def add(self, initiative: Initiative) -> None: ...

    async def next_number(self, year: int) -> int:
        """The next number of the year, from 1, without gaps: the counter is part of the transaction."""
        ...

    async def regions_of(self, company: CompanyId) -> frozenset[str]:
        """KATO codes where initiatives of the company have been passed, as of this transaction."""
        ...


@dataclass(frozen=True, slots=True)
class InitiativeLine:
    """An initiative in a list: what, where it stands, since when, and its legal end if a clock runs."""

    id: InitiativeId
    number: str
    title: str
    company_name: str
    state: str
    since: datetime
    due: date | None


@dataclass(frozen=True, slots=True)
class InitiativeFilter:
    """Which initiatives: `own` made by me or mine to handle; by state, region, company, meeting, its own sector, the
    company's country. Empty means any."""

    own: bool = False
    state: str = ""
    region: str = ""
    company: CompanyId | None = None
    meeting: MeetingId | None = None
    sector: str = ""
    country: str = ""


class InitiativeLists(Protocol):
    """What the actor may see (A2)."""

    async def page(
        self, actor: Actor, chosen: InitiativeFilter, offset: int, limit: int
    ) -> tuple[Sequence[InitiativeLine], int]:
        """The nearest legal end first, then the newest."""
        ...

    async def countries(self, actor: Actor) -> Sequence[tuple[str, int]]:
        """Countries of the visible initiatives' companies with their numbers, most first."""
        ...

    async def sectors(self, actor: Actor) -> Sequence[tuple[str, int]]:
        """Sectors of the visible initiatives with their numbers, most first."""
        ...

    async def waiting(self, actor: Actor) -> int:
        """How many wait for this person: unappointed ones at an akimat, own ones for an official, asked-for ones at
        the UO, unpassed ones for their author."""
        ...

    async def due(self, actor: Actor, initiative: InitiativeId, kind: DeadlineKind) -> date | None:
        """The end of one of its clocks, if it runs."""
        ...

    async def loads(self, akimat: OrganisationId) -> Mapping[PersonId, int]:
        """How many initiatives each official of the akimat answers for; only those who answer for any."""
        ...

    async def find(self, actor: Actor, key: str, limit: int) -> Sequence[InitiativeLine]:
        """By number (Latin and Cyrillic look-alikes are one), title or company, folded."""
        ...
