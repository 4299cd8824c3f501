"""What the chamber decided, and the time a project spends in Module 3 (M2.11, M3.1; п. 36, 60, 61)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from domain.kit.ids import OrganisationId, PersonId, ProjectId, TaskId


class Verdict(StrEnum):
    VALIDATED = "validated"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of the chamber. `completed_at`: when the last task was recorded as done, from which the term ran."""

    id: UUID
    project: ProjectId
    chamber: OrganisationId
    completed_at: datetime
    decided_by: PersonId
    decided_at: datetime
    verdict: Verdict
    remarks: str = ""
    tasks: tuple[TaskId, ...] = ()  # opened again by a refusal


@dataclass(eq=False)
class Aftercare:
    """Module 3 of a project. `ends_on`: the last day in the pool (п. 36), without the investment contract's own."""

    project: ProjectId
    began_on: date
    ends_on: date
    edition: str


@dataclass(frozen=True, slots=True)
class DoneTask:
    """A task as the chamber looks at it."""

    id: TaskId
    stage: str
    title: str
    result: str
    due: date
    done_on: date | None
