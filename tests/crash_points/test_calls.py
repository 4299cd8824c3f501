"""What an act tells people arrives when the sender dies before or after any of its calls to Telegram (design §2.5).

Generated from the registry of acts. Nobody is left without the message; a second one comes only where the sender died
after Telegram had taken it, and it is counted as doubtful. One act goes through every statement of the sender as well.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress

import asyncpg
import pytest

from bot.machine import tasks
from bot.machine.people import Backdrop
from bot.machine.registry import Registry
from bot.machine.rules import PublishedRules
from bot.machine.sender import Sender
from bot.storage import machine
from bot.storage.unit import Database
from bot.wiring import wiring
from tests.acts.case import Case
from tests.acts.every import EACH, ids, ports
from tests.acts.stage import MORE, Stage
from tests.acts.test_matrix import seen
from tests.crash_points.errand import Errand, Process, room_for, typed
from tests.crash_points.fuse import Crashed, Fuse, FusedDatabase, FusedTelegram, Phones
from tests.town.people import build, settle_in

TOLD = ("live_message", "outbox", "dialogue", "account")
"""What the sender changes; live messages first, since they point to the others."""

Texts = Mapping[int, Counter[str]]


@pytest.fixture
async def stage(database: str) -> AsyncIterator[Stage]:
    town = build(MORE)
    await settle_in(town, database)
    db = Database(database, ports(), size=2)
    yield Stage(town, db)
    await db.close()


async def execute(owner: str, *statements: str) -> None:
    connection = await asyncpg.connect(owner)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


async def remember(owner: str) -> None:
    await execute(owner, "CREATE SCHEMA saved", *(f"CREATE TABLE saved.{one} AS TABLE {one}" for one in TOLD))


async def as_it_was(owner: str) -> None:
    """Nothing has been told yet."""
    await execute(
        owner,
        *(f"DELETE FROM {one}" for one in TOLD),
        *(f"INSERT INTO {one} OVERRIDING SYSTEM VALUE SELECT * FROM saved.{one}" for one in reversed(TOLD)),
        "DELETE FROM lease",
    )


_BUSY = """
SELECT EXISTS (SELECT FROM outbox WHERE state IN ('waiting', 'sending') AND not_before <= clock_timestamp())
    OR EXISTS (SELECT FROM dialogue WHERE wanted > shown)
    OR EXISTS (SELECT FROM live_message WHERE stale AND message_id IS NOT NULL)
"""


async def telling(dsn: str, stage: Stage, errand: Errand, phones: Phones, statements: Fuse, calls: Fuse) -> None:
    """One process tells people what is to be told, until all is quiet or it dies."""
    database = FusedDatabase(dsn, {**machine.PORTS, **ports()}, statements, size=6)
    await database.warm()
    registry = Registry((*wiring().rooms, room_for(errand)))
    telegram = FusedTelegram("700001:AAtest", calls, phones)
    owner = f"{id(database):x}"
    sender = Sender(database, telegram, registry, Backdrop(PublishedRules(), "tereze_bot"), owner)
    running = tasks.start(sender.run(), "sender")
    try:
        async with asyncio.timeout(20):
            while not (statements.blown or calls.blown):
                async with stage.db.unit(readonly=True) as unit:
                    if not await unit.raw.fetchval(_BUSY):
                        break
                await asyncio.sleep(0.01)
    finally:
        if statements.blown or calls.blown:
            statements.blown = calls.blown = True
            with suppress(Crashed):
                await tasks.stop(running)
            async with stage.db.unit() as unit:  # a dead leader's lease runs out: nobody has to wait for it here
                await unit.raw.execute("UPDATE lease SET expires = clock_timestamp() - interval '1 s'")
        else:
            sender.stop()
            await running
        await database.close()


def texts(phones: Phones) -> dict[int, Counter[str]]:
    return {chat: Counter(text for text, _ in told.values()) for chat, told in phones.chats.items()}


async def doubtful(stage: Stage) -> int:
    return int(
        await stage.sql(
            "SELECT (SELECT coalesce(sum(lost), 0) FROM outbox) + (SELECT coalesce(sum(lost), 0) FROM dialogue)"
        )
    )


async def act_done(stage: Stage, case: Case) -> Errand:
    subject = await case.prepare(stage)
    async with stage.db.unit() as unit:  # what the preparation told is not what is looked at
        await unit.raw.execute("UPDATE outbox SET state = 'sent'")
    errand = Errand(stage, case, min(case.may), subject, await seen(stage, case, subject))
    await typed(stage.db, stage.town.telegram[errand.who])
    worker = Process(stage.db, errand).worker
    while await worker.once():
        pass
    left = await stage.sql("SELECT state || coalesce(error, '') FROM inbox WHERE bot_id = 700001 AND state <> 'done'")
    assert left is None
    return errand


async def exhaust(dsn: str, owner: str, stage: Stage, errand: Errand, *, statements: bool) -> int:
    """Kill the sender at every point of one kind; how many there were."""
    await remember(owner)
    calm = Phones()
    await telling(dsn, stage, errand, calm, Fuse(), Fuse())
    wanted = texts(calm)
    assert wanted, "at least the screen is told"
    points = 0
    while True:
        await as_it_was(owner)
        phones, after = Phones(), points % 2 == 1
        fuse = Fuse(points // 2 + 1, after=after)
        first = (fuse, Fuse()) if statements else (Fuse(), fuse)
        await telling(dsn, stage, errand, phones, *first)
        died = fuse.trips >= points // 2 + 1
        if not died:
            return points
        await telling(dsn, stage, errand, phones, Fuse(), Fuse())
        told = texts(phones)
        extra = 0
        for chat, expected in wanted.items():
            missing = expected - told.get(chat, Counter())
            assert not missing, f"died at {fuse.last[:60]!r} ({after=}): {missing} never came"
            extra += (told[chat] - expected).total()
        assert told.keys() == wanted.keys()
        assert extra <= await doubtful(stage), f"died at {fuse.last[:60]!r} ({after=}): an uncounted double"
        if not statements:
            assert extra <= int(after), "doubled, though Telegram had not taken it"
        points += 1


@pytest.mark.parametrize("name", ["initiative.pass"])
async def test_an_act_that_tells_many_survives_every_call(
    database: str, owner_database: str, stage: Stage, name: str
) -> None:
    case = next(case for known, case in EACH if known == name)
    errand = await act_done(stage, case)
    assert await exhaust(database, owner_database, stage, errand, statements=False) >= 2 * 3


@pytest.mark.long
@pytest.mark.parametrize(("name", "case"), EACH, ids=ids)
async def test_every_act_survives_every_call(
    database: str, owner_database: str, stage: Stage, name: str, case: Case
) -> None:
    errand = await act_done(stage, case)
    assert await exhaust(database, owner_database, stage, errand, statements=False) >= 2


@pytest.mark.long
async def test_the_sender_survives_every_statement(database: str, owner_database: str, stage: Stage) -> None:
    case = next(case for known, case in EACH if known == "initiative.pass")
    errand = await act_done(stage, case)
    assert await exhaust(database, owner_database, stage, errand, statements=True) >= 2 * 10
