"""A look for duties when nothing has changed costs one statement; no change is lost between two looks (R1–R12)."""

import asyncio
import contextlib
from datetime import date

from bot.jobs.duty import keep_duties
from bot.storage import duty
from tests.duty.test_opening import RULES, Office, office

__all__ = ["office"]


async def statements(office: Office) -> list[str]:
    """What a look asks the database."""
    async with office.database.unit() as unit:
        kind = type(unit.raw)
    names = ("fetchrow", "fetch", "fetchval", "execute")
    before = [getattr(kind, name) for name in names]
    asked: list[str] = []
    for name, one in zip(names, before, strict=True):

        def counted(self, query, *values, _one=one, **more):  # type: ignore[no-untyped-def]
            asked.append(query)
            return _one(self, query, *values, **more)

        setattr(kind, name, counted)
    try:
        await office.keep()
    finally:
        for name, one in zip(names, before, strict=True):
            setattr(kind, name, one)
    return [one for one in asked if not one.startswith(("BEGIN", "COMMIT"))]


async def test_an_idle_look_is_one_statement_until_something_changes(office: Office) -> None:
    await office.at(date(2027, 1, 1))
    await office.keep()
    assert len(await statements(office)) == 1
    await office.rows("UPDATE organisation SET name_en = name_en || '.' RETURNING id")
    assert len(await statements(office)) == 1, "names owe nothing"
    await office.rows("UPDATE organisation SET active = active RETURNING id")
    assert len(await statements(office)) > 1
    assert len(await statements(office)) == 1
    await office.at(date(2027, 1, 2))
    assert len(await statements(office)) > 1, "another day may open others"
    await office.rows("UPDATE duty_epoch SET edition = 'earlier' RETURNING edition")
    assert len(await statements(office)) > 1, "so may other rules"
    assert len(await statements(office)) == 1


async def test_a_process_that_has_just_begun_looks_at_everything(office: Office) -> None:
    await office.at(date(2027, 1, 1))
    await office.keep()
    gone = await office.rows("DELETE FROM deadline WHERE subject_kind = 'duty' RETURNING id")
    lost = await office.rows("DELETE FROM duty RETURNING id")
    assert await office.keep() == 0
    assert await keep_duties(office.database, RULES, anew=True) == len(lost) >= len(gone) > 0


async def test_a_change_that_is_committed_after_a_look_is_seen_by_the_next(office: Office) -> None:
    await office.at(date(2027, 1, 1))
    await office.keep()
    closed = office.town.organisations["karaganda"]
    async with office.database.unit() as unit:
        await unit.raw.execute("UPDATE organisation SET active = false WHERE id = $1", closed)
        await office.rows("UPDATE duty_epoch SET looked = '-infinity' RETURNING looked")
        assert await office.keep() == 0, "not committed yet"
    assert await office.keep() == 9


async def test_a_look_that_dies_leaves_all_to_the_next(office: Office, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    async def dies(*_: object) -> int:
        raise asyncio.CancelledError

    await office.at(date(2027, 1, 1))
    with monkeypatch.context() as patch:
        patch.setattr(duty, "open_rounds", dies)
        with contextlib.suppress(asyncio.CancelledError):
            await office.keep()
    assert await office.rows("SELECT FROM duty") == []
    assert await office.keep() > 0
