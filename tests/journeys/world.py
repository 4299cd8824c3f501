"""The whole of Tereze in one test: the sample people, their phones, the bot at work, and a clock to move."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import asyncpg

from bot.commands.clock import LegalClock
from bot.local_telegram import BotInfo, Limits, LocalTelegram
from bot.local_telegram.client import LocalPerson
from bot.local_telegram.views import ChatMessage
from bot.machine.serve import Process, Serving, serving
from bot.sample.load import load
from bot.sample.people import PEOPLE
from bot.wiring import wiring

TOKEN = "5000001:journeys"


class World:
    """Phones by the sample's keys, and what a journey does with them."""

    def __init__(self, telegram: LocalTelegram, process: Process, dsn: str) -> None:
        self.telegram = telegram
        self.process = process
        self.dsn = dsn
        self._up = AsyncExitStack()
        self.phones: dict[str, LocalPerson] = {}
        for one in PEOPLE:
            self.phones[one.key] = telegram.person(
                one.telegram,
                one.first_name,
                one.last_name,
                username=one.username,
                language_code=one.language_code,
                phone=one.phone,
                note=one.note,
            )

    async def begin(self) -> None:
        """Start the bot."""
        self.bot: Serving = await self._up.enter_async_context(serving(wiring(), self.process))

    async def end(self) -> None:
        """Stop the bot as a deployment does; people go on typing, Telegram keeps it for later."""
        await self._up.aclose()

    def __getitem__(self, key: str) -> LocalPerson:
        return self.phones[key]

    async def speak(self, language: str) -> None:
        """Everybody reads this language from now on."""
        await self.sql("UPDATE person SET language = $1", language)

    async def sql(self, query: str, *arguments: Any) -> list[asyncpg.Record]:
        connection = await asyncpg.connect(self.dsn)
        try:
            rows: list[asyncpg.Record] = await connection.fetch(query, *arguments)
            return rows
        finally:
            await connection.close()

    async def later(self, **delta: float) -> None:
        """Move the legal clock forward."""
        await self.sql("UPDATE legal_clock SET shift = shift + $1", timedelta(**delta))

    async def now(self) -> datetime:
        rows = await self.sql("SELECT clock_timestamp() + shift AS now FROM legal_clock")
        moment: datetime = rows[0]["now"]
        return moment

    async def settled(self, timeout: float = 15.0) -> None:
        """Everything received is handled, every screen shown, every notice sent. Raises TimeoutError."""
        async with asyncio.timeout(timeout):
            while await self._busy():
                await asyncio.sleep(0.02)

    async def _busy(self) -> bool:
        rows = await self.sql(
            """
            SELECT EXISTS (SELECT FROM inbox WHERE state = 'waiting')
                OR EXISTS (SELECT FROM dialogue WHERE wanted > shown)
                OR EXISTS (SELECT FROM outbox WHERE state = 'sending' OR (  -- what waits for a morning is at rest
                    state = 'waiting' AND (legal_from IS NULL OR not_before <= clock_timestamp())))
                OR EXISTS (SELECT FROM live_message WHERE stale AND message_id IS NOT NULL) AS busy
            """
        )
        return bool(rows[0]["busy"])

    async def say(self, who: str, text: str) -> ChatMessage:
        """Type a text and wait for what it leads to."""
        await self[who].send(text)
        return await self.shown(who)

    async def press(self, who: str, label: str) -> ChatMessage:
        """Press a button of the newest message that has it, and wait for what it leads to."""
        await self[who].press(label)
        return await self.shown(who)

    async def shown(self, who: str) -> ChatMessage:
        """The newest message of the bot once everything is quiet."""
        await self.telegram.confirmed()
        await self.settled()
        return self[who].last()


@asynccontextmanager
async def open_world(database: str, owner: str, empty: str) -> AsyncIterator[World]:
    """The sample in `database`, the local Telegram in `empty`, the bot polling it."""
    await load(owner)
    bots = {TOKEN: BotInfo(5_000_001, "tereze_bot", "Tereze")}
    telegram = LocalTelegram(empty, tokens=bots, limits=Limits.off(), clock=LegalClock(owner))
    async with telegram:
        process = Process(dsn=database, token=TOKEN, api=telegram.url, replica="journey", per_second=1000)
        world = World(telegram, process, owner)
        await world.begin()
        try:
            yield world
        finally:
            await world.end()
