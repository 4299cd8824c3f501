"""A project with its passport (п. 47; M2.1) and where it stands in Module 2."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from domain.access.scope import Placement, Thing
from domain.kit.ids import CompanyId, InitiativeId, OrganisationId, PersonId, ProjectId
from domain.kit.money import Money


class ProjectState(StrEnum):
    """Where a project stands (п. 48, 52, 60, 33–36). A suspension lies over a state and is kept apart."""

    WITHOUT_ROADMAP = "without_roadmap"  # «без дорожной карты»
    WITH_ROADMAP = "with_roadmap"  # «с дорожной картой»
    VALIDATION = "validation"  # the last task is done, the chamber validates
    AFTERCARE = "aftercare"  # Module 3
    EXCLUDED = "excluded"


@dataclass(eq=False)
class Project:
    """A submitted passport. `facts` of п. 47 stand in columns where lists, pools or ratings need them."""

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
    region: str  # KATO
    cost: Money
    starts_on: date
    ends_on: date
    search: str
    since: datetime  # when it came into the present state
    facts: dict[str, Any] = field(default_factory=dict)  # the rest of п. 47, by name
    state: str = ProjectState.WITHOUT_ROADMAP
    pool: str = "regional"
    pool_decision: dict[str, Any] = field(default_factory=dict)  # edition, МРП, rate, threshold (T4, T5, T7)
    corridor: bool = False
    score: dict[str, Any] = field(default_factory=dict)  # every partial score
    task_force: bool = False
    suspended: bool = False
    parties: list[OrganisationId] = field(default_factory=list)  # who sees it beside the scope of A2
    edition: str = ""
    version: int = 1

    @property
    def placement(self) -> Placement:
        return Placement(
            Thing.PROJECT,
            self.initiator,
            regions=frozenset({self.region}),
            sectors=frozenset({self.sector}),
            parties=frozenset(self.parties),
        )


def number_of(year: int, counted: int) -> str:
    """The number people use, the same in every language: П-2026-000123."""
    return f"П-{year}-{counted:06d}"
