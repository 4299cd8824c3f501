"""A local Telegram of each test's own, a real aiogram bot against it, and people."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from bot.local_telegram import BotInfo, Limits, LocalPerson, LocalTelegram, WebhookTiming

TOKEN = "700001:AAtest"
OTHER_TOKEN = "700002:AAother"
BOTS = {TOKEN: BotInfo(700001, "tereze_bot", "Tereze"), OTHER_TOKEN: BotInfo(700002, "other_bot", "Other")}

Raw = Callable[..., Awaitable[dict[str, Any]]]


@pytest.fixture
async def telegram(empty_database: str) -> AsyncIterator[LocalTelegram]:
    """Without limits; tests about limits or clocks make their own."""
    timing = WebhookTiming(first_retry=0.02, longest_retry=0.1, answer=1.0)
    async with LocalTelegram(empty_database, tokens=BOTS, limits=Limits.off(), webhook_timing=timing) as running:
        yield running


def bot_at(telegram: LocalTelegram, token: str = TOKEN) -> Bot:
    """A real aiogram bot talking to `telegram`."""
    return Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(telegram.url)))


@pytest.fixture
async def bot(telegram: LocalTelegram) -> AsyncIterator[Bot]:
    made = bot_at(telegram)
    yield made
    await made.session.close()


@pytest.fixture
async def raw(telegram: LocalTelegram) -> AsyncIterator[Raw]:
    """Calls a method with a JSON body, past aiogram's own checks; returns the whole answer."""
    async with aiohttp.ClientSession() as session:

        async def call(method: str, token: str = TOKEN, **params: Any) -> dict[str, Any]:
            async with session.post(f"{telegram.url}/bot{token}/{method}", json=params) as response:
                answer: dict[str, Any] = await response.json()
                assert answer["ok"] or answer["error_code"] == response.status
                return answer

        yield call


@pytest.fixture
async def aigul(telegram: LocalTelegram) -> LocalPerson:
    """Somebody who has started the bot; her /start is taken already."""
    person = telegram.person(
        5001, "Айгүл", "Серікова", username="aigul", language_code="kk", phone="+77010000001", note="officer, Berlin"
    )
    await person.start()
    telegram.delivery.forget_all(telegram.bot())
    return person
