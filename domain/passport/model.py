"""A project with its passport (п. 47; M2.1) and where it stands in Module 2."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from domain.access.scope import Placement, Thing
from domain.kit.ids import CompanyId, InitiativeId, OrganisationId, PersonId, ProjectId
from domain.kit.money import Money
from domain.passport.pool import Pool


class ProjectState(StrEnum):
    """Where a project stands (п. 48, 52, 60, 33–36). A suspension lies over a state and is kept apart."""

    WITHOUT_ROADMAP = "without_roadmap"  # «без дорожной карты»
    WITH_ROADMAP = "with_roadmap"  # «с дорожной картой»
    VALIDATION = "validation"  # the last task is done, the chamber validates
    AFTERCARE = "aftercare"  # Module 3
    EXCLUDED = "excluded"
    COMPLETED = "completed"  # all obligations met, the accompaniment is over (п. 63)


@dataclass(eq=False)
class Project:
    """A submitted passport. What lists, pools and ratings need stands in fields, the rest of п. 47 in `facts`
    (`domain/passport/facts.py` gives it its types)."""

    id: ProjectId
    number: str
    company: CompanyId
    initiative: InitiativeId | None
    initiator: OrganisationId  # initiating body (п. 45)
    author: PersonId
    submitted_at: datetime
    akimat: OrganisationId  # responsible MIO (п. 48)
    official: PersonId | None  # its responsible official
    title: str
    description: str
    bin: str
    sector: str
    region: str  # KATO; the main one, where the responsible MIO is (п. 48)
    cost: Money
    starts_on: date
    ends_on: date
    search: str
    since: datetime  # when it came into the present state
    facts: dict[str, Any] = field(default_factory=dict)  # the rest of п. 47, by name
    state: str = ProjectState.WITHOUT_ROADMAP
    other_regions: list[str] = field(default_factory=list)  # KATO of those that take part beside the main one
    contract: str = ""  # number of the investment contract; empty: none
    contract_on: date | None = None
    contract_until: date | None = None
    pool: str = Pool.REGIONAL
    pool_decision: dict[str, Any] = field(default_factory=dict)  # edition, МРП, rate, threshold (T4, T5, T7)
    corridor: bool = False
    score: dict[str, Any] = field(default_factory=dict)  # every partial score
    task_force: bool = False
    suspended: bool = False
    roadmap_sent_at: datetime | None = None  # first sent to NC: that meets the term of п. 48 (M2.5); set by the roadmap
    parties: list[OrganisationId] = field(default_factory=list)  # who sees it beside the scope of A2
    edition: str = ""
    version: int = 1

    @property
    def with_contract(self) -> bool:
        return self.contract != ""

    @property
    def national(self) -> bool:
        return self.pool == Pool.NATIONAL

    @property
    def roadmap_approved(self) -> bool:
        """Whether NC has approved its roadmap (п. 52): the corridor is kept from then on (M2.3)."""
        return self.state != ProjectState.WITHOUT_ROADMAP

    @property
    def placement(self) -> Placement:
        return Placement(
            Thing.PROJECT,
            self.initiator,
            regions=frozenset({self.region, *self.other_regions}),
            sectors=frozenset({self.sector}),
            parties=frozenset(self.parties),
        )


class ChangeState(StrEnum):
    """What became of a change of the passport (M2.1; п. 54, 57, 62)."""

    MADE = "made"  # applied at once
    ASKED = "asked"  # waits for the authorised body
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(eq=False)
class ProjectChange:
    """One change of a passport: the old values stay beside the new ones."""

    id: UUID
    project: ProjectId
    counted: int  # 1, 2, 3… within the project
    made_by: PersonId
    organisation: OrganisationId
    made_at: datetime
    state: str
    reason: str
    changes: dict[str, Any]  # by field: [before, after], as stored
    outcome: dict[str, Any] = field(default_factory=dict)  # what became of the pool, the corridor, Task Force
    decided_by: PersonId | None = None
    decided_at: datetime | None = None
    remarks: str = ""
    version: int = 1


def number_of(year: int, counted: int) -> str:
    """The number people use, the same in every language: П-2026-000123."""
    return f"П-{year}-{counted:06d}"
