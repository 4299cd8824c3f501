"""Waking those who wait for work. A call is a hint: everybody looks by themselves every half second."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import asyncpg

log = logging.getLogger(__name__)


class Wake:
    """Lets those who wait look at once: all of them, or one.

    A call that finds nobody waiting is not lost: whoever began to look before it takes `missed` first, gives it to
    `wait`, and looks again at once.
    """

    def __init__(self) -> None:
        self._waiting: dict[asyncio.Future[None], None] = {}  # in the order in which they began to wait
        self.calls = 0
        """All of them."""
        self.missed = 0
        """Calls that somebody may have been too busy to hear."""

    def call(self) -> None:
        """Everybody."""
        while self._release():
            pass
        self.calls += 1
        self.missed += 1

    def one(self) -> None:
        """Whoever has waited longest; if all are busy, whoever is done first."""
        self.calls += 1
        if not self._release():
            self.missed += 1

    def _release(self) -> bool:
        while self._waiting:
            future = next(iter(self._waiting))
            del self._waiting[future]
            if not future.done():
                future.set_result(None)
                return True
        return False

    async def wait(self, timeout: float, missed: int | None = None) -> None:
        """Until called, at most `timeout` seconds; not at all if there were calls since `missed` was taken."""
        if missed is not None and missed != self.missed:
            return
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[future] = None
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(timeout):
                    await future
        finally:
            self._waiting.pop(future, None)


async def listen(dsn: str, wakes: Mapping[str, Callable[[], None]]) -> None:
    """Turn the database's notifications into calls, on one connection of its own; for ever, until cancelled."""
    while True:
        connection: asyncpg.Connection | None = None
        try:
            connection = await asyncpg.connect(dsn, timeout=5, server_settings={"application_name": "tereze listen"})
            lost = asyncio.Event()
            connection.add_termination_listener(lambda _connection, lost=lost: lost.set())
            for channel, wake in wakes.items():
                await connection.add_listener(channel, _caller(wake))
                wake()  # what came while nobody listened
            await lost.wait()
            log.warning("the listening connection was lost")
        except Exception as error:  # whatever it is, cut in the middle of a message the driver raises its own: again
            log.warning("cannot listen", extra={"why": type(error).__name__})
        finally:
            if connection is not None and not connection.is_closed():
                connection.terminate()
        await asyncio.sleep(1.0)


def _caller(wake: Callable[[], None]) -> Any:
    def called(_connection: Any, _pid: int, _channel: str, _payload: str) -> None:
        wake()

    return called
