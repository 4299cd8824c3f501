"""What the company room's screens need to know: read and authorised here, shown elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.access.scope import Placement, Thing, check_sees, may_change, may_see
from domain.company.model import Company, Contact
from domain.company.ports import Companies, CompanyFilter, CompanyLine, CompanyLists
from domain.company.rules import keeps_company, may_make_cards, may_make_companies
from domain.initiative.ports import InitiativeFilter, InitiativeLists
from domain.kit.actor import ABROAD
from domain.kit.ids import CompanyId
from domain.kit.periods import almaty_date
from domain.kit.refused import NotFound
from domain.kyc.model import KycCase
from domain.kyc.ports import KycCases
from domain.kyc.rules import counting
from domain.meeting.ports import MeetingFilter, MeetingLists
from handlers.company.places import (
    CompanyCard,
    CompanyContacts,
    CompanyCountries,
    CompanyList,
    CompanySectors,
    ContactCard,
)
from handlers.pick.lists import PAGE, offset
from handlers.reading import Reading


@dataclass(frozen=True, slots=True)
class ListFacts:
    place: CompanyList
    lines: Sequence[CompanyLine]
    total: int
    may_make: bool
    abroad: bool  # «own» and «my organisation's» mean something only to those who make cards


async def load_list(place: CompanyList, reading: Reading) -> ListFacts:
    actor = reading.actor
    abroad = actor.kind in ABROAD
    whose = place.whose if abroad else "all"
    chosen = CompanyFilter(whose == "own", whose == "organisation", place.country, place.sector)
    lines, total = await reading.port(CompanyLists).page(actor, chosen, offset(place.page), PAGE)
    return ListFacts(place, lines, total, may_make_cards(actor), abroad)


@dataclass(frozen=True, slots=True)
class CountedFacts:
    place: CompanyCountries | CompanySectors
    counted: Sequence[tuple[str, int]]


async def load_countries(place: CompanyCountries, reading: Reading) -> CountedFacts:
    return CountedFacts(place, await reading.port(CompanyLists).countries(reading.actor))


async def load_sectors(place: CompanySectors, reading: Reading) -> CountedFacts:
    return CountedFacts(place, await reading.port(CompanyLists).sectors(reading.actor))


@dataclass(frozen=True, slots=True)
class CardFacts:
    company: Company
    contacts: int
    meetings: int
    initiatives: int
    kyc: KycCase | None  # the newest that the reader may know of
    kyc_seen: bool  # whether the reader may know of KYC at all
    kyc_current: bool
    may_change: bool
    records: bool = False  # meetings with it are recorded by the reader's body (п. 39)
    initiates: bool = False  # the reader's body makes passports (п. 45)


async def visible_company(company_id: CompanyId, reading: Reading) -> Company:
    """The company for reading. Raises NotFound where the reader may not know of it (A2)."""
    company = await reading.port(Companies).get(company_id)
    if company is None:
        raise NotFound
    check_sees(reading.actor, company.placement)
    return company


async def load_card(place: CompanyCard, reading: Reading) -> CardFacts:
    actor = reading.actor
    company = await visible_company(place.company, reading)
    cases = [one for one in await reading.port(KycCases).of_company(company.id) if may_see(actor, one.placement)]
    _, meetings = await reading.port(MeetingLists).page(actor, MeetingFilter(company=company.id), 0, 0)
    _, initiatives = await reading.port(InitiativeLists).page(actor, InitiativeFilter(company=company.id), 0, 0)
    makes = keeps_company(actor, company.maker) and may_change(actor, company.placement)
    records = makes and may_make_cards(actor)
    return CardFacts(
        company=company,
        contacts=len(await reading.port(Companies).contacts_of(company.id)),
        meetings=meetings,
        initiatives=initiatives,
        kyc=cases[0] if cases else None,
        kyc_seen=records or bool(cases) or may_see(actor, Placement(Thing.KYC, company.maker)),
        kyc_current=bool(cases) and counting(cases, cases[0].maker, company, almaty_date(reading.now)) is not None,
        may_change=makes,
        records=records,
        initiates=may_make_companies(actor) and not may_make_cards(actor),
    )


@dataclass(frozen=True, slots=True)
class ContactsFacts:
    place: CompanyContacts
    company: Company
    contacts: Sequence[Contact]
    may_change: bool


async def load_contacts(place: CompanyContacts, reading: Reading) -> ContactsFacts:
    company = await visible_company(place.company, reading)
    contacts = await reading.port(Companies).contacts_of(company.id)
    may = keeps_company(reading.actor, company.maker) and may_change(reading.actor, company.placement)
    return ContactsFacts(place, company, contacts, may)


@dataclass(frozen=True, slots=True)
class ContactFactsShown:
    contact: Contact
    company: Company
    may_change: bool


async def load_contact(place: ContactCard, reading: Reading) -> ContactFactsShown:
    contact = await reading.port(Companies).contact(place.contact)
    if contact is None:
        raise NotFound
    company = await visible_company(contact.company, reading)
    may = keeps_company(reading.actor, company.maker) and may_change(reading.actor, company.placement)
    return ContactFactsShown(contact, company, may)
