"""The legal clock as the local Telegram's page moves it: forward only, in ``run`` only (design §6)."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.platform.databases import connected
from bot.platform.zone import ZONE
from domain.deadline.calendar import WorkingCalendar


class LegalClock:
    """The one row that holds how far the legal time is ahead of the database's own."""

    def __init__(self, dsn: str, calendar: WorkingCalendar) -> None:
        self._dsn = dsn
        self._calendar = calendar

    async def now(self) -> datetime:
        """The present legal moment, aware."""
        async with connected(self._dsn) as connection:
            moment: datetime = await connection.fetchval("SELECT clock_timestamp() + shift FROM legal_clock")
        return moment

    async def move(self, *, hours: int = 0, days: int = 0, working_days: int = 0) -> datetime:
        """Moves it forward by the sum and returns the new moment; ValueError when that would be backward.

        Working days are Kazakhstan's (T1), counted from today's date in Almaty to the same time of day.
        """
        if min(hours, days, working_days) < 0:
            raise ValueError("the legal clock moves forward only")
        now = await self.now()
        today = now.astimezone(ZoneInfo(ZONE)).date()
        by = timedelta(hours=hours, days=days) + (self._calendar.nth_working(today, working_days) - today)
        async with connected(self._dsn) as connection:
            moment: datetime = await connection.fetchval(
                "UPDATE legal_clock SET shift = shift + $1 RETURNING clock_timestamp() + shift", by
            )
        return moment
