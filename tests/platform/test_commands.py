"""The commands as a person types them: exit codes, one line instead of a traceback, backup and restore tried."""

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from bot.commands.programs import without_password
from bot.machine.sealer import seal
from bot.platform.cluster import Cluster
from bot.platform.databases import connected, ensure_bot_role, ensure_database
from bot.platform.settings import CHECKOUT
from bot.storage.unit import Database
from tests.platform.databases import TestServer, name_of


@pytest.fixture
def state() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="tereze-commands-"))
    folder.chmod(0o755)
    yield folder
    Cluster(folder / "database", durable=False).stop()
    shutil.rmtree(folder)


def bot(state: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "TEREZE_STATE": str(state), "HOME": str(state)} | settings
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        env=environment,
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("arguments", "settings", "code", "says"),
    [
        (["stop"], {}, 0, "not running"),
        (["migrate"], {}, 1, "There is no database yet"),
        (["backup", "/nowhere/x"], {}, 1, "/nowhere is not a folder"),
        (["restore", "/nowhere/x"], {}, 1, "is not a file"),
        (["migrate"], {"TEREZE_PORT": "x"}, 1, "TEREZE_PORT is malformed"),
        (["migrate"], {"TEREZE_DATABASE_URL": "postgresql://u:topsecret@127.0.0.1:1/x"}, 1, "cannot be reached"),
        (["nonsense"], {}, 2, "invalid choice"),
    ],
)
def test_says_in_one_line_what_is_wrong(
    state: Path, arguments: list[str], settings: dict[str, str], code: int, says: str
) -> None:
    done = bot(state, *arguments, **settings)
    assert done.returncode == code
    assert says in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert "topsecret" not in done.stdout + done.stderr


async def test_backup_and_restore(state: Path) -> None:
    """What was written before the backup is back, what was written after it is not, and the old one is kept."""
    cluster = Cluster(state / "database", durable=False)
    await asyncio.to_thread(cluster.start)
    await ensure_bot_role(cluster.dsn("postgres"))
    await ensure_database(cluster.dsn("postgres"), "tereze_sample")
    await asyncio.to_thread(cluster.stop)

    def command(*arguments: str) -> str:
        done = bot(state, *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    async def rows() -> list[str]:
        await asyncio.to_thread(cluster.start)
        try:
            async with connected(cluster.dsn("tereze_sample")) as connection:
                return [row["name"] for row in await connection.fetch("SELECT name FROM kept ORDER BY name")]
        finally:
            await asyncio.to_thread(cluster.stop)

    async def write(sql: str) -> None:
        await asyncio.to_thread(cluster.start)
        async with connected(cluster.dsn("tereze_sample")) as connection:
            await connection.execute(sql)
        await asyncio.to_thread(cluster.stop)

    assert "went from nothing to" in await asyncio.to_thread(command, "migrate")
    assert "The schema is at" in await asyncio.to_thread(command, "migrate")
    await write("CREATE TABLE kept (name text); INSERT INTO kept VALUES ('\"QAZAQSTAN <MONARH>\"')")
    file = state / "tereze.backup"
    assert "MB" in await asyncio.to_thread(command, "backup", str(file))
    assert file.stat().st_mode & 0o077 == 0
    again = await asyncio.to_thread(bot, state, "backup", str(file))
    assert again.returncode == 1
    assert "never overwritten" in again.stderr

    await write("INSERT INTO kept VALUES ('later')")
    assert "Restored" in await asyncio.to_thread(command, "restore", str(file))
    assert await rows() == ['"QAZAQSTAN <MONARH>"']
    await asyncio.to_thread(cluster.start)
    async with connected(cluster.dsn("tereze_sample_before_restore")) as connection:
        assert await connection.fetchval("SELECT count(*) FROM kept") == 2

    # Somebody is at work on it now.
    refused = await asyncio.to_thread(bot, state, "restore", str(file))
    assert refused.returncode == 1
    assert "make stop" in refused.stderr
    backed_up = await asyncio.to_thread(bot, state, "backup", str(state / "while running"))
    assert backed_up.returncode == 0, backed_up.stderr
    await asyncio.to_thread(cluster.stop)


async def test_a_broken_backup_changes_nothing(state: Path) -> None:
    cluster = Cluster(state / "database", durable=False)
    await asyncio.to_thread(cluster.start)
    await asyncio.to_thread(cluster.stop)
    (state / "broken").write_bytes(b"PGDMP\x01\x0f")
    done = await asyncio.to_thread(bot, state, "restore", str(state / "broken"))
    assert done.returncode == 1
    assert "pg_restore failed" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("dsn", "address", "password"),
    [
        ("postgresql://u:p%40s@h:1/d", "postgresql://u@h:1/d", "p@s"),
        ("postgresql://u@h/d", "postgresql://u@h/d", None),
        ("postgresql://u@/d?host=/run&port=1", "postgresql://u@/d?host=/run&port=1", None),
    ],
)
def test_102_no_password_on_a_command_line(dsn: str, address: str, password: str | None) -> None:
    assert without_password(dsn) == (address, password)


async def test_backup_and_restore_on_a_server_of_ones_own(
    state: Path, owner_database: str, empty_database: str, cluster: TestServer
) -> None:
    """Rights come back with the rows: the restored audit is as closed to the bot's role as the first (A4)."""
    file = state / "own.backup"
    made = await asyncio.to_thread(bot, state, "backup", str(file), TEREZE_DATABASE_URL=owner_database)
    assert made.returncode == 0, made.stderr
    restored = await asyncio.to_thread(bot, state, "restore", str(file), TEREZE_DATABASE_URL=empty_database)
    assert restored.returncode == 0, restored.stderr
    async with connected(cluster.bot_dsn(name_of(empty_database))) as connection:
        await connection.fetch("SELECT * FROM person")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute("DELETE FROM audit")
    twice = await asyncio.to_thread(bot, state, "restore", str(file), TEREZE_DATABASE_URL=empty_database)
    assert twice.returncode == 1
    assert "not empty" in twice.stderr


async def test_103_verify_audit(state: Path, owner_database: str, database: str) -> None:
    """Rows written behind the bot's back fail the verifier, which names the first of them (A4)."""

    async def verified(*arguments: str) -> subprocess.CompletedProcess[str]:
        return await asyncio.to_thread(bot, state, "verify-audit", *arguments, TEREZE_DATABASE_URL=owner_database)

    async with connected(database) as connection:
        await connection.execute("INSERT INTO audit (act, subject_kind) VALUES ('one', 'test'), ('two', 'test')")
    sealing = Database(database, {}, size=2)
    async with asyncio.timeout(30):  # the sealer waits for older transactions, those on other databases too
        while not await seal(sealing):
            await asyncio.sleep(0.05)
    await sealing.close()
    whole = await verified()
    assert whole.returncode == 0, whole.stderr
    assert "2 rows is whole" in whole.stdout
    anchor = whole.stdout.split()[-1]
    assert (await verified("--anchor", anchor)).returncode == 0
    assert "64 hexadecimal" in (await verified("--anchor", "x")).stderr

    async with connected(owner_database) as connection:
        await connection.execute("ALTER TABLE audit DISABLE TRIGGER audit_append_only")
        row = await connection.fetchval("UPDATE audit SET act = 'three' WHERE act = 'two' RETURNING id")
    broken = await verified()
    assert broken.returncode == 1
    assert f"Broken at audit row {row}" in broken.stderr
