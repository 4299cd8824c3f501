"""Deadlines in one's own calendar: the file, and the secret address (issue 5)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from markupsafe import Markup

from domain.deadline.feed import (
    CalendarReady,
    Calendars,
    NoServer,
    close_calendar,
    has_clocks,
    open_calendar,
    take_calendar,
)
from domain.deadline.ics import Entry, calendar
from domain.deadline.ports import DeadlineLine
from domain.file.model import KeptFile
from domain.file.ports import Files
from domain.kit.actor import Guest
from domain.kit.ids import DeadlineId, Ref
from domain.kit.periods import almaty_date
from domain.kit.refused import NotFound, NotPermitted
from handlers.chat import Chat
from handlers.deadline.places import CalendarAddress, CalendarCard, DeadlineCard
from handlers.deadline.presses import CloseAddress, MakeAddress, SendCalendar
from handlers.deadline.subjects import OTHER, SECRET, WHAT, Subject, subject_of
from handlers.reading import Reading
from handlers.room import NoticeView, View
from handlers.screens.filters import Pressed
from handlers.screens.navigation import back_row
from handlers.screens.place import Place
from handlers.screens.press import Go
from handlers.screens.values import Button, Row, Screen, row, rows
from handlers.words import formats
from handlers.words.reader import Reader, lines

LETTER: Final = "d"
"""The kind of a deep link that is a deadline."""

_CLOSED_SINCE: Final = timedelta(days=90)
"""A calendar that took the file before is told of those closed lately."""


async def entries(reading: Reading, r: Reader, *, closed: bool) -> list[Entry]:
    """One's deadlines as a calendar has them: what, number and date, as in a push; nothing personal, nothing of KYC."""
    since = reading.now - _CLOSED_SINCE if closed else reading.now
    alarms = (*reading.edition.reminders.before, 0)
    found = await reading.port(Calendars).lines(reading.actor, since)
    return [_entry(line, await subject_of(line.subject, reading), alarms, reading, r) for line in found]


def _entry(line: DeadlineLine, subject: Subject | None, alarms: tuple[int, ...], reading: Reading, r: Reader) -> Entry:
    what = r.plain(OTHER if line.kind in SECRET else WHAT.get(line.kind, OTHER))
    number = subject.number if subject is not None else ""
    ground = formats.clause(r, line.clause) if line.legal and line.kind not in SECRET else ""
    return Entry(
        deadline=line.id,
        sequence=line.version,
        day=line.due,
        summary=r.label("deadline.ics", "{what}: {number}", what=what, number=number) if number else what,
        description=r.label("deadline.ics", "Last day. Ground: {clause}", clause=ground)
        if ground
        else r.label("deadline.ics", "Last day."),
        link=f"https://t.me/{reading.bot_name}?start={LETTER}{line.id}" if reading.bot_name else "",
        alarms=alarms,
        closed=line.closed,
        uncertain=line.paused,
    )


async def content_of(reading: Reading, r: Reader) -> bytes | None:
    """What a person's address gives; None for somebody whom no clock concerns any more."""
    if isinstance(reading.who, Guest) or not has_clocks(reading.who):
        return None
    return calendar(r.label("deadline.ics", "Tereze: deadlines"), await entries(reading, r, closed=False), reading.now)


def linked(code: str) -> Place | None:
    """A link to a deadline: its id; the card decides who may see it."""
    try:
        return DeadlineCard(DeadlineId(UUID(code)))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class CalendarFacts:
    server: bool
    made: datetime | None
    address: str = ""


async def load_calendar(_: CalendarCard, reading: Reading) -> CalendarFacts:
    if not has_clocks(reading.actor):
        raise NotPermitted
    calendars = reading.port(Calendars)
    return CalendarFacts(await calendars.server() is not None, await calendars.made(reading.actor.person))


async def load_address(place: CalendarAddress, reading: Reading) -> CalendarFacts:
    facts = await load_calendar(CalendarCard(), reading)
    server = await reading.port(Calendars).server()
    if server is None or facts.made is None or not place.secret:
        raise NotFound
    return CalendarFacts(True, facts.made, f"{server}{place.secret}.ics")


def show_calendar(facts: CalendarFacts, r: Reader) -> Screen:
    return Screen(
        lines(
            r.say("deadline.calendar", "<b>Deadlines in your calendar</b>"),
            r.say("deadline.calendar", "A file: open it on the phone. Sent again, it brings the dates up to date."),
            _of_address(facts, r),
        ),
        rows(
            row(Button(r.label("deadline.calendar", "Send me the file"), SendCalendar())),
            *_address_rows(facts, r),
            back_row(r),
        ),
    )  # fmt: skip


def _of_address(facts: CalendarFacts, r: Reader) -> Markup:
    if not facts.server:
        return r.say("deadline.calendar", "An address that keeps itself up to date is not available on this server.")
    if facts.made is None:
        return r.say("deadline.calendar", "An address: the calendar brings itself up to date. It is yours alone.")
    return r.say(
        "deadline.calendar",
        "Your address was made on {day}. It is shown only once.",
        day=formats.day(r, almaty_date(facts.made)),
    )


def _address_rows(facts: CalendarFacts, r: Reader) -> tuple[Row, ...]:
    if not facts.server:
        return ()
    if facts.made is None:
        return (row(Button(r.label("deadline.calendar", "Make an address"), MakeAddress())),)
    return (
        row(Button(r.label("deadline.calendar", "Make another address"), MakeAddress())),
        row(Button(r.label("deadline.calendar", "Close the address"), CloseAddress())),
    )


def show_address(facts: CalendarFacts, r: Reader) -> Screen:
    """Shown once, protected: whoever has it sees what is due and when."""
    return Screen(
        lines(
            r.say("deadline.calendar", "<b>Your calendar's address</b>"),
            r.say("deadline.calendar", "<code>{address}</code>", address=facts.address),
            r.say(
                "deadline.calendar",
                "Add it to your calendar by “subscribe” or “from a URL”. Do not pass it on: whoever has it sees your "
                "dates. It is not shown again; a lost one is replaced by another.",
            ),
        ),
        rows(row(Button(r.label("deadline.calendar", "Close the address"), CloseAddress())), back_row(r)),
        private=True,
    )


async def load_ready(notice: CalendarReady, reading: Reading) -> KeptFile | None:
    file = await reading.port(Files).get(notice.file)
    mine = Ref("print", reading.actor.person)
    return file if file is not None and file.owner == mine else None


def show_ready(file: KeptFile, r: Reader) -> Screen:
    text = r.say("deadline.calendar", "Your deadlines as a calendar file.")
    return Screen(text, rows(row(Button(r.label("deadline.calendar", "Calendar"), Go(CalendarCard())))), file=file.id)


def no_server(_: NoServer, r: Reader) -> Markup:
    return r.say("deadline.refused", "This installation is not reached from outside: there can be no address.")


def register(routes: Router) -> None:
    routes.message.register(asked, Command("calendar", ignore_mention=True))
    routes.callback_query.register(sent, Pressed(SendCalendar))
    routes.callback_query.register(made, Pressed(MakeAddress))
    routes.callback_query.register(closed, Pressed(CloseAddress))


async def asked(_: Message, chat: Chat) -> None:
    await _send(chat)
    chat.go(CalendarCard(), note=_on_its_way(chat))


async def sent(_: CallbackQuery, chat: Chat, press: SendCalendar) -> None:
    await _send(chat)
    chat.again(_on_its_way(chat))


def _on_its_way(chat: Chat) -> Markup:
    return chat.reader.say("deadline.calendar", "The file is on its way.")


async def _send(chat: Chat) -> None:
    r = chat.reader
    if not has_clocks(chat.actor):
        raise NotPermitted
    made = calendar(r.label("deadline.ics", "Tereze: deadlines"), await entries(chat.reading, r, closed=True), chat.now)
    name = r.label("deadline.ics", "Deadlines {day}", day=almaty_date(chat.now).isoformat())
    file = await take_calendar(chat.desk, chat.port(Files), name, made)
    chat.tell_me(CalendarReady(file), Ref("person", chat.actor.person))


async def made(_: CallbackQuery, chat: Chat, press: MakeAddress) -> None:
    chat.go(CalendarAddress(await open_calendar(chat.desk, chat.port(Calendars))), replace=True)


async def closed(_: CallbackQuery, chat: Chat, press: CloseAddress) -> None:
    await close_calendar(chat.desk, chat.port(Calendars))
    note = chat.reader.say("deadline.calendar", "✓ The address is closed: it leads nowhere now.")
    chat.go(CalendarCard(), note=note, replace=True)


VIEWS = (View(CalendarCard, load_calendar, show_calendar), View(CalendarAddress, load_address, show_address))
NOTICES = (NoticeView(CalendarReady, load_ready, show_ready),)
