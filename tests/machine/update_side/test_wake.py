"""Wake-ups: a call is heard by whoever waits, and not lost on whoever is just looking (design §2)."""

import asyncio
from typing import Any

import asyncpg
import pytest

from bot.machine import tasks as background
from bot.machine.wake import Wake, listen

LONG = 5.0


async def waits(wake: Wake, missed: int | None = None) -> bool:
    """Whether `wait` is still waiting after a moment."""
    task = asyncio.ensure_future(wake.wait(LONG, missed))
    done, _ = await asyncio.wait({task}, timeout=0.02)
    task.cancel()
    return not done


async def test_a_call_during_a_look_is_not_lost() -> None:
    """Found by `make bench`: every fourth text waited half a second for its screen."""
    wake = Wake()
    for call in (wake.call, wake.one):
        missed = wake.missed
        call()  # while the caller is looking
        assert not await waits(wake, missed)
        assert await waits(wake, wake.missed), "an old call wakes nobody twice"


async def test_one_wakes_one_and_call_wakes_all() -> None:
    wake = Wake()
    tasks = [asyncio.ensure_future(wake.wait(LONG, wake.missed)) for _ in range(3)]
    await asyncio.sleep(0)
    wake.one()
    await asyncio.sleep(0.01)
    assert [task.done() for task in tasks] == [True, False, False], "whoever has waited longest"
    wake.call()
    await asyncio.wait_for(asyncio.gather(*tasks), 1)


async def test_a_call_for_one_that_was_heard_is_not_heard_again() -> None:
    wake = Wake()
    missed = wake.missed
    waiting = asyncio.ensure_future(wake.wait(LONG))
    await asyncio.sleep(0)
    wake.one()
    await waiting
    assert await waits(wake, missed), "the other who was looking need not look again"


async def test_listening_outlives_whatever_the_driver_raises(
    owner_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cut in the middle of a message, the driver raises errors of its own; who ended of one never listened again."""
    whole = asyncpg.Connection.add_listener
    failed = 0

    async def add_listener(self: asyncpg.Connection, channel: str, callback: Any) -> None:
        nonlocal failed
        if not failed:
            failed += 1
            raise asyncpg.InternalClientError("cannot switch to state 11")
        await whole(self, channel, callback)

    monkeypatch.setattr(asyncpg.Connection, "add_listener", add_listener)
    heard = asyncio.Event()
    listening = background.start(listen(owner_database, {"tereze_inbox": heard.set}), "listen")
    try:
        await asyncio.wait_for(heard.wait(), 5)
        assert failed == 1
    finally:
        await background.stop(listening)
