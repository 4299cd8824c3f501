"""What a meeting card must hold together (M1.3; п. 40.4), as tables."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from domain.kit.ids import CompanyId
from domain.meeting.model import AgreementFacts, Side
from domain.meeting.rules import AgreementBeforeMeeting, MeetingInFuture, check_agreement, check_meeting
from tests.town import cards

TODAY = date(2026, 11, 16)
MEETING = cards.meeting(CompanyId(uuid4()), agreements=())


@pytest.mark.parametrize(
    ("day", "allowed"),
    [
        (date(2026, 11, 16), True),  # today
        (date(2026, 11, 15), True),
        (date(1999, 1, 1), True),
        (date(2026, 11, 17), False),  # п. 40.4: the card records what has happened
        (date(2027, 2, 28), False),
    ],
)
def test_a_meeting_has_happened(day: date, allowed: bool) -> None:
    facts = replace(MEETING, day=day)
    if allowed:
        check_meeting(facts, TODAY)
        return
    with pytest.raises(MeetingInFuture) as told:
        check_meeting(facts, TODAY)
    assert told.value.day == day


@pytest.mark.parametrize(
    ("by", "allowed"),
    [
        (date(2026, 11, 13), True),  # the day of the meeting itself
        (date(2026, 11, 14), True),
        (date(2026, 11, 12), False),
        (date(2030, 1, 1), True),
    ],
)
def test_an_agreement_is_due_no_earlier_than_its_meeting(by: date, allowed: bool) -> None:
    agreed = AgreementFacts("Send the plan", Side.INVESTOR, by)
    if allowed:
        check_agreement(agreed, MEETING.day)
        return
    with pytest.raises(AgreementBeforeMeeting) as told:
        check_agreement(agreed, MEETING.day)
    assert (told.value.by, told.value.day) == (by, MEETING.day)
    with pytest.raises(AgreementBeforeMeeting):  # on the card too
        check_meeting(replace(MEETING, agreements=(agreed,)), TODAY)
