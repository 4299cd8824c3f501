from collections.abc import AsyncIterator

import pytest

from tests.deadline_phone.office import Office, open_office


@pytest.fixture
async def office(database: str) -> AsyncIterator[Office]:
    async with open_office(database) as opened:
        yield opened


@pytest.fixture(params=["ru", "kk", "en"])
async def spoken(request: pytest.FixtureRequest, database: str) -> AsyncIterator[Office]:
    """The office in each of the three languages."""
    async with open_office(database, request.param) as opened:
        yield opened
