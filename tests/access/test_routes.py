"""The access room walked through the machine: what people press and read (A1–A3; attacks 35, 43–53)."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from aiogram import Router
from aiogram.types import CallbackQuery

from bot.storage import access as access_storage
from bot.storage import deadline as deadline_storage
from bot.storage import forms as forms_storage
from domain.kit.actor import OrganisationKind, Role
from domain.kit.named import named
from handlers.access import room as access
from handlers.access.places import (
    EnterPin,
    Incidents,
    Invited,
    OrganisationList,
    OrganisationPeople,
    Profile,
    SetPin,
    SharePhone,
    Waiting,
    Welcome,
)
from handlers.chat import Chat
from handlers.forms import room as forms
from handlers.forms.places import StartForm
from handlers.forms.registry import register
from handlers.incident import room as incident
from handlers.reading import Reading
from handlers.room import Room, View
from handlers.screens.filters import Pressed
from handlers.screens.place import Place
from handlers.screens.press import Deed, Go
from handlers.screens.values import Button, Screen
from handlers.words.reader import Reader
from tests.machine.support import Bench, User, bench_on


@named("tests.access.root")
@dataclass(frozen=True, slots=True)
class Root(Place):
    """Instead of the menu: the doors of the room, and a decision."""


@named("tests.access.decide")
@dataclass(frozen=True, slots=True)
class Decide(Deed):
    """Something that asks for the PIN."""


def _root_router() -> Router:
    made = Router()

    @made.callback_query(Pressed(Decide))
    async def decide(_: CallbackQuery, chat: Chat) -> None:
        chat.desk.need_pin()
        chat.again(chat.reader.say("refused", "Decided"))

    return made


async def _load_root(_: Root, reading: Reading) -> Any:
    return reading.actor


def _show_root(actor: Any, r: Reader) -> Screen:
    places: list[tuple[str, Place]] = [
        ("people", OrganisationPeople(actor.organisation)),
        ("profile", Profile()),
        ("organisations", OrganisationList()),
        ("invite", StartForm("access.invite")),
        ("failures", Incidents()),
    ]
    rows = tuple((Button(label, Go(place)),) for label, place in places)
    return Screen(r.say("refused", "Root"), (*rows, (Button("decide", Decide()),)))


room_finder = access.finder
root_room = Room("root", (View(Root, _load_root, _show_root),), router=_root_router)


@pytest.fixture
def address(database: str) -> Iterator[str]:
    yield database


@pytest.fixture
async def bench(address: str) -> AsyncIterator[Bench]:
    register(access.forms)
    ports = {**access_storage.PORTS, **forms_storage.PORTS, **deadline_storage.PORTS}
    rooms = (access, root_room, forms, incident)
    async with bench_on(address, rooms, home=Root(), door=Welcome(), pin=EnterPin(), ports=ports) as made:
        yield made


@pytest.fixture
async def head(bench: Bench) -> User:
    return await bench.person("Дархан", role=Role.HEAD, countries=["DE"], language="en")


def contact(user: User, phone: str, *, owner: int | None = -1) -> dict[str, Any]:
    """A shared contact, by default the sharer's own."""
    shared: dict[str, Any] = {"phone_number": phone, "first_name": user.name}
    if owner is not None:
        shared["user_id"] = user.telegram if owner == -1 else owner
    return {"contact": shared}


async def invite(bench: Bench, by: User, *, name: str = "Aigerim", phone: str | None = "+7 701 555 01 01") -> str:
    """Through the form, to the link; gives what the invited person sends."""
    await bench.message(by, "/start")
    await bench.press(by, "invite")
    await bench.press(by, "Officer")
    await type_(bench, by, name)
    if phone is not None:
        await bench.press(by, await saying(bench, by, "Phone"))
        await type_(bench, by, phone)
    await bench.press(by, await saying(bench, by, "Make the link"))
    text = await bench.text(by)
    assert "https://t.me/tereze_bot?start=i" in text, text
    return "/start " + text.split("?start=")[1].split()[0]


async def type_(bench: Bench, user: User, text: str) -> None:
    """Typed by somebody who sees the question."""
    await bench.screen(user)
    await bench.message(user, text)


async def saying(bench: Bench, user: User, part: str) -> str:
    """The one button with these words in it."""
    labels = await bench.labels(user)
    found = [label for label in labels if part in label]
    assert len(found) == 1, f"{part!r} is not said by one button of {labels}"
    return found[0]


async def persons(bench: Bench, name: str) -> Any:
    return await bench.row("SELECT p.*, a.telegram_id FROM person p LEFT JOIN account a ON a.person_id = p.id "
                           "WHERE p.name = $1", name)  # fmt: skip


async def acts(bench: Bench) -> list[str]:
    return [row["act"] for row in await bench.rows("SELECT act FROM audit ORDER BY id")]


async def test_from_the_link_to_the_menu(bench: Bench, head: User) -> None:
    """A3: language proposed from the app, own contact, a matching phone admits; the inviter is told."""
    link = await invite(bench, head)
    guest = bench.guest("Aigerim", app_language="kk")
    await bench.message(guest, link)
    assert isinstance(await bench.place(guest), Invited)
    labels = await bench.labels(guest)
    assert labels == ["✓ Қазақша", "Русский", "English"]
    await bench.press(guest, "English")
    assert isinstance(await bench.place(guest), SharePhone)
    assert (await bench.screen(guest)).contact == "Share my number"
    await bench.message(guest, **contact(guest, "77015550101"))
    assert "You are signed in" in await bench.text(guest)
    made = await persons(bench, "Aigerim")
    assert (made["telegram_id"], made["role"], made["language"]) == (guest.telegram, "officer", "en")
    await bench.press(guest, "Open the menu")
    assert await bench.place(guest) == Root()
    pushed = (await bench.notices(head))[-1]
    assert "has signed in" in str(pushed.text) and "Aigerim" not in str(pushed)  # N3
    assert "invitation.use" in await acts(bench)


async def test_the_link_is_kept_nowhere_for_long(bench: Bench, head: User) -> None:
    """Once the inviter has left the screen with the link, no row holds the code."""
    link = await invite(bench, head)
    code = link.removeprefix("/start i")
    await bench.press(head, "Menu")
    await bench.screen(head)
    for table in ("dialogue", "invitation", "draft", "audit", "inbox", "outbox", "live_message"):
        rows = await bench.rows(f"SELECT t::text AS row FROM {table} t")
        assert not any(code in row["row"] for row in rows), table


async def test_50_the_inviter_confirms_or_declines_by_one_tap(bench: Bench, head: User) -> None:
    link = await invite(bench, head)
    other, right = bench.guest("Other", app_language="en"), bench.guest("Aigerim", app_language="en")

    async def answer(guest: User, phone: str) -> None:
        await bench.message(guest, link)
        await bench.press(guest, "✓ English")
        await bench.message(guest, **contact(guest, phone))
        assert isinstance(await bench.place(guest), Waiting)

    await answer(other, "+49301234567")
    pushed = (await bench.notices(head))[0]
    assert "Other" not in str(pushed) and "+4930" not in str(pushed)  # N3
    await bench.press_notice(head, "Look and decide", 0)
    assert "Waits for your answer: Other, +49301234567" in await bench.text(head)
    await bench.press(head, "Decline")
    assert "was declined" in await bench.text(other)
    assert "was declined" in str((await bench.notices(other))[-1].text)
    await answer(right, "+49307654321")
    await bench.press(head, "Let in: Aigerim")
    assert "Aigerim" in await bench.text(head)
    made = await persons(bench, "Aigerim")
    assert made["telegram_id"] == right.telegram
    assert "You have been let in" in str((await bench.notices(replace(right, person=made["id"])))[-1].text)
    await bench.message(other, "hello")
    assert "was declined" in await bench.text(other)


@pytest.mark.parametrize(("owner", "said"), [(555, "somebody else's contact"), (None, "no Telegram account")])
async def test_51_52_not_ones_own_contact(bench: Bench, head: User, owner: int | None, said: str) -> None:
    """Said what to do; the question stands; the audit knows."""
    link = await invite(bench, head)
    guest = bench.guest("Guest", app_language="en")
    await bench.message(guest, link)
    await bench.press(guest, "✓ English")
    await bench.message(guest, **contact(guest, "77015550101", owner=owner))
    assert said in await bench.text(guest)
    assert isinstance(await bench.place(guest), SharePhone)
    assert "door.refused" in await acts(bench)
    forwarded = {"type": "user", "date": 1_780_000_000, "sender_user": head.as_telegram}
    await bench.message(guest, forward_origin=forwarded, **contact(guest, "77015550101"))
    assert "somebody else's contact" in await bench.text(guest)
    await bench.message(guest, "77015550101")  # typed instead of shared: the question stands
    assert isinstance(await bench.place(guest), SharePhone)
    assert await persons(bench, "Aigerim") is None


async def test_47_48_used_and_expired_links(bench: Bench, head: User) -> None:
    link = await invite(bench, head)
    guest = bench.guest("Guest", app_language="en")
    await bench.message(guest, link)
    await bench.press(guest, "✓ English")
    await bench.pass_time(timedelta(hours=48))
    await bench.message(guest, **contact(guest, "77015550101"))
    assert "no longer open" in await bench.text(guest)
    assert await bench.place(guest) == Welcome()
    await bench.message(guest, link)
    assert "no longer open" in await bench.text(guest)


async def test_49_guessing(bench: Bench, head: User) -> None:
    link = await invite(bench, head)
    guest = bench.guest("Guest", app_language="en")
    for _ in range(5):
        await bench.message(guest, "/start i" + "x" * 22)
        assert "is not known" in await bench.text(guest)
    await bench.message(guest, link)
    assert "Too many attempts" in await bench.text(guest)


@pytest.mark.parametrize(
    "text",
    ["/start", "/start A", "/start ____", "/start i", "/start " + "x" * 4000, "/start@other_bot abc", "/menu", "hello",
     "/start \u202e\u0000", "/language@other_bot x"],
)  # fmt: skip
async def test_53_odd_starts(bench: Bench, text: str) -> None:
    """Somebody nobody has invited gets the neutral greeting, whatever they send."""
    guest = bench.guest("Guest", app_language="kk")
    await bench.message(guest, text)
    assert "«Терезе»" in await bench.text(guest) or "Тілді" in await bench.text(guest)
    await bench.message(guest, **contact(guest, "77015550101"))
    assert await bench.row("SELECT 1 FROM person") is None


async def test_a_guest_changes_the_language_at_once(bench: Bench) -> None:
    guest = bench.guest("Guest", app_language="de")
    await bench.message(guest, "/start")
    assert "одно окно" in await bench.text(guest)
    await bench.press(guest, "English")
    assert "one window" in await bench.text(guest)
    await bench.press(guest, "Қазақша")
    assert "бір терезе" in await bench.text(guest)


async def test_somebody_signed_in_opens_a_link(bench: Bench, head: User) -> None:
    link = await invite(bench, head)
    other = await bench.person("Other", language="en")
    await bench.message(other, link)
    assert "signed in already" in await bench.text(other)
    assert (await bench.row("SELECT state FROM invitation"))["state"] == "open"


async def test_54_56_an_account_is_known_by_its_number_only(bench: Bench, head: User) -> None:
    """Somebody who took over the name, or comes back with a new account, is nobody until invited."""
    double = bench.guest(head.name, app_language="en")
    named_so = {**double.as_telegram, "username": "the_head"}
    update = bench.message_update(double, "/start")
    update["message"]["from"] = named_so
    await bench.send(update)
    await bench.drain()
    assert "You come in by invitation" in await bench.text(double)


async def test_46_35_a_blocked_person_with_an_open_dialogue(bench: Bench, head: User) -> None:
    """Whatever is pressed or typed afterwards, nothing is done; the attempt is in the audit."""
    officer = await bench.person("Officer", role=Role.HEAD, organisation=head.organisation, language="en")
    await bench.message(officer, "/start")
    decide = await bench.data(officer, "decide")
    people = await bench.data(officer, "people")
    await bench.message(head, "/start")
    await bench.press(head, "people")
    await bench.press(head, "Officer, Head")
    await bench.press(head, "Block")
    assert "Block <b>Officer</b>?" in await bench.text(head)
    await bench.press(head, "Block")
    assert "Blocked" in await bench.text(head)
    await bench.press_data(officer, decide)
    assert "Your access is closed" in await bench.text(officer)
    await bench.press_data(officer, people)
    assert "Дархан" not in await bench.text(officer)
    await bench.message(officer, "/start")
    assert "Your access is closed" in await bench.text(officer)
    assert "door.refused" in await acts(bench)
    await bench.press(head, "Unblock")
    await bench.message(officer, "/menu")
    await bench.message(officer, "hello")
    assert (await persons(bench, "Officer"))["state"] == "active"


async def test_the_card_of_a_person(bench: Bench, head: User) -> None:
    """Role, another account, signing out; oneself cannot be managed (43)."""
    officer = await bench.person("Officer", organisation=head.organisation, language="en")
    await bench.message(head, "/start")
    await bench.press(head, "people")
    await bench.press(head, "Дархан, Head")
    assert await bench.labels(head) == ["Back", "Menu"]
    await bench.press(head, "Back")
    await bench.press(head, "Officer, Officer")
    await bench.press(head, "Change the role")
    assert await bench.labels(head) == ["Head", "Observer", "Back"]
    await bench.press(head, "Observer")
    assert "Role: Observer" in await bench.text(head)
    assert "Role: Observer" in str((await bench.notices(officer))[-1].text)
    await bench.press(head, "Invite to another account")
    link = "/start " + (await bench.text(head)).split("?start=")[1].split()[0]
    await bench.press(head, "People of the organisation")
    await bench.press(head, "Officer, Observer")
    await bench.press(head, "Sign out everywhere")
    await bench.press(head, "Sign out")
    assert "Not signed in" in await bench.text(head)
    await bench.message(officer, "/start")
    assert "You come in by invitation" in await bench.text(officer)
    second = bench.guest("Officer's second", app_language="en")
    await bench.message(second, link)
    await bench.press(second, "✓ English")
    await bench.message(second, **contact(second, "+77015550103"))
    await bench.press_notice(head, "Look and decide")
    await bench.press(head, "Let in: Officer's second")
    assert (await persons(bench, "Officer"))["telegram_id"] == second.telegram


async def test_people_are_not_for_officers(bench: Bench, head: User) -> None:
    officer = await bench.person("Officer", organisation=head.organisation, language="en")
    await bench.message(officer, "/start")
    await bench.press(officer, "people")
    assert "Your role does not allow this" in await bench.text(officer)
    await bench.press(officer, "Menu")
    await bench.press(officer, "organisations")
    assert "Your role does not allow this" in await bench.text(officer)


async def test_an_administrator_moves_a_person(bench: Bench, head: User) -> None:
    admin = await bench.person("Admin", kind=OrganisationKind.SYSTEM, role=Role.HEAD, language="en")
    await bench.organisation(OrganisationKind.AKIMAT, name="Акимат", regions=["35"])
    await bench.message(admin, "/start")
    await bench.press(admin, "organisations")
    await bench.press(admin, "mission")
    await bench.press(admin, "People: 1")
    await bench.press(admin, "Дархан, Head")
    await bench.press(admin, "Move to another organisation")
    await bench.press(admin, "Акимат")
    await bench.press(admin, "Officer")
    assert "Organisation: Акимат" in await bench.text(admin)
    await bench.press(admin, "History")
    assert "Moved to another organisation. Admin" in await bench.text(admin)
    assert "Organisation: Акимат" in str((await bench.notices(head))[-1].text)


async def test_a_decision_asks_for_the_pin_and_goes_on(bench: Bench, head: User) -> None:
    """A3: set at the first decision, typed twice; then fresh for a while; the messages are marked for deletion."""
    await bench.message(head, "/start")
    await bench.press(head, "decide")
    assert isinstance(await bench.place(head), EnterPin)
    await bench.press(head, "Set a PIN")
    await type_(bench, head, "1234")
    assert "too easy" in await bench.text(head)
    await type_(bench, head, "4071")
    await type_(bench, head, "4072")
    assert "do not match" in await bench.text(head)
    assert await bench.place(head) == SetPin()
    await type_(bench, head, "4071")
    await type_(bench, head, "4071")
    assert "Decided" in await bench.text(head)
    assert await bench.place(head) == Root()
    for table in ("dialogue", "inbox", "outbox", "audit", "live_message"):
        rows = await bench.rows(f"SELECT t::text AS row FROM {table} t")
        assert not any('"4071"' in row["row"] for row in rows), table


async def test_five_wrong_pins(bench: Bench, head: User) -> None:
    await bench.message(head, "/start")
    await bench.press(head, "profile")
    await bench.press(head, "Set a PIN")
    await type_(bench, head, "4071")
    await type_(bench, head, "4071")
    assert "PIN: set" in await bench.text(head)
    await bench.press(head, "Change the PIN")
    for left in (4, 3, 2, 1):
        await type_(bench, head, "9999")
        assert f"{left} tr" in await bench.text(head)
    await type_(bench, head, "12")
    assert "4 to 6 digits" in await bench.text(head)
    await type_(bench, head, "9999")
    assert "Try again after" in await bench.text(head)
    await type_(bench, head, "4071")
    assert "Try again after" in await bench.text(head)
    assert isinstance(await bench.place(head), EnterPin)
    await bench.pass_time(timedelta(minutes=15))
    await type_(bench, head, "4071")
    assert await bench.place(head) == SetPin()


async def test_a_text_that_came_before_the_pin_was_asked_for(bench: Bench, head: User) -> None:
    """It answers something else: not taken for a PIN, not counted."""
    await bench.message(head, "/start")
    await bench.press(head, "profile")
    await bench.press(head, "Set a PIN")
    await type_(bench, head, "4071")
    await type_(bench, head, "4071")
    await bench.press(head, "Change the PIN")
    await bench.message(head, "2026")
    assert (await persons(bench, "Дархан"))["pin_failures"] == 0
    assert isinstance(await bench.place(head), EnterPin)


async def test_profile_language_and_zone(bench: Bench, head: User) -> None:
    """The language changes at once, the present screen included."""
    await bench.message(head, "/start")
    await bench.press(head, "profile")
    await bench.press(head, "Language")
    await bench.press(head, "Қазақша")
    assert "Тілді таңдаңыз" in await bench.text(head)
    await bench.message(head, "/language")
    await bench.press(head, "English")
    await bench.press(head, "Back")
    await bench.press(head, "Time zone")
    await bench.press(head, "Berlin")
    assert (await persons(bench, "Дархан"))["zone"] == "Europe/Berlin"
    assert "✓ Berlin" in await bench.labels(head)


async def test_an_organisation_is_entered_and_changed(bench: Bench) -> None:
    admin = await bench.person("Admin", kind=OrganisationKind.SYSTEM, role=Role.HEAD, language="en")
    await bench.message(admin, "/start")
    await bench.press(admin, "organisations")
    await bench.press(admin, "Add an organisation")
    await type_(bench, admin, "Atameken")
    for name in ("НПП", "ҰКП", "Atameken <b>&"):
        await type_(bench, admin, name)
    await bench.press(admin, await saying(bench, admin, "Save"))
    assert "Atameken &lt;b&gt;&amp;" in await bench.text(admin)
    row = await bench.row("SELECT kind, name_kk FROM organisation WHERE name_ru = 'НПП'")
    assert tuple(row) == ("chamber", "ҰКП")
    await bench.press(admin, "Change")
    await bench.press(admin, await saying(bench, admin, "Name in English"))
    await type_(bench, admin, "Chamber")
    await bench.press(admin, await saying(bench, admin, "Save"))
    assert "<b>Chamber</b>" in await bench.text(admin)
    await bench.press(admin, "History")
    assert "Organisation changed. Admin" in await bench.text(admin)


async def test_a_failure_is_seen_and_handled_again_or_dismissed(bench: Bench) -> None:
    """Dead letters with number, time, kind and error; the content is not shown."""
    admin = await bench.person("Admin", kind=OrganisationKind.SYSTEM, role=Role.HEAD, language="en")
    sql = """INSERT INTO inbox (bot_id, update_id, hash, sender, kind, state, done_at, incident, error, payload)
             VALUES (1, $1, '', 1, 'message', 'dead', clock_timestamp(), $2, 'KeyError at <x.py>', '{"secret": 1}')"""
    async with bench.database.unit() as unit:
        await unit.raw.execute(sql, 9001, "AAAA2222")
        await unit.raw.execute(sql, 9002, "BBBB3333")

    async def do(update: dict[str, Any]) -> None:
        await bench.send(update)
        await bench.worker.once()  # `drain` would mind the dead letters

    async def press(label: str) -> None:
        await do(bench.press_update(admin, await bench.data(admin, label)))

    await do(bench.message_update(admin, "/start"))
    await press("failures")
    assert "2 messages or presses could not be handled" in await bench.text(admin)
    await press(await saying(bench, admin, "AAAA2222"))
    shown = await bench.text(admin)
    assert "KeyError at &lt;x.py&gt;" in shown and "secret" not in shown
    await press("Dismiss")
    await press(await saying(bench, admin, "BBBB3333"))
    await press("Handle again")
    rows = await bench.rows("SELECT state, payload FROM inbox WHERE update_id > 9000 ORDER BY update_id")
    assert tuple(rows[0]) == ("done", None) and rows[1]["state"] == "waiting"
    assert {"incident.dismiss", "incident.replay"} <= set(await acts(bench))


async def test_what_is_found(bench: Bench, head: User) -> None:
    """A head finds the own people in any script, an administrator organisations; others nothing here (42)."""
    await bench.person("Әсем Тұрсынбек", organisation=head.organisation)
    admin = await bench.person("Admin", kind=OrganisationKind.SYSTEM, role=Role.HEAD, language="en")
    await bench.organisation(OrganisationKind.AKIMAT, name="Акимат Карагандинской области")
    officer = await bench.person("Officer", organisation=head.organisation)
    assert room_finder is not None

    async def found(user: User, query: str) -> list[str]:
        async with bench.database.unit(readonly=True) as unit:
            reading = await bench._reading(unit, user)
            return [one.label for one in await room_finder(query, *reading)]

    assert await found(head, "asem") == ["Әсем Тұрсынбек, Officer"]
    assert await found(admin, "karagand") == ["Акимат Карагандинской области"]
    assert await found(officer, "asem") == [] and await found(head, "%") == []
