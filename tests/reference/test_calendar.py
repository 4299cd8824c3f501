"""Moved days reach everything that counts working days, at once and cheaply (T1, design §2)."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime

import pytest

from bot.machine.rules import PublishedRules
from bot.storage.reference import read_calendar
from bot.storage.unit import Database
from domain.deadline.calendar import Moved, WorkingCalendar

NOW = datetime(2026, 12, 1, 6, tzinfo=UTC)
FRIDAY, SATURDAY = date(2026, 12, 18), date(2026, 12, 19)


@pytest.fixture
async def base(database: str) -> AsyncIterator[Database]:
    opened = Database(database, {})
    yield opened
    await opened.close()


async def _exchange(base: Database) -> None:
    async with base.unit() as unit:
        await unit.raw.execute("INSERT INTO moved_day (day, working) VALUES ($1, false), ($2, true)", FRIDAY, SATURDAY)


async def test_t1_a_moved_day_reaches_the_next_update(base: Database) -> None:
    rules = PublishedRules()
    async with base.unit() as unit:
        _, before = await rules.at(unit, NOW)
    await _exchange(base)
    async with base.unit() as unit:
        stamp, read = await read_calendar(unit.raw)
        _, after = await rules.at(unit, NOW, stamp)
    assert before == WorkingCalendar()
    assert read == after == WorkingCalendar({FRIDAY: Moved.OFF, SATURDAY: Moved.WORKING})


async def test_a_kept_calendar_costs_no_statement(base: Database) -> None:
    await _exchange(base)
    rules = PublishedRules()
    async with base.unit() as unit:
        stamp, _ = await read_calendar(unit.raw)
        _, first = await rules.at(unit, NOW, stamp)
        said: list[str] = []
        unit.raw.add_query_logger(lambda record: said.append(record.query))
        _, kept = await rules.at(unit, NOW, stamp)
        await rules.at(unit, NOW, "")
    assert kept is first
    assert not said


async def test_what_was_rolled_back_is_not_kept_under_the_old_stamp(base: Database) -> None:
    """A calendar read inside a transaction that fails must not be taken for the one before it."""
    rules = PublishedRules()
    with pytest.raises(ZeroDivisionError):
        async with base.unit() as unit:
            await unit.raw.execute("INSERT INTO moved_day (day, working) VALUES ($1, false)", FRIDAY)
            _, within = await rules.at(unit, NOW)
            assert not within.is_working(FRIDAY)
            raise ZeroDivisionError
    async with base.unit() as unit:
        _, after = await rules.at(unit, NOW)
    assert after.is_working(FRIDAY)


async def test_removing_the_last_moved_day_empties_the_stamp(base: Database) -> None:
    await _exchange(base)
    async with base.unit() as unit:
        await unit.raw.execute("DELETE FROM moved_day")
        stamp, calendar = await read_calendar(unit.raw)
    assert stamp == ""
    assert calendar == WorkingCalendar()


async def test_many_changes_keep_few_calendars(base: Database) -> None:
    rules = PublishedRules()
    for day in range(1, 15):
        async with base.unit() as unit:
            await unit.raw.execute("INSERT INTO moved_day (day, working) VALUES ($1, false)", date(2026, 12, day))
            _, calendar = await rules.at(unit, NOW)
            assert not calendar.is_working(date(2026, 12, day))
    assert len(rules._calendars) <= 8
