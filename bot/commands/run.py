"""``run``: everything on this machine, at one address. What a newcomer types first; a small office may keep to it."""

from __future__ import annotations

import argparse
import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import uvloop

from bot.commands.report import say
from bot.commands.server import Server, check_reachable, embedded, external
from bot.platform.cluster import Cluster
from bot.platform.lock import Held, Lock
from bot.platform.settings import Settings
from bot.platform.zone import check_zone_of_python


def arguments(parser: argparse.ArgumentParser) -> None:
    """None: what differs between installations is a setting."""


def run(settings: Settings, given: argparse.Namespace) -> int:
    lock = Lock(settings.state / "run.lock")
    try:
        lock.take()
    except Held as held:
        say(f"Tereze runs already: {held.note.get('address', 'it is just starting')} (make stop ends it)")
        return 0
    try:
        with _terminated_like_interrupted(), _server(settings) as server:
            check_zone_of_python()
            # Only now: these modules take seconds to import, and a second start is answered at once.
            from bot.commands.installation import keep_up

            with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
                runner.run(keep_up(settings, server, lock))
    except KeyboardInterrupt:
        pass  # asked to end before everything was up
    finally:
        lock.release()
    say("Stopped")
    return 0


@contextmanager
def _terminated_like_interrupted() -> Iterator[None]:
    """Until the event loop has its own handlers, SIGTERM unwinds like Ctrl-C: the database must not stay behind."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    numbers = (signal.SIGTERM, signal.SIGHUP)
    before = [signal.signal(number, interrupt) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


@contextmanager
def _server(settings: Settings) -> Iterator[Server]:
    given = external(settings)
    if given is not None:
        asyncio.run(check_reachable(given.owner))
        yield given
        return
    with Cluster(settings.state / "database", tell=say) as cluster:
        say("The database server is up")
        yield embedded(settings, cluster)
