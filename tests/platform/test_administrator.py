"""The first administrator's way in (A1, A3): an invitation like any other, in an organisation of their own."""

import hashlib

import pytest

from bot.commands.administrator import invite_administrator
from bot.platform.databases import connected
from bot.platform.schema import SchemaTooOld


async def test_a3_first_administrators(database: str) -> None:
    first = await invite_administrator(database, "Асем Нұрланова", "+77011234567")
    second = await invite_administrator(database, "Second", "+77011234568")
    assert first != second
    async with connected(database) as connection:
        assert await connection.fetchval("SELECT count(*) FROM organisation WHERE kind = 'system'") == 1
        row = await connection.fetchrow(
            "SELECT i.state, i.expires_at > now() AS open, p.name, p.phone, p.role, i.person_id = p.id AS theirs"
            " FROM invitation i JOIN person p ON p.id = i.person_id WHERE code_hash = $1",
            hashlib.sha256(first.encode()).digest(),
        )
        assert row is not None
        assert tuple(row) == ("open", True, "Асем Нұрланова", "+77011234567", "head", True)
        assert await connection.fetchval("SELECT count(*) FROM audit WHERE act = 'administrator.command'") == 2
        stored = await connection.fetch("SELECT to_jsonb(i)::text || to_jsonb(a)::text AS t FROM invitation i, audit a")
        assert not any(first in one["t"] for one in stored), "the code itself is kept nowhere"


async def test_needs_the_schema(empty_database: str) -> None:
    with pytest.raises(SchemaTooOld):
        await invite_administrator(empty_database, "A", "+77011234567")
