"""Reads the command line and the settings, and answers expected failures with one line instead of a traceback."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from typing import Final, Protocol, cast

from bot.commands.report import CommandError, say
from bot.platform.account import AccountError
from bot.platform.binaries import NoServer
from bot.platform.cluster import ClusterError
from bot.platform.lock import Held
from bot.platform.logs import configure_logs
from bot.platform.schema import SchemaTooOld
from bot.platform.settings import Settings, SettingsError, read_settings
from bot.platform.zone import ZoneError, use_locked_zones

COMMANDS: Final = {
    "run": "start everything on this machine and print one address",
    "stop": "stop what `run` started",
    "serve": "serve the real Telegram as one replica on a database that is migrated already",
    "migrate": "bring the database's schema up to this release",
    "administrator": "invite the first administrator of a new installation",
    "import-list": "take a sanctions list from a file or a folder",
    "backup": "write everything into one file",
    "restore": "bring a backup back",
    "verify-audit": "check the audit's chain and name its first broken row (A4)",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code: 0 done, 1 failed or refused, 2 misspelt."""
    parser = argparse.ArgumentParser(prog="python -m bot", description="Tereze")
    parsers = parser.add_subparsers(dest="command", required=True, metavar="command")
    named = list(arguments if arguments is not None else sys.argv[1:])
    for name, what in COMMANDS.items():
        sub = parsers.add_parser(name, help=what, description=what)
        if named[:1] == [name]:
            _module(name).arguments(sub)
    given = parser.parse_args(named)
    human = given.command != "serve"
    try:
        settings = read_settings(human=human)
        configure_logs(settings)
        use_locked_zones()
        return int(_module(given.command).run(settings, given))
    except (CommandError, SettingsError, SchemaTooOld, ZoneError, AccountError, NoServer, ClusterError) as error:
        say(str(error), error=True)
        return 1
    except Held as held:
        say(f"Tereze is at work in {held.path.parent} (process {held.note.get('pid', 'unknown')}).", error=True)
        return 1
    except KeyboardInterrupt:
        return 130


class Command(Protocol):
    """What each command's file offers."""

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declares the command's own arguments."""

    def run(self, settings: Settings, given: argparse.Namespace) -> int:
        """Does it; returns the exit code."""


def _module(name: str) -> Command:
    return cast(Command, importlib.import_module(f"bot.commands.{name.replace('-', '_')}"))
