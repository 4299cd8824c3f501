"""An initiative to realise an investment project (п. 3.1, 39, 41–42)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.access.scope import Placement, Thing
from domain.deadline.due import Due
from domain.kit.ids import CompanyId, InitiativeId, KycId, MeetingId, OrganisationId, PersonId, PetitionId, Ref
from domain.kit.money import Money


class InitiativeState(StrEnum):
    MADE = "made"  # at the mission, not yet passed
    PASSED = "passed"  # at the akimat, no official appointed yet
    APPOINTED = "appointed"  # the responsible official works on it
    PASSPORT = "passport"  # became a project of Module 2 (п. 42.1)
    CLOSED = "closed"  # the investor dropped it


AT_AKIMAT = frozenset({InitiativeState.PASSED, InitiativeState.APPOINTED})
"""The akimat considers it (п. 42)."""


class Pending(StrEnum):
    """What is asked about an initiative and not decided yet; one thing at a time."""

    NOTHING = ""
    CONSENT = "consent"  # another akimat is asked whether it takes it (п. 42.3)
    REDIRECTION = "redirection"  # the UO decides on the redirection (п. 42.3)
    OPINION = "opinion"  # the mission is heard on closing it (M1.7. Decided)
    CLOSING = "closing"  # the UO decides on closing it (M1.7. Decided)


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
    declined_by: PersonId | None = None  # the UO's last no to such a request
    declined_at: datetime | None = None
    declined_reason: str = ""
    edition: str = ""
    due_on: date | None = None  # last day of the consideration (п. 42), as extensions and pauses have left it
    nominal: date | None = None  # the same before rolling over days off (T2)
    paused_on: date | None = None  # the day since which it stands still (M1.7)
    extensions: int = 0  # at this akimat
    extended_at: datetime | None = None
    extended_by: PersonId | None = None
    extended_reason: str = ""
    pending: str = Pending.NOTHING
    asked_akimat: OrganisationId | None = None  # to which it may be redirected, while that is not decided
    version: int = 1

    @property
    def passed(self) -> bool:
        return self.akimat is not None

    @property
    def considered(self) -> bool:
        """Whether the akimat has to consider it now."""
        return self.state in AT_AKIMAT

    @property
    def term(self) -> Due | None:
        """The end of the consideration (п. 42); None before the transfer."""
        return None if self.due_on is None or self.nominal is None else Due(self.due_on, self.nominal)

    @property
    def placement(self) -> Placement:
        """A region sees it once it was passed there; an akimat that is asked to take it, while it is asked (A2)."""
        return Placement(
            Thing.INITIATIVE,
            self.maker,
            regions=frozenset({self.region}) if self.passed else frozenset(),
            sectors=frozenset({self.sector}),
            parties=frozenset({self.asked_akimat} if self.asked_akimat else ()),
        )


class PetitionKind(StrEnum):
    """What the akimat asks the UO for."""

    REDIRECTION = "redirection"  # п. 42.3
    CLOSING = "closing"  # M1.7. Decided


class PetitionState(StrEnum):
    ASKED = "asked"  # the other akimat, or the mission, is to answer first
    SENT = "sent"  # the UO decides
    DECLINED = "declined"  # the other akimat does not take it
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"  # by the UO
    APPROVED = "approved"


UNDECIDED = frozenset({PetitionState.ASKED, PetitionState.SENT})


@dataclass(eq=False)
class Petition:
    """An akimat asks to redirect an initiative, or to close it: first another answers, then the UO decides (M1.7)."""

    id: PetitionId
    initiative: InitiativeId
    kind: str
    akimat: OrganisationId  # which asks
    reason: str
    asked_by: PersonId
    asked_at: datetime
    answer_by: date  # when the other akimat, or the mission, is expected to have answered (a target)
    other: OrganisationId | None = None  # the akimat asked to take it
    state: str = PetitionState.ASKED
    answer: str = ""  # why the other akimat declines; what the mission thinks
    agrees: bool | None = None
    answered_by: PersonId | None = None
    answered_at: datetime | None = None
    decision: str = ""  # the UO's reason
    decided_by: PersonId | None = None
    decided_at: datetime | None = None
    version: int = 1

    @property
    def ref(self) -> Ref:
        return Ref("petition", self.id)


def number_of(year: int, counted: int) -> str:
    """The number people use, the same in every language: И-2026-000123."""
    return f"И-{year}-{counted:06d}"
