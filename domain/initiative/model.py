"""An initiative to realise an investment project (п. 3.1, 39, 41–42)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.access.scope import Placement, Thing
from domain.kit.ids import CompanyId, InitiativeId, KycId, MeetingId, OrganisationId, PersonId
from domain.kit.money import Money


class InitiativeState(StrEnum):
    MADE = "made"  # at the mission, not yet passed
    PASSED = "passed"  # at the akimat, no official appointed yet
    APPOINTED = "appointed"  # the responsible official works on it


@dataclass(slots=True)
class InitiativeFacts:
    """What the mission says of the project."""

    title: str
    description: str
    sector: str
    region: str  # KATO
    cost: Money | None = None
    jobs: int | None = None
    needs: str = ""
    expectations: str = ""


@dataclass(eq=False)
class Initiative:
    """An initiative with where it stands and since when."""

    id: InitiativeId
    number: str
    company: CompanyId
    meeting: MeetingId | None
    maker: OrganisationId
    author: PersonId
    made_at: datetime
    title: str
    description: str
    sector: str
    region: str
    cost: Money | None
    jobs: int | None
    needs: str
    expectations: str
    search: str
    since: datetime  # when it came into the present state
    state: str = InitiativeState.MADE
    akimat: OrganisationId | None = None
    kyc: KycId | None = None  # the decision it was passed under
    passed_at: datetime | None = None
    passed_by: PersonId | None = None
    opened_at: datetime | None = None
    opened_by: PersonId | None = None
    official: PersonId | None = None
    asked_by: PersonId | None = None  # who asked the UO to allow the transfer before the KYC decision
    asked_at: datetime | None = None
    asked_reason: str = ""
    allowed_by: PersonId | None = None
    allowed_at: datetime | None = None
    allowed_reason: str = ""
    edition: str = ""
    version: int = 1

    @property
    def passed(self) -> bool:
        return self.akimat is not None

    @property
    def placement(self) -> Placement:
        """A region sees it only once it was passed there (A2)."""
        return Placement(
            Thing.INITIATIVE,
            self.maker,
            regions=frozenset({self.region}) if self.passed else frozenset(),
            sectors=frozenset({self.sector}),
        )


def number_of(year: int, counted: int) -> str:
    """The number people use, the same in every language: И-2026-000123."""
    return f"И-{year}-{counted:06d}"
