"""A draft: the answers given so far. Belongs to the person, survives everything (design §3)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from domain.kit.ids import DraftId, PersonId


@dataclass(slots=True)
class Draft:
    """Answers of one form by one person, JSON-ready by field name.

    `context` is what the form was opened for (ids, defaults); `aside` keeps answers to fields a newer version no
    longer has; `cursor` is the engine's own state (field being asked, item of a repeated group, collected text).
    """

    id: DraftId
    person: PersonId
    form: str
    version: int
    answers: dict[str, Any] = field(default_factory=dict)
    context: dict[str, Any] = field(default_factory=dict)
    aside: dict[str, Any] = field(default_factory=dict)
    cursor: dict[str, Any] = field(default_factory=dict)
    updated: datetime | None = None
    revision: int = 0  # rises at each save; two devices at once: the later save of a stale revision is refused


class Drafts(Protocol):
    """The person's drafts. `save` is not here: the draft open in the chat is saved by the machine with the update."""

    async def get(self, draft: DraftId, person: PersonId) -> Draft | None: ...

    async def of_person(self, person: PersonId) -> list[Draft]:
        """Newest first."""
        ...

    async def delete(self, draft: DraftId, person: PersonId) -> None: ...
