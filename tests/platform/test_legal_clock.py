"""The clock of the local Telegram's page moves the bot's legal time, forward only (design §6)."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.commands.clock import LegalClock
from bot.platform.databases import connected
from domain.deadline.calendar import WorkingCalendar


async def test_moves_by_hours_days_and_working_days(database: str) -> None:
    clock = LegalClock(database)
    start = await clock.now()
    moved = await clock.move(hours=5, days=2)
    assert timedelta(days=2, hours=5) <= moved - start < timedelta(days=2, hours=5, minutes=1)

    today = moved.astimezone(ZoneInfo("Asia/Almaty")).date()
    later = await clock.move(working_days=3)
    assert later.astimezone(ZoneInfo("Asia/Almaty")).date() == WorkingCalendar().nth_working(today, 3)
    assert timedelta(0) <= await clock.now() - later < timedelta(minutes=1), (
        "it goes on from there, after a restart too"
    )


async def test_t1_moved_days_count(database: str) -> None:
    here = ZoneInfo("Asia/Almaty")
    today = (await LegalClock(database).now()).astimezone(here).date()
    async with connected(database) as connection:
        await connection.execute(
            "INSERT INTO moved_day (day, working) SELECT $1::date + n, n = 10 FROM generate_series(1, 10) n", today
        )
    moved = await LegalClock(database).move(working_days=1)
    assert moved.astimezone(here).date() == today + timedelta(days=10)


async def test_never_backward(database: str) -> None:
    clock = LegalClock(database)
    with pytest.raises(ValueError, match="forward"):
        await clock.move(hours=-1)
