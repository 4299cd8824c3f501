"""A process that stands still with somebody's update in work: how long that person waits, and whether others do."""

import asyncio
import random
from typing import Final

import asyncpg

from bench.figures import Figure, say
from bot.machine import clock
from tests.chaos.run import Stage

BESIDE: Final = 12
"""People who go on meanwhile."""
_LONG: Final = 3.0  # seconds by which it shows that the stopped process has it
_TRIES: Final = 60

_BLOCKED: Final = (
    "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database())"
)


async def stopped_workers(made: Stage, rounds: int) -> list[Figure]:
    """So many times a replica stands still with the first person's update; the balancer sends it no others."""
    chance = random.Random(f"stopped {made.plan.seed}")
    theirs: list[float] = []
    others: list[float] = []
    owner = await asyncpg.connect(made.owner_dsn)
    try:
        for _ in range(_TRIES):
            waited, beside = await _stop_one(made, owner, chance)
            if waited > _LONG:  # otherwise another replica had it
                say(f"  the person waited {waited:.2f} s, others at most {max(beside):.2f} s")
                theirs.append(waited)
                others += beside
            if len(theirs) == rounds:
                break
    finally:
        await owner.close()
    if len(theirs) < rounds:
        raise RuntimeError("the stopped process never had the update")
    return [
        Figure("worker stopped (SIGSTOP): its person waits at most", max(theirs), "s", 10.0, made.plan.seed),
        Figure("worker stopped (SIGSTOP): anybody else waits at most", max(others), "s", 1.0, made.plan.seed),
    ]


async def _stop_one(made: Stage, owner: asyncpg.Connection, chance: random.Random) -> tuple[float, list[float]]:
    """Seconds from the stop until the person's update was done, and those of others' meanwhile, received to done."""
    assert made.balancer is not None
    me, others = made.people[0].me, [one.me for one in made.people[1 : BESIDE + 1]]
    leader = int((await owner.fetchval("SELECT owner FROM lease WHERE name LIKE 'sender%'")).removeprefix("r"))
    pid = chance.choice([one for one in made.replicas.alive if one != leader])
    port = made.balancer.ports[pid]
    first = await owner.fetchval("SELECT max(seq) FROM inbox")
    held = owner.transaction()
    await held.start()
    await owner.execute("SELECT FROM dialogue WHERE chat_id = $1 FOR UPDATE", me.id)
    await me.send("/help")
    while not (await made.sql(_BLOCKED))[0]["exists"]:  # noqa: ASYNC110 -- until whoever has it in work waits for us
        await asyncio.sleep(0.01)
    del made.balancer.ports[pid]
    made.replicas.stop(pid)
    stopped = clock.monotonic()
    await held.rollback()
    try:
        while True:
            waited = clock.monotonic() - stopped
            done = await owner.fetchval(
                "SELECT count(*) = 0 FROM inbox WHERE sender = $1 AND seq > $2 AND state = 'waiting'", me.id, first
            )
            if done or waited > 60:
                break
            if waited > 0.5:
                await asyncio.gather(*(one.send("/menu") for one in others))
            await asyncio.sleep(1.0 if waited > 0.5 else 0.02)
    finally:
        made.replicas.go_on(pid)
        made.balancer.ports[pid] = port
    await made.quiet(60)
    mine = await owner.fetchval(
        "SELECT max(extract(epoch FROM done_at - received_at))::float8 FROM inbox WHERE sender = $1 AND seq > $2",
        me.id, first,
    )  # fmt: skip
    rows = await owner.fetch(
        "SELECT extract(epoch FROM done_at - received_at)::float8 AS s FROM inbox WHERE sender <> $1 AND seq > $2",
        me.id, first,
    )  # fmt: skip
    return float(mine), [float(row["s"]) for row in rows]
