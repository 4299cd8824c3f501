"""PostgreSQL 16, the oldest promised (design §2): the schema, its functions and the letters, in every `make test`.

The whole suite runs on it with TEREZE_TEST_POSTGRES=16, and half of the chaos run always does.
"""

import tempfile
from pathlib import Path

import pytest

from bot.platform.binaries import NoServer, wheel_programs
from bot.platform.cluster import Cluster
from bot.platform.databases import connected, create_database, ensure_bot_role
from bot.platform.schema import downgrade, upgrade
from tests.platform.databases import OLDEST


async def test_the_schema_and_its_functions_on_the_oldest_server() -> None:
    try:
        wheel_programs(OLDEST)
    except NoServer:
        pytest.skip("no wheel with PostgreSQL 16 for this Python or machine")
    # A short path, since a socket's is limited.
    with (
        tempfile.TemporaryDirectory(prefix="tereze-test-") as home,
        Cluster(Path(home), durable=False, wheel=OLDEST) as cluster,
    ):
        await ensure_bot_role(cluster.dsn("postgres"))
        await create_database(cluster.dsn("postgres"), "tereze")
        owner = cluster.dsn("tereze")
        await upgrade(owner)
        await downgrade(owner, "base")
        await upgrade(owner)
        async with connected(owner) as connection:
            assert int(await connection.fetchval("SHOW server_version_num")) // 10_000 == OLDEST.major
            assert await connection.fetchval("SELECT lower('ҚАЗАҚ')") == "қазақ"
            assert await connection.fetchval(
                "SELECT string_agg(x, '' ORDER BY x) FROM unnest('{б,a,А,Z}'::text[]) x"
            ) == ("ZaАб")
            verdict = "SELECT verdict FROM machine_receive(1, 7, '\\x01', 5, 5, 'message', NULL, '{}')"
            assert [await connection.fetchval(verdict) for _ in range(2)] == ["new", "repeat"]
            assert await connection.fetchval("SELECT seq FROM machine_claim(1)") is not None
