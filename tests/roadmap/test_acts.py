"""Clocks, histories and parallel acts of roadmaps on PostgreSQL (M2.5–M2.7; п. 48, 51, 52, 57; attacks 34, 35)."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.storage.unit import Database
from bot.wiring import ports
from domain.deadline.model import CloseDeadline, DeadlineState, MoveDeadline, OpenDeadline
from domain.file.ports import Files
from domain.kit.bodies import Bodies
from domain.kit.desk import Desk
from domain.kit.ids import Ref
from domain.kit.refused import ChangedMeanwhile, Refused, WrongState
from domain.kyc.rules import ReasonNeeded
from domain.passport.model import ProjectState
from domain.passport.pool import Pool
from domain.passport.ports import Projects
from domain.passport.rules import ROADMAP_DUE
from domain.roadmap import carrying, deciding, drafting
from domain.roadmap.model import DueSince, Ground, RoadmapState
from domain.roadmap.ports import RoadmapLists, Roadmaps, Tasks
from domain.roadmap.rules import (
    CHANGE_REVIEW,
    REVIEW,
    REWORK,
    TASK,
    ConsentMissing,
    EvidenceNeeded,
    NothingChanged,
    PlanFaulty,
    ProjectSuspended,
    RemarkNeeded,
)
from tests.town import roadmaps
from tests.town.people import Town, build, settle_in

OFFICER = "karaganda.officer"


@pytest.fixture
async def town(database: str) -> Town:
    made = build()
    await settle_in(made, database)
    return made


@pytest.fixture
async def db(database: str) -> AsyncIterator[Database]:
    opened = Database(database, ports(), size=6)
    yield opened
    await opened.close()


def clocks(desk: Desk) -> dict[str, Any]:
    """What a desk did to deadlines: by kind the last day, or the state."""
    return {
        change.kind.name: change.due if isinstance(change, OpenDeadline | MoveDeadline) else change.state  # type: ignore[union-attr]
        for change in desk.deadline_changes
    }


async def drafted(db: Database, town: Town, **changes: object) -> tuple[Any, Any]:
    async with db.unit() as unit:
        project = await roadmaps.project(unit, town, **changes)
        roadmap = await roadmaps.draft(unit, town.desk(OFFICER), project)
        await roadmaps.agree(unit, town.desk(OFFICER), roadmap)
    return project, roadmap


async def send(db: Database, town: Town, roadmap: Any) -> Desk:
    desk = town.desk(OFFICER)
    async with db.unit() as unit:
        one = await unit.port(Roadmaps).get(roadmap)
        assert one is not None
        await deciding.submit(
            desk, unit.port(Projects), unit.port(Roadmaps), unit.port(Tasks), unit.port(Bodies), roadmap, one.version
        )
    return desk


async def reject(db: Database, town: Town, roadmap: Any, who: str = "nc.head", words: str = "Why?") -> tuple[Desk, Any]:
    desk = town.desk(who)
    async with db.unit() as unit:
        one = await unit.port(Roadmaps).get(roadmap)
        assert one is not None
        made = await deciding.reject(desk, unit.port(Projects), unit.port(Roadmaps), roadmap, one.version, words)
    return desk, made


async def approve(db: Database, town: Town, roadmap: Any, who: str = "nc.head") -> Desk:
    desk = town.desk(who)
    async with db.unit() as unit:
        one = await unit.port(Roadmaps).get(roadmap)
        assert one is not None
        await deciding.approve(desk, unit.port(Projects), unit.port(Roadmaps), unit.port(Tasks), roadmap, one.version)
    return desk


async def test_m2_5_the_first_sending_meets_the_term(db: Database, town: Town) -> None:
    """п. 48; NC's target is five working days from a Monday (M2.6)."""
    project, roadmap = await drafted(db, town)
    desk = await send(db, town, roadmap)
    assert clocks(desk) == {ROADMAP_DUE.name: DeadlineState.MET, REVIEW.name: date(2026, 11, 23)}
    async with db.unit() as unit:
        known = await unit.port(Projects).get(project)
        assert known is not None and known.roadmap_sent_at == town.now


async def test_m2_6_each_rejection_gives_five_working_days(db: Database, town: Town) -> None:
    """п. 51, over the holidays of December; a resubmission opens NC's clock anew, the first sending stays."""
    project, roadmap = await drafted(db, town)
    await send(db, town, roadmap)
    town.later(days=28)  # Monday, 14 December 2026; the 16th is Independence Day
    desk, second = await reject(db, town, roadmap)
    assert clocks(desk) == {REVIEW.name: DeadlineState.MET, REWORK.name: date(2026, 12, 22)}
    desk = await send(db, town, second)
    assert clocks(desk)[REWORK.name] == DeadlineState.MET
    assert ROADMAP_DUE.name not in clocks(desk)
    desk, third = await reject(db, town, second)
    assert REWORK.name in clocks(desk)
    async with db.unit() as unit:
        versions = await unit.port(Roadmaps).of(project)
        assert [one.state for one in versions] == [RoadmapState.DRAFT, RoadmapState.REJECTED, RoadmapState.REJECTED]
        assert versions[0].id == third


async def test_m2_2_no_statutory_term_in_the_regional_pool(db: Database, town: Town) -> None:
    _, roadmap = await drafted(db, town, pool=Pool.REGIONAL)
    await send(db, town, roadmap)
    desk, _ = await reject(db, town, roadmap)
    assert REWORK.name not in clocks(desk)


async def test_n1_each_task_has_its_deadline_from_the_approval(db: Database, town: Town) -> None:
    """п. 52: «без дорожной карты» → «с дорожной картой»; a fixed date never moves (T2)."""
    project, roadmap = await drafted(db, town)
    await send(db, town, roadmap)
    desk = await approve(db, town, roadmap)
    opened = [one for one in desk.deadline_changes if isinstance(one, OpenDeadline)]
    assert {one.kind for one in opened} == {TASK} and len(opened) == 10
    assert {one.person for one in opened} == {town[OFFICER].person}
    async with db.unit() as unit:
        tasks = await unit.port(Tasks).of(project)
        dues = await unit.port(Tasks).dues([one.id for one in tasks])
        assert {one.subject.id: one.due for one in opened} == {one.id: one.due for one in tasks}
        assert all(dues[one.id] == [DueSince(date(2026, 11, 16), one.due)] for one in tasks)
        assert all(one.ranked for one in tasks)
        known = await unit.port(Projects).get(project)
        assert known is not None and known.state == ProjectState.WITH_ROADMAP


async def test_what_keeps_a_draft_back(db: Database, town: Town) -> None:
    async with db.unit() as unit:
        project = await roadmaps.project(unit, town)
        roadmap = await roadmaps.draft(unit, town.desk(OFFICER), project)
    with pytest.raises(ConsentMissing):
        await send(db, town, roadmap)
    async with db.unit() as unit:
        await roadmaps.agree(unit, town.desk(OFFICER), roadmap)
        one = await unit.port(Roadmaps).get(roadmap)
        assert one is not None
        spoiled = replace(one.tasks[0], result="")
        desk = town.desk(OFFICER)
        await drafting.put_task(desk, unit.port(Projects), unit.port(Roadmaps), roadmap, one.version, spoiled)
    with pytest.raises(PlanFaulty):
        await send(db, town, roadmap)


async def test_a_rejection_says_why(db: Database, town: Town) -> None:
    _, roadmap = await drafted(db, town)
    await send(db, town, roadmap)
    with pytest.raises(RemarkNeeded):
        await reject(db, town, roadmap, words=" ")


async def moved(db: Database, town: Town, project: Any, at: int, day: date) -> Any:
    """A change that gives one task another date, agreed and sent."""
    async with db.unit() as unit:
        desk = town.desk(OFFICER)
        made = await drafting.amend(desk, unit.port(Projects), unit.port(Roadmaps), project, Ground.DEVIATION, "late")
        one = await unit.port(Roadmaps).get(made)
        assert one is not None
        task = replace(one.tasks[at], due=day)
        await drafting.put_task(desk, unit.port(Projects), unit.port(Roadmaps), made, one.version, task)
        await unit.flush()
        await roadmaps.agree(unit, desk, made)
    return made


async def test_m2_7_a_moved_date_counts_from_the_approval(db: Database, town: Town) -> None:
    """п. 57: the UO agrees; past overdue days stay in the history, the old version is kept."""
    project, first = await roadmaps.approved(db, town)
    tasks = await roadmaps.tasks_of(db, project)
    async with db.unit() as unit:
        before = await unit.port(Tasks).get(tasks[0])
        assert before is not None
        old, stage_end = before.due, max(one.due for one in (await unit.port(Tasks).of(project))[:5])
    town.now += timedelta(days=(old - date(2026, 11, 16)).days + 4)  # four days late
    new = stage_end
    change = await moved(db, town, project, 0, new)
    desk = await send(db, town, change)
    assert CHANGE_REVIEW.name in clocks(desk) and REVIEW.name not in clocks(desk)
    desk = await approve(db, town, change, "uo.head")
    assert [one.due for one in desk.deadline_changes if isinstance(one, MoveDeadline)] == [new]
    async with db.unit() as unit:
        history = (await unit.port(Tasks).dues([tasks[0]]))[tasks[0]]
        assert history == [DueSince(date(2026, 11, 16), old), DueSince(old + timedelta(days=4), new)]
        states = {one.id: one.state for one in await unit.port(Roadmaps).of(project)}
        assert states == {first: RoadmapState.REPLACED, change: RoadmapState.APPROVED}


async def test_p57_a_change_says_why(db: Database, town: Town) -> None:
    project, _ = await roadmaps.approved(db, town)
    with pytest.raises(ReasonNeeded):
        async with db.unit() as unit:
            await drafting.amend(
                town.desk(OFFICER), unit.port(Projects), unit.port(Roadmaps), project, Ground.INVESTOR, " "
            )


async def test_a_change_that_changes_nothing_goes_nowhere(db: Database, town: Town) -> None:
    project, _ = await roadmaps.approved(db, town)
    async with db.unit() as unit:
        desk = town.desk(OFFICER)
        made = await drafting.amend(desk, unit.port(Projects), unit.port(Roadmaps), project, Ground.INVESTOR, "x")
        await roadmaps.agree(unit, desk, made)
    with pytest.raises(NothingChanged):
        await send(db, town, made)


async def test_a_task_done_while_a_change_of_it_waits(db: Database, town: Town) -> None:
    """What was done stays as it was: the UO sends the change back."""
    project, _ = await roadmaps.approved(db, town)
    change = await moved(db, town, project, 0, date(2027, 1, 20))
    await send(db, town, change)
    tasks = await roadmaps.tasks_of(db, project)
    async with db.unit() as unit:
        await roadmaps.finish(unit, town.desk(OFFICER), tasks[0])
    with pytest.raises(PlanFaulty):
        await approve(db, town, change, "uo.head")
    _, again = await reject(db, town, change, "uo.head")
    async with db.unit() as unit:
        kept = await unit.port(Roadmaps).get(again)
        assert kept is not None and (kept.amends, kept.ground) == (True, Ground.DEVIATION)


async def test_done_asks_for_evidence_and_the_last_one_calls_the_chamber(db: Database, town: Town) -> None:
    """M2.7, п. 60: state and clock with the last task alone."""
    project, _ = await roadmaps.approved(db, town)
    tasks = await roadmaps.tasks_of(db, project)
    with pytest.raises(EvidenceNeeded):
        async with db.unit() as unit:
            one = await unit.port(Tasks).get(tasks[0])
            assert one is not None
            await carrying.finish(
                town.desk(OFFICER), unit.port(Projects), unit.port(Tasks), unit.port(Files), unit.port(Bodies),
                tasks[0], one.version, "",
            )  # fmt: skip
    for n, task in enumerate(tasks, 1):
        desk = town.desk(OFFICER)
        async with db.unit() as unit:
            await roadmaps.finish(unit, desk, task)
        assert CloseDeadline(TASK, Ref("task", task), DeadlineState.MET) in desk.deadline_changes
        assert ("validation.decide" in clocks(desk)) is (n == len(tasks))
    async with db.unit() as unit:
        known = await unit.port(Projects).get(project)
        assert known is not None and known.state == ProjectState.VALIDATION
        assert {one.done_on for one in await unit.port(Tasks).of(project)} == {date(2026, 11, 16)}


async def test_m2_10_nothing_moves_while_it_is_suspended(db: Database, town: Town) -> None:
    project, _ = await roadmaps.approved(db, town)
    tasks = await roadmaps.tasks_of(db, project)
    async with db.unit() as unit:
        known = await unit.port(Projects).lock(project)
        assert known is not None
        known.suspended = True
    for step in (
        lambda unit: roadmaps.finish(unit, town.desk(OFFICER), tasks[0]),
        lambda unit: drafting.amend(
            town.desk(OFFICER), unit.port(Projects), unit.port(Roadmaps), project, Ground.INVESTOR, "x"
        ),
    ):
        with pytest.raises(ProjectSuspended):
            async with db.unit() as unit:
                await step(unit)


async def test_what_a_task_repeats_of_its_project_follows_it(db: Database, town: Town) -> None:
    """Panels and ratings read one table: a pool, an official or a corridor that changes is in the tasks at once."""
    project, _ = await roadmaps.approved(db, town, pool=Pool.REGIONAL)
    async with db.unit() as unit:
        assert not any(one.ranked for one in await unit.port(Tasks).of(project))
        known = await unit.port(Projects).lock(project)
        assert known is not None
        known.pool, known.corridor, known.official = Pool.NATIONAL, True, town["karaganda.head"].person
    async with db.unit() as unit:
        tasks = await unit.port(Tasks).of(project)
        assert {(one.ranked, one.corridor, one.official) for one in tasks} == {
            (True, True, town["karaganda.head"].person)
        }


async def test_p_32_corridor_projects_come_first(db: Database, town: Town) -> None:
    plain, _ = await roadmaps.submitted(db, town)
    green, _ = await roadmaps.submitted(db, town, corridor=True)
    async with db.unit() as unit:
        lists = unit.port(RoadmapLists)
        lines, total = await lists.waiting(town["nc.officer"], 0, 10)
        assert ([one.project for one in lines], total) == ([green, plain], 2)
        for who in ("uo.head", "karaganda.officer", "turkistan.head", "berlin.head", "nc.observer"):
            assert await lists.count_waiting(town[who]) == 0, who
        assert (await lists.waiting(town["nc.head"], 1, 10))[1] == 2


async def test_a2_tasks_are_listed_to_those_they_concern(db: Database, town: Town) -> None:
    await roadmaps.approved(db, town)
    async with db.unit() as unit:
        lists = unit.port(RoadmapLists)
        assert (await lists.tasks(town[OFFICER], 0, 3))[1] == 10
        for who in ("turkistan.officer", "berlin.officer", "investor.head", "council.head"):
            assert await lists.tasks(town[who], 0, 3) == ([], 0), who
        first = (await lists.tasks(town[OFFICER], 0, 1))[0][0].due
        assert await lists.count_tasks(town[OFFICER], first) == 1
        assert await lists.count_tasks(town[OFFICER], first - timedelta(days=1)) == 0


# At once


async def tried(step: Callable[[], Awaitable[object]]) -> Refused | None:
    try:
        await step()
    except Refused as refusal:
        return refusal
    return None


async def test_attack_34_two_of_nc_decide_at_once(db: Database, town: Town) -> None:
    """One decision counts; the other is told that it changed meanwhile, and there is one set of tasks."""
    project, roadmap = await roadmaps.submitted(db, town)
    outcomes = await asyncio.gather(
        tried(lambda: approve(db, town, roadmap, "nc.head")), tried(lambda: reject(db, town, roadmap, "nc.officer"))
    )
    assert [outcome is None for outcome in outcomes].count(True) == 1
    assert isinstance(next(one for one in outcomes if one is not None), ChangedMeanwhile | WrongState)
    assert len(await roadmaps.tasks_of(db, project)) in (0, 10)


async def test_nc_approves_while_the_mio_begins_a_change(db: Database, town: Town) -> None:
    """Either order ends well: there is never a change of what is not approved, nor two versions under way."""
    project, roadmap = await roadmaps.submitted(db, town)

    async def amend() -> None:
        async with db.unit() as unit:
            desk = town.desk(OFFICER)
            await drafting.amend(desk, unit.port(Projects), unit.port(Roadmaps), project, Ground.INVESTOR, "x")

    approved_, amended = await asyncio.gather(tried(lambda: approve(db, town, roadmap)), tried(amend))
    assert approved_ is None
    assert amended is None or isinstance(amended, WrongState)
    async with db.unit() as unit:
        versions = await unit.port(Roadmaps).of(project)
        assert [one.state for one in versions].count(RoadmapState.APPROVED) == 1
        assert sum(one.open for one in versions) == (0 if amended else 1)


async def test_two_change_one_draft_at_once(db: Database, town: Town) -> None:
    """The second gets the fresh card; nothing of the first is lost."""
    _, roadmap = await drafted(db, town)
    async with db.unit() as unit:
        one = await unit.port(Roadmaps).get(roadmap)
        assert one is not None
        version, tasks = one.version, one.tasks

    async def put(who: str, at: int) -> None:
        async with db.unit() as unit:
            task = replace(tasks[at], title=who)
            await drafting.put_task(town.desk(who), unit.port(Projects), unit.port(Roadmaps), roadmap, version, task)

    outcomes = await asyncio.gather(tried(lambda: put("karaganda.head", 0)), tried(lambda: put("karaganda.officer", 1)))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["ChangedMeanwhile", "NoneType"]
