"""How migrations run: on a connection handed over, on `-x url=…`, or on the settings' own database.

No second driver: asyncpg serves migrations too. There is no `alembic/__init__.py`, which would hide the library.
"""

import asyncio
import importlib
import pkgutil

from alembic import context
from sqlalchemy import Connection, MetaData, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

import bot.storage
from bot.platform.cluster import BOT
from bot.platform.databases import sqlalchemy_url
from bot.platform.schema import MIGRATION_LOCK
from bot.platform.settings import read_settings
from bot.storage.tables import metadata


def mapped() -> MetaData:
    """What autogenerate compares with: every room's tables hang on the one metadata once its module is imported."""
    for module in pkgutil.walk_packages(bot.storage.__path__, "bot.storage."):
        importlib.import_module(module.name)
    return metadata


def run(connection: Connection, target: MetaData | None = None) -> None:
    # Held by the session, not the transaction: a migration may have to commit in between (CREATE INDEX CONCURRENTLY).
    connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": MIGRATION_LOCK})
    connection.commit()
    try:
        # A lock that is not free soon must not make every person wait behind the migration.
        connection.execute(text("SET lock_timeout = '15s'"))
        _prepare_bot_role(connection)
        connection.commit()
        context.configure(connection=connection, target_metadata=target, compare_type=True)
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
    finally:
        connection.rollback()
        connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": MIGRATION_LOCK})
        connection.commit()


def _prepare_bot_role(connection: Connection) -> None:
    """What migrations create from here on is the bot's to use; a migration may take rights back (the audit's)."""
    if connection.scalar(text("SELECT true FROM pg_roles WHERE rolname = :name"), {"name": BOT}):
        for grant in (
            f"GRANT USAGE ON SCHEMA public TO {BOT}",
            f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {BOT}",
            f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {BOT}",
        ):
            connection.execute(text(grant))


async def run_by_url(url: str) -> None:
    engine = create_async_engine(sqlalchemy_url(url), poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            await connection.run_sync(run, mapped())
    finally:
        await engine.dispose()


def url() -> str:
    given = context.get_x_argument(as_dictionary=True).get("url")
    if given is None:
        given = read_settings().migration_url
    if given is None:
        raise SystemExit("Name the database: -x url=postgresql://… or TEREZE_DATABASE_URL.")
    return given


if context.is_offline_mode():
    # SQL to be run by hand: `alembic upgrade head --sql`.
    context.configure(dialect_name="postgresql", literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()
elif (handed := context.config.attributes.get("connection")) is not None:
    run(handed)
else:
    asyncio.run(run_by_url(url()))
