"""Photos and documents of a meeting: attached and removed by the organisation that met (M1.3, A4)."""

from collections.abc import Sequence

from domain.file.ports import Files
from domain.kit.act import act
from domain.kit.desk import Desk
from domain.kit.ids import FileId, MeetingId, Ref
from domain.kit.refused import NotFound
from domain.meeting.acts import changeable
from domain.meeting.ports import Meetings


@act("meeting.attach")
async def attach(desk: Desk, meetings: Meetings, files: Files, meeting_id: MeetingId, given: Sequence[FileId]) -> None:
    """Give files of the actor's own to the meeting; those still being checked as well."""
    meeting = await changeable(desk, meetings, meeting_id)
    subject = Ref("meeting", meeting.id)
    await files.attach(given, subject, desk.actor)
    desk.audit("meeting.attach", subject, after={"files": [str(one) for one in given]})


@act("meeting.detach")
async def detach(desk: Desk, meetings: Meetings, files: Files, meeting_id: MeetingId, file: FileId) -> None:
    """Take a file from the meeting. Raises NotFound for one that is not of this meeting."""
    meeting = await changeable(desk, meetings, meeting_id)
    subject = Ref("meeting", meeting.id)
    if file not in {one.id for one in await files.of(subject)}:
        raise NotFound
    await files.detach(file, subject)
    desk.audit("meeting.detach", subject, before={"file": str(file)})
