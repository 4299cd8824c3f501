"""Notices: decided at send time, ring, keep their text above the outcome (design §2.6, §3)."""

import pytest

from bot.machine.sender import Sender
from tests.machine.sending import toys
from tests.machine.sending.conftest import AIGUL, Stage
from tests.machine.sending.toys import Card, News


async def test_a_notice_rings_in_the_readers_present_language(stage: Stage, sender: Sender) -> None:
    aigul = await stage.person(AIGUL, "Айгүл", "kk")
    await stage.post(AIGUL, News("A < B"))
    message = await aigul.expect("A < B kk")
    assert not message.silent
    await stage.until("SELECT state = 'sent' FROM outbox")
    live = await stage.row("SELECT * FROM live_message")
    assert (live["kind"], live["message_id"], live["chat_id"]) == ("notice", message.id, AIGUL)
    assert message.rows[0][0].data == f"{live['token']}.0"
    assert live["meanings"]["0"]["p"]["n"] == "toy.deed"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("UPDATE person SET state = 'blocked'", "inactive"),
        ("UPDATE organisation SET active = false", "inactive"),
        ("DELETE FROM account", "no account"),
        ("UPDATE account SET reachable = false", "unreachable"),
    ],
)
async def test_who_is_no_longer_there_is_told_nothing(stage: Stage, sender: Sender, change: str, reason: str) -> None:
    aigul = await stage.person(AIGUL, "Айгүл")
    async with stage.database.unit() as unit:
        await unit.raw.execute(
            """INSERT INTO outbox (key, person_id, notice, about_kind, about_id)
            SELECT 'k', person_id, '{"n": "toy.news", "v": 1, "d": {}}', 'toy', person_id FROM account"""
        )
        await unit.raw.execute(change)
    await stage.until("SELECT state = 'dropped' FROM outbox")
    assert await stage.run("SELECT reason FROM outbox") == reason
    assert not [one for one in aigul.messages() if one.by_bot]


async def test_what_no_longer_concerns_the_reader_is_dropped_and_recorded(stage: Stage, sender: Sender) -> None:
    await stage.person(AIGUL, "Айгүл")
    toys.world.concerned = False
    await stage.post(AIGUL, News())
    await stage.until("SELECT state = 'dropped' AND reason = 'no longer concerned' FROM outbox")
    toys.world.concerned = True
    await stage.post(AIGUL, News(fail="refused"))
    await stage.until("SELECT count(*) = 1 FROM outbox WHERE state = 'dropped' AND reason = 'refused: NotPermitted'")


async def test_a_notice_nobody_can_read_is_dead_and_one_that_fails_is_tried_again(stage: Stage, sender: Sender) -> None:
    aigul = await stage.person(AIGUL, "Айгүл")
    row = await stage.post(AIGUL, News(fail="bug"))
    await stage.run("UPDATE outbox SET notice = '{}' WHERE id = $1", row)
    await stage.until("SELECT state = 'dead' OR state = 'sent' FROM outbox WHERE id = $1", row)
    toys.world.broken = True
    row = await stage.post(AIGUL, News("late", fail="bug"))
    await stage.until(
        "SELECT state = 'waiting' AND attempts = 1 AND reason LIKE 'incident %' FROM outbox WHERE id = $1", row
    )
    toys.world.broken = False
    await stage.run("UPDATE outbox SET not_before = clock_timestamp() WHERE id = $1", row)
    await aigul.expect("late en")


async def test_a_settled_notice_loses_its_buttons_and_gains_the_outcome(stage: Stage, sender: Sender) -> None:
    aigul = await stage.person(AIGUL, "Айгүл")
    await stage.post(AIGUL, News("Agree?"))
    await stage.until("SELECT state = 'sent' FROM outbox")
    await stage.run("UPDATE live_message SET closed = true, stale = true, outcome = '✓ Agreed by B. &amp; C.'")
    await stage.until("SELECT NOT stale FROM live_message")
    assert aigul.last().text == "Agree? en\n\n✓ Agreed by B. & C."
    assert aigul.last().buttons == []


async def test_a_notice_settled_elsewhere_only_loses_its_buttons(stage: Stage, sender: Sender) -> None:
    aigul = await stage.person(AIGUL, "Айгүл")
    await stage.post(AIGUL, News("Agree?"))
    await stage.until("SELECT state = 'sent' FROM outbox")
    await stage.run("UPDATE live_message SET closed = true, stale = true")
    await stage.until("SELECT NOT stale FROM live_message")
    assert (aigul.last().text, aigul.last().buttons) == ("Agree? en", [])


async def test_screens_go_before_notices_and_those_before_bulk(stage: Stage, start_sender: object) -> None:
    aigul = await stage.person(AIGUL, "Айгүл")
    for number in range(3):
        await stage.post(AIGUL, News(f"bulk {number}"), priority=2)
    await stage.post(AIGUL, News("notice"))
    await stage.want(AIGUL, Card("screen"))
    assert callable(start_sender)
    start_sender()
    await stage.until("SELECT count(*) = 4 FROM outbox WHERE state = 'sent'")
    texts = [one.text for one in aigul.messages() if one.by_bot]
    assert texts == ["screen en", "notice en", "bulk 0 en", "bulk 1 en", "bulk 2 en"]
