"""Slow work, done outside any transaction under a renewed lease (design §2.7).

An attempt is committed before it begins; its number is the holder's epoch, so that one who lost the lease can finish
nothing. The result is one short transaction that may be repeated without harm, ended together with the job.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from bot.machine import tasks
from bot.machine.failures import describe, passing
from bot.machine.incidents import ours
from bot.machine.people import Backdrop
from bot.machine.telegram import Telegram
from bot.machine.wake import Wake
from bot.storage.unit import Database, Unit

log = logging.getLogger(__name__)

POLL: Final = 0.5  # seconds between looks when nobody wakes us
LEASE: Final = 10.0  # seconds until a silent holder counts as dead
RENEW: Final = 3.0
TRIES: Final = 5


@dataclass(frozen=True, slots=True)
class Job:
    """One order. `attempts` counts the present one."""

    id: int
    kind: str
    key: str
    person: UUID | None
    payload: Mapping[str, Any]
    attempts: int


@dataclass(frozen=True, slots=True)
class Tools:
    """What work may use. No transaction is open while it runs."""

    database: Database
    telegram: Telegram
    backdrop: Backdrop


Finish = Callable[[Unit], Awaitable[None]]
"""Writes the result of a job, in the transaction that ends it."""

Work = Callable[[Job, Tools], Awaitable[Finish]]


@dataclass(frozen=True, slots=True)
class JobKind:
    """How orders of one kind are done. `gave_up` says, after the last try, what becomes of what they were about."""

    work: Work
    tries: int = TRIES
    gave_up: Callable[[Job], Finish] | None = None


class Later(Exception):
    """Not now: again after `seconds`. Does not count as a failed attempt."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"later, in {seconds} s")
        self.seconds = seconds


_CLAIM: Final = """
UPDATE job SET state = 'working', attempts = attempts + 1,
    leased_until = clock_timestamp() + make_interval(secs => $2)
WHERE id = (
    SELECT id FROM job WHERE state IN ('waiting', 'working') AND not_before <= clock_timestamp() AND kind = ANY ($1)
        AND (state = 'waiting' OR leased_until < clock_timestamp())
    ORDER BY not_before, id LIMIT 1 FOR UPDATE SKIP LOCKED
) RETURNING id, kind, key, person_id, payload, attempts
"""
_RENEW: Final = """
UPDATE job SET leased_until = clock_timestamp() + make_interval(secs => $3)
WHERE id = $1 AND attempts = $2 AND state = 'working' RETURNING true
"""
_DONE: Final = """
UPDATE job SET state = 'done', done_at = clock_timestamp(), error = NULL, leased_until = NULL
WHERE id = $1 AND attempts = $2 AND state = 'working' RETURNING true
"""
_AGAIN: Final = """
UPDATE job SET state = 'waiting', leased_until = NULL, error = $4, attempts = attempts - $5,
    not_before = clock_timestamp() + make_interval(secs => $3)
WHERE id = $1 AND attempts = $2 AND state = 'working'
"""
_DEAD: Final = """
UPDATE job SET state = 'dead', done_at = clock_timestamp(), leased_until = NULL, error = $3, incident = $4
WHERE id = $1 AND attempts = $2 AND state = 'working' RETURNING true
"""


class LeaseGone(Exception):
    """Somebody else has the job now: what was done is thrown away."""


class JobRunner:
    """Does orders of the kinds it knows, one at a time; run several beside each other."""

    def __init__(self, tools: Tools, kinds: Mapping[str, JobKind], wake: Wake | None = None) -> None:
        self._tools = tools
        self._kinds = dict(kinds)
        self.wake = wake or Wake()
        self._stopping = False

    async def run(self) -> None:
        """Until `stop`, or cancelled: then the job in work goes to somebody else when its lease has ended."""
        while not self._stopping:
            missed = self.wake.missed
            try:
                job = await self._claim()
            except Exception as error:
                log.warning("no look at the jobs", extra={"error": describe(error)})
                job, missed = None, self.wake.missed
            if job is None:
                await self.wake.wait(POLL, missed)
            else:
                await self._do(job)

    def stop(self) -> None:
        """Claim nothing more; `run` ends with the job in work."""
        self._stopping = True
        self.wake.call()

    async def _claim(self) -> Job | None:
        async with self._tools.database.unit() as unit:
            row = await unit.raw.fetchrow(_CLAIM, sorted(self._kinds), LEASE)
        if row is None:
            return None
        return Job(row["id"], row["kind"], row["key"], row["person_id"], row["payload"], row["attempts"])

    async def _do(self, job: Job) -> None:
        kind = self._kinds[job.kind]
        try:
            finish = await self._worked(job, kind)
            await self._end(job, finish)
        except LeaseGone:
            log.warning("a job was taken over", extra={"job": job.id, "kind": job.kind})
        except Later as later:
            await self._run(_AGAIN, job, later.seconds, None, 1)
        except Exception as error:
            await self._failed(job, kind, error)

    async def _worked(self, job: Job, kind: JobKind) -> Finish:
        """The work, beside it the renewal of its lease; a lease that cannot be renewed ends the work."""
        if job.attempts > kind.tries:
            # Holders died or hung over it again and again: it must not take the next one down.
            raise RuntimeError("every holder of this job was lost")
        working = tasks.start(_outcome(kind.work(job, self._tools)), f"job {job.kind}")
        renewing = tasks.start(self._renew(job), "job lease")
        try:
            done, _ = await asyncio.wait({working, renewing}, return_when=asyncio.FIRST_COMPLETED)
            if working not in done:
                raise LeaseGone
            outcome: Finish | Exception = working.result()
            if isinstance(outcome, Exception):
                raise outcome
            return outcome
        finally:
            await tasks.stop(working, renewing)

    async def _renew(self, job: Job) -> None:
        """Ends only when the lease is gone."""
        while True:
            await asyncio.sleep(RENEW)
            try:
                async with asyncio.timeout(LEASE - RENEW):
                    if not await self._run(_RENEW, job, LEASE):
                        return
            except Exception as error:
                log.warning("a job's lease could not be renewed", extra={"error": describe(error)})

    async def _end(self, job: Job, finish: Finish) -> None:
        async with self._tools.database.unit() as unit:
            if not await unit.raw.fetchval(_DONE, job.id, job.attempts):
                raise LeaseGone
            await finish(unit)

    async def _failed(self, job: Job, kind: JobKind, error: Exception) -> None:
        try:
            if passing(error):
                await self._run(_AGAIN, job, 1.0, describe(error), 1)
            elif job.attempts < kind.tries:
                log.warning("a job failed", extra={"job": job.id, "kind": job.kind, "error": describe(error)})
                await self._run(_AGAIN, job, min(2.0**job.attempts, 60.0), describe(error), 0)
            else:
                await self._give_up(job, kind, error)
        except Exception as trouble:
            # Its lease ends by itself, and somebody claims it again.
            log.warning("a failed job could not be marked", extra={"job": job.id, "error": describe(trouble)})

    async def _give_up(self, job: Job, kind: JobKind, error: Exception) -> None:
        number = ours("a job is given up", error, job=job.id, kind=job.kind)
        async with self._tools.database.unit() as unit:
            if await unit.raw.fetchval(_DEAD, job.id, job.attempts, describe(error), number) and kind.gave_up:
                await kind.gave_up(job)(unit)

    async def _run(self, sql: str, job: Job, *more: Any) -> Any:
        async with self._tools.database.unit() as unit:
            return await unit.raw.fetchval(sql, job.id, job.attempts, *more)


async def _outcome(work: Awaitable[Finish]) -> Finish | Exception:
    """What came of the work. Its failure is ours to judge, not the task keeper's to report."""
    try:
        return await work
    except Exception as error:
        return error
