"""The ticker on the stage: what it takes to turn what is due into messages, and to see that nothing is."""

import json
import statistics
import time

from bench.reminders.scheduler import as_id
from bench.reminders.stage import Stage
from bot.machine.rules import PublishedRules
from bot.machine.ticker import Ticker
from bot.platform.databases import connected
from bot.storage.reminding_rounds import LOOK
from bot.storage.unit import Database


async def fire(stage: Stage, number: int, turn: int) -> float:
    """Seconds from the look of a ticker until all messages are enqueued. A tick before warms the connection up, as one
    every five seconds does."""
    database = Database(stage.bot_dsn, {}, size=2)
    ticker = Ticker(database, PublishedRules())
    try:
        await ticker.remind()
        await stage.fall_due(number, as_id(turn))
        began = time.perf_counter()
        spoke = await ticker.remind()
        took = time.perf_counter() - began
    finally:
        await database.close()
    if (spoke, await stage.sent()) != (number, number):
        raise RuntimeError(f"{spoke} of {number} spoke, {await stage.sent()} messages")
    return took


async def idle(stage: Stage, rounds: int = 200) -> float:
    """Milliseconds that an idle tick takes in the database: planning and execution of its one statement, the median."""
    await stage.sql("TRUNCATE outbox CASCADE")
    found: list[float] = []
    async with connected(stage.bot_dsn) as connection:
        for _ in range(rounds):
            plan = json.loads(await connection.fetchval(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {LOOK}"))[0]
            found.append(plan["Planning Time"] + plan["Execution Time"])
    return statistics.median(found)
