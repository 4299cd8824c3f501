"""Faults on demand and limits (attacks 87 to 90; issue 3's needs)."""

import asyncio
import itertools

import pytest
from aiogram import Bot
from aiogram.exceptions import (
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from bot.local_telegram import Fault, Faults, Limits, LocalPerson, LocalTelegram
from bot.local_telegram.errors import ApiError
from bot.local_telegram.limits import Gate
from tests.local_telegram.conftest import BOTS, bot_at


@pytest.mark.parametrize(
    ("fault", "raised", "done"),
    [
        (Fault.ERROR_BEFORE, TelegramServerError, False),
        (Fault.ERROR_AFTER, TelegramServerError, True),
        (Fault.RESET_BEFORE, TelegramNetworkError, False),
        (Fault.RESET_AFTER, TelegramNetworkError, True),
        (Fault.TIMEOUT_BEFORE, TelegramNetworkError, False),
        (Fault.TIMEOUT_AFTER, TelegramNetworkError, True),
        (Fault.TOO_MANY, TelegramRetryAfter, False),
        (Fault.FORBIDDEN, TelegramForbiddenError, False),
    ],
)
async def test_attacks_87_to_90_a_fault_strikes_once_and_says_whether_it_was_done(
    bot: Bot, telegram: LocalTelegram, aigul: LocalPerson, fault: Fault, raised: type[Exception], done: bool
) -> None:
    telegram.faults.add(fault, "sendMessage", times=1, seconds=0.05)
    assert await bot.get_me()
    with pytest.raises(raised):
        await bot.send_message(5001, "x")
    assert [m.text for m in aigul.messages() if m.by_bot] == (["x"] if done else [])
    record = telegram.calls[-1]
    assert (record.fault, record.outcome) == (fault, "ok" if done else "not done")
    await bot.send_message(5001, "y")
    assert telegram.faults.counts["sendMessage", fault] == 1


async def test_any_error_can_be_ordered_for_one_chat(bot: Bot, telegram: LocalTelegram, aigul: LocalPerson) -> None:
    other = telegram.person(5002, "Бек")
    await other.start()
    telegram.faults.add(
        "error_before", "sendMessage", chat_id=5001, code=400,
        description="Bad Request: group chat was upgraded to a supergroup chat",
        parameters={"migrate_to_chat_id": -1001},
    )  # fmt: skip
    await bot.send_message(5002, "x")
    with pytest.raises(Exception, match="-1001"):  # attack 94
        await bot.send_message(5001, "x")
    telegram.faults.clear()
    await bot.send_message(5001, "x")


async def test_attack_87_polling_can_be_refused_too(bot: Bot, telegram: LocalTelegram, aigul: LocalPerson) -> None:
    await aigul.send("x")
    telegram.faults.add(Fault.TOO_MANY, "getUpdates", times=1, seconds=7)
    with pytest.raises(TelegramRetryAfter) as refused:
        await bot.get_updates()
    assert refused.value.retry_after == 7
    assert len(await bot.get_updates()) == 1


async def test_slow_answers_still_come(bot: Bot, telegram: LocalTelegram) -> None:
    telegram.faults.add(Fault.SLOW, "getMe", seconds=0.1)
    before = asyncio.get_running_loop().time()
    assert await bot.get_me()
    assert asyncio.get_running_loop().time() - before >= 0.1


def _struck(seed: int) -> list[bool]:
    faults = Faults(seed)
    faults.add(Fault.ERROR_AFTER, probability=0.3)
    return [faults.strike("sendMessage") is not None for _ in range(200)]


def test_luck_is_repeated_by_its_seed() -> None:
    assert _struck(7) == _struck(7) != _struck(8)
    assert 30 <= sum(_struck(7)) <= 90


def test_updates_and_calls_are_struck_apart() -> None:
    faults = Faults(0)
    faults.add(Fault.DUPLICATE_UPDATE)
    assert faults.strike("sendMessage") is None
    assert faults.strike("update") is not None
    faults.clear()
    faults.add(Fault.ERROR_BEFORE)
    assert faults.strike("update") is None


def test_30_a_second_over_all_and_one_a_second_to_a_chat() -> None:
    gate = Gate(Limits(chat_burst=2, all_burst=3))
    gate.admit(1, 10, now=0)
    gate.admit(1, 10, now=0)
    with pytest.raises(ApiError) as refused:
        gate.admit(1, 10, now=0.5)
    assert refused.value.parameters == {"retry_after": 1}
    gate.admit(1, 10, now=1.0)
    chats = itertools.count(100)
    sent = 0
    for tick in range(1000, 2000):
        try:
            gate.admit(1, next(chats), now=tick / 100)
            sent += 1
        except ApiError:
            continue
    assert 300 <= sent <= 304  # 30 a second for 10 seconds and the burst
    gate.admit(2, 10, now=10)  # another bot has limits of its own


async def test_attack_87_a_429_over_http(empty_database: str) -> None:
    async with LocalTelegram(empty_database, tokens=BOTS, limits=Limits(chat_burst=3)) as telegram:
        person = telegram.person(5001, "Айгүл")
        await person.start()
        bot = bot_at(telegram)
        for n in range(3):
            await bot.send_message(5001, str(n))
        with pytest.raises(TelegramRetryAfter) as refused:
            await bot.send_message(5001, "x")
        assert refused.value.retry_after == 1
        assert telegram.gate.refused == 1
        await bot.session.close()
