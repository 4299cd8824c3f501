"""Messages that came twice, and connections that die between Telegram's answer and its note (found by tests/chaos)."""

import asyncpg

from bot.machine.failures import passing
from bot.machine.sender import Sender
from tests.machine.sending.conftest import AIGUL, Stage
from tests.machine.sending.toys import Card, News


async def test_an_adopted_double_is_edited_though_the_screen_is_the_same(stage: Stage, sender: Sender) -> None:
    """What was delivered was delivered to the other one: without the edit its buttons would be dead for ever."""
    aigul = await stage.person(AIGUL, "Айгүл")
    stage.telegram.faults.add("error_after", "sendMessage", times=1)
    await stage.want(AIGUL, Card("One", deed="Yes"))
    await stage.shown(AIGUL)
    first, second = [one for one in aigul.messages() if one.by_bot]
    await stage.want(AIGUL, Card("Two", deed="Yes"))
    await stage.shown(AIGUL)
    assert aigul.message(second.id).text == "Two en"
    await stage.run("UPDATE dialogue SET message_id = $1, wanted = wanted + 1", first.id)  # it was pressed there
    await stage.shown(AIGUL)
    assert aigul.message(first.id).text == "Two en"


async def test_a_notice_is_marked_once_the_database_is_back(stage: Stage, sender: Sender, owner_database: str) -> None:
    """The connection dies while Telegram answers: the notice is sent once and counts as sent, without a new leader."""
    aigul = await stage.person(AIGUL, "Айгүл")
    stage.telegram.faults.add("slow", "sendMessage", times=1, seconds=0.5)
    notice = await stage.post(AIGUL, News("hello"))
    await stage.until("SELECT state = 'sending' FROM outbox WHERE id = $1", notice)
    owner = await asyncpg.connect(owner_database)
    try:
        await owner.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE application_name LIKE 'tereze%' AND datname = current_database()"
        )
        for _ in range(200):
            if await owner.fetchval("SELECT state FROM outbox WHERE id = $1", notice) == "sent":
                break
            await aigul.idle(0.05)
        assert await owner.fetchval("SELECT (state, lost) = ('sent', 0) FROM outbox WHERE id = $1", notice)
    finally:
        await owner.close()
    assert len([one for one in aigul.messages() if one.by_bot]) == 1


def test_a_connection_cut_in_the_middle_of_a_message_is_no_fault_of_a_screen() -> None:
    """The driver meets it as an error of its own; as a fault it would be an apology on the phone for half a minute."""
    assert passing(asyncpg.InternalClientError("got result for unknown protocol state 3"))
