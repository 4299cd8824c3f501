"""What the passport room needs from storage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from domain.deadline.model import DeadlineKind, HandOver
from domain.kit.actor import Actor
from domain.kit.ids import CompanyId, InitiativeId, OrganisationId, PersonId, ProjectId
from domain.kit.money import Money
from domain.passport.model import Project, ProjectChange


class Projects(Protocol):
    """Projects, for acts. The lock comes after company, KYC case and initiative."""

    async def get(self, project: ProjectId) -> Project | None: ...

    async def lock(self, project: ProjectId) -> Project | None: ...

    async def add(self, project: Project) -> None: ...

    async def next_number(self, year: int) -> int:
        """The next number of the year, from 1, without gaps: the counter is part of the transaction."""
        ...

    async def of_initiative(self, initiative: InitiativeId) -> Project | None:
        """The project that the initiative became."""
        ...

    async def hand_over(self, project: ProjectId, akimat: OrganisationId, official: PersonId) -> Sequence[HandOver]:
        """What has to be handed over to a new official: the clocks that run on the project and on its tasks for
        its akimat."""
        ...

    async def same(self, company: CompanyId, bin_: str) -> Sequence[Project]:
        """Projects of the same company or with the same БИН, newest first, for finding doubles; at most 20."""
        ...


class ProjectChanges(Protocol):
    """The history of passports."""

    async def get(self, change: UUID) -> ProjectChange | None: ...

    async def lock(self, change: UUID) -> ProjectChange | None: ...

    async def add(self, change: ProjectChange) -> None: ...

    async def asked(self, project: ProjectId) -> ProjectChange | None:
        """The change that waits for the authorised body; there is at most one."""
        ...

    async def next_number(self, project: ProjectId) -> int:
        """1 for the first change of a project; the project is locked."""
        ...

    async def of(self, project: ProjectId) -> Sequence[ProjectChange]:
        """All of a project, newest first."""
        ...


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A project in a list: what, where it stands, and its legal end if a clock runs."""

    id: ProjectId
    number: str
    title: str
    company_name: str
    state: str
    pool: str
    corridor: bool
    suspended: bool
    cost: Money
    since: datetime
    due: date | None


@dataclass(frozen=True, slots=True)
class ProjectFilter:
    """Which projects. `own`: those that wait for me or are mine to handle. Empty means any."""

    own: bool = False
    state: str = ""
    pool: str = ""
    corridor: bool = False
    suspended: bool = False
    region: str = ""
    sector: str = ""
    company: CompanyId | None = None


class ProjectLists(Protocol):
    """What the actor may see (A2)."""

    async def page(
        self, actor: Actor, chosen: ProjectFilter, offset: int, limit: int
    ) -> tuple[Sequence[ProjectLine], int]:
        """Corridor projects first (п. 32), then the nearest legal end, then the newest; with the number of all."""
        ...

    async def waiting(self, actor: Actor) -> int:
        """How many wait for this person."""
        ...

    async def regions(self, actor: Actor) -> Sequence[tuple[str, int]]:
        """Regions of the visible projects with their numbers, most first."""
        ...

    async def sectors(self, actor: Actor) -> Sequence[tuple[str, int]]:
        """Sectors of the visible projects with their numbers, most first."""
        ...

    async def states(self, actor: Actor) -> Sequence[tuple[str, int]]:
        """States of the visible projects with their numbers, most first."""
        ...

    async def loads(self, akimat: OrganisationId) -> Mapping[PersonId, int]:
        """How many running projects each official of the akimat answers for; only those who answer for any."""
        ...

    async def due(self, actor: Actor, project: ProjectId, kind: DeadlineKind) -> date | None:
        """The end of one of its clocks, if it runs."""
        ...

    async def find(self, actor: Actor, key: str, limit: int) -> Sequence[ProjectLine]:
        """By number (Latin and Cyrillic look-alikes are one), title, company or БИН, folded."""
        ...
