"""A request to suspend or exclude a project, and the stretches of suspension (M2.10; п. 33–35)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from domain.deadline.model import DeadlineKind
from domain.kit.ids import OrganisationId, PersonId, ProjectId, Ref
from domain.kit.periods import Period


class Measure(StrEnum):
    """What is asked for (п. 34)."""

    SUSPEND = "suspend"
    EXCLUDE = "exclude"


class RequestState(StrEnum):
    PROPOSED = "proposed"  # by another initiating body, at the MIO
    ASKED = "asked"  # at the UO
    GRANTED = "granted"
    REFUSED = "refused"


@dataclass(eq=False)
class SuspensionRequest:
    """A request with its ground (п. 33). `until`, `condition`: how long the asker wants the suspension to last."""

    id: UUID
    project: ProjectId
    measure: str
    ground: str
    reason: str
    until: date | None
    condition: str
    proposed_by: PersonId | None  # of the initiating body, where it is not the MIO itself
    proposed_from: OrganisationId | None
    state: str
    made_at: datetime
    asked_by: PersonId | None = None
    asked_at: datetime | None = None
    decided_by: PersonId | None = None
    decided_at: datetime | None = None
    decision: str = ""  # why, in the UO's words
    edition: str = ""
    version: int = 1

    @property
    def open(self) -> bool:
        return self.state in (RequestState.PROPOSED, RequestState.ASKED)

    @property
    def ref(self) -> Ref:
        return Ref("suspension", self.id)


@dataclass(eq=False)
class ProjectSuspension:
    """Days on which a project stands still: from the day after the decision to the day it is lifted, both included.

    `last` is None while it is suspended. It names its end or its condition (M2.10).
    """

    id: UUID
    project: ProjectId
    request: UUID
    first: date
    until: date | None
    condition: str
    last: date | None = None
    lifted_by: PersonId | None = None
    lifted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock of a project that runs or stands still. `period`: what it was counted by; None for a fixed date."""

    kind: DeadlineKind
    subject: Ref
    due: date
    nominal: date
    period: Period | None = None
