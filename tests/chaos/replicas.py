"""Three replicas at any time, whatever happens to them, and the balancer in front of their webhooks."""

import asyncio
import contextlib
import json
import os
import random
import signal
import sys
from asyncio.subprocess import PIPE
from pathlib import Path
from typing import Any, Self

import aiohttp
from aiohttp import web

from bot.machine import tasks
from tests.chaos.launcher import HOST

HEADER = "X-Telegram-Bot-Api-Secret-Token"
PATIENCE = 3.0  # seconds a replica may take to store an update
DUPLICATES = 0.1


class Balancer:
    """Passes an update on to any replica that serves; now and then a second time, at once or later."""

    def __init__(self, seed: int) -> None:
        self.ports: dict[int, int] = {}
        self.duplicates = 0
        self.share = DUPLICATES
        self._chance = random.Random(f"balancer {seed}")
        self._late: set[asyncio.Task[Any]] = set()

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE))
        app = web.Application()
        app.add_routes([web.post("/hook", self._pass)])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, 0).start()
        self.url = f"http://{HOST}:{self._runner.addresses[0][1]}/hook"
        return self

    async def __aexit__(self, *_: object) -> None:
        await tasks.stop(*self._late)
        await self._runner.cleanup()
        await self._session.close()

    async def settled(self) -> None:
        """All late twins are delivered."""
        while self._late:
            await asyncio.wait(self._late)

    async def _pass(self, request: web.Request) -> web.Response:
        body = await request.read()
        secret = request.headers.get(HEADER, "")
        if self._chance.random() < self.share:
            self.duplicates += 1
            wait = self._chance.choice([0.0, self._chance.uniform(0.3, 3.0)])
            task = tasks.start(self._twin(body, secret, wait), "twin")
            self._late.add(task)
            task.add_done_callback(self._late.discard)
        return web.Response(status=await self._post(body, secret))

    async def _twin(self, body: bytes, secret: str, wait: float) -> None:
        await asyncio.sleep(wait)
        await self._post(body, secret)

    async def _post(self, body: bytes, secret: str) -> int:
        headers = {HEADER: secret, "Content-Type": "application/json"}
        ports = list(self.ports.values())
        self._chance.shuffle(ports)
        for port in ports:
            try:
                async with self._session.post(f"http://{HOST}:{port}/hook", data=body, headers=headers) as answer:
                    await answer.read()
                    return answer.status
            except aiohttp.ClientConnectorError:
                continue  # nobody there: the next one
            except (aiohttp.ClientError, TimeoutError, OSError):
                return 502  # stored or not, nobody knows: Telegram asks again
        return 503


class Replicas:
    """Processes forked by the launcher, by process id."""

    def __init__(
        self, dsn: str, token: str, api: str, balancer: Balancer | None, per_second: int, build: str, log: Path
    ) -> None:
        self._balancer = balancer
        hook = balancer.url if balancer is not None else "-"
        self._command = [sys.executable, "-m", "tests.chaos.launcher", dsn, token, api, hook, str(per_second), build]
        self._log = log
        self.alive: list[int] = []
        self.serving: set[int] = set()
        self.stopped: set[int] = set()
        self._forked: asyncio.Queue[int] = asyncio.Queue()
        self._changed = asyncio.Event()

    async def __aenter__(self) -> Self:
        with self._log.open("ab") as log:
            self._parent = await asyncio.create_subprocess_exec(
                *self._command, stdin=PIPE, stdout=PIPE, stderr=log, cwd=Path(__file__).parents[2]
            )
        assert self._parent.stdout is not None
        if not await self._parent.stdout.readline():
            raise RuntimeError(f"the launcher does not start:\n{self._log.read_text('utf-8')[-2000:]}")
        self._reading = tasks.start(self._read(self._parent.stdout), "launcher")
        return self

    async def __aexit__(self, *_: object) -> None:
        for pid in list(self.alive):
            self.kill(pid)
        await tasks.stop(self._reading)
        self._parent.kill()
        await self._parent.wait()

    async def _read(self, lines: asyncio.StreamReader) -> None:
        while line := await lines.readline():
            told = json.loads(line)
            if "port" not in told:
                self._forked.put_nowait(told["pid"])
            elif told["pid"] in self.alive:
                self.serving.add(told["pid"])
                if self._balancer is not None:
                    self._balancer.ports[told["pid"]] = told["port"]
                self._changed.set()

    async def more(self) -> int:
        """One more replica; it serves a little later."""
        assert self._parent.stdin is not None
        self._parent.stdin.write(b"one\n")
        await self._parent.stdin.drain()
        pid = await self._forked.get()
        self.alive.append(pid)
        return pid

    async def up(self, number: int) -> None:
        """Wait until so many serve."""
        while len(self.serving) < number:
            self._changed.clear()
            await self._changed.wait()

    def kill(self, pid: int, number: int = signal.SIGKILL) -> None:
        """End one, at once or asked to."""
        self._gone(pid)
        self._signal(pid, number)

    def stop(self, pid: int) -> None:
        """It stands still, holding whatever it holds; nothing new is passed to it after the first time-outs."""
        self.stopped.add(pid)
        self._signal(pid, signal.SIGSTOP)

    def go_on(self, pid: int) -> None:
        self.stopped.discard(pid)
        self._signal(pid, signal.SIGCONT)

    def dead(self) -> list[int]:
        """Those that ended by themselves: forgotten here, so that they are replaced."""
        gone = [pid for pid in self.alive if not _there(pid)]
        for pid in gone:
            self._gone(pid)
        return gone

    def _gone(self, pid: int) -> None:
        self.alive.remove(pid)
        self.serving.discard(pid)
        self.stopped.discard(pid)
        if self._balancer is not None:
            self._balancer.ports.pop(pid, None)

    @staticmethod
    def _signal(pid: int, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)


def _there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
