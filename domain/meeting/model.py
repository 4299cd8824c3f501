"""Meeting card: all of п. 40.4."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from domain.access.scope import Placement, Thing
from domain.kit.ids import AgreementId, CompanyId, ContactId, MeetingId, OrganisationId, PersonId
from domain.kit.money import Money


class Side(StrEnum):
    """Who has to do what was agreed."""

    OURS = "ours"
    INVESTOR = "investor"


@dataclass(slots=True)
class AgreementFacts:
    """One agreement: what, by whose side, who by name, by when. `person`: ours, who answers for it."""

    what: str
    side: Side
    by: date
    who: str = ""
    person: PersonId | None = None


@dataclass(slots=True)
class MeetingFacts:
    """What people say of a meeting (п. 40.4)."""

    company: CompanyId
    day: date
    place: str
    subject: str  # subject of interest
    key_points: str
    event: str = ""  # the exhibition or forum it belonged to
    ours: str = ""  # participants of our side
    contacts: tuple[ContactId, ...] = ()  # participants of the investor's side who have a card
    theirs: str = ""  # and those who have none
    project_sector: str = ""
    project_cost: Money | None = None
    project_region: str = ""  # KATO
    project_jobs: int | None = None
    project_parameters: str = ""
    expectations: str = ""
    agreements: tuple[AgreementFacts, ...] = ()


class AgreementState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(eq=False)
class Agreement:
    """An agreement of a meeting; while OPEN it is a deadline (M1.3)."""

    id: AgreementId
    meeting: MeetingId
    what: str
    side: str
    who: str
    person: PersonId  # whose deadline it is: the responsible one of ours, else the author
    by: date
    state: str = AgreementState.OPEN
    closed_at: datetime | None = None
    version: int = 1


@dataclass(eq=False)
class Meeting:
    """A meeting card. Country and sector are the company's as it stands when the card is read, for scope (A2)."""

    id: MeetingId
    company: CompanyId
    maker: OrganisationId
    author: PersonId
    made_at: datetime
    country: str
    sector: str
    day: date
    place: str
    event: str
    ours: str
    contacts: list[ContactId]
    theirs: str
    subject: str
    key_points: str
    project_sector: str
    project_cost: Money | None
    project_region: str
    project_jobs: int | None
    project_parameters: str
    expectations: str
    regions: list[str] = field(default_factory=list)
    version: int = 1

    @property
    def placement(self) -> Placement:
        return Placement(
            Thing.MEETING,
            self.maker,
            frozenset({self.country}),
            frozenset(self.regions),
            frozenset({self.sector, self.project_sector} - {""}),
        )

    def apply(self, facts: MeetingFacts) -> None:
        """Take over what people said. The company stays: a meeting with another company is another card."""
        self.day = facts.day
        self.place = facts.place
        self.event = facts.event
        self.ours = facts.ours
        self.contacts = list(facts.contacts)
        self.theirs = facts.theirs
        self.subject = facts.subject
        self.key_points = facts.key_points
        self.project_sector = facts.project_sector
        self.project_cost = facts.project_cost
        self.project_region = facts.project_region
        self.project_jobs = facts.project_jobs
        self.project_parameters = facts.project_parameters
        self.expectations = facts.expectations
