"""How much of the rate that Telegram allows is used, and how long nobody sends when the one who does is gone."""

import asyncio
import signal
import statistics
from collections import deque

import asyncpg

from bench.figures import Figure, say
from bot.local_telegram.http_bot import CallRecord
from bot.machine import clock
from tests.chaos.run import Stage

CAP = 30
"""Messages a second in all (the local Telegram's limit, as Telegram tells it)."""
SECONDS = 12.0
"""How long the rate is looked at, once it is steady."""
_STEADY = 2.0
_EPOCH = "SELECT epoch FROM lease WHERE name LIKE 'sender%'"
_COUNTED = ("send", "edit")


class Stamped(deque[CallRecord]):
    """Telegram's log of calls, with the moment of each call that counts against the limits."""

    def __init__(self) -> None:
        super().__init__(maxlen=1)
        self.moments: list[float] = []
        self.refused = 0

    def append(self, call: CallRecord, /) -> None:
        super().append(call)
        if call.outcome.startswith("429"):
            self.refused += 1
        elif call.method.startswith(_COUNTED):
            self.moments.append(clock.monotonic())


def stamped(made: Stage) -> Stamped:
    """From now on."""
    log = Stamped()
    made.telegram._api.log = log
    return log


async def everybody(made: Stage) -> None:
    """Everybody is to see their screen again, below: two calls for each of them."""
    await made.sql("UPDATE dialogue SET wanted = wanted + 1, below = true")


async def rate(made: Stage) -> list[Figure]:
    """Calls a second while more wait than may go out."""
    log = stamped(made)
    begun = clock.monotonic()
    await everybody(made)
    await asyncio.sleep(_STEADY + SECONDS)
    await made.quiet(60)
    end = begun + _STEADY + SECONDS
    if log.moments[-1] < end:
        raise RuntimeError("there was not enough to send")
    counted = [one for one in log.moments if begun + _STEADY <= one < end]
    return [
        Figure("sending, three replicas: share of the allowed rate", 100 * len(counted) / SECONDS / CAP, "%", 97.0,
               made.plan.seed, upward=True),
        Figure("sending, three replicas: calls refused (429)", log.refused, "calls", 0.0, made.plan.seed),
    ]  # fmt: skip


async def failovers(made: Stage, rounds: int) -> list[Figure]:
    """The leader is killed, or stopped, while it sends: seconds until another one's first call."""
    figures = []
    log = stamped(made)
    for number in (signal.SIGKILL, signal.SIGSTOP):
        took = [await _failover(made, log, number) for _ in range(rounds)]
        say(f"{number.name}: " + ", ".join(f"{one:.2f}" for one in took))
        figures += [
            Figure(f"leader gone by {number.name}: longest silence", max(took), "s", 2.0, made.plan.seed),
            Figure(f"leader gone by {number.name}: median silence", statistics.median(took), "s", None, made.plan.seed),
        ]
    figures.append(Figure("calls refused (429) meanwhile", log.refused, "calls", 0.0, made.plan.seed))
    return figures


async def _failover(made: Stage, log: Stamped, number: signal.Signals) -> float:
    replicas = made.replicas
    await asyncio.wait_for(replicas.up(made.plan.replicas), 60)
    await everybody(made)
    await asyncio.sleep(1.5)
    owner = await asyncpg.connect(made.owner_dsn)
    try:
        lease = await owner.fetchrow("SELECT owner, epoch FROM lease WHERE name LIKE 'sender%'")
        pid = int(lease["owner"].removeprefix("r"))
        if number is signal.SIGKILL:
            replicas.kill(pid)
        else:
            replicas.stop(pid)
        gone = clock.monotonic()
        while await owner.fetchval(_EPOCH) == lease["epoch"]:  # noqa: ASYNC110 -- the database signals nothing
            await asyncio.sleep(0.01)
    finally:
        await owner.close()
    taken = clock.monotonic()
    before = len(log.moments)
    while len(log.moments) == before:  # noqa: ASYNC110 -- the log signals nothing
        await asyncio.sleep(0.005)
    first = log.moments[before]
    say(f"  lease after {taken - gone:.2f} s, first call after {first - gone:.2f} s")
    if number is signal.SIGKILL:
        await replicas.more()
    else:
        replicas.go_on(pid)
    await made.quiet(60)
    return first - gone
