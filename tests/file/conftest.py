"""Jobs on a real database, files from a strict local Telegram."""

from collections.abc import AsyncIterator

import pytest

from bot.jobs.file_check import JOBS
from bot.local_telegram import BotInfo, Limits, LocalTelegram
from bot.machine import tasks
from bot.machine.jobs import JobRunner, Tools
from bot.machine.people import Backdrop
from bot.machine.rules import PublishedRules
from bot.machine.telegram import Telegram
from bot.storage import files, jobs
from bot.storage.unit import Database
from domain.kit.actor import Actor, OrganisationKind, Role
from domain.kit.ids import OrganisationId, PersonId, new_id

TOKEN = "700001:AAtest"
BOT = 700001


@pytest.fixture
async def opened(database: str) -> AsyncIterator[Database]:
    made = Database(database, {**files.PORTS, **jobs.PORTS})
    yield made
    await made.close()


@pytest.fixture
async def maker(opened: Database) -> Actor:
    """An officer of a mission, with an account."""
    organisation, person = OrganisationId(new_id()), PersonId(new_id())
    async with opened.unit() as unit:
        await unit.raw.execute(
            "INSERT INTO organisation (id, kind, name_ru, name_kk, name_en) VALUES ($1, 'mission', 'М', 'М', 'M')",
            organisation,
        )
        await unit.raw.execute(
            "INSERT INTO person (id, organisation_id, role, name) VALUES ($1, $2, 'officer', 'Айгүл')",
            person, organisation,
        )  # fmt: skip
        await unit.raw.execute("INSERT INTO account (telegram_id, person_id) VALUES (5001, $1)", person)
    return Actor(person, organisation, OrganisationKind.MISSION, Role.OFFICER)


@pytest.fixture
async def telegram(empty_database: str) -> AsyncIterator[LocalTelegram]:
    info = BotInfo(BOT, "tereze_bot", "Tereze")
    async with LocalTelegram(empty_database, tokens={TOKEN: info}, limits=Limits.off()) as running:
        yield running


@pytest.fixture
async def tools(opened: Database, telegram: LocalTelegram) -> AsyncIterator[Tools]:
    client = Telegram(TOKEN, telegram.url, timeout=5.0)
    yield Tools(opened, client, Backdrop(PublishedRules()))
    await client.close()


@pytest.fixture
async def runner(tools: Tools) -> AsyncIterator[JobRunner]:
    """A runner that knows how to check files, at work."""
    made = JobRunner(tools, JOBS)
    task = tasks.start(made.run(), "jobs")
    yield made
    made.stop()
    await task
