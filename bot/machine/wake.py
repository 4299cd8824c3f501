"""Waking those who wait for work. A call is a hint: everybody looks by themselves every half second."""

import asyncio
import logging
from contextlib import suppress
from typing import Any

import asyncpg

log = logging.getLogger(__name__)


class Wake:
    """One call lets everybody who waits look at once."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def call(self) -> None:
        event, self._event = self._event, asyncio.Event()
        event.set()

    async def wait(self, timeout: float) -> None:
        """Until the next call, at most `timeout` seconds."""
        event = self._event
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout):
                await event.wait()


async def listen(dsn: str, wakes: dict[str, Wake]) -> None:
    """Turn the database's notifications into calls, on one connection of its own; for ever, until cancelled."""
    while True:
        connection: asyncpg.Connection | None = None
        try:
            connection = await asyncpg.connect(dsn, timeout=5, server_settings={"application_name": "tereze listen"})
            lost = asyncio.Event()
            connection.add_termination_listener(lambda _connection, lost=lost: lost.set())
            for channel, wake in wakes.items():
                await connection.add_listener(channel, _caller(wake))
                wake.call()  # what came while nobody listened
            await lost.wait()
            log.warning("the listening connection was lost")
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            log.warning("cannot listen", extra={"why": type(error).__name__})
        finally:
            if connection is not None and not connection.is_closed():
                connection.terminate()
        await asyncio.sleep(1.0)


def _caller(wake: Wake) -> Any:
    def called(_connection: Any, _pid: int, _channel: str, _payload: str) -> None:
        wake.call()

    return called
