"""The town of the matrix of acts, with its cards."""

from collections.abc import AsyncIterator

import pytest

from bot.storage.unit import Database
from bot.wiring import ports
from tests.acts.stage import MORE, Stage
from tests.town.people import build, settle_in


@pytest.fixture
async def stage(database: str) -> AsyncIterator[Stage]:
    town = build(MORE)
    await settle_in(town, database)
    opened = Database(database, ports(), size=3)
    yield Stage(town, opened)
    await opened.close()
