"""What the conversation room needs from storage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.conversation.model import Message
from domain.kit.ids import MessageId, OrganisationId, PersonId, Ref


class Messages(Protocol):
    """Messages, for acts."""

    async def add(self, message: Message) -> None: ...

    async def get(self, message: MessageId) -> Message | None: ...

    async def lock(self, message: MessageId) -> Message | None: ...

    async def album(self, subject: Ref, person: PersonId, album: str) -> Message | None:
        """The person's message that holds the files of this album, locked; None for the first file."""
        ...

    async def writers(self, subject: Ref) -> frozenset[PersonId]:
        """Everybody who has written about it."""
        ...


@dataclass(frozen=True, slots=True)
class Said:
    """A message as it is read: with who said it, by name and organisation, never by telephone."""

    id: MessageId
    subject: Ref
    person: PersonId
    name: str
    organisation: OrganisationId
    organisation_names: Mapping[str, str]
    written_at: datetime
    text: str
    files: int
    asks: OrganisationId | None
    asks_names: Mapping[str, str]
    answered_at: datetime | None
    answers: MessageId | None


class Conversations(Protocol):
    """Conversations, for reading. Whether the reader may see the subject is judged before (`topic_of`)."""

    async def page(self, subject: Ref, offset: int, limit: int) -> tuple[Sequence[Said], int]:
        """The newest first, and how many there are."""
        ...

    async def said(self, message: MessageId) -> Said | None: ...

    async def open_questions(self, subject: Ref, organisation: OrganisationId) -> Sequence[Said]:
        """Questions to the organisation that nobody has answered, the oldest first."""
        ...

    async def unread(self, subject: Ref, person: PersonId) -> int:
        """How many messages of others the person has not seen."""
        ...

    async def read(self, subject: Ref, person: PersonId) -> None:
        """All there is has been shown to the person."""
        ...
