"""`GET /calendar/<secret>.ics`: one person's deadlines for the calendar on their phone. A wrong, revoked or blocked
person's address is a plain 404; nothing tells the three apart."""

import logging
import re
from collections.abc import Awaitable, Callable
from typing import Final
from urllib.parse import urlsplit

from aiohttp import web

from bot.machine import clock
from bot.machine.failures import describe
from bot.machine.people import COLUMNS, Backdrop, reading_of
from bot.storage.deadline_calendar import announce
from bot.storage.unit import Database
from domain.deadline.feed import digest
from handlers.reading import Reading
from handlers.words.reader import Reader

log = logging.getLogger(__name__)

PATH: Final = "/calendar/"
_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_PER_SECOND: Final = 10.0
_BURST: Final = 30.0

_PERSON: Final = f"""
SELECT {COLUMNS} FROM calendar_feed f JOIN person p ON p.id = f.person_id
    JOIN organisation o ON o.id = p.organisation_id WHERE f.hash = $1
"""  # noqa: S608 -- columns of ours

Content = Callable[[Reading, Reader], Awaitable[bytes | None]]
"""A person's calendar; None for somebody who has none any more."""


class CalendarFeed:
    """The handler of the route. Calendars ask a few times a day; a process answers `per_second` of all of them, and
    tells the others to come later, so that guessing costs nobody else anything."""

    def __init__(
        self, database: Database, backdrop: Backdrop, content: Content, *, per_second: float = _PER_SECOND
    ) -> None:
        self._database = database
        self._backdrop = backdrop
        self._content = content
        self._rate = per_second
        self._burst = per_second * _BURST / _PER_SECOND
        self._left = self._burst
        self._at = clock.monotonic()

    async def handle(self, request: web.Request) -> web.Response:
        secret = request.match_info["secret"]
        if not self._may():
            return web.Response(status=429, headers={"Retry-After": "10"})
        if _SECRET.fullmatch(secret) is None:
            return web.Response(status=404)
        try:
            content = await self._read(secret)
        except Exception as error:  # whatever it is: the address must not stand in a log or a traceback
            log.warning("a calendar could not be read", extra={"error": describe(error)})
            return web.Response(status=503, headers={"Retry-After": "60"})
        if content is None:
            return web.Response(status=404)
        headers = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}
        return web.Response(body=content, content_type="text/calendar", charset="utf-8", headers=headers)

    async def _read(self, secret: str) -> bytes | None:
        async with self._database.unit(readonly=True) as unit:
            row = await unit.raw.fetchrow(_PERSON, digest(secret))
            if row is None or not row["active"]:
                return None
            reading, reader = await reading_of(row, unit, self._backdrop, chat_id=0)
            return await self._content(reading, reader)

    def _may(self) -> bool:
        now = clock.monotonic()
        self._left = min(self._left + (now - self._at) * self._rate, self._burst)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


def routes(feed: CalendarFeed) -> list[web.RouteDef]:
    """The one route; anything but GET and HEAD is 405."""
    return [web.get(PATH + "{secret}.ics", feed.handle)]


def address_of(webhook_url: str | None) -> str | None:
    """Where addresses begin: on the server that Telegram reaches."""
    if webhook_url is None:
        return None
    parts = urlsplit(webhook_url)
    return f"{parts.scheme}://{parts.netloc}{PATH}"


async def tell_address(database: Database, webhook_url: str | None) -> None:
    """Leave word where this installation is reached, for the screens that show addresses."""
    async with database.unit() as unit:
        await announce(unit.raw, address_of(webhook_url))
