"""The access room's storage, twice: in memory and in PostgreSQL. What holds for one holds for the other."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.storage.access import PORTS
from bot.storage.machine import PORTS as MACHINE
from bot.storage.unit import Database
from tests.access.memory import MemoryAccess
from tests.access.support import INCIDENT, populate


@pytest.fixture(params=["memory", "postgres"])
def address(request: pytest.FixtureRequest) -> str | None:
    """Address of the database, None for memory. Not async: the server is started outside any event loop."""
    if request.param == "memory":
        return None
    given: str = request.getfixturevalue("database")
    return given


@pytest.fixture
async def store(address: str | None) -> AsyncIterator[Any]:
    """A populated storage with `unit()`."""
    if address is None:
        memory = MemoryAccess()
        async with memory.unit() as unit:
            await populate(unit)
        yield memory
        return
    database = Database(address, {**MACHINE, **PORTS}, size=3)
    async with database.unit() as stored:
        await populate(stored)
        await stored.raw.execute(
            """INSERT INTO inbox (bot_id, update_id, hash, sender, kind, state, done_at, incident)
               VALUES (1, 1, '', 1, 'message', 'dead', clock_timestamp(), $1)""",
            INCIDENT,
        )
    yield database
    await database.close()
