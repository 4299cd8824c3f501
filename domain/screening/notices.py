"""What screening tells people: numbers only, no names (N3)."""

from dataclasses import dataclass
from uuid import UUID

from domain.kit.desk import Notice
from domain.kit.named import named


@named("screening.read")
@dataclass(frozen=True, slots=True)
class ListWasRead(Notice):
    """The reader's files were read: taken or not."""

    id: UUID


@named("screening.new")
@dataclass(frozen=True, slots=True)
class NewMatches(Notice):
    """«2 new matches among your 212 companies»."""

    matches: int
    companies: int
