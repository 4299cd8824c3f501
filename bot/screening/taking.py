"""A list that was read becomes the version that stands: one transaction, whole or not at all (M1.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from bot.screening.reading import Read
from bot.storage.unit import Unit
from domain.screening.lists import SHRUNK, ImportState, source_of

_DIFFERENCE: Final = """
SELECT count(*) FILTER (WHERE e.id IS NULL) AS added,
    count(*) FILTER (WHERE e.fingerprint <> s.fingerprint) AS changed,
    count(*) FILTER (WHERE s.key IS NULL) AS gone,
    count(e.id) AS before, count(s.key) AS after, coalesce(sum(jsonb_array_length(s.body->'names')), 0) AS names
FROM (SELECT * FROM screening_entry WHERE source = $1 AND until IS NULL) e
FULL JOIN (SELECT * FROM screening_staging WHERE import = $2) s USING (key)
"""
_VERSION: Final = """
INSERT INTO screening_list (source, format, sha256, published, files, entries, names, added, changed, gone, taken_at,
    taken_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING number
"""
_CLOSE: Final = """
UPDATE screening_entry e SET until = $3 WHERE e.source = $1 AND e.until IS NULL AND NOT EXISTS (
    SELECT FROM screening_staging s WHERE s.import = $2 AND s.key = e.key AND s.fingerprint = e.fingerprint)
"""
_OPEN: Final = """
INSERT INTO screening_entry (source, key, fingerprint, body, identifiers, since)
SELECT $1, s.key, s.fingerprint, s.body, s.identifiers, $3 FROM screening_staging s
WHERE s.import = $2 AND NOT EXISTS (
    SELECT FROM screening_entry e WHERE e.source = $1 AND e.key = s.key AND e.until IS NULL)
"""


@dataclass(frozen=True, slots=True)
class Took:
    """What became of what was read; `outcome` has the numbers."""

    state: ImportState
    outcome: dict[str, Any]
    list: int | None = None


async def take_staged(
    unit: Unit, import_: UUID, read: Read, files: Sequence[str], now: datetime, person: UUID | None, *, sure: bool
) -> Took:
    """Make what waits in the staging the standing version, within the unit's transaction.

    Nothing is taken when nothing has changed, nor, unless `sure`, when more than SHRUNK of the entries would go.
    """
    raw = unit.raw
    source = source_of(read.format, read.name)
    await raw.execute("SET LOCAL statement_timeout = 0")  # half a million rows take longer than a person's update may
    await raw.execute("SELECT pg_advisory_xact_lock(hashtextextended('screening:' || $1, 0))", source)
    found = await raw.fetchrow(_DIFFERENCE, source, import_)
    told = {"source": source, **{name: int(found[name]) for name in ("added", "changed", "gone", "before", "after")}}
    if found["before"] and not (found["added"] or found["changed"] or found["gone"]):
        took = Took(ImportState.SAME, told)
    elif not sure and found["gone"] > found["before"] * SHRUNK:
        took = Took(ImportState.DOUBTFUL, told)
    else:
        number = await raw.fetchval(
            _VERSION, source, read.format.value, read.sha256, read.published, list(files), found["after"],
            found["names"], found["added"], found["changed"], found["gone"], now, person,
        )  # fmt: skip
        await raw.execute(_CLOSE, source, import_, number)
        await raw.execute(_OPEN, source, import_, number)
        took = Took(ImportState.TAKEN, told, int(number))
    await raw.execute("DELETE FROM screening_staging WHERE import = $1", import_)
    return took
