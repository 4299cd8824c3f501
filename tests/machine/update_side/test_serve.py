"""The whole process against a strict Telegram: updates come in over HTTP, screens go out."""

from collections.abc import AsyncIterator
from uuid import uuid4

import aiohttp
import asyncpg
import pytest

from bot.local_telegram import BotInfo, Limits, LocalPerson, LocalTelegram
from bot.machine.serve import Process, serving
from bot.machine.wired import Wiring
from bot.storage import machine
from handlers.incident import room as incident
from tests.machine.update_side import toy

TOKEN = "700001:AAtest"
WIRING = Wiring(
    rooms=(toy.room, incident), home=toy.Menu(), door=toy.AtDoor(), pin=toy.Pin(), ports={**machine.PORTS, **toy.PORTS}
)


@pytest.fixture
async def telegram(empty_database: str) -> AsyncIterator[LocalTelegram]:
    info = BotInfo(700001, "tereze_bot", "Tereze")
    async with LocalTelegram(empty_database, tokens={TOKEN: info}, limits=Limits.off()) as running:
        yield running


@pytest.fixture
async def anna(telegram: LocalTelegram, owner_database: str, database: str) -> LocalPerson:
    owner = await asyncpg.connect(owner_database)
    await owner.execute("CREATE TABLE toy (value integer NOT NULL); INSERT INTO toy VALUES (0)")
    await owner.execute("GRANT ALL ON toy TO PUBLIC")
    organisation, person = uuid4(), uuid4()
    await owner.execute(
        "INSERT INTO organisation (id, kind, name_ru, name_kk, name_en) VALUES ($1, 'mission', '', '', '')",
        organisation,
    )
    await owner.execute(
        "INSERT INTO person (id, organisation_id, role, name, language) VALUES ($1, $2, 'officer', 'Anna', 'en')",
        person, organisation,
    )  # fmt: skip
    await owner.execute("INSERT INTO account (telegram_id, person_id) VALUES (5001, $1)", person)
    await owner.close()
    return telegram.person(5001, "Anna")


async def shows(person: LocalPerson, text: str) -> None:
    """Wait until the live screen says this."""
    await person.wait_for(lambda me: me.screen.text == text, timeout=10)


async def test_by_polling(database: str, telegram: LocalTelegram, anna: LocalPerson) -> None:
    process = Process(dsn=database, token=TOKEN, api=telegram.url, host="127.0.0.1")
    async with serving(WIRING, process) as running:
        await anna.start()
        await shows(anna, "menu")
        await anna.press("Counter")
        await shows(anna, "counter 0 en")
        await anna.press("Raise")
        await shows(anna, "counter 1 en")
        url = f"http://127.0.0.1:{running.port}/health"
        async with aiohttp.ClientSession() as session, session.get(url) as answer:
            assert answer.status == 200
            assert (await answer.json())["status"] == "ok"
