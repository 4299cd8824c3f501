"""One's own: profile, language, time zone, PIN (A3, T3)."""

from dataclasses import dataclass
from datetime import datetime

from babel import Locale
from babel.dates import get_timezone_location

from domain.access.model import Organisation, Person
from domain.access.ports import Organisations, People
from domain.kit.refused import NotFound
from handlers.access.door import LANGUAGE_NAMES, language_row
from handlers.access.places import ChangePin, EnterPin, Language, Profile, SetPin, SetZone, Zones
from handlers.pick.lists import page_of, pager
from handlers.reading import Reading
from handlers.room import View
from handlers.screens.press import Back, Go, Home
from handlers.screens.values import Button, Screen, row, rows
from handlers.words.formats import moment
from handlers.words.organisations import role_name
from handlers.words.reader import Reader, lines

ZONES = (
    "Asia/Almaty",
    "Europe/Berlin",
    "Europe/London",
    "Europe/Paris",
    "Europe/Rome",
    "Europe/Madrid",
    "Europe/Warsaw",
    "Europe/Moscow",
    "Europe/Istanbul",
    "Asia/Tashkent",
    "Asia/Dubai",
    "Asia/Riyadh",
    "Asia/Kolkata",
    "Asia/Shanghai",
    "Asia/Singapore",
    "Asia/Seoul",
    "Asia/Tokyo",
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
    "America/Toronto",
    "America/Sao_Paulo",
    "Africa/Cairo",
    "Australia/Sydney",
)
"""Where missions and investors mostly are."""


_NAMED_AS = {"Asia/Kolkata": "Asia/Calcutta"}
"""CLDR keeps translations under the name a zone had first."""


def zone_name(r: Reader, zone: str) -> str:
    """The city of a zone in the reader's language."""
    known = Locale(r.language).time_zones.get(_NAMED_AS.get(zone, zone), {}).get("city")
    return str(known or get_timezone_location(zone, locale=r.language, return_city=True))


@dataclass(frozen=True, slots=True)
class Mine:
    person: Person
    organisation: Organisation
    zone: str


async def load_mine(_: Profile | Zones | EnterPin | SetPin | Language, reading: Reading) -> Mine:
    person = await reading.port(People).get(reading.actor.person)
    organisation = await reading.port(Organisations).get(reading.actor.organisation)
    if person is None or organisation is None:
        raise NotFound
    return Mine(person, organisation, person.zone or organisation.zone)


def show_profile(mine: Mine, r: Reader) -> Screen:
    has_pin = mine.person.pin_hash is not None
    pin = r.say("access.profile", "PIN: set") if has_pin else r.say("access.profile", "PIN: not set")
    return Screen(
        lines(
            r.say("access.profile", "<b>{name}</b>", name=mine.person.name),
            r.say("access.profile", "Organisation: {name}", name=mine.organisation.name(r.language)),
            r.say("access.profile", "Role: {role}", role=role_name(r, mine.person.role)),
            r.say("access.profile", "Language: {language}", language=LANGUAGE_NAMES[r.language]),
            r.say("access.profile", "Time zone: {city}", city=zone_name(r, mine.zone)),
            pin,
        ),
        rows(
            row(
                Button(r.label("access.profile", "Language"), Go(Language())),
                Button(r.label("access.profile", "Time zone"), Go(Zones())),
            ),
            row(
                Button(
                    r.label("access.profile", "Change the PIN") if has_pin else r.label("access.profile", "Set a PIN"),
                    ChangePin(),
                )
            ),
            row(Button(r.label("access", "Menu"), Home())),
        ),
    )


async def load_language(_: Language, reading: Reading) -> None:
    """Everybody may choose, at the door too."""


def show_language(_: None, r: Reader) -> Screen:
    return Screen(
        r.say("access.language", "Choose the language. The change takes effect at once."),
        rows(language_row(r), row(Button(r.label("access", "Back"), Back()))),
    )


@dataclass(frozen=True, slots=True)
class ZonePage:
    zone: str
    page: int


async def load_zones(place: Zones, reading: Reading) -> ZonePage:
    return ZonePage((await load_mine(place, reading)).zone, place.page)


def show_zones(facts: ZonePage, r: Reader) -> Screen:
    shown, page = page_of(ZONES, facts.page)
    buttons = [
        Button(f"✓ {zone_name(r, zone)}" if zone == facts.zone else zone_name(r, zone), SetZone(zone)) for zone in shown
    ]
    pairs = [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]
    return Screen(
        lines(
            r.say("access.zones", "<b>Time zone</b>"),
            r.say("access.zones", "Reminders come in your own time. Deadlines remain dates of Astana."),
        ),
        rows(*pairs, pager(r, page, len(ZONES), Zones), row(Button(r.label("access", "Back"), Back()))),
    )


@dataclass(frozen=True, slots=True)
class PinState:
    """Whether there is a PIN, until when it is locked, and which of the two typings comes next."""

    has: bool
    locked_until: datetime | None
    again: bool = False


async def load_pin(place: EnterPin | SetPin, reading: Reading) -> PinState:
    person = (await load_mine(place, reading)).person
    locked = person.pin_locked_until
    if locked is not None and locked <= reading.now:
        locked = None
    return PinState(person.pin_hash is not None, locked, again=isinstance(place, SetPin) and bool(place.pin_hash))


def show_enter_pin(state: PinState, r: Reader) -> Screen:
    if not state.has:
        return Screen(
            r.say("access.pin", "Decisions are confirmed by a PIN, and you have none yet."),
            rows(
                row(Button(r.label("access.profile", "Set a PIN"), Go(SetPin()))),
                row(Button(r.label("access", "Back"), Back())),
            ),
        )
    if state.locked_until is not None:
        text = r.say("access.pin", "The PIN is locked until {until}.", until=moment(r, state.locked_until))
    else:
        text = lines(
            r.say("access.pin", "<b>Type your PIN</b>"),
            r.say("access.pin", "The message is deleted at once. The PIN then counts for 10 minutes."),
        )
    return Screen(text, (row(Button(r.label("access", "Back"), Back())),))


def show_set_pin(state: PinState, r: Reader) -> Screen:
    if state.again:
        text = r.say("access.pin", "<b>Type the new PIN once more</b>")
    else:
        text = lines(
            r.say("access.pin", "<b>Type a new PIN</b>"),
            r.say("access.pin", "4 to 6 digits, for example 4071. The message is deleted at once."),
        )
    return Screen(text, (row(Button(r.label("access", "Back"), Back())),))


VIEWS = (
    View(Profile, load_mine, show_profile),
    View(Language, load_language, show_language),
    View(Zones, load_zones, show_zones),
    View(EnterPin, load_pin, show_enter_pin),
    View(SetPin, load_pin, show_set_pin),
)
