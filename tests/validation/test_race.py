"""Two of the chamber at once, and the tasks that are open again (M2.11; attack 34)."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any

import pytest

from bot.storage.unit import Database, Unit
from domain.classifier.regions import Region
from domain.edition.order_2024 import ORDER_2024
from domain.kit.bodies import Bodies
from domain.kit.desk import Desk
from domain.kit.ids import ProjectId, TaskId
from domain.kit.periods import Quarter
from domain.kit.refused import NotFound, Refused
from domain.passport.ports import Projects
from domain.rating.ports import Ratings
from domain.validation import acts
from domain.validation.ports import ProjectTasks, Validations
from domain.validation.rules import RemarksNeeded
from tests.acts.every import ports
from tests.town.people import Town, build, settle_in
from tests.town.project_rows import TaskRow, company_row, project_row

TODAY = date(2026, 11, 16)
DAY = timedelta(days=1)


@pytest.fixture
async def town(database: str) -> Town:
    made = build()
    await settle_in(made, database)
    return made


@pytest.fixture
async def db(database: str) -> AsyncIterator[Database]:
    opened = Database(database, ports(), size=4)
    yield opened
    await opened.close()


async def on_validation(db: Database, town: Town, *tasks: TaskRow) -> tuple[ProjectId, list[TaskId]]:
    officer = town["karaganda.officer"]
    async with db.unit() as unit:
        company = await company_row(unit.raw, officer.organisation, officer.person, town.now)
        project, made = await project_row(
            unit.raw, company=company, initiator=officer.organisation, akimat=officer.organisation,
            author=officer.person, now=town.now, tasks=tasks, state="validation",
            parties=[town.organisations["chamber"]],
        )  # fmt: skip
    return ProjectId(project), [TaskId(one) for one in made]


def validate(project: ProjectId) -> Any:
    return lambda u, d: acts.validate(d, u.port(Projects), u.port(Validations), u.port(Bodies), project, 1)


def refuse(project: ProjectId, tasks: list[TaskId], remarks: str = "why") -> Any:
    return lambda u, d: acts.refuse(
        d, u.port(Projects), u.port(Validations), u.port(ProjectTasks), project, 1, remarks, tasks
    )


async def tried(db: Database, desk: Desk, act: Any) -> str:
    try:
        async with db.unit() as unit:
            await act(unit, desk)
    except Refused as refusal:
        return type(refusal).__name__
    return "done"


async def test_attack_34_one_validates_while_the_other_refuses(db: Database, town: Town) -> None:
    project, tasks = await on_validation(db, town, TaskRow(TODAY, TODAY))
    ended = await asyncio.gather(
        tried(db, town.desk("chamber.head"), validate(project)),
        tried(db, town.desk("chamber.officer"), refuse(project, tasks)),
    )
    assert sorted(ended) == ["ChangedMeanwhile", "done"]
    async with db.unit(readonly=True) as unit:
        assert await unit.raw.fetchval("SELECT count(*) FROM validation_decision") == 1
        state = await unit.raw.fetchval("SELECT state FROM project")
        assert state == ("aftercare" if ended[0] == "done" else "with_roadmap")


async def test_m2_11_remarks_name_tasks_of_this_project(db: Database, town: Town) -> None:
    project, tasks = await on_validation(db, town, TaskRow(TODAY, TODAY))
    _, others = await on_validation(db, town, TaskRow(TODAY, TODAY))
    desk = town.desk("chamber.officer")
    assert await tried(db, desk, refuse(project, others)) == NotFound.__name__
    assert await tried(db, desk, refuse(project, [], "why")) == RemarksNeeded.__name__
    assert await tried(db, desk, refuse(project, tasks, "  ")) == RemarksNeeded.__name__
    assert await tried(db, town.desk("chamber.officer", pin=False), refuse(project, tasks)) == "PinNeeded"


@pytest.mark.parametrize(
    ("due", "done", "later", "days"),
    [
        (-20, -16, 10, 4 + 10),  # four days late when it was done, and ten after it was opened again
        (-20, -22, 0, 0),
        (-20, -22, 5, 5),  # in time when it was done: the days at the chamber are nobody's fault
        (-20, -20, 6, 6),
        (3, -1, 3, 0),  # its date is still to come
        (3, -1, 4, 1),
        (-3, 0, 2, 3 + 2),  # done and opened again on one day
    ],
)
async def test_m2_11_days_as_done_are_not_overdue(
    db: Database, town: Town, due: int, done: int, later: int, days: int
) -> None:
    """M2.9 after a refusal: from the day after it, the task's own date holds again."""
    project, tasks = await on_validation(db, town, TaskRow(TODAY + due * DAY, TODAY + done * DAY))

    async def act(unit: Unit, desk: Desk) -> None:
        await refuse(project, tasks)(unit, desk)

    assert await tried(db, town.desk("chamber.head"), act) == "done"
    async with db.unit(readonly=True) as unit:
        found, _ = await unit.port(Ratings).late(
            town["uo.head"],
            Quarter(2026, 4),
            TODAY + later * DAY,
            ORDER_2024.realisation.rating_bands,
            Region("35"),
            0,
            9,
        )
        assert sum(one.days for one in found) == days
