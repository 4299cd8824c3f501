"""A reminder carries what closes it, and «later» apart from «more time» (N3); stale and foreign presses do nothing."""

from datetime import date, timedelta

import pytest

from domain.deadline.model import CloseDeadline, DeadlineState
from domain.kit.ids import DeadlineId, Ref
from domain.kit.refused import NotFound
from domain.meeting.rules import AGREEMENT
from handlers.deadline.places import DeadlineCard, DeadlineLater
from handlers.deadline.reminder import _until
from handlers.words.deadlines import OTHER
from tests.deadline_phone.office import TODAY, Office, fits, labels

FRIDAY = TODAY + timedelta(days=4)


async def state(office: Office, key: DeadlineId) -> str:
    return str(await office.sql("SELECT state FROM deadline WHERE id = $1", key))


async def close(office: Office, key: DeadlineId) -> None:
    """Closed by somebody else meanwhile."""
    subject = await office.bench.row("SELECT subject_kind, subject_id FROM deadline WHERE id = $1", key)
    ref = Ref(subject["subject_kind"], subject["subject_id"])
    await office.write("head", CloseDeadline(AGREEMENT, ref, DeadlineState.MET))


async def test_n3_an_agreement_is_closed_from_its_reminder(spoken: Office) -> None:
    key = await spoken.agreement(FRIDAY)
    await spoken.remind("officer", key)
    user, bench, r = spoken["officer"], spoken.bench, spoken.r
    (push,) = await bench.notices(user)
    fits(push)
    assert labels(push)[:2] == [r.label("meeting.closing", "Done"), r.label("meeting.closing", "No longer needed")]
    assert "plots" not in str(push.text)  # what was agreed is nobody else's on a locked phone
    assert r.label("deadline.reminder", "Later") in labels(push)
    await bench.press_notice(user, r.label("meeting.closing", "Done"))
    assert await state(spoken, key) == "met"
    assert "✓" in await bench.text(user)


async def test_n3_who_only_looks_at_it_cannot_close_it(office: Office) -> None:
    """The authorised body hears of an overdue one: it has neither «done» nor «later»."""
    key = await office.agreement(FRIDAY)
    await office.remind("body", key)
    (push,) = await office.bench.notices(office["body"])
    assert labels(push) == [
        office.r.label("deadline.reminder", "Open"),
        office.r.label("deadline.reminder", "My deadlines"),
    ]


async def test_n3_nothing_of_kyc_stands_on_a_push(office: Office) -> None:
    key = await office.deadline(FRIDAY, kind="kyc.expiry")
    await office.remind("officer", key)
    (push,) = await office.bench.notices(office["officer"])
    assert office.r.plain(OTHER) in str(push.text)
    assert not any("check" in label.lower() for label in labels(push))


async def test_n3_put_off_to_the_next_working_day(spoken: Office) -> None:
    key = await spoken.agreement(FRIDAY)
    await spoken.remind("officer", key)
    user, bench, r = spoken["officer"], spoken.bench, spoken.r
    await bench.press_notice(user, r.label("deadline.reminder", "Later"))
    fits(await bench.screen(user))
    await bench.press(user, r.label("deadline.later", "Next working day"))
    until = await spoken.sql("SELECT until FROM snooze WHERE deadline_id = $1", key)
    assert until.astimezone(r.zone).date() == TODAY + timedelta(days=1)
    assert await bench.place(user) == DeadlineCard(key)
    assert await spoken.sql("SELECT due FROM deadline WHERE id = $1", key) == FRIDAY  # the deadline stays


async def test_n3_put_off_to_a_date_chosen_in_the_grid(spoken: Office) -> None:
    key = await spoken.agreement(FRIDAY)
    await spoken.at("officer", DeadlineLater(key))
    user, bench, r = spoken["officer"], spoken.bench, spoken.r
    await bench.press(user, r.label("deadline.later", "On a date"))
    shown = await bench.labels(user)
    assert str(FRIDAY.day) in shown and str(FRIDAY.day + 3) not in shown  # not past the last day
    await bench.press(user, str(FRIDAY.day - 1))
    until = await spoken.sql("SELECT until FROM snooze WHERE deadline_id = $1", key)
    assert until.astimezone(r.zone).date() == FRIDAY - timedelta(days=1)


async def test_n3_what_was_closed_meanwhile_is_not_put_off(office: Office) -> None:
    """36: a press of a button that was true when it was shown."""
    key = await office.agreement(FRIDAY)
    await office.at("officer", DeadlineLater(key))
    data = await office.bench.data(office["officer"], office.r.label("deadline.later", "Next working day"))
    await close(office, key)
    await office.bench.press_data(office["officer"], data)
    assert await office.sql("SELECT count(*) FROM snooze") == 0
    assert await office.bench.text(office["officer"])


async def test_34_36_a_button_of_a_settled_reminder_and_a_double_press(office: Office) -> None:
    key = await office.agreement(FRIDAY)
    await office.remind("officer", key)
    user, bench, r = office["officer"], office.bench, office.r
    await bench.notices(user)
    await bench.press_notice(user, r.label("meeting.closing", "Done"))
    before = await office.sql("SELECT count(*) FROM audit WHERE act = 'agreement.close'")
    token = await office.sql("SELECT token FROM live_message WHERE kind = 'notice'")
    await bench.press_data(user, f"{token}.0")
    assert await office.sql("SELECT count(*) FROM audit WHERE act = 'agreement.close'") == before
    assert await state(office, key) == "met"


@pytest.mark.parametrize("until", ["yesterday", "2030-13-40", "31.02.2030", "today\u0000", ""])
def test_66_a_day_that_no_button_names_puts_nothing_off(until: str) -> None:
    with pytest.raises(NotFound):
        _until(until)


async def test_n3_more_time_is_asked_of_the_head_and_given(spoken: Office) -> None:
    key = await spoken.agreement(FRIDAY)
    await spoken.at("officer", DeadlineCard(key))
    user, head, bench, r = spoken["officer"], spoken["head"], spoken.bench, spoken.r
    await bench.press(user, r.label("deadline.card", "More time"))
    assert r.label("deadline.more_time", "Until what date do you need it?") in await bench.text(user)
    await spoken.say("officer", "02.12.2030")
    await spoken.say("officer", "Ждём <комиссию>")
    await bench.press(user, r.label("deadline.more_time", "Ask the head"))
    assert "&lt;комиссию&gt;" in await bench.text(user)
    fits(await bench.screen(user))
    (asked,) = await bench.notices(head)
    fits(asked)
    assert "комисс" not in str(asked.text) and "Officer" not in str(asked.text)
    give = next(label for label in labels(asked) if "2030" in label)
    await bench.press_notice(head, give)
    assert await spoken.sql("SELECT due FROM deadline WHERE id = $1", key) == date(2030, 12, 2)
    assert await spoken.sql("SELECT by_day FROM agreement") == date(2030, 12, 2)
    told = (await bench.notices(user))[-1]
    assert "✓" in str(told.text)
    assert not await bench.notices(spoken["deputy"])  # answered: nobody else is asked any more


async def test_n3_more_time_is_refused_with_words(office: Office) -> None:
    key = await office.agreement(FRIDAY)
    user, head, bench, r = office["officer"], office["head"], office.bench, office.r
    await office.at("officer", DeadlineCard(key))
    await bench.press(user, r.label("deadline.card", "More time"))
    await office.say("officer", "02.12.2030")
    await office.say("officer", "The investor is away")
    await bench.press(user, r.label("deadline.more_time", "Ask the head"))
    await bench.press_notice(head, r.label("deadline.more_time", "Refuse"))
    await office.say("head", "Send what there is")
    await bench.press(head, r.label("deadline.more_time", "Refuse"))
    assert await office.sql("SELECT due FROM deadline WHERE id = $1", key) == FRIDAY
    told = (await bench.notices(user))[-1]
    assert "refused" in str(told.text)
    await bench.press_notice(user, r.label("deadline.reminder", "Open"))
    assert "Send what there is" in await bench.text(user)


async def test_n3_a_period_of_the_order_is_not_prolonged_on_request(office: Office) -> None:
    """The button is not there, and the form's own place is refused too."""
    key = await office.deadline(FRIDAY, kind="initiative.consideration", legal=True)
    card = await office.at("officer", DeadlineCard(key))
    assert office.r.label("deadline.card", "More time") not in labels(card)
