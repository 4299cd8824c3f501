"""Which database a command works on: the one the settings name, or the embedded one, started if it is not running."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import asyncpg

from bot.commands.report import CommandError, say
from bot.platform.binaries import NoServer, wheel_programs
from bot.platform.cluster import BOT, OWNER, Cluster
from bot.platform.databases import connected
from bot.platform.lock import Held
from bot.platform.redact import redacted
from bot.platform.settings import Settings

REAL: Final = "tereze"
SAMPLE: Final = "tereze_sample"
"""The bot's database while it serves the local Telegram: invented people and a clock moved forward must never be found
in the real one's place on the day somebody sets a token."""
TELEGRAM: Final = "telegram"
"""The local Telegram's own database: its chats are not part of the bot's data or backups."""


@dataclass(frozen=True, slots=True)
class Server:
    """Addresses of one installation's databases."""

    name: str
    """Of the bot's database."""
    owner: str
    """As the schema's owner: migrations, backups."""
    bot: str
    """As the role that serves people."""
    admin: str | None = None
    """For making databases; None on a server of one's own, where an administrator makes them."""
    telegram: str | None = None
    """The local Telegram's; None: in the bot's own, where it keeps to a schema of its own."""
    programs: Path | None = None
    """Folder of pg_dump and its kin, None: look in PATH."""


def embedded(settings: Settings, cluster: Cluster) -> Server:
    """The addresses on our own server."""
    name = REAL if settings.bot_token is not None else SAMPLE
    return Server(
        name=name,
        owner=cluster.dsn(name, role=OWNER),
        bot=cluster.dsn(name, role=BOT),
        admin=cluster.dsn("postgres", role=OWNER),
        telegram=cluster.dsn(TELEGRAM, role=OWNER),
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
    name = urlsplit(settings.database_url).path.lstrip("/")
    return Server(name, settings.migration_url or settings.database_url, settings.database_url, programs=programs)


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
        yield embedded(settings, cluster)
        return
    try:
        yield embedded(settings, cluster)
    finally:
        cluster.stop()
