"""Many chats at once: no 429 from a Telegram that counts, and nobody's queue hides the others."""

from collections.abc import AsyncIterator

import pytest

from bot.local_telegram import BotInfo, Limits, LocalTelegram
from bot.machine import clock
from tests.machine.sending.conftest import AIGUL, BEK, BOT, TOKEN, Stage, Starter
from tests.machine.sending.toys import Card, News


@pytest.fixture
async def telegram(empty_database: str) -> AsyncIterator[LocalTelegram]:
    """With the limits bots observe."""
    info = BotInfo(BOT, "tereze_bot", "Tereze")
    async with LocalTelegram(empty_database, tokens={TOKEN: info}, limits=Limits()) as running:
        yield running


async def test_ninety_chats_are_served_at_thirty_a_second_without_a_429(stage: Stage, start_sender: Starter) -> None:
    chats = range(6001, 6091)
    for chat in chats:
        person = stage.telegram.person(chat, "N")
        await person.start()
        await stage.want(chat, Card("A"))
    before = clock.monotonic()
    start_sender()
    await stage.until("SELECT count(*) = 90 FROM dialogue WHERE shown = wanted", timeout=30)
    took = clock.monotonic() - before
    assert took > 2.0
    assert [one.outcome for one in stage.telegram.calls if one.method == "sendMessage"] == ["ok"] * 90


async def test_one_chats_long_queue_does_not_hide_another(stage: Stage, start_sender: Starter) -> None:
    await stage.person(AIGUL, "Айгүл")
    bek = await stage.person(BEK, "Бек")
    for _ in range(250):
        await stage.post(AIGUL, News("many"))
    await stage.post(BEK, News("one"))
    start_sender()
    await bek.expect("one en")
    assert await stage.run("SELECT count(*) > 200 FROM outbox WHERE state = 'waiting'")
