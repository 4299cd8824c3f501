"""Which schema this release expects, which one a database has, and the one way from the second to the first.

Replicas never migrate (design §2): ``require_schema`` refuses a database older than this release; a newer one is
accepted, since each migration leaves the previous release working.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot.platform.databases import connected, sqlalchemy_url
from bot.platform.settings import CHECKOUT

MIGRATION_LOCK: Final = 0x74_65_72_65_7A_65  # "tereze": one upgrade at a time per database


class SchemaTooOld(Exception):
    """The database's schema is older than this release's; somebody has to run ``migrate`` first."""

    def __init__(self, found: str | None, expected: str) -> None:
        super().__init__(
            f"The database's schema is {found or 'empty'}, this release needs {expected}. Run: python -m bot migrate"
        )
        self.found = found
        self.expected = expected


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, independent of the working directory; with ``connection`` it runs on that one."""
    config = Config(str(CHECKOUT / "alembic.ini"))
    config.attributes["connection"] = connection
    return config


def expected_revision() -> str | None:
    """The newest revision of this release, None while there are no migrations."""
    return ScriptDirectory.from_config(alembic_config()).get_current_head()


async def found_revision(dsn: str) -> str | None:
    """The revision a database is at, None when it was never migrated."""
    async with connected(dsn) as connection:
        try:
            found = await connection.fetchval("SELECT version_num FROM alembic_version")
        except asyncpg.UndefinedTableError:
            return None
    return str(found) if found is not None else None


async def require_schema(dsn: str) -> None:
    """Raises SchemaTooOld when the database is behind this release."""
    expected, found = expected_revision(), await found_revision(dsn)
    if expected is None or found == expected:
        return
    if found is None or _knows(found):
        raise SchemaTooOld(found, expected)


def _knows(revision: str) -> bool:
    """Whether this release has that revision, then an ancestor of its newest; an unknown one is a later release's."""
    try:
        return ScriptDirectory.from_config(alembic_config()).get_revision(revision) is not None
    except CommandError:
        return False


async def upgrade(dsn: str, revision: str = "head") -> None:
    """Brings the schema up to ``revision``, under a lock, in one transaction: wholly or not at all."""
    await _migrate(dsn, lambda config: command.upgrade(config, revision))


async def downgrade(dsn: str, revision: str) -> None:
    """Takes the schema back to ``revision`` ("base": to nothing). Loses what only later revisions can hold."""
    await _migrate(dsn, lambda config: command.downgrade(config, revision))


async def _migrate(dsn: str, run: Callable[[Config], None]) -> None:
    engine = create_async_engine(sqlalchemy_url(dsn), poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            await connection.run_sync(lambda sync: run(alembic_config(sync)))
    finally:
        await engine.dispose()
