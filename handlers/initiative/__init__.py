"""Initiatives: made by a mission, passed to an akimat, given to an official (M1.6, M1.7; п. 39, 41–42)."""

from collections.abc import Sequence
from uuid import UUID

import domain.initiative.talk  # noqa: F401 - registers the initiative as a matter that is talked about
from domain.initiative.ports import InitiativeLists
from domain.kit.actor import ABROAD, NO_CASES, Actor, Guest, OrganisationKind
from domain.kit.ids import InitiativeId
from domain.names.fold import search_key
from handlers.forms.clean import shortened
from handlers.initiative import facts, lists, screens, turn_facts, turn_screens
from handlers.initiative.closing import WAYS
from handlers.initiative.form import INITIATIVE_FORM
from handlers.initiative.notices import NOTICES
from handlers.initiative.places import (
    InitiativeCard,
    InitiativeCountries,
    InitiativeExtend,
    InitiativeList,
    InitiativeMakers,
    InitiativeOfficials,
    InitiativePass,
    InitiativePetition,
    InitiativeRedirect,
    InitiativeRegions,
    InitiativeSectors,
)
from handlers.initiative.reasons import FORMS
from handlers.initiative.refusals import REFUSALS
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


room = Room(
    name="initiative",
    views=(
        View(InitiativeList, facts.load_list, lists.show_list),
        View(InitiativeRegions, facts.load_regions, lists.show_regions),
        View(InitiativeSectors, facts.load_sectors, lists.show_sectors),
        View(InitiativeCountries, facts.load_countries, lists.show_countries),
        View(InitiativeMakers, facts.load_makers, lists.show_makers),
        View(InitiativeCard, facts.load_card, screens.show_card),
        View(InitiativePass, facts.load_pass, screens.show_pass),
        View(InitiativeOfficials, facts.load_officials, screens.show_officials),
        View(InitiativeExtend, turn_facts.load_extend, turn_screens.show_extend),
        View(InitiativeRedirect, turn_facts.load_redirect, turn_screens.show_redirect),
        View(InitiativePetition, turn_facts.load_petition, turn_screens.show_petition),
    ),
    notices=NOTICES,
    forms=(INITIATIVE_FORM, *FORMS),
    router=router,
    refusals=REFUSALS,
    links={"n": linked},  # «i» opens an invitation
    menu=(
        MenuEntry(1, Text("menu", "Initiatives waiting for you"), waiting_place, facts.count_waiting),
        MenuEntry(25, Text("menu", "Initiatives"), all_place),
    ),
    finder=find,
    closing=WAYS,
    entered={InitiativeCard: entered, InitiativeOfficials: entered},
)
