"""What roadmaps tell people: ids only, so that a push carries a number and a date at most."""

from dataclasses import dataclass
from uuid import UUID

from domain.kit.desk import Notice
from domain.kit.ids import FileId, ProjectId, RoadmapId, TaskId
from domain.kit.named import named


@named("roadmap.submitted")
@dataclass(frozen=True)
class RoadmapSubmitted(Notice):
    """To NC, or to the UO for a change: a roadmap waits for the decision (п. 50, 57)."""

    roadmap: RoadmapId


@named("roadmap.approved")
@dataclass(frozen=True)
class RoadmapApproved(Notice):
    """To the akimat, the initiating body and the parties (п. 52, 57)."""

    roadmap: RoadmapId


@named("roadmap.rejected")
@dataclass(frozen=True)
class RoadmapRejected(Notice):
    """To the akimat: remarks, and until when to mend (п. 51)."""

    roadmap: RoadmapId


@named("roadmap.sheet_read")
@dataclass(frozen=True)
class SheetRead(Notice):
    """To whoever sent a table: what came of it."""

    sheet: UUID


@named("roadmap.file")
@dataclass(frozen=True)
class RoadmapFile(Notice):
    """A table or a picture of the roadmap, asked for by the reader. `project`: whose it is, judged when it is sent."""

    project: ProjectId
    file: FileId
    picture: bool


@named("task.file")
@dataclass(frozen=True)
class FileOfTask(Notice):
    """A piece of evidence, asked for by the reader."""

    task: TaskId
    file: FileId


@named("task.done")
@dataclass(frozen=True)
class TaskDone(Notice):
    """To those who answer for the project: a task is done."""

    task: TaskId
