"""A sender on a real database, telling a strict local Telegram."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest

from bot.local_telegram import BotInfo, Limits, LocalPerson, LocalTelegram
from bot.machine import tasks
from bot.machine.people import Backdrop
from bot.machine.registry import Registry
from bot.machine.rules import PublishedRules
from bot.machine.sender import Sender
from bot.machine.telegram import Telegram
from bot.storage.unit import Database
from domain.kit.desk import Notice
from handlers.screens.codec import encode
from handlers.screens.place import Place
from tests.machine.sending import toys

TOKEN = "700001:AAtest"
BOT = 700001
AIGUL = 5001
BEK = 5002


@pytest.fixture
async def telegram(empty_database: str) -> AsyncIterator[LocalTelegram]:
    info = BotInfo(BOT, "tereze_bot", "Tereze")
    async with LocalTelegram(empty_database, tokens={TOKEN: info}, limits=Limits.off()) as running:
        yield running


@pytest.fixture(autouse=True)
def fresh_toys() -> Iterator[None]:
    toys.world = toys.World()
    yield


@dataclass
class Stage:
    """The tables as tests want them, and what came of them."""

    database: Database
    telegram: LocalTelegram
    organisation: UUID

    async def run(self, sql: str, *values: Any) -> Any:
        async with self.database.unit() as unit:
            return await unit.raw.fetchval(sql, *values)

    async def row(self, sql: str, *values: Any) -> Any:
        async with self.database.unit() as unit:
            return await unit.raw.fetchrow(sql, *values)

    async def person(self, telegram_id: int, name: str, language: str = "en", role: str = "officer") -> LocalPerson:
        """Somebody signed in, with the bot started."""
        key = uuid4()
        await self.run(
            "INSERT INTO person (id, organisation_id, role, name, language) VALUES ($1, $2, $3, $4, $5)",
            key, self.organisation, role, name, language,
        )  # fmt: skip
        await self.run("INSERT INTO account (telegram_id, person_id) VALUES ($1, $2)", telegram_id, key)
        person = self.telegram.person(telegram_id, name)
        await person.start()
        return person

    async def want(self, chat: int, place: Place, *, below: bool = False, **more: Any) -> int:
        """What the worker does at the end of an update: the person should see this place now."""
        await self.run(
            """INSERT INTO dialogue (bot_id, chat_id, telegram_id, place, wanted, below, note, answered)
            VALUES ($1, $2, $2, $3, 1, $4, $5, $6) ON CONFLICT (bot_id, chat_id) DO UPDATE SET
            place = $3, wanted = dialogue.wanted + 1, below = dialogue.below OR $4, note = $5,
            answered = coalesce($6, dialogue.answered)""",
            BOT, chat, json.dumps(encode(place)), below, more.get("note"), more.get("answered"),
        )  # fmt: skip
        return int(await self.run("SELECT wanted FROM dialogue WHERE chat_id = $1", chat))

    async def shown(self, chat: int, timeout: float = 5.0) -> None:
        await self.until("SELECT shown >= wanted FROM dialogue WHERE chat_id = $1", chat, timeout=timeout)

    async def until(self, sql: str, *values: Any, timeout: float = 5.0) -> None:
        async with asyncio.timeout(timeout):
            while not await self.run(sql, *values):
                await asyncio.sleep(0.02)

    async def post(self, telegram_id: int, notice: Notice, **more: Any) -> int:
        """Leave a notice for somebody signed in."""
        sql = """INSERT INTO outbox (key, person_id, notice, about_kind, about_id, priority)
            VALUES ($1, (SELECT person_id FROM account WHERE telegram_id = $2), $3, 'toy', $4, $5) RETURNING id"""
        stored = json.dumps(encode(notice))
        return int(await self.run(sql, str(uuid4()), telegram_id, stored, uuid4(), more.get("priority", 1)))

    def calls(self, *methods: str) -> list[str]:
        """Methods called so far, in order."""
        return [one.method for one in self.telegram.calls if not methods or one.method in methods]


@pytest.fixture
async def opened(database: str) -> AsyncIterator[Database]:
    made = Database(database, {})
    yield made
    await made.close()


@pytest.fixture
async def stage(opened: Database, telegram: LocalTelegram) -> Stage:
    organisation = uuid4()
    async with opened.unit() as unit:
        await unit.raw.execute(
            "INSERT INTO organisation (id, kind, name_ru, name_kk, name_en) VALUES ($1, 'mission', 'М', 'М', 'M')",
            organisation,
        )
    return Stage(opened, telegram, organisation)


Starter = Callable[..., Sender]


@pytest.fixture
async def start_sender(opened: Database, telegram: LocalTelegram) -> AsyncIterator[Starter]:
    """Starts senders; all end with the test."""
    running: list[tuple[Sender, asyncio.Task[Any], Telegram]] = []

    def start(owner: str = "first", **more: Any) -> Sender:
        client = Telegram(TOKEN, telegram.url, timeout=more.pop("timeout", 2.0))
        backdrop = Backdrop(PublishedRules(), "tereze_bot")
        sender = Sender(opened, client, Registry([toys.room]), backdrop, owner, **more)
        running.append((sender, tasks.start(sender.run(), owner), client))
        return sender

    yield start
    for sender, task, client in running:
        sender.stop()
        await task
        await client.close()


@pytest.fixture
async def sender(start_sender: Starter) -> Sender:
    return start_sender()
