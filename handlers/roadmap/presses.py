"""What buttons of the roadmap room do."""

from dataclasses import dataclass
from uuid import UUID

from domain.kit.ids import FileId, ProjectId, RoadmapId, TaskId
from domain.kit.named import named
from handlers.screens.press import Deed


@named("roadmap.begin")
@dataclass(frozen=True, slots=True)
class BeginRoadmap(Deed):
    """Make the first draft from the standard tasks."""

    project: ProjectId


@named("roadmap.drop_task")
@dataclass(frozen=True, slots=True)
class DropTask(Deed):
    roadmap: RoadmapId
    version: int
    task: TaskId


@named("roadmap.drop")
@dataclass(frozen=True, slots=True)
class DropChange(Deed):
    """Give up a change of an approved roadmap."""

    roadmap: RoadmapId
    version: int


@named("roadmap.submit")
@dataclass(frozen=True, slots=True)
class SubmitRoadmap(Deed):
    roadmap: RoadmapId
    version: int


@named("roadmap.approve")
@dataclass(frozen=True, slots=True)
class ApproveRoadmap(Deed):
    roadmap: RoadmapId
    version: int


@named("roadmap.take_sheet")
@dataclass(frozen=True, slots=True)
class TakeSheet(Deed):
    """Put the table's tasks in the place of the draft's."""

    sheet: UUID
    version: int


@named("roadmap.draw")
@dataclass(frozen=True, slots=True)
class DrawRoadmap(Deed):
    """Send the picture of the roadmap to me."""

    roadmap: RoadmapId


@named("roadmap.table_file")
@dataclass(frozen=True, slots=True)
class GetTable(Deed):
    """Send the table to me."""

    roadmap: RoadmapId


@named("task.finish")
@dataclass(frozen=True, slots=True)
class FinishTask(Deed):
    """The task is done, by the evidence that it has."""

    task: TaskId
    version: int


@named("task.send_file")
@dataclass(frozen=True, slots=True)
class SendTaskFile(Deed):
    """Send a piece of evidence to me."""

    task: TaskId
    file: FileId
