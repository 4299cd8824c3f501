"""Sanctions lists and their imports in PostgreSQL (M1.2)."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import BigInteger, Column, DateTime, Integer, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from bot.storage.locking import locked
from bot.storage.tables import mapper, metadata
from bot.storage.unit import PortFactory, Unit
from domain.kyc.lists.entry import ListFormat
from domain.screening.lists import Differences, ListImport, ListVersion
from domain.screening.ports import ListImports, Lists

screening_import = Table(
    "screening_import",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("person", Uuid),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("files", JSONB, nullable=False),
    Column("state", Text, nullable=False),
    Column("outcome", JSONB, nullable=False, default=dict),
    Column("list", BigInteger),
    Column("version", Integer, nullable=False),
)
mapper.map_imperatively(ListImport, screening_import, version_id_col=screening_import.c.version)

_VERSION: Final = """
SELECT l.number, l.source, l.format, l.sha256, l.published, l.entries, l.names, l.added, l.changed, l.gone, l.taken_at,
    coalesce(p.name, '') AS taken_by
FROM screening_list l LEFT JOIN person p ON p.id = l.taken_by
"""
_STANDING: Final = f"{_VERSION} WHERE l.number IN (SELECT max(number) FROM screening_list GROUP BY source) ORDER BY 2"  # noqa: S608 - our own text
_NAMES: Final = """
SELECT what, name FROM (
    SELECT CASE WHEN new.id IS NULL THEN 'gone' WHEN old.id IS NULL THEN 'added' ELSE 'changed' END AS what,
        coalesce(new.body, old.body)->'names'->>0 AS name,
        row_number() OVER (PARTITION BY new.id IS NULL, old.id IS NULL ORDER BY coalesce(new.id, old.id)) AS place
    FROM (SELECT * FROM screening_entry WHERE since = $1) new
    FULL JOIN (SELECT * FROM screening_entry WHERE until = $1) old USING (source, key)
) each WHERE place <= $2 ORDER BY what, place
"""


class StoredImports:
    """Implements `domain.screening.ports.ListImports`."""

    def __init__(self, unit: Unit) -> None:
        self._session = unit.session

    async def get(self, id_: UUID) -> ListImport | None:
        return await self._session.get(ListImport, id_)

    async def lock(self, id_: UUID) -> ListImport | None:
        return await locked(self._session, ListImport, id_)

    async def add(self, new: ListImport) -> None:
        new.outcome = new.outcome or {}
        self._session.add(new)
        await self._session.flush()


class StoredLists:
    """Implements `domain.screening.ports.Lists`."""

    def __init__(self, unit: Unit) -> None:
        self._raw = unit.raw

    async def standing(self) -> Sequence[ListVersion]:
        rows = await self._raw.fetch(_STANDING)
        return [_version(row) for row in rows]

    async def version(self, number: int) -> ListVersion | None:
        row = await self._raw.fetchrow(f"{_VERSION} WHERE l.number = $1", number)
        return None if row is None else _version(row)

    async def versions(self, source: str, limit: int) -> Sequence[ListVersion]:
        rows = await self._raw.fetch(f"{_VERSION} WHERE l.source = $1 ORDER BY l.number DESC LIMIT $2", source, limit)
        return [_version(row) for row in rows]

    async def differences(self, version: ListVersion, limit: int) -> Differences:
        rows = await self._raw.fetch(_NAMES, version.number, limit)
        by = {what: tuple(row["name"] for row in rows if row["what"] == what) for what in ("added", "changed", "gone")}
        return Differences(**by)


def _version(row: Mapping[str, Any]) -> ListVersion:
    return ListVersion(**{**dict(row), "format": ListFormat(row["format"])})


PORTS: dict[type, PortFactory] = {ListImports: StoredImports, Lists: StoredLists}
