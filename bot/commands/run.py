"""``run``: everything on this machine, at one address. What a newcomer types first, and what a small office may keep."""

from __future__ import annotations

import argparse
import asyncio
import signal
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from types import FrameType
from typing import Final

import uvloop

from bot.commands.clock import LegalClock
from bot.commands.report import CommandError, say
from bot.commands.server import DATABASE, TELEGRAM_DATABASE, Server, check_reachable, embedded, external
from bot.local_telegram import BotInfo, LocalTelegram
from bot.platform.cluster import Cluster
from bot.platform.databases import ensure_bot_role, ensure_database
from bot.platform.lock import Held, Lock
from bot.platform.logs import watch_loop
from bot.platform.schema import found_revision, upgrade
from bot.platform.settings import Settings
from bot.platform.zone import check_zone_of_database, check_zone_of_python
from domain.deadline.calendar import WorkingCalendar

LOCAL_TOKEN: Final = "1000000001:the-local-telegram-only"  # noqa: S105 -- opens nothing outside this machine
USUAL_PORT: Final = 8080


def arguments(parser: argparse.ArgumentParser) -> None:
    """None: what differs between installations is a setting."""


def run(settings: Settings, given: argparse.Namespace) -> int:
    lock = Lock(settings.state / "run.lock")
    try:
        lock.take()
    except Held as held:
        say(f"Tereze already runs: {held.note.get('address', 'it is just starting')} (make stop ends it)")
        return 0
    try:
        with _terminated_like_interrupted(), _server(settings) as server:
            with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
                runner.run(_run(settings, server, lock))
            say("Stopping")
    except KeyboardInterrupt:
        pass  # asked to end before everything was up
    finally:
        lock.release()
    return 0
