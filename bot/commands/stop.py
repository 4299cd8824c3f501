"""``stop``: ends what ``run`` started here, or a database server that a killed ``run`` left behind."""

from __future__ import annotations

import argparse
import os
import signal
import time
from contextlib import suppress
from typing import Final

from bot.commands.report import CommandError, say
from bot.platform.cluster import Cluster
from bot.platform.lock import Held, Lock
from bot.platform.settings import Settings

_PATIENCE: Final = 60.0  # seconds: the work in hand, then the database's own stop


def arguments(parser: argparse.ArgumentParser) -> None:
    """None: the installation is the one of the settings."""


def run(settings: Settings, given: argparse.Namespace) -> int:
    if not settings.state.exists():
        say("Tereze is not running.")
        return 0
    lock = Lock(settings.state / "run.lock")
    try:
        lock.take()
    except Held as held:
        _end(held)
        say("Tereze has stopped.")
        return 0
    try:
        cluster = Cluster(settings.state / "database")
        if cluster.pid() is None:
            say("Tereze is not running.")
        else:
            cluster.stop()
            say("A database server left by a killed process has been stopped.")
    finally:
        lock.release()
    return 0


def _end(held: Held) -> None:
    pid = held.note.get("pid")
    if not isinstance(pid, int):
        raise CommandError(f"Somebody holds {held.path}, but it does not say who.")
    try:
        os.kill(pid, signal.SIGTERM)
    except PermissionError:
        raise CommandError(f"Tereze (process {pid}) was started by another user.") from None
    except ProcessLookupError:
        pass
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        with suppress(Held), Lock(held.path):
            return
        time.sleep(0.1)
    raise CommandError(f"Tereze (process {pid}) has not stopped within {_PATIENCE:.0f} s.")
