"""``serve``: one replica of the real bot, on a database that ``migrate`` has prepared."""

from __future__ import annotations

import argparse
import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import uvloop

from bot.commands.kinds import refuse_sample
from bot.commands.report import CommandError
from bot.commands.server import check_reachable
from bot.machine.serve import Process, Serving, serving
from bot.machine.telegram import ApiError
from bot.platform.logs import watch_loop
from bot.platform.schema import require_schema
from bot.platform.settings import Settings
from bot.platform.zone import check_zone_of_database, check_zone_of_python
from bot.wiring import wiring

USUAL_PORT: Final = 8080


def arguments(parser: argparse.ArgumentParser) -> None:
    """None: what differs between replicas is a setting."""


def run(settings: Settings, given: argparse.Namespace) -> int:
    if settings.bot_token is None or settings.database_url is None:
        raise CommandError("`serve` needs TEREZE_BOT_TOKEN and TEREZE_DATABASE_URL; `run` needs nothing.")
    check_zone_of_python()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(settings, settings.bot_token, settings.database_url))
    return 0


async def _serve(settings: Settings, token: str, dsn: str) -> None:
    asked = asked_to_stop()
    await check(dsn)
    port = USUAL_PORT if settings.port is None else settings.port
    async with bot_at_work(settings, dsn=dsn, token=token, api=settings.telegram_api_url, port=port):
        await asked.wait()


async def check(dsn: str) -> None:
    """Raises CommandError, ZoneError or SchemaTooOld, each with its reason, when a replica must not start on this."""
    await check_reachable(dsn)
    await check_zone_of_database(dsn)
    await require_schema(dsn)
    await refuse_sample(dsn)


def asked_to_stop() -> asyncio.Event:
    """Set by SIGTERM, SIGINT or SIGHUP from now on; the running loop's other failures go to the log."""
    loop = asyncio.get_running_loop()
    watch_loop(loop)
    asked = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        loop.add_signal_handler(number, asked.set)
    return asked


@asynccontextmanager
async def bot_at_work(
    settings: Settings, *, dsn: str, token: str, api: str | None, port: int, host: str | None = None
) -> AsyncIterator[Serving]:
    """The bot for the length of the block. Raises CommandError for a token that Telegram does not know."""
    process = Process(
        dsn=dsn,
        token=token,
        api=api,
        replica=settings.replica,
        pool_size=settings.pool_size,
        webhook_url=settings.webhook_url,
        webhook_secret=settings.webhook_secret,
        host=host or settings.host,
        port=port,
    )
    try:
        async with serving(wiring(), process) as at_work:
            yield at_work
    except ApiError as error:
        if error.code in (401, 404):
            raise CommandError("Telegram does not know this token: see TEREZE_BOT_TOKEN.") from None
        raise
