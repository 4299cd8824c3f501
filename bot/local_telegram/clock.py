"""The clock a page can move: the bot's legal clock, which lives in the bot's database."""

from datetime import datetime
from typing import Protocol


class ClockControl(Protocol):
    """What the page needs of the bot's legal clock. Without one the page shows no clock."""

    async def now(self) -> datetime:
        """The present legal moment, aware of its zone."""
        ...

    async def move(self, *, hours: int = 0, days: int = 0, working_days: int = 0) -> datetime:
        """Move the clock forward and return the new moment."""
        ...
