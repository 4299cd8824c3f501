"""The legal clock as the local Telegram's page moves it: forward only, in ``run`` only (design §6)."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.platform.databases import connected
from bot.platform.zone import ZONE
from bot.storage.reference import read_calendar


class LegalClock:
    """The one row that holds how far the legal time is ahead of the database's own."""

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn

    async def now(self) -> datetime:
        """The present legal moment, aware."""
        async with connected(self._dsn) as connection:
            moment: datetime = await connection.fetchval("SELECT clock_timestamp() + shift FROM legal_clock")
        return moment

    async def move(self, *, hours: int = 0, days: int = 0, working_days: int = 0) -> datetime:
        """Moves it forward by the sum and returns the new moment; ValueError when that would be backward.

        Working days are Kazakhstan's, with the days moved until now (T1), counted from today's date in Almaty to the
        same time of day.
        """
        if min(hours, days, working_days) < 0:
            raise ValueError("the legal clock moves forward only")
        now = await self.now()
        today = now.astimezone(ZoneInfo(ZONE)).date()
        async with connected(self._dsn) as connection:
            _stamp, calendar = await read_calendar(connection)
            by = timedelta(hours=hours, days=days) + (calendar.nth_working(today, working_days) - today)
            moment: datetime = await connection.fetchval(
                "UPDATE legal_clock SET shift = shift + $1 RETURNING clock_timestamp() + shift", by
            )
        return moment
