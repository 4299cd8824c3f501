"""A match of one of ours with an entry of a list, and what was said of it (M1.2)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from domain.access.scope import Placement, Thing
from domain.kit.ids import CompanyId, KycId, OrganisationId, PersonId
from domain.kyc.explain import Agreement, FactFinding, FactKind, Likeness, WordFinding, WordVerdict
from domain.kyc.model import Reason
from domain.screening.subjects import SubjectRole


class MatchState(StrEnum):
    OPEN = "open"
    CLEARED = "cleared"  # somebody else of a like name
    CONFIRMED = "confirmed"  # the same person or firm


class Nature(StrEnum):
    """What it means to stand on the list."""

    SANCTIONS = "sanctions"
    PEP = "pep"


@dataclass(eq=False)
class Match:
    """One pair, for the organisation that checks the company. A verdict stands for this pair: while the keys of both
    sides stay the same. `list`, `algorithm` and `threshold` are those by which it was found."""

    id: UUID
    company: CompanyId
    maker: OrganisationId
    role: str
    ours: dict[str, Any]
    our_key: str
    source: str
    entry: str
    their_key: str
    theirs: dict[str, Any]
    likeness: dict[str, Any]
    score: float
    list: int
    algorithm: int
    threshold: float
    found_at: datetime
    standing: bool = True
    told: bool = False
    state: str = MatchState.OPEN
    nature: str = ""
    reviewer: PersonId | None = None
    reviewed_at: datetime | None = None
    reason: str = ""
    reviewed_case: KycId | None = None
    version: int = 1

    @property
    def placement(self) -> Placement:
        return Placement(Thing.KYC, self.maker)

    @property
    def our_name(self) -> str:
        return str(self.ours["names"][0])

    @property
    def their_name(self) -> str:
        return str(self.theirs["names"][0])


@dataclass(frozen=True, slots=True)
class MatchLine:
    """A match in a list."""

    id: UUID
    company_name: str
    our_name: str
    state: str
    score: float


@dataclass(frozen=True, slots=True)
class Screening:
    """When a company was last screened for an organisation, against what. `under_way`: another one is wanted."""

    under_way: bool
    done_at: datetime | None
    lists: int
    names: int


def reason_for(role: SubjectRole, nature: Nature) -> Reason:
    """Why a confirmed match makes the risk high: each of these is grave."""
    if nature is Nature.SANCTIONS:
        return Reason.LISTED
    return Reason.PEP_OWNER if role is SubjectRole.OWNER else Reason.PEP_CURRENT


def likeness_to_json(likeness: Likeness) -> dict[str, Any]:
    """Every reason of a score, JSON-ready."""
    return {
        "score": likeness.score,
        "ours": likeness.ours,
        "theirs": likeness.theirs,
        "words": [[one.verdict.value, one.ours, one.theirs, one.likeness, one.weight] for one in likeness.words],
        "facts": [[one.kind.value, one.agreement.value, one.ours, one.theirs, one.effect] for one in likeness.facts],
    }


def likeness_from_json(stored: dict[str, Any]) -> Likeness:
    """Raises KeyError or ValueError on what was never written."""
    return Likeness(
        score=stored["score"],
        ours=stored["ours"],
        theirs=stored["theirs"],
        words=tuple(WordFinding(WordVerdict(one[0]), *one[1:]) for one in stored["words"]),
        facts=tuple(FactFinding(FactKind(one[0]), Agreement(one[1]), *one[2:]) for one in stored["facts"]),
    )
