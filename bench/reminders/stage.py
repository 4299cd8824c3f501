"""A PostgreSQL of its own with more and more open deadlines, of which a given number is due.

The deadlines belong to twenty organisations with ten people each; each has one reminder laid out. Those that are due
ring at noon, so that each becomes one message to one reader.
"""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from bot.platform.cluster import BOT, Cluster
from bot.platform.databases import connected, create_database, ensure_bot_role
from bot.platform.schema import upgrade

ORGANISATIONS = 20
PEOPLE = 200

# Noon of the next day in Almaty: everybody's hours are open, and today's are over.
_NOON = """
UPDATE legal_clock SET shift = ((clock_timestamp() AT TIME ZONE 'Asia/Almaty')::date + 1 + time '12:00')
    AT TIME ZONE 'Asia/Almaty' - clock_timestamp()
"""
_PEOPLE = """
WITH bodies AS (
    INSERT INTO organisation (id, kind, name_ru, name_kk, name_en)
    SELECT gen_random_uuid(), 'akimat', n, n, n FROM generate_series(1, $1) n RETURNING id
), numbered AS (SELECT id, row_number() OVER () AS place FROM bodies)
INSERT INTO person (id, organisation_id, role, name)
SELECT gen_random_uuid(), o.id, CASE WHEN n % 10 = 0 THEN 'head' ELSE 'officer' END, 'N' || n
FROM generate_series(0, $2 - 1) n JOIN numbered o ON o.place = n % $1 + 1
"""
_MORE = """
WITH people AS (SELECT array_agg(id ORDER BY id) AS ids FROM person), made AS (
    INSERT INTO deadline (kind, clause, legal, subject_kind, subject_id, organisation_id, person_id, due, nominal,
        instant, opened_at, planned)
    SELECT 'duty.R2a', 'п. 67', true, 'bench', gen_random_uuid(), p.organisation_id, p.id, d.due, d.due, now(),
        now() - interval '60 days', 1
    FROM generate_series(1, $1) n CROSS JOIN LATERAL (
            SELECT (now() + interval '60 days' + n % 400 * interval '1 day')::date AS due) d
        JOIN people ON true JOIN person p ON p.id = people.ids[n % cardinality(people.ids) + 1]
    RETURNING id, due
)
INSERT INTO reminder (deadline_id, version, step, at) SELECT id, 1, -10, due - interval '10 days' FROM made
"""
_DUE = """
UPDATE reminder SET at = (SELECT clock_timestamp() + shift - interval '1 minute' FROM legal_clock), done = false
WHERE deadline_id IN (SELECT deadline_id FROM reminder ORDER BY deadline_id > $2 DESC, deadline_id LIMIT $1)
"""


class Stage:
    """The database. `owner_dsn` and `bot_dsn`: its addresses."""

    def __init__(self, cluster: Cluster) -> None:
        self.owner_dsn = cluster.dsn("bench")
        self.bot_dsn = cluster.dsn("bench", role=BOT)
        self.admin_dsn = cluster.dsn("postgres")
        self.open = 0

    async def prepare(self) -> None:
        await ensure_bot_role(self.admin_dsn)
        await create_database(self.admin_dsn, "bench")
        await upgrade(self.owner_dsn)
        await self.sql(_NOON)
        await self.sql(_PEOPLE, ORGANISATIONS, PEOPLE)

    async def grow(self, to: int) -> None:
        """So many open deadlines in all, none due; the tables as after a night's housekeeping."""
        while self.open < to:
            more = min(to - self.open, 100_000)
            await self.sql(_MORE, more)
            self.open += more
        for table in ("deadline", "reminder", "outbox"):
            await self.sql(f"VACUUM ANALYZE {table}")

    async def fall_due(self, number: int, after: UUID) -> None:
        """So many reminders become due, strewn over the table (their ids are random); nothing is in the outbox."""
        await self.sql("TRUNCATE outbox CASCADE")
        await self.sql(_DUE, number, after)
        await self.sql("VACUUM ANALYZE reminder")

    async def sent(self) -> int:
        """Messages enqueued."""
        return int(await self.sql("SELECT count(*) FROM outbox"))

    async def sql(self, query: str, *values: Any) -> Any:
        async with connected(self.owner_dsn) as connection:
            return await connection.fetchval(query, *values)


@contextmanager
def staged() -> Iterator[Stage]:
    """In a temporary folder that is gone at the end."""
    home = Path(tempfile.mkdtemp(prefix="tereze-bench-"))
    home.chmod(0o755)  # the server's own account has to pass
    try:
        with Cluster(home / "cluster") as cluster:
            stage = Stage(cluster)
            asyncio.run(stage.prepare())
            yield stage
    finally:
        shutil.rmtree(home, ignore_errors=True)
