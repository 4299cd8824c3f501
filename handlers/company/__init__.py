"""Companies and contacts: lists, cards, forms, search (M1.1)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from domain.company.ports import CompanyLists
from domain.company.rules import may_make_cards
from domain.kit.actor import NO_CASES, Actor, Guest
from domain.names.fold import search_key
from handlers.company import facts, screens
from handlers.company.form import COMPANY_FORM, CONTACT_FORM
from handlers.company.places import (
    CompanyCard,
    CompanyContacts,
    CompanyCountries,
    CompanyList,
    CompanySectors,
    ContactCard,
)
from handlers.forms.clean import shortened
from handlers.forms.places import StartForm
from handlers.reading import Reading
from handlers.room import Found, MenuEntry, Room, Starter, View
from handlers.screens.labels import IN_PAIR, with_tail
from handlers.words import classifiers
from handlers.words.catalog import Text
from handlers.words.reader import Reader

if TYPE_CHECKING:
    from handlers.screens.place import Place


def menu_place(who: Actor | Guest) -> "Place | None":
    if isinstance(who, Guest) or who.kind in NO_CASES:
        return None
    return CompanyList("organisation" if may_make_cards(who) else "all")


async def find(query: str, reading: Reading, r: Reader) -> Sequence[Found]:
    """Companies and contacts by any part of a name, in any script."""
    key = search_key(query)
    lists = reading.port(CompanyLists)
    companies = await lists.find(reading.actor, key, 10)
    contacts = await lists.find_contacts(reading.actor, key, 10)
    return [
        *(
            Found(with_tail(line.name, classifiers.country_name(r, line.country)), CompanyCard(line.id), 80)
            for line in companies
        ),
        *(
            Found(with_tail(line.name, shortened(line.company_name, IN_PAIR)), ContactCard(line.id), 60)
            for line in contacts
        ),
    ]


room = Room(
    name="company",
    views=(
        View(CompanyList, facts.load_list, screens.show_list),
        View(CompanyCountries, facts.load_countries, screens.show_countries),
        View(CompanySectors, facts.load_sectors, screens.show_sectors),
        View(CompanyCard, facts.load_card, screens.show_card),
        View(CompanyContacts, facts.load_contacts, screens.show_contacts),
        View(ContactCard, facts.load_contact, screens.show_contact),
    ),
    forms=(COMPANY_FORM, CONTACT_FORM),
    menu=(MenuEntry(30, Text("menu", "Companies"), menu_place),),
    finder=find,
    starters=(
        Starter(
            Text("menu", "New company card"), may_make_cards, lambda text: StartForm("company.card", {"name": text})
        ),
    ),
)
