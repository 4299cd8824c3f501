"""What suspension and exclusion tell people: ids only, so that a push carries a number and a date at most."""

from dataclasses import dataclass
from uuid import UUID

from domain.kit.desk import Notice
from domain.kit.ids import FileId, ProjectId
from domain.kit.named import named


@named("suspension.proposed")
@dataclass(frozen=True)
class SuspensionProposed(Notice):
    """To the akimat: the initiating body asks to pass its request on (M2.10)."""

    project: ProjectId


@named("suspension.asked")
@dataclass(frozen=True)
class SuspensionAsked(Notice):
    """To the UO: an akimat asks to suspend or exclude a project, the clock of п. 35 runs."""

    project: ProjectId


@named("suspension.answered")
@dataclass(frozen=True)
class SuspensionAnswered(Notice):
    """To the akimat and whoever asked: the UO has refused."""

    project: ProjectId


@named("suspension.suspended")
@dataclass(frozen=True)
class ProjectSuspended(Notice):
    """To all concerned: the project is suspended, its periods stand still."""

    project: ProjectId


@named("suspension.lifted")
@dataclass(frozen=True)
class SuspensionLifted(Notice):
    """To all concerned: the project goes on, the rest of its periods runs."""

    project: ProjectId


@named("suspension.excluded")
@dataclass(frozen=True)
class ProjectExcluded(Notice):
    """To all concerned: the project has left the national pool."""

    project: ProjectId


@named("suspension.file")
@dataclass(frozen=True)
class FileOfRequest(Notice):
    """A file of a request, for the person who asked for it."""

    request: UUID
    file: FileId
