"""Screens of the screening room."""

from dataclasses import dataclass
from uuid import UUID

from domain.kit.ids import KycId
from domain.kit.named import named
from handlers.screens.place import Place


@named("screening.lists")
@dataclass(frozen=True, slots=True)
class ScreeningLists(Place):
    """The lists that stand; a file sent here begins an import."""


@named("screening.list")
@dataclass(frozen=True, slots=True)
class ListCard(Place):
    """A version of a list: what it brought."""

    number: int


@named("screening.import")
@dataclass(frozen=True, slots=True)
class ImportCard(Place):
    """Files that were sent, and what came of them. More files may be sent here while it collects."""

    id: UUID


@named("screening.case")
@dataclass(frozen=True, slots=True)
class CaseMatches(Place):
    """The matches of a KYC case. Every look is recorded (A4)."""

    case: KycId


@named("screening.match")
@dataclass(frozen=True, slots=True)
class MatchCard(Place):
    """One match, explained word by word. Every look is recorded (A4)."""

    match: UUID


@named("screening.to_review")
@dataclass(frozen=True, slots=True)
class MatchesToReview(Place):
    """Open matches of one's own organisation."""

    page: int = 0
