"""One world a test."""

from collections.abc import AsyncIterator

import pytest

from tests.journeys.world import World, open_world


@pytest.fixture
async def world(database: str, owner_database: str, empty_database: str) -> AsyncIterator[World]:
    """Tereze with its sample people, served to their phones."""
    async with open_world(database, owner_database, empty_database) as opened:
        yield opened
