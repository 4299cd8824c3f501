"""The only file of the local Telegram that reads the machine's clock or starts a task.

The local Telegram is a program of its own beside the bot (it plays the other side of the wire), so it shares neither
the bot's clock port nor its task keeper; it has the same rule for itself: one file.
"""

import asyncio
import logging
import time
from collections.abc import Coroutine
from typing import Any

log = logging.getLogger(__name__)


class TelegramClock:
    """Telegram's own time in Unix seconds: the machine's, which a test may push forward (messages then look older).

    It has nothing to do with the bot's legal clock (see `clock.ClockControl`).
    """

    def __init__(self) -> None:
        self._ahead = 0.0

    def now(self) -> float:
        """Unix seconds."""
        return time.time() + self._ahead  # noqa: TID251 - dates of messages are real

    def pass_time(self, seconds: float) -> None:
        """Let `seconds` go by at once; never backward."""
        if seconds < 0:
            raise ValueError("Telegram's time only goes forward")
        self._ahead += seconds


class Tasks:
    """Background work of one server: started here, stopped together, never failing silently."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any]:
        """Run `work` beside the callers until it ends or `stop` is called."""
        task = asyncio.create_task(work, name=name)  # noqa: TID251 - the local Telegram's own task keeper
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (failure := task.exception()) is not None:
            log.error("local Telegram: %s failed", task.get_name(), exc_info=failure)

    async def stop(self) -> None:
        """Cancel everything still running and wait for it."""
        running = list(self._tasks)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


def monotonic() -> float:
    """Seconds that only go forward, for limits."""
    return time.monotonic()
