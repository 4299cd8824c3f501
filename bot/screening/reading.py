"""Starting the child that reads a list, and putting what it says aside until all of it is there (M1.2; attack 72)."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from bot.platform.settings import CHECKOUT
from bot.storage.unit import Database
from domain.kyc.lists.entry import ListFormat
from domain.screening.lists import Trouble

SECONDS: Final = 300.0
"""A child that has not ended by then is killed."""

_BATCH: Final = 2_000  # entries a transaction
_LINE: Final = 4 * 1024 * 1024  # bytes: the longest entry with all its names has some ten thousand
_STAGE: Final = """
INSERT INTO screening_staging (import, key, fingerprint, body, identifiers)
SELECT $1, one->>0, one->>1, one->2, ARRAY(SELECT jsonb_array_elements_text(one->3))
FROM jsonb_array_elements($2::text::jsonb) AS one
"""


@dataclass(frozen=True, slots=True)
class Read:
    """A list that was read whole; its entries wait in the staging."""

    format: ListFormat
    name: str  # of the first file
    sha256: str
    published: str


class NotRead(Exception):
    """The files are not taken. `outcome` says why, as `domain.screening.lists.outcome_of` does."""

    def __init__(self, outcome: dict[str, Any]) -> None:
        super().__init__(outcome["trouble"])
        self.outcome = outcome


async def read_into_staging(
    database: Database, import_: UUID, paths: Sequence[Path], *, seconds: float = SECONDS
) -> Read:
    """Have the files read by a child, and its entries put into the staging in short transactions. Raises NotRead."""
    await clear_staging(database, import_)
    try:
        async with asyncio.timeout(seconds), _child(paths) as lines:
            head = _parsed(await lines.readline())
            if not isinstance(head, dict):
                raise NotRead({"trouble": Trouble.HEAVY.value})
            if "trouble" in head:
                raise NotRead(head)
            await _stage(database, import_, lines)
    except TimeoutError:
        raise NotRead({"trouble": Trouble.HEAVY.value}) from None
    return Read(ListFormat(head["format"]), head["name"], head["sha256"], head["published"])


async def clear_staging(database: Database, import_: UUID) -> None:
    """Throw away what an earlier attempt left."""
    async with database.unit() as unit:
        await unit.raw.execute("DELETE FROM screening_staging WHERE import = $1", import_)


async def _stage(database: Database, import_: UUID, lines: asyncio.StreamReader) -> None:
    batch: list[str] = []
    while line := await lines.readline():
        if line == b'"end"\n':
            await _write(database, import_, batch)
            return
        batch.append(line.decode())
        if len(batch) == _BATCH:
            await _write(database, import_, batch)
            batch = []
    raise NotRead({"trouble": Trouble.HEAVY.value})  # it died in the middle


async def _write(database: Database, import_: UUID, batch: list[str]) -> None:
    if batch:
        async with database.unit() as unit:
            await unit.raw.execute(_STAGE, import_, f"[{','.join(batch)}]")


@asynccontextmanager
async def _child(paths: Sequence[Path]) -> AsyncIterator[asyncio.StreamReader]:
    """An isolated interpreter: nothing of the surroundings, our own checkout alone, no credential."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-I", "-c", _BOOT, str(CHECKOUT), *map(str, paths),
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        env={"PATH": os.defpath, "LANG": "C.UTF-8"},
        cwd="/",
        limit=_LINE,
    )  # fmt: skip
    assert child.stdout is not None
    try:
        yield child.stdout
    finally:
        if child.returncode is None:
            child.kill()
        await child.wait()


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return None


_BOOT: Final = (
    "import sys, runpy; sys.path.insert(0, sys.argv[1]); sys.argv = ['read', *sys.argv[2:]];"
    " runpy.run_module('bot.screening.child', run_name='__main__')"
)
