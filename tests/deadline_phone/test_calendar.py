"""Deadlines in one's own calendar: the file, and the secret address (issue 5; A2, A3, A4)."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from icalendar import Calendar

from bot.machine.calendar_feed import CalendarFeed, address_of, routes, tell_address
from bot.machine.people import Backdrop
from bot.machine.rules import PublishedRules
from domain.deadline.ics import Entry, calendar
from domain.file.ports import Files
from domain.kit.ids import DeadlineId
from handlers.deadline.calendar import content_of
from handlers.deadline.places import CalendarAddress, CalendarCard, DeadlineList
from handlers.words.deadlines import OTHER, WHAT
from tests.deadline_phone.office import TODAY, Office, fits, labels

FRIDAY = TODAY + timedelta(days=4)


def events(content: bytes) -> list[Any]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_an_event_of_a_day_with_alarms_before_it() -> None:
    key = DeadlineId(uuid4())
    made = calendar(
        "N", [Entry(key, 3, date(2026, 11, 30), "S; ä, қ", alarms=(10, 1, 0))], datetime(2026, 11, 22, tzinfo=UTC)
    )
    (event,) = events(made)
    assert event["UID"] == f"deadline-{key}@tereze"
    assert event["SEQUENCE"] == 3
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (date(2026, 11, 30), date(2026, 12, 1))
    assert str(event["SUMMARY"]) == "S; ä, қ"
    rings = [alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")]
    assert rings == [timedelta(days=-10, hours=9), timedelta(days=-1, hours=9), timedelta(hours=9)]  # at nine there
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))  # RFC 5545


def test_what_is_closed_is_cancelled_and_rings_no_more() -> None:
    one = Entry(DeadlineId(uuid4()), 4, date(2026, 11, 30), "S", alarms=(1,), closed=True)
    (event,) = events(calendar("N", [one], datetime(2026, 11, 22, tzinfo=UTC)))
    assert str(event["STATUS"]) == "CANCELLED"
    assert not event.walk("VALARM")


async def file_of(office: Office) -> bytes:
    """The newest file that was sent to the officer."""
    async with office.bench.database.unit(readonly=True) as unit:
        row = await unit.raw.fetchrow("SELECT id, name, mime FROM file ORDER BY created_at DESC LIMIT 1")
        assert row["name"].endswith(".ics") and row["mime"] == "text/calendar"
        content = await unit.port(Files).content(row["id"])
    assert content is not None
    return content


async def test_the_command_sends_the_file_with_my_deadlines(spoken: Office) -> None:
    key = await spoken.agreement(FRIDAY, "Call Anna <Müller>")
    await spoken.deadline(FRIDAY, "colleague")
    await spoken.deadline(FRIDAY, kind="kyc.expiry")
    user, bench, r = spoken["officer"], spoken.bench, spoken.r
    await bench.message(user, "/calendar")
    (sent,) = await bench.notices(user)
    assert sent.file is not None
    fits(await bench.screen(user))
    found = {str(event["UID"]): event for event in events(await file_of(spoken))}
    assert len(found) == 2  # the colleague's is not mine
    mine = found[f"deadline-{key}@tereze"]
    assert str(mine["SUMMARY"]) == r.plain(WHAT["meeting.agreement"])
    assert str(mine["URL"]) == f"https://t.me/tereze_bot?start=d{key}"
    text = (await file_of(spoken)).decode()
    for secret in ("Anna", "Müller", "KYC", "Officer"):
        assert secret not in text
    assert r.plain(OTHER) in {str(event["SUMMARY"]) for event in found.values()}
    assert await bench.row("SELECT true FROM audit WHERE act = 'deadline.take_calendar'")


async def test_a_command_in_the_middle_of_a_form_loses_nothing(office: Office) -> None:
    user, bench = office["officer"], office.bench
    await bench.message(user, "/menu")
    await bench.press(user, office.r.label("menu", "Record a meeting"))
    await office.say("officer", "Zephyr AG")
    await office.say("officer", "/calendar")
    assert await bench.place(user) == CalendarCard()
    assert "calendar" not in str(await office.sql("SELECT string_agg(answers::text, '') FROM draft"))


async def test_the_sequence_rises_with_each_change_and_the_closing_is_told(office: Office) -> None:
    key = await office.agreement(FRIDAY)
    user, bench = office["officer"], office.bench
    await bench.message(user, "/calendar")
    (first,) = events(await file_of(office))
    await office.sql("UPDATE deadline SET due = due + 7, version = version + 1 RETURNING true")
    await bench.message(user, "/calendar")
    (moved,) = events(await file_of(office))
    assert moved["UID"] == first["UID"] == f"deadline-{key}@tereze"
    assert moved["SEQUENCE"] > first["SEQUENCE"]
    assert moved.decoded("DTSTART") == FRIDAY + timedelta(days=7)
    await office.sql(
        "UPDATE deadline SET state = 'met', closed_at = $1, version = version + 1 RETURNING true", await now(office)
    )
    await bench.message(user, "/calendar")
    (closed,) = events(await file_of(office))
    assert str(closed["STATUS"]) == "CANCELLED" and closed["SEQUENCE"] > moved["SEQUENCE"]


async def now(office: Office) -> datetime:
    found: datetime = await office.sql("SELECT clock_timestamp() + shift FROM legal_clock")
    return found


# The address


@pytest.fixture
async def feed(office: Office) -> AsyncIterator[TestClient[Any, Any]]:
    await tell_address(office.bench.database, "https://tereze.example/hook/7")
    app = web.Application()
    app.add_routes(
        routes(
            CalendarFeed(office.bench.database, Backdrop(PublishedRules(), "tereze_bot"), content_of, per_second=100)
        )
    )
    async with TestClient(TestServer(app)) as client:
        yield client


async def made(office: Office, who: str = "officer") -> str:
    """The path of a new address, as its owner saw it once."""
    await office.at(who, CalendarCard())
    user, r = office[who], office.r
    known = r.label("deadline.calendar", "Make another address")
    fresh = r.label("deadline.calendar", "Make an address")
    await office.bench.press(user, known if known in await office.bench.labels(user) else fresh)
    shown = await office.bench.screen(user)
    assert shown.private
    return str(shown.text).split("https://tereze.example")[1].split("<")[0]


async def test_the_address_gives_what_is_mine_now(office: Office, feed: TestClient[Any, Any]) -> None:
    path = await made(office)
    assert path.startswith("/calendar/") and path.endswith(".ics")
    key = await office.agreement(FRIDAY, "Call Anna")
    answer = await feed.get(path)
    assert answer.status == 200 and answer.content_type == "text/calendar"
    assert answer.headers["Cache-Control"] == "private, no-store"
    (event,) = events(await answer.read())
    assert event["UID"] == f"deadline-{key}@tereze" and "Anna" not in str(event)
    await office.sql("UPDATE deadline SET state = 'met', closed_at = clock_timestamp() RETURNING true")
    assert events(await (await feed.get(path)).read()) == []


async def test_the_secret_is_shown_once_and_kept_nowhere(office: Office, feed: TestClient[Any, Any]) -> None:
    path = await made(office)
    secret = path.removeprefix("/calendar/").removesuffix(".ics")
    assert len(secret) == 43
    await office.bench.press(office["officer"], office.r.label("screen", "Back"))
    assert secret not in await office.bench.text(office["officer"])
    for table in ("audit", "outbox", "calendar_feed", "dialogue"):
        assert secret not in str(await office.sql(f"SELECT string_agg(t::text, '') FROM {table} t"))
    assert secret not in str((await office.at("officer", CalendarAddress())).text)


async def test_a3_a_revoked_replaced_wrong_or_foreign_address_leads_nowhere(
    office: Office, feed: TestClient[Any, Any]
) -> None:
    await office.agreement(FRIDAY)
    first = await made(office)
    second = await made(office)
    assert (await feed.get(first)).status == 404  # replaced
    assert (await feed.get(second)).status == 200
    wrong = second[:-6] + ("A" if second[-6] != "A" else "B") + second[-5:]
    for path in (
        wrong,
        "/calendar/x.ics",
        "/calendar/.ics",
        "/calendar/%00.ics",
        "/calendar/" + "a" * 5000 + ".ics",
        "/calendar/'%20OR%201=1.ics",
    ):
        assert (await feed.get(path)).status == 404, path
    assert (await feed.post(second)).status == 405
    await office.bench.press(office["officer"], office.r.label("deadline.calendar", "Close the address"))
    assert (await feed.get(second)).status == 404
    acts = await office.bench.rows("SELECT act FROM audit WHERE act LIKE 'deadline.%calendar'")
    assert {row["act"] for row in acts} == {"deadline.open_calendar", "deadline.close_calendar"}


@pytest.mark.parametrize("gone", ["state = 'blocked'", "role = 'observer'"])
async def test_46_the_address_of_somebody_who_is_gone_leads_nowhere(
    office: Office, feed: TestClient[Any, Any], gone: str
) -> None:
    path = await made(office)
    await office.sql(f"UPDATE person SET {gone} WHERE id = $1 RETURNING true", office["officer"].person)
    assert (await feed.get(path)).status == 404


async def test_35_who_moved_sees_no_more_of_the_former_organisation(office: Office, feed: TestClient[Any, Any]) -> None:
    path = await made(office)
    await office.agreement(FRIDAY)
    await office.sql(
        "UPDATE person SET organisation_id = $2 WHERE id = $1 RETURNING true",
        office["officer"].person, office["akim"].organisation,
    )  # fmt: skip
    answer = await feed.get(path)
    assert answer.status == 200 and events(await answer.read()) == []


async def test_guessing_is_slowed_down_and_costs_the_database_little(office: Office) -> None:
    app = web.Application()
    slow = CalendarFeed(office.bench.database, Backdrop(PublishedRules()), content_of, per_second=1)
    app.add_routes(routes(slow))
    async with TestClient(TestServer(app)) as client:
        answers = [(await client.get(f"/calendar/{'x' * 42}{number}.ics")).status for number in range(9)]
    assert set(answers[:3]) == {404} and answers[-1] == 429


async def test_without_a_server_there_is_no_address(spoken: Office) -> None:
    await tell_address(spoken.bench.database, None)
    shown = await spoken.at("officer", DeadlineList())
    fits(shown)
    await spoken.bench.press(spoken["officer"], spoken.r.label("deadline.list", "Calendar"))
    shown = await spoken.bench.screen(spoken["officer"])
    fits(shown)
    assert spoken.r.label("deadline.calendar", "Make an address") not in labels(shown)
    assert spoken.r.label("deadline.calendar", "Send me the file") in labels(shown)


def test_the_address_begins_where_telegram_reaches_us() -> None:
    assert address_of("https://tereze.example/hook/7") == "https://tereze.example/calendar/"
    assert address_of("https://tereze.example:8443/hook") == "https://tereze.example:8443/calendar/"
    assert address_of(None) is None
