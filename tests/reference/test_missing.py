"""A figure that is missing is asked for, never guessed: who was refused learns of whom, and they are told (T4, T5)."""

from collections.abc import AsyncIterator
from datetime import date

import pytest
from aiogram import F, Router
from aiogram.types import Message

from bot.wiring import wiring
from domain.kit.actor import OrganisationKind, Role
from domain.kit.ids import Ref, new_id
from domain.kit.money import NoRate
from domain.kit.mrp import NoMrp
from handlers.chat import Chat
from handlers.room import Room
from tests.machine.support import Bench, User, bench_on


def decisions() -> Router:
    """Stands for any room whose act needs a figure."""
    router = Router(name="decisions")

    @router.message(F.text == "decide by the year")
    async def by_year(_: Message, chat: Chat) -> None:
        chat.desk.audit("decided", Ref("x", new_id()))
        raise NoMrp(2027)

    @router.message(F.text == "decide in dollars")
    async def in_dollars(_: Message, chat: Chat) -> None:
        raise NoRate("USD", date(2026, 11, 20))

    return router


@pytest.fixture
async def bench(database: str) -> AsyncIterator[Bench]:
    served = wiring()
    rooms = (Room("decisions", router=decisions), *served.rooms)
    async with bench_on(
        database, rooms, home=served.home, door=served.door, pin=served.pin, ports=served.ports
    ) as made:
        yield made


async def people(bench: Bench) -> tuple[User, User, User]:
    """An officer, and two administrators of one organisation."""
    officer = await bench.person("Anna", kind=OrganisationKind.AKIMAT, regions=("35",), language="en")
    first = await bench.person("Алия", kind=OrganisationKind.SYSTEM, role=Role.HEAD, language="en")
    second = await bench.person("Болат", organisation=first.organisation, role=Role.OFFICER, language="en")
    for user in (officer, first, second):
        await bench.message(user, "/menu")
    return officer, first, second


async def test_t4_every_administrator_is_asked_once_however_many_are_refused(bench: Bench) -> None:
    officer, first, second = await people(bench)
    for _ in range(3):
        await bench.message(officer, "decide by the year")
        assert "2027" in await bench.text(officer), "the one refused is told which year, and who enters it"
    for administrator in (first, second):
        notices = await bench.notices(administrator)
        assert len(notices) == 1
        assert "2027" in str(notices[0].text)
    assert await bench.notices(officer) == []


async def test_t4_who_enters_it_answers_everybodys_question(bench: Bench) -> None:
    officer, first, second = await people(bench)
    await bench.message(officer, "decide by the year")
    await bench.notices(second)
    await bench.press_notice(first, "Enter 2027")
    await bench.screen(first)
    await bench.message(first, "4650")
    await bench.press(first, "Enter the MRP")
    assert await bench.notices(second) == [], "nobody is asked for what is there"
    closed = await bench.rows("SELECT closed FROM live_message WHERE kind = 'notice'")
    assert all(row["closed"] for row in closed)


async def test_t5_the_rate_of_a_day_is_asked_for_and_a_later_one_does_not_answer(bench: Bench) -> None:
    officer, first, _ = await people(bench)
    await bench.message(officer, "decide in dollars")
    assert "USD" in str((await bench.notices(first))[0].text)
    async with bench.database.unit() as unit:
        await unit.raw.execute(
            "INSERT INTO rate (currency, on_date, tenge, quant, source) VALUES ('USD', '2026-11-21', 474, 1, 'entered')"
        )
    assert len(await bench.notices(first)) == 1
    async with bench.database.unit() as unit:
        await unit.raw.execute("UPDATE rate SET on_date = '2026-11-19'")
    assert await bench.notices(first) == []


async def test_a_refused_transaction_leaves_only_the_question(bench: Bench) -> None:
    """The notice is written after the rollback: nothing else of the act is."""
    officer, _, _ = await people(bench)
    await bench.message(officer, "decide by the year")
    acts = {row["act"] for row in await bench.rows("SELECT act FROM audit")}
    assert acts == {"refused"}
