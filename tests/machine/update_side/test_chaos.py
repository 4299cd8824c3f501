"""Processes and connections killed at random under load: nothing lost, nothing twice, everybody's order kept (N4)."""

import asyncio
import os
import random
import signal
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from bot.local_telegram import BotInfo, Limits, LocalPerson, LocalTelegram
from bot.machine import tasks
from tests.machine.update_side.test_serve import TOKEN

PEOPLE = 8
EACH = 40
KILLS = 30


class Replicas:
    """Three at a time, whatever is killed."""

    def __init__(self, parent: asyncio.subprocess.Process) -> None:
        self._parent = parent
        self.alive: list[int] = []

    async def more(self) -> None:
        assert self._parent.stdin is not None
        assert self._parent.stdout is not None
        self._parent.stdin.write(b"one\n")
        await self._parent.stdin.drain()
        self.alive.append(int(await self._parent.stdout.readline()))

    def kill(self, pid: int) -> None:
        os.kill(pid, signal.SIGKILL)
        self.alive.remove(pid)


@pytest.fixture
async def telegram(empty_database: str) -> AsyncIterator[LocalTelegram]:
    info = BotInfo(700001, "tereze_bot", "Tereze")
    async with LocalTelegram(empty_database, tokens={TOKEN: info}, limits=Limits.off()) as running:
        yield running


@asynccontextmanager
async def replicas_of(dsn: str, api: str, broken: str) -> AsyncIterator[Replicas]:
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.machine.update_side.replicas", dsn, TOKEN, api, broken,
        stdin=PIPE, stdout=PIPE, stderr=asyncio.subprocess.DEVNULL, cwd=Path(__file__).parents[3],
    )  # fmt: skip
    assert parent.stdout is not None
    assert await parent.stdout.readline() == b"ready\n"
    made = Replicas(parent)
    try:
        for _ in range(3):
            await made.more()
        yield made
    finally:
        for pid in list(made.alive):
            made.kill(pid)
        parent.kill()
        await parent.wait()


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("broken", ["", "hasty", "split"])
async def test_nothing_is_lost_and_nothing_counts_twice(
    database: str, owner_database: str, telegram: LocalTelegram, broken: str
) -> None:
    """The healthy build passes; the two broken ones must not, or this test would prove nothing."""
    owner = await asyncpg.connect(owner_database)
    try:
        phones = await people(owner, telegram)
        async with replicas_of(database, telegram.url, broken) as replicas:
            writing = [tasks.start(write(phone, EACH), f"phone {n}") for n, phone in enumerate(phones)]
            await torment(owner, replicas)
            await asyncio.gather(*writing)
            async with asyncio.timeout(120):
                while await owner.fetchval("SELECT count(*) FROM inbox WHERE state = 'waiting'"):
                    await asyncio.sleep(0.1)
            wrong = await faults(owner)
            if not broken:
                for phone in phones:
                    await phone.wait_for(lambda me: me.screen.text.startswith("counter"), timeout=30)
    finally:
        await owner.close()
    assert bool(wrong) == bool(broken), wrong


async def torment(owner: asyncpg.Connection, replicas: Replicas) -> None:
    """Kill a process, a process, half of the connections; and again."""
    chance = random.Random(7)
    for kill in range(KILLS):
        await asyncio.sleep(chance.uniform(0.1, 0.8))
        if kill % 3 == 2:
            await owner.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'tereze%' "
                "AND datname = current_database() AND random() < 0.5"
            )
            continue
        replicas.kill(chance.choice(replicas.alive))
        await replicas.more()


async def faults(owner: asyncpg.Connection) -> list[str]:
    """What is not as it must be, once everything is handled."""
    wrong = []
    if dead := await owner.fetchval("SELECT count(*) FROM inbox WHERE state = 'dead'"):
        wrong.append(f"{dead} dead letters")
    rows = await owner.fetch(
        """SELECT person_id, (after->>'value')::int - (before->>'value')::int AS by FROM audit
           WHERE act = 'toy.raise' ORDER BY (after->>'value')::int"""
    )
    done: dict[object, list[int]] = {}
    for row in rows:
        done.setdefault(row["person_id"], []).append(row["by"])
    whole = list(range(1, EACH + 1))
    wrong += [f"lost, doubled or out of order: {steps}" for steps in done.values() if steps != whole]
    if len(done) != PEOPLE:
        wrong.append(f"{len(done)} of {PEOPLE} people")
    value = await owner.fetchval("SELECT value FROM toy")
    if value != PEOPLE * sum(whole):
        wrong.append(f"the counter stands at {value}")
    return wrong


async def people(owner: asyncpg.Connection, telegram: LocalTelegram) -> list[LocalPerson]:
    await owner.execute("CREATE TABLE toy (value integer NOT NULL); INSERT INTO toy VALUES (0)")
    await owner.execute("GRANT ALL ON toy TO PUBLIC")
    phones = []
    for number in range(PEOPLE):
        organisation, person = uuid4(), uuid4()  # each their own: no notices to others
        await owner.execute(
            "INSERT INTO organisation (id, kind, name_ru, name_kk, name_en) VALUES ($1, 'mission', '', '', '')",
            organisation,
        )
        await owner.execute(
            "INSERT INTO person (id, organisation_id, role, name, language) VALUES ($1, $2, 'officer', $3, 'en')",
            person, organisation, f"P{number}",
        )  # fmt: skip
        await owner.execute("INSERT INTO account (telegram_id, person_id) VALUES ($1, $2)", 5001 + number, person)
        phones.append(telegram.person(5001 + number, f"P{number}"))
    return phones


async def write(phone: LocalPerson, times: int) -> None:
    chance = random.Random(phone.id)
    await phone.start()
    for step in range(1, times + 1):
        await phone.send(f"+{step}")
        await asyncio.sleep(chance.uniform(0, 0.6))
