"""What a decision on a case has to know of its matches with sanctions lists (M1.2)."""

from dataclasses import dataclass
from typing import ClassVar

from domain.kit.ids import PersonId
from domain.kit.refused import Refused


@dataclass(frozen=True, slots=True)
class Matches:
    """The matches of a case's company, owners, contacts and parent. `under_way`: a screening is not done yet.

    `reviewers`: who has cleared or confirmed one of them for this case.
    """

    under_way: bool = False
    unreviewed: int = 0
    confirmed: int = 0
    cleared: int = 0
    reviewers: frozenset[PersonId] = frozenset()

    @property
    def total(self) -> int:
        return self.unreviewed + self.confirmed + self.cleared


@dataclass(unsafe_hash=True)
class ScreeningUnderWay(Refused):
    """The names are still being compared with the lists."""

    clause: ClassVar[str] = "M1.2"


@dataclass(unsafe_hash=True)
class MatchesUnreviewed(Refused):
    """Nobody has said yet whether these matches are the same person or firm."""

    clause: ClassVar[str] = "M1.2"
    unreviewed: int = 0


@dataclass(unsafe_hash=True)
class MatchesReviewedByYou(Refused):
    """Who has reviewed a match of the case does not approve it as well: two people have to look (M1.2)."""

    clause: ClassVar[str] = "M1.2"


def check_matches(person: PersonId, matches: Matches) -> None:
    """Whether this person may approve a case with such matches. Raises the refusals above."""
    if matches.under_way:
        raise ScreeningUnderWay
    if matches.unreviewed:
        raise MatchesUnreviewed(matches.unreviewed)
    if person in matches.reviewers:
        raise MatchesReviewedByYou
