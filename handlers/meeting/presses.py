"""What buttons of the meeting room do."""

from dataclasses import dataclass

from domain.kit.ids import AgreementId, FileId, MeetingId
from domain.kit.named import named
from domain.meeting.model import AgreementState
from handlers.screens.press import Deed


@named("meeting.close_agreement")
@dataclass(frozen=True, slots=True)
class CloseAgreement(Deed):
    """The agreement is kept, or no longer needed."""

    meeting: MeetingId
    agreement: AgreementId
    state: AgreementState


@named("meeting.send_file")
@dataclass(frozen=True, slots=True)
class SendFile(Deed):
    """Send me this file of the meeting."""

    meeting: MeetingId
    file: FileId


@named("meeting.remove_file")
@dataclass(frozen=True, slots=True)
class RemoveFile(Deed):
    """The file does not belong here."""

    meeting: MeetingId
    file: FileId


@named("meeting.print")
@dataclass(frozen=True, slots=True)
class PrintMeeting(Deed):
    """Send me the card as a document in this language."""

    meeting: MeetingId
    language: str
