"""What buttons of the screening room do."""

from dataclasses import dataclass
from uuid import UUID

from domain.kit.named import named
from handlers.screens.press import Deed


@named("screening.take")
@dataclass(frozen=True, slots=True)
class TakeList(Deed):
    """Read the files and take them as the list's new version."""

    id: UUID
    version: int


@named("screening.drop")
@dataclass(frozen=True, slots=True)
class DropList(Deed):
    """Do not take the files."""

    id: UUID
    version: int
