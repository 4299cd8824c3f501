"""One run: a cluster of its own, the strict local Telegram, replicas, a crowd, the torment, and the reckoning."""

import asyncio
import json
import os
import shutil
import tempfile
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg

from bot.local_telegram import BotInfo, Fault, Limits, LocalTelegram, WebhookTiming
from bot.machine import clock, tasks
from bot.platform.cluster import Cluster
from bot.platform.databases import create_database, ensure_bot_role
from bot.platform.lock import Lock
from bot.platform.schema import upgrade
from tests.chaos import broken, checks
from tests.chaos.checks import Findings
from tests.chaos.crowd import Ledger, Somebody, Stuck
from tests.chaos.replicas import DUPLICATES, Balancer, Replicas
from tests.chaos.torment import Done, Quota, Torment, order_faults
from tests.platform.databases import TestServer, wheel_of

TOKEN = "5000002:chaos"
BOT = 5_000_002
MISSIONS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How large a run is. `webhook` False: one poller. `build`: a broken one of `tests.chaos.broken`. `postgres`: on
    which major version."""

    seed: int
    people: int
    updates: int
    quota: Quota
    webhook: bool = True
    replicas: int = 3
    faults: float = 0.12
    postgres: str = "18"
    limits: Limits = field(default_factory=Limits.off)  # Telegram's
    per_second: int = 1000  # what the sender allows itself
    build: str = ""
    longest: float = 60.0  # seconds anybody may wait for anything
    quiet: float = 60.0  # seconds until everything must be quiet


@dataclass(slots=True)
class Report:
    """What a run has shown."""

    plan: Plan
    done: Done
    found: Findings
    updates: int
    duplicates_sent: int
    screens: int
    faults: dict[str, int]
    postgres: int
    seconds: dict[str, float] = field(default_factory=dict)

    def figures(self) -> list[dict[str, Any]]:
        """For `build/`: one line a figure."""
        found, events = self.found, self.done.events
        rows: list[tuple[str, float, str, float | None]] = [
            ("PostgreSQL", self.postgres, "version", None),
            ("updates", self.updates, "updates", None),
            ("updates delivered again", self.duplicates_sent, "updates", None),
            *((f"processes: {name}", events[name], "times", None) for name in ("kill", "term", "stop")),
            ("connections cut", self.done.connections, "connections", None),
            ("database restarts", events["restart"], "times", None),
            ("calls struck by a fault", sum(self.faults.values()), "calls", None),
            ("lost", found.lost, "updates, cards or reminders", 0),
            ("doubled", found.doubled, "updates or cards", 0),
            ("dead letters", found.dead, "updates", 0),
            ("screens compared", self.screens, "screens", None),
            ("messages doubled", found.duplicates, "messages", found.lost_responses + self.done.kills),
            *((f"messages doubled by a {cause}", count, "messages", None) for cause, count in
              sorted(found.duplicates_by.items())),
            ("answers lost on new messages", found.lost_responses, "calls", None),
            ("doubts counted by the sender", found.counted_by_sender, "messages", None),
            *((f"time: {name}", round(value, 1), "s", None) for name, value in self.seconds.items()),
        ]  # fmt: skip
        return [
            {"name": name, "value": value, "unit": unit, "aim": aim, "seed": self.plan.seed}
            for name, value, unit, aim in rows
        ]

    def tell(self, name: str) -> None:
        """Print it, and keep it under `build/`."""
        print(f"\nchaos {name}, seed {self.plan.seed}: " + ", ".join(
            f"{row['name']} {row['value']:g}" for row in self.figures()))  # fmt: skip
        print(f"  faults {self.faults}")
        for told in self.found.wrong:
            print(f"  WRONG: {told}")
        folder = Path(__file__).parents[2] / "build"
        folder.mkdir(exist_ok=True)
        text = json.dumps(self.figures(), ensure_ascii=False, indent=1)
        (folder / f"chaos_{name}.json").write_text(text + "\n", "utf-8")


class Stage:
    """Where a run takes place. `sql` waits until the database is there."""

    def __init__(self, plan: Plan, cluster: Cluster, telegram: LocalTelegram, log: Path) -> None:
        self.plan = plan
        self.cluster = cluster
        self.telegram = telegram
        self.log = log
        server = TestServer(cluster.dsn("postgres"), cluster)
        self.owner_dsn = server.owner_dsn("tereze")
        self.bot_dsn = server.bot_dsn("tereze")
        self.balancer: Balancer | None = None
        self.replicas: Replicas
        self._before = 0
        self.people: list[Somebody] = []

    async def sql(self, query: str, *values: Any) -> list[asyncpg.Record]:
        """As the owner, on a connection of its own."""
        owner = await asyncpg.connect(self.owner_dsn)
        try:
            rows: list[asyncpg.Record] = await owner.fetch(query, *values)
            return rows
        finally:
            await owner.close()

    @property
    def updates(self) -> range:
        """The ids of all updates that Telegram has given."""
        return range(self._before + 1, self.telegram.bot().last_update_id + 1)

    async def settle_in(self) -> None:
        """Missions with people in them, and their phones."""
        self._before = self.telegram.bot().last_update_id
        missions = [uuid4() for _ in range(MISSIONS)]
        for number, mission in enumerate(missions):
            await self.sql(
                "INSERT INTO organisation (id, kind, name_ru, name_kk, name_en, countries) "
                "VALUES ($1, 'mission', $2, $2, $2, '{DE}')",
                mission, f"Mission {number}",
            )  # fmt: skip
        for number in range(self.plan.people):
            person, telegram = uuid4(), 7_100_000_000 + number
            name = f"Person{number}"
            await self.sql(
                "INSERT INTO person (id, organisation_id, role, name, language) VALUES ($1, $2, 'officer', $3, 'en')",
                person, missions[number % MISSIONS], f"{name} Chaos",
            )  # fmt: skip
            await self.sql("INSERT INTO account (telegram_id, person_id) VALUES ($1, $2)", telegram, person)
            phone = self.telegram.person(telegram, name, "Chaos", language_code="en")
            seed = f"{self.plan.seed} person {number}"
            self.people.append(Somebody(phone, Ledger(UUID(str(person))), seed, self.plan.longest))

    async def break_functions(self) -> None:
        """What a broken build changes in the database."""
        for name, passages in broken.FUNCTIONS.get(self.plan.build, {}).items():
            source = (await self.sql("SELECT pg_get_functiondef($1::regproc) AS source", name))[0]["source"]
            for passage in passages:
                assert passage in source, f"{name} no longer has this passage"
                source = source.replace(passage, "")
            await self.sql(source)

    async def quiet(self, seconds: float) -> str | None:
        """Wait until everything is done and shown; what is not, if it does not come to that."""
        told = "the database is away"
        until = clock.monotonic() + seconds
        while clock.monotonic() < until:
            try:
                told = await self._noise()
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
                told = "the database is away"
            if not told:
                return None
            await asyncio.sleep(0.1)
        return told

    async def _noise(self) -> str:
        if waiting := self.telegram.delivery.waiting(self.telegram.bot()):
            return f"{waiting} updates are not acknowledged"
        rows = await self.sql(
            """SELECT (SELECT count(*) FROM inbox WHERE state = 'waiting') AS "updates not handled",
                (SELECT count(*) FROM dialogue WHERE wanted > shown) AS "chats behind",
                (SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')) AS "notices not sent",
                (SELECT count(*) FROM live_message WHERE stale AND message_id IS NOT NULL) AS "messages to be closed",
                (SELECT count(*) FROM job WHERE state IN ('waiting', 'working')) AS "jobs not done",
                (SELECT count(*) FROM audit_unsealed) AS "rows of the audit not sealed",
                (SELECT count(*) FROM deadline WHERE state = 'open' AND planned < version) AS "deadlines not planned"
            """
        )
        return ", ".join(f"{count} {name}" for name, count in rows[0].items() if count)


@asynccontextmanager
async def stage(plan: Plan) -> AsyncIterator[Stage]:
    """A durable cluster of its own, with both sides of the wire in it."""
    home = Path(tempfile.mkdtemp(prefix="tereze-test-"))
    lock = Lock(home / "run.lock")  # tells other runs that we live; what a killed one left, the next one sweeps away
    lock.take()
    cluster = Cluster(home, durable=True, wheel=wheel_of(plan.postgres))
    await asyncio.to_thread(cluster.start)
    try:
        admin = cluster.dsn("postgres")
        await ensure_bot_role(admin)
        await create_database(admin, "tereze")
        await create_database(admin, "telegram")
        telegram = LocalTelegram(
            cluster.dsn("telegram"), tokens={TOKEN: BotInfo(BOT, "tereze_bot", "Tereze")}, seed=plan.seed,
            limits=plan.limits, webhook_timing=WebhookTiming(first_retry=0.2, longest_retry=1.0, answer=10.0),
        )  # fmt: skip
        telegram._api.log = deque()  # all calls, however many
        made = Stage(plan, cluster, telegram, home / "replicas.log")
        await upgrade(made.owner_dsn)
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(telegram)
            await made.settle_in()
            await made.break_functions()
            if plan.webhook:
                made.balancer = await stack.enter_async_context(Balancer(plan.seed))
            os.environ["CHAOS_HOME"] = str(home)
            made.replicas = await stack.enter_async_context(
                Replicas(made.bot_dsn, TOKEN, telegram.url, made.balancer, plan.per_second, plan.build, made.log)
            )
            yield made
    finally:
        kept = os.environ.get("CHAOS_LOG")
        if kept and (home / "replicas.log").exists():
            shutil.copy(home / "replicas.log", kept)
        await asyncio.to_thread(cluster.stop)
        lock.release()
        shutil.rmtree(home, ignore_errors=True)


Errand = Callable[[Stage], Awaitable[None]]


async def run(plan: Plan, errand: Errand | None = None) -> Report:
    """The run and its reckoning. `errand`: what people do in place of the crowd's work, for the broken builds."""
    seconds: dict[str, float] = {}
    begun = clock.monotonic()

    def lap(name: str) -> None:
        nonlocal begun
        now = clock.monotonic()
        seconds[name] = now - begun
        begun = now

    async with stage(plan) as made:
        telegram = made.telegram
        for _ in range(plan.replicas):
            await made.replicas.more()
        await asyncio.wait_for(made.replicas.up(1), 60)
        lap("start")
        order_faults(telegram, plan.faults)
        if not plan.webhook:
            telegram.faults.add(Fault.DUPLICATE_UPDATE, probability=DUPLICATES)
        torment = Torment(made.replicas, made.cluster, made.owner_dsn, plan.quota, plan.seed, plan.replicas)
        found = Findings()
        tormenting = tasks.start(torment.run(), "torment")
        try:
            await (errand(made) if errand is not None else crowd(made, tormenting))
        except Stuck as stuck:
            found.add(f"somebody waited too long: {stuck}")
        await tormenting
        lap("torment")
        telegram.faults.clear()
        if made.balancer is not None:
            await made.balancer.settled()
        if noise := await made.quiet(plan.quiet):
            found.add(f"it does not come to rest: {noise}")
        lap("rest")
        screens = await reckon(made, torment.done, found)
        lap("reckoning")
        struck: dict[str, int] = {}
        for (_method, fault), count in telegram.faults.counts.items():
            struck[fault.value] = struck.get(fault.value, 0) + count
        again = made.balancer.duplicates if made.balancer else struck.get(Fault.DUPLICATE_UPDATE.value, 0)
        version = (await made.sql("SELECT current_setting('server_version_num')::int / 10000 AS major"))[0]["major"]
        return Report(plan, torment.done, found, len(made.updates), again, screens, struck, version, seconds)


async def crowd(made: Stage, tormenting: asyncio.Task[None]) -> None:
    """Everybody works until the torment is over and enough has been done. Raises Stuck."""
    shared: list[str] = []

    def enough() -> bool:
        return tormenting.done() and len(made.updates) >= made.plan.updates

    async def live(one: Somebody) -> None:
        await one.first()
        own = await one.make_company()
        shared.append(own)
        turn = 0
        while not enough():
            turn += 1
            company = one.chance.choice(shared) if turn % 2 == 0 else own  # two people may hold one card at once
            await one.record_meeting(company, agreement=turn % 2 == 1)
            other = one.chance.choice(made.people)
            if other is not one and one.chance.random() < 0.3:
                await one.forge(other.screen())

    living = [tasks.start(live(one), f"person {number}") for number, one in enumerate(made.people)]
    try:
        for each in asyncio.as_completed(living):
            await each
    finally:
        await tasks.stop(*living)


async def reckon(made: Stage, done: Done, found: Findings) -> int:
    """All checks; how many screens were compared. At the end the legal clock moves past the last deadline."""
    ledgers = [one.ledger for one in made.people]
    owner = await asyncpg.connect(made.owner_dsn)
    try:
        await checks.check_updates(owner, made.updates, found)
        await checks.check_cards(owner, ledgers, found)
        await checks.check_papers(owner, ledgers, found)
        screens = await checks.check_screens(made.bot_dsn, made.telegram, found)
        for pid in list(made.replicas.alive):  # whoever held something in memory holds it no longer
            made.replicas.kill(pid)
        await made.replicas.more()
        # Noon of the missions' own zone, two weeks on: past the last day, and in everybody's hours.
        await owner.execute(
            """UPDATE legal_clock SET shift = shift + (((now() AT TIME ZONE 'Asia/Almaty')::date + 15 + time '12:00')
                   AT TIME ZONE 'Asia/Almaty') - now()"""
        )
        if await owner.fetchval("SELECT EXISTS (SELECT FROM deadline WHERE state = 'open')"):
            async with asyncio.timeout(30):
                while not await owner.fetchval("SELECT EXISTS (SELECT FROM outbox WHERE key LIKE 'reminder:%')"):
                    if not await owner.fetchval("SELECT EXISTS (SELECT FROM reminder WHERE NOT done)"):
                        break
                    await asyncio.sleep(0.1)
        if noise := await made.quiet(made.plan.quiet):
            found.add(f"after the clock was moved it does not come to rest: {noise}")
        await checks.check_outbox(owner, made.telegram, found)
        await checks.check_reminders(owner, found)
        await checks.check_duplicates(owner, made.telegram, done.kills + 1, found)
        await checks.check_seals(made.owner_dsn, found)
    finally:
        await owner.close()
    return screens
