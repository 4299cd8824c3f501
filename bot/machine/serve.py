"""One process of the bot: ingress, workers, sender and what runs beside them, over one database (design §2)."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from aiohttp import web

from bot.machine import calendar_feed, tasks
from bot.machine.after import AfterCommit
from bot.machine.dispatch import SilentBot, dispatcher
from bot.machine.health import Health
from bot.machine.ingress import Ingress
from bot.machine.jobs import JobRunner, Tools
from bot.machine.people import Backdrop
from bot.machine.polling import Polling
from bot.machine.registry import Registry
from bot.machine.sender import Sender, pause
from bot.machine.suspects import Suspects
from bot.machine.telegram import ApiError, Lost, NotSent, Telegram
from bot.machine.ticker import Ticker
from bot.machine.turns import Turns
from bot.machine.updates import KINDS
from bot.machine.wake import Wake, listen
from bot.machine.webhook import LARGEST, Webhook, routes
from bot.machine.wired import Wiring
from bot.machine.worker import Worker
from bot.platform.schema import require_schema
from bot.storage.unit import Database
from handlers.words.catalog import LANGUAGES

log = logging.getLogger(__name__)

GRACE: Final = 10.0
"""Seconds the work in hand may take after a stop was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """How one process serves. `webhook_url` with `webhook_secret`: by webhook, else by polling.

    `host` and `port` (0: any free one) serve the webhook and `/health`; without a host there is neither.
    """

    dsn: str
    token: str
    api: str | None = None
    replica: str = "tereze"
    pool_size: int = 10
    workers: int = 4
    jobs: int = 2
    webhook_url: str | None = None
    webhook_secret: str | None = None
    host: str | None = None
    port: int = 0
    per_second: int = 30


@dataclass(frozen=True, slots=True)
class Serving:
    """A process at work."""

    port: int | None
    bot_name: str
    database: Database
    telegram: Telegram


@asynccontextmanager
async def serving(wiring: Wiring, process: Process) -> AsyncIterator[Serving]:
    """The process, up for the length of the block; at its end nothing new is claimed and the work in hand is finished.

    Raises SchemaTooOld for a database behind this release, ApiError for a token Telegram does not know.
    """
    await require_schema(process.dsn)
    async with AsyncExitStack() as stack:
        telegram = Telegram(process.token, process.api)
        stack.push_async_callback(telegram.close)
        database = Database(process.dsn, wiring.ports, size=process.pool_size)
        stack.push_async_callback(database.close)
        bot_name = await _bot_name(telegram)
        renewing = Database(process.dsn, wiring.ports, size=1)
        stack.push_async_callback(renewing.close)
        parts = _Parts(wiring, process, telegram, database, renewing, bot_name)
        stack.push_async_callback(parts.end)
        port = await parts.begin(stack)
        log.info("serving", extra={"replica": process.replica, "webhook": process.webhook_url is not None})
        yield Serving(port, bot_name, database, telegram)
        log.info("stopping", extra={"replica": process.replica})


class _Parts:
    """The running pieces, begun and ended in the right order."""

    def __init__(
        self,
        wiring: Wiring,
        process: Process,
        telegram: Telegram,
        database: Database,
        renewing: Database,
        bot_name: str,
    ) -> None:
        registry = Registry(wiring.rooms)
        bot = SilentBot(telegram.bot_id)
        made = dispatcher(wiring.rooms)
        roots = wiring.roots(bot_name)
        self._wiring = wiring
        self._process = process
        self._telegram = telegram
        self._database = database
        self._inbox_wake = Wake()
        self._after = AfterCommit(telegram)
        self._ingress = Ingress(database, telegram.bot_id, self._after)
        suspects, turns = Suspects(), Turns(self._inbox_wake)
        self._workers = [
            Worker(database, bot, made, registry, roots, wiring.rules, self._after, self._inbox_wake, suspects, turns)
            for _ in range(process.workers)
        ]
        backdrop = self._backdrop = Backdrop(wiring.rules, bot_name)
        self._job_wake = Wake()
        self._ticker = Ticker(database, wiring.rules)
        self._jobs = [
            JobRunner(Tools(database, telegram, backdrop), wiring.jobs, self._job_wake) for _ in range(process.jobs)
        ]
        self._sender = Sender(
            database, telegram, registry, backdrop, process.replica,
            per_second=process.per_second, renewing=renewing,
        )  # fmt: skip
        self._polling: asyncio.Task[Any] | None = None
        self._beside: list[asyncio.Task[Any]] = []
        self._finishing: list[asyncio.Task[Any]] = []

    async def begin(self, stack: AsyncExitStack) -> int | None:
        wakes = {
            "tereze_inbox": self._inbox_wake.one,
            "tereze_send": self._sender.wake.call,
            "tereze_job": self._job_wake.one,
        }
        self._beside.append(tasks.start(listen(self._process.dsn, wakes), "listen"))
        self._finishing += [tasks.start(worker.run(), f"worker {n}") for n, worker in enumerate(self._workers)]
        self._finishing.append(tasks.start(self._sender.run(), "sender"))
        self._finishing += [tasks.start(runner.run(), f"jobs {n}") for n, runner in enumerate(self._jobs)]
        self._finishing.append(tasks.start(self._ticker.run(), "ticker"))
        if self._wiring.commands is not None:
            self._beside.append(tasks.start(self._tell_commands(), "commands"))
        reached = self._process.webhook_url if self._process.host is not None else None
        await calendar_feed.tell_address(self._database, reached)
        port = await self._site(stack)
        if self._process.webhook_url is not None:
            await self._set_webhook(self._process.webhook_url)
        else:
            polling = Polling(self._telegram, self._ingress, everybody_waits=self._pause)
            await _patiently(polling.forget_webhook)
            self._polling = tasks.start(polling.run(), "polling")
        return port

    async def end(self) -> None:
        """Nothing new in, then the work in hand, then what runs beside."""
        if self._polling is not None:
            await tasks.stop(self._polling)
        for worker in self._workers:
            worker.stop()
        self._ticker.stop()
        for runner in self._jobs:
            runner.stop()
        self._sender.stop()
        if self._finishing:
            _done, late = await asyncio.wait(self._finishing, timeout=GRACE)
            await tasks.stop(*late)  # rolled back, and claimed again by another replica or after the start
        await tasks.stop(*self._beside)
        self._after.close()

    async def _pause(self, seconds: float) -> None:
        await pause(self._database, self._telegram.bot_id, seconds)

    async def _site(self, stack: AsyncExitStack) -> int | None:
        if self._process.host is None:
            return None
        app = web.Application(client_max_size=LARGEST)
        app.add_routes([web.get("/health", Health(self._database, self._process.dsn, self._telegram.bot_id).handle)])
        if self._process.webhook_url is not None:
            webhook = Webhook(self._ingress, self._process.webhook_secret or "")
            app.add_routes(routes(webhook, urlsplit(self._process.webhook_url).path))
            if self._wiring.calendar is not None:
                feed = calendar_feed.CalendarFeed(self._database, self._backdrop, self._wiring.calendar)
                app.add_routes(calendar_feed.routes(feed))
        runner = web.AppRunner(app, access_log=None, keepalive_timeout=75.0, shutdown_timeout=5.0)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)  # before `end`: no update is taken in that nobody stores
        await web.TCPSite(runner, self._process.host, self._process.port).start()
        address = runner.addresses[0]
        return int(address[1])

    async def _set_webhook(self, url: str) -> None:
        params = {
            "url": url,
            "secret_token": self._process.webhook_secret,
            "allowed_updates": list(KINDS),
            "max_connections": 40,
        }
        await _patiently(lambda: self._telegram.call("setWebhook", params))

    async def _tell_commands(self) -> None:
        """The menu of commands, per language of the app; English stands for all other languages."""
        commands = self._wiring.commands
        assert commands is not None
        for language in (*LANGUAGES, ""):
            told = [{"command": name, "description": what} for name, what in commands(language or "en")]
            params: dict[str, Any] = {"commands": told, "scope": {"type": "all_private_chats"}}
            if language:
                params["language_code"] = language
            await _patiently(lambda params=params: self._telegram.call("setMyCommands", params))


async def _bot_name(telegram: Telegram) -> str:
    return str((await _patiently(lambda: telegram.call("getMe", {}))).get("username") or "")


async def _patiently(call: Any) -> Any:
    """A call the process cannot begin without: repeated until Telegram is there. Raises ApiError but for 429."""
    wait = 0.5
    while True:
        try:
            return await call()
        except ApiError as error:
            if error.code != 429:
                raise
            wait = error.retry_after or wait
        except (Lost, NotSent) as error:
            log.warning("Telegram does not answer", extra={"why": str(error)})
        await asyncio.sleep(wait)
        wait = min(wait * 2, 30.0)
