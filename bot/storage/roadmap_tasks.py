"""Live tasks of roadmaps with the history of their dates, and lists of what waits for whom (M2.6–M2.8)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Computed,
    Date,
    DateTime,
    ForeignKey,
    Integer,
    Select,
    Table,
    Text,
    Uuid,
    and_,
    exists,
    false,
    func,
    insert,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.storage.locking import locked
from bot.storage.passport import deadline, project, seen_by
from bot.storage.roadmap import roadmap
from bot.storage.tables import mapper, metadata
from bot.storage.unit import PortFactory, Unit
from domain.deadline.model import DeadlineKind
from domain.kit.actor import Actor, OrganisationKind
from domain.kit.ids import PersonId, ProjectId, Ref, TaskId
from domain.passport.acts import OVER
from domain.passport.model import ProjectState
from domain.passport.rules import ROADMAP_DUE
from domain.roadmap.model import DueSince, RoadmapState, Step, Task
from domain.roadmap.ports import RoadmapLine, RoadmapLists, TaskLine, Tasks
from domain.roadmap.rules import CHANGE_REVIEW, REVIEW, REWORK

task = Table(
    "task",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("project", Uuid, ForeignKey("project.id"), nullable=False),
    Column("akimat", Uuid, ForeignKey("organisation.id"), nullable=False),
    Column("region", Text, nullable=False),
    Column("sector", Text, nullable=False),
    Column("official", Uuid, ForeignKey("person.id")),
    Column("stage", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("due", Date, nullable=False),
    Column("result", Text, nullable=False),
    Column("measure", Text, nullable=False),
    Column("risk", Text, nullable=False),
    Column("mitigation", Text, nullable=False),
    Column("party", Text, nullable=False),
    Column("organisation", Uuid, ForeignKey("organisation.id")),
    Column("who", Text, nullable=False),
    Column("progress", Integer, nullable=False),
    Column("done_on", Date),
    Column("suspended", Boolean, nullable=False),
    Column("ranked", Boolean, nullable=False),
    Column("corridor", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    # Kept by triggers for the panel and the rating (migration 0018).
    Column("left_on", Date),
    Column("counts_from", Date),
    Column("soonest", Date),
    Column("moved", Boolean, nullable=False),
    Column("ended", Date, Computed("least(done_on, left_on)", persisted=True)),
)
task_due = Table(
    "task_due",
    metadata,
    Column("task", Uuid, ForeignKey("task.id", ondelete="CASCADE"), primary_key=True),
    Column("since", Date, primary_key=True),
    Column("due", Date, nullable=False),
)
task_step = Table(
    "task_step",
    metadata,
    Column("task", Uuid, ForeignKey("task.id", ondelete="CASCADE"), primary_key=True),
    Column("counted", Integer, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("person", Uuid, ForeignKey("person.id"), nullable=False),
    Column("organisation", Uuid, ForeignKey("organisation.id"), nullable=False),
    Column("progress", Integer, nullable=False),
    Column("note", Text, nullable=False),
)
mapper.map_imperatively(
    Task,
    task,
    version_id_col=task.c.version,
    exclude_properties=["left_on", "counts_from", "soonest", "moved", "ended"],
)


class TaskStore(Tasks):
    """The `Tasks` port on one unit's session."""

    def __init__(self, unit: Unit) -> None:
        self._session = unit.session

    async def get(self, task_id: TaskId) -> Task | None:
        return await self._session.get(Task, task_id)

    async def lock(self, task_id: TaskId) -> Task | None:
        return await locked(self._session, Task, task_id)

    async def of(self, project_id: ProjectId, *, lock: bool = False) -> Sequence[Task]:
        await self._session.flush()
        query = select(Task).where(task.c.project == project_id)
        if lock:  # in one order, whoever locks them
            query = query.order_by(task.c.id).with_for_update().execution_options(populate_existing=True)
            return sorted(await self._session.scalars(query), key=lambda one: (one.position, one.due, str(one.id)))
        return list(await self._session.scalars(query.order_by(task.c.position, task.c.due, task.c.id)))

    async def add(self, one: Task) -> None:
        self._session.add(one)
        await self._session.flush()

    async def remove(self, one: Task) -> None:
        await self._session.delete(one)
        await self._session.flush()

    async def dues(self, tasks: Sequence[TaskId]) -> Mapping[TaskId, Sequence[DueSince]]:
        if not tasks:
            return {}
        query = select(task_due).where(task_due.c.task.in_(tasks)).order_by(task_due.c.task, task_due.c.since)
        found: dict[TaskId, list[DueSince]] = {}
        for row in await self._session.execute(query):
            found.setdefault(TaskId(row.task), []).append(DueSince(row.since, row.due))
        return found

    async def due_from(self, task_id: TaskId, since: date, due: date) -> None:
        row = upsert(task_due).values(task=task_id, since=since, due=due)
        await self._session.execute(
            row.on_conflict_do_update(index_elements=[task_due.c.task, task_due.c.since], set_={"due": due})
        )

    async def say(self, task_id: TaskId, step: Step) -> None:
        counted = select(func.coalesce(func.max(task_step.c.counted), 0) + 1).where(task_step.c.task == task_id)
        await self._session.execute(
            insert(task_step).values(
                task=task_id,
                counted=counted.scalar_subquery(),
                at=step.at,
                person=step.person,
                organisation=step.organisation,
                progress=step.progress,
                note=step.note,
            )
        )

    async def steps(self, task_id: TaskId, limit: int) -> Sequence[Step]:
        query = select(task_step).where(task_step.c.task == task_id).order_by(task_step.c.counted.desc()).limit(limit)
        return [
            Step(row.at, PersonId(row.person), row.organisation, row.progress, row.note)
            for row in await self._session.execute(query)
        ]


class RoadmapRows(RoadmapLists):
    """The `RoadmapLists` port: rows, never entities."""

    def __init__(self, unit: Unit) -> None:
        self._session = unit.session

    async def waiting(self, actor: Actor, offset: int, limit: int) -> tuple[Sequence[RoadmapLine], int]:
        due = (
            select(func.min(deadline.c.due))
            .where(
                deadline.c.subject_kind == "project",
                deadline.c.subject_id == project.c.id,
                deadline.c.kind.in_([one.name for one in (ROADMAP_DUE, REWORK, REVIEW, CHANGE_REVIEW)]),
                deadline.c.state == "open",
            )
            .scalar_subquery()
        )
        query = (
            select(
                project.c.id,
                project.c.number,
                project.c.title,
                project.c.corridor,
                roadmap.c.state,
                roadmap.c.amends,
                func.coalesce(roadmap.c.submitted_at, roadmap.c.made_at, project.c.since).label("since"),
                due.label("due"),
            )
            .select_from(_UNDER_WAY)
            .where(seen_by(actor), waiting_for(actor))
            .order_by(project.c.corridor.desc(), due.asc().nulls_last(), project.c.id)
            .offset(offset)
            .limit(limit)
        )
        lines = [
            RoadmapLine(
                row.id, row.number, row.title, row.corridor, row.state or "", bool(row.amends), row.since, row.due
            )
            for row in await self._session.execute(query)
        ]
        return lines, await self.count_waiting(actor)

    async def count_waiting(self, actor: Actor) -> int:
        query = select(func.count()).select_from(_UNDER_WAY).where(seen_by(actor), waiting_for(actor))
        return await self._session.scalar(query) or 0

    async def tasks(self, actor: Actor, offset: int, limit: int) -> tuple[Sequence[TaskLine], int]:
        where = (seen_by(actor), mine(actor), *_OPEN)
        total = await self._session.scalar(select(func.count()).select_from(_TASKS).where(*where))
        query = _task_lines().where(*where).order_by(task.c.due, task.c.id).offset(offset).limit(limit)
        return [TaskLine(**row._mapping) for row in await self._session.execute(query)], total or 0

    async def count_tasks(self, actor: Actor, until: date) -> int:
        pressing = and_(*_OPEN, task.c.due <= until, task.c.suspended.is_(False))
        query = select(func.count()).select_from(_TASKS).where(seen_by(actor), mine(actor), pressing)
        return await self._session.scalar(query) or 0

    async def due(self, actor: Actor, subject: Ref, kind: DeadlineKind) -> date | None:
        of_project = project.c.id == subject.id
        of_task = exists().where(task.c.id == subject.id, task.c.project == project.c.id)
        query = (
            select(deadline.c.due)
            .where(
                deadline.c.subject_kind == subject.kind,
                deadline.c.subject_id == subject.id,
                deadline.c.kind == kind.name,
                deadline.c.state == "open",
            )
            .where(exists().where(seen_by(actor), of_project if subject.kind == "project" else of_task))
        )
        return await self._session.scalar(query)


_UNDER_WAY = project.outerjoin(
    roadmap,
    and_(
        roadmap.c.project == project.c.id,
        roadmap.c.state.in_((RoadmapState.DRAFT, RoadmapState.SUBMITTED)),
    ),
)
_TASKS = task.join(project, project.c.id == task.c.project)
_OPEN = (task.c.done_on.is_(None), task.c.left_on.is_(None))
"""To be done, of a project that is still in the pool."""


def waiting_for(actor: Actor) -> ColumnElement[bool]:
    """For the MIO's people: a roadmap to make or mend, of one's own projects or of those nobody answers for; for NC and
    UO: those to decide on. Nothing of a project that has left the pool."""
    if not actor.writes:
        return false()
    submitted = roadmap.c.state == RoadmapState.SUBMITTED
    still_in = project.c.state.not_in([state.value for state in OVER])
    match actor.kind:
        case OrganisationKind.AKIMAT:
            own = or_(project.c.official == actor.person, project.c.official.is_(None))
            unmade = and_(project.c.state == ProjectState.WITHOUT_ROADMAP, roadmap.c.id.is_(None))
            todo = or_(unmade, roadmap.c.state == RoadmapState.DRAFT)
            return and_(project.c.akimat == actor.organisation, own, todo, still_in)
        case OrganisationKind.NATIONAL_COMPANY:
            return and_(submitted, roadmap.c.amends.is_(False), still_in)
        case OrganisationKind.AUTHORISED_BODY:
            return and_(submitted, roadmap.c.amends.is_(True), still_in)
    return false()


def mine(actor: Actor) -> ColumnElement[bool]:
    """Tasks of an official's projects, and those that the actor's own body answers for."""
    return or_(task.c.official == actor.person, task.c.organisation == actor.organisation)


def _task_lines() -> Select[Any]:
    return select(
        task.c.id,
        task.c.project,
        project.c.number,
        task.c.title,
        task.c.due,
        task.c.done_on,
        task.c.suspended,
        task.c.progress,
    ).select_from(_TASKS)


PORTS: dict[type, PortFactory] = {Tasks: TaskStore, RoadmapLists: RoadmapRows}
