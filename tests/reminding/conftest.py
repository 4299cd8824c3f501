"""A play with the sample's people, on New Year's morning 2029: far enough ahead for a clock that moves forward only."""

from collections.abc import AsyncIterator
from datetime import datetime

import pytest

from bot.sample.load import load
from bot.storage import deadline, reminding
from bot.storage.unit import Database
from domain.kit.periods import ALMATY
from tests.reminding.play import Play, make_ticker


@pytest.fixture
async def play(database: str) -> AsyncIterator[Play]:
    await load(database)
    opened = Database(database, {**deadline.PORTS, **reminding.PORTS})
    made = Play(opened, make_ticker(opened), datetime(2029, 1, 1, tzinfo=ALMATY), database)
    await made.jump(made.now)
    yield made
    await opened.close()
