"""What was said of a deadline gives way: to the next reminder, to a change of the deadline; nothing missed waits for
another week (N2–N4)."""

import json
from datetime import date, datetime, timedelta

from domain.deadline.calendar import WorkingCalendar
from domain.deadline.due import Due, not_later_than
from domain.deadline.model import DeadlineKind, DeadlineState
from domain.deadline.steps import ahead, next_overdue
from domain.edition.model import ReminderSteps
from domain.edition.order_2024 import ORDER_2024
from domain.kit.periods import ALMATY
from tests.reminding.play import PERSON, Play

PERIOD = DeadlineKind("duty.R2a", "п. 67")
MONDAY = date(2029, 2, 5)
STEPS = ORDER_2024.reminders
PLAIN = WorkingCalendar()


def end(day: date) -> Due:
    return not_later_than(day)


async def shown(play: Play) -> list[tuple[str, bool]]:
    """Every reminder that went to a phone: of which day's step, and whether its buttons are to go."""
    rows = await play.rows(
        """SELECT o.notice->'d'->>'step' AS step, l.closed FROM live_message l JOIN outbox o ON o.id = l.outbox_id
        ORDER BY o.id"""
    )
    return [(row["step"], row["closed"]) for row in rows]


async def deliver(play: Play) -> None:
    """What the sender does with a reminder: a message with buttons, then marked as sent."""
    for row in await play.rows("SELECT id FROM outbox WHERE state = 'waiting' ORDER BY id"):
        await play.run(
            """INSERT INTO live_message (token, bot_id, chat_id, kind, outbox_id, message_id, meanings)
            VALUES ($1::bigint::text, 1, 1, 'notice', $1, $1, $2)""",
            row["id"], json.dumps({}),
        )  # fmt: skip
        await play.run("UPDATE outbox SET state = 'sending' WHERE id = $1", row["id"])
        await play.run("UPDATE outbox SET state = 'sent' WHERE id = $1", row["id"])


async def on(play: Play, day: date, hour: int = 10) -> None:
    await play.jump(datetime(day.year, day.month, day.day, hour, tzinfo=ALMATY))
    await play.ticker.remind()


async def test_n3_a_newer_reminder_takes_the_buttons_of_the_older_ones_of_its_deadline(play: Play) -> None:
    await play.at(MONDAY, 12)
    await play.opens("one", PERIOD, "karaganda", end(MONDAY + timedelta(4)), "karaganda_officer")
    await play.opens("two", PERIOD, "karaganda", end(MONDAY + timedelta(4)), "karaganda_officer")
    await play.ticker.remind()
    await on(play, MONDAY + timedelta(1))
    await deliver(play)
    assert await shown(play) == [("-3", False)] * 2
    await on(play, MONDAY + timedelta(3))
    assert await shown(play) == [("-3", False)] * 2, "until the newer one is there, the older one serves"
    await deliver(play)
    assert await shown(play) == [("-3", True)] * 2 + [("-1", False)] * 2


async def test_n3_a_moved_deadline_takes_back_what_waits_and_closes_what_was_said(play: Play) -> None:
    await play.at(MONDAY, 12)
    moving = await play.opens("moving", PERIOD, "karaganda", end(MONDAY + timedelta(4)), "karaganda_officer")
    await play.opens("staying", PERIOD, "karaganda", end(MONDAY + timedelta(4)), "karaganda_officer")
    await play.ticker.remind()
    await on(play, MONDAY + timedelta(1))
    await deliver(play)
    await on(play, MONDAY + timedelta(3), 1)  # tomorrow's last day waits for nine
    await play.moves(moving, end(MONDAY + timedelta(30)))
    assert sorted(await shown(play)) == [("-3", False), ("-3", True)]
    closed = "SELECT o.about_id FROM live_message l JOIN outbox o ON o.id = l.outbox_id WHERE l.closed"
    assert await play.run(closed) == moving.id
    await play.at(MONDAY + timedelta(3), 12)
    assert play.told("moving") == ""
    assert play.told("staying") == "Thu 08.02 1 left: karaganda_officer"


async def test_n4_a_closed_one_leaves_no_live_buttons_whoever_closed_it(play: Play) -> None:
    """As by the calendar's own hand, where no act settles the subject."""
    await play.at(MONDAY, 12)
    ref = await play.opens("one", PERIOD, "karaganda", end(MONDAY + timedelta(1)), "karaganda_officer")
    await play.ticker.remind()
    await on(play, MONDAY + timedelta(1))
    await deliver(play)
    await play.ends(ref, DeadlineState.CANCELLED)
    assert await shown(play) == [("0", True)]


async def test_n2_a_missed_escalation_is_told_at_the_next_look_and_once(play: Play) -> None:
    """Opened, as by a calendar that jumped, when its date was twenty days past: between two weekly steps."""
    await play.at(MONDAY, 12)
    await play.opens("one", PERIOD, "karaganda", end(MONDAY - timedelta(20)), "karaganda_officer")
    await play.at(MONDAY, 13)
    everybody = "authorised_body_head, authorised_body_officer, karaganda_head, karaganda_officer"
    assert play.told("one") == f"Mon 05.02 12:00 20 overdue: {everybody}"
    await play.at(MONDAY + timedelta(8), 13)
    assert [line[:9] for line in play.told("one").splitlines()] == ["Mon 05.02", "Mon 12.02"]  # 26 past is a Sunday


def test_n2_the_day_of_escalation_rings_whatever_the_steps() -> None:
    steps = ReminderSteps((3,), 2, 14, 4, 9, "N2")
    after = date(2029, 2, 1)
    last, found = end(after), set()
    for _ in range(6):
        after = next_overdue(last, after, steps, PLAIN).on
        found.add(after)
    assert {PLAIN.next_working(last.on + timedelta(days)) for days in (4, 9)} <= found


def test_n2_what_rang_today_is_not_laid_out_again() -> None:
    last = end(date(2029, 2, 5))
    today = date(2029, 2, 9)  # a Friday, four past
    assert [one.offset for one in ahead(last, date(2029, 1, 1), today, None, STEPS, PLAIN)] == [4]
    assert [one.offset for one in ahead(last, date(2029, 1, 1), today, 4, STEPS, PLAIN)] == [5]


async def test_n4_what_comes_too_late_for_a_digest_that_is_out_comes_alone(play: Play) -> None:
    """The reader's day was moved after the digest had gone: its morning comes once more, the digest does not."""
    who = PERSON["karaganda_officer"].id
    wish = "INSERT INTO reminding_wish VALUES ($1, true, true, '09:00', '20:00')"
    await play.run(wish, who)
    await play.at(MONDAY, 12)
    await play.opens("one", PERIOD, "karaganda", end(MONDAY + timedelta(4)), "karaganda_officer")
    two = await play.opens("two", PERIOD, "karaganda", end(MONDAY + timedelta(4)), "karaganda_head")
    await play.at(MONDAY + timedelta(1), 10)
    assert play.told("one") == "Tue 06.02 3 left: karaganda_officer*"
    await play.run("UPDATE reminding_wish SET opens = '12:00' WHERE person_id = $1", who)
    await play.hands(two, "karaganda_officer")
    await play.at(MONDAY + timedelta(1), 13)
    assert "Tue 06.02 12:00 3 left: karaganda_officer" in play.told("two").splitlines()
