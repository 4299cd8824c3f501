"""By what the deadline of an agreement is closed (N3)."""

from collections.abc import Sequence

from domain.access.scope import may_change
from domain.kit.ids import AgreementId, Ref
from domain.meeting.model import AgreementState
from domain.meeting.ports import Meetings
from handlers.meeting.presses import CloseAgreement
from handlers.reading import Reading
from handlers.room import Way
from handlers.words.catalog import Text


async def closing(subject: Ref, reading: Reading) -> Sequence[Way]:
    """Kept, or no longer needed: for whoever may change the meeting."""
    meetings = reading.port(Meetings)
    agreement = await meetings.agreement(AgreementId(subject.id))
    meeting = None if agreement is None else await meetings.get(agreement.meeting)
    if agreement is None or meeting is None or agreement.state != AgreementState.OPEN:
        return ()
    if meeting.maker != reading.actor.organisation or not may_change(reading.actor, meeting.placement):
        return ()
    return (
        Way(Text("meeting.closing", "Done"), CloseAgreement(meeting.id, agreement.id, AgreementState.DONE)),
        Way(
            Text("meeting.closing", "No longer needed"),
            CloseAgreement(meeting.id, agreement.id, AgreementState.DROPPED),
        ),
    )
