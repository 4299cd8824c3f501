"""The PIN as second factor for decisions (A3)."""

from datetime import timedelta
from typing import Any

import pytest

from domain.access.pin import FAILURES, LOCKED_FOR, hash_pin, matches, too_simple, well_formed
from domain.access.pins import PinOutcome, check_fit, give_pin, set_pin
from domain.access.ports import People
from domain.access.refused import PinLocked, PinUnfit
from domain.kit.refused import PinNeeded, WrongState
from tests.access.support import NOW, desk, person_id

WHO = "berlin_head"


async def give(store: Any, pin: str, at: Any = NOW) -> PinOutcome:
    async with store.unit() as unit:
        return await give_pin(desk(WHO, at), unit.port(People), pin)


@pytest.fixture
async def with_pin(store: Any) -> Any:
    async with store.unit() as unit:
        await set_pin(desk(WHO), unit.port(People), hash_pin("4071"))
    return store


@pytest.mark.parametrize("pin", ["123", "1234567", "12a4", "", "١٢٣٤", "１２３４", " 4071"])
def test_what_is_no_pin(pin: str) -> None:
    assert not well_formed(pin)
    with pytest.raises(PinUnfit):
        check_fit(pin)


@pytest.mark.parametrize("pin", ["0000", "1234", "987654", "111111"])
def test_what_is_too_simple(pin: str) -> None:
    assert too_simple(pin)
    with pytest.raises(PinUnfit):
        check_fit(pin)


def test_the_hash_is_salted_and_tells_nothing() -> None:
    one, other = hash_pin("4071"), hash_pin("4071")
    assert one != other and "4071" not in (one.split("$")[1], one.split("$")[2])
    assert matches("4071", one) and matches("4071", other) and not matches("4072", one)


async def test_the_right_pin(with_pin: Any) -> None:
    assert (await give(with_pin, "4071")).right


async def test_five_failures_lock_it_for_fifteen_minutes(with_pin: Any) -> None:
    """Also the right PIN is not taken then; afterwards the count begins anew (Decided)."""
    for number in range(1, FAILURES):
        assert await give(with_pin, "9999") == PinOutcome(right=False, left=FAILURES - number)
    assert await give(with_pin, "9999") == PinOutcome(right=False, locked_until=NOW + LOCKED_FOR)
    with pytest.raises(PinLocked):
        await give(with_pin, "4071", NOW + LOCKED_FOR - timedelta(seconds=1))
    assert (await give(with_pin, "9999", NOW + LOCKED_FOR)).left == FAILURES - 1
    assert (await give(with_pin, "4071", NOW + LOCKED_FOR)).right


async def test_success_clears_the_failures(with_pin: Any) -> None:
    for _ in range(FAILURES - 1):
        await give(with_pin, "9999")
    await give(with_pin, "4071")
    assert (await give(with_pin, "9999")).left == FAILURES - 1


async def test_what_cannot_be_a_pin_is_not_counted(with_pin: Any) -> None:
    for _ in range(FAILURES):
        with pytest.raises(PinUnfit):
            await give(with_pin, "hello")
    assert (await give(with_pin, "4071")).right


async def test_replacing_asks_for_the_present_one(with_pin: Any) -> None:
    with pytest.raises(PinNeeded):
        async with with_pin.unit() as unit:
            await set_pin(desk(WHO), unit.port(People), hash_pin("5555"))
    async with with_pin.unit() as unit:
        await set_pin(desk(WHO, pin_fresh=True), unit.port(People), hash_pin("8264"))
    assert (await give(with_pin, "8264")).right


async def test_without_a_pin_there_is_none_to_give(store: Any) -> None:
    with pytest.raises(WrongState):
        await give(store, "4071")


async def test_no_pin_in_the_audit(with_pin: Any) -> None:
    d = desk(WHO)
    async with with_pin.unit() as unit:
        await give_pin(d, unit.port(People), "9173")
        stored = (await unit.port(People).get(person_id(WHO))).pin_hash
    assert [entry.act for entry in d.entries] == ["pin.wrong"]
    assert "9173" not in repr(d.entries) and stored not in repr(d.entries)
