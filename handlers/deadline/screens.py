"""Deadlines on the phone: the list with its filters, and one of them. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from markupsafe import Markup

from domain.deadline.more_time import may_be_asked
from domain.deadline.ports import DeadlineLine, Load, Nearness
from domain.panel.rules import Colour, colour
from handlers.deadline.facts import CardFacts, KindsFacts, ListFacts, LoadsFacts
from handlers.deadline.places import (
    CalendarCard,
    DeadlineCard,
    DeadlineKinds,
    DeadlineLater,
    DeadlineList,
    DeadlineOrganisations,
    DeadlinePeople,
    DeadlineWhy,
    MoreTimeCard,
    ReminderSettings,
)
from handlers.deadline.subjects import OTHER, WHAT, Subject
from handlers.forms.clean import shortened
from handlers.forms.places import StartForm
from handlers.pick.counted import show_counted
from handlers.pick.lists import page_of, pager
from handlers.screens.labels import ON_BUTTON, ticked, with_tail
from handlers.screens.navigation import back_row
from handlers.screens.place import Place
from handlers.screens.press import Go
from handlers.screens.values import Button, Row, Screen, row, rows
from handlers.words import formats
from handlers.words.colours import MARKS
from handlers.words.reader import Reader, lines

NEAR = {Nearness.OVERDUE: Colour.RED, Nearness.NEAR: Colour.YELLOW, Nearness.LATER: Colour.GREEN}


def mark(line: DeadlineLine, today: date, yellow_below: int) -> str:
    return MARKS[colour(line.due, today, yellow_below=yellow_below, done=False, suspended=line.paused)]


def show_list(facts: ListFacts, r: Reader) -> Screen:
    place, counts = facts.place, facts.counts
    return Screen(
        lines(
            _title(facts, r),
            r.say("deadline.list", "Responsible: {name}", name=facts.person) if facts.person else None,
            r.say("deadline.list", "Of nobody in particular") if place.nobodys else None,
            r.say("deadline.list", "Only: {kind}", kind=r.plain(WHAT.get(place.kind, OTHER))) if place.kind else None,
            in_colours({Colour.RED: counts.overdue, Colour.YELLOW: counts.near, Colour.GREEN: counts.later}, r)
            if counts.all
            else r.say("deadline.list", "No deadlines are running."),
        ),
        rows(
            *(row(Button(label_of(line, subject, facts.today, facts.yellow_below, r), Go(DeadlineCard(line.id))))
              for line, subject in facts.lines),
            pager(r, place.page, _shown(facts), lambda page: replace(place, page=page)),
            _by_colour(facts),
            _filters(facts, r),
            _whose(facts, r),
            _own(facts, r),
            back_row(r),
        ),
    )  # fmt: skip


def in_colours(numbers: Mapping[Colour, int], r: Reader) -> Markup:
    """`🔴 overdue: 1 · 🟡 near: 2`: what there is none of is left out, so that a phone has it on one line."""
    named = {
        Colour.RED: r.label("deadline.colours", "overdue: {n}", n=numbers.get(Colour.RED, 0)),
        Colour.YELLOW: r.label("deadline.colours", "near: {n}", n=numbers.get(Colour.YELLOW, 0)),
        Colour.GREEN: r.label("deadline.colours", "later: {n}", n=numbers.get(Colour.GREEN, 0)),
    }
    return Markup.escape(" · ".join(f"{MARKS[one]} {text}" for one, text in named.items() if numbers.get(one)))


def _title(facts: ListFacts, r: Reader) -> Markup:
    if facts.organisation:
        name = facts.organisation.get(r.language, "")
        return r.say("deadline.list", "<b>Deadlines: {organisation}</b>", organisation=name)
    if facts.place.whole:
        return r.say("deadline.list", "<b>Deadlines of the organisation</b>")
    return r.say("deadline.list", "<b>My deadlines</b>")


def _shown(facts: ListFacts) -> int:
    counts = facts.counts
    return {"overdue": counts.overdue, "near": counts.near, "later": counts.later}.get(facts.place.near, counts.all)


def label_of(line: DeadlineLine, subject: Subject | None, today: date, yellow_below: int, r: Reader) -> str:
    """What is urgent first: colour and last day, then what it is about."""
    sign = mark(line, today, yellow_below)
    named = subject.title if subject is not None and subject.title else line.note or r.plain(WHAT.get(line.kind, OTHER))
    return shortened(f"{sign} {formats.short_day(r, line.due)} · {named}", ON_BUTTON)


def _by_colour(facts: ListFacts) -> Row:
    """One tap shows one colour alone, another tap all again."""
    place, counts = facts.place, facts.counts
    numbers = {Nearness.OVERDUE: counts.overdue, Nearness.NEAR: counts.near, Nearness.LATER: counts.later}
    if sum(1 for number in numbers.values() if number) < 2 and not place.near:
        return ()

    def button(near: Nearness, number: int) -> Button:
        on = place.near == near
        to = replace(place, near="" if on else near.value, page=0)
        return Button(ticked(f"{MARKS[NEAR[near]]} {number}", on), Go(to, replace=True))

    return tuple(button(near, number) for near, number in numbers.items() if number or place.near == near)


def _filters(facts: ListFacts, r: Reader) -> Row:
    place = facts.place
    bare = replace(place, page=0, near="", kind="", person=None, nobodys=False)
    whole = place.whole or place.organisation is not None
    narrowed = place != replace(bare, page=place.page)
    if facts.counts.all < 2 and not narrowed:
        return ()
    return row(
        Button(r.label("deadline.list", "Kind"), Go(DeadlineKinds(place))) if not place.kind else None,
        Button(r.label("deadline.list", "Person"), Go(DeadlinePeople(place)))
        if whole and not (place.person or place.nobodys)
        else None,
        Button(r.label("deadline.list", "Show all"), Go(bare, replace=True)) if narrowed else None,
    )


def _whose(facts: ListFacts, r: Reader) -> Row | None:
    place = facts.place
    if not facts.heads:
        return None
    own = not place.whole and place.organisation is None
    return row(
        Button(ticked(r.label("deadline.list", "Mine"), own), Go(DeadlineList(), replace=True)),
        Button(ticked(r.label("deadline.list", "Organisation"), place.whole), Go(DeadlineList(True), replace=True)),
        Button(
            ticked(r.label("deadline.list", "Others"), place.organisation is not None),
            Go(DeadlineOrganisations(), replace=True),
        )
        if facts.everything
        else None,
    )


def _own(facts: ListFacts, r: Reader) -> Row | None:
    if facts.place.whole or facts.place.organisation is not None:
        return None
    return row(
        Button(r.label("deadline.list", "Reminders"), Go(ReminderSettings())),
        Button(r.label("deadline.list", "Calendar"), Go(CalendarCard())),
    )


def show_kinds(facts: KindsFacts, r: Reader) -> Screen:
    return show_counted(
        r,
        r.say("deadline.list", "Which deadlines?"),
        [(kind, number) for kind, number in facts.kinds],
        facts.place.page,
        name=lambda reader, kind: reader.plain(WHAT.get(kind, OTHER)),
        chosen=lambda kind: replace(facts.of, kind=kind),
        at=lambda page: replace(facts.place, page=page),
    )


def show_people(facts: LoadsFacts, r: Reader) -> Screen:
    return _loads(facts, r.say("deadline.list", "Whose deadlines?"), r)


def show_organisations(facts: LoadsFacts, r: Reader) -> Screen:
    return _loads(facts, r.say("deadline.list", "Which organisation? The most overdue come first."), r)


def _loads(facts: LoadsFacts, question: Markup, r: Reader) -> Screen:
    shown, page = page_of(facts.loads, facts.place.page)

    def to(load: Load) -> Place:
        if isinstance(facts.place, DeadlineOrganisations):
            return DeadlineList(organisation=load.key)  # type: ignore[arg-type]
        return replace(facts.of, person=load.key, nobodys=load.key is None)  # type: ignore[arg-type]

    def label(load: Load) -> str:
        name = load.names.get(r.language, "") or r.label("deadline.list", "Nobody in particular")
        red = f"{MARKS[Colour.RED]} {load.overdue} · " if load.overdue else ""
        return with_tail(name, f"{red}{load.all}")

    return Screen(
        question,
        rows(
            *(row(Button(label(load), Go(to(load), replace=True))) for load in shown),
            pager(r, page, len(facts.loads), lambda number: replace(facts.place, page=number)),
            back_row(r),
        ),
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
            if facts.working_days not in (0, (line.due - facts.today).days) and not line.paused
            else None,
            _responsible(line, r),
            r.say("deadline.card", "Stands in today: {name}", name=facts.deputy) if facts.deputy else None,
            r.say("deadline.card", "Ground: {clause}", clause=formats.clause(r, line.clause)) if line.legal else None,
            r.say("deadline.card", "More time is asked for: until {day}.", day=formats.day(r, facts.asked.wanted))
            if facts.asked
            else None,
        ),
        rows(
            *(row(Button(r.plain(way.label), way.press)) for way in facts.ways[:2]),
            _open(facts, r),
            _date(facts, r),
            back_row(r),
        ),
    )


def _responsible(line: DeadlineLine, r: Reader) -> Markup | None:
    if not line.who:
        return None
    if line.person is None:
        return r.say(
            "deadline.card", "It was with {name}. Now everybody of the organisation is reminded.", name=line.who
        )
    return r.say("deadline.card", "Responsible: {name}", name=line.who)


def _open(facts: CardFacts, r: Reader) -> Row:
    """The thing itself, and putting off one's reminder of it."""
    later = Button(r.label("deadline.card", "Remind me later"), Go(DeadlineLater(facts.line.id)))
    return row(
        Button(r.label("deadline.card", "Open"), Go(facts.subject.place)) if facts.subject else None,
        later if facts.mine and not facts.line.paused else None,
    )


def _date(facts: CardFacts, r: Reader) -> Row:
    """Why this date; and another one, where a person gave it (N3)."""
    line, asked = facts.line, facts.asked
    more = None
    if asked is not None:
        more = Button(r.label("deadline.card", "Request for time"), Go(MoreTimeCard(asked.id)))
    elif facts.mine and not line.paused and may_be_asked(line.kind):
        more = Button(r.label("deadline.card", "More time"), Go(ask_more(line)))
    return row(Button(r.label("deadline.card", "Why this date?"), Go(DeadlineWhy(line.id))), more)


def ask_more(line: DeadlineLine) -> StartForm:
    """The form that asks for more time."""
    return StartForm("deadline.more_time", {"deadline": str(line.id), "version": line.version})
