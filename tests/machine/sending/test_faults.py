"""What Telegram can answer, and what becomes of screens and notices then (attacks 87–96)."""

import pytest

from bot.machine import clock
from bot.machine.sender import Sender, pause
from tests.machine.sending import toys
from tests.machine.sending.conftest import AIGUL, BEK, BOT, Stage
from tests.machine.sending.toys import Card, News, Other


@pytest.mark.parametrize("fault", ["error_after", "reset_after", "timeout_after"])
async def test_attack_88_89_a_lost_answer_may_double_a_screen_and_is_counted(
    stage: Stage, sender: Sender, fault: str
) -> None:
    aigul = await stage.person(AIGUL, "Айгүл")
    stage.telegram.faults.add(fault, "sendMessage", times=1, seconds=0.1)
    await stage.want(AIGUL, Card("Card", deed="Pass"))
    await stage.shown(AIGUL)
    doubles = [one for one in aigul.messages() if one.by_bot]
    assert len(doubles) == 2
    assert doubles[0].rows == doubles[1].rows  # one token: the buttons of both live
    assert await stage.run("SELECT lost FROM dialogue") == 1
    assert await stage.run("SELECT message_id FROM dialogue") == doubles[1].id


async def test_attack_88_an_edit_that_is_lost_is_simply_done_again(stage: Stage, sender: Sender) -> None:
    aigul = await stage.person(AIGUL, "Айгүл")
    await stage.want(AIGUL, Card("Card"))
    await stage.shown(AIGUL)
    stage.telegram.faults.add("error_after", "editMessageText", times=1)
    await stage.want(AIGUL, Other("Other"))
    await stage.shown(AIGUL)  # attack 92: the second edit is «not modified», which is success
    assert [one.text for one in aigul.messages() if one.by_bot] == ["Other"]


async def test_attack_87_a_429_stops_that_chat_and_no_other(stage: Stage, sender: Sender) -> None:
    aigul, bek = await stage.person(AIGUL, "Айгүл"), await stage.person(BEK, "Бек")
    stage.telegram.faults.add("too_many", "sendMessage", times=1, seconds=2, chat_id=AIGUL)
    before = clock.monotonic()
    await stage.want(AIGUL, Card("A"))
    await stage.want(BEK, Card("B"))
    await stage.shown(BEK)
    assert clock.monotonic() - before < 1.5
    assert bek.last().text == "B en"
    await stage.shown(AIGUL)
    assert clock.monotonic() - before >= 2
    assert aigul.last().text == "A en"
    assert await stage.run("SELECT lost FROM dialogue WHERE chat_id = $1", AIGUL) == 0


async def test_attack_87_getupdates_refused_stops_everybody(stage: Stage, sender: Sender) -> None:
    await stage.person(AIGUL, "Айгүл")
    await pause(stage.database, BOT, 1.5)
    before = clock.monotonic()
    await stage.want(AIGUL, Card("A"))
    await stage.shown(AIGUL)
    assert clock.monotonic() - before > 1.3


async def test_attack_90_blocked_between_making_and_sending(stage: Stage, sender: Sender) -> None:
    aigul = await stage.person(AIGUL, "Айгүл")
    await aigul.block()
    await stage.post(AIGUL, News("one"))
    await stage.until("SELECT state = 'dropped' FROM outbox")
    await stage.post(AIGUL, News("two"))
    await stage.until("SELECT count(*) = 2 FROM outbox WHERE state = 'dropped' AND reason = 'unreachable'")
    assert await stage.run("SELECT NOT reachable FROM account")
    await stage.want(AIGUL, Card("A"))
    await stage.shown(AIGUL)  # nothing is tried for ever
    await aigul.unblock()
    await stage.want(AIGUL, Card("A"))
    await stage.shown(AIGUL)
    assert aigul.last().text == "A en"


async def test_attack_91_the_message_to_edit_is_gone(stage: Stage, sender: Sender) -> None:
    aigul = await stage.person(AIGUL, "Айгүл")
    await stage.want(AIGUL, Card("A"))
    await stage.shown(AIGUL)
    gone = aigul.last().id
    stage.telegram.faults.add(
        "error_before", "editMessageText", times=1, code=400, description="Bad Request: message to edit not found"
    )
    await stage.want(AIGUL, Other("B"))
    await stage.shown(AIGUL)
    assert aigul.last().text == "B"
    assert aigul.last().id > gone


async def test_attack_95_what_cannot_be_parsed_is_sent_plain(stage: Stage, sender: Sender) -> None:
    aigul = await stage.person(AIGUL, "Айгүл")
    description = "Bad Request: can't parse entities: Unsupported start tag"
    stage.telegram.faults.add("error_before", "sendMessage", times=1, code=400, description=description)
    await stage.want(AIGUL, Card("A & B"))
    await stage.shown(AIGUL)
    assert aigul.last().text == "A & B en"
    assert not aigul.last().entities


async def test_attack_94_96_nothing_is_thrown_away_while_the_token_is_refused(stage: Stage, sender: Sender) -> None:
    await stage.person(AIGUL, "Айгүл")
    stage.telegram.faults.add("error_before", "sendMessage", times=1, code=401, description="Unauthorized")
    row = await stage.post(AIGUL, News("one"))
    await stage.until("SELECT count(*) = 1 FROM outbox WHERE attempts = 1 AND state = 'waiting'")
    assert sender.limits.stopped() > 5
    assert await stage.run("SELECT lost FROM outbox WHERE id = $1", row) == 0


async def test_two_chats_refused_within_five_seconds_stop_everybody(stage: Stage, sender: Sender) -> None:
    for telegram_id in (AIGUL, BEK):
        await stage.person(telegram_id, "X")
        stage.telegram.faults.add("too_many", "sendMessage", times=1, seconds=2, chat_id=telegram_id)
        await stage.want(telegram_id, Card("A"))
    await stage.until("SELECT count(*) = 2 FROM dialogue WHERE failures = 1")
    assert sender.limits.stopped() > 0
    await stage.shown(AIGUL)
    await stage.shown(BEK)


async def test_a_notice_doubled_by_a_lost_answer_is_counted(stage: Stage, sender: Sender) -> None:
    aigul = await stage.person(AIGUL, "Айгүл")
    stage.telegram.faults.add("reset_after", "sendMessage", times=1)
    await stage.post(AIGUL, News("one"))
    await stage.until("SELECT state = 'sent' AND lost = 1 FROM outbox")
    first, second = [one for one in aigul.messages() if one.by_bot]
    assert first.rows == second.rows
    assert toys.world.concerned


async def test_a_screen_telegram_refuses_is_an_apology(stage: Stage, sender: Sender) -> None:
    aigul = await stage.person(AIGUL, "Айгүл")
    description = "Bad Request: BUTTON_DATA_INVALID"
    stage.telegram.faults.add("error_before", "sendMessage", times=1, code=400, description=description)
    await stage.want(AIGUL, Card("A"))
    await aigul.expect("Incident")
    await stage.until("SELECT failures = 1 AND not_before > clock_timestamp() + interval '20 s' FROM dialogue")
    stage.telegram.faults.add("error_before", "editMessageText", times=2, code=400, description=description)
    await stage.want(AIGUL, Card("B"))
    await stage.run("UPDATE dialogue SET not_before = clock_timestamp()")
    await stage.shown(AIGUL)  # not even the apology went: nothing is tried for ever
