"""Writing down what Telegram has answered, which nobody else can know."""

import asyncio
import logging
from typing import Any, Final

from bot.machine.failures import describe, passing
from bot.storage.unit import Database

log = logging.getLogger(__name__)

_AGAIN: Final = 0.2  # seconds


async def mark(database: Database, sql: str, *values: Any) -> Any:
    """Carry the statement out; its first value. The database's passing trouble is waited out: a sent message that is
    not marked would be sent once more, or stay on its way for as long as this process leads."""
    while True:
        try:
            async with database.alone() as raw:
                return await raw.fetchval(sql, *values)
        except Exception as error:
            if not passing(error):
                raise
            log.warning("an answer of Telegram's waits to be written down", extra={"error": describe(error)})
        await asyncio.sleep(_AGAIN)
