"""What is done to the processes, the connections and the database while people work; all of it by one seed."""

import asyncio
import contextlib
import os
import random
import signal
from collections import Counter
from dataclasses import dataclass, field

import asyncpg
import psutil

from bot.local_telegram import Fault, LocalTelegram
from bot.platform.cluster import Cluster
from tests.chaos.replicas import Replicas

_CUT = """
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE application_name LIKE 'tereze%' AND datname = current_database() AND random() < 0.5
"""
_AWAY = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)


@dataclass(frozen=True, slots=True)
class Quota:
    """How often each is done: SIGKILL, SIGTERM, SIGSTOP for a while, connections cut, the database restarted.

    `connections`: at the end there are more cuts until so many connections were cut.
    """

    kills: int
    terms: int
    stops: int
    cuts: int
    restarts: int
    connections: int = 0
    pause: tuple[float, float] = (0.2, 1.0)
    stopped: tuple[float, float] = (0.5, 3.0)


@dataclass(slots=True)
class Done:
    """What was done."""

    events: Counter[str] = field(default_factory=Counter)
    connections: int = 0

    @property
    def kills(self) -> int:
        """Processes ended, connections cut, whatever may have left something half done."""
        restarted = self.events["restart"]
        return self.events["kill"] + self.events["term"] + self.events["stop"] + self.connections + 20 * restarted


class Torment:
    """Keeps `number` replicas there, and breaks them."""

    def __init__(
        self, replicas: Replicas, cluster: Cluster, owner_dsn: str, quota: Quota, seed: int, number: int
    ) -> None:
        self.replicas = replicas
        self.cluster = cluster
        self.owner_dsn = owner_dsn
        self.quota = quota
        self.number = number
        self.done = Done()
        self._chance = random.Random(f"torment {seed}")

    async def run(self) -> None:
        """All of the quota, in an order of its own, with pauses between."""
        quota = self.quota
        events = [
            *["kill"] * quota.kills, *["term"] * quota.terms, *["stop"] * quota.stops, *["cut"] * quota.cuts,
            *["restart"] * quota.restarts,
        ]  # fmt: skip
        self._chance.shuffle(events)
        while events or self.done.connections < quota.connections:
            event = events.pop() if events else "cut"
            await asyncio.sleep(self._chance.uniform(*quota.pause))
            await self._replace()
            await getattr(self, f"_{event}")()
            self.done.events[event] += 1
        await self._replace()

    async def _replace(self) -> None:
        self.done.events["ended by itself"] += len(self.replicas.dead())
        while len(self.replicas.alive) < self.number:
            await self.replicas.more()
        with contextlib.suppress(TimeoutError):
            # Never less than all but one serve when the next thing happens, however slow the machine is.
            await asyncio.wait_for(self.replicas.up(max(1, self.number - 1)), 20)

    def _victim(self) -> int:
        """One that serves, mostly; now and then one that is just starting."""
        serving = sorted(self.replicas.serving - self.replicas.stopped)
        if serving and self._chance.random() < 0.8:
            return self._chance.choice(serving)
        return self._chance.choice(self.replicas.alive)

    async def _kill(self) -> None:
        self.replicas.kill(self._victim())
        await self.replicas.more()

    async def _term(self) -> None:
        self.replicas.kill(self._victim(), signal.SIGTERM)
        await self.replicas.more()

    async def _stop(self) -> None:
        pid = self._victim()
        self.replicas.stop(pid)
        await asyncio.sleep(self._chance.uniform(*self.quota.stopped))
        self.replicas.go_on(pid)

    async def _cut(self) -> None:
        with contextlib.suppress(*_AWAY):
            owner = await asyncpg.connect(self.owner_dsn)
            try:
                self.done.connections += await owner.fetchval(_CUT)
            finally:
                await owner.close()

    async def _restart(self) -> None:
        """In order, or as if the machine's power had gone: then the log is played again."""
        if self._chance.random() < 0.5 and (pid := self.cluster.pid()) is not None:
            os.kill(pid, signal.SIGQUIT)
            await asyncio.to_thread(_gone, pid)
        await asyncio.to_thread(self.cluster.stop)
        await asyncio.to_thread(self.cluster.start)


def _gone(pid: int) -> None:
    with contextlib.suppress(psutil.NoSuchProcess, psutil.TimeoutExpired):
        psutil.Process(pid).wait(10)


def order_faults(telegram: LocalTelegram, share: float) -> None:
    """Of all calls of the bot this share fails, half of them after they were carried out; all methods alike."""
    faults = telegram.faults
    faults.add(Fault.ERROR_BEFORE, probability=share / 4)
    faults.add(Fault.ERROR_AFTER, probability=share / 4)
    faults.add(Fault.RESET_BEFORE, probability=share / 8)
    faults.add(Fault.RESET_AFTER, probability=share / 8)
    faults.add(Fault.TIMEOUT_BEFORE, probability=share / 16, seconds=0.7)
    faults.add(Fault.TIMEOUT_AFTER, probability=share / 16, seconds=0.7)
    faults.add(Fault.SLOW, probability=share / 8, seconds=0.3)
    faults.add(Fault.TOO_MANY, probability=share / 100, seconds=1)
