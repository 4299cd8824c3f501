"""A transaction that is cancelled wherever it is leaves nothing open: no lock, and no connection lent out half way."""

import asyncio

import asyncpg

from bot.storage.unit import Database

_OPEN = """
SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
    AND state LIKE 'idle in transaction%'
"""


async def test_cancelled_at_any_moment(database: str, owner_database: str) -> None:
    db = Database(database, {}, size=2)
    watching = await asyncpg.connect(owner_database)

    async def work() -> None:
        async with db.unit() as unit:
            await unit.raw.execute("UPDATE legal_clock SET shift = shift")

    await work()
    for number in range(60):
        running = asyncio.ensure_future(work())
        for _ in range(number % 20):  # each turn of the loop is another moment in BEGIN, UPDATE and COMMIT
            await asyncio.sleep(0)
        await asyncio.sleep(0.0002 * (number // 20))
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        async with asyncio.timeout(5):
            while await watching.fetchval(_OPEN):
                await asyncio.sleep(0.01)
        await work()  # whatever connection is lent now is a clean one
    await watching.close()
    await db.close()
