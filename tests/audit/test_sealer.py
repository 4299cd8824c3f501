"""The chain over the audit (A4): append-only, and tampering shows whoever did it (attack 103)."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest

from bot.machine.sealer import Verdict, seal, verify
from bot.platform.databases import connected
from bot.storage.unit import Database


@pytest.fixture
async def opened(database: str) -> AsyncIterator[Database]:
    made = Database(database, {})
    yield made
    await made.close()


async def _act(database: Database, act: str = "company.record", count: int = 1) -> None:
    async with database.unit() as unit:
        for number in range(count):
            await unit.raw.execute(
                """INSERT INTO audit (legal_at, person_id, act, subject_kind, subject_id, before, after)
                VALUES (clock_timestamp(), gen_random_uuid(), $1, 'company', gen_random_uuid(), NULL, $2)""",
                act, f'{{"name": "«QAZAQSTAN <MONARH>» {number}", "n": 1.10}}',
            )  # fmt: skip


async def _sealed(database: Database, count: int) -> None:
    """Seal until so many rows are. Transactions of other databases of the server hold the sealer back for moments."""
    done = 0
    async with asyncio.timeout(10):
        while done < count:
            done += await seal(database)
            await asyncio.sleep(0.01)


async def _tampered(owner_database: str, *statements: str) -> None:
    """As somebody with every right, triggers switched off."""
    async with connected(owner_database) as connection:
        await connection.execute("SET session_replication_role = replica")
        for statement in statements:
            await connection.execute(statement)


async def test_what_is_committed_is_sealed_in_order(opened: Database, owner_database: str) -> None:
    await _act(opened, count=3)
    assert await verify(owner_database) == Verdict(0, 3, bytes(32).hex())
    await _sealed(opened, 3)
    await _act(opened)
    await _sealed(opened, 1)
    verdict = await verify(owner_database)
    assert (verdict.sealed, verdict.unsealed, verdict.broken, verdict.sound) == (4, 0, None, True)
    assert await seal(opened) == 0


async def test_a_row_whose_neighbours_are_still_open_waits(opened: Database, owner_database: str) -> None:
    insert = "INSERT INTO audit (act, subject_kind) VALUES ($1, 'x')"
    async with connected(owner_database) as slow:
        transaction = slow.transaction()
        await transaction.start()
        await slow.execute(insert, "first")
        await _act(opened, "second")
        assert await seal(opened) == 0  # «first» may still commit, and comes before
        await transaction.commit()
    await _sealed(opened, 2)
    assert (await verify(owner_database)).sound


@pytest.mark.parametrize("table", ["audit", "audit_seal"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {}"])
async def test_the_audit_is_append_only(
    opened: Database, database: str, owner_database: str, table: str, statement: str
) -> None:
    await _act(opened)
    await _sealed(opened, 1)
    column = "act" if table == "audit" else "hash"
    sql = statement.format(table, column, column)
    async with connected(database) as bot:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await bot.execute(sql)
    async with connected(owner_database) as owner:
        with pytest.raises(asyncpg.RaiseError, match="append-only"):
            await owner.execute(sql)


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE audit SET act = 'innocent' WHERE id = 3", 3),
        ('UPDATE audit SET after = \'{"name": "x"}\' WHERE id = 3', 3),
        ("UPDATE audit SET at = at + interval '1 microsecond' WHERE id = 3", 3),
        ("UPDATE audit SET person_id = NULL WHERE id = 3", 3),
        ("DELETE FROM audit WHERE id = 3", 3),
        ("DELETE FROM audit_seal WHERE position = 3", 4),
        ("UPDATE audit_seal SET hash = sha256('x') WHERE position = 3", 3),
        ("UPDATE audit_seal SET audit_id = CASE audit_id WHEN 3 THEN 4 ELSE 3 END WHERE audit_id IN (3, 4)", 4),
    ],
)
async def test_attack_103_a_changed_row_is_named_even_if_the_triggers_were_off(
    opened: Database, owner_database: str, statement: str, broken: int
) -> None:
    await _act(opened, count=5)
    await _sealed(opened, 5)
    assert (await verify(owner_database)).sound
    if "CASE" in statement:
        await _tampered(owner_database, "ALTER TABLE audit_seal DROP CONSTRAINT audit_seal_audit_id_key")
    await _tampered(owner_database, statement)
    verdict = await verify(owner_database)
    assert verdict.broken == broken
    assert not verdict.sound
    assert verdict.sealed == min(broken, 3) - 1


async def test_attack_103_a_row_slipped_in_is_counted_as_unsealed(opened: Database, owner_database: str) -> None:
    await _act(opened, count=2)
    await _sealed(opened, 2)
    await _tampered(owner_database, "INSERT INTO audit (act, subject_kind) VALUES ('slipped in', 'x')")
    await seal(opened)
    assert (await verify(owner_database)).unsealed == 1


async def test_a_cut_end_shows_against_a_head_noted_before(opened: Database, owner_database: str) -> None:
    await _act(opened, count=3)
    await _sealed(opened, 3)
    head = (await verify(owner_database)).head
    await _act(opened)
    await _sealed(opened, 1)
    assert (await verify(owner_database, anchor=head)).sound
    await _tampered(owner_database, "DELETE FROM audit WHERE id > 2", "DELETE FROM audit_seal WHERE position > 2")
    assert (await verify(owner_database)).sound  # the shortened chain alone cannot tell
    assert not (await verify(owner_database, anchor=head)).sound


async def test_two_sealers_do_not_fork_the_chain(opened: Database, owner_database: str) -> None:
    for _ in range(5):
        await _act(opened, count=10)
        await asyncio.gather(*(seal(opened) for _ in range(4)))
    async with asyncio.timeout(10):
        while await opened_count(opened):
            await seal(opened)
    verdict = await verify(owner_database)
    assert (verdict.sealed, verdict.unsealed, verdict.broken) == (50, 0, None)


async def opened_count(database: Database) -> int:
    async with database.unit() as unit:
        return int(await unit.raw.fetchval("SELECT count(*) FROM audit_unsealed"))


async def test_rows_of_a_restored_backup_are_sealed(opened: Database, owner_database: str) -> None:
    await _act(opened)
    await _tampered(owner_database, "UPDATE audit_unsealed SET xid = '9000000000'::xid8")
    assert await seal(opened) == 1
