"""Databases on a server: made, dropped, and the role that serves people prepared in them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from bot.platform.cluster import BOT


def sqlalchemy_url(dsn: str) -> str:
    """The same address for SQLAlchemy's asyncpg dialect."""
    return "postgresql+asyncpg://" + dsn.partition("://")[2]


def with_database(dsn: str, name: str) -> str:
    """The same server and role, another database."""
    return urlunsplit(urlsplit(dsn)._replace(path=f"/{name}"))


def quoted(name: str) -> str:
    """An SQL identifier; names cannot be parameters of CREATE and DROP."""
    if "\0" in name:
        raise ValueError("a database name has no NUL")
    return '"' + name.replace('"', '""') + '"'


@asynccontextmanager
async def connected(dsn: str, **options: Any) -> AsyncIterator[asyncpg.Connection]:
    """One connection of its own, closed at the end."""
    connection = await asyncpg.connect(dsn, **options)
    try:
        yield connection
    finally:
        await connection.close()


async def create_database(admin_dsn: str, name: str, *, template: str | None = None) -> None:
    """Makes database ``name``. Raises asyncpg.DuplicateDatabaseError when it exists."""
    # WAL_LOG copies a small template block by block; FILE_COPY would force two checkpoints.
    source = f" TEMPLATE {quoted(template)} STRATEGY wal_log" if template is not None else ""
    async with connected(admin_dsn) as connection:
        await connection.execute(f"CREATE DATABASE {quoted(name)}{source}")


async def ensure_database(admin_dsn: str, name: str) -> bool:
    """Makes database ``name`` when there is none; True when it was made now."""
    async with connected(admin_dsn) as connection:
        if await connection.fetchval("SELECT true FROM pg_database WHERE datname = $1", name):
            return False
        await connection.execute(f"CREATE DATABASE {quoted(name)}")
        return True


async def drop_database(admin_dsn: str, name: str) -> None:
    """Removes database ``name`` with everything in it, cutting its connections; absent is fine."""
    async with connected(admin_dsn) as connection:
        await connection.execute(f"DROP DATABASE IF EXISTS {quoted(name)} WITH (FORCE)")


async def ensure_bot_role(admin_dsn: str, password: str | None = None) -> None:
    """Makes the login role that serves people; without ``password`` it logs in only where the server asks for none."""
    async with connected(admin_dsn) as connection, connection.transaction():
        # Two starts at once: the second waits here and then finds the role.
        await connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('tereze role', 0))")
        if not await connection.fetchval("SELECT true FROM pg_roles WHERE rolname = $1", BOT):
            await connection.execute(f"CREATE ROLE {BOT} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE")
        if password is not None:
            literal = await connection.fetchval("SELECT quote_literal($1)", password)
            await connection.execute(f"ALTER ROLE {BOT} PASSWORD {literal}")
