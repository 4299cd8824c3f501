"""What the validation needs from storage."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from domain.kit.actor import Actor
from domain.kit.desk import Desk
from domain.kit.ids import ProjectId, TaskId
from domain.passport.model import Project
from domain.validation.model import Aftercare, Decision, DoneTask


class Validations(Protocol):
    """Decisions of the chamber, and Module 3 that follows."""

    async def add(self, decision: Decision) -> None: ...

    async def of(self, project: ProjectId) -> Sequence[Decision]:
        """The newest first."""
        ...

    async def begin_aftercare(self, aftercare: Aftercare) -> None: ...

    async def aftercare(self, project: ProjectId) -> Aftercare | None: ...


class ProjectTasks(Protocol):
    """The live tasks, which the room of the roadmap owns, as far as the chamber touches them."""

    async def of(self, project: ProjectId) -> Sequence[DoneTask]:
        """In the order of the roadmap."""
        ...

    async def reopen(self, desk: Desk, project: Project, tasks: Sequence[TaskId], on: date) -> None:
        """Open tasks again, with their clocks. The days on which one stood as done, `on` included, do not count as
        overdue (Decided)."""
        ...


@dataclass(frozen=True, slots=True)
class ValidationLine:
    """A project that waits for the chamber."""

    project: ProjectId
    number: str
    title: str
    corridor: bool
    due: date | None


class ValidationLists(Protocol):
    """What the actor may see (A2)."""

    async def waiting(self, actor: Actor, offset: int, limit: int) -> tuple[Sequence[ValidationLine], int]:
        """Projects on validation: the green corridor first (п. 32), then the nearest end."""
        ...

    async def due(self, project: ProjectId) -> date | None:
        """The end of the chamber's clock, if it runs."""
        ...
