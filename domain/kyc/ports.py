"""What KYC cases need from storage."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.kit.actor import Actor
from domain.kit.ids import CompanyId, KycId
from domain.kyc.matches import Matches
from domain.kyc.model import KycCase


class KycCases(Protocol):
    """Cases, for acts."""

    async def get(self, case: KycId) -> KycCase | None: ...

    async def lock(self, case: KycId) -> KycCase | None: ...

    async def add(self, case: KycCase) -> None: ...

    async def of_company(self, company: CompanyId) -> Sequence[KycCase]:
        """Newest first. Not yet filtered by scope: the caller judges each by its placement."""
        ...

    async def matches(self, case: KycCase) -> Matches:
        """How the case's screening stands."""
        ...


@dataclass(frozen=True, slots=True)
class KycLine:
    """A case in a list."""

    id: KycId
    company_name: str
    state: str
    risk: int
    since: datetime
    valid_until: date | None


class KycLists(Protocol):
    """Cases that the actor may see (A2)."""

    async def page(
        self, actor: Actor, state: str, own: bool, offset: int, limit: int, country: str = ""
    ) -> tuple[Sequence[KycLine], int]:
        """The newest first; `country` of the company; empty means any."""
        ...

    async def countries(self, actor: Actor) -> Sequence[tuple[str, int]]:
        """Countries of the visible cases' companies with their numbers, most first."""
        ...

    async def to_decide(self, actor: Actor, offset: int, limit: int) -> tuple[Sequence[KycLine], int]:
        """Cases that wait for this person's decision by `rules.check_decides`, oldest first."""
        ...
