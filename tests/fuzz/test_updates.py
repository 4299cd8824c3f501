"""Whatever comes in, nothing goes wrong: no exception reaches the ingress or stays in the inbox, and nothing a stranger
sends changes the case (attacks 1–16, 39–46, 57–67)."""

from collections.abc import AsyncIterator

import pytest

from bot.machine.after import AfterCommit
from bot.machine.ingress import Ingress
from bot.machine.updates import read_body
from bot.wiring import wiring
from domain.kit.actor import OrganisationKind as K
from domain.kit.actor import Role
from handlers.access.places import EnterPin, Welcome
from handlers.home.places import Menu
from tests.acts.test_matrix import snapshot
from tests.crash_points.fuse import Fuse, FusedTelegram, Phones
from tests.fuzz.shapes import Shapes
from tests.machine.support import BOT, Bench, bench_on

STRANGERS = (9_000_001, 9_000_002, 9_000_003)
MACHINES_OWN = frozenset(
    {"inbox", "inbox_conflict", "dialogue", "live_message", "outbox", "account", "lease", "sending_pause", "attempt"}
)
"""What may change when somebody says something, whoever it is: the talk itself, and counts of failed attempts."""


@pytest.fixture
async def bench(database: str) -> AsyncIterator[Bench]:
    known = wiring()
    async with bench_on(database, known.rooms, home=Menu(), door=Welcome(), pin=EnterPin(), ports=known.ports) as made:
        yield made


_FAILED = "SELECT error, payload FROM inbox WHERE attempts > 0 AND error NOT LIKE 'Unparsable%' LIMIT 1"
"""An update of no shape that aiogram knows ends as a visible dead letter at once; any other failure is ours."""


async def pour(bench: Bench, seed: int, people: tuple[int, ...], count: int) -> None:
    """So many updates through the ingress and the worker. Raises AssertionError with the seed where one failed."""
    shapes = Shapes(seed, people)
    after = AfterCommit(FusedTelegram(f"{BOT}:AAtest", Fuse(), Phones()))
    ingress = Ingress(bench.database, BOT, after)
    for number in range(count):
        body = shapes.update()
        await ingress.store([read_body(body)])
        if number % 20 == 19 or number == count - 1:
            while await bench.worker.once():
                pass
            row = await bench.row(_FAILED)
            assert row is None, f"seed {seed}: {row['error']}\n{row['payload']}"
    after.close()


async def state(bench: Bench) -> dict[str, str]:
    async with bench.database.unit() as unit:
        found = await snapshot(unit)
    return {name: print_ for name, print_ in found.items() if name not in MACHINES_OWN}


async def strangers(bench: Bench, seed: int, count: int) -> None:
    await bench.person("Anna", role=Role.HEAD, countries=("DE",))
    before = await state(bench)
    await pour(bench, seed, STRANGERS, count)
    after = await state(bench)
    changed = {name for name in after if after[name] != before.get(name)}
    assert not changed, f"seed {seed}: a stranger changed {changed}"


async def members(bench: Bench, seed: int, count: int) -> None:
    people = []
    for kind in (K.MISSION, K.AKIMAT, K.AUTHORISED_BODY, K.SYSTEM):
        made = await bench.person("Anna", kind=kind, role=Role.HEAD, countries=("DE",), regions=("35",))
        people.append(made.telegram)
    await pour(bench, seed, tuple(people), count)


async def test_strangers_change_nothing(bench: Bench) -> None:
    await strangers(bench, 1, 200)


async def test_members_break_nothing(bench: Bench) -> None:
    await members(bench, 1, 200)


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", [2, 3])
async def test_many_from_strangers(bench: Bench, seed: int) -> None:
    await strangers(bench, seed, 5_000)


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", [4, 5])
async def test_many_from_members(bench: Bench, seed: int) -> None:
    await members(bench, seed, 5_000)
