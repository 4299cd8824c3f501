"""Projects, their passports and the changes of them in PostgreSQL (M2.1–M2.4)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Date,
    DateTime,
    ForeignKey,
    Integer,
    Numeric,
    Select,
    Table,
    Text,
    Uuid,
    and_,
    column,
    false,
    func,
    literal_column,
    or_,
    select,
    table,
)
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from bot.storage.columns import money
from bot.storage.company import company
from bot.storage.locking import locked
from bot.storage.scope import visible
from bot.storage.tables import mapper, metadata
from bot.storage.unit import PortFactory, Unit
from domain.access.scope import Thing
from domain.deadline.model import KINDS, DeadlineKind, HandOver
from domain.kit.actor import Actor, OrganisationKind
from domain.kit.ids import CompanyId, InitiativeId, OrganisationId, PersonId, ProjectId, Ref
from domain.kit.money import Money
from domain.passport.acts import OVER
from domain.passport.model import ChangeState, Project, ProjectChange, ProjectState
from domain.passport.ports import ProjectChanges, ProjectFilter, ProjectLine, ProjectLists, Projects
from domain.passport.rules import ROADMAP_DUE

project = Table(
    "project",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("number", Text, nullable=False),
    Column("company", Uuid, ForeignKey("company.id"), nullable=False),
    Column("initiative", Uuid, ForeignKey("initiative.id")),
    Column("initiator", Uuid, ForeignKey("organisation.id"), nullable=False),
    Column("author", Uuid, ForeignKey("person.id"), nullable=False),
    Column("submitted_at", DateTime(timezone=True), nullable=False),
    Column("akimat", Uuid, ForeignKey("organisation.id"), nullable=False),
    Column("official", Uuid, ForeignKey("person.id")),
    Column("title", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("bin", Text, nullable=False),
    Column("sector", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("other_regions", ARRAY(Text), nullable=False),
    Column("amount", Numeric, nullable=False),
    Column("currency", Text, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),
    Column("contract", Text, nullable=False),
    Column("contract_on", Date),
    Column("contract_until", Date),
    Column("search", Text, nullable=False),
    Column("since", DateTime(timezone=True), nullable=False),
    Column("facts", JSONB, nullable=False),
    Column("state", Text, nullable=False),
    Column("pool", Text, nullable=False),
    Column("pool_decision", JSONB, nullable=False),
    Column("corridor", Boolean, nullable=False),
    Column("score", JSONB, nullable=False),
    Column("task_force", Boolean, nullable=False),
    Column("suspended", Boolean, nullable=False),
    Column("roadmap_sent_at", DateTime(timezone=True)),
    Column("parties", ARRAY(Uuid), nullable=False),
    Column("edition", Text, nullable=False),
    Column("version", Integer, nullable=False),
)
project_change = Table(
    "project_change",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("project", Uuid, ForeignKey("project.id"), nullable=False),
    Column("counted", Integer, nullable=False),
    Column("made_by", Uuid, ForeignKey("person.id"), nullable=False),
    Column("organisation", Uuid, ForeignKey("organisation.id"), nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("changes", JSONB, nullable=False),
    Column("outcome", JSONB, nullable=False),
    Column("decided_by", Uuid, ForeignKey("person.id")),
    Column("decided_at", DateTime(timezone=True)),
    Column("remarks", Text, nullable=False),
    Column("version", Integer, nullable=False),
)
deadline = table(
    "deadline",
    column("subject_kind", Text),
    column("subject_id", Uuid),
    column("kind", Text),
    column("organisation_id", Uuid),
    column("state", Text),
    column("due", Date),
)
"""As much of the machine's table as a list needs to show the legal end."""
task = table("task", column("id", Uuid), column("project", Uuid))
"""As much of the roadmap's table as tells whose a task is."""
mapper.map_imperatively(
    Project,
    project,
    version_id_col=project.c.version,
    properties={"cost": money(project.c.amount, project.c.currency)},
)
mapper.map_imperatively(ProjectChange, project_change, version_id_col=project_change.c.version)


def seen_by(actor: Actor) -> ColumnElement[bool]:
    """The projects the actor may see (A2): for a region those that are realised there, in whole or in part."""
    regions = sorted(actor.scope.regions)
    return visible(
        actor,
        Thing.PROJECT,
        maker=project.c.initiator,
        region=or_(
            project.c.region.in_(regions),
            and_(project.c.other_regions != [], project.c.other_regions.overlap(regions)),
        ),
        sector=project.c.sector,
        party=project.c.parties.contains([actor.organisation]),
    )


class ProjectStore(Projects):
    """The `Projects` port on one unit's session."""

    def __init__(self, unit: Unit) -> None:
        self._session = unit.session

    async def get(self, project: ProjectId) -> Project | None:
        return await self._session.get(Project, project)

    async def lock(self, project: ProjectId) -> Project | None:
        return await locked(self._session, Project, project)

    async def add(self, project: Project) -> None:
        self._session.add(project)
        await self._session.flush()

    async def next_number(self, year: int) -> int:
        counted = await self._session.scalar(
            sql(
                "INSERT INTO project_counter AS c (year, counted) VALUES (:year, 1) "
                "ON CONFLICT (year) DO UPDATE SET counted = c.counted + 1 RETURNING counted"
            ),
            {"year": year},
        )
        assert counted is not None
        return int(counted)

    async def of_initiative(self, initiative: InitiativeId) -> Project | None:
        found: Project | None = await self._session.scalar(select(Project).where(project.c.initiative == initiative))
        return found

    async def hand_over(self, project: ProjectId, akimat: OrganisationId, official: PersonId) -> Sequence[HandOver]:
        tasks = select(task.c.id).where(task.c.project == project)
        of_project = and_(deadline.c.subject_kind == "project", deadline.c.subject_id == project)
        of_task = and_(deadline.c.subject_kind == "task", deadline.c.subject_id.in_(tasks))
        query = select(deadline.c.kind, deadline.c.subject_kind, deadline.c.subject_id).where(
            or_(of_project, of_task),
            deadline.c.organisation_id == akimat,
            deadline.c.state.in_(("open", "paused")),
        )
        rows = await self._session.execute(query.order_by(deadline.c.kind, deadline.c.subject_id))
        return [
            HandOver(KINDS[row.kind], Ref(row.subject_kind, row.subject_id), official)
            for row in rows
            if row.kind in KINDS
        ]

    async def same(self, company: CompanyId, bin_: str) -> Sequence[Project]:
        query = (
            select(Project)
            .where(or_(project.c.company == company, project.c.bin == bin_))
            .order_by(project.c.submitted_at.desc(), project.c.id)
            .limit(20)
        )
        return list(await self._session.scalars(query))


class ChangeStore(ProjectChanges):
    """The `ProjectChanges` port on one unit's session."""

    def __init__(self, unit: Unit) -> None:
        self._session = unit.session

    async def get(self, change: UUID) -> ProjectChange | None:
        return await self._session.get(ProjectChange, change)

    async def lock(self, change: UUID) -> ProjectChange | None:
        return await locked(self._session, ProjectChange, change)

    async def add(self, change: ProjectChange) -> None:
        self._session.add(change)
        await self._session.flush()

    async def asked(self, project: ProjectId) -> ProjectChange | None:
        where = (project_change.c.project == project, project_change.c.state == ChangeState.ASKED)
        found: ProjectChange | None = await self._session.scalar(select(ProjectChange).where(*where))
        return found

    async def next_number(self, project: ProjectId) -> int:
        last = select(func.coalesce(func.max(project_change.c.counted), 0))
        return (await self._session.scalar(last.where(project_change.c.project == project)) or 0) + 1

    async def of(self, project: ProjectId) -> Sequence[ProjectChange]:
        query = (
            select(ProjectChange).where(project_change.c.project == project).order_by(project_change.c.counted.desc())
        )
        return list(await self._session.scalars(query))


class ProjectRows(ProjectLists):
    """The `ProjectLists` port: rows, never entities."""

    def __init__(self, unit: Unit) -> None:
        self._session = unit.session

    async def page(
        self, actor: Actor, chosen: ProjectFilter, offset: int, limit: int
    ) -> tuple[Sequence[ProjectLine], int]:
        where = [seen_by(actor), *_conditions(actor, chosen)]
        total = await self._session.scalar(select(func.count()).select_from(project).where(*where))
        query = (
            _lines()
            .where(*where)
            .order_by(
                project.c.corridor.desc(),  # п. 32
                deadline.c.due.asc().nulls_last(),
                project.c.since.desc(),
                project.c.id,
            )
            .offset(offset)
            .limit(limit)
        )
        return [_line(row) for row in await self._session.execute(query)], total or 0

    async def waiting(self, actor: Actor) -> int:
        query = select(func.count()).select_from(project).where(seen_by(actor), waiting_for(actor))
        return await self._session.scalar(query) or 0

    async def regions(self, actor: Actor) -> Sequence[tuple[str, int]]:
        return await self._counted(actor, project.c.region)

    async def sectors(self, actor: Actor) -> Sequence[tuple[str, int]]:
        return await self._counted(actor, project.c.sector)

    async def states(self, actor: Actor) -> Sequence[tuple[str, int]]:
        return await self._counted(actor, project.c.state)

    async def loads(self, akimat: OrganisationId) -> Mapping[PersonId, int]:
        running = project.c.state.not_in([state.value for state in OVER])
        query = (
            select(project.c.official, func.count())
            .where(project.c.akimat == akimat, project.c.official.is_not(None), running)
            .group_by(project.c.official)
        )
        return {PersonId(row[0]): row[1] for row in await self._session.execute(query)}

    async def _counted(self, actor: Actor, column: ColumnElement[str]) -> Sequence[tuple[str, int]]:
        many = func.count()
        query = select(column, many).where(seen_by(actor)).group_by(column).order_by(many.desc(), column)
        return [(value, number) for value, number in await self._session.execute(query)]

    async def due(self, actor: Actor, project_id: ProjectId, kind: DeadlineKind) -> date | None:
        query = (
            select(deadline.c.due)
            .select_from(project.join(deadline, _runs(kind)))
            .where(project.c.id == project_id, seen_by(actor))
        )
        return await self._session.scalar(query)

    async def find(self, actor: Actor, key: str, limit: int) -> Sequence[ProjectLine]:
        if not key:
            return []
        signs = [project.c.search.contains(key, autoescape=True), company.c.search.contains(key, autoescape=True)]
        digits = "".join(character for character in key if character.isdigit())
        if len(digits) == 12:
            signs.append(project.c.bin == digits)
        elif digits:  # «П-2026-000123», "P-2026-123" and «123» mean the same number
            year, _, rest = key.rpartition(" ")
            tail = "".join(character for character in rest if character.isdigit()).lstrip("0") or "0"
            number = project.c.number.endswith(f"-{tail:0>6}", autoescape=True)
            stated = "".join(character for character in year if character.isdigit())
            signs.append(and_(number, project.c.number.contains(stated, autoescape=True)) if stated else number)
        query = (
            _lines()
            .where(seen_by(actor), or_(*signs))
            .order_by(project.c.corridor.desc(), project.c.since.desc(), project.c.id)
            .limit(limit)
        )
        return [_line(row) for row in await self._session.execute(query)]


def waiting_for(actor: Actor) -> ColumnElement[bool]:
    """What waits for this person: for an akimat's people their own projects without a roadmap and those without an
    official, for the authorised body the changes it is asked about."""
    if not actor.writes:
        return false()
    if actor.kind is OrganisationKind.AKIMAT:
        mine = or_(project.c.official == actor.person, project.c.official.is_(None))
        unsent = and_(project.c.state == ProjectState.WITHOUT_ROADMAP, project.c.roadmap_sent_at.is_(None))
        return and_(project.c.akimat == actor.organisation, mine, unsent)
    if actor.kind is OrganisationKind.AUTHORISED_BODY:
        asked = select(project_change.c.project).where(project_change.c.state == ChangeState.ASKED)
        return project.c.id.in_(asked)
    return false()


def _runs(kind: DeadlineKind) -> ColumnElement[bool]:
    """That the clock of this kind runs. Written as literals: a prepared plan knows then that the index of running
    clocks will do, and probes it instead of reading all deadlines for each project."""
    return and_(
        deadline.c.subject_kind == literal_column("'project'"),
        deadline.c.subject_id == project.c.id,
        deadline.c.kind == literal_column(f"'{kind.name}'"),
        deadline.c.state == literal_column("'open'"),
    )


_WITH_CLOCK = project.join(company, company.c.id == project.c.company).outerjoin(deadline, _runs(ROADMAP_DUE))


def _lines() -> Select[Any]:
    return select(
        project.c.id,
        project.c.number,
        project.c.title,
        company.c.legal_name,
        company.c.short_name,
        project.c.state,
        project.c.pool,
        project.c.corridor,
        project.c.suspended,
        project.c.amount,
        project.c.currency,
        project.c.since,
        deadline.c.due,
    ).select_from(_WITH_CLOCK)


def _line(row: Any) -> ProjectLine:
    return ProjectLine(
        id=row.id,
        number=row.number,
        title=row.title,
        company_name=row.short_name or row.legal_name,
        state=row.state,
        pool=row.pool,
        corridor=row.corridor,
        suspended=row.suspended,
        cost=Money(row.amount, row.currency),
        since=row.since,
        due=row.due,
    )


def _conditions(actor: Actor, chosen: ProjectFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if chosen.own:
        conditions.append(waiting_for(actor))
    if chosen.state:
        conditions.append(project.c.state == chosen.state)
    if chosen.pool:
        conditions.append(project.c.pool == chosen.pool)
    if chosen.corridor:
        conditions.append(project.c.corridor)
    if chosen.suspended:
        conditions.append(project.c.suspended)
    if chosen.region:
        conditions.append(project.c.region == chosen.region)
    if chosen.sector:
        conditions.append(project.c.sector == chosen.sector)
    if chosen.company is not None:
        conditions.append(project.c.company == chosen.company)
    return conditions


PORTS: dict[type, PortFactory] = {Projects: ProjectStore, ProjectChanges: ChangeStore, ProjectLists: ProjectRows}
