"""Updates by webhook. With the right secret the answer is 200 once stored, even as unreadable: anything else makes
Telegram send it again and holds up that person (design §2.1; attacks 1–4, 17–24)."""

import asyncio
import hashlib
import hmac
import logging
from typing import Final

from aiohttp import web

from bot.machine import clock
from bot.machine.failures import describe
from bot.machine.ingress import Ingress
from bot.machine.updates import read_body, too_long

log = logging.getLogger(__name__)

HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"
LARGEST: Final = 2 * 1024 * 1024
"""Bytes of a body."""

BODY_WITHIN: Final = 10.0
"""Seconds a caller may take to send the body."""

_REPORT_EVERY: Final = 60.0


class Webhook:
    """The handler of one path. Addresses are taken from nobody: what a proxy says of the caller decides nothing."""

    def __init__(self, ingress: Ingress, secret: str, *, body_within: float = BODY_WITHIN) -> None:
        self._ingress = ingress
        self._secret = hashlib.sha256(secret.encode()).digest()
        self._within = body_within
        self._refused = 0
        self._reported: float | None = None

    async def handle(self, request: web.Request) -> web.Response:
        """Store one update."""
        if not self._knows(request):
            await self._refuse()
            return web.Response(status=401)
        try:
            async with asyncio.timeout(self._within):
                body = await request.read()
        except TimeoutError:
            return web.Response(status=408, headers={"Connection": "close"})
        except web.HTTPRequestEntityTooLarge:
            body = None
        except (ConnectionError, web.HTTPException, ValueError):
            return web.Response(status=400)
        try:
            await self._ingress.store([too_long() if body is None else read_body(body)])
        except Exception as error:
            log.warning("an update could not be stored", extra={"error": describe(error)})
            return web.Response(status=503, headers={"Retry-After": "1"})
        return web.Response()

    def _knows(self, request: web.Request) -> bool:
        # Hashed first: equal lengths, and no text that compare_digest would refuse (attack 19).
        given = request.headers.get(HEADER, "").encode("utf-8", "surrogateescape")
        return hmac.compare_digest(hashlib.sha256(given).digest(), self._secret)

    async def _refuse(self) -> None:
        """Counted, and reported to the audit once a minute at most: a flood must not fill it."""
        self._refused += 1
        now = clock.monotonic()
        if self._reported is not None and now - self._reported < _REPORT_EVERY:
            return
        self._reported = now
        calls, self._refused = self._refused, 0
        try:
            await self._ingress.refused(calls)
        except Exception as error:
            log.warning("a refused call is not in the audit", extra={"error": describe(error)})


def routes(webhook: Webhook, path: str) -> list[web.RouteDef]:
    """The one route: POST alone; anything else is 405 (attack 21)."""
    return [web.post(path or "/", webhook.handle)]
