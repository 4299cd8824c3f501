"""``import-list``: takes a sanctions list from a file or a folder; also those too large for Telegram (M1.2)."""

from __future__ import annotations

import argparse
import asyncio
import json
from pathlib import Path
from uuid import UUID, uuid4

from bot.commands.report import CommandError, say
from bot.commands.server import reached
from bot.platform.schema import require_schema
from bot.platform.settings import Settings
from bot.screening.reading import NotRead, read_into_staging
from bot.screening.taking import Took, take_staged
from bot.storage.screening import PORTS
from bot.storage.unit import Database, Unit
from domain.screening.lists import ImportState, Trouble

_WHY = {
    Trouble.ROWS: "{total} rows are wrong",
    Trouble.TOO_LARGE: "a file is larger than {limit} bytes",
    Trouble.ENCODING: "a file is not in UTF-8",
    Trouble.BROKEN: "a file breaks off or is damaged (line {line})",
    Trouble.HOSTILE: "a file declares document types or entities",
    Trouble.UNKNOWN: "this is none of the lists that are read",
    Trouble.EMPTY: "there is no entry in it",
    Trouble.PART_MISSING: "the main file is missing: {part}.csv",
    Trouble.MIXED: "the files belong to different lists, or one part of a list stands twice",
    Trouble.HEAVY: "reading it took too much time or memory",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", type=Path, help="a file, or a folder with the files of one list")
    parser.add_argument("--all-the-same", action="store_true", help="also when many entries would go")


def run(settings: Settings, given: argparse.Namespace) -> int:
    files = files_of(given.path)
    with reached(settings) as server:
        took = asyncio.run(import_list(server.bot, files, sure=given.all_the_same))
    told = took.outcome
    if took.state is ImportState.DOUBTFUL:
        raise CommandError(
            f"Not taken: of {told['before']} entries {told['gone']} would go. If that is right, add --all-the-same."
        )
    if took.state is ImportState.SAME:
        say(f"Nothing has changed: {told['source']}, {told['after']} entries.")
    else:
        say(
            f"Taken: {told['source']}, {told['after']} entries;"
            f" new {told['added']}, changed {told['changed']}, gone {told['gone']}."
        )
    return 0


def files_of(path: Path) -> list[Path]:
    """The files to read, by name; of a folder all CSV and XML files."""
    if path.is_dir():
        files = sorted(one for one in path.iterdir() if one.suffix.lower() in (".csv", ".xml"))
    else:
        files = [path] if path.is_file() else []
    if not files:
        raise CommandError(f"There is no list at {path}.")
    return [one.resolve() for one in files]


async def import_list(dsn: str, files: list[Path], *, sure: bool) -> Took:
    """Read and take the files as one list. Raises CommandError with the reason when they are not taken."""
    await require_schema(dsn)
    database = Database(dsn, PORTS, size=2)
    id_ = uuid4()
    try:
        async with database.unit() as unit:
            now = await unit.raw.fetchval("SELECT clock_timestamp() + shift FROM legal_clock")
            await unit.raw.execute(
                "INSERT INTO screening_import (id, made_at, files, state) VALUES ($1, $2, $3, 'reading')",
                id_, now, json.dumps([{"name": one.name, "source": "", "size": one.stat().st_size} for one in files]),
            )  # fmt: skip
        try:
            read = await read_into_staging(database, id_, files)
        except NotRead as refusal:
            async with database.unit() as unit:
                await _note(unit, id_, Took(ImportState.REFUSED, refusal.outcome))
            raise CommandError(_said(refusal)) from None
        async with database.unit() as unit:
            took = await take_staged(unit, id_, read, [one.name for one in files], now, None, sure=sure)
            await _note(unit, id_, took)
        return took
    finally:
        await database.close()


async def _note(unit: Unit, id_: UUID, took: Took) -> None:
    """Write down what came of it, with an audit entry (A4)."""
    await unit.raw.execute("DELETE FROM screening_staging WHERE import = $1", id_)
    await unit.raw.execute(
        "UPDATE screening_import SET state = $2, outcome = $3, list = $4 WHERE id = $1",
        id_, took.state.value, json.dumps(took.outcome), took.list,
    )  # fmt: skip
    await unit.raw.execute(
        "INSERT INTO audit (legal_at, act, subject_kind, subject_id, after)"
        " SELECT clock_timestamp() + shift, 'screening.command', 'list_import', $1, $2 FROM legal_clock",
        id_, json.dumps({"state": took.state.value, **took.outcome}),
    )  # fmt: skip


def _said(refusal: NotRead) -> str:
    told = refusal.outcome
    why = _WHY[Trouble(told["trouble"])].format(**{"line": "unknown", **told})
    rows = "".join(f"\n  {part} row {row}: {problem} {value!r}" for part, row, problem, value in told.get("rows", ()))
    return f"Not taken, nothing was changed: {why}.{rows}"
