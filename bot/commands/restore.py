"""``restore``: brings a backup back into an empty database, checks it, and only then puts it in the old one's place."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from bot.commands.programs import program
from bot.commands.report import CommandError, say
from bot.commands.server import Server, reached
from bot.platform.databases import connected, create_database, drop_database, ensure_bot_role, quoted, with_database
from bot.platform.schema import expected_revision, found_revision
from bot.platform.settings import Settings

_EMPTY = """
SELECT NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace)
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="what `backup` wrote")


def run(settings: Settings, given: argparse.Namespace) -> int:
    if not given.file.is_file():
        raise CommandError(f"{given.file} is not a file.")
    with reached(settings, alone=True) as server:
        revision = asyncio.run(_embedded(server, given.file) if server.admin else _external(server, given.file))
    say(f"Restored; the schema is at {revision}.")
    if revision != expected_revision():
        say("It is another release's schema: run `python -m bot migrate`.")
    return 0


async def _external(server: Server, file: Path) -> str | None:
    """On a server of one's own the administrator has made an empty database for it."""
    async with connected(server.owner) as connection:
        if not await connection.fetchval(_EMPTY):
            raise CommandError("The database is not empty; restore into a new one and then point Tereze at it.")
    return await _load(server, server.owner, file)


async def _embedded(server: Server, file: Path) -> str | None:
    admin = server.admin
    assert admin is not None
    await ensure_bot_role(admin)
    making, kept = f"{server.name}_restoring", f"{server.name}_before_restore"
    await drop_database(admin, making)
    await create_database(admin, making)
    revision = await _load(server, with_database(server.owner, making), file)
    await drop_database(admin, kept)
    async with connected(admin) as connection:
        if await connection.fetchval("SELECT true FROM pg_database WHERE datname = $1", server.name):
            await connection.execute(f"ALTER DATABASE {quoted(server.name)} RENAME TO {quoted(kept)}")
        await connection.execute(f"ALTER DATABASE {quoted(making)} RENAME TO {quoted(server.name)}")
    say(f"What was there before is kept as database {kept} until the next restore.")
    return revision


async def _load(server: Server, dsn: str, file: Path) -> str | None:
    options = ["--no-owner", "--exit-on-error", "--single-transaction", str(file)]
    await asyncio.to_thread(program, server, "pg_restore", dsn, options)
    revision = await found_revision(dsn)
    if revision is None:
        raise CommandError(f"{file} holds no schema of Tereze.")
    return revision
