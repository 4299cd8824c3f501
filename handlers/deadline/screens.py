"""Deadlines on the phone: the list, one of them, the reminder. Pure."""

from datetime import date

from markupsafe import Markup

from domain.deadline.ports import DeadlineLine
from domain.panel.rules import colour
from handlers.deadline.facts import CardFacts, ListFacts
from handlers.deadline.places import DeadlineCard, DeadlineList
from handlers.deadline.subjects import OTHER, SECRET, WHAT, Subject
from handlers.forms.clean import shortened
from handlers.pick.lists import pager
from handlers.screens.labels import ON_BUTTON
from handlers.screens.navigation import back_row
from handlers.screens.press import Go
from handlers.screens.values import Button, Row, Screen, row, rows
from handlers.words import formats
from handlers.words.colours import MARKS
from handlers.words.reader import Reader, lines


def mark(line: DeadlineLine, today: date, yellow_below: int) -> str:
    return MARKS[colour(line.due, today, yellow_below=yellow_below, done=False, suspended=line.paused)]


def show_list(facts: ListFacts, r: Reader) -> Screen:
    whole = facts.place.whole
    counts = facts.counts
    return Screen(
        lines(
            r.say("deadline.list", "<b>Deadlines of the organisation</b>")
            if whole
            else r.say("deadline.list", "<b>My deadlines</b>"),
            r.say(
                "deadline.list",
                "🔴 overdue: {overdue} · 🟡 near: {near} · 🟢 later: {later}",
                overdue=counts.overdue,
                near=counts.near,
                later=counts.later,
            )
            if counts.all
            else r.say("deadline.list", "No deadlines are running."),
        ),
        rows(
            *(row(Button(_label(line, subject, facts, r), Go(DeadlineCard(line.id)))) for line, subject in facts.lines),
            pager(r, facts.place.page, counts.all, lambda page: DeadlineList(whole, page)),
            _whose(facts, r) if facts.heads else None,
            back_row(r),
        ),
    )


def _label(line: DeadlineLine, subject: Subject | None, facts: ListFacts, r: Reader) -> str:
    """What is urgent first: colour and last day, then what it is about."""
    sign = mark(line, facts.today, facts.yellow_below)
    named = subject.title if subject is not None and subject.title else line.note or r.plain(WHAT.get(line.kind, OTHER))
    return shortened(f"{sign} {formats.short_day(r, line.due)} · {named}", ON_BUTTON)


def _whose(facts: ListFacts, r: Reader) -> Row:
    mine, whole = r.label("deadline.list", "Mine"), r.label("deadline.list", "Organisation")
    chosen = facts.place.whole
    return row(
        Button(mine if chosen else f"✓ {mine}", Go(DeadlineList(), replace=True)),
        Button(f"✓ {whole}" if chosen else whole, Go(DeadlineList(True), replace=True)),
    )


def show_card(facts: CardFacts, r: Reader) -> Screen:
    line, subject = facts.line, facts.subject
    named = subject.title if subject is not None and subject.title else line.note
    return Screen(
        lines(
            r.say(
                "deadline.card",
                "{mark} <b>{what}</b>",
                mark=mark(line, facts.today, facts.yellow_below),
                what=r.plain(WHAT.get(line.kind, OTHER)),
            ),
            Markup.escape(named) if named else None,
            r.say("deadline.card", "Suspended: the days do not count.")
            if line.paused
            else r.say("deadline.card", "Until {due}", due=formats.due(r, line.due, facts.today)),
            Markup.escape(formats.working_days_left(r, facts.working_days))
            if facts.working_days and not line.paused
            else None,
            _responsible(line, r),
            r.say("deadline.card", "Ground: {clause}", clause=formats.clause(r, line.clause)) if line.legal else None,
        ),
        rows(_open(subject, r), back_row(r)),
    )


def _responsible(line: DeadlineLine, r: Reader) -> Markup | None:
    if not line.who:
        return None
    if line.person is None:
        return r.say(
            "deadline.card", "It was with {name}. Now everybody of the organisation is reminded.", name=line.who
        )
    return r.say("deadline.card", "Responsible: {name}", name=line.who)


def _open(subject: Subject | None, r: Reader) -> Row | None:
    return None if subject is None else row(Button(r.label("deadline.card", "Open"), Go(subject.place)))


def show_reminder(facts: CardFacts, r: Reader) -> Screen:
    """The push itself: what is due, its number if it has one, and the date. Nothing personal, nothing of KYC."""
    line, subject = facts.line, facts.subject
    what = r.plain(OTHER if line.kind in SECRET else WHAT.get(line.kind, OTHER))
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
    return Screen(
        text,
        rows(
            row(
                Button(r.label("deadline.reminder", "Open"), Go(subject.place if subject else DeadlineCard(line.id))),
                Button(r.label("deadline.reminder", "My deadlines"), Go(DeadlineList())),
            )
        ),
    )
