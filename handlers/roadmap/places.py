"""Screens of the roadmap room."""

from dataclasses import dataclass
from uuid import UUID

from domain.kit.ids import ProjectId, RoadmapId, TaskId
from domain.kit.named import named
from handlers.screens.place import Place


@named("roadmap.card")
@dataclass(frozen=True, slots=True)
class RoadmapCard(Place):
    """A project's roadmap: the version under way, else the one in force; `number`: that version."""

    project: ProjectId
    number: int = 0


@named("roadmap.stage")
@dataclass(frozen=True, slots=True)
class RoadmapStage(Place):
    """The tasks of one stage of a version."""

    roadmap: RoadmapId
    stage: str
    page: int = 0


@named("roadmap.plan_task")
@dataclass(frozen=True, slots=True)
class PlanTaskCard(Place):
    """A task as a version plans it."""

    roadmap: RoadmapId
    task: TaskId


@named("roadmap.faults")
@dataclass(frozen=True, slots=True)
class RoadmapFaults(Place):
    """What has to be mended before a draft is sent; each line leads to its task or stage."""

    roadmap: RoadmapId
    page: int = 0


@named("roadmap.consents")
@dataclass(frozen=True, slots=True)
class RoadmapConsents(Place):
    """Who has agreed to the dates, and who has not (п. 48.1)."""

    roadmap: RoadmapId


@named("roadmap.sending")
@dataclass(frozen=True, slots=True)
class RoadmapSending(Place):
    """Asks once before sending: to whom, and until when it is decided."""

    roadmap: RoadmapId


@named("roadmap.table")
@dataclass(frozen=True, slots=True)
class RoadmapTable(Place):
    """The plan as a table: asked for here, and sent back here as a file."""

    roadmap: RoadmapId


@named("roadmap.sheet")
@dataclass(frozen=True, slots=True)
class RoadmapSheet(Place):
    """A table that was sent: being read, what is wrong with it, or what it would change."""

    sheet: UUID
    page: int = 0


@named("roadmap.versions")
@dataclass(frozen=True, slots=True)
class RoadmapVersions(Place):
    project: ProjectId
    page: int = 0


@named("roadmap.changes")
@dataclass(frozen=True, slots=True)
class RoadmapChanges(Place):
    """What a version changed against the one before."""

    roadmap: RoadmapId
    page: int = 0


@named("roadmap.waiting")
@dataclass(frozen=True, slots=True)
class RoadmapsWaiting(Place):
    """Roadmaps that wait for the reader; corridor projects first (п. 32)."""

    page: int = 0


@named("task.card")
@dataclass(frozen=True, slots=True)
class TaskCard(Place):
    """A live task."""

    task: TaskId


@named("task.files")
@dataclass(frozen=True, slots=True)
class TaskFiles(Place):
    """The evidence of a task."""

    task: TaskId
    page: int = 0


@named("task.mine")
@dataclass(frozen=True, slots=True)
class MyTasks(Place):
    """Open tasks of the reader's projects, and those that their body answers for."""

    page: int = 0
