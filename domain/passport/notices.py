"""What projects tell people: ids only, so that a push carries a number and a date at most."""

from dataclasses import dataclass

from domain.kit.desk import Notice
from domain.kit.ids import FileId, ProjectId
from domain.kit.named import named


@named("passport.assigned")
@dataclass(frozen=True)
class ProjectAssigned(Notice):
    """To the responsible akimat's people: a project is theirs, and the roadmap's clock runs in the national pool
    (п. 48)."""

    project: ProjectId


@named("passport.submitted")
@dataclass(frozen=True)
class ProjectSubmitted(Notice):
    """To UO and NC: a project has entered the national pool; to the mission: its initiative has become a project."""

    project: ProjectId


@named("passport.task_force")
@dataclass(frozen=True)
class HandedToTaskForce(Notice):
    """To NC's people: the project is theirs to accompany as Task Force (п. 31)."""

    project: ProjectId


@named("passport.pool_raised")
@dataclass(frozen=True)
class PoolRaised(Notice):
    """To those who work on it: a change has brought the project into the national pool (M2.2)."""

    project: ProjectId


@named("passport.change_asked")
@dataclass(frozen=True)
class ChangeAsked(Notice):
    """To the UO: a change of the volume or the terms waits for its decision (п. 54, 57)."""

    project: ProjectId
    counted: int


@named("passport.change_decided")
@dataclass(frozen=True)
class ChangeDecided(Notice):
    """To those who asked and to the official: what the UO decided."""

    project: ProjectId
    counted: int


@named("passport.official")
@dataclass(frozen=True)
class ProjectOfficialAppointed(Notice):
    """To the official: the project is theirs."""

    project: ProjectId


@named("passport.file")
@dataclass(frozen=True)
class FileOfProject(Notice):
    """A document of the passport, asked for by the reader."""

    project: ProjectId
    file: FileId


@named("passport.printed")
@dataclass(frozen=True)
class PassportPrinted(Notice):
    """The passport as a document, asked for by the reader."""

    project: ProjectId
    file: FileId
