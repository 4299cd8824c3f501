"""Slow work that an act leaves to be done after its commit (design §2.7)."""

from collections.abc import Mapping
from typing import Any, Protocol

from domain.kit.ids import PersonId


class Jobs(Protocol):
    """Orders of the present transaction."""

    async def order(self, kind: str, key: str, payload: Mapping[str, Any], person: PersonId | None = None) -> None:
        """Have a job done once the transaction has committed. A key that was ordered before is not ordered again,
        unless that job failed for good."""
        ...

    async def state(self, key: str) -> str | None:
        """«waiting», «working», «done», «dead», or None for a key never ordered (or long done and forgotten)."""
        ...
