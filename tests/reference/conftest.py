"""An administrator's phone, with the rooms as they are served."""

from collections.abc import AsyncIterator

import pytest

from bot.wiring import wiring
from domain.kit.actor import OrganisationKind, Role
from tests.machine.support import Bench, User, bench_on


@pytest.fixture
async def bench(database: str) -> AsyncIterator[Bench]:
    served = wiring()
    async with bench_on(
        database, served.rooms, home=served.home, door=served.door, pin=served.pin, ports=served.ports
    ) as made:
        yield made


async def administrator(bench: Bench, language: str = "en") -> User:
    """Somebody who runs Tereze, at the reference figures."""
    user = await bench.person("Алия", kind=OrganisationKind.SYSTEM, role=Role.HEAD, language=language)
    await bench.message(user, "/menu")
    return user
