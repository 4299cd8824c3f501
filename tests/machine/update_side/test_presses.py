"""Presses from end to end on PostgreSQL: deeds count once, looks are absolute, nobody presses what is not theirs."""

from tests.machine.support import Bench
from tests.machine.update_side import toy


async def value(bench: Bench) -> int:
    return int((await bench.row("SELECT value FROM toy"))["value"])


async def test_a_press_is_handled(bench: Bench) -> None:
    anna = await bench.person("Anna")
    await bench.message(anna, "/start")
    assert await bench.place(anna) == toy.Menu()
    await bench.press(anna, "Counter")
    await bench.press(anna, "Raise by two")
    assert await bench.text(anna) == "counter 2 ru"
    assert await bench.place(anna) == toy.CounterCard()
