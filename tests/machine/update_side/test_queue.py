"""The queue: order per person, nothing lost whatever dies, nothing twice, few statements (design §2)."""

import asyncio
import random
from typing import Any

import pytest

from bot.machine.updates import read
from bot.storage import machine
from tests.machine.support import Bench, User
from tests.machine.update_side import toy


async def values(bench: Bench) -> list[tuple[Any, int]]:
    """Who raised the counter, and by how much, in the order in which it happened."""
    rows = await bench.rows(
        """SELECT person_id, (after->>'value')::int - (before->>'value')::int AS by FROM audit
           WHERE act = 'toy.raise' ORDER BY (after->>'value')::int"""
    )
    return [(row["person_id"], row["by"]) for row in rows]


async def run_all(bench: Bench, workers: int) -> None:
    async def work() -> None:
        worker = bench.new_worker()
        idle = 0
        while idle < 3:
            idle = 0 if await worker.once() else idle + 1
            await asyncio.sleep(0.001 * idle)

    await asyncio.gather(*(work() for _ in range(workers)))


async def test_each_persons_updates_are_in_order(bench: Bench) -> None:
    """Many workers, interleaved people: each one's updates one after another, in the order they came."""
    people = [await bench.person(f"P{n}") for n in range(3)]
    sent: dict[Any, list[int]] = {user.person: [] for user in people}
    for step in range(1, 13):
        for user in random.Random(step).sample(people, 3):
            sent[user.person].append(step)
            await bench.send(bench.message_update(user, f"+{step}"))
    await run_all(bench, 4)
    done = await values(bench)
    assert len(done) == 36
    for user in people:
        assert [by for person, by in done if person == user.person] == sent[user.person]


async def test_other_people_do_not_wait(bench: Bench) -> None:
    """One person's update in work holds up that person alone."""
    anna, bek = await bench.person("Anna"), await bench.person("Bek")
    for user in (anna, anna, bek):
        await bench.send(bench.message_update(user, "+1"))
    async with bench.database.unit() as first, bench.database.unit() as second, bench.database.unit() as third:
        one = await machine.claim(first.raw, bench.bot.id)
        two = await machine.claim(second.raw, bench.bot.id)
        assert one is not None
        assert two is not None
        assert (one.sender, two.sender) == (anna.telegram, bek.telegram)
        assert await machine.claim(third.raw, bench.bot.id) is None


async def test_an_update_committed_late_waits_its_turn(bench: Bench) -> None:
    """An update with a lower number that commits while a later one is in work: not two of one person at once."""
    anna = await bench.person("Anna")
    async with bench.database.unit() as late:
        await machine.receive(late.raw, bench.bot.id, _received(bench, anna, "+1"))
        await bench.send(bench.message_update(anna, "+2"))
        working = bench.database.unit()
        unit = await working.__aenter__()
        assert await machine.claim(unit.raw, bench.bot.id) is not None
    async with bench.database.unit() as other:
        assert await machine.claim(other.raw, bench.bot.id) is None
    await working.__aexit__(None, None, None)
    await bench.drain()
    assert len(await values(bench)) == 2


def _received(bench: Bench, user: User, text: str) -> machine.Received:
    return read(bench.message_update(user, text))


@pytest.mark.parametrize("fault", ["cancel", "kill"])
async def test_a_death_in_mid_work_loses_nothing(bench: Bench, fault: str) -> None:
    """The worker is cancelled, or its connection cut, after the act and before the commit."""
    anna = await bench.person("Anna")
    await bench.send(bench.message_update(anna, "+7"))
    async with bench.database.unit() as other:
        await other.raw.execute("SELECT value FROM toy FOR UPDATE")
        working = asyncio.ensure_future(bench.worker.once())
        await bench.until("SELECT FROM pg_locks WHERE NOT granted")
        if fault == "kill":
            await bench.row("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted")
            assert await working
        else:
            working.cancel()
            with pytest.raises(asyncio.CancelledError):
                await working
        assert tuple(await bench.row("SELECT state, attempts FROM inbox")) == ("waiting", 0)
    await bench.drain()
    assert await values(bench) == [(anna.person, 7)]


async def test_a_repeated_update_counts_once(bench: Bench) -> None:
    """Attacks 10, 23: the same body again, before and after it was handled; a lower id is as good as any."""
    anna = await bench.person("Anna")
    update = bench.message_update(anna, "+1")
    update["update_id"] = 900
    assert await bench.send(update) == "new"
    assert await bench.send(update) == "repeat"
    await bench.drain()
    assert await bench.send(update) == "repeat"
    assert await bench.send({**bench.message_update(anna, "+2"), "update_id": 3}) == "new"
    await bench.drain()
    assert [by for _person, by in await values(bench)] == [1, 2]


async def test_the_same_id_with_another_body(bench: Bench) -> None:
    """Attack 9: kept apart, audited, without effect."""
    anna = await bench.person("Anna")
    update = bench.message_update(anna, "+1")
    await bench.send(update)
    assert await bench.send({**bench.message_update(anna, "+5"), "update_id": update["update_id"]}) == "conflict"
    await bench.drain()
    assert [by for _person, by in await values(bench)] == [1]
    assert (await bench.row("SELECT count(*) AS n FROM inbox_conflict"))["n"] == 1
    assert (await bench.row("SELECT act FROM audit ORDER BY id LIMIT 1"))["act"] == "update.conflict"


async def test_another_bots_updates_are_left_alone(bench: Bench) -> None:
    """After a change of bot on the same database, what waits of the old one holds nobody up."""
    anna = await bench.person("Anna")
    async with bench.database.unit() as unit:
        await machine.receive(unit.raw, bench.bot.id + 1, _received(bench, anna, "+1"))
    await bench.message(anna, "+2")
    assert [by for _person, by in await values(bench)] == [2]


async def test_the_claim_stays_quick_behind_a_long_queue(bench: Bench) -> None:
    """Attacks 98, 101: 5 000 updates of one person whose first is in work, and somebody else comes."""
    anna, bek = await bench.person("Anna"), await bench.person("Bek")
    async with bench.database.unit() as unit:
        await unit.raw.execute(
            """INSERT INTO inbox (bot_id, update_id, hash, sender, chat_id, kind, payload)
               SELECT $1, 10000 + n, '', $2, $2, 'message', '{}' FROM generate_series(1, 5000) n""",
            bench.bot.id, anna.telegram,
        )  # fmt: skip
    await bench.send(bench.message_update(bek, "+1"))
    async with bench.database.unit() as first, bench.database.unit() as second:
        assert await machine.claim(first.raw, bench.bot.id) is not None
        await second.raw.execute("SET LOCAL statement_timeout = '1s'")
        found = await machine.claim(second.raw, bench.bot.id)
        assert found is not None
        assert found.sender == bek.telegram


class Counting:
    """Statements on all connections of the bench's pool."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def __call__(self, record: Any) -> None:
        self.said.append(record.query)


async def test_statements_of_an_update(bench: Bench) -> None:
    """At most 3 beside the act's own, BEGIN and COMMIT not counted; here 2: claim and finish."""
    anna = await bench.person("Anna")
    await bench.message(anna, "/start")
    await bench.press(anna, "Counter")
    own = {
        "Page 2": 0,  # a look: nothing of an act
        "Raise": 1,  # the counter's UPDATE
        "Too much": 1,
    }
    for label, acts in own.items():
        await bench.send(bench.press_update(anna, await bench.data(anna, label)))
        counting = Counting()
        async with bench.database.alone() as raw:  # the one used last is used next
            raw.add_query_logger(counting)
        assert await bench.worker.once()
        raw.remove_query_logger(counting)
        beside = [one for one in counting.said if not one.startswith(("BEGIN", "COMMIT", "ROLLBACK"))]
        assert counting.said[0].startswith("BEGIN"), "the connection of the worker was watched"
        # A refusal rolls back and begins once more: two claims and one finish.
        assert len(beside) - acts == (3 if label == "Too much" else 2), beside


async def test_a_stopped_worker_finishes_what_it_has(bench: Bench) -> None:
    """SIGTERM: nothing new is claimed, the one in work is done."""
    anna = await bench.person("Anna")
    for _ in range(2):
        await bench.send(bench.message_update(anna, "+1"))
    async with bench.database.unit() as other:
        await other.raw.execute("SELECT value FROM toy FOR UPDATE")
        running = asyncio.ensure_future(bench.worker.run())
        await bench.until("SELECT FROM pg_locks WHERE NOT granted")
        bench.worker.stop()
    await asyncio.wait_for(running, 5)
    rows = await bench.rows("SELECT state FROM inbox ORDER BY seq")
    assert [row["state"] for row in rows] == ["done", "waiting"]


async def test_the_worker_survives_a_database_that_is_away(bench: Bench) -> None:
    anna = await bench.person("Anna")
    running = asyncio.ensure_future(bench.worker.run())
    await asyncio.sleep(0.05)
    async with bench.database.unit() as unit:
        await unit.raw.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    await bench.send(bench.message_update(anna, "+1"))
    await bench.until("SELECT FROM audit WHERE act = 'toy.raise'")
    bench.worker.stop()
    await running
    assert await values(bench) == [(anna.person, 1)]


async def test_two_updates_of_a_guest_make_one_dialogue(bench: Bench) -> None:
    guest = bench.guest()
    await bench.message(guest, "hello")
    await bench.message(guest, "hello")
    assert await bench.place(guest) == toy.AtDoor()
    assert (await bench.row("SELECT count(*) AS n FROM dialogue"))["n"] == 1
