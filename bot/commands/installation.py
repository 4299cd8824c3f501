"""What ``run`` puts up over a database server: schema, sample, local Telegram and bot, or the real bot alone."""

from __future__ import annotations

import os
import socket
from contextlib import AsyncExitStack
from typing import Final

from bot.commands.clock import LegalClock
from bot.commands.kinds import refuse_real, refuse_sample
from bot.commands.report import CommandError, say
from bot.commands.serve import USUAL_PORT, asked_to_stop, bot_at_work
from bot.commands.server import TELEGRAM, Server
from bot.local_telegram import BotInfo, LocalTelegram
from bot.platform.databases import ensure_bot_role, ensure_database
from bot.platform.lock import Lock
from bot.platform.schema import found_revision, upgrade
from bot.platform.settings import Settings
from bot.platform.zone import check_zone_of_database
from bot.sample.figures import load_figures
from bot.sample.load import load as load_sample
from bot.sample.people import PEOPLE

HERE: Final = "127.0.0.1"
LOCAL_BOT: Final = BotInfo(1_000_000_001, "tereze_bot", "Tereze")
LOCAL_TOKEN: Final = f"{LOCAL_BOT.id}:local"  # opens nothing outside this machine


async def keep_up(settings: Settings, server: Server, lock: Lock) -> None:
    """Everything up until a signal asks for its end; the lock's note gets the address."""
    asked = asked_to_stop()
    await _prepare(server)
    async with AsyncExitStack() as running:
        start = _start_real if settings.bot_token is not None else _start_local
        address = await start(settings, server, running)
        lock.write(pid=os.getpid(), address=address)
        say(f"Tereze is at {address} (Ctrl-C or `make stop` ends it)")
        await asked.wait()
        say("Stopping: the work in hand is finished first")


async def _prepare(server: Server) -> None:
    if server.admin is not None:
        await ensure_bot_role(server.admin)
        for name in (server.name, TELEGRAM):
            if await ensure_database(server.admin, name):
                say(f"Made the database {name}")
    await check_zone_of_database(server.owner)
    before = await found_revision(server.owner)
    await upgrade(server.owner)
    after = await found_revision(server.owner)
    if before != after:
        say(f"Migrated the schema to {after}")


async def _start_local(settings: Settings, server: Server, running: AsyncExitStack) -> str:
    """The sample, the local Telegram, and the bot polling it; the address is the page with the phones."""
    await refuse_real(server.owner)
    await load_sample(server.owner)
    await load_figures(server.owner)
    telegram = LocalTelegram(
        server.telegram or server.owner,
        tokens={LOCAL_TOKEN: LOCAL_BOT},
        clock=LegalClock(server.bot),
        host=HERE,  # whoever reaches the page is whoever they choose to be
        port=free_port(settings, HERE),
    )
    await running.enter_async_context(telegram)
    for one in PEOPLE:
        telegram.person(
            one.telegram,
            one.first_name,
            one.last_name,
            username=one.username,
            language_code=one.language_code,
            phone=one.phone,
            note=one.note,
        )
    say("The local Telegram is up, with the sample's people")
    # /health of the bot itself is not the newcomer's matter: any free port, on this machine only.
    await running.enter_async_context(
        bot_at_work(settings, dsn=server.bot, token=LOCAL_TOKEN, api=telegram.url, host=HERE, port=0)
    )
    return f"{telegram.url}/"


async def _start_real(settings: Settings, server: Server, running: AsyncExitStack) -> str:
    token = settings.bot_token
    assert token is not None
    await refuse_sample(server.owner)
    bot = await running.enter_async_context(
        bot_at_work(
            settings,
            dsn=server.bot,
            token=token,
            api=settings.telegram_api_url,
            port=free_port(settings, settings.host),
        )
    )
    way = f"by webhook at port {bot.port}" if settings.webhook_url else "by polling"
    say(f"Telegram is served {way}; http://{settings.host}:{bot.port}/health tells how it is")
    return f"https://t.me/{bot.bot_name}"


def free_port(settings: Settings, host: str) -> int:
    """The port asked for; else the usual one, so that a page stays where it was; else any free one."""
    wanted = USUAL_PORT if settings.port is None else settings.port
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, wanted))
        except OSError as error:
            if settings.port is not None:
                raise CommandError(f"Port {wanted} of {host} cannot be used: {error.strerror}.") from None
            return 0
    return wanted
