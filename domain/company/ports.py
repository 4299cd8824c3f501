"""What the company room needs from storage."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.company.model import Company, Contact
from domain.company.rules import Candidate
from domain.kit.actor import Actor
from domain.kit.ids import CompanyId, ContactId


class Companies(Protocol):
    """Companies and their contacts, for acts."""

    async def get(self, company: CompanyId) -> Company | None: ...

    async def lock(self, company: CompanyId) -> Company | None:
        """The company, its row locked until the transaction ends."""
        ...

    async def add(self, company: Company) -> None: ...

    async def contact(self, contact: ContactId) -> Contact | None: ...

    async def lock_contact(self, contact: ContactId) -> Contact | None: ...

    async def contacts_of(self, company: CompanyId) -> Sequence[Contact]:
        """By name."""
        ...

    async def add_contact(self, contact: Contact) -> None: ...


@dataclass(frozen=True, slots=True)
class CompanyLine:
    """A company in a list."""

    id: CompanyId
    name: str
    country: str
    sector: str


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A contact in a search, with the company's name."""

    id: ContactId
    name: str
    company_name: str


@dataclass(frozen=True, slots=True)
class Double:
    """A card that may be what is being typed."""

    line: CompanyLine
    candidate: Candidate


@dataclass(frozen=True, slots=True)
class CompanyFilter:
    """Which companies: `own` mine, `organisation` my organisation's, else all that I may see; empty means any."""

    own: bool = False
    organisation: bool = False
    country: str = ""
    sector: str = ""


class CompanyLists(Protocol):
    """What the actor may see (A2), as read rows."""

    async def page(
        self, actor: Actor, chosen: CompanyFilter, offset: int, limit: int
    ) -> tuple[Sequence[CompanyLine], int]:
        """Lines by name, and how many there are in all."""
        ...

    async def countries(self, actor: Actor) -> Sequence[tuple[str, int]]:
        """Countries of the visible companies with their numbers, most first."""
        ...

    async def sectors(self, actor: Actor) -> Sequence[tuple[str, int]]: ...

    async def find(self, actor: Actor, key: str, limit: int) -> Sequence[CompanyLine]:
        """Companies whose folded names, number or site hold the key."""
        ...

    async def find_contacts(self, actor: Actor, key: str, limit: int) -> Sequence[ContactLine]: ...

    async def near(self, actor: Actor, typed: Candidate) -> Sequence[Double]:
        """Cards that share the number, the site, the key or a longer folded word with what was typed."""
        ...
