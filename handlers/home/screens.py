"""The menu and the help: read, then shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from domain.kit.actor import Actor, Guest, OrganisationKind
from domain.kit.bodies import Bodies
from handlers.home.places import Help, Menu
from handlers.offers import entries, nearest
from handlers.reading import Reading
from handlers.room import MenuEntry, Next
from handlers.screens.place import Place
from handlers.screens.press import Go, Home
from handlers.screens.values import Button, Row, Screen, row, rows
from handlers.words.reader import Reader, lines

ALONE = 20
"""Entries below this order stand alone in their row: what a person does most."""

WAITING = 10
"""Entries below this order are «waiting for you»: shown while something waits, and counted on top."""

NARROW = 24
"""Characters of a label that stands beside another (glossary)."""


@dataclass(frozen=True, slots=True)
class MenuFacts:
    name: str
    organisation: dict[str, str]
    lines: Sequence[tuple[MenuEntry, Place, int | None]]
    nearest: Sequence[Next] = ()


async def load_menu(_: Menu, reading: Reading) -> MenuFacts:
    actor = reading.actor
    body = await reading.port(Bodies).get(actor.organisation)
    found: list[tuple[MenuEntry, Place, int | None]] = []
    for entry in entries():
        place = entry.place(actor)
        if place is None:
            continue
        count = await entry.count(reading) if entry.count else None
        if (entry.order < WAITING or entry.only_with) and not count:
            continue  # nothing waits: no button that leads to an empty list
        found.append((entry, place, count))
    first = [one for room in nearest() for one in await room(reading)]
    return MenuFacts(actor.name, body.names if body else {}, found, first)


def show_menu(facts: MenuFacts, r: Reader) -> Screen:
    waiting = sum(count or 0 for entry, _, count in facts.lines if entry.order < WAITING)
    return Screen(
        lines(
            r.say("home.menu", "<b>{name}</b>", name=facts.name),
            facts.organisation.get(r.language) or None,
            r.count("home.menu", "{n} matter waits for you.", "{n} matters wait for you.", waiting)
            if waiting
            else r.say("home.menu", "What is due next stands first.")
            if facts.nearest
            else r.say("home.menu", "Choose below, or type a name to find a card."),
        ),
        _menu_rows(facts, r),
    )


def _menu_rows(facts: MenuFacts, r: Reader) -> tuple[Row, ...]:
    made: list[Row] = [(Button(one.label(r), Go(one.place)),) for one in facts.nearest]
    pair: list[Button] = []
    for entry, place, count in facts.lines:
        label = r.plain(entry.label)
        button = Button(f"{label} · {count}" if count else label, Go(place))
        if entry.order < ALONE or len(button.label) > NARROW:
            made.append((button,))
        elif pair:
            made.append((pair.pop(), button))
        else:
            pair.append(button)
    return (*made, *((button,) for button in pair))


@dataclass(frozen=True, slots=True)
class HelpFacts:
    who: Actor | Guest


async def load_help(_: Help, reading: Reading) -> HelpFacts:
    return HelpFacts(reading.who)


def show_help(facts: HelpFacts, r: Reader) -> Screen:
    if isinstance(facts.who, Guest):
        return Screen(
            r.say(
                "home.help",
                "Tereze is the one window for investors. To come in, open the invitation link you were sent.",
            ),
            (row(Button(r.label("home.help", "To the start"), Home())),),
        )
    return Screen(
        lines(
            r.say("home.help", "<b>What you can do</b>"),
            _daily(facts.who, r),
            r.say("home.help", "Type any part of a name or number to find a card."),
            r.say("home.help", "Nothing you typed is lost: /drafts keeps unfinished cards."),
            r.say("home.help", "/menu – the menu, /find – search, /cancel – leave a form, /language – language"),
        ),
        rows(row(Button(r.label("home.help", "Open the menu"), Home()))),
    )


def _daily(who: Actor, r: Reader) -> Markup:
    match who.kind:
        case OrganisationKind.MISSION | OrganisationKind.NC_ABROAD:
            return r.say(
                "home.help",
                "Record a meeting, check the company (KYC), make an initiative of it and pass it to an akimat.",
            )
        case OrganisationKind.AKIMAT:
            return r.say("home.help", "Open the initiatives passed to you and appoint who answers for each.")
        case OrganisationKind.AUTHORISED_BODY | OrganisationKind.NATIONAL_COMPANY:
            return r.say("home.help", "Decide on KYC checks and see where every initiative stands and since when.")
        case OrganisationKind.SYSTEM:
            return r.say("home.help", "Invite people, keep organisations in order, replay what failed.")
        case _:
            return r.say("home.help", "Look at the cards that concern your organisation.")
