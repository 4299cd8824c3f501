"""What buttons of the passport room do."""

from dataclasses import dataclass
from uuid import UUID

from domain.kit.ids import FileId, PersonId, ProjectId
from domain.kit.named import named
from handlers.screens.press import Deed


@named("passport.appoint")
@dataclass(frozen=True, slots=True)
class AppointProjectOfficial(Deed):
    """This person of the responsible akimat answers for the project. `version` is None on a notice: it asks only
    whether anybody is responsible."""

    project: ProjectId
    version: int | None
    official: PersonId


@named("passport.approve_change")
@dataclass(frozen=True, slots=True)
class ApproveChange(Deed):
    """The authorised body approves the change, as it was seen."""

    project: ProjectId
    change: UUID
    version: int


@named("passport.withdraw_change")
@dataclass(frozen=True, slots=True)
class WithdrawChange(Deed):
    """Those who asked take the change back."""

    project: ProjectId
    change: UUID
    version: int


@named("passport.print")
@dataclass(frozen=True, slots=True)
class PrintPassport(Deed):
    """The passport as a document in this language."""

    project: ProjectId
    language: str


@named("passport.detach")
@dataclass(frozen=True, slots=True)
class DetachFile(Deed):
    """A document is taken from the passport."""

    project: ProjectId
    file: FileId


@named("passport.send_file")
@dataclass(frozen=True, slots=True)
class SendProjectFile(Deed):
    """The reader wants the document itself."""

    project: ProjectId
    file: FileId
