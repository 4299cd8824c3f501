"""A flood of one person's does not take the others' turns (attack 98)."""

import asyncio

import pytest

from bot.machine import clock
from bot.machine.turns import BURST, RATE, Turns
from bot.machine.wake import Wake
from bot.storage import machine
from tests.machine.support import Bench

ANNA, BORIS = 1, 2


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    at = [100.0]
    monkeypatch.setattr(clock, "monotonic", lambda: at[0])
    return at


async def test_alone_nobody_rests(now: list[float]) -> None:
    turns = Turns(Wake())
    for _ in range(500):
        turns.taken(ANNA)
    assert turns.resting() == []


async def test_in_company_a_few_go_in_a_row_and_then_so_many_a_second(now: list[float]) -> None:
    turns = Turns(Wake())
    turns.taken(BORIS)
    for _ in range(int(BURST) - 1):
        turns.taken(ANNA)
        assert turns.resting() == []
    turns.taken(ANNA)
    assert turns.resting() == [ANNA]
    taken = 0
    for _ in range(3_000):  # three seconds
        now[0] += 0.001
        turns.taken(BORIS) if round(now[0] * 1000) % 500 == 0 else None
        if ANNA not in turns.resting():
            turns.taken(ANNA)
            taken += 1
    assert abs(taken - 3 * RATE) <= 2
    assert BORIS not in turns.resting()
    now[0] += 1.1
    assert turns.resting() == [], "rested, and the other has gone"


async def test_a_rest_ends_with_a_look() -> None:
    wake = Wake()
    turns = Turns(wake)
    turns.taken(BORIS)
    for _ in range(int(BURST)):
        turns.taken(ANNA)
    assert wake.calls == 0
    await asyncio.sleep(3 / RATE)
    assert wake.calls == 1


async def test_who_rests_is_passed_over_and_keeps_the_place(bench: Bench) -> None:
    anna, boris = await bench.person("Anna"), await bench.person("Boris")
    for user in (anna, anna, boris):
        await bench.send(bench.message_update(user, "/start"))
    async with bench.database.unit() as unit:
        first = await machine.claim(unit.raw, bench.bot.id, resting=[anna.telegram])
        assert first is not None
        assert (first.sender, first.more) == (boris.telegram, False)
    async with bench.database.unit() as unit:
        assert await machine.claim(unit.raw, bench.bot.id, resting=[anna.telegram, boris.telegram]) is None
    async with bench.database.unit() as unit:
        again = await machine.claim(unit.raw, bench.bot.id)
        assert again is not None
        assert (again.sender, again.more) == (anna.telegram, True)
    await bench.drain()
    done = await bench.rows("SELECT seq FROM inbox WHERE state = 'done' ORDER BY done_at")
    assert [row["seq"] for row in done] == sorted(row["seq"] for row in done)
