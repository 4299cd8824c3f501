"""What the forms need beside drafts."""

from datetime import datetime
from typing import Protocol

from domain.kit.ids import PersonId


class Recents(Protocol):
    """What a person chose last, by kind of choice (country, currency, sector): offered first next time."""

    async def recent(self, person: PersonId, key: str, limit: int = 3) -> list[str]:
        """Newest first."""
        ...

    async def used(self, person: PersonId, key: str, value: str, at: datetime) -> None: ...
