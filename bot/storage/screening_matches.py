"""Matches with sanctions lists in PostgreSQL (M1.2)."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Column, DateTime, Double, Integer, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from bot.storage.locking import locked
from bot.storage.tables import mapper, metadata
from bot.storage.unit import PortFactory, Unit
from domain.kit.actor import Actor
from domain.kit.ids import CompanyId, OrganisationId
from domain.screening.matches import Match, MatchLine, Screening
from domain.screening.ports import MatchCards, MatchLists

screening_match = Table(
    "screening_match",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("company", Uuid, nullable=False),
    Column("maker", Uuid, nullable=False),
    Column("role", Text, nullable=False),
    Column("ours", JSONB, nullable=False),
    Column("our_key", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("entry", Text, nullable=False),
    Column("their_key", Text, nullable=False),
    Column("theirs", JSONB, nullable=False),
    Column("likeness", JSONB, nullable=False),
    Column("score", Double, nullable=False),
    Column("list", BigInteger, nullable=False),
    Column("algorithm", Integer, nullable=False),
    Column("threshold", Double, nullable=False),
    Column("found_at", DateTime(timezone=True), nullable=False),
    Column("standing", Boolean, nullable=False),
    Column("told", Boolean, nullable=False),
    Column("state", Text, nullable=False),
    Column("nature", Text, nullable=False),
    Column("reviewer", Uuid),
    Column("reviewed_at", DateTime(timezone=True)),
    Column("reason", Text, nullable=False),
    Column("reviewed_case", Uuid),
    Column("version", Integer, nullable=False),
)
mapper.map_imperatively(Match, screening_match, version_id_col=screening_match.c.version)

_LINE: Final = """
SELECT m.id, coalesce(nullif(c.short_name, ''), c.legal_name) AS company_name, m.ours->'names'->>0 AS our_name, m.state,
    m.score
FROM screening_match m JOIN company c ON c.id = m.company
"""
_OPEN: Final = "m.maker = $1 AND m.standing AND m.state = 'open'"
_SCREENING: Final = """
SELECT asked > done AND EXISTS (SELECT FROM screening_list) AS under_way, done_at,
    (SELECT count(*) FROM jsonb_object_keys(lists)) AS lists, names
FROM screening WHERE company = $1 AND maker = $2
"""


class StoredMatches:
    """Implements `domain.screening.ports.MatchCards`."""

    def __init__(self, unit: Unit) -> None:
        self._session = unit.session

    async def get(self, id_: UUID) -> Match | None:
        return await self._session.get(Match, id_)

    async def lock(self, id_: UUID) -> Match | None:
        return await locked(self._session, Match, id_)


class MatchRows:
    """Implements `domain.screening.ports.MatchLists`."""

    def __init__(self, unit: Unit) -> None:
        self._raw = unit.raw

    async def screening(self, company: CompanyId, maker: OrganisationId) -> Screening:
        row = await self._raw.fetchrow(_SCREENING, company, maker)
        if row is None:
            return Screening(under_way=False, done_at=None, lists=0, names=0)
        return Screening(**dict(row))

    async def of_company(self, company: CompanyId, maker: OrganisationId) -> Sequence[MatchLine]:
        rows = await self._raw.fetch(
            f"{_LINE} WHERE m.company = $1 AND m.maker = $2 AND m.standing"
            " ORDER BY m.state <> 'open', m.score DESC, m.id LIMIT 50",
            company,
            maker,
        )
        return [_line(row) for row in rows]

    async def to_review(self, actor: Actor, offset: int, limit: int) -> tuple[Sequence[MatchLine], int]:
        if not actor.writes:
            return [], 0
        total = await self._raw.fetchval(
            f"SELECT count(*) FROM screening_match m WHERE {_OPEN}",  # noqa: S608 - our own text
            actor.organisation,
        )
        if limit == 0:  # only how many
            return [], total
        rows = await self._raw.fetch(
            f"{_LINE} WHERE {_OPEN} ORDER BY m.found_at, m.id OFFSET $2 LIMIT $3", actor.organisation, offset, limit
        )
        return [_line(row) for row in rows], total


def _line(row: Mapping[str, Any]) -> MatchLine:
    return MatchLine(**dict(row))


PORTS: dict[type, PortFactory] = {MatchCards: StoredMatches, MatchLists: MatchRows}
