"""Updates that end the process which has them in work (design §2.2): counted, put aside, and nobody else with them."""

from typing import Any

import pytest
from aiogram import Dispatcher, F, Router
from aiogram.types import Message

from bot.machine.dispatch import dispatcher
from bot.machine.suspects import PATIENCE, PROCESSES, Suspects
from bot.machine.worker import Worker
from bot.storage import machine
from domain.incident.ports import DeadLetters
from domain.kit.actor import OrganisationKind
from handlers.chat import Chat
from tests.machine.support import Bench, User


class Death(BaseException):
    """The process ends: nothing of ours catches it, and the transaction is gone."""


class Process:
    """One process after the other on the same database; its router dies of "die"."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self.suspects = Suspects()
        self.worker = self.another()

    def another(self) -> Worker:
        bench = self._bench
        return Worker(
            bench.database, bench.bot, self._dispatcher(), bench.registry, bench.roots, bench.rules,
            suspects=self.suspects,
        )  # fmt: skip

    def _dispatcher(self) -> Dispatcher:
        router = Router()

        @router.message(F.text == "die")
        async def die(message: Message, chat: Chat) -> None:
            raise Death

        made = dispatcher(self._bench.rooms)
        made.sub_routers.insert(0, router)
        return made


async def waits(bench: Bench, begun: int = 0) -> None:
    """What is there waits for a while, as through a start; so many processes have begun it."""
    async with bench.database.unit() as unit:
        await unit.raw.execute(
            "UPDATE inbox SET received_at = received_at - interval '1 minute', begun = $1 WHERE state = 'waiting'",
            begun,
        )


async def died(process: Process) -> bool:
    """Whether the process dies of what waits; False when it comes to the end of the queue."""
    try:
        while await process.worker.once():
            pass
    except Death:
        return True
    return False


async def begun(bench: Bench) -> Any:
    return (await bench.row("SELECT begun, state, incident FROM inbox ORDER BY seq DESC LIMIT 1"))["begun"]


@pytest.fixture
async def anna(bench: Bench) -> User:
    user = await bench.person("Anna")
    await bench.message(user, "/start")
    return user


async def test_what_kills_every_process_becomes_a_dead_letter(bench: Bench, anna: User) -> None:
    admin = await bench.person("Admin", kind=OrganisationKind.SYSTEM)
    running = Process(bench)
    await bench.send(bench.message_update(anna, "die"))
    assert await died(running)
    assert await begun(bench) == 0, "a process that was there before the update notes nothing"
    await waits(bench)
    for number in range(PROCESSES):
        assert await died(Process(bench))
        assert await begun(bench) == number + 1
    assert not await died(Process(bench))
    row = await bench.row("SELECT state, incident, error, attempts FROM inbox ORDER BY seq DESC LIMIT 1")
    assert row["state"] == "dead"
    assert row["error"].startswith("Deadly")
    assert row["incident"] in str((await bench.notices(anna))[0].text)
    assert row["incident"] in str((await bench.notices(admin))[0].text)
    async with bench.database.unit() as unit:
        assert await unit.port(DeadLetters).replay(row["incident"])
    assert await begun(bench) == 0, "whoever replays it begins to count again"


async def test_what_waited_through_a_start_costs_one_statement_once(bench: Bench, anna: User) -> None:
    await bench.send(bench.message_update(anna, "/start"))
    await waits(bench)
    process = Process(bench)
    assert await process.worker.once(), "noted"
    assert await begun(bench) == 1
    assert await process.worker.once(), "handled"
    assert (await bench.row("SELECT state FROM inbox ORDER BY seq DESC LIMIT 1"))["state"] == "done"
    await bench.send(bench.message_update(anna, "/start"))
    assert await process.worker.once()
    row = await bench.row("SELECT state, begun FROM inbox ORDER BY seq DESC LIMIT 1")
    assert tuple(row) == ("done", 0), "what came later is handled at once"


async def test_nobody_dies_with_another(bench: Bench, anna: User) -> None:
    """Whose update waits beside a deadly one is not put aside with it, however often the process ends."""
    boris = await bench.person("Boris")
    await bench.send(bench.message_update(anna, "die"))
    await bench.send(bench.message_update(boris, "/start"))
    await waits(bench, begun=1)  # as after a first start, in which both were in work
    for _ in range(PROCESSES - 1):
        process = Process(bench)
        assert await process.worker.once(), "Anna's is noted"
        async with bench.database.unit() as unit:
            await machine.claim(unit.raw, bench.bot.id)  # … and in work
            other = process.another()
            assert await other.once(), "Boris's waits, so that it is not counted"
            assert not await other.once(), "… and is passed over"
        assert await died(process)
    assert not await died(Process(bench))
    states = await bench.rows("SELECT sender, state, begun FROM inbox ORDER BY seq DESC LIMIT 2")
    assert {one["sender"]: (one["state"], one["begun"]) for one in states} == {
        anna.telegram: ("dead", PROCESSES), boris.telegram: ("done", 2),
    }  # fmt: skip


async def test_nobody_waits_behind_those_who_wait(bench: Bench, anna: User) -> None:
    """A suspect that another process was faster with holds nothing up, and what is no suspect goes on beside it."""
    boris, vera = await bench.person("Boris"), await bench.person("Vera")
    for user in (anna, boris):
        await bench.send(bench.message_update(user, "/start"))
    await waits(bench, begun=1)
    process = Process(bench)
    await bench.send(bench.message_update(vera, "/start"))
    assert await process.worker.once(), "Anna's is noted"
    async with bench.database.unit() as elsewhere:
        first = await machine.claim(elsewhere.raw, bench.bot.id)  # by another process
        assert first is not None
        assert first.sender == anna.telegram
        other = process.another()
        while await other.once():
            pass
        states = {row["sender"]: row["state"] for row in await bench.rows("SELECT sender, state FROM inbox")}
        assert states[boris.telegram] == "waiting"
        assert states[vera.telegram] == "done"
        assert await process.worker.once(), "Anna's is in work elsewhere: given up here"
        while await other.once():
            pass
        states = {
            row["sender"]: row["state"] for row in await bench.rows("SELECT sender, state FROM inbox ORDER BY seq")
        }
        assert states[boris.telegram] == "done"


async def test_where_processes_die_of_something_else_nobody_is_put_aside_for_it(bench: Bench, anna: User) -> None:
    """Others that were begun as often have been handled: it is no proof against this one."""
    await bench.send(bench.message_update(anna, "die"))
    await waits(bench, begun=PROCESSES)
    async with bench.database.unit() as unit:
        await unit.raw.execute("UPDATE inbox SET begun = $1 WHERE state = 'done'", PROCESSES - 1)
    for number in range(PROCESSES * (PATIENCE - 1)):
        assert await died(Process(bench))
        assert await begun(bench) == PROCESSES + number + 1
    assert not await died(Process(bench))
    assert (await bench.row("SELECT state FROM inbox ORDER BY seq DESC LIMIT 1"))["state"] == "dead"


async def test_who_waits_goes_on_once_the_other_has_survived(bench: Bench, anna: User) -> None:
    for user in (anna, await bench.person("Boris"), await bench.person("Vera")):
        await bench.send(bench.message_update(user, "/start"))
    await waits(bench, begun=1)
    assert not await died(Process(bench))
    assert (await bench.row("SELECT count(*) AS n FROM inbox WHERE state = 'waiting'"))["n"] == 0
