"""A roadmap and its clocks when its project changes hands or leaves the pool (M2.6, M2.10; п. 33, 47)."""

from datetime import date
from typing import Any

import pytest

from bot.storage.unit import Database, Unit
from domain.kit.bodies import Bodies
from domain.kit.desk import Desk
from domain.kit.ids import ProjectId, RoadmapId
from domain.kit.refused import WrongState
from domain.passport import acts
from domain.passport.model import ProjectState
from domain.passport.ports import Projects
from domain.roadmap import deciding, drafting
from domain.roadmap.model import Ground, RoadmapState
from domain.roadmap.ports import RoadmapLists, Roadmaps, Tasks
from domain.suspension.ports import Suspensions
from tests.suspension.test_roadmap import approved
from tests.suspension.test_stored import db, do, rows, town
from tests.town import roadmaps
from tests.town.people import Town

__all__ = ["db", "town"]

OFFICER = "karaganda.officer"


async def test_p47_8_a_new_official_is_reminded_of_the_tasks(db: Database, town: Town) -> None:
    """Else the one who left would be reminded of each task until it is done."""
    project = await approved(db, town)
    head = town["karaganda.head"].person

    async def appoint(unit: Unit, desk: Desk) -> None:
        one = await unit.port(Projects).get(project)
        assert one is not None
        await acts.appoint(desk, unit.port(Projects), unit.port(Bodies), project, one.version, head)

    await do(db, town, "karaganda.head", appoint)
    assert await rows(db, "SELECT DISTINCT person_id FROM deadline WHERE kind = 'roadmap.task'") == [(head,)]


async def submit(unit: Unit, town: Town, roadmap: RoadmapId) -> None:
    one = await unit.port(Roadmaps).get(roadmap)
    assert one is not None
    await deciding.submit(
        town.desk(OFFICER), unit.port(Projects), unit.port(Roadmaps), unit.port(Tasks), unit.port(Bodies), roadmap,
        one.version,
    )  # fmt: skip


async def left(db: Database, project: ProjectId, state: ProjectState = ProjectState.EXCLUDED) -> None:
    async with db.unit() as unit:
        one = await unit.port(Projects).lock(project)
        assert one is not None
        one.state = state


async def waiting(db: Database, town: Town, who: str) -> int:
    async with db.unit(readonly=True) as unit:
        lines, total = await unit.port(RoadmapLists).waiting(town[who], 0, 8)
    assert total == len(lines)
    return total


async def test_m2_10_a_draft_of_an_excluded_project_waits_for_nobody(db: Database, town: Town) -> None:
    async with db.unit() as unit:
        project = await roadmaps.project(unit, town)
        roadmap = await roadmaps.draft(unit, town.desk(OFFICER), project)
        await roadmaps.agree(unit, town.desk(OFFICER), roadmap)
    assert await waiting(db, town, OFFICER) == 1
    await left(db, project)
    assert await waiting(db, town, OFFICER) == 0
    with pytest.raises(WrongState):
        async with db.unit() as unit:
            await submit(unit, town, roadmap)


async def test_m2_10_nc_opens_no_clock_on_an_excluded_project(db: Database, town: Town) -> None:
    project, roadmap = await roadmaps.submitted(db, town)
    assert await waiting(db, town, "nc.head") == 1
    await left(db, project)
    assert await waiting(db, town, "nc.head") == 0
    with pytest.raises(WrongState):
        async with db.unit() as unit:
            one = await unit.port(Roadmaps).get(roadmap)
            assert one is not None
            await deciding.reject(
                town.desk("nc.head"), unit.port(Projects), unit.port(Roadmaps), roadmap, one.version, "Why?"
            )


async def test_m2_10_tasks_of_an_excluded_project_are_nobodys(db: Database, town: Town) -> None:
    """«My tasks» and the number in the menu forget them, as the panel does."""
    project = await approved(db, town)

    async def mine() -> tuple[int, int]:
        async with db.unit(readonly=True) as unit:
            lists = unit.port(RoadmapLists)
            found, total = await lists.tasks(town[OFFICER], 0, 20)
            assert len(found) == total
            return total, await lists.count_tasks(town[OFFICER], date(2030, 1, 1))

    assert await mine() == (10, 10)

    async def gone(unit: Unit, _: Desk) -> None:
        await unit.port(Suspensions).exclude(project, date(2026, 11, 16), None)

    await do(db, town, "uo.officer", gone)
    assert await mine() == (0, 0)


@pytest.mark.parametrize("state", [ProjectState.VALIDATION, ProjectState.AFTERCARE, ProjectState.EXCLUDED])
async def test_a_change_is_sent_only_while_the_roadmap_is_carried_out(
    db: Database, town: Town, state: ProjectState
) -> None:
    """It may still be given up: nothing is stuck with its akimat."""
    project = await approved(db, town)
    async with db.unit() as unit:
        desk = town.desk(OFFICER)
        last: Any = (await unit.port(Tasks).of(project))[-1]
        made = await roadmaps.amendment(unit, desk, project, late=last.due.replace(day=1))
        await roadmaps.agree(unit, desk, made)
    await left(db, project, state)
    with pytest.raises(WrongState):
        async with db.unit() as unit:
            await submit(unit, town, made)
    async with db.unit() as unit:
        one = await unit.port(Roadmaps).get(made)
        assert one is not None
        await drafting.drop(desk, unit.port(Projects), unit.port(Roadmaps), made, one.version)
        assert one.state == RoadmapState.DROPPED and one.ground == Ground.INVESTOR
