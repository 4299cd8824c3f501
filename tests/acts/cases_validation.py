"""Who validates a project whose tasks are all done, and who refuses (M2.11; п. 60)."""

from datetime import date

from bot.storage.unit import Unit
from domain.kit.actor import OrganisationKind
from domain.kit.bodies import Bodies
from domain.kit.desk import Desk
from domain.passport.ports import Projects
from domain.validation import acts as validation
from domain.validation.ports import ProjectTasks, Validations
from domain.validation.rules import begin
from tests.acts.case import Case, Subject, all_of, writers
from tests.acts.stage import Stage
from tests.town.project_rows import TaskRow, project_row

SEES_PROJECT = all_of("berlin", "uo", "nc", "council", "industry", "karaganda", "karaganda_org", "nc_karaganda")
"""A project of manufacturing in Karaganda that Berlin began (A2)."""


async def a_project(stage: Stage, **more: object) -> Subject:
    """Of the national pool, with three tasks, two of them done."""
    company = await stage.company()
    tasks = (
        TaskRow(date(2026, 3, 2), date(2026, 3, 1), stage="pre_investment"),
        TaskRow(date(2026, 10, 1), date(2026, 10, 9)),
        TaskRow(date(2026, 12, 1), stage="post_investment"),
    )
    async with stage.db.unit() as unit:
        project, made = await project_row(
            unit.raw,
            **{  # type: ignore[arg-type]
                "company": company,
                "initiator": stage.town.organisations["berlin"],
                "akimat": stage.town.organisations["karaganda"],
                "author": stage.town["berlin.officer"].person,
                "official": stage.town["karaganda.officer"].person,
                "now": stage.town.now,
                "tasks": tasks,
                **more,
            },
        )
    return {"project": project, "tasks": made, "company": company}


async def on_validation(stage: Stage, **more: object) -> Subject:
    """The last task was done: it is at the chamber."""
    made = await a_project(stage, **more)
    await stage.sql("UPDATE task SET done_on = '2026-11-13', progress = 100 WHERE id = $1", made["tasks"][2])

    async def close(unit: Unit, desk: Desk) -> None:
        project = await unit.port(Projects).lock(made["project"])
        assert project is not None
        begin(desk, project, await unit.port(Bodies).of_kind(OrganisationKind.CHAMBER))

    await stage.do("karaganda.officer", close)
    return made


CASES: dict[str, tuple[Case, ...]] = {
    "validation.validate": (
        Case(
            clause="п. 60: the chamber, and nobody for it",
            may=writers("chamber"),
            knows=SEES_PROJECT | all_of("chamber"),
            prepare=on_validation,
            run=lambda u, d, s, v: validation.validate(
                d, u.port(Projects), u.port(Validations), u.port(Bodies), s["project"], v
            ),
            of="project",
            version="project",
            once=True,
        ),
    ),
    "validation.refuse": (
        Case(
            clause="M2.11: remarks, and the tasks they are about",
            may=writers("chamber"),
            knows=SEES_PROJECT | all_of("chamber"),
            prepare=on_validation,
            run=lambda u, d, s, v: validation.refuse(
                d,
                u.port(Projects),
                u.port(Validations),
                u.port(ProjectTasks),
                s["project"],
                v,
                "The workshop has no roof",
                s["tasks"][1:2],
            ),
            of="project",
            version="project",
            once=True,
        ),
    ),
}
