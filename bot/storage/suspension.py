"""Requests, suspensions and exclusions in PostgreSQL, and the exclusion that comes by itself (M2.10; п. 33–36)."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    DateTime,
    ForeignKey,
    Integer,
    Table,
    Text,
    Uuid,
    and_,
    false,
    func,
    select,
)
from sqlalchemy import text as sql

from bot.storage.locking import locked
from bot.storage.passport import deadline, project, seen_by
from bot.storage.tables import mapper, metadata
from bot.storage.unit import PortFactory, Unit
from domain.deadline.model import KINDS, DeadlineKind
from domain.kit.actor import Actor, OrganisationKind
from domain.kit.ids import ProjectId, Ref, TaskId
from domain.kit.periods import Period
from domain.suspension.model import Clock, ProjectSuspension, RequestState, SuspensionRequest
from domain.suspension.ports import ProjectClocks, RequestLine, SuspensionLists, Suspensions
from domain.suspension.rules import DECISION, GONE

suspension_request = Table(
    "suspension_request",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("project", Uuid, ForeignKey("project.id"), nullable=False),
    Column("measure", Text, nullable=False),
    Column("ground", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("until", Date),
    Column("condition", Text, nullable=False),
    Column("proposed_by", Uuid, ForeignKey("person.id")),
    Column("proposed_from", Uuid, ForeignKey("organisation.id")),
    Column("state", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("asked_by", Uuid, ForeignKey("person.id")),
    Column("asked_at", DateTime(timezone=True)),
    Column("decided_by", Uuid, ForeignKey("person.id")),
    Column("decided_at", DateTime(timezone=True)),
    Column("decision", Text, nullable=False),
    Column("edition", Text, nullable=False),
    Column("version", Integer, nullable=False),
)
project_suspension = Table(
    "project_suspension",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("project", Uuid, ForeignKey("project.id"), nullable=False),
    Column("request", Uuid, ForeignKey("suspension_request.id"), nullable=False),
    Column("first", Date, nullable=False),
    Column("until", Date),
    Column("condition", Text, nullable=False),
    Column("last", Date),
    Column("lifted_by", Uuid, ForeignKey("person.id")),
    Column("lifted_at", DateTime(timezone=True)),
)
mapper.map_imperatively(SuspensionRequest, suspension_request, version_id_col=suspension_request.c.version)
mapper.map_imperatively(ProjectSuspension, project_suspension)

# What belongs to a project has its own id as the subject: the project, its tasks, the versions of its roadmap.
_SUBJECTS: Final = """(
    (d.subject_kind = 'project' AND d.subject_id = :project)
    OR (d.subject_kind = 'task' AND d.subject_id IN (SELECT t.id FROM task t WHERE t.project = :project))
    OR (d.subject_kind = 'roadmap' AND d.subject_id IN (SELECT r.id FROM roadmap r WHERE r.project = :project)))"""

_CLOCKS: Final = f"""
SELECT d.kind, d.clause, d.legal, d.subject_kind, d.subject_id, d.due, d.nominal, d.period
FROM deadline d
WHERE d.state = :state AND {_SUBJECTS} ORDER BY d.kind, d.subject_id
"""  # noqa: S608 - fixed text

# A task done on the day of the decision or before needs no other date; the others move by the days that stood still.
_KEEP_DATES: Final = """
INSERT INTO task_due (task, since, due)
SELECT id, CAST(:resumed AS date) + 1, due + CAST(:stood AS integer) FROM task
WHERE project = :project AND done_on IS NULL
ON CONFLICT (task, since) DO UPDATE SET due = excluded.due
"""
# The plan in force says what its tasks say, and so does a change of it under way, but for the dates that it moves.
_MOVE_PLANS: Final = """
UPDATE roadmap r SET version = r.version + 1, plan = (
    SELECT jsonb_agg(CASE WHEN (one->>'due')::date IS DISTINCT FROM t.due THEN one ELSE one || jsonb_build_object(
        'due', to_char(t.due + CAST(:stood AS integer), 'YYYY-MM-DD'),
        'starts_on', CASE WHEN (one->>'starts_on')::date = t.starts_on AND t.starts_on > CAST(:paused AS date)
            THEN to_char(t.starts_on + CAST(:stood AS integer), 'YYYY-MM-DD') ELSE one->>'starts_on' END
    ) END ORDER BY place)
    FROM jsonb_array_elements(r.plan) WITH ORDINALITY AS each(one, place)
    LEFT JOIN task t ON t.id = (one->>'id')::uuid AND t.project = r.project AND t.done_on IS NULL)
WHERE r.project = :project AND r.plan <> '[]'
    AND (r.state = 'approved' OR r.amends AND r.state IN ('draft', 'submitted'))
"""
_MOVE_DATES: Final = """
UPDATE task SET suspended = false, version = version + 1,
    due = CASE WHEN done_on IS NULL THEN due + CAST(:stood AS integer) ELSE due END,
    starts_on = CASE WHEN done_on IS NULL AND starts_on > CAST(:paused AS date)
        THEN starts_on + CAST(:stood AS integer) ELSE starts_on END
WHERE project = :project
"""


class SuspensionStore(Suspensions):
    """The `Suspensions` port on one unit's session."""

    def __init__(self, unit: Unit) -> None:
        self._session = unit.session

    async def get(self, request: UUID) -> SuspensionRequest | None:
        return await self._session.get(SuspensionRequest, request)

    async def lock(self, request: UUID) -> SuspensionRequest | None:
        return await locked(self._session, SuspensionRequest, request)

    async def add(self, request: SuspensionRequest) -> None:
        self._session.add(request)
        await self._session.flush()

    async def open_of(self, project_id: ProjectId) -> SuspensionRequest | None:
        found: SuspensionRequest | None = await self._session.scalar(
            select(SuspensionRequest).where(
                suspension_request.c.project == project_id,
                suspension_request.c.state.in_((RequestState.PROPOSED, RequestState.ASKED)),
            )
        )
        return found

    async def of(self, project_id: ProjectId) -> Sequence[SuspensionRequest]:
        query = (
            select(SuspensionRequest)
            .where(suspension_request.c.project == project_id)
            .order_by(suspension_request.c.made_at.desc(), suspension_request.c.id)
        )
        return list(await self._session.scalars(query))

    async def begin(self, suspension: ProjectSuspension) -> None:
        self._session.add(suspension)
        await self._session.flush()

    async def present(self, project_id: ProjectId) -> ProjectSuspension | None:
        found: ProjectSuspension | None = await self._session.scalar(
            select(ProjectSuspension).where(
                project_suspension.c.project == project_id, project_suspension.c.last.is_(None)
            )
        )
        return found

    async def exclude(self, project_id: ProjectId, on: date, request: UUID | None) -> None:
        await self._session.flush()
        await self._session.execute(
            sql("INSERT INTO project_exclusion (project, excluded_on, request) VALUES (:project, :day, :request)"),
            {"project": project_id, "day": on, "request": request},
        )
        await self._session.execute(
            sql("UPDATE task SET left_on = :day, suspended = false, version = version + 1 WHERE project = :project"),
            {"project": project_id, "day": on},
        )


class StoredProjectClocks(ProjectClocks):
    """The `ProjectClocks` port: rows of the machine's and the roadmap's tables."""

    def __init__(self, unit: Unit) -> None:
        self._session = unit.session

    async def running(self, project_id: ProjectId) -> Sequence[Clock]:
        return await self._clocks(project_id, "open")

    async def paused(self, project_id: ProjectId) -> Sequence[Clock]:
        return await self._clocks(project_id, "paused")

    async def _clocks(self, project_id: ProjectId, state: str) -> Sequence[Clock]:
        rows = await self._session.execute(sql(_CLOCKS), {"project": project_id, "state": state})
        return [
            Clock(
                KINDS.get(row.kind) or DeadlineKind(row.kind, row.clause, row.legal),
                Ref(row.subject_kind, row.subject_id),
                row.due,
                row.nominal,
                Period.parse(row.period) if row.period else None,
            )
            for row in rows
        ]

    async def freeze(self, project_id: ProjectId) -> None:
        await self._session.flush()
        await self._session.execute(
            sql("UPDATE task SET suspended = true, version = version + 1 WHERE project = :project AND done_on IS NULL"),
            {"project": project_id},
        )

    async def unfreeze(self, project_id: ProjectId, paused_on: date, resumed_on: date) -> None:
        values = {
            "project": project_id,
            "paused": paused_on,
            "resumed": resumed_on,
            "stood": (resumed_on - paused_on).days,
        }
        await self._session.flush()
        if values["stood"]:
            await self._session.execute(sql(_KEEP_DATES), values)
            await self._session.execute(sql(_MOVE_PLANS), values)
        await self._session.execute(sql(_MOVE_DATES), values)

    async def open_tasks(self, project_id: ProjectId) -> Sequence[TaskId]:
        rows = await self._session.scalars(
            sql("SELECT id FROM task WHERE project = :project AND done_on IS NULL ORDER BY id"),
            {"project": project_id},
        )
        return [TaskId(one) for one in rows]


class SuspensionRows(SuspensionLists):
    """The `SuspensionLists` port: rows, never entities."""

    def __init__(self, unit: Unit) -> None:
        self._session = unit.session

    async def waiting(self, actor: Actor, offset: int, limit: int) -> tuple[Sequence[RequestLine], int]:
        both = suspension_request.join(project, project.c.id == suspension_request.c.project)
        where = and_(seen_by(actor), waiting_for(actor))
        total = await self._session.scalar(select(func.count()).select_from(both).where(where))
        running = and_(
            deadline.c.subject_kind == "suspension",
            deadline.c.subject_id == suspension_request.c.id,
            deadline.c.kind == DECISION.name,
            deadline.c.state == "open",
        )
        query = (
            select(
                suspension_request.c.id,
                suspension_request.c.project,
                project.c.number,
                project.c.title,
                suspension_request.c.measure,
                suspension_request.c.state,
                project.c.corridor,
                deadline.c.due,
            )
            .select_from(both.outerjoin(deadline, running))
            .where(where)
            .order_by(
                project.c.corridor.desc(),
                deadline.c.due.asc().nulls_last(),
                suspension_request.c.made_at,
                suspension_request.c.id,
            )
            .offset(offset)
            .limit(limit)
        )
        return [_line(row) for row in await self._session.execute(query)], total or 0

    async def due(self, request: UUID) -> date | None:
        return await self._session.scalar(
            select(deadline.c.due).where(
                deadline.c.subject_kind == "suspension",
                deadline.c.subject_id == request,
                deadline.c.kind == DECISION.name,
                deadline.c.state == "open",
            )
        )


def waiting_for(actor: Actor) -> ColumnElement[bool]:
    """At the UO what was asked; at a MIO what was proposed to it. Nothing about a project that has left meanwhile."""
    if not actor.writes:
        return false()
    still_in = project.c.state.not_in([state.value for state in GONE])
    if actor.kind is OrganisationKind.AUTHORISED_BODY:
        return and_(suspension_request.c.state == RequestState.ASKED, still_in)
    if actor.kind is OrganisationKind.AKIMAT:
        proposed = suspension_request.c.state == RequestState.PROPOSED
        return and_(proposed, project.c.akimat == actor.organisation, still_in)
    return false()


def _line(row: Any) -> RequestLine:
    return RequestLine(
        row.id, ProjectId(row.project), row.number, row.title, row.measure, row.state, row.corridor, row.due
    )


PORTS: dict[type, PortFactory] = {
    Suspensions: SuspensionStore,
    ProjectClocks: StoredProjectClocks,
    SuspensionLists: SuspensionRows,
}
