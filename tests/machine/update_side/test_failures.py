"""Refusals, failures, retries, dead letters (design §2.2)."""

import asyncio
import json
import logging
from collections.abc import Iterator
from uuid import UUID

import asyncpg
import pytest

from bot.machine.failures import changed_meanwhile, describe, passing
from bot.storage.machine import as_json, prune
from domain.incident.ports import DeadLetters
from domain.kit.actor import OrganisationKind
from tests.machine.support import Bench, HandlerFailed, User
from tests.machine.update_side import toy


async def value(bench: Bench) -> int:
    return int((await bench.row("SELECT value FROM toy"))["value"])


@pytest.fixture
async def anna(bench: Bench) -> User:
    user = await bench.person("Anna")
    await bench.message(user, "/start")
    await bench.press(user, "Counter")
    return user


async def die(bench: Bench, user: User) -> str:
    """Press what breaks until it is put aside; the incident number."""
    await bench.send(bench.press_update(user, await bench.data(user, "Break")))
    for attempt in range(1, 6):
        async with bench.database.unit() as unit:
            await unit.raw.execute("UPDATE inbox SET not_before = clock_timestamp() WHERE state = 'waiting'")
        assert await bench.worker.once()
        row = await bench.row("SELECT attempts, state, incident FROM inbox ORDER BY seq DESC LIMIT 1")
        assert (row["attempts"], row["state"]) == (attempt, "dead" if attempt == 5 else "waiting")
    return str(row["incident"])


async def test_a_refusal_keeps_the_state_and_says_why(bench: Bench, anna: User) -> None:
    await bench.press(anna, "Too much")
    assert await value(bench) == 0
    assert await bench.place(anna) == toy.CounterCard()
    assert "уже" in await bench.text(anna) or "нельзя" in await bench.text(anna)
    row = await bench.row("SELECT act, person_id, after FROM audit")
    assert (row["act"], row["person_id"]) == ("refused", anna.person)
    assert as_json(row["after"])["refusal"] == "WrongState"
    await bench.press(anna, "Raise")
    assert await value(bench) == 1, "the refused deed did not use the screen up"


async def test_a_link_to_what_one_may_not_see(bench: Bench, anna: User) -> None:
    """Attack 42: refused where one is, and audited with the link."""
    await bench.message(anna, "/start h1")
    assert await bench.place(anna) == toy.CounterCard()
    assert "ничего нет" in await bench.text(anna)
    row = await bench.row("SELECT act, after FROM audit")
    assert (row["act"], as_json(row["after"])) == ("refused", {"refusal": "NotFound", "link": "h1"})


async def test_an_error_rolls_back_and_is_tried_again(bench: Bench, anna: User) -> None:
    with pytest.raises(HandlerFailed, match="RuntimeError") as failed:
        await bench.press(anna, "Break")
    assert "secret" not in str(failed.value)
    assert await value(bench) == 0
    row = await bench.row(
        "SELECT attempts, extract(epoch FROM not_before - clock_timestamp()) AS left FROM inbox WHERE state = 'waiting'"
    )
    assert row["attempts"] == 1
    assert 0 < row["left"] <= 0.5
    assert not await bench.worker.once(), "not before the delay is over"


async def test_a_dead_letter_is_told_and_frees_the_person(bench: Bench, anna: User) -> None:
    admin = await bench.person("Admin", kind=OrganisationKind.SYSTEM)
    incident = await die(bench, anna)
    assert await value(bench) == 0
    assert incident in str((await bench.notices(anna))[0].text)
    assert incident in str((await bench.notices(admin))[0].text)
    await bench.message(anna, "/start")
    assert await bench.place(anna) == toy.Menu()


async def test_a_dead_letter_is_replayed(bench: Bench, anna: User) -> None:
    incident = await die(bench, anna)
    async with bench.database.unit() as unit:
        letters = unit.port(DeadLetters)
        letter = (await letters.newest())[0]
        assert (letter.incident, letter.kind, letter.person, letter.name) == (
            incident, "callback_query", anna.person, "Anna",
        )  # fmt: skip
        assert "RuntimeError" in letter.error
        assert "secret" not in letter.error
        assert await letters.count() == 1
        assert await letters.get(incident) == letter
        assert await letters.get("nothing") is None
        assert await letters.replay(incident)
        assert not await letters.replay(incident)
    row = await bench.row("SELECT state, attempts FROM inbox ORDER BY seq DESC LIMIT 1")
    assert tuple(row) == ("waiting", 0)
    assert await bench.worker.once()


async def test_nothing_typed_is_in_the_log(bench: Bench, anna: User, caplog: pytest.LogCaptureFixture) -> None:
    """Attack 102: neither the message of an exception nor what was typed."""
    caplog.set_level(logging.DEBUG)
    await die(bench, anna)
    await bench.message(anna, "a private matter")
    told = "\n".join(str(vars(record)) for record in caplog.records)
    assert "update put aside" in told
    assert "private matter" not in told
    assert "a secret" not in told


async def test_a_handler_cannot_send(bench: Bench, anna: User) -> None:
    with pytest.raises(HandlerFailed, match="CallInsideTransaction"):
        await bench.message(anna, "/call")


async def test_an_interruption_does_not_count(bench: Bench, anna: User) -> None:
    """The connection is cut while the act waits for a lock: the update stays, uncounted, and is done later."""
    async with bench.database.unit() as other:
        await other.raw.execute("SELECT value FROM toy FOR UPDATE")
        await bench.send(bench.press_update(anna, await bench.data(anna, "Raise")))
        waiting = asyncio.ensure_future(bench.worker.once())
        await bench.until("SELECT FROM pg_locks WHERE NOT granted")
        await bench.row("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted")
        assert await waiting
        row = await bench.row("SELECT attempts, state FROM inbox ORDER BY seq DESC LIMIT 1")
        assert tuple(row) == (0, "waiting")
    await bench.drain()
    assert await value(bench) == 1


@pytest.mark.parametrize("error", [asyncpg.DeadlockDetectedError, asyncpg.LockNotAvailableError, ConnectionResetError])
def test_passing_failures(error: type[Exception]) -> None:
    def wrapped() -> Iterator[BaseException]:
        try:
            raise error("x")
        except Exception as cause:
            yield cause
            try:
                raise RuntimeError("y") from cause
            except RuntimeError as outer:
                yield outer

    assert all(passing(one) for one in wrapped())
    assert not passing(ValueError())
    assert not passing(asyncpg.UniqueViolationError("x"))
    assert not changed_meanwhile(ValueError())


def test_described_without_values() -> None:
    try:
        int("a name that somebody typed")
    except ValueError as error:
        assert describe(error).startswith("ValueError | tests/machine/update_side/test_failures.py:")
        assert "somebody" not in describe(error)


async def test_a_pin_is_asked_and_the_deed_repeated(bench: Bench, anna: User) -> None:
    """A3: the deed waits for the PIN and is done once it is right; fresh for a while."""
    await bench.press(anna, "Decide")
    assert await bench.place(anna) == toy.Pin()
    assert await value(bench) == 0
    await bench.message(anna, "9999")
    await bench.press_data(anna, "")  # anything else in between does not repeat it
    assert await value(bench) == 0
    await bench.press(anna, "Decide")
    await bench.message(anna, "1234")
    assert await value(bench) == 10
    assert await bench.place(anna) == toy.CounterCard()
    await bench.press(anna, "Decide")
    assert await value(bench) == 20
    assert await bench.row("SELECT FROM audit WHERE act = 'refused'") is None, "asking for a PIN is no refusal"


async def test_a_deed_whose_pin_was_not_given_is_forgotten(bench: Bench, anna: User) -> None:
    """A3: it must not be done by a PIN given for something else."""
    await bench.press(anna, "Decide")
    assert (await bench.row("SELECT pending FROM dialogue"))["pending"] is not None
    await bench.message(anna, "/start")
    assert (await bench.row("SELECT pending FROM dialogue"))["pending"] is None


async def test_what_waits_between_the_pin_and_its_deed_does_no_harm(bench: Bench, anna: User) -> None:
    await bench.press(anna, "Decide")
    await bench.send(bench.message_update(anna, "1234"))
    await bench.send(bench.message_update(anna, "/start"))
    await bench.drain()
    assert await value(bench) == 10


async def test_done_rows_are_blanked_and_pruned(bench: Bench, anna: User) -> None:
    incident = await die(bench, anna)
    assert await bench.row("SELECT FROM inbox WHERE state = 'done' AND payload IS NOT NULL") is None
    async with bench.database.unit() as unit:
        await unit.raw.execute(
            "UPDATE inbox SET done_at = done_at - interval '71 hours' WHERE seq = (SELECT min(seq) FROM inbox)"
        )
        assert await prune(unit.raw) == 0
        await unit.raw.execute("UPDATE inbox SET done_at = done_at - interval '73 hours'")
        assert await prune(unit.raw) == 2
    rows = await bench.rows("SELECT incident, payload FROM inbox")
    assert [row["incident"] for row in rows] == [incident]
    assert json.loads(rows[0]["payload"])["callback_query"]


async def test_an_incident_is_about_its_update(bench: Bench, anna: User) -> None:
    await die(bench, anna)
    row = await bench.row(
        "SELECT i.seq, o.about_kind, o.about_id FROM outbox o, inbox i WHERE i.state = 'dead' LIMIT 1"
    )
    assert (row["about_kind"], row["about_id"]) == ("incident", UUID(int=row["seq"]))
