"""The company card and the contact card as forms (M1.1; п. 40.3)."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from domain.company.acts import add_contact, amend, amend_contact, create
from domain.company.model import Channel, CompanyFacts, Contact, ContactFacts, PeopleBand, TurnoverBand
from domain.company.ports import Companies, CompanyLists
from domain.company.rules import Candidate, contact_alike, double_sign, may_make_companies
from domain.kit.ids import CompanyId, ContactId
from domain.kit.refused import NotFound
from handlers.chat import Chat
from handlers.company.facts import visible_company
from handlers.company.places import CompanyCard, ContactCard
from handlers.company.words import CHANNELS, LANGUAGES, PEOPLE, SIGNS, TURNOVER
from handlers.forms.declare import (
    Answers,
    Choice,
    Choices,
    Form,
    Group,
    Line,
    LongText,
    Made,
    Option,
    Phone,
    Section,
    SharedContact,
    Suggestion,
    YesNo,
)
from handlers.forms.draft import Draft
from handlers.pick.options import countries, sectors
from handlers.reading import Reading
from handlers.words.catalog import Text
from handlers.words.reader import Reader


def options(labels: Mapping[str, Text]) -> tuple[Option, ...]:
    return tuple(Option(str(value), label) for value, label in labels.items())


async def doubles(
    typed: str, answers: Answers, context: Mapping[str, Any], reading: Reading, r: Reader
) -> Sequence[Suggestion]:
    """Cards that may be the company whose name is being typed (M1.1)."""
    candidate = Candidate(
        legal_name=typed,
        short_name=answers.get("short_name", ""),
        registration_number=answers.get("registration_number", ""),
        site=answers.get("site", ""),
    )
    return await _near(candidate, context, reading, r)


async def doubles_by_site(
    typed: str, _answers: Answers, context: Mapping[str, Any], reading: Reading, r: Reader
) -> Sequence[Suggestion]:
    return await _near(Candidate("", "", "", typed), context, reading, r)


async def doubles_by_number(
    typed: str, _answers: Answers, context: Mapping[str, Any], reading: Reading, r: Reader
) -> Sequence[Suggestion]:
    return await _near(Candidate("", "", typed, ""), context, reading, r)


async def _near(candidate: Candidate, context: Mapping[str, Any], reading: Reading, r: Reader) -> Sequence[Suggestion]:
    found = []
    for double in await reading.port(CompanyLists).near(reading.actor, candidate):
        sign = double_sign(candidate, double.candidate)
        itself = str(double.line.id) == context.get("company")  # the card being changed is no double of its own
        if sign is not None and not itself:
            label = r.plain(SIGNS[sign[0]], name=double.line.name)
            found.append((sign[1], Suggestion(label, CompanyCard(double.line.id))))
    found.sort(key=lambda one: -one[0])
    return [suggestion for _rank, suggestion in found[:4]]


async def like_contacts(
    typed: str, _answers: Answers, context: Mapping[str, Any], reading: Reading, _r: Reader
) -> Sequence[Suggestion]:
    """Contacts of the company that may be the person whose name is being typed (M1.1)."""
    if "contact" in context:
        itself = await seen_contact(context, reading)
        company, beside = itself.company, itself.id
    else:
        company, beside = CompanyId(UUID(context["company"])), None
        await visible_company(company, reading)
    contacts = [
        one
        for one in await reading.port(Companies).contacts_of(company)
        if one.id != beside and contact_alike(typed, one.name)
    ]
    return [
        Suggestion(f"{one.name} · {one.position}" if one.position else one.name, ContactCard(one.id))
        for one in contacts[:4]
    ]


async def own_country(_answers: Answers, reading: Reading) -> str | None:
    """A mission meets companies of its own country most of all."""
    countries_served = sorted(reading.actor.scope.countries)
    return countries_served[0] if len(countries_served) == 1 else None


_SITE = re.compile(r"^(https?://)?[\w-]+(\.[\w-]+)+(/\S*)?$", re.IGNORECASE)
_MAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")


def check_site(typed: str, _answers: Answers) -> Text | None:
    if _SITE.match(typed):
        return None
    return Text("company.form", "This is not a site's address. It looks like firma.de")


def check_mail(typed: str, _answers: Answers) -> Text | None:
    if _MAIL.match(typed):
        return None
    return Text("contact.form", "This is not an e-mail address. It looks like name@firma.de")


async def prefill_company(context: dict[str, Any], reading: Reading) -> dict[str, Any]:
    if "company" not in context:
        return {"legal_name": context["name"]} if context.get("name") else {}
    facts = (await visible_company(CompanyId(UUID(context["company"])), reading)).facts
    given: dict[str, Any] = {
        "legal_name": facts.legal_name,
        "short_name": facts.short_name,
        "country": facts.country,
        "sector": facts.sector,
        "people": facts.people,
        "turnover": facts.turnover,
        "site": facts.site,
        "registration_number": facts.registration_number,
        "parent": facts.parent,
        "global_2000": facts.global_2000,
        "notes": facts.notes,
    }
    return {name: value for name, value in given.items() if value not in ("", None)}


async def company_version(context: dict[str, Any], reading: Reading) -> int:
    return (await visible_company(CompanyId(UUID(context["company"])), reading)).version


def company_facts(answers: Answers) -> CompanyFacts:
    return CompanyFacts(
        legal_name=answers["legal_name"],
        country=answers["country"],
        sector=answers["sector"],
        short_name=answers.get("short_name", ""),
        people=PeopleBand(answers["people"]) if answers.get("people") else None,
        turnover=TurnoverBand(answers["turnover"]) if answers.get("turnover") else None,
        site=answers.get("site", ""),
        registration_number=answers.get("registration_number", ""),
        parent=answers.get("parent", ""),
        global_2000=answers.get("global_2000", False),
        notes=answers.get("notes", ""),
    )


async def save_company(chat: Chat, draft: Draft, answers: Answers) -> CompanyCard | Made:
    companies = chat.port(Companies)
    if "company" in draft.context:
        company = CompanyId(UUID(draft.context["company"]))
        await amend(chat.desk, companies, company, draft.context["version"], company_facts(answers))
        return CompanyCard(company)
    company = await create(chat.desk, companies, company_facts(answers))
    return Made(CompanyCard(company), str(company))


COMPANY_FORM = Form(
    name="company.card",
    version=1,
    title=Text("company.form", "Company card"),
    save=Text("company.form", "Save the company"),
    allowed=may_make_companies,
    submit=save_company,
    prefill=prefill_company,
    present=company_version,
    summary=lambda answers, r: answers.get("legal_name", ""),
    sections=(
        Section(
            Text("company.form", "Company"),
            (
                Line(
                    name="legal_name",
                    label=Text("company.form", "Legal name"),
                    ask=Text("company.form", "What is the company's full legal name?"),
                    example=Text("company.form", "Siemens Energy AG"),
                    required=True,
                    suggest=doubles,
                ),
                Choice(
                    name="country",
                    label=Text("company.form", "Country"),
                    ask=Text("company.form", "Which country is the company from?"),
                    required=True,
                    options=countries,
                    recent="country",
                    default=own_country,
                ),
                Choice(
                    name="sector",
                    label=Text("company.form", "Sector"),
                    ask=Text("company.form", "Which sector does it work in?"),
                    required=True,
                    options=sectors,
                    recent="sector",
                ),
                Line(
                    name="short_name",
                    label=Text("company.form", "Short name"),
                    ask=Text("company.form", "What do people call the company?"),
                    example=Text("company.form", "Siemens Energy"),
                    limit=60,
                ),
            ),
        ),
        Section(
            Text("company.form", "Size and register"),
            (
                Choice(
                    name="people",
                    label=Text("company.form", "People"),
                    ask=Text("company.form", "How many people does it employ?"),
                    options=options(PEOPLE),
                ),
                Choice(
                    name="turnover",
                    label=Text("company.form", "Turnover"),
                    ask=Text("company.form", "What is its yearly turnover?"),
                    options=options(TURNOVER),
                ),
                Line(
                    name="site",
                    label=Text("company.form", "Site"),
                    ask=Text("company.form", "What is its site?"),
                    example=Text("company.form", "siemens-energy.com"),
                    check=check_site,
                    suggest=doubles_by_site,
                ),
                Line(
                    name="registration_number",
                    label=Text("company.form", "Registration number"),
                    ask=Text("company.form", "What is its registration number at home?"),
                    example=Text("company.form", "HRB 252581, Munich"),
                    limit=80,
                    suggest=doubles_by_number,
                ),
            ),
        ),
        Section(
            Text("company.form", "Group and notes"),
            (
                Line(
                    name="parent",
                    label=Text("company.form", "Parent company"),
                    ask=Text("company.form", "Which company controls it?"),
                    example=Text("company.form", "Siemens AG"),
                ),
                YesNo(
                    name="global_2000",
                    label=Text("company.form", "Forbes Global 2000"),
                    ask=Text("company.form", "Is the company or its parent in the Forbes Global 2000?"),
                ),
                LongText(
                    name="notes",
                    label=Text("company.form", "Notes"),
                    ask=Text("company.form", "What else is worth knowing?"),
                ),
            ),
        ),
    ),
)


async def seen_contact(context: Mapping[str, Any], reading: Reading) -> Contact:
    """The contact of the context. Raises NotFound where the reader may not know of its company (A2)."""
    contact = await reading.port(Companies).contact(ContactId(UUID(context["contact"])))
    if contact is None:
        raise NotFound
    await visible_company(contact.company, reading)
    return contact


async def prefill_contact(context: dict[str, Any], reading: Reading) -> dict[str, Any]:
    if "contact" not in context:
        await visible_company(CompanyId(UUID(context["company"])), reading)
        return {}
    facts = (await seen_contact(context, reading)).facts
    given: dict[str, Any] = {
        "name": facts.name,
        "position": facts.position,
        "phones": tuple({"phone": phone} for phone in facts.phones),
        "mails": tuple({"mail": mail} for mail in facts.mails),
        "languages": facts.languages,
        "channel": facts.channel,
        "notes": facts.notes,
    }
    return {name: value for name, value in given.items() if value not in ("", None, ())}


async def contact_version(context: dict[str, Any], reading: Reading) -> int:
    return (await seen_contact(context, reading)).version


def contact_answers(shared: SharedContact) -> Mapping[str, Any]:
    """What a contact shared from Telegram or as a vCard answers."""
    given: dict[str, Any] = {
        "name": shared.name,
        "position": shared.position,
        "phones": tuple({"phone": phone} for phone in shared.phones),
        "mails": tuple({"mail": mail} for mail in shared.mails),
    }
    return {name: value for name, value in given.items() if value not in ("", ())}


def contact_facts(answers: Answers) -> ContactFacts:
    return ContactFacts(
        name=answers["name"],
        position=answers.get("position", ""),
        phones=tuple(item["phone"] for item in answers.get("phones", ())),
        mails=tuple(item["mail"] for item in answers.get("mails", ())),
        languages=tuple(answers.get("languages", ())),
        channel=Channel(answers["channel"]) if answers.get("channel") else None,
        notes=answers.get("notes", ""),
    )


async def save_contact(chat: Chat, draft: Draft, answers: Answers) -> ContactCard | Made:
    companies = chat.port(Companies)
    if "contact" in draft.context:
        contact = ContactId(UUID(draft.context["contact"]))
        await amend_contact(chat.desk, companies, contact, draft.context["version"], contact_facts(answers))
        return ContactCard(contact)
    company = CompanyId(UUID(draft.context["company"]))
    contact = await add_contact(chat.desk, companies, company, contact_facts(answers))
    return Made(ContactCard(contact), str(contact))


CONTACT_FORM = Form(
    name="contact.card",
    version=1,
    title=Text("contact.form", "Contact card"),
    save=Text("contact.form", "Save the contact"),
    allowed=may_make_companies,
    submit=save_contact,
    prefill=prefill_contact,
    present=contact_version,
    summary=lambda answers, r: answers.get("name", ""),
    accepts_contact=contact_answers,
    sections=(
        Section(
            Text("contact.form", "Contact"),
            (
                Line(
                    name="name",
                    label=Text("contact.form", "Name"),
                    ask=Text("contact.form", "What is the person's name? You can also share a contact."),
                    example=Text("contact.form", "Anna Müller"),
                    required=True,
                    limit=120,
                    suggest=like_contacts,
                ),
                Line(
                    name="position",
                    label=Text("contact.form", "Position"),
                    ask=Text("contact.form", "What is the person's position?"),
                    example=Text("contact.form", "Head of development, CIS"),
                    limit=120,
                ),
                Group(
                    name="phones",
                    label=Text("contact.form", "Phones"),
                    ask=Text("contact.form", "Which phone numbers does the person have?"),
                    add=Text("contact.form", "Add a phone"),
                    line=lambda item, r: str(item.get("phone", "")),
                    limit=5,
                    fields=(
                        Phone(
                            name="phone",
                            label=Text("contact.form", "Phone"),
                            ask=Text("contact.form", "What is the phone number?"),
                            example=Text("contact.form", "+49 151 23456789"),
                            required=True,
                        ),
                    ),
                ),
                Group(
                    name="mails",
                    label=Text("contact.form", "E-mail"),
                    ask=Text("contact.form", "Which e-mail addresses does the person have?"),
                    add=Text("contact.form", "Add an e-mail"),
                    line=lambda item, r: str(item.get("mail", "")),
                    limit=5,
                    fields=(
                        Line(
                            name="mail",
                            label=Text("contact.form", "E-mail"),
                            ask=Text("contact.form", "What is the e-mail address?"),
                            example=Text("contact.form", "a.mueller@firma.de"),
                            required=True,
                            check=check_mail,
                        ),
                    ),
                ),
                Choices(
                    name="languages",
                    label=Text("contact.form", "Languages"),
                    ask=Text("contact.form", "Which languages does the person speak?"),
                    options=options(LANGUAGES),
                ),
                Choice(
                    name="channel",
                    label=Text("contact.form", "Preferred channel"),
                    ask=Text("contact.form", "How does the person prefer to be reached?"),
                    options=options(CHANNELS),
                ),
                LongText(
                    name="notes",
                    label=Text("contact.form", "Notes"),
                    ask=Text("contact.form", "What else is worth knowing?"),
                ),
            ),
        ),
    ),
)
