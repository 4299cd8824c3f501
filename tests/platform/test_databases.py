"""The databases that tests stand on, and the two roles in them."""

from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot.platform.cluster import BOT
from bot.platform.databases import connected, quoted, sqlalchemy_url, with_database
from bot.platform.schema import expected_revision, found_revision, upgrade
from tests.platform.databases import TestServer, name_of


async def test_a_clone_is_migrated_and_ones_own(database: str, cluster: TestServer) -> None:
    assert await found_revision(cluster.owner_dsn(name_of(database))) == expected_revision()
    async with connected(database) as connection:
        assert await connection.fetchval("SELECT current_user") == BOT


async def test_the_bots_role_changes_rows_and_no_tables(empty_database: str, cluster: TestServer) -> None:
    """A4 by privilege: what a migration takes from the role, the process that serves people cannot give itself back."""
    await upgrade(empty_database)
    async with connected(empty_database) as owner:
        await owner.execute("CREATE TABLE note (id bigint GENERATED ALWAYS AS IDENTITY, body text)")
        await owner.execute("CREATE TABLE sealed (body text); REVOKE UPDATE, DELETE ON sealed FROM tereze_bot")
    async with connected(cluster.bot_dsn(name_of(empty_database))) as bot:
        await bot.execute("INSERT INTO note (body) VALUES ('a'); UPDATE note SET body = 'b'; DELETE FROM note")
        await bot.execute("INSERT INTO sealed VALUES ('a')")
        for forbidden in (
            "DELETE FROM sealed",
            "UPDATE sealed SET body = 'b'",
            "TRUNCATE sealed",
            "ALTER TABLE sealed DISABLE TRIGGER ALL",
            "CREATE TABLE other (x int)",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await bot.execute(forbidden)
        # PostgreSQL answers this with a warning only, and grants nothing.
        await bot.execute("GRANT DELETE ON sealed TO tereze_bot")
        assert not await bot.fetchval("SELECT has_table_privilege('sealed', 'DELETE')")


async def test_sqlalchemy_takes_the_same_address(database: str) -> None:
    engine = create_async_engine(sqlalchemy_url(database), poolclass=NullPool)
    async with engine.connect() as connection:
        assert await connection.scalar(text("SELECT current_user")) == BOT
    await engine.dispose()


def test_addresses() -> None:
    assert with_database("postgresql://u:p@h:5432/a?host=/x%20y&port=1", "b") == (
        "postgresql://u:p@h:5432/b?host=/x%20y&port=1"
    )
    assert with_database("postgresql://u@/a?host=/x", "b") == "postgresql://u@/b?host=/x"
    assert quoted('a"b') == '"a""b"'


def test_lock_names_no_registry_and_pins_everything() -> None:
    """The same lock serves behind any mirror, and nothing unhashed is installed."""
    for path in (Path(__file__).parents[2] / "requirements").glob("*.txt"):
        content = path.read_text("utf-8")
        assert "://" not in content
        assert "--index" not in content
        assert "--find-links" not in content
        packages = [line for line in content.splitlines() if line and line[0] not in "# "]
        assert packages
        assert all("==" in line and line.endswith("\\") for line in packages)
