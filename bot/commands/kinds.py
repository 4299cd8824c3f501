"""Keeps invented people and real ones in different databases, on servers where Tereze did not make them itself."""

from __future__ import annotations

from bot.commands.report import CommandError
from bot.platform.databases import connected
from bot.sample.people import ORGANISATIONS

_SAMPLE = "SELECT EXISTS (SELECT FROM organisation WHERE id = ANY($1::uuid[]))"
_REAL = """
SELECT EXISTS (SELECT FROM organisation) AND NOT EXISTS (SELECT FROM organisation WHERE id = ANY($1::uuid[]))
"""


async def refuse_real(dsn: str) -> None:
    """Raises CommandError where people really work: the sample would walk in among them, and the clock be moved."""
    if await _ask(dsn, _REAL):
        raise CommandError(
            "This database is in real use, so the sample and the local Telegram do not start on it. "
            "Set TEREZE_BOT_TOKEN, or leave TEREZE_DATABASE_URL out to play."
        )


async def refuse_sample(dsn: str) -> None:
    """Raises CommandError where the sample is: its people are bound to account numbers that in Telegram are others'."""
    if await _ask(dsn, _SAMPLE):
        raise CommandError("This database holds the sample's invented people; the real Telegram needs one of its own.")


async def _ask(dsn: str, query: str) -> bool:
    async with connected(dsn) as connection:
        return bool(await connection.fetchval(query, [one.id for one in ORGANISATIONS]))
