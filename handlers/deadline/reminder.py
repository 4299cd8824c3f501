"""The reminder with the acts that close its deadline, and «remind me later» (N2, N3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from aiogram import Router
from aiogram.types import CallbackQuery
from markupsafe import Markup

from domain.deadline.calendar import WorkingCalendar
from domain.deadline.more_time import may_be_asked
from domain.deadline.notices import Reminder
from domain.deadline.ports import Deadlines
from domain.deadline.reminding_ports import Clocks, Snoozes, Wishes
from domain.deadline.snooze import DayOver, Later, NoLaterToday, PutOffTooFar, choices, latest, snooze
from domain.kit.refused import NotFound, NotPermitted, Refused
from handlers.chat import Chat
from handlers.deadline.facts import CardFacts, card_of, may_see, seen_line
from handlers.deadline.places import DeadlineCard, DeadlineLater, DeadlineList
from handlers.deadline.presses import PutOff
from handlers.deadline.screens import ask_more, mark
from handlers.deadline.subjects import OTHER, SECRET, WHAT
from handlers.pick.calendar import first_of, grid, name_of
from handlers.reading import Reading
from handlers.room import NoticeView, Sentence, View
from handlers.screens.filters import Pressed
from handlers.screens.navigation import back_row
from handlers.screens.press import Go
from handlers.screens.values import Button, Row, Screen, row, rows
from handlers.words import formats
from handlers.words.reader import Reader, lines


async def load_reminder(notice: Reminder, reading: Reading) -> CardFacts | None:
    """None once the deadline is closed, moved out of sight, or stands still."""
    line = await reading.port(Deadlines).get(notice.deadline)
    if line is None or line.paused or not may_see(reading.actor, line):
        return None
    return await card_of(line, reading)


def show_reminder(facts: CardFacts, r: Reader) -> Screen:
    """The push itself: what is due, its number if it has one, and the date. Nothing personal, nothing of KYC: what
    would close a secret one is offered on its card alone."""
    line, subject = facts.line, facts.subject
    secret = line.kind in SECRET
    what = r.plain(OTHER if secret else WHAT.get(line.kind, OTHER))
    number = subject.number if subject is not None else ""
    due = formats.due(r, line.due, facts.today)
    sign = mark(line, facts.today, facts.yellow_below)
    text = (
        r.say(
            "deadline.reminder", "{mark} <b>{what}</b>\n{number}\n{due}", mark=sign, what=what, number=number, due=due
        )
        if number
        else r.say("deadline.reminder", "{mark} <b>{what}</b>\n{due}", mark=sign, what=what, due=due)
    )
    opened = Button(r.label("deadline.reminder", "Open"), Go(subject.place if subject else DeadlineCard(line.id)))
    ways = () if secret else facts.ways[:2]
    return Screen(
        text,
        rows(
            *(row(Button(r.plain(way.label), way.press)) for way in ways),
            row(opened, Button(r.label("deadline.reminder", "Later"), Go(DeadlineLater(line.id))))
            if facts.mine
            else row(opened, Button(r.label("deadline.reminder", "My deadlines"), Go(DeadlineList()))),
        ),
    )


@dataclass(frozen=True, slots=True)
class LaterFacts:
    place: DeadlineLater
    card: CardFacts
    offered: tuple[Later, ...]
    tomorrow: date  # by the reader's own clock
    latest: date
    until: datetime | None  # to when it is put off already
    calendar: WorkingCalendar
    escalates: bool  # the last day or overdue: heads hear of it all the same


async def load_later(place: DeadlineLater, reading: Reading) -> LaterFacts:
    """Raises NotPermitted for those whom it does not remind."""
    line = await seen_line(place.deadline, reading)
    if line.paused or line.organisation != reading.actor.organisation or not reading.actor.writes:
        raise NotPermitted
    local = await reading.port(Wishes).local(reading.actor.person)
    known = await reading.port(Snoozes).of(line.id, reading.actor.person)
    card = await card_of(line, reading)
    return LaterFacts(
        place=place,
        card=card,
        offered=choices(line.due, reading.now, local, reading.calendar),
        tomorrow=reading.now.astimezone(local.zone).date() + timedelta(days=1),
        latest=latest(line.due, reading.now),
        until=None if known is None else known.until,
        calendar=reading.calendar,
        escalates=line.due <= card.today,
    )


def show_later(facts: LaterFacts, r: Reader) -> Screen:
    line = facts.card.line
    if facts.place.month and facts.tomorrow <= facts.latest:
        return _grid(facts, r)
    labels = {
        Later.TODAY: r.label("deadline.later", "Later today"),
        Later.TOMORROW: r.label("deadline.later", "Next working day"),
    }
    first = facts.tomorrow
    dated = DeadlineLater(line.id, name_of(first))
    return Screen(
        lines(
            _asks(facts, r),
            r.say("deadline.later", "You will be reminded: {moment}.", moment=formats.moment(r, facts.until))
            if facts.until
            else None,
            None
            if facts.offered or first <= facts.latest
            else r.say("deadline.later", "It cannot be put off any more: it is the last day."),
            r.say("deadline.later", "Overdue and last-day reminders come to the head all the same.")
            if facts.escalates
            else None,
        ),
        rows(
            row(*(Button(labels[one], PutOff(line.id, one.value)) for one in facts.offered)),
            row(Button(r.label("deadline.later", "On a date"), Go(dated, replace=True)))
            if first <= facts.latest
            else None,
            _more(facts, r),
            back_row(r),
        ),
    )


def _asks(facts: LaterFacts, r: Reader) -> Markup:
    line = facts.card.line
    return r.say(
        "deadline.later",
        "<b>When shall I remind you?</b>\n{what}\nThe deadline stays: {due}",
        what=r.plain(WHAT.get(line.kind, OTHER)),
        due=formats.due(r, line.due, facts.card.today),
    )


def _grid(facts: LaterFacts, r: Reader) -> Screen:
    line = facts.card.line
    days = grid(
        r,
        facts.calendar,
        first_of(facts.place.month, facts.tomorrow),
        low=facts.tomorrow,
        high=facts.latest,
        chosen=None,
        day=lambda one: PutOff(line.id, one.isoformat()),
        at=lambda month: DeadlineLater(line.id, month),
    )
    return Screen(_asks(facts, r), rows(*days, back_row(r)))


def _more(facts: LaterFacts, r: Reader) -> Row | None:
    """Kept apart from putting off: this one moves the deadline, and somebody else decides."""
    if not may_be_asked(facts.card.line.kind) or facts.card.asked is not None:
        return None
    return row(Button(r.label("deadline.card", "Ask for more time"), Go(ask_more(facts.card.line))))


def register(routes: Router) -> None:
    routes.callback_query.register(put_off, Pressed(PutOff))


async def put_off(_: CallbackQuery, chat: Chat, press: PutOff) -> None:
    made = await snooze(
        chat.desk, chat.port(Clocks), chat.port(Snoozes), chat.port(Wishes), press.deadline, _until(press.until)
    )
    note = chat.reader.say(
        "deadline.later", "✓ You will be reminded: {moment}.", moment=formats.moment(chat.reader, made.until)
    )
    chat.go(DeadlineCard(press.deadline), note=note, replace=isinstance(chat.place, DeadlineLater))


def _until(text: str) -> Later | date:
    """Raises NotFound for what no button of ours says."""
    try:
        return Later(text) if text in list(Later) else date.fromisoformat(text)
    except ValueError:
        raise NotFound from None


def no_later_today(_: NoLaterToday, r: Reader) -> Markup:
    return r.say("deadline.refused", "It is too late for today: nothing rings at that hour. Choose another day.")


def too_far(refusal: PutOffTooFar, r: Reader) -> Markup:
    return r.say(
        "deadline.refused",
        "A reminder can be put off until {day} at most. If you cannot make it, ask for more time.",
        day=formats.day(r, refusal.latest),
    )


def day_over(_: DayOver, r: Reader) -> Markup:
    return r.say("deadline.refused", "That day is over. Choose a later one.")


VIEWS = (View(DeadlineLater, load_later, show_later),)
NOTICES = (NoticeView(Reminder, load_reminder, show_reminder),)
REFUSALS: Mapping[type[Refused], Sentence] = {NoLaterToday: no_later_today, PutOffTooFar: too_far, DayOver: day_over}
