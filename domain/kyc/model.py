"""A KYC case: what was asked about a company, what risk follows, who decided (M1.2; п. 3.25, 40.3)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Any

from domain.access.scope import Placement, Thing
from domain.kit.ids import CompanyId, KycId, OrganisationId, PersonId


class Ownership(StrEnum):
    CLEAR = "clear"
    PARTLY = "partly"
    UNCLEAR = "unclear"


class Funds(StrEnum):
    OWN = "own"
    BANK = "bank"
    INVESTORS = "investors"
    STATE = "state"
    UNDISCLOSED = "undisclosed"


class SanctionsExposure(StrEnum):
    NONE = "none"
    BUSINESS = "business"  # business with sanctioned countries or persons
    LISTED = "listed"  # the company, an owner or the parent is on a list


class PepExposure(StrEnum):
    NONE = "none"
    FORMER = "former"
    CURRENT = "current"


class Document(StrEnum):
    """Documents seen by the author."""

    REGISTRATION = "registration"
    CHARTER = "charter"
    ACCOUNTS = "accounts"
    OWNERS = "owners"
    REFERENCES = "references"


@dataclass(slots=True)
class Owner:
    """A beneficial owner. `share` in per cent."""

    name: str
    country: str
    share: Decimal | None = None
    born: date | None = None
    pep: bool = False


@dataclass(slots=True)
class KycFacts:
    """The questionnaire (п. 3.25: identification and check of the potential investor)."""

    activity: str
    ownership: Ownership
    funds: Funds
    sanctions: SanctionsExposure
    pep: PepExposure
    offshore: bool
    litigation: str = ""  # what is known; empty: nothing
    media: str = ""  # adverse media; empty: none found
    documents: tuple[Document, ...] = ()
    owners: tuple[Owner, ...] = ()
    conclusion: str = ""


class Risk(IntEnum):
    LOW = 1
    MEDIUM = 2
    HIGH = 3


class Reason(StrEnum):
    """Why a case is not of low risk (Decided: the Order names no criteria)."""

    LISTED = "listed"
    PEP_CURRENT = "pep_current"
    PEP_OWNER = "pep_owner"
    OWNERSHIP_UNCLEAR = "ownership_unclear"
    FUNDS_UNDISCLOSED = "funds_undisclosed"
    SANCTIONS_BUSINESS = "sanctions_business"
    PEP_FORMER = "pep_former"
    OWNERSHIP_PARTLY = "ownership_partly"
    OWNERS_INCOMPLETE = "owners_incomplete"
    OFFSHORE = "offshore"
    LITIGATION = "litigation"
    MEDIA = "media"
    NO_REGISTRATION = "no_registration"
    EARLIER_HIGH = "earlier_high"  # an earlier check of the company by the same organisation was of high risk


class KycState(StrEnum):
    ON_DECISION = "on_decision"
    RETURNED = "returned"
    APPROVED = "approved"
    REFUSED = "refused"


@dataclass(eq=False)
class KycCase:
    """One case about one company. A new case follows an expired or refused one; all stay as the history."""

    id: KycId
    company: CompanyId
    maker: OrganisationId
    author: PersonId
    made_at: datetime
    facts: dict[str, Any]  # KycFacts, JSON-ready: never searched, shown as it was answered
    risk: int
    reasons: list[str]
    state: str = KycState.ON_DECISION
    decider: PersonId | None = None
    decided_at: datetime | None = None
    decision_reason: str = ""
    valid_until: date | None = None
    edition: str = ""
    rounds: int = 1
    since: datetime | None = None  # when it came into the present state
    version: int = 1
    about: dict[str, str] = field(default_factory=dict)  # who was checked, as `identity` says it of a company

    @property
    def placement(self) -> Placement:
        return Placement(Thing.KYC, self.maker)

    def approved(self, today: date) -> bool:
        """Whether this is an approval that has not run out. Whether it counts, `rules.counting` tells."""
        return self.state == KycState.APPROVED and self.valid_until is not None and today <= self.valid_until
