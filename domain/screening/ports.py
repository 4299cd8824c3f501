"""What screening needs from storage."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from domain.screening.lists import Differences, ListImport, ListVersion


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
