"""Which database a command works on: the one the settings name, or the embedded one, started if it is not running."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import asyncpg

from bot.commands.report import CommandError, say
from bot.platform.binaries import NoServer, wheel_programs
from bot.platform.cluster import BOT, OWNER, Cluster
from bot.platform.databases import connected
from bot.platform.lock import Held
from bot.platform.redact import redacted
from bot.platform.settings import Settings

DATABASE: Final = "tereze"
TELEGRAM_DATABASE: Final = "telegram"
"""The local Telegram's own database: its chats are not part of the bot's data or backups."""


@dataclass(frozen=True, slots=True)
class Server:
    """Addresses of one installation's databases."""

    owner: str
    """As the schema's owner: migrations, backups."""
    bot: str
    """As the role that serves people."""
    admin: str | None = None
    """For making databases; None on a server of one's own, where an administrator makes them."""
    telegram: str | None = None
    programs: Path | None = None
    """Folder of pg_dump and its kin, None: look in PATH."""


def embedded(cluster: Cluster) -> Server:
    """The addresses on our own server."""
    return Server(
        owner=cluster.dsn(DATABASE, role=OWNER),
        bot=cluster.dsn(DATABASE, role=BOT),
        admin=cluster.dsn("postgres", role=OWNER),
        telegram=cluster.dsn(TELEGRAM_DATABASE, role=OWNER),
        programs=cluster.bin_path,
    )


def external(settings: Settings) -> Server | None:
    """The server that the settings name, or None."""
    if settings.database_url is None:
        return None
    try:
        programs = wheel_programs()
    except NoServer:
        programs = None
    return Server(settings.migration_url or settings.database_url, settings.database_url, programs=programs)


async def check_reachable(dsn: str) -> None:
    """Raises CommandError, with the server's reason and without the password, when nobody answers at ``dsn``."""
    try:
        async with connected(dsn, timeout=10):
            pass
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise CommandError(f"The database cannot be reached: {redacted(str(error)) or type(error).__name__}") from None


@contextmanager
def reached(settings: Settings, *, alone: bool = False) -> Iterator[Server]:
    """The installation's server for the length of a command. ``alone``: refused while ``run`` is at work on it."""
    given = external(settings)
    if given is not None:
        asyncio.run(check_reachable(given.owner))
        yield given
        return
    cluster = Cluster(settings.state / "database", tell=say)
    if not cluster.data.exists():
        raise CommandError("There is no database yet: `make run` makes one, or set TEREZE_DATABASE_URL.")
    try:
        cluster.start()
    except Held as held:
        if alone:
            raise CommandError(
                f"Tereze is running (process {held.note.get('pid')}). Stop it first: make stop"
            ) from None
        yield embedded(cluster)
        return
    try:
        yield embedded(cluster)
    finally:
        cluster.stop()
