"""What people are told about duties. A duty that opens by the calendar is told by its reminders alone (N2)."""

from dataclasses import dataclass

from domain.kit.desk import Notice
from domain.kit.ids import DutyId, FileId
from domain.kit.named import named


@named("duty.asked")
@dataclass(frozen=True, slots=True)
class DutyAsked(Notice):
    """The authorised body asks the reader's organisation for an unplanned report (R9c)."""

    duty: DutyId


@named("duty.waived")
@dataclass(frozen=True, slots=True)
class DutyWaived(Notice):
    """The National Company exempted the reader's organisation, or says that it owes the duty again."""

    duty: DutyId


@named("duty.file")
@dataclass(frozen=True, slots=True)
class FileOfDuty(Notice):
    """A file of the duty, asked for by the reader."""

    duty: DutyId
    file: FileId
