"""Initiatives: made by a mission, passed to an akimat, given to an official (M1.6, M1.7; п. 39, 41–42)."""

from collections.abc import Sequence
from uuid import UUID

from markupsafe import Markup

from domain.initiative.ports import InitiativeLists
from domain.initiative.rules import APPOINTMENT, AnotherRegion, NoCurrentKyc, NotAnOfficial, OpenedAlready
from domain.kit.actor import ABROAD, NO_CASES, Actor, Guest, OrganisationKind
from domain.kit.ids import InitiativeId
from domain.names.fold import search_key
from handlers.forms.clean import shortened
from handlers.initiative import facts, screens
from handlers.initiative.closing import appointing
from handlers.initiative.form import ALLOW_FORM, ASK_FORM, INITIATIVE_FORM
from handlers.initiative.notices import NOTICES
from handlers.initiative.places import (
    InitiativeCard,
    InitiativeCountries,
    InitiativeList,
    InitiativeOfficials,
    InitiativePass,
    InitiativeRegions,
    InitiativeSectors,
)
from handlers.initiative.routes import entered, router
from handlers.reading import Reading
from handlers.room import Found, MenuEntry, Room, View
from handlers.screens.labels import ON_BUTTON
from handlers.screens.place import Place
from handlers.words.catalog import Text
from handlers.words.reader import Reader

WAITED_FOR = ABROAD | {OrganisationKind.AKIMAT, OrganisationKind.AUTHORISED_BODY}


def waiting_place(who: Actor | Guest) -> Place | None:
    """Only those for whom an initiative can wait."""
    if isinstance(who, Guest) or who.kind not in WAITED_FOR or not who.writes:
        return None
    return InitiativeList("waiting")


def all_place(who: Actor | Guest) -> Place | None:
    return None if isinstance(who, Guest) or who.kind in NO_CASES else InitiativeList("all")


async def find(query: str, reading: Reading, r: Reader) -> Sequence[Found]:
    """By number in any writing, by title or company."""
    found = await reading.port(InitiativeLists).find(reading.actor, search_key(query), 10)
    return [Found(shortened(f"{line.number} · {line.title}", ON_BUTTON), InitiativeCard(line.id), 70) for line in found]


def linked(code: str) -> Place | None:
    """A link to an initiative: its id; the card decides who may see it."""
    try:
        return InitiativeCard(InitiativeId(UUID(code)))
    except ValueError:
        return None


def no_kyc(_: NoCurrentKyc, r: Reader) -> Markup:
    return r.say(
        "initiative.refused",
        "The company has no KYC decision in force. Start a check or ask the authorised body to allow the transfer.",
    )


def another_region(_: AnotherRegion, r: Reader) -> Markup:
    return r.say("initiative.refused", "This akimat does not answer for the initiative's region.")


def opened_already(_: OpenedAlready, r: Reader) -> Markup:
    return r.say("initiative.refused", "The akimat has opened it: it can no longer be taken back.")


def not_an_official(_: NotAnOfficial, r: Reader) -> Markup:
    return r.say("initiative.refused", "This person does not work in your akimat any more. Choose another one.")


room = Room(
    name="initiative",
    views=(
        View(InitiativeList, facts.load_list, screens.show_list),
        View(InitiativeRegions, facts.load_regions, screens.show_regions),
        View(InitiativeSectors, facts.load_sectors, screens.show_sectors),
        View(InitiativeCountries, facts.load_countries, screens.show_countries),
        View(InitiativeCard, facts.load_card, screens.show_card),
        View(InitiativePass, facts.load_pass, screens.show_pass),
        View(InitiativeOfficials, facts.load_officials, screens.show_officials),
    ),
    notices=NOTICES,
    forms=(INITIATIVE_FORM, ASK_FORM, ALLOW_FORM),
    router=router,
    refusals={
        NoCurrentKyc: no_kyc,
        AnotherRegion: another_region,
        OpenedAlready: opened_already,
        NotAnOfficial: not_an_official,
    },
    links={"n": linked},  # «i» opens an invitation
    menu=(
        MenuEntry(1, Text("menu", "Initiatives waiting for you"), waiting_place, facts.count_waiting),
        MenuEntry(25, Text("menu", "Initiatives"), all_place),
    ),
    finder=find,
    closing={APPOINTMENT.name: appointing},
    entered={InitiativeCard: entered, InitiativeOfficials: entered},
)
