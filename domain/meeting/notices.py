"""What the meeting room sends to people who asked for it."""

from dataclasses import dataclass

from domain.kit.desk import Notice
from domain.kit.ids import FileId, MeetingId
from domain.kit.named import named


@named("meeting.file")
@dataclass(frozen=True)
class FileOfMeeting(Notice):
    """A photo or document of the meeting, asked for by the reader."""

    meeting: MeetingId
    file: FileId


@named("meeting.printed")
@dataclass(frozen=True)
class MeetingPrinted(Notice):
    """The card as a document, asked for by the reader."""

    meeting: MeetingId
    file: FileId
