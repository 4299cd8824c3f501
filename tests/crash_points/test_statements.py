"""Every act dies before and after every one of its statements, BEGIN and COMMIT among them (design §2; issue «proof»).

Generated from the registry of acts: a new act is covered by the case it must have. After each death nothing has
changed but, after the COMMIT, everything; and the next process finishes what was acknowledged, once.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.storage.unit import Database
from tests.acts.case import Case
from tests.acts.every import EACH, ids, ports
from tests.acts.stage import MORE, Stage
from tests.acts.test_matrix import seen, snapshot
from tests.crash_points.errand import Errand, Process, typed
from tests.crash_points.fuse import Crashed, Fuse, FusedDatabase
from tests.town.people import build, settle_in

SHORT = tuple({name.partition(".")[0]: (name, case) for name, case in reversed(EACH)}.values())
"""One act of each room, for the quick run."""


@pytest.fixture
async def stage(database: str) -> AsyncIterator[Stage]:
    town = build(MORE)
    await settle_in(town, database)
    db = Database(database, ports(), size=2)
    yield Stage(town, db)
    await db.close()


async def prepared(stage: Stage, case: Case) -> Errand:
    subject = await case.prepare(stage)
    return Errand(stage, case, min(case.may), subject, await seen(stage, case, subject))


async def inbox(stage: Stage) -> Any:
    async with stage.db.unit() as unit:
        return await unit.raw.fetchrow("SELECT state, attempts, error FROM inbox WHERE bot_id = 700001")


async def everything(stage: Stage) -> dict[str, str]:
    """All tables. That a process has begun the update is no effect of it, and each death here is a story of its own:
    an update that kills four processes in a row would be put aside (`bot/machine/suspects.py`)."""
    async with stage.db.unit() as unit:
        await unit.raw.execute("UPDATE inbox SET begun = 0")
        return {**await snapshot(unit), "audit": str(await unit.raw.fetchval("SELECT count(*) FROM audit"))}


async def until_death(dsn: str, errand: Errand, fuse: Fuse) -> None:
    """A process takes the update in work and dies where the fuse says, or ends it."""
    database = FusedDatabase(dsn, ports(), fuse)
    worker = Process(database, errand).worker
    try:
        async with asyncio.timeout(10):
            while not fuse.blown:
                if not await worker.once():
                    if (await inbox(errand.stage))["state"] != "waiting":
                        return
                    fuse.trips = 0  # the server still holds the row for the process that died before
                    await asyncio.sleep(0.005)
    except Crashed:
        return
    finally:
        fuse.blown = True
        await database.close()


async def exhaust(dsn: str, stage: Stage, case: Case) -> int:
    """Kill at every point; how many there were."""
    errand = await prepared(stage, case)
    await typed(stage.db, stage.town.telegram[errand.who])
    before = await everything(stage)
    points = 0
    while True:
        for after in (False, True):
            fuse = Fuse(points // 2 + 1, after=after)
            await until_death(dsn, errand, fuse)
            points += 1
            row = await inbox(stage)
            if row["state"] == "done":
                assert after and fuse.last.startswith("COMMIT"), f"committed before the end: {fuse.last}"
                return points
            assert (row["state"], row["attempts"]) == ("waiting", 0), row["error"]
            now = await everything(stage)
            changed = {name for name in now if now[name] != before[name]}
            assert not changed, f"died at {fuse.last[:80]!r}, and {changed} had changed"


async def check(dsn: str, stage: Stage, name: str, case: Case) -> None:
    told = await everything(stage)
    points = await exhaust(dsn, stage, case)
    assert points >= 2 * 4, "BEGIN, the claim, the ending and COMMIT at least"
    done = await everything(stage)
    async with stage.db.unit() as unit:
        entries = await unit.raw.fetchval("SELECT count(*) FROM audit WHERE act = $1", case.audit or name)
    assert entries >= 1 and done["audit"] != told["audit"]
    # What was acknowledged and committed is not taken up again by the next process.
    again = Process(stage.db, Errand(stage, case, min(case.may), {}, 0))
    assert not await again.worker.once()
    assert await everything(stage) == done


@pytest.mark.parametrize(("name", "case"), SHORT, ids=ids)
async def test_one_act_of_each_room_survives_every_point(database: str, stage: Stage, name: str, case: Case) -> None:
    await check(database, stage, name, case)


@pytest.mark.long
@pytest.mark.parametrize(("name", "case"), EACH, ids=ids)
async def test_every_act_survives_every_point(database: str, stage: Stage, name: str, case: Case) -> None:
    await check(database, stage, name, case)


async def test_a_build_that_commits_on_its_way_is_caught(database: str, stage: Stage) -> None:
    """The check itself can fail: an act that writes on a connection of its own changes something and then dies."""
    case = next(case for name, case in EACH if name == "company.create")

    async def careless(unit: Any, desk: Any, subject: Any, version: int) -> None:
        await case.run(unit, desk, subject, version)
        async with stage.db.unit() as own:
            await own.raw.execute("UPDATE organisation SET zone = 'Asia/Almaty', name_en = name_en || '.'")

    broken = Case(clause=case.clause, may=case.may, prepare=case.prepare, run=careless)
    with pytest.raises(AssertionError, match="organisation"):
        await exhaust(database, stage, broken)
