"""Databases for tests: one server per run, one migrated template, clones made ahead in a thread of their own."""

from __future__ import annotations

import asyncio
import os
import queue
import secrets
import shutil
import tempfile
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

from bot.platform.binaries import EMBEDDED, NoServer, Wheel, wheel_programs
from bot.platform.cluster import BOT, Cluster
from bot.platform.databases import create_database, drop_database, ensure_bot_role, with_database
from bot.platform.lock import Held, Lock
from bot.platform.schema import upgrade

T = TypeVar("T")

TEMPLATE = "tereze_template"
AHEAD = 4
_PREFIX = "tereze-test-"

OLDEST = Wheel("pgserver", "pginstall", 16, ("--locale=C.UTF-8", "--locale-provider=libc"))
"""The oldest PostgreSQL that we promise to run on (design §2)."""


def wheel_of(major: str) -> Wheel:
    """The wheel with this PostgreSQL. Raises NoServer with what to do about it."""
    wheel = next((one for one in (EMBEDDED, OLDEST) if str(one.major) == major), None)
    if wheel is None:
        raise NoServer(f"there is no wheel with PostgreSQL {major}; name a server in TEREZE_TEST_CLUSTER_DSN")
    wheel_programs(wheel)
    return wheel


def wanted_wheel() -> Wheel:
    """As TEREZE_TEST_POSTGRES says: "16" runs the tests on the oldest one."""
    return wheel_of(os.environ.get("TEREZE_TEST_POSTGRES") or str(EMBEDDED.major))


def name_of(dsn: str) -> str:
    """The database an address names."""
    return urlsplit(dsn).path.lstrip("/")


@dataclass
class TestServer:
    """The server of this run: our own, or the one TEREZE_TEST_CLUSTER_DSN names (a superuser's address)."""

    __test__ = False

    admin_dsn: str
    cluster: Cluster | None = None
    """None on a server that is not ours."""
    bot_password: str | None = None
    names: str = field(default_factory=lambda: f"t{secrets.token_hex(4)}")
    """Prefix of this run's databases: a server that is not ours may serve several runs."""

    def owner_dsn(self, database: str) -> str:
        """As the owner of the schema: may do what the bot's role may not (tests of tampering, DDL)."""
        return with_database(self.admin_dsn, database)

    def bot_dsn(self, database: str) -> str:
        """As the role that serves people, like in production."""
        parts = urlsplit(self.owner_dsn(database))
        host = parts.netloc.rpartition("@")[2]
        login = BOT if self.bot_password is None else f"{BOT}:{self.bot_password}"
        return urlunsplit(parts._replace(netloc=f"{login}@{host}"))


class Databases:
    """Makes and drops databases in the background, on an event loop that no test can block or break."""

    def __init__(self, server: TestServer) -> None:
        self.server = server
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="test databases", daemon=True)
        self._thread.start()
        self._ready: queue.Queue[Future[str]] = queue.Queue()
        self._dropping: list[Future[None]] = []
        self._count = 0
        self._template = f"{server.names}_{TEMPLATE}"
        self._migrated = False

    def empty(self) -> str:
        """Name of a database with nothing in it."""
        name = self._name()
        self._do(create_database(self.server.admin_dsn, name)).result()
        return name

    def clone(self) -> str:
        """Name of a migrated database nobody has used."""
        if not self._migrated:
            self._do(self._make_template()).result()
            self._migrated = True
            for _ in range(AHEAD):
                self._order()
        self._order()
        return self._ready.get().result()

    def drop(self, name: str) -> None:
        """Removes a database without waiting for it."""
        self._dropping.append(self._do(drop_database(self.server.admin_dsn, name)))

    def close(self) -> None:
        """Removes what is left, when the server outlives us."""
        if self.server.cluster is None:
            while not self._ready.empty():
                self.drop(self._ready.get().result())
            self.drop(self._template)
        for dropped in self._dropping:
            dropped.result()
        while not self._ready.empty():
            self._ready.get().exception()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _make_template(self) -> None:
        await create_database(self.server.admin_dsn, self._template)
        await upgrade(self.server.owner_dsn(self._template))

    def _order(self) -> None:
        self._ready.put(self._do(self._copy(self._name())))

    async def _copy(self, name: str) -> str:
        await create_database(self.server.admin_dsn, name, template=self._template)
        return name

    def _name(self) -> str:
        self._count += 1
        return f"{self.server.names}_{self._count}"

    def _do(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        return asyncio.run_coroutine_threadsafe(work, self._loop)


def start_server() -> tuple[TestServer, Lock | None]:
    """The server of this run. Our own lives in a temporary folder, without fsync; its lock tells that we live."""
    given = os.environ.get("TEREZE_TEST_CLUSTER_DSN")
    if given:
        server = TestServer(given, bot_password="tests-only")
        asyncio.run(ensure_bot_role(given, server.bot_password))
        return server, None
    _sweep()
    home = Path(tempfile.mkdtemp(prefix=_PREFIX))
    lock = Lock(home / "run.lock")
    lock.take()
    cluster = Cluster(home, durable=False, wheel=wanted_wheel())
    cluster.start()
    admin = cluster.dsn("postgres")
    asyncio.run(ensure_bot_role(admin))
    return TestServer(admin, cluster), lock


def stop_server(server: TestServer, lock: Lock | None) -> None:
    if server.cluster is not None:
        server.cluster.stop()
        if lock is not None:
            lock.release()
        shutil.rmtree(server.cluster.home, ignore_errors=True)


def _sweep() -> None:
    """Servers of earlier runs that were killed before they could stop theirs."""
    for home in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        if not (home / "run.lock").exists():
            continue
        with suppress(Held, OSError), Lock(home / "run.lock"):
            for wheel in (EMBEDDED, OLDEST):
                Cluster(home, durable=False, wheel=wheel).stop()
            shutil.rmtree(home, ignore_errors=True)
