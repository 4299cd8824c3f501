"""The address of a calendar on the server that Telegram's webhook reaches, and its end when there is none (issue 5)."""

import socket
from collections.abc import AsyncIterator

import aiohttp
import asyncpg
import pytest

from bot.local_telegram import BotInfo, Limits, LocalTelegram
from bot.machine.serve import Process, serving
from bot.wiring import wiring

TOKEN = "700002:AAtest"


@pytest.fixture
async def telegram(empty_database: str) -> AsyncIterator[LocalTelegram]:
    bots = {TOKEN: BotInfo(700002, "tereze_bot", "Tereze")}
    async with LocalTelegram(empty_database, tokens=bots, limits=Limits.off()) as running:
        yield running


async def address(dsn: str) -> str | None:
    connection = await asyncpg.connect(dsn)
    try:
        found: str | None = await connection.fetchval("SELECT address FROM calendar_server")
        return found
    finally:
        await connection.close()


async def test_served_beside_the_webhook_and_gone_without_it(database: str, telegram: LocalTelegram) -> None:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    by_webhook = Process(
        dsn=database, token=TOKEN, api=telegram.url, host="127.0.0.1", port=port,
        webhook_url=f"{base}/telegram/hook", webhook_secret="s-1",
    )  # fmt: skip
    async with serving(wiring(), by_webhook), aiohttp.ClientSession() as session:
        assert await address(database) == f"{base}/calendar/"
        for path in ("/calendar/x.ics", f"/calendar/{'x' * 43}.ics"):
            async with session.get(base + path) as answer:
                assert answer.status == 404
                assert await answer.read() == b""
        async with session.get(f"{base}/telegram/hook") as answer:
            assert answer.status == 405  # 21
    polling = Process(dsn=database, token=TOKEN, api=telegram.url, host="127.0.0.1", port=port)
    async with serving(wiring(), polling), aiohttp.ClientSession() as session:
        assert await address(database) is None
        async with session.get(f"{base}/calendar/{'x' * 43}.ics") as answer:
            assert answer.status == 404
