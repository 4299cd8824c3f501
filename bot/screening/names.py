"""The names of all standing lists in the memory of the process that screens (docs/screening.md).

Loaded when first asked for, and again once a list has another version. Half a million names take about 270 MB, and
some 35 s of a thread while the index is built; until then the old one answers nobody, for its answers would be stored
as those of the new lists.
"""

import asyncio
import gc
from dataclasses import dataclass
from typing import Any, Final
from weakref import WeakKeyDictionary

from bot.storage.unit import Database
from domain.kyc.index import NameIndex
from domain.kyc.subject import Subject, SubjectKind

LARGE: Final = 50_000
"""From so many names on the garbage collector is kept from looking at each of them again and again."""

_STAMP: Final = "SELECT coalesce(max(number), 0) FROM screening_list"
_VERSIONS: Final = "SELECT source, max(number) AS number FROM screening_list GROUP BY source"
_PAGE: Final = 20_000
_ENTRIES: Final = """
SELECT id, body->>'kind' AS kind, ARRAY(SELECT jsonb_array_elements_text(body->'names')) AS names
FROM screening_entry WHERE until IS NULL AND id > $1 ORDER BY id LIMIT $2
"""


@dataclass(frozen=True, slots=True)
class Names:
    """The index, by entries' ids, with the versions that it was built of."""

    stamp: int
    index: NameIndex
    versions: dict[str, int]


class _Held:
    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.names: Names | None = None


_held: "WeakKeyDictionary[Database, _Held]" = WeakKeyDictionary()


async def standing_names(database: Database) -> Names:
    """The names as the lists stand now. One caller builds, the others wait for it."""
    held = _held.setdefault(database, _Held())
    async with held.lock:
        async with database.unit(readonly=True) as unit:
            stamp = int(await unit.raw.fetchval(_STAMP))
        if held.names is None or held.names.stamp != stamp:
            held.names = None  # the old one's memory goes before the new one's comes
            held.names = await _built(database)
        return held.names


async def _built(database: Database) -> Names:
    entries: list[tuple[str, Subject]] = []
    async with database.unit(readonly=True) as unit:
        await unit.raw.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")  # pages of one moment
        stamp = int(await unit.raw.fetchval(_STAMP))
        versions = {row["source"]: int(row["number"]) for row in await unit.raw.fetch(_VERSIONS)}
        last = 0
        while rows := await unit.raw.fetch(_ENTRIES, last, _PAGE):
            last = rows[-1]["id"]
            entries.extend(_entry(row) for row in rows)
    index = await asyncio.to_thread(NameIndex, entries)
    entries.clear()
    if len(index) >= LARGE:
        gc.collect()
        gc.freeze()
    return Names(stamp, index, versions)


def _entry(row: Any) -> tuple[str, Subject]:
    return str(row["id"]), Subject(SubjectKind(row["kind"]), tuple(row["names"]))
