"""Attacks by somebody with a phone, through the real bot over HTTP: refused in their language, nothing changed."""

from typing import Any
from uuid import UUID

import pytest

from domain.kit.ids import CompanyId
from handlers.words.reader import Reader
from tests.journeys.world import World
from tests.town.cards import MONARCH
from tests.town.story import met, ready

CARDS = ("company", "contact", "meeting", "agreement", "kyc_case", "initiative", "draft", "deadline", "file")
OUTSIDERS = ("seoul_head", "karaganda_head", "investor", "administrator")


async def fingerprint(world: World) -> dict[str, str]:
    """All cards as they stand: an attack changes none of them."""
    found: dict[str, str] = {}
    for table in CARDS:
        rows = await world.sql(f"SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {table} t")
        found[table] = rows[0][0]
    return found


async def unharmed(world: World) -> None:
    """Nothing was put aside as a fault of ours, and the queue is empty."""
    assert await world.sql("SELECT error FROM inbox WHERE state = 'dead' OR error <> ''") == []


async def audited(world: World, act: str = "") -> int:
    return len(await world.sql("SELECT FROM audit WHERE act LIKE $1", f"{act}%"))


@pytest.fixture
async def company(world: World, database: str) -> CompanyId:
    """Berlin's company, with one meeting."""
    await ready(world, "ru", "berlin_officer", *OUTSIDERS)
    made, _ = await met(world, database)
    return made


def shown_anywhere(world: World, who: str) -> str:
    """All that the bot has ever shown this person: texts and buttons."""
    return "\n".join(f"{one.text}\n{one.buttons}" for one in world[who].messages() if one.by_bot)


async def test_attack_39_40_41_42_who_may_not_know_finds_nothing(world: World, company: CompanyId) -> None:
    """Another country, another region, an investor, an administrator: by search, by lists, by a deep link."""
    before = await fingerprint(world)
    r = Reader("ru")
    for who in OUTSIDERS:
        for text in ("монарх", "Wind farm", "monarch.example"):
            await world.say(who, text)
        for entry, choice in (("Companies", ("company.list", "All")), ("Meetings", ("meeting.list", "All"))):
            menu = await world.say(who, "/menu")
            if r.label("menu", entry) in menu.buttons:
                listed = await world.press(who, r.label("menu", entry))
                if r.label(*choice) in listed.buttons:
                    await world.press(who, r.label(*choice))
        for code in (company.hex, "A" * 22):
            await world[who].start(f"n{code}")
        await world.settled()
        assert "QAZAQSTAN <MONARH>" not in shown_anywhere(world, who), who
        buttons = {label for one in world[who].messages() for label in one.buttons}
        assert not [one for one in buttons if "QAZAQSTAN" in one or "Wind farm" in one], who
    assert await fingerprint(world) == before
    await unharmed(world)


async def test_attack_25_28_40_a_button_of_somebody_else(world: World, company: CompanyId) -> None:
    """What Berlin's officer may press does nothing for the ambassador in Seoul, and stands in the audit."""
    await world.say("berlin_officer", "MONARH")
    card = await world.press("berlin_officer", f"{MONARCH} · Германия")
    before, rows = await fingerprint(world), await audited(world)
    every = [one.data for row in card.rows for one in row if one.data]
    assert len(every) > 4
    for data in every:
        screen = world["seoul_head"].screen
        await world["seoul_head"].press_raw(data, screen)
        await world.shown("seoul_head")
    assert MONARCH not in shown_anywhere(world, "seoul_head")
    assert await fingerprint(world) == before
    assert await audited(world) >= rows + len(every)
    await unharmed(world)


FORGED = (
    "",
    "x" * 64,  # 30
    "\x00\ud7ff",  # 31
    "card:" + "9" * 22,  # 32
    "card:-1",  # 33
    "{token}.-1",
    "{token}.1_000",
    "{token}. 7 ",
    "{token}.+5",
    "{token}.1.0",
    "{token}.999999999",
    "{token}.٣",
    "{token}.0;DROP TABLE company",
)


async def test_attacks_30_to_33_forged_data(world: World, company: CompanyId) -> None:
    """No fault, no change, the present screen comes with a line why."""
    screen = await world.say("berlin_officer", "/menu")
    before, rows = await fingerprint(world), await audited(world)
    token = next(one.data for row in screen.rows for one in row if one.data).split(".")[0]
    for data in FORGED:
        here = world["berlin_officer"].screen
        await world["berlin_officer"].press_raw(data.format(token=token), here)
        shown = await world.shown("berlin_officer")
        assert Reader("ru").label("menu", "Record a meeting") in shown.buttons, data
    assert await fingerprint(world) == before
    assert await audited(world) > rows
    await unharmed(world)


TYPED = {
    57: "ұ" * 4096,
    58: '<b>x</b></a>&amp;<script>alert(1)</script> "QAZAQSTAN <MONARH>"',
    59: "_*[Siemens](tg://user?id=1)*_ `code` ~s~ ||h||",
    60: "{0.__class__} %s %(x)d ${x} {token}",
    61: "\u202eABC\u2066 a\u200bb\u0301\u0301\u0301\u0301 Сiemens",
    62: "a\ufffdb\ufdd0c",
    63: "%' OR 1=1; -- \\ _ %%",
    64: " \u2003\u00a0 ",
    100: "Q" * 4000,
}


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
async def test_attacks_57_to_64_and_100_any_text_at_the_menu_and_at_a_question(
    world: World, database: str, language: str
) -> None:
    """A search finds nothing it should not, a question keeps or refuses the text; nothing else is lost or changed."""
    await ready(world, language, "berlin_officer")
    await met(world, database)
    r = Reader(language)
    before = await fingerprint(world)
    for text in (*TYPED.values(), "Q", "%", "_", "'", "\\"):
        if text.strip():
            await world.say("berlin_officer", text)
    assert await fingerprint(world) == before
    await world.say("berlin_officer", "/menu")
    await world.press("berlin_officer", r.label("menu", "Companies"))
    await world.press("berlin_officer", r.label("company.list", "New company"))
    await world.say("berlin_officer", TYPED[57])  # far too long for a name: said so, still asked
    assert r.label("company.form", "What is the company's full legal name?") in world["berlin_officer"].screen.text
    world.telegram.pass_time(seconds=60)  # two long messages at once would be halves of one text
    shown = await world.say("berlin_officer", TYPED[58])
    assert "<script>" in shown.text or "<script>" in shown_anywhere(world, "berlin_officer")
    draft = await world.sql("SELECT answers FROM draft")
    assert TYPED[58] in str(draft[0]["answers"]).replace('\\"', '"')
    await unharmed(world)


async def test_attack_97_telegrams_clock_ten_minutes_ahead(world: World, company: CompanyId) -> None:
    """Dates of messages are believed by nobody: what is typed is taken, what is pressed counts."""
    r = Reader("ru")
    world.telegram.pass_time(seconds=600)
    await world.say("berlin_officer", "/menu")
    await world.press("berlin_officer", r.label("menu", "Companies"))
    await world.press("berlin_officer", r.label("company.list", "New company"))
    shown = await world.say("berlin_officer", "Ten Minutes AG")
    assert r.label("company.form", "Which country is the company from?") in shown.text
    await unharmed(world)


async def test_attack_98_two_hundred_updates_at_once_of_one_person(world: World, company: CompanyId) -> None:
    """All are handled, in order, and somebody else is answered. (Who waits for whom: tests of the queue.)"""
    await world.end()
    for number in range(200):
        await world["seoul_head"].send(f"MONARH {number}")
    await world["berlin_officer"].send("/help")
    await world.begin()
    await world["berlin_officer"].expect("/drafts", timeout=60)
    await world.settled(60)
    rows = await world.sql("SELECT seq, done_at FROM inbox WHERE sender = $1 ORDER BY seq", world["seoul_head"].id)
    assert len(rows) >= 200
    assert [row["done_at"] for row in rows] == sorted(row["done_at"] for row in rows)
    assert "MONARH 199" in world["seoul_head"].last().text
    await unharmed(world)


async def test_attack_99_a_thousand_strangers(world: World, company: CompanyId) -> None:
    """Each is asked for an invitation at most; none of them becomes anybody, and people at work are answered."""
    before = await fingerprint(world)
    people = (await world.sql("SELECT count(*) FROM person"))[0][0]
    for number in range(1000):
        world.telegram.inject(stranger(9_000_000_000 + number))
    await world["berlin_officer"].send("/help")
    await world["berlin_officer"].expect("/drafts", timeout=60)
    await unharmed(world)
    assert await fingerprint(world) == before
    assert (await world.sql("SELECT count(*) FROM person"))[0][0] == people
    assert (await world.sql("SELECT count(*) FROM account"))[0][0] <= people


def stranger(number: int) -> dict[str, Any]:
    who = {"id": number, "is_bot": False, "first_name": "X"}
    return {
        "message": {
            "message_id": 1, "date": 1_790_000_000, "from": who, "text": "hello",
            "chat": {"id": number, "type": "private", "first_name": "X"},
        }
    }  # fmt: skip


async def test_attack_42_a_place_one_has_left_is_not_read_any_more(world: World, company: CompanyId) -> None:
    """Moved to Seoul with the card of Berlin's company on the screen and a draft about it: neither shows it again."""
    r = Reader("ru")
    await world.say("berlin_officer", "MONARH")
    await world.press("berlin_officer", f"{MONARCH} · Германия")
    await world.press("berlin_officer", r.label("company.card", "Record a meeting"))
    await world.press("berlin_officer", r.label("forms.step", "Today"))
    seoul = await world.sql("SELECT id FROM organisation WHERE 'KR' = ANY(countries)")
    me = await world.sql("SELECT person_id FROM account WHERE telegram_id = $1", world["berlin_officer"].id)
    await world.sql("UPDATE person SET organisation_id = $1 WHERE id = $2", UUID(str(seoul[0][0])), me[0][0])
    later = [await world.say("berlin_officer", text) for text in ("/menu", "MONARH", "/drafts")]
    later.append(await world.press("berlin_officer", later[-1].buttons[0]))  # the draft: no longer theirs
    for one in later:
        assert "QAZAQSTAN" not in one.text and "QAZAQSTAN" not in str(one.buttons), one.text
    goes_on = r.label("forms.review", "Continue ({done}/{total})", done=2, total=5)
    assert goes_on not in later[-1].buttons, later[-1].buttons
    assert len(await world.sql("SELECT FROM meeting")) == 1
    assert len(await world.sql("SELECT FROM draft")) == 1  # it goes only when they throw it away themselves
    await unharmed(world)
