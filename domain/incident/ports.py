"""What the administrators read of dead letters. Never the content: it may hold what people typed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.kit.ids import PersonId


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """An update that failed at every attempt. `error`: kinds of exceptions and places in the code, no values."""

    incident: str
    kind: str  # the update's type: message, callback_query…
    received: datetime
    died: datetime
    error: str
    person: PersonId | None
    name: str  # of the person, empty for a guest


class DeadLetters(Protocol):
    """Dead letters, newest first, and the way back into the queue."""

    async def newest(self, limit: int = 20, offset: int = 0) -> list[DeadLetter]: ...

    async def count(self) -> int: ...

    async def get(self, incident: str) -> DeadLetter | None: ...

    async def replay(self, incident: str) -> bool:
        """Back to the head of its person's queue; False when there is no such dead letter (any more)."""
        ...

    async def dismiss(self, incident: str) -> bool:
        """Never handled, its content wiped; False when there is no such dead letter (any more)."""
        ...
