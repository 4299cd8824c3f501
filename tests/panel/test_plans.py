"""How lists, panels and the rating are read (issue 4): through their indexes, over a synthetic country with its true
statistics. Nothing is told to the planner: what it would do with this much is what is looked at."""

import json
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest
from sqlalchemy import event

from bench.scale.looks import LOOKS, One, rating
from bench.scale.synthetic import TODAY, Country, make
from bot.storage.unit import Database
from domain.kit.periods import Quarter
from tests.acts.every import ports

PROJECTS, INITIATIVES = 3_000, 600
LARGE = frozenset({"task", "task_due", "deadline"})
"""Tables that grow with the work: 57 000 tasks here. A few thousand projects the planner may well read through."""


@pytest.fixture
async def country(owner_database: str) -> Country:
    return await make(owner_database, PROJECTS, INITIATIVES, seed=7)


@pytest.fixture
async def db(database: str) -> AsyncIterator[Database]:
    opened = Database(database, ports(), size=2)
    yield opened
    await opened.close()


async def statements(db: Database, country: Country, one: One) -> list[tuple[str, tuple[Any, ...]]]:
    """What a look sends, through the ORM's engine or straight to the driver."""
    found: list[tuple[str, tuple[Any, ...]]] = []

    def through_engine(_c: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        found.append((statement, tuple(parameters)))

    def straight(record: Any) -> None:
        if not record.query.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
            found.append((record.query, tuple(record.args)))

    event.listen(db.engine.sync_engine, "before_cursor_execute", through_engine)
    try:
        async with db.unit(readonly=True) as unit:
            unit.raw.add_query_logger(straight)
            await one.look(unit, country)
            unit.raw.remove_query_logger(straight)
    finally:
        event.remove(db.engine.sync_engine, "before_cursor_execute", through_engine)
    assert found, one.name
    return found


async def plans(db: Database, country: Country, one: One) -> list[dict[str, Any]]:
    sent = await statements(db, country, one)
    shown = []
    async with db.unit(readonly=True) as unit:
        for query, values in sent:
            text = await unit.raw.fetchval(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {query}", *values)
            shown.append(json.loads(text)[0]["Plan"] if isinstance(text, str) else text[0]["Plan"])
    return shown


def nodes(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [plan, *(deeper for child in plan.get("Plans", ()) for deeper in nodes(child))]


async def test_no_list_reads_through_what_grows(db: Database, country: Country) -> None:
    """What counts every task there is may read them all, once, as the planner finds cheaper; no more than that."""
    wrong = []
    for one in LOOKS:
        for plan in await plans(db, country, one):
            read = [node["Relation Name"] for node in nodes(plan) if node["Node Type"] == "Seq Scan"]
            touched = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
            through = LARGE & set(read) - ({"task"} if one.whole else set())
            if through:
                wrong.append(f"{one.name}: reads through {sorted(through)}")
            if touched > (4_000 if one.whole else 1_000):  # pages; all tasks with their texts are 2 600
                wrong.append(f"{one.name}: {touched} pages")
    assert not wrong, "\n".join(wrong)


async def test_the_rating_reads_its_index_alone(db: Database, country: Country) -> None:
    """No task is opened but those whose dates were moved or stood still; a past quarter is no dearer."""
    for quarter in (Quarter.of(TODAY), Quarter.of(TODAY).preceding):

        async def look(unit: Any, made: Country, of: Quarter = quarter) -> object:
            return await rating(unit, made, of)

        found = [node for plan in await plans(db, country, One("rating", look)) for node in nodes(plan)]
        scans = [node for node in found if node.get("Relation Name") == "task"]
        assert scans and {node["Node Type"] for node in scans} == {"Index Only Scan"}
        assert {node["Index Name"] for node in scans} == {"ix_task_ranked"}
        assert not any(node.get("Relation Name") == "project" for node in found)


async def test_the_guard_can_fail(db: Database, country: Country, owner_database: str) -> None:
    """Without its index the nearest tasks are seen to be looked for among all."""
    one = next(one for one in LOOKS if one.name == "panel: tasks red, UO")

    async def kinds() -> set[str]:
        return {node["Node Type"] for plan in await plans(db, country, one) for node in nodes(plan)}

    assert "Seq Scan" not in await kinds()
    owner = await asyncpg.connect(owner_database)
    await owner.execute("DROP INDEX ix_task_open")
    await owner.close()
    assert "Seq Scan" in await kinds()
