"""What the meeting room needs from storage."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from domain.kit.actor import Actor
from domain.kit.ids import AgreementId, CompanyId, ContactId, MeetingId, OrganisationId, PersonId
from domain.meeting.model import Agreement, Meeting


class Meetings(Protocol):
    """Meetings and their agreements, for acts."""

    async def get(self, meeting: MeetingId) -> Meeting | None: ...

    async def lock(self, meeting: MeetingId) -> Meeting | None: ...

    async def add(self, meeting: Meeting) -> None: ...

    async def agreements(self, meeting: MeetingId) -> Sequence[Agreement]:
        """By date."""
        ...

    async def agreement(self, agreement: AgreementId) -> Agreement | None:
        """One agreement, for reading."""
        ...

    async def lock_agreement(self, agreement: AgreementId) -> Agreement | None: ...

    async def add_agreement(self, agreement: Agreement) -> None: ...

    async def all_of_company(self, contacts: Collection[ContactId], company: CompanyId) -> bool:
        """Whether each of these is a contact of the company."""
        ...

    async def writes_for(self, person: PersonId, organisation: OrganisationId) -> bool:
        """Whether this is an active head or officer of the organisation."""
        ...


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting in a list."""

    id: MeetingId
    day: date
    company_name: str
    subject: str


@dataclass(frozen=True, slots=True)
class MeetingFilter:
    """Which meetings: `own` mine, `organisation` my organisation's; of one company; of companies of one country, of one
    sector. Empty means any."""

    own: bool = False
    organisation: bool = False
    company: CompanyId | None = None
    country: str = ""
    sector: str = ""


class MeetingLists(Protocol):
    """What the actor may see (A2), newest first."""

    async def page(
        self, actor: Actor, chosen: MeetingFilter, offset: int, limit: int
    ) -> tuple[Sequence[MeetingLine], int]: ...

    async def countries(self, actor: Actor) -> Sequence[tuple[str, int]]:
        """Countries of the visible meetings' companies with their numbers, most first."""
        ...

    async def sectors(self, actor: Actor) -> Sequence[tuple[str, int]]: ...

    async def find(self, actor: Actor, key: str, limit: int) -> Sequence[MeetingLine]:
        """By company's name, subject or event, folded."""
        ...
