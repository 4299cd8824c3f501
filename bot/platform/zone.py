"""Whether this machine knows the time of Almaty: +05:00 since 1 March 2024 (T2). Old tables of zones say +06:00."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo, reset_tzpath

from bot.platform.databases import connected

ZONE: Final = "Asia/Almaty"
_OFFSET: Final = timedelta(hours=5)
_MOMENT: Final = datetime(2026, 1, 1, tzinfo=UTC)


class ZoneError(Exception):
    """A table of time zones is older than Kazakhstan's single zone: every deadline would end an hour off."""


def use_locked_zones() -> None:
    """Makes Python read the ``tzdata`` package alone: its version is locked, the system's tables may be years old."""
    reset_tzpath([])
    ZoneInfo.clear_cache()


def check_zone_of_python(zone: str = ZONE) -> None:
    """Raises ZoneError when Python's tables are old."""
    local = _MOMENT.astimezone(ZoneInfo(zone))
    if local.utcoffset() != _OFFSET:
        raise ZoneError(_text("Python", zone, local.utcoffset()))


async def check_zone_of_database(dsn: str, zone: str = ZONE) -> None:
    """Raises ZoneError when the database server's tables are old."""
    async with connected(dsn) as connection:
        offset = await connection.fetchval(
            "SELECT ($1::timestamptz AT TIME ZONE $2) - ($1::timestamptz AT TIME ZONE 'UTC')", _MOMENT, zone
        )
    if offset != _OFFSET:
        raise ZoneError(_text("The database server", zone, offset))


def _text(who: str, zone: str, offset: timedelta | None) -> str:
    hours = (offset or timedelta()).total_seconds() / 3600
    return f"{who} puts {zone} at {hours:+03.0f}:00; it must be +05:00. Update its time zone data (tzdata)."
