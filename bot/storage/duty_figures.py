"""What the data say about a body's period: the figures beside a duty (R1–R9)."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from bot.storage.unit import PortFactory, Unit
from domain.access.scope import BY_REGION, sector_codes
from domain.duty.ports import Counted, DutyFigures
from domain.kit.actor import ABROAD, EVERYTHING, OrganisationKind
from domain.kit.ids import OrganisationId
from domain.kit.periods import end_of_day, start_of_day

_BODY: Final = "SELECT kind, regions, sectors FROM organisation WHERE id = $1"

_ABROAD: Final = """
SELECT
    (SELECT count(*) FROM meeting m WHERE ($1::uuid IS NULL OR m.maker = $1) AND m.day BETWEEN $2 AND $3) AS meetings,
    count(*) FILTER (WHERE i.made_at >= $4 AND i.made_at < $5) AS initiatives,
    count(*) FILTER (WHERE i.passed_at >= $4 AND i.passed_at < $5) AS passed
FROM initiative i WHERE ($1::uuid IS NULL OR i.maker = $1)
"""
_RECEIVED: Final = """
SELECT count(*) FROM initiative i JOIN organisation o ON o.id = i.akimat
WHERE o.regions && $1 AND i.passed_at >= $2 AND i.passed_at < $3
"""
# What was excluded later still stood in the pool at the period's end, but its day is not kept with the project: the
# pool is counted as it stands now, of what was submitted by then.
_PROJECTS: Final = """
SELECT count(*) FILTER (WHERE pool = 'regional') AS regional, count(*) FILTER (WHERE pool = 'national') AS national,
    count(*) FILTER (WHERE corridor) AS corridor, count(*) FILTER (WHERE task_force) AS task_force,
    count(*) FILTER (WHERE submitted_at >= $3) AS fresh
FROM project WHERE state <> 'excluded' AND submitted_at < $4
    AND ($1::text[] IS NULL OR region = ANY ($1)) AND ($2::text[] IS NULL OR sector = ANY ($2))
"""


class StoredFiguresOfDuties:
    """Implements `domain.duty.ports.DutyFigures`."""

    def __init__(self, unit: Unit) -> None:
        self._raw = unit.raw

    async def counted(self, organisation: OrganisationId, first: date, last: date) -> Counted:
        body = await self._raw.fetchrow(_BODY, organisation)
        kind = OrganisationKind(body["kind"])
        begins, ends = start_of_day(first), end_of_day(last)
        found: dict[str, int] = {}
        if kind in ABROAD or kind in EVERYTHING:
            own = organisation if kind in ABROAD else None
            found |= _row(await self._raw.fetchrow(_ABROAD, own, first, last, begins, ends))
        if kind in BY_REGION:
            found["received"] = await self._raw.fetchval(_RECEIVED, body["regions"], begins, ends)
        if kind in BY_REGION or kind in EVERYTHING or kind is OrganisationKind.CENTRAL_BODY:
            regions = body["regions"] if kind in BY_REGION else None
            central = kind is OrganisationKind.CENTRAL_BODY
            sectors = sorted(sector_codes(frozenset(body["sectors"]))) if central else None
            found |= _row(await self._raw.fetchrow(_PROJECTS, regions, sectors, begins, ends))
        return Counted(**found)


def _row(row: Mapping[str, Any]) -> dict[str, int]:
    return dict(row)


PORTS: dict[type, PortFactory] = {DutyFigures: StoredFiguresOfDuties}
