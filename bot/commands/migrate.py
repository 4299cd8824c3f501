"""``migrate``: the one way a schema changes. Replicas never do it themselves."""

from __future__ import annotations

import argparse
import asyncio

from bot.commands.report import say
from bot.commands.server import reached
from bot.platform.schema import found_revision, upgrade
from bot.platform.settings import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """None: it goes to the newest revision, under a lock, wholly or not at all."""


def run(settings: Settings, given: argparse.Namespace) -> int:
    with reached(settings) as server:
        before, after = asyncio.run(_migrate(server.owner))
    say(f"The schema is at {after}." if before == after else f"The schema went from {before or 'nothing'} to {after}.")
    return 0


async def _migrate(dsn: str) -> tuple[str | None, str | None]:
    before = await found_revision(dsn)
    await upgrade(dsn)
    return before, await found_revision(dsn)
