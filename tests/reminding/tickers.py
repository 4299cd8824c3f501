"""Four tickers, of which one is killed again and again: `python -m tests.reminding.tickers DSN BUILD SEED KILLS`.

A parent that has imported everything forks them; each works until nothing is due. At the end it writes how many it has
killed. BUILD: «whole», or one that is broken on purpose: a check that those pass would be no check.
"""

import asyncio
import multiprocessing
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from bot.machine.rules import PublishedRules
from bot.machine.ticker import Ticker
from bot.storage import reminders
from bot.storage.unit import Database

SIZE = 4
BATCH = 10
"""Small, so that there is always something half done."""

DEATHS = multiprocessing.Value("i", 3)
"""How often a broken build dies between its two halves, for certain; the other kills fall where they fall."""

_LEFT = """
SELECT EXISTS (SELECT FROM reminder WHERE NOT done AND at <= clock_timestamp() + (SELECT shift FROM legal_clock))
    OR EXISTS (SELECT FROM deadline WHERE state = 'open' AND planned < version)
"""
_DUE = """
SELECT r.deadline_id, r.version, r.step, d.person_id, d.subject_kind, d.subject_id
FROM reminder r JOIN deadline d ON d.id = r.deadline_id WHERE NOT r.done AND r.at <= $1 ORDER BY r.at LIMIT $2
"""
_SEND = """
INSERT INTO outbox (key, person_id, notice, about_kind, about_id) VALUES ($1, $2, jsonb_build_object(
    'n', 'deadline.reminder', 'v', 1, 'd', jsonb_build_object('deadline', $3::uuid, 'step', $4::int)), $5, $6)
"""
_MARK = "UPDATE reminder SET done = true WHERE deadline_id = $1 AND version = $2 AND step = $3"


def die() -> None:
    with DEATHS.get_lock():
        last = DEATHS.value <= 0
        DEATHS.value -= 1
    if not last:
        os.kill(os.getpid(), signal.SIGKILL)


async def marks_after(raw: Any, at: reminders.Round) -> tuple[int, int]:
    """Sends, and marks once it has sent: whoever dies in between has sent it twice."""
    rows = await raw.fetch(_DUE, at.now, reminders.BATCH)
    for row in rows:
        await _send(raw, row)
    await raw.execute("COMMIT")
    die()
    await raw.execute("BEGIN")
    for row in rows:
        await raw.execute(_MARK, row["deadline_id"], row["version"], row["step"])
    return len(rows), len(rows)


async def marks_before(raw: Any, at: reminders.Round) -> tuple[int, int]:
    """Marks, and sends what it has marked: whoever dies in between has lost it."""
    rows = await raw.fetch(_DUE + " FOR UPDATE OF r SKIP LOCKED", at.now, reminders.BATCH)
    for row in rows:
        await raw.execute(_MARK, row["deadline_id"], row["version"], row["step"])
    await raw.execute("COMMIT")
    die()
    await raw.execute("BEGIN")
    for row in rows:
        await _send(raw, row)
    return len(rows), len(rows)


async def _send(raw: Any, row: Any) -> None:
    await raw.execute(
        _SEND, str(uuid4()), row["person_id"], row["deadline_id"], row["step"], row["subject_kind"], row["subject_id"]
    )


BUILDS: dict[str, Callable[..., Any]] = {
    "whole": reminders.fire,
    "marks_after": marks_after,
    "marks_before": marks_before,
}


async def work(dsn: str) -> None:
    database = Database(dsn, {}, size=2)
    ticker = Ticker(database, PublishedRules())
    left = True
    while left:
        await ticker.remind()
        async with database.unit() as unit:
            left = await unit.raw.fetchval(_LEFT)
    await database.close()


def fork(dsn: str) -> int:
    if child := os.fork():
        return child
    code = 1
    try:
        asyncio.run(work(dsn))
        code = 0
    finally:
        os._exit(code)


def main(dsn: str, build: str, seed: int, kills: int) -> None:
    reminders.BATCH = BATCH  # type: ignore[misc]
    reminders.fire = BUILDS[build]
    chance = random.Random(seed)
    alive = {fork(dsn) for _ in range(SIZE)}
    killed = 0
    while killed < kills:
        time.sleep(chance.uniform(0.03, 0.16))
        gone, status = os.waitpid(-1, os.WNOHANG)
        if gone:
            alive.discard(gone)
            if status == signal.SIGKILL:  # by its own hand
                alive.add(fork(dsn))
                continue
            if status:
                sys.exit(f"a ticker failed with {status}")
            break  # nothing is left to do
        victim = chance.choice(sorted(alive))
        os.kill(victim, signal.SIGKILL)
        os.waitpid(victim, 0)
        alive.discard(victim)
        alive.add(fork(dsn))
        killed += 1
    while alive:
        gone, status = os.wait()
        alive.discard(gone)
        if status == signal.SIGKILL:
            alive.add(fork(dsn))
        elif status:
            sys.exit(f"a ticker failed with {status}")
    sys.stdout.write(f"{killed}\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
