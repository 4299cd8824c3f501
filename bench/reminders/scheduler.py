"""APScheduler 3.11 as its documentation puts it: one job for each deadline, kept by its SQLAlchemy job store in the
same database. What a job does is the least a reminder can: one row into the outbox."""

import pickle
import threading
import time
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import asyncpg
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.job import Job
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.date import DateTrigger
from apscheduler.util import datetime_to_utc_timestamp
from sqlalchemy import Engine, create_engine, text

_INSERT = text(
    "INSERT INTO outbox (key, person_id, notice, about_kind, about_id) SELECT 'job:' || :key, id,"
    ' \'{"n": "deadline.reminder", "v": 1}\', \'bench\', :about FROM person LIMIT 1'
)


class _Desk:
    """Where the jobs find the database and say that they are done: a job is a function, known by its name."""

    engine: Engine
    left: threading.Semaphore
    number: int
    lock = threading.Lock()
    over = threading.Event()


def remind(key: str) -> None:
    """The job."""
    with _Desk.engine.begin() as connection:
        connection.execute(_INSERT, {"key": key, "about": key})
    with _Desk.lock:
        _Desk.number -= 1
        if _Desk.number == 0:
            _Desk.over.set()


class Jobs:
    """The scheduler and its store."""

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self.engine = create_engine(dsn.replace("postgresql://", "postgresql+psycopg://", 1), pool_size=12)
        self._scheduler = BackgroundScheduler(
            jobstores={"default": SQLAlchemyJobStore(engine=self.engine)},
            executors={"default": ThreadPoolExecutor(10)},
            job_defaults={"misfire_grace_time": None, "coalesce": True},
            timezone=UTC,
        )
        self._scheduler.start(paused=True)
        self._mark = uuid4().hex

    async def add(self, number: int, at: datetime) -> None:
        """So many jobs for that moment: written as the store writes them, but all at once, for one after another takes
        hours. They differ in their ids alone."""
        job = Job(
            self._scheduler, id=self._mark, func=remind, args=(self._mark,), kwargs={}, trigger=DateTrigger(at),
            executor="default", name="remind", misfire_grace_time=None, coalesce=True, max_instances=1,
            next_run_time=at,
        )  # fmt: skip
        state = pickle.dumps(job.__getstate__(), pickle.HIGHEST_PROTOCOL)
        mark, moment = self._mark.encode(), datetime_to_utc_timestamp(at)
        assert state.count(mark) >= 1
        connection = await asyncpg.connect(self._dsn)
        try:
            for begun in range(0, number, 50_000):
                keys = [uuid4().hex for _ in range(min(50_000, number - begun))]
                await connection.copy_records_to_table(
                    "apscheduler_jobs", columns=("id", "next_run_time", "job_state"),
                    records=((key, moment, state.replace(mark, key.encode())) for key in keys),
                )  # fmt: skip
            await connection.execute("ANALYZE apscheduler_jobs")
        finally:
            await connection.close()

    def run(self, number: int) -> float:
        """Let the jobs that are due run; seconds until all have done their work."""
        _Desk.engine, _Desk.number = self.engine, number
        _Desk.over.clear()
        began = time.perf_counter()
        self._scheduler.resume()
        if not _Desk.over.wait(1_200):
            raise RuntimeError(f"{_Desk.number} jobs have not run")
        took = time.perf_counter() - began
        self._scheduler.pause()
        return took

    def close(self) -> None:
        self._scheduler.shutdown()
        self.engine.dispose()


def long_ahead() -> datetime:
    return datetime(2200, 1, 1, tzinfo=UTC)


def just_now(now: datetime) -> datetime:
    return now - timedelta(seconds=1)


def as_id(number: int) -> UUID:
    """A place among random ids: `number` sixteenths of them lie before it."""
    return UUID(int=number << 124)
