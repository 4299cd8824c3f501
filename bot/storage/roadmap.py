"""Roadmaps in their versions, and the tables that people sent, in PostgreSQL (M2.5, M2.6)."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Boolean, Column, DateTime, ForeignKey, Integer, Table, Text, Uuid, select
from sqlalchemy.dialects.postgresql import JSONB

from bot.storage.locking import locked
from bot.storage.tables import mapper, metadata
from bot.storage.unit import PortFactory, Unit
from domain.kit.ids import ProjectId, RoadmapId
from domain.roadmap.model import Roadmap, Sheet
from domain.roadmap.ports import Roadmaps, Sheets

roadmap = Table(
    "roadmap",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("project", Uuid, ForeignKey("project.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("amends", Boolean, nullable=False),
    Column("ground", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("plan", JSONB, nullable=False),
    Column("agreed", JSONB, nullable=False),
    Column("made_by", Uuid, ForeignKey("person.id"), nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("submitted_by", Uuid, ForeignKey("person.id")),
    Column("submitted_at", DateTime(timezone=True)),
    Column("decided_by", Uuid, ForeignKey("person.id")),
    Column("decided_at", DateTime(timezone=True)),
    Column("decision", Text, nullable=False),
    Column("remarks", JSONB, nullable=False),
    Column("edition", Text, nullable=False),
    Column("version", Integer, nullable=False),
)
sheet = Table(
    "roadmap_sheet",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("roadmap", Uuid, ForeignKey("roadmap.id"), nullable=False),
    Column("person", Uuid, ForeignKey("person.id"), nullable=False),
    Column("sent_at", DateTime(timezone=True), nullable=False),
    Column("name", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("outcome", JSONB, nullable=False),
    Column("version", Integer, nullable=False),
)
mapper.map_imperatively(Roadmap, roadmap, version_id_col=roadmap.c.version)
mapper.map_imperatively(Sheet, sheet, version_id_col=sheet.c.version)


class RoadmapStore(Roadmaps):
    """The `Roadmaps` port on one unit's session."""

    def __init__(self, unit: Unit) -> None:
        self._session = unit.session

    async def get(self, roadmap_id: RoadmapId) -> Roadmap | None:
        return await self._session.get(Roadmap, roadmap_id)

    async def lock(self, roadmap_id: RoadmapId) -> Roadmap | None:
        return await locked(self._session, Roadmap, roadmap_id)

    async def add(self, one: Roadmap) -> None:
        self._session.add(one)
        await self._session.flush()

    async def of(self, project: ProjectId) -> Sequence[Roadmap]:
        query = select(Roadmap).where(roadmap.c.project == project).order_by(roadmap.c.number.desc())
        return list(await self._session.scalars(query))

    async def flush(self) -> None:
        await self._session.flush()


class SheetStore(Sheets):
    """The `Sheets` port on one unit's session."""

    def __init__(self, unit: Unit) -> None:
        self._session = unit.session

    async def get(self, sheet_id: UUID) -> Sheet | None:
        return await self._session.get(Sheet, sheet_id)

    async def lock(self, sheet_id: UUID) -> Sheet | None:
        return await locked(self._session, Sheet, sheet_id)

    async def add(self, one: Sheet) -> None:
        self._session.add(one)
        await self._session.flush()


PORTS: dict[type, PortFactory] = {Roadmaps: RoadmapStore, Sheets: SheetStore}
