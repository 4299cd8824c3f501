"""What buttons about suspension and exclusion do."""

from dataclasses import dataclass
from uuid import UUID

from domain.kit.ids import FileId, ProjectId
from domain.kit.named import named
from handlers.screens.press import Deed


@named("suspension.pass_on")
@dataclass(frozen=True, slots=True)
class PassOnRequest(Deed):
    """The akimat passes the initiating body's request on, as it was seen."""

    request: UUID
    version: int


@named("suspension.exclude_now")
@dataclass(frozen=True, slots=True)
class ExcludeProject(Deed):
    """The UO excludes the project, as asked in the request that was seen."""

    request: UUID
    version: int


@named("suspension.lift")
@dataclass(frozen=True, slots=True)
class LiftSuspension(Deed):
    project: ProjectId
    version: int


@named("suspension.send_file")
@dataclass(frozen=True, slots=True)
class SendRequestFile(Deed):
    """Send a file of the request to the reader's chat."""

    request: UUID
    file: FileId
