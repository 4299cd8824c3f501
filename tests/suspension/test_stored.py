"""Suspended, lifted, excluded on PostgreSQL: clocks, tasks, the rating; two at once; the end of Module 3 by itself."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from bot.jobs.exclusion import exclude_expired
from bot.machine.finish import papers_form
from bot.storage.machine import write_papers
from bot.storage.unit import Database, Unit
from domain.deadline.due import due, not_later_than
from domain.deadline.model import opened
from domain.edition.order_2024 import ORDER_2024
from domain.file.ports import Files
from domain.kit.bodies import Bodies
from domain.kit.desk import Desk
from domain.kit.ids import ProjectId, Ref
from domain.kit.periods import Quarter, working_days
from domain.kit.refused import Refused
from domain.passport.ports import Projects
from domain.rating.ports import Ratings
from domain.roadmap.rules import TASK
from domain.suspension import acts
from domain.suspension.acts import Asking
from domain.suspension.model import Measure
from domain.suspension.ports import ProjectClocks, SuspensionLists, Suspensions
from domain.suspension.rules import AskedAlready, NotInNationalPool, WrittenRequestNeeded
from domain.validation.model import Aftercare
from domain.validation.ports import Validations
from domain.validation.rules import DECISION as VALIDATION
from tests.acts.every import ports
from tests.town.people import Town, build, settle_in
from tests.town.project_rows import TaskRow, company_row, project_row

DAY = timedelta(days=1)
TODAY = date(2026, 11, 16)


@pytest.fixture
async def town(database: str) -> Town:
    made = build()
    await settle_in(made, database)
    return made


@pytest.fixture
async def db(database: str) -> AsyncIterator[Database]:
    opened_ = Database(database, ports(), size=6)
    yield opened_
    await opened_.close()


async def do(db: Database, town: Town, who: str, act: Any) -> Any:
    """One act of this person, with what it leaves."""
    async with db.unit() as unit:
        desk = town.desk(who)
        found = await act(unit, desk)
        await unit.flush()
        form = papers_form(desk, key=str(desk.new_id()), who=desk.actor, legal_at=desk.now.isoformat())
        await write_papers(unit.raw, form)
        return found


async def a_project(db: Database, town: Town, *tasks: TaskRow, **more: object) -> tuple[ProjectId, list[UUID]]:
    """With the clocks of its open tasks, as the roadmap's room opens them."""
    officer, akimat = town["karaganda.officer"], town.organisations["karaganda"]

    async def make(unit: Unit, desk: Desk) -> tuple[ProjectId, list[UUID]]:
        company = await company_row(unit.raw, akimat, officer.person, town.now)
        given: dict[str, Any] = {"company": company, "initiator": akimat, "akimat": akimat, "author": officer.person}
        project, made = await project_row(unit.raw, now=town.now, tasks=tasks, **{**given, **more})
        for task, row in zip(made, tasks, strict=True):
            if row.done_on is None:
                desk.deadline(opened(TASK, Ref("task", task), akimat, not_later_than(row.due), officer.person))
        return ProjectId(project), made

    found: tuple[ProjectId, list[UUID]] = await do(db, town, "karaganda.officer", make)
    return found


def ask(project: ProjectId, measure: Measure = Measure.SUSPEND, seen: int = 1, **more: object) -> Any:
    given: dict[str, Any] = {"measure": measure, "ground": "financing", "reason": "r", "condition": "the loan goes on"}
    what = Asking(**{**given, **more})
    return lambda u, d: acts.ask(
        d, u.port(Projects), u.port(Suspensions), u.port(Files), u.port(Bodies), project, seen, what
    )


def grant(request: UUID, condition: str = "the loan goes on", until: date | None = None) -> Any:
    return lambda u, d: acts.grant(
        d,
        u.port(Projects),
        u.port(Suspensions),
        u.port(ProjectClocks),
        u.port(Bodies),
        request,
        1,
        "",
        until,
        condition,
    )


async def lift(db: Database, town: Town, project: ProjectId) -> None:
    async def act(unit: Unit, desk: Desk) -> None:
        known = await unit.port(Projects).get(project)
        assert known is not None
        await acts.lift(
            desk,
            unit.port(Projects),
            unit.port(Suspensions),
            unit.port(ProjectClocks),
            unit.port(Validations),
            unit.port(Bodies),
            project,
            known.version,
        )

    await do(db, town, "uo.officer", act)


async def rows(db: Database, sql: str, *values: Any) -> list[Any]:
    async with db.unit(readonly=True) as unit:
        return [tuple(row) for row in await unit.raw.fetch(sql, *values)]


async def test_m2_10_everything_stands_still_and_goes_on(db: Database, town: Town) -> None:
    late, soon, done = TaskRow(TODAY - 3 * DAY), TaskRow(TODAY + 9 * DAY), TaskRow(TODAY - 9 * DAY, TODAY - 9 * DAY)
    project, tasks = await a_project(db, town, late, soon, done)
    request = await do(db, town, "karaganda.officer", ask(project))
    assert await rows(db, "SELECT due FROM deadline WHERE kind = 'suspension.decide' AND state = 'open'") == [
        (date(2026, 11, 23),)  # п. 35: five working days
    ]
    await do(db, town, "uo.officer", grant(request))
    assert await rows(db, "SELECT suspended FROM project") == [(True,)]
    assert await rows(db, "SELECT suspended FROM task ORDER BY position") == [(True,), (True,), (False,)]
    states = "SELECT state, count(*) FROM deadline WHERE kind = 'roadmap.task' GROUP BY state"
    assert await rows(db, states) == [("paused", 2)]
    assert await rows(db, "SELECT first, last FROM project_suspension") == [(TODAY + DAY, None)]
    town.later(days=12)
    await lift(db, town, project)
    assert await rows(db, states) == [("open", 2)]
    moved = [(TODAY + 9 * DAY,), (TODAY + 21 * DAY,), (TODAY - 9 * DAY,)]
    assert await rows(db, "SELECT due FROM task ORDER BY position") == moved
    clocks = "SELECT due FROM deadline WHERE subject_id = $1"
    assert [await rows(db, clocks, task) for task in tasks[:2]] == [[one] for one in moved[:2]]
    assert await rows(db, "SELECT first, last FROM project_suspension") == [(TODAY + DAY, TODAY + 12 * DAY)]
    # M2.9: three days overdue before, none while it stood still, and from tomorrow they grow again
    async with db.unit(readonly=True) as unit:
        for day, points in ((12, "0.5"), (14, "0.5"), (15, "1")):  # 3, 5 and 6 days
            figures = await unit.port(Ratings).figures(
                Quarter(2026, 4), TODAY + day * DAY, ORDER_2024.realisation.rating_bands
            )
            assert [one.points for one in figures] == [Decimal(points)], day


async def test_m2_10_lifted_on_the_very_day(db: Database, town: Town) -> None:
    project, _ = await a_project(db, town, TaskRow(TODAY + 9 * DAY))
    request = await do(db, town, "karaganda.officer", ask(project))
    await do(db, town, "uo.officer", grant(request))
    await lift(db, town, project)
    assert await rows(db, "SELECT due, suspended, moved FROM task") == [(TODAY + 9 * DAY, False, False)]
    assert await rows(db, "SELECT last - first FROM project_suspension") == [(-1,)]


async def test_m2_10_the_chambers_five_days_stand_still_too(db: Database, town: Town) -> None:
    project, _ = await a_project(db, town, TaskRow(TODAY - DAY, TODAY - DAY), state="validation")
    chamber = town.organisations["chamber"]

    async def clock(unit: Unit, desk: Desk) -> None:
        end = due(TODAY, working_days(5), desk.calendar)
        desk.deadline(opened(VALIDATION, Ref("project", project), chamber, end))

    await do(db, town, "karaganda.officer", clock)
    request = await do(db, town, "karaganda.officer", ask(project))
    town.later(days=2)
    await do(db, town, "uo.officer", grant(request))
    town.later(days=28)  # 16 December, a holiday
    await lift(db, town, project)
    found = await rows(db, "SELECT due, state FROM deadline WHERE kind = 'validation.decide'")
    calendar = town.desk("uo.officer").calendar
    assert found == [(calendar.nth_working(date(2026, 12, 16), 3), "open")]


async def test_m2_10_its_named_end_is_the_uos_to_watch(db: Database, town: Town) -> None:
    """Nothing is lifted by itself; once lifted, the reminder is over."""
    project, _ = await a_project(db, town, TaskRow(TODAY + DAY))
    request = await do(db, town, "karaganda.officer", ask(project, until=TODAY + 30 * DAY, condition=""))
    await do(db, town, "uo.officer", grant(request, "", TODAY + 30 * DAY))
    review = "SELECT due, state, legal FROM deadline WHERE kind = 'suspension.review'"
    assert await rows(db, review) == [(TODAY + 30 * DAY, "open", False)]
    town.later(days=40)
    assert await rows(db, "SELECT suspended FROM project") == [(True,)]
    await lift(db, town, project)
    assert [one[1] for one in await rows(db, review)] == ["met"]


async def test_m2_10_excluded_all_clocks_end(db: Database, town: Town) -> None:
    """Also out of a suspension; its overdue days grow no more, and past ones stay."""
    project, _ = await a_project(db, town, TaskRow(TODAY - 3 * DAY), TaskRow(TODAY + 40 * DAY))
    request = await do(db, town, "karaganda.officer", ask(project))
    await do(db, town, "uo.officer", grant(request))
    exclusion = await do(db, town, "karaganda.officer", ask(project, Measure.EXCLUDE, seen=2))
    town.later(days=3)
    await do(db, town, "uo.officer", grant(exclusion, ""))
    assert await rows(db, "SELECT state, suspended FROM project") == [("excluded", False)]
    assert await rows(db, "SELECT DISTINCT state FROM deadline WHERE kind = 'roadmap.task'") == [("cancelled",)]
    assert await rows(db, "SELECT DISTINCT left_on FROM task") == [(TODAY + 3 * DAY,)]
    bands = ORDER_2024.realisation.rating_bands
    async with db.unit(readonly=True) as unit:
        for day in (TODAY + 3 * DAY, date(2026, 12, 31)):
            (one,) = await unit.port(Ratings).figures(Quarter(2026, 4), day, bands)
            assert (one.points, one.projects) == (Decimal("0.5"), 1)
        assert await unit.port(Ratings).figures(Quarter(2027, 1), date(2027, 2, 1), bands) == []
    with pytest.raises(NotInNationalPool):
        await do(db, town, "karaganda.officer", ask(project, seen=3))


async def test_m2_10_what_is_refused(db: Database, town: Town) -> None:
    regional, _ = await a_project(db, town, pool="regional")
    with pytest.raises(NotInNationalPool):
        await do(db, town, "karaganda.officer", ask(regional))
    project, _ = await a_project(db, town)
    with pytest.raises(WrittenRequestNeeded):
        await do(db, town, "karaganda.officer", ask(project, ground="written_request"))
    await do(db, town, "karaganda.officer", ask(project))
    with pytest.raises(AskedAlready):
        await do(db, town, "karaganda.officer", ask(project, Measure.EXCLUDE))


async def test_attack_34_two_decide_at_once(db: Database, town: Town) -> None:
    project, _ = await a_project(db, town, TaskRow(TODAY))
    request = await do(db, town, "karaganda.officer", ask(project))

    async def tried(who: str, act: Any) -> str:
        try:
            await do(db, town, who, act)
        except Refused as refusal:
            return type(refusal).__name__
        return "done"

    def refuse(u: Unit, d: Desk) -> Any:
        return acts.refuse(d, u.port(Projects), u.port(Suspensions), request, 1, "no")

    ended = await asyncio.gather(tried("uo.officer", grant(request)), tried("uo.head", refuse))
    assert sorted(ended) == ["ChangedMeanwhile", "done"]
    granted = (await rows(db, "SELECT state FROM suspension_request"))[0][0] == "granted"
    assert await rows(db, "SELECT suspended FROM project") == [(granted,)]


async def test_attack_34_two_ask_at_once(db: Database, town: Town) -> None:
    project, _ = await a_project(db, town)

    async def tried(who: str) -> str:
        try:
            await do(db, town, who, ask(project))
        except Refused as refusal:
            return type(refusal).__name__
        return "done"

    assert sorted(await asyncio.gather(tried("karaganda.head"), tried("karaganda.officer"))) == ["AskedAlready", "done"]


async def test_m2_10_excluded_by_itself_at_the_end(db: Database, town: Town) -> None:
    """п. 36: the day after the last; the contract as it stands now; suspended ones not; done once, whoever comes."""
    ends = {"three years": TODAY, "tomorrow": TODAY + DAY, "contract": TODAY - DAY, "longer": TODAY - 2 * DAY}
    made: dict[str, ProjectId] = {}
    amended: dict[str, dict[str, object]] = {"longer": {"contract_until": TODAY + 5 * DAY}}
    for name, end in ends.items():
        more = amended.get(name, {})
        project, _ = await a_project(db, town, TaskRow(TODAY - 90 * DAY, TODAY - 90 * DAY), state="aftercare", **more)
        made[name] = project
        async with db.unit() as unit:
            await unit.port(Validations).begin_aftercare(Aftercare(project, end - 1096 * DAY, end, "e"))
    suspended, _ = await a_project(db, town, state="aftercare")
    async with db.unit() as unit:
        await unit.port(Validations).begin_aftercare(Aftercare(suspended, TODAY - 1200 * DAY, TODAY - 9 * DAY, "e"))
        await unit.raw.execute("UPDATE project SET suspended = true WHERE id = $1", suspended)

    async def tick() -> int:
        async with db.unit() as unit:
            return await exclude_expired(unit, town.now)

    assert sum(await asyncio.gather(tick(), tick())) == 1  # «contract» is over; nobody waits for the other ticker
    assert await rows(db, "SELECT project FROM project_exclusion") == [(made["contract"],)]
    town.later(days=1)
    assert (await tick(), await tick()) == (1, 0)
    town.later(days=1)
    assert await tick() == 1
    async with db.unit() as unit:  # amended: the end is nearer now
        await unit.raw.execute("UPDATE project SET contract_until = $2 WHERE id = $1", made["longer"], TODAY + DAY)
    assert await tick() == 1
    assert await rows(db, "SELECT count(*) FROM project WHERE state = 'excluded'") == [(4,)]
    assert await rows(db, "SELECT state FROM project WHERE id = $1", suspended) == [("aftercare",)]
    told = await rows(db, "SELECT about_id, count(*) FROM outbox WHERE notice->>'n' = 'suspension.excluded' GROUP BY 1")
    assert len(told) == 4
    assert await rows(db, "SELECT count(*) FROM audit WHERE act = 'suspension.expire'") == [(4,)]


async def test_m2_10_a_request_ends_with_a_project_that_is_excluded_by_itself(db: Database, town: Town) -> None:
    """п. 35, 36: neither the UO nor the MIO is kept waiting for what nobody can decide any more."""
    project, _ = await a_project(db, town, TaskRow(TODAY - 90 * DAY, TODAY - 90 * DAY), state="aftercare")
    async with db.unit() as unit:
        await unit.port(Validations).begin_aftercare(Aftercare(project, TODAY - 1096 * DAY, TODAY, "e"))
    await do(db, town, "karaganda.officer", ask(project, Measure.EXCLUDE))

    async def waiting() -> int:
        async with db.unit(readonly=True) as unit:
            return (await unit.port(SuspensionLists).waiting(town["uo.officer"], 0, 8))[1]

    assert await waiting() == 1
    town.later(days=1)
    async with db.unit() as unit:
        assert await exclude_expired(unit, town.now) == 1
    assert await waiting() == 0
    assert await rows(db, "SELECT state FROM deadline WHERE kind = 'suspension.decide'") == [("cancelled",)]
