"""The chamber's decisions, Module 3, and the tasks as the chamber touches them, in PostgreSQL (M2.11)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Column, Date, DateTime, ForeignKey, Table, Text, Uuid, and_, func, insert, select
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import ARRAY

from bot.storage.passport import deadline, project, seen_by
from bot.storage.tables import mapper, metadata
from bot.storage.unit import PortFactory, Unit
from domain.deadline.due import not_later_than
from domain.deadline.model import opened
from domain.kit.actor import Actor
from domain.kit.desk import Desk
from domain.kit.ids import OrganisationId, PersonId, ProjectId, Ref, TaskId
from domain.passport.model import Project, ProjectState
from domain.roadmap.rules import TASK
from domain.validation.model import Aftercare, Decision, DoneTask, Verdict
from domain.validation.ports import ProjectTasks, ValidationLine, ValidationLists, Validations
from domain.validation.rules import DECISION

validation_decision = Table(
    "validation_decision",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("project", Uuid, ForeignKey("project.id"), nullable=False),
    Column("chamber", Uuid, ForeignKey("organisation.id"), nullable=False),
    Column("completed_at", DateTime(timezone=True), nullable=False),
    Column("decided_by", Uuid, ForeignKey("person.id"), nullable=False),
    Column("decided_at", DateTime(timezone=True), nullable=False),
    Column("verdict", Text, nullable=False),
    Column("remarks", Text, nullable=False),
    Column("tasks", ARRAY(Uuid), nullable=False),
)
aftercare = Table(
    "aftercare",
    metadata,
    Column("project", Uuid, ForeignKey("project.id"), primary_key=True),
    Column("began_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),
    Column("edition", Text, nullable=False),
)
mapper.map_imperatively(Aftercare, aftercare)

# The days on which it stood as done get a due date of their own in the history, so that they are in time; from then on
# the task's own date holds again (Decided). Done and opened on one day: there is no such day.
_STOOD_DONE = """
INSERT INTO task_due (task, since, due)
SELECT id, CAST(done_on AS date) + 1, greatest(due, CAST(:day AS date)) FROM task
WHERE id = ANY(:tasks) AND project = :project AND done_on < :day
ON CONFLICT (task, since) DO UPDATE SET due = excluded.due
"""
_DUE_AGAIN = """
INSERT INTO task_due (task, since, due)
SELECT id, CAST(:day AS date) + 1, due FROM task
WHERE id = ANY(:tasks) AND project = :project AND done_on < :day
ON CONFLICT (task, since) DO UPDATE SET due = excluded.due
"""
_REOPEN = """
UPDATE task SET done_on = NULL, progress = 99, version = version + 1
WHERE id = ANY(:tasks) AND project = :project AND done_on IS NOT NULL
RETURNING id, due
"""


class ValidationStore(Validations):
    """The `Validations` port on one unit's session."""

    def __init__(self, unit: Unit) -> None:
        self._session = unit.session

    async def add(self, decision: Decision) -> None:
        await self._session.execute(
            insert(validation_decision).values(
                id=decision.id,
                project=decision.project,
                chamber=decision.chamber,
                completed_at=decision.completed_at,
                decided_by=decision.decided_by,
                decided_at=decision.decided_at,
                verdict=decision.verdict.value,
                remarks=decision.remarks,
                tasks=list(decision.tasks),
            )
        )

    async def of(self, project_id: ProjectId) -> Sequence[Decision]:
        query = (
            select(validation_decision)
            .where(validation_decision.c.project == project_id)
            .order_by(validation_decision.c.decided_at.desc(), validation_decision.c.id)
        )
        return [_decision(row) for row in await self._session.execute(query)]

    async def begin_aftercare(self, begun: Aftercare) -> None:
        self._session.add(begun)
        await self._session.flush()

    async def aftercare(self, project_id: ProjectId) -> Aftercare | None:
        return await self._session.get(Aftercare, project_id)


class StoredProjectTasks(ProjectTasks):
    """The `ProjectTasks` port: rows of the roadmap's tables, never its entities."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._session = unit.session

    async def of(self, project_id: ProjectId) -> Sequence[DoneTask]:
        rows = await self._session.execute(
            sql(
                "SELECT id, stage, title, result, due, done_on FROM task WHERE project = :project"
                " ORDER BY array_position(ARRAY['pre_investment', 'investment', 'post_investment'], stage),"
                " position, id"
            ),
            {"project": project_id},
        )
        return [DoneTask(TaskId(row.id), row.stage, row.title, row.result, row.due, row.done_on) for row in rows]

    async def reopen(self, desk: Desk, one: Project, tasks: Sequence[TaskId], on: date) -> None:
        values = {"tasks": list(tasks), "project": one.id, "day": on}
        await self._session.flush()
        await self._session.execute(sql(_STOOD_DONE), values)
        await self._session.execute(sql(_DUE_AGAIN), values)
        for row in await self._session.execute(sql(_REOPEN), values):
            end = not_later_than(row.due)
            desk.deadline(opened(TASK, Ref("task", row.id), one.akimat, end, one.official))


class ValidationRows(ValidationLists):
    """The `ValidationLists` port: rows, never entities."""

    def __init__(self, unit: Unit) -> None:
        self._session = unit.session

    async def waiting(self, actor: Actor, offset: int, limit: int) -> tuple[Sequence[ValidationLine], int]:
        where = and_(
            project.c.state == ProjectState.VALIDATION,
            project.c.suspended.is_(False),
            project.c.parties.contains([actor.organisation]),
            seen_by(actor),
        )
        total = await self._session.scalar(select(func.count()).select_from(project).where(where))
        running = and_(
            deadline.c.subject_kind == "project",
            deadline.c.subject_id == project.c.id,
            deadline.c.kind == DECISION.name,
            deadline.c.state == "open",
        )
        query = (
            select(project.c.id, project.c.number, project.c.title, project.c.corridor, deadline.c.due)
            .select_from(project.outerjoin(deadline, running))
            .where(where)
            .order_by(project.c.corridor.desc(), deadline.c.due.asc().nulls_last(), project.c.id)
            .offset(offset)
            .limit(limit)
        )
        found = await self._session.execute(query)
        return [ValidationLine(ProjectId(r.id), r.number, r.title, r.corridor, r.due) for r in found], total or 0

    async def due(self, project_id: ProjectId) -> date | None:
        return await self._session.scalar(
            select(deadline.c.due).where(
                deadline.c.subject_kind == "project",
                deadline.c.subject_id == project_id,
                deadline.c.kind == DECISION.name,
                deadline.c.state == "open",
            )
        )


def _decision(row: Any) -> Decision:
    return Decision(
        id=row.id,
        project=ProjectId(row.project),
        chamber=OrganisationId(row.chamber),
        completed_at=row.completed_at,
        decided_by=PersonId(row.decided_by),
        decided_at=row.decided_at,
        verdict=Verdict(row.verdict),
        remarks=row.remarks,
        tasks=tuple(TaskId(one) for one in row.tasks),
    )


PORTS: dict[type, PortFactory] = {
    Validations: ValidationStore,
    ProjectTasks: StoredProjectTasks,
    ValidationLists: ValidationRows,
}
