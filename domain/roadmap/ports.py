"""What the roadmap room needs from storage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from domain.deadline.model import DeadlineKind
from domain.kit.actor import Actor
from domain.kit.ids import ProjectId, Ref, RoadmapId, TaskId
from domain.roadmap.model import DueSince, Roadmap, Sheet, Step, Task


class Roadmaps(Protocol):
    """Versions of roadmaps. The lock comes after the project's, before the tasks'."""

    async def get(self, roadmap: RoadmapId) -> Roadmap | None: ...

    async def lock(self, roadmap: RoadmapId) -> Roadmap | None: ...

    async def add(self, roadmap: Roadmap) -> None: ...

    async def of(self, project: ProjectId) -> Sequence[Roadmap]:
        """All versions of a project's roadmap, the newest first."""
        ...

    async def flush(self) -> None:
        """Write what has changed: of one project only one version may be approved, and one under way, at any moment."""
        ...


class Tasks(Protocol):
    """Live tasks."""

    async def get(self, task: TaskId) -> Task | None: ...

    async def lock(self, task: TaskId) -> Task | None: ...

    async def of(self, project: ProjectId, *, lock: bool = False) -> Sequence[Task]:
        """All of a project, in their order."""
        ...

    async def add(self, task: Task) -> None: ...

    async def remove(self, task: Task) -> None:
        """Take a task away with the history of its dates."""
        ...

    async def dues(self, tasks: Sequence[TaskId]) -> Mapping[TaskId, Sequence[DueSince]]:
        """The due dates of tasks, past ones included, as they counted."""
        ...

    async def due_from(self, task: TaskId, since: date, due: date) -> None:
        """From a day on the due date counts; a second one of the same day replaces the first."""
        ...

    async def say(self, task: TaskId, step: Step) -> None:
        """Keep what was said of its progress."""
        ...

    async def steps(self, task: TaskId, limit: int) -> Sequence[Step]:
        """What was said of it, the newest first."""
        ...


class Sheets(Protocol):
    """Filled-in tables."""

    async def get(self, sheet: UUID) -> Sheet | None: ...

    async def lock(self, sheet: UUID) -> Sheet | None: ...

    async def add(self, sheet: Sheet) -> None: ...


@dataclass(frozen=True, slots=True)
class RoadmapLine:
    """A project whose roadmap waits for somebody."""

    project: ProjectId
    number: str
    title: str
    corridor: bool
    state: str  # of the version under way; "" when there is none yet
    amends: bool
    since: datetime
    due: date | None


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A live task in a list."""

    id: TaskId
    project: ProjectId
    number: str  # the project's
    title: str
    due: date
    done_on: date | None
    suspended: bool
    progress: int


class RoadmapLists(Protocol):
    """What waits for the actor, and what the actor may see (A2)."""

    async def waiting(self, actor: Actor, offset: int, limit: int) -> tuple[Sequence[RoadmapLine], int]:
        """For an akimat's people: projects whose roadmap is theirs to make or mend; for NC and UO those to decide on.
        Corridor projects first (п. 32), then by the nearest end."""
        ...

    async def count_waiting(self, actor: Actor) -> int: ...

    async def tasks(self, actor: Actor, offset: int, limit: int) -> tuple[Sequence[TaskLine], int]:
        """Open tasks of the actor: those of an official's projects, those a body answers for; the nearest first."""
        ...

    async def count_tasks(self, actor: Actor, until: date) -> int:
        """How many of them are due by a day, that day included, and not suspended."""
        ...

    async def due(self, actor: Actor, subject: Ref, kind: DeadlineKind) -> date | None:
        """The end of a running clock of a project or task that the actor may see."""
        ...
