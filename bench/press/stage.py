"""What the measurements stand on: a PostgreSQL of their own, the sample with a crowd and a thousand companies, and the
processes: the phones, the real bot, the bare ones."""

import asyncio
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import psutil

from bench.figures import say
from bot.machine.rules import PublishedRules
from bot.platform.cluster import BOT, Cluster
from bot.platform.databases import connected, create_database, ensure_bot_role
from bot.platform.schema import upgrade
from bot.sample.load import load
from bot.sample.people import ORGANISATIONS, PEOPLE
from bot.storage.unit import Database
from bot.wiring import ports
from domain.company.acts import create
from domain.company.model import CompanyFacts
from domain.company.ports import Companies
from domain.kit.actor import Actor, Role, Scope
from domain.kit.desk import Desk

TOKENS = {"ours": "6000001:bench", "bare": "6000002:bench", "bare_uvloop": "6000003:bench"}
FIRST = 8_000_000_001
"""Telegram id of the first of the crowd."""
COMPANIES = 1_000


@dataclass
class Child:
    """A process we started."""

    process: subprocess.Popen[str]
    ps: psutil.Process = field(init=False)

    def __post_init__(self) -> None:
        self.ps = psutil.Process(self.process.pid)

    def cpu(self) -> float:
        """Seconds of CPU so far, user and system, of this process alone."""
        times = self.ps.cpu_times()
        return float(times.user + times.system)

    def memory(self) -> float:
        """Resident memory in MB."""
        return float(self.ps.memory_info().rss) / 1e6

    def line(self) -> str:
        """The next line it says. Raises RuntimeError when it has ended instead."""
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        if not said:
            raise RuntimeError(f"{self.process.args!r} ended with {self.process.wait()}")
        return said

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Stage:
    """Everything up. `do` gives the phones a command and waits for its answer."""

    def __init__(self, home: Path, people: int, seed: int) -> None:
        self.home = home
        self.people = people
        self.seed = seed
        self.owner_dsn = ""
        self.bots: dict[str, Child] = {}
        self._phones: Child | None = None
        self._url = ""
        self._cluster: Cluster | None = None
        self._stack = ExitStack()

    def open(self) -> None:
        """The databases, the people, the local Telegram and the real bot. Blocks for half a minute."""
        cluster = Cluster(self.home / "cluster")
        self._stack.enter_context(cluster)
        self._cluster = cluster
        self.owner_dsn = cluster.dsn("bench")
        asyncio.run(_prepare(cluster, self.owner_dsn, self.people))
        self._phones = self._child("phones", "--dsn", cluster.dsn("phones"), "--seed", str(self.seed),
                                   "--bots", json.dumps({token: name for name, token in TOKENS.items()}))  # fmt: skip
        self._url = json.loads(self._phones.line())["url"]
        self.do("people", first=FIRST, count=self.people)
        self._bot("ours", "ours", "--dsn", cluster.dsn("bench", role=BOT))

    def open_bare(self, screens: dict[str, Any]) -> None:
        """The bare bots, that show these screens: one on asyncio's own loop, one on uvloop as ours."""
        path = self.home / "screens.json"
        path.write_text(json.dumps(screens), encoding="utf-8")
        self._bot("bare", "bare", "--screens", str(path))
        self._bot("bare_uvloop", "bare", "--screens", str(path), "--uvloop")

    def do(self, what: str, **given: Any) -> dict[str, Any]:
        """Raises RuntimeError with what went wrong."""
        assert self._phones is not None
        assert self._phones.process.stdin is not None
        self._phones.process.stdin.write(json.dumps({"do": what, **given}) + "\n")
        self._phones.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._phones.line())
        if "error" in answer:
            raise RuntimeError(f"{what}: {answer['error']}")
        return answer

    def sql(self, query: str, *values: Any) -> list[asyncpg.Record]:
        """Look behind the scenes."""

        async def asked() -> list[asyncpg.Record]:
            async with connected(self.owner_dsn) as connection:
                rows: list[asyncpg.Record] = await connection.fetch(query, *values)
                return rows

        return asyncio.run(asked())

    def postgres_cpu(self) -> float:
        """Seconds of CPU of PostgreSQL so far: the bot's connections, those of the phones left out."""
        assert self._cluster is not None
        total = 0.0
        rows = self.sql("SELECT pid FROM pg_stat_activity WHERE application_name IN ('tereze', 'tereze listen')")
        for row in rows:
            try:
                times = psutil.Process(row["pid"]).cpu_times()
            except psutil.NoSuchProcess:
                continue
            total += times.user + times.system
        return total

    def close(self) -> None:
        self._stack.close()

    def _bot(self, name: str, module: str, *arguments: str) -> None:
        log = str(self.home / f"{name}.log")
        child = self._child(module, "--token", TOKENS[name], "--api", self._url, "--log", log, *arguments)
        child.line()
        self.bots[name] = child

    def _child(self, module: str, *arguments: str) -> Child:
        errors = self._stack.enter_context((self.home / f"{module}.err").open("a"))
        process = subprocess.Popen(
            [sys.executable, "-m", f"bench.press.{module}", *arguments],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True,
        )  # fmt: skip
        child = Child(process)
        self._stack.callback(child.stop)
        return child


@contextmanager
def staged(people: int, seed: int) -> Iterator[Stage]:
    """A stage in a temporary folder, gone at the end; kept, with its logs, when the run failed."""
    home = Path(tempfile.mkdtemp(prefix="tereze-bench-"))
    home.chmod(0o755)  # the server's own account has to pass
    stage = Stage(home, people, seed)
    try:
        stage.open()
        yield stage
    except BaseException:
        stage.close()
        say(f"the logs of this run: {home}")
        raise
    stage.close()
    shutil.rmtree(home, ignore_errors=True)


async def _prepare(cluster: Cluster, owner_dsn: str, people: int) -> None:
    admin = cluster.dsn("postgres")
    await ensure_bot_role(admin)
    for name in ("bench", "phones"):
        await create_database(admin, name)
    async with connected(admin) as connection:
        # The other party's disk must not slow down ours.
        await connection.execute("ALTER DATABASE phones SET synchronous_commit = off")
    await upgrade(owner_dsn)
    await load(owner_dsn)
    officer = next(one for one in PEOPLE if one.key == "berlin_officer")
    berlin = next(one for one in ORGANISATIONS if one.key == "berlin")
    async with connected(owner_dsn) as connection, connection.transaction():
        for number in range(people):
            person = UUID(int=FIRST + number)
            await connection.execute(
                "INSERT INTO person (id, organisation_id, role, name, language) VALUES ($1, $2, 'officer', $3, 'en')",
                person, berlin.id, f"Officer {number:04}",
            )  # fmt: skip
            await connection.execute(
                "INSERT INTO account (telegram_id, person_id) VALUES ($1, $2)", FIRST + number, person
            )
        now = await connection.fetchval("SELECT clock_timestamp()")
    actor = Actor(officer.id, berlin.id, berlin.kind, Role.OFFICER, officer.name, Scope(frozenset(berlin.countries)))
    database = Database(owner_dsn, ports(), size=1)
    async with database.unit() as unit:
        edition, calendar = await PublishedRules().at(unit, now)
        desk = Desk(actor=actor, now=now, edition=edition, calendar=calendar)
        for number in range(COMPANIES):
            facts = CompanyFacts(legal_name=f"Werk {number:04}", country="DE", sector="C")
            await create(desk, unit.port(Companies), facts)
    await database.close()
    async with connected(owner_dsn) as connection:
        await connection.execute("ANALYZE")
