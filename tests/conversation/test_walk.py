"""The conversation on an initiative, on phones in three languages: what is typed is sent, a notice is answered, a
question is reminded of until it is answered (M1.7, M1.8; п. 43)."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from handlers.words.catalog import LANGUAGES
from tests.initiative.phones import Phones, passed, phones_on

C, K, A = "initiative.card", "conversation.talk", "conversation.answer"
OFFICER, HEAD, MISSION, BODY = "karaganda.officer", "karaganda.head", "berlin.officer", "uo.officer"
HARD = "200 ha <b>by</b> the railway & {0.__class__} %s"


@pytest.fixture(params=LANGUAGES)
async def phones(database: str, request: Any) -> AsyncIterator[Phones]:
    async with phones_on(database, request.param) as made:
        yield made


@pytest.fixture
async def english(database: str) -> AsyncIterator[Phones]:
    async with phones_on(database, "en") as made:
        yield made


def photo(name: str, **more: Any) -> dict[str, Any]:
    return {"photo": [{"file_id": name, "file_unique_id": name, "width": 90, "height": 90, "file_size": 9000}], **more}


async def test_what_is_typed_reaches_the_others_and_is_answered(phones: Phones) -> None:
    r, one = phones.r, await passed(phones)
    await phones.open(OFFICER, one)
    shown = await phones.press(OFFICER, r.label(C, "Conversation"))
    assert r.label(K, "Nobody has written yet.") in shown
    assert "berlin" in shown  # who reads it is said before it is typed
    shown = await phones.say(OFFICER, HARD)
    assert "200 ha &lt;b&gt;by&lt;/b&gt; the railway &amp; {0.__class__} %s" in shown
    pushed = await phones.notice(MISSION)
    assert "И-2026" in pushed and "railway" not in pushed and "Wind" not in pushed  # design §4
    shown = await phones.follow(MISSION, r.label("conversation.notice", "Read and answer"))
    assert "railway" in shown and "karaganda officer" in shown
    shown = await phones.say(MISSION, "A line is near")
    assert shown.index("railway") < shown.index("A line is near")  # the newest last
    assert "И-2026" in await phones.notice(OFFICER)
    assert "A line is near" not in await phones.open(BODY, one)
    assert not await phones.bench.notices(phones[HEAD])  # an official is named: the head is not told of each line


async def test_a_question_is_reminded_of_until_it_is_answered(phones: Phones) -> None:
    r, one = phones.r, await passed(phones)
    await phones.open(OFFICER, one)
    shown = await phones.press(OFFICER, r.label(C, "Ask the mission"))
    assert "berlin" in shown
    await phones.say(OFFICER, "How much land?")
    clock = await phones.clock("conversation.question")
    assert clock is not None and clock[0] == "open"
    assert len(await phones.bench.notices(phones[MISSION])) == 2  # the appointment, and the question once
    await phones.bench.message(phones["berlin.head"], "/menu")
    shown = await phones.press("berlin.head", r.label("menu", "Initiatives"))
    shown = await phones.follow(MISSION, r.label("conversation.notice", "Answer"))
    assert "How much land?" in shown
    shown = await phones.say(MISSION, "200 ha")
    assert r.label(A, "✓ The answer is sent.") in shown
    clock = await phones.clock("conversation.question")
    assert clock is not None and clock[0] == "met"
    await phones.open(OFFICER, one)
    counted = r.label_count(C, "Conversation: {n} new", "Conversation: {n} new", 1)
    shown = await phones.press(OFFICER, counted)
    assert "200 ha" in shown
    await phones.open(OFFICER, one)
    assert counted not in await phones.bench.labels(phones[OFFICER])  # read


async def test_a_colleague_was_faster_and_nothing_typed_is_lost(english: Phones) -> None:
    """Parallel acts: the second keeps what was typed and can still say it."""
    one = await passed(english)
    await english.open(OFFICER, one)
    await english.press(OFFICER, "Ask the mission")
    await english.say(OFFICER, "How much land?")
    for who in (MISSION, "berlin.head"):
        await english.open(who, one)
        await english.press(who, "Conversation: 1 new")
        await english.press(who, "Answer: How much land?")
    await english.say(MISSION, "200 ha")
    shown = await english.say("berlin.head", "At least 150 ha")
    assert "A colleague has answered meanwhile" in shown and "At least 150 ha" in shown
    shown = await english.press("berlin.head", "Send this text")
    assert shown.rindex("At least 150 ha") > shown.index("200 ha")
    assert "You wrote before" not in shown
    said = await english.bench.rows("SELECT text, answers FROM conversation_message ORDER BY seq")
    assert [(row["text"], row["answers"] is not None) for row in said] == [
        ("How much land?", False), ("200 ha", True), ("At least 150 ha", False),
    ]  # fmt: skip


async def test_who_only_reads_cannot_write(english: Phones) -> None:
    """A2: the council reads along; what it types is no message, and nobody is told."""
    one = await passed(english)
    await english.open("council.head", one)
    shown = await english.press("council.head", "Conversation")
    assert "You read along" in shown
    await english.say("council.head", "hello")
    assert await english.bench.row("SELECT 1 FROM conversation_message") is None
    assert "Wind" not in await english.open("turkistan.head", one)


async def test_files_of_one_album_are_one_message(english: Phones) -> None:
    """Files go through the room of files: quarantined until looked into (attacks 15, 68–80)."""
    one = await passed(english)
    await english.open(OFFICER, one)
    await english.press(OFFICER, "Conversation")
    for number in range(3):
        caption = {"caption": "The site"} if number == 0 else {}
        more = photo(f"p{number}", media_group_id="album", **caption)
        await english.bench.message(english[OFFICER], **more)
    rows = await english.bench.rows("SELECT text, files FROM conversation_message")
    assert [(row["text"], row["files"]) for row in rows] == [("The site", 3)]
    owned = await english.bench.rows("SELECT owner_kind, state FROM file")
    assert [(row["owner_kind"], row["state"]) for row in owned] == [("message", "quarantined")] * 3
    told = [screen for screen in await english.bench.notices(english[MISSION]) if "conversation" in str(screen.text)]
    assert len(told) == 1
    shown = await english.bench.text(english[OFFICER])
    assert "3 files" in shown
    shown = await english.press(OFFICER, "Open: The site")
    assert "Still being checked: photo-" in shown


async def test_too_big_too_long_and_nothing(english: Phones) -> None:
    """Attacks 57, 64, 75: refused in words, nothing is sent."""
    one = await passed(english)
    await english.open(OFFICER, one)
    await english.press(OFFICER, "Conversation")
    big: dict[str, Any] = {
        "document": {"file_id": "d", "file_unique_id": "d", "file_name": "a.pdf", "file_size": 21 * 2**20}
    }
    await english.bench.message(english[OFFICER], **big)
    assert "20" in await english.bench.text(english[OFFICER])
    await english.say(OFFICER, "\u200b \u200b")
    await english.say(OFFICER, "x" * 4097)
    assert "too long" in await english.bench.text(english[OFFICER])
    plain = {"type": "regular", "width": 9, "height": 9, "is_animated": False, "is_video": False}
    sticker: dict[str, Any] = {"sticker": {"file_id": "s", "file_unique_id": "s", **plain}}
    await english.bench.message(english[OFFICER], **sticker)
    assert "Write a text" in await english.bench.text(english[OFFICER])
    assert await english.bench.row("SELECT 1 FROM conversation_message") is None
    await english.say(OFFICER, "x" * 4000)
    shown = await english.bench.text(english[OFFICER])
    assert len(shown) < 4096
    shown = await english.press(OFFICER, "Open: xxx")
    assert "x" * 3000 in shown and len(shown) < 4096
    await english.press(OFFICER, "Go on reading")


async def test_pages_of_a_long_conversation(english: Phones) -> None:
    """The newest are on the first page, and last on it."""
    one = await passed(english)
    await english.open(OFFICER, one)
    await english.press(OFFICER, "Conversation")
    for number in range(12):
        await english.say(OFFICER, f"line {number:02}")
    shown = await english.bench.text(english[OFFICER])
    assert "line 11" in shown and "line 07" in shown and "line 06" not in shown
    shown = await english.press(OFFICER, "Earlier")
    assert "line 06" in shown and "line 07" not in shown
    shown = await english.press(OFFICER, "Earlier")
    assert "line 00" in shown and "Earlier" not in await english.bench.labels(english[OFFICER])
    await english.press(OFFICER, "Later")


async def test_attack_46_a_revoked_person_says_nothing(english: Phones) -> None:
    one = await passed(english)
    await english.open(OFFICER, one)
    await english.press(OFFICER, "Conversation")
    await english.bench.screen(english[OFFICER])
    async with english.bench.database.unit() as unit:
        await unit.raw.execute("UPDATE person SET state = 'blocked' WHERE id = $1", english[OFFICER].person)
    await english.bench.message(english[OFFICER], "hello")
    assert await english.bench.row("SELECT 1 FROM conversation_message") is None


async def test_a_forwarded_text_is_offered_not_sent(english: Phones) -> None:
    """Attack 14: somebody else's words are sent only by a tap of one's own."""
    one = await passed(english)
    await english.open(OFFICER, one)
    await english.press(OFFICER, "Conversation")
    await english.bench.screen(english[OFFICER])
    origin = {"type": "hidden_user", "date": 1_780_000_000, "sender_user_name": "X"}
    await english.bench.message(english[OFFICER], "their words", forward_origin=origin)
    shown = await english.bench.text(english[OFFICER])
    assert "their words" in shown and await english.bench.row("SELECT 1 FROM conversation_message") is None
    shown = await english.press(OFFICER, "Send this text")
    assert "their words" in shown and await english.bench.row("SELECT 1 FROM conversation_message") is not None
