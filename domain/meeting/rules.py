"""What a meeting card must hold together (M1.3; п. 40.4)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.deadline.model import deadline_kind
from domain.kit.refused import Refused
from domain.meeting.model import AgreementFacts, MeetingFacts

AGREEMENT = deadline_kind("meeting.agreement", "п. 40.4", legal=False, on_request=True)
"""An agreement reached at a meeting: its date is what people agreed, its lateness breaks a word and no law."""


@dataclass(unsafe_hash=True)
class MeetingInFuture(Refused):
    """A meeting card records what has happened; a planned visit is another card (п. 40.6)."""

    day: date
    clause: ClassVar[str] = "п. 40.4"


@dataclass(unsafe_hash=True)
class AgreementBeforeMeeting(Refused):
    """An agreement cannot be due before the meeting at which it was reached."""

    by: date
    day: date
    clause: ClassVar[str] = "п. 40.4"


@dataclass(unsafe_hash=True)
class NotAColleague(Refused):
    """Who answers for an agreement is an active head or officer of the organisation that met the investor."""

    clause: ClassVar[str] = "п. 40.4"


def check_meeting(facts: MeetingFacts, today: date) -> None:
    """Raise MeetingInFuture or AgreementBeforeMeeting."""
    if facts.day > today:
        raise MeetingInFuture(facts.day)
    for agreement in facts.agreements:
        check_agreement(agreement, facts.day)


def check_agreement(agreement: AgreementFacts, day: date) -> None:
    """Raise AgreementBeforeMeeting."""
    if agreement.by < day:
        raise AgreementBeforeMeeting(agreement.by, day)
