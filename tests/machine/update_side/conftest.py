"""The toy room on a bench."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from handlers.incident import room as incident
from tests.machine.support import Bench, bench_on
from tests.machine.update_side import toy


@pytest.fixture
async def bench(database: str, owner_database: str) -> AsyncIterator[Bench]:
    owner = await asyncpg.connect(owner_database)
    await owner.execute("CREATE TABLE toy (value integer NOT NULL); INSERT INTO toy VALUES (0)")
    await owner.execute("GRANT ALL ON toy TO PUBLIC")
    await owner.close()
    async with bench_on(
        database, (toy.room, incident), home=toy.Menu(), door=toy.AtDoor(), pin=toy.Pin(), ports=toy.PORTS
    ) as made:
        yield made
