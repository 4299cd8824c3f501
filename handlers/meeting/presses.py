"""What buttons of the meeting room do."""

from dataclasses import dataclass

from domain.kit.ids import AgreementId, MeetingId
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
