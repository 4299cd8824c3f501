"""`/health`: whether this process does what it is for. For a proxy and for monitoring; says nothing about people."""

import asyncio
from typing import Final

from aiohttp import web

from bot.platform.schema import SchemaTooOld, require_schema
from bot.storage import machine
from bot.storage.unit import Database

SLOW: Final = 30.0
"""Seconds the oldest update may wait before the queue counts as stuck."""


class Health:
    """Database reachable, schema not older than this release, the queue moving."""

    def __init__(self, database: Database, dsn: str, bot_id: int) -> None:
        self._database = database
        self._dsn = dsn
        self._bot_id = bot_id

    async def handle(self, request: web.Request) -> web.Response:
        """200 with the figures, or 503 with what is wrong."""
        try:
            async with asyncio.timeout(5):
                await require_schema(self._dsn)
                async with self._database.unit(readonly=True) as unit:
                    waiting, age = await machine.queue_age(unit.raw, self._bot_id)
        except SchemaTooOld as old:
            return web.json_response({"status": "schema", "found": old.found, "needed": old.expected}, status=503)
        except Exception as error:  # whatever it is, the process cannot serve
            return web.json_response({"status": "database", "why": type(error).__name__}, status=503)
        stuck = age > SLOW
        figures = {"status": "queue" if stuck else "ok", "waiting": waiting, "oldest_seconds": round(age, 1)}
        return web.json_response(figures, status=503 if stuck else 200)
