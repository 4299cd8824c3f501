"""``verify-audit``: walks the audit's chain and names the first broken row (A4, attack 103)."""

from __future__ import annotations

import argparse
import asyncio
import re

from bot.commands.report import CommandError, say
from bot.commands.server import reached
from bot.machine.sealer import verify
from bot.platform.schema import require_schema
from bot.platform.settings import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--anchor", help="the last hash an earlier run printed: it must still be in the chain")


def run(settings: Settings, given: argparse.Namespace) -> int:
    if given.anchor is not None and re.fullmatch(r"[0-9a-f]{64}", given.anchor) is None:
        raise CommandError("An anchor is 64 hexadecimal digits, as an earlier run printed it.")
    with reached(settings) as server:
        # The owner's eyes: what the bot's role is shown could be narrowed by whoever owns the tables.
        asyncio.run(require_schema(server.owner))
        verdict = asyncio.run(verify(server.owner, given.anchor))
    if verdict.broken is not None:
        raise CommandError(
            f"Broken at audit row {verdict.broken}: {verdict.why}. {verdict.sealed} rows before it are whole."
        )
    if not verdict.anchored:
        raise CommandError("The anchor is not in the chain: rows were cut off its end, or it is another database's.")
    say(f"The chain of {verdict.sealed} rows is whole; {verdict.unsealed} rows are not sealed yet.")
    if verdict.sealed:
        say(f"Its last hash, to be kept elsewhere as the next run's --anchor: {verdict.head}")
    return 0
