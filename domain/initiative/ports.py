"""What the initiative room needs from storage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.deadline.model import DeadlineKind
from domain.initiative.model import Initiative, Petition
from domain.kit.actor import Actor
from domain.kit.ids import CompanyId, InitiativeId, MeetingId, OrganisationId, PersonId, PetitionId, Ref


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

    async def unanswered(self, initiative: InitiativeId, asked: OrganisationId) -> Sequence[Ref]:
        """Questions of its conversation to the organisation that nobody has answered: what their clocks stand on."""
        ...


class Petitions(Protocol):
    """What akimats ask the UO for, for acts and cards. Who asks has locked the initiative."""

    async def add(self, petition: Petition) -> None: ...

    async def get(self, petition: PetitionId) -> Petition | None: ...

    async def undecided(self, initiative: InitiativeId) -> Petition | None:
        """The one that is asked for and not decided; there is at most one."""
        ...

    async def of(self, initiative: InitiativeId) -> Sequence[Petition]:
        """All of an initiative, the newest first."""
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
    company's country, the organisation that made it. Empty means any."""

    own: bool = False
    state: str = ""
    region: str = ""
    company: CompanyId | None = None
    meeting: MeetingId | None = None
    sector: str = ""
    country: str = ""
    maker: OrganisationId | None = None
    today: date | None = None  # with `own`: from which on a mission that has not answered holds the UO up no longer


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

    async def makers(self, actor: Actor) -> Sequence[tuple[OrganisationId, Mapping[str, str], int]]:
        """Organisations that made the visible initiatives: the id, its names by language, how many; most first."""
        ...

    async def waiting(self, actor: Actor, today: date | None = None) -> int:
        """How many wait for this person: unappointed ones at an akimat, own ones for an official, those another akimat
        asks it to take; at the UO what waits for its yes; at a mission unpassed ones of its own and those on whose
        closing it is heard; for everybody asked a question, those it was asked about."""
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
