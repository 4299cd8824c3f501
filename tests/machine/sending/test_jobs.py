"""Slow work: attempts committed first, results in one short transaction, nothing finished twice (design §2.7)."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.machine import tasks
from bot.machine.jobs import Finish, Job, JobKind, JobRunner, Later, Tools
from bot.machine.people import Backdrop
from bot.machine.rules import PublishedRules
from bot.machine.telegram import Telegram
from bot.storage.jobs import StoredJobs
from bot.storage.unit import Database, Unit
from tests.machine.sending.conftest import TOKEN, Stage


class Bench:
    """Kinds of work a test can steer, and a record of what was finished."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.finished: list[int] = []
        self.given_up: list[str] = []
        self.fail = 0
        self.hold = asyncio.Event()
        self.hold.set()

    async def work(self, job: Job, tools: Tools) -> Finish:
        self.begun.append(job.attempts)
        await self.hold.wait()
        if self.fail:
            self.fail -= 1
            raise Later(0.0) if job.payload.get("later") else RuntimeError("a failure")

        async def finish(unit: Unit) -> None:
            await unit.raw.execute("UPDATE job SET payload = '{\"written\": true}' WHERE id = $1", job.id)
            self.finished.append(job.attempts)

        return finish

    def gave_up(self, job: Job) -> Finish:
        async def finish(unit: Unit) -> None:
            self.given_up.append(job.key)

        return finish


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.fixture
async def runner(opened: Database, bench: Bench) -> AsyncIterator[JobRunner]:
    client = Telegram(TOKEN, "http://127.0.0.1:9")
    kinds = {"toy": JobKind(bench.work, tries=3, gave_up=bench.gave_up)}
    made = JobRunner(Tools(opened, client, Backdrop(PublishedRules())), kinds)
    task = tasks.start(made.run(), "jobs")
    yield made
    made.stop()
    bench.hold.set()
    await task
    await client.close()


async def _order(opened: Database, key: str = "k", **payload: bool) -> None:
    async with opened.unit() as unit:
        await StoredJobs(unit).order("toy", key, payload)


async def test_an_order_is_done_once_and_not_ordered_twice(stage: Stage, bench: Bench, runner: JobRunner) -> None:
    await _order(stage.database)
    await _order(stage.database)
    await stage.until("SELECT state = 'done' AND payload ? 'written' FROM job")
    await _order(stage.database)
    await asyncio.sleep(0.6)
    assert (bench.begun, bench.finished) == ([1], [1])


async def test_an_attempt_is_committed_before_it_begins(stage: Stage, bench: Bench, runner: JobRunner) -> None:
    bench.hold.clear()
    await _order(stage.database)
    await stage.until("SELECT state = 'working' AND attempts = 1 FROM job")
    bench.hold.set()
    await stage.until("SELECT state = 'done' FROM job")


async def test_a_failure_is_tried_again_and_given_up_at_last(stage: Stage, bench: Bench, runner: JobRunner) -> None:
    bench.fail = 3
    await _order(stage.database)
    await stage.until("SELECT attempts = 1 AND state = 'waiting' AND error LIKE 'RuntimeError%' FROM job")
    await stage.run("UPDATE job SET not_before = clock_timestamp()")
    await stage.until("SELECT attempts = 2 AND state = 'waiting' FROM job")
    await stage.run("UPDATE job SET not_before = clock_timestamp()")
    await stage.until("SELECT state = 'dead' AND incident IS NOT NULL FROM job")
    assert bench.given_up == ["k"]
    await _order(stage.database)  # what is dead may be ordered anew
    await stage.until("SELECT state = 'done' FROM job")


async def test_later_is_no_failed_attempt(stage: Stage, bench: Bench, runner: JobRunner) -> None:
    bench.fail = 3
    await _order(stage.database, later=True)
    await stage.until("SELECT state = 'done' AND attempts = 1 FROM job")
    assert len(bench.begun) == 4


async def test_who_lost_the_lease_finishes_nothing(stage: Stage, bench: Bench, runner: JobRunner) -> None:
    bench.hold.clear()
    await _order(stage.database)
    await stage.until("SELECT state = 'working' FROM job")
    # This process stood still, somebody else claimed the job and is at it.
    await stage.run("UPDATE job SET attempts = attempts + 1, leased_until = clock_timestamp() + interval '60 s'")
    bench.hold.set()
    await asyncio.sleep(0.5)
    assert bench.finished == []
    assert await stage.run("SELECT state = 'working' AND NOT payload ? 'written' FROM job")
    await stage.run("UPDATE job SET leased_until = clock_timestamp()")
    await stage.until("SELECT state = 'done' FROM job", timeout=10)


async def test_a_job_that_takes_its_holders_down_is_given_up(stage: Stage, bench: Bench, runner: JobRunner) -> None:
    await stage.run(
        """INSERT INTO job (kind, key, state, attempts, leased_until)
        VALUES ('toy', 'deadly', 'working', 3, clock_timestamp() - interval '1 s')"""
    )
    await stage.until("SELECT state = 'dead' FROM job")
    assert (bench.begun, bench.given_up) == ([], ["deadly"])
