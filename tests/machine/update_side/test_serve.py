"""The whole process against a strict Telegram: updates come in over HTTP, screens go out."""

import socket
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import aiohttp
import asyncpg
import pytest

from bot.local_telegram import BotInfo, Limits, LocalPerson, LocalTelegram
from bot.machine.serve import Process, serving
from bot.machine.wired import Wiring
from bot.platform.schema import SchemaTooOld
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


async def test_by_webhook(database: str, telegram: LocalTelegram, anna: LocalPerson) -> None:
    port = free_port()
    process = Process(
        dsn=database, token=TOKEN, api=telegram.url, host="127.0.0.1", port=port,
        webhook_url=f"http://127.0.0.1:{port}/telegram/hook", webhook_secret="s-1",
    )  # fmt: skip
    async with serving(WIRING, process):
        await anna.start()
        await shows(anna, "menu")
        press = await anna.press("Counter")
        await press.answer()
        await shows(anna, "counter 0 en")
    async with serving(WIRING, Process(dsn=database, token=TOKEN, api=telegram.url)):
        await anna.press("Raise")  # by polling now: the webhook is forgotten, what waits is kept
        await shows(anna, "counter 1 en")


async def test_a_restart_loses_nothing(database: str, telegram: LocalTelegram, anna: LocalPerson) -> None:
    """What comes while nobody serves is handled after the start, in its order, and once."""
    process = Process(dsn=database, token=TOKEN, api=telegram.url)
    async with serving(WIRING, process):
        await anna.start()
        await shows(anna, "menu")
    for by in (1, 2, 3):
        await anna.send(f"+{by}")
    async with serving(WIRING, process):
        await shows(anna, "counter 6 en")
    connection = await asyncpg.connect(database)
    rows = await connection.fetch("SELECT after->>'value' AS value FROM audit WHERE act = 'toy.raise' ORDER BY id")
    await connection.close()
    assert [row["value"] for row in rows] == ["1", "3", "6"]


async def test_two_replicas_share_one_bot(database: str, telegram: LocalTelegram, anna: LocalPerson) -> None:
    """Each update once, whoever takes it; one of them sends (attack 34)."""
    port, other = free_port(), free_port()
    common: dict[str, Any] = {"dsn": database, "token": TOKEN, "api": telegram.url, "host": "127.0.0.1"}
    common |= {"webhook_url": f"http://127.0.0.1:{port}/hook", "webhook_secret": "s"}
    first = Process(**common, port=port, replica="one")
    second = Process(**common, port=other, replica="two")
    async with serving(WIRING, first), serving(WIRING, second):
        await anna.start()
        await shows(anna, "menu")
        for _ in range(10):
            await anna.send("+1")
        await shows(anna, "counter 10 en")


async def test_a_typed_secret_goes_from_the_chat(database: str, telegram: LocalTelegram, anna: LocalPerson) -> None:
    """A3: the PIN does not stay in the chat, and the deed that asked for it is done."""
    async with serving(WIRING, Process(dsn=database, token=TOKEN, api=telegram.url)):
        await anna.start()
        await shows(anna, "menu")
        await anna.press("Counter")
        await shows(anna, "counter 0 en")
        await anna.press("Decide")
        await anna.wait_for(lambda me: "PIN" in me.last().text, timeout=10)
        await anna.send("1234")
        await anna.wait_for(lambda me: me.screen.text.startswith("decided"), timeout=10)
        await anna.wait_for(lambda me: all(message.text != "1234" for message in me.messages()), timeout=10)


async def test_health_tells_what_is_wrong(
    database: str, owner_database: str, telegram: LocalTelegram, anna: LocalPerson
) -> None:
    process = Process(dsn=database, token=TOKEN, api=telegram.url, host="127.0.0.1")
    owner = await asyncpg.connect(owner_database)
    async with serving(WIRING, process) as running, aiohttp.ClientSession() as session:
        url = f"http://127.0.0.1:{running.port}/health"
        await owner.execute(
            "INSERT INTO inbox (bot_id, update_id, hash, sender, kind, received_at, not_before) "
            "VALUES (700001, 1, '', 1, 'message', now() - interval '1 hour', now() + interval '1 hour')"
        )
        async with session.get(url) as answer:
            assert (answer.status, (await answer.json())["status"]) == (503, "queue")
        await owner.execute("UPDATE alembic_version SET version_num = '0001'")
        async with session.get(url) as answer:
            assert (answer.status, (await answer.json())["status"]) == (503, "schema")
        await owner.execute("DROP TABLE alembic_version CASCADE")
        async with session.get(url) as answer:
            assert answer.status == 503
    await owner.close()


async def test_an_older_schema_is_refused(database: str, owner_database: str, telegram: LocalTelegram) -> None:
    owner = await asyncpg.connect(owner_database)
    await owner.execute("UPDATE alembic_version SET version_num = '0002'")
    await owner.close()
    with pytest.raises(SchemaTooOld):
        async with serving(WIRING, Process(dsn=database, token=TOKEN, api=telegram.url)):
            pytest.fail("a replica must not serve a schema older than its own")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
