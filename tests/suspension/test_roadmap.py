"""A roadmap after its project stood still: its plan goes on with the dates that its tasks have (M2.7, M2.10)."""

from datetime import timedelta
from typing import Any

import pytest

from bot.storage.unit import Database, Unit
from domain.kit.bodies import Bodies
from domain.kit.desk import Desk
from domain.kit.ids import ProjectId, RoadmapId
from domain.passport.ports import Projects
from domain.roadmap import deciding, drafting
from domain.roadmap.model import Ground, RoadmapState
from domain.roadmap.ports import Roadmaps, Tasks
from domain.roadmap.rules import NothingChanged
from tests.suspension.test_stored import ask, db, do, grant, lift, town
from tests.town import roadmaps
from tests.town.people import Town

__all__ = ["db", "town"]

OFFICER = "karaganda.officer"
STOOD = 40


async def stands_still(db: Database, town: Town, project: ProjectId) -> None:
    """Suspended today, lifted after so many days."""
    async with db.unit(readonly=True) as unit:
        known = await unit.port(Projects).get(project)
        assert known is not None
    request = await do(db, town, OFFICER, ask(project, seen=known.version))
    await do(db, town, "uo.officer", grant(request))
    town.later(days=STOOD)
    await lift(db, town, project)


async def approved(db: Database, town: Town) -> ProjectId:
    """With its tasks' clocks."""

    async def make(unit: Unit, _: Desk) -> tuple[ProjectId, RoadmapId]:
        of = await roadmaps.project(unit, town)
        return of, await roadmaps.draft(unit, town.desk(OFFICER), of)

    project, roadmap = await do(db, town, OFFICER, make)
    await do(db, town, OFFICER, lambda unit, desk: roadmaps.submit(unit, desk, roadmap))
    await do(db, town, "nc.head", lambda unit, desk: roadmaps.approve(unit, desk, roadmap))
    return ProjectId(project)


async def amended(db: Database, town: Town, project: ProjectId) -> RoadmapId:
    async with db.unit() as unit:
        desk = town.desk(OFFICER)
        made = await drafting.amend(desk, unit.port(Projects), unit.port(Roadmaps), project, Ground.INVESTOR, "why")
        await roadmaps.agree(unit, desk, made)
    return made


async def dates(db: Database, project: ProjectId, state: RoadmapState) -> tuple[Any, Any]:
    """Of the plan of that state, and of the live tasks."""
    async with db.unit(readonly=True) as unit:
        plan = next(one for one in await unit.port(Roadmaps).of(project) if one.state == state)
        live = {one.id: (one.starts_on, one.due) for one in await unit.port(Tasks).of(project)}
    return {one.id: (one.starts_on, one.due) for one in plan.tasks}, live


async def send(db: Database, town: Town, roadmap: RoadmapId) -> None:
    async with db.unit() as unit:
        one = await unit.port(Roadmaps).get(roadmap)
        assert one is not None
        await roadmaps.agree(unit, town.desk(OFFICER), roadmap)
        await deciding.submit(
            town.desk(OFFICER), unit.port(Projects), unit.port(Roadmaps), unit.port(Tasks),
            unit.port(Bodies), roadmap, one.version,
        )  # fmt: skip


async def test_m2_10_a_change_begins_from_the_dates_as_they_stand(db: Database, town: Town) -> None:
    """Else the days that stood still would be taken back with the first change."""
    project = await approved(db, town)
    before, _ = await dates(db, project, RoadmapState.APPROVED)
    await stands_still(db, town, project)
    plan, live = await dates(db, project, RoadmapState.APPROVED)
    assert live == {id_: (a + timedelta(STOOD), b + timedelta(STOOD)) for id_, (a, b) in before.items()}
    assert plan == live
    made = await amended(db, town, project)
    assert (await dates(db, project, RoadmapState.DRAFT))[0] == live
    with pytest.raises(NothingChanged):
        await send(db, town, made)


async def test_m2_10_a_change_under_way_moves_too(db: Database, town: Town) -> None:
    """What it leaves as it was follows the tasks; a date that it moves stays as it was asked for."""
    project = await approved(db, town)
    before, _ = await dates(db, project, RoadmapState.APPROVED)
    last = max(before, key=lambda one: before[one][1])
    async with db.unit() as unit:
        asked = before[last][1] - timedelta(days=3)
        made = await roadmaps.amendment(unit, town.desk(OFFICER), project, late=asked)
        await roadmaps.submit(unit, town.desk(OFFICER), made)
    await stands_still(db, town, project)
    plan, live = await dates(db, project, RoadmapState.SUBMITTED)
    assert plan[last] == (before[last][0], asked)
    assert {id_: one for id_, one in plan.items() if id_ != last} == {
        id_: one for id_, one in live.items() if id_ != last
    }
    async with db.unit() as unit:
        await roadmaps.approve(unit, town.desk("uo.head"), made)
    _, after = await dates(db, project, RoadmapState.APPROVED)
    assert after == {**live, last: (before[last][0], asked)}
