"""Shapes of updates (attacks 1–16): nothing reaches the ingress as an exception, nothing changes a state."""

import json
from typing import Any

import pytest

from bot.machine.updates import UNREADABLE, load, read, read_body
from bot.storage import machine
from domain.incident.notices import PrivateOnly
from handlers.screens.codec import decode
from tests.machine.support import Bench, User
from tests.machine.update_side import toy


async def value(bench: Bench) -> int:
    return int((await bench.row("SELECT value FROM toy"))["value"])


async def take(bench: Bench, update: Any) -> str:
    """Store and handle; how the row ended."""
    body = update if isinstance(update, bytes) else json.dumps(update).encode()
    async with bench.database.unit() as unit:
        await machine.receive(unit.raw, bench.bot.id, read_body(body))
    while await bench.worker.once():
        pass
    return str((await bench.row("SELECT state FROM inbox ORDER BY seq DESC LIMIT 1"))["state"])


@pytest.fixture
async def anna(bench: Bench) -> User:
    user = await bench.person("Anna")
    await bench.message(user, "/start")
    await bench.press(user, "Counter")
    return user


@pytest.mark.parametrize(
    "body",
    [
        b"{}",  # 1
        b"",  # 2
        b"{",
        b"null",
        b"[]",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"update_id": "7"}',
        b'{"update_id": true}',
        b'{"update_id": -5}',  # 8
        b'{"update_id": 9223372036854775808, "message": {}}',
        b'{"update_id": ' + b"9" * 5_000 + b"}",
        b'{"update_id": 1e400}',
    ],
)
async def test_unreadable_bodies(bench: Bench, body: bytes) -> None:
    """Attacks 1, 2, 8: stored, done, without effect; the same again is a repeat."""
    assert read_body(body).kind == UNREADABLE
    assert await take(bench, body) == "done"
    await take(bench, body)
    assert (await bench.row("SELECT count(*) AS n FROM inbox"))["n"] == 1
    assert await bench.row("SELECT FROM dialogue") is None


async def test_the_largest_body(bench: Bench, anna: User) -> None:
    """Attack 3: two megabytes of text in a message."""
    assert await take(bench, bench.message_update(anna, "x" * 2_000_000)) == "done"
    assert await bench.place(anna) == toy.CounterCard()


OTHER: list[dict[str, Any]] = [
    {},  # nothing but the id
    {"something_new": {"from": {"id": 5}}},  # 4
    {"channel_post": {"message_id": 1, "date": 1, "chat": {"id": -1001, "type": "channel"}, "text": "/start"}},  # 12
    {"guest_message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}, "text": "/start"}},
    {"business_message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}, "text": "/start"}},
    {"poll": {"id": "1"}},
    {"message": []},
    {"message": {"message_id": 1}},
    {"message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}, "text": "/start"}},  # 5
    {"message": {"message_id": 1, "date": 1, "chat": {"id": -5, "type": "private"},
                 "from": {"id": -5, "is_bot": False, "first_name": "x"}, "text": "/start"}},  # 8
    {"message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"},
                 "from": {"id": 5, "is_bot": True, "first_name": "x"}, "text": "/start"}},
    {"callback_query": {"id": "1", "chat_instance": "1", "data": "a.1"}},  # 5, 6
]  # fmt: skip


@pytest.mark.parametrize("content", OTHER)
async def test_other_updates_have_no_effect(bench: Bench, content: dict[str, Any]) -> None:
    """Attacks 4, 5, 8, 12."""
    assert await take(bench, {"update_id": 77, **content}) in ("done", "dead")
    assert await bench.row("SELECT FROM dialogue") is None
    assert await bench.row("SELECT FROM inbox WHERE state = 'waiting'") is None


async def test_a_press_without_message_or_with_an_old_one(bench: Bench, anna: User) -> None:
    """Attacks 6, 7: an inline press is nobody's; a message too old to be read still names its button."""
    data = await bench.data(anna, "Raise")
    old = bench.press_update(anna, data)
    old["callback_query"]["message"] = {
        "chat": {"id": anna.telegram, "type": "private"}, "message_id": 50, "date": 0,
    }  # fmt: skip
    assert await take(bench, old) == "done"
    assert await value(bench) == 1
    inline = bench.press_update(anna, "AAAA.1")
    del inline["callback_query"]["message"]
    inline["callback_query"]["inline_message_id"] = "x"
    assert await take(bench, inline) == "done"
    assert await value(bench) == 1


async def test_an_edited_command_is_no_command(bench: Bench, anna: User) -> None:
    """Attack 11."""
    await bench.edited(anna, "/start", 100)
    await bench.edited(anna, "+5", 100)
    assert await bench.place(anna) == toy.CounterCard()
    assert await value(bench) == 0


@pytest.mark.parametrize(
    "more",
    [
        {"via_bot": {"id": 9, "is_bot": True, "first_name": "b"}},
        {"forward_origin": {"type": "hidden_user", "sender_user_name": "x", "date": 1}},
    ],
)
async def test_a_passed_on_command_is_no_command(bench: Bench, anna: User, more: dict[str, Any]) -> None:
    """Attack 14."""
    await bench.message(anna, "/start", **more)
    assert await bench.place(anna) == toy.CounterCard()
    assert "ожидается другое" in await bench.text(anna)


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_a_group_is_told_once(bench: Bench, anna: User, kind: str) -> None:
    """Attack 13: one line with a link, then silence; an anonymous administrator is nobody."""
    chat = {"id": -1001234, "type": kind, "title": "G"}
    for sender in (anna.as_telegram, {"id": 1087968824, "is_bot": True, "first_name": "Group"}):
        update = bench.message_update(anna, "/start")
        update["message"].update({"chat": chat, "from": sender, "sender_chat": chat})
        assert await take(bench, update) == "done"
    assert await bench.place(anna) == toy.CounterCard()
    rows = await bench.rows("SELECT telegram_id, person_id, notice FROM outbox")
    assert [(row["telegram_id"], row["person_id"]) for row in rows] == [(-1001234, None)]
    assert decode(machine.as_json(rows[0]["notice"])) == PrivateOnly()


async def test_thrown_out_of_a_group(bench: Bench, anna: User) -> None:
    member = {"user": {"id": 1, "is_bot": True, "first_name": "T"}, "status": "left"}
    update = {"chat": {"id": -1, "type": "group", "title": "G"}, "from": anna.as_telegram, "date": 1,
              "old_chat_member": {**member, "status": "member"}, "new_chat_member": member}  # fmt: skip
    assert await take(bench, {"update_id": 5_000, "my_chat_member": update}) == "done"
    assert await bench.row("SELECT FROM outbox") is None


async def test_blocked_and_back(bench: Bench, anna: User) -> None:
    """Attack 90: who blocks the bot is unreachable until they return; their place stays."""
    for number, status in enumerate(("kicked", "member")):
        member = {"user": {"id": 1, "is_bot": True, "first_name": "T"}, "status": status}
        update = {"chat": {"id": anna.telegram, "type": "private"}, "from": anna.as_telegram, "date": 1,
                  "old_chat_member": {**member, "status": "member"}, "new_chat_member": member}  # fmt: skip
        assert await take(bench, {"update_id": 5_000 + number, "my_chat_member": update}) == "done"
        assert (await bench.row("SELECT reachable FROM account"))["reachable"] is (status == "member")
    assert await bench.place(anna) == toy.CounterCard()


async def test_an_album_and_many_entities(bench: Bench, anna: User) -> None:
    """Attacks 15, 16: ten documents of one album; a hundred entities."""
    for number in range(10):
        document = {"file_id": f"f{number}", "file_unique_id": f"u{number}", "file_name": "a.pdf"}
        await bench.send(bench.message_update(anna, document=document, media_group_id="g"))
    entities = [{"type": "bold", "offset": n, "length": 1} for n in range(100)]
    await bench.send(bench.message_update(anna, "x" * 100, entities=entities))
    await bench.drain()
    assert await bench.place(anna) == toy.CounterCard()
    assert await value(bench) == 0


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "\ud800", "\uffff", "\u202e", "\\u0000", "<b>&</b>", "%s{0}"])
async def test_letters_that_no_database_holds(bench: Bench, anna: User, text: str) -> None:
    """Attacks 58–62: NUL and lone surrogates do not stop the queue."""
    assert await take(bench, bench.message_update(anna, text)) == "done"
    assert await bench.place(anna) == toy.CounterCard()


def test_a_payload_is_cleaned() -> None:
    assert load(json.dumps({"a": ["x\x00y", {"b": "\ud800"}]})) == {"a": ["xy", {"b": "?"}]}
    assert load(json.dumps({"a": "\\u0000"})) == {"a": "\\u0000"}, "a backslash somebody typed is no NUL"


def test_order_of_keys_makes_no_other_update() -> None:
    """A repeat is a repeat, however the same body is written (polling and webhook at a change-over)."""
    one = read({"update_id": 1, "message": {"a": 1, "b": 2}})
    assert one == read(json.loads('{"message": {"b": 2, "a": 1}, "update_id": 1}'))
