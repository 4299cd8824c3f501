"""The statement budget through the real rooms: at most 3 a handled update beside the act's own (design §2)."""

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import event

from bot.wiring import wiring
from domain.kit.actor import OrganisationKind
from tests.machine.support import Bench, User, bench_on
from tests.machine.update_side.test_queue import Counting

MOST = 3

ACTS_OWN = re.compile(r"\b(company|contact|meeting|agreement|organisation|initiative|kyc_case|recent_choice)\b")
"""Tables of rooms: what is asked of them belongs to an act or to a field of a form; all else is the machine's."""


@pytest.fixture
async def bench(database: str) -> AsyncIterator[Bench]:
    served = wiring()
    async with bench_on(
        database, served.rooms, home=served.home, door=served.door, pin=served.pin, ports=served.ports
    ) as made:
        yield made


async def said(bench: Bench, update: dict[str, Any]) -> list[str]:
    """The statements the worker said for one update, without BEGIN and COMMIT."""
    await bench.send(update)
    counting = Counting()

    def by_the_orm(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        counting.said.append(statement)

    async with bench.database.alone() as raw:  # the connection used last is used next
        raw.add_query_logger(counting)
    event.listen(bench.database.engine.sync_engine, "before_cursor_execute", by_the_orm)
    assert await bench.worker.once()
    event.remove(bench.database.engine.sync_engine, "before_cursor_execute", by_the_orm)
    raw.remove_query_logger(counting)
    assert counting.said[0].startswith("BEGIN"), "the connection of the worker was watched"
    assert not await bench.worker.once(), "nothing failed, nothing is left"
    return [one for one in counting.said if not one.startswith(("BEGIN", "COMMIT"))]


def beside(statements: list[str]) -> list[str]:
    return [one for one in statements if "machine_" in one or not ACTS_OWN.search(one)]


async def pressed(bench: Bench, user: User, label: str) -> list[str]:
    return await said(bench, bench.press_update(user, await bench.data(user, label)))


async def typed(bench: Bench, user: User, text: str) -> list[str]:
    await bench.screen(user)  # the question is on the phone before it is answered
    return await said(bench, bench.message_update(user, text))


async def test_look_mark_text_and_deed_stay_within_the_budget(bench: Bench) -> None:
    anna = await bench.person("Anna", kind=OrganisationKind.MISSION, language="en", countries=("DE",))
    await bench.message(anna, "/menu")
    await bench.press(anna, "Companies")
    said_by = {
        "look": await pressed(bench, anna, "New company"),
        "text": await typed(bench, anna, "Werk für Fräsmaschinen"),
        "mark": await pressed(bench, anna, "Germany"),
    }
    await bench.press(anna, (await bench.labels(anna))[0])
    said_by["deed"] = await pressed(bench, anna, "Save the company")
    assert (await bench.row("SELECT count(*) AS n FROM company"))["n"] == 1, "the deed was done"
    for kind, statements in said_by.items():
        assert sum("machine_claim" in one for one in statements) == 1, kind
        assert sum("machine_finish" in one for one in statements) == 1, kind
        assert len(beside(statements)) <= MOST, (kind, beside(statements))
    assert any("INSERT INTO company" in one for one in said_by["deed"]), "the act's own statements were heard"
