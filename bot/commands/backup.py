"""``backup``: everything the bot knows, files included, in one file (design §5: content is in PostgreSQL)."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.commands.programs import program
from bot.commands.report import CommandError, say
from bot.commands.server import reached
from bot.platform.settings import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="where to write it; must not exist yet")


def run(settings: Settings, given: argparse.Namespace) -> int:
    target: Path = given.file
    if target.exists():
        raise CommandError(f"{target} exists already; a backup is never overwritten.")
    if not target.parent.is_dir():
        raise CommandError(f"{target.parent} is not a folder.")
    # Written beside and renamed, so that a file with the right name is a whole backup; for its owner's eyes only.
    making = target.with_name(target.name + ".making")
    making.unlink(missing_ok=True)
    making.touch(mode=0o600)
    try:
        with reached(settings) as server:
            program(server, "pg_dump", server.owner, ["--format=custom", "--no-owner", f"--file={making}"])
        making.rename(target)
    finally:
        making.unlink(missing_ok=True)
    say(f"{target}: {target.stat().st_size / 1e6:.1f} MB")
    return 0
