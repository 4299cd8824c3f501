"""Every migration can be taken, taken back and taken again; together they make what the code maps (design §7)."""

import importlib
import pkgutil

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

import bot.storage
from bot.platform.databases import connected, sqlalchemy_url
from bot.platform.schema import (
    SchemaTooOld,
    alembic_config,
    downgrade,
    expected_revision,
    found_revision,
    require_schema,
    upgrade,
)
from bot.storage.tables import metadata


def _revisions() -> list[tuple[str, str]]:
    """Each revision with the one before it, oldest first."""
    scripts = ScriptDirectory.from_config(alembic_config()).walk_revisions()
    return [(one.revision, str(one.down_revision or "base")) for one in reversed(list(scripts))]


async def _objects(dsn: str) -> set[tuple[str, str]]:
    """Everything a migration makes and could forget to take back."""
    async with connected(dsn) as connection:
        rows = await connection.fetch(
            "SELECT 'table or index' kind, relname name FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " UNION ALL SELECT 'function', oid::regprocedure::text FROM pg_proc"
            " WHERE pronamespace = 'public'::regnamespace"
            " UNION ALL SELECT 'type', typname FROM pg_type WHERE typnamespace = 'public'::regnamespace"
            " UNION ALL SELECT 'trigger', tgname FROM pg_trigger WHERE NOT tgisinternal"
        )
    return {(row["kind"], row["name"]) for row in rows if "alembic_version" not in row["name"]}


async def test_up_down_up(empty_database: str) -> None:
    for revision, before in _revisions():
        earlier = await _objects(empty_database)
        await upgrade(empty_database, revision)
        later = await _objects(empty_database)
        await downgrade(empty_database, before)
        assert await _objects(empty_database) == earlier, f"{revision} leaves something behind on its way down"
        await upgrade(empty_database, revision)
        assert await _objects(empty_database) == later
    assert await found_revision(empty_database) == expected_revision()


async def test_one_head() -> None:
    assert len(ScriptDirectory.from_config(alembic_config()).get_heads()) <= 1


_MIGRATIONS_OWN = tuple(f"('{deed}_{what}'" for deed in ("add", "remove") for what in ("index", "constraint", "fk"))
"""Indexes and constraints are written in the migrations only; a mapping need not repeat them."""


def _mapped(name: str | None, kind: str, _parents: object) -> bool:
    """The machine's own tables are used through SQL functions and have no mapping to agree with."""
    return kind != "table" or name in metadata.tables


# The comparison looks at every column first, the audit's transaction number too.
@pytest.mark.filterwarnings("ignore:Did not recognize type 'xid8'")
async def test_migrations_make_the_tables_the_code_maps(owner_database: str) -> None:
    for module in pkgutil.walk_packages(bot.storage.__path__, "bot.storage."):
        importlib.import_module(module.name)

    def compare(connection: Connection) -> list[str]:
        options = {"compare_type": True, "include_name": _mapped}
        differences = compare_metadata(MigrationContext.configure(connection, opts=options), metadata)
        return [text for one in differences if not (text := repr(one)).lstrip("[").startswith(_MIGRATIONS_OWN)]

    engine = create_async_engine(sqlalchemy_url(owner_database), poolclass=NullPool)
    async with engine.connect() as connection:
        differences = await connection.run_sync(compare)
    await engine.dispose()
    assert not differences


async def test_upgrade_is_repeatable(empty_database: str) -> None:
    await upgrade(empty_database)
    await upgrade(empty_database)
    await require_schema(empty_database)


@pytest.mark.skipif(expected_revision() is None, reason="there are no migrations yet")
async def test_a_replica_refuses_an_older_schema(empty_database: str) -> None:
    with pytest.raises(SchemaTooOld):
        await require_schema(empty_database)


async def test_a_replica_accepts_a_newer_schema(empty_database: str) -> None:
    await upgrade(empty_database)
    engine = create_async_engine(sqlalchemy_url(empty_database), poolclass=NullPool)
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = 'from the next release'"))
    await engine.dispose()
    await require_schema(empty_database)
