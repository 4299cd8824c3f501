"""What screening needs from storage."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from domain.kit.actor import Actor
from domain.kit.ids import CompanyId, OrganisationId
from domain.screening.lists import Differences, ListImport, ListVersion
from domain.screening.matches import Match, MatchLine, Screening


class ListImports(Protocol):
    """Imports, for acts."""

    async def get(self, id_: UUID) -> ListImport | None: ...

    async def lock(self, id_: UUID) -> ListImport | None: ...

    async def add(self, new: ListImport) -> None: ...


class Lists(Protocol):
    """Lists as they stand, and their earlier versions."""

    async def standing(self) -> Sequence[ListVersion]:
        """The newest version of each list."""
        ...

    async def version(self, number: int) -> ListVersion | None: ...

    async def versions(self, source: str, limit: int) -> Sequence[ListVersion]:
        """Newest first."""
        ...

    async def differences(self, version: ListVersion, limit: int) -> Differences:
        """At most `limit` names of each kind."""
        ...


class MatchCards(Protocol):
    """Matches, for acts and cards."""

    async def get(self, id_: UUID) -> Match | None: ...

    async def lock(self, id_: UUID) -> Match | None: ...


class MatchLists(Protocol):
    """Matches as read rows."""

    async def screening(self, company: CompanyId, maker: OrganisationId) -> Screening: ...

    async def of_company(self, company: CompanyId, maker: OrganisationId) -> Sequence[MatchLine]:
        """Those of the last screening, the open ones first, the likest first; at most 50."""
        ...

    async def to_review(self, actor: Actor, offset: int, limit: int) -> tuple[Sequence[MatchLine], int]:
        """Open matches of the actor's own organisation, the oldest first, and how many there are."""
        ...
