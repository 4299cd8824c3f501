"""A card of a made-up room, with a field of every kind: about one line a field."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.kit.actor import Actor
from handlers.chat import Chat
from handlers.forms.declare import (
    Answers,
    Choice,
    Choices,
    Day,
    Files,
    Form,
    Group,
    Line,
    LongText,
    Lookup,
    Made,
    Number,
    Option,
    Phone,
    Section,
    SharedContact,
    Suggestion,
    Sum,
    YesNo,
)
from handlers.forms.draft import Draft
from handlers.forms.places import Drafts, StartForm
from handlers.reading import Reading
from handlers.screens.place import Place
from handlers.words.catalog import Text
from handlers.words.reader import Reader

T = Text  # the words of the sample are no texts of the product: catalogs give them back as they are

COUNTRIES = {
    "DE": "Германия", "KR": "Корея", "CN": "Китай", "KZ": "Казахстан", "TR": "Түркия", "US": "США", "FR": "Франция",
    "IT": "Италия", "JP": "Япония", "GB": "Великобритания", "CZ": "Чехия", "PL": "Польша",
}  # fmt: skip
COMPANIES = {"c1": '"QAZAQSTAN <MONARH>"', "c2": "Siemens & Söhne", "c3": "ТОО АстанаГаз"}


async def countries(answers: Answers, reading: Reading, reader: Reader) -> list[Option]:
    return [Option(code, name) for code, name in COUNTRIES.items()]


async def search(text: str, answers: Answers, reading: Reading, reader: Reader) -> list[Option]:
    return [Option(key, name) for key, name in COMPANIES.items() if text.casefold() in name.casefold()]


async def company_name(value: str, reading: Reading, reader: Reader) -> str:
    return COMPANIES.get(value, value)


async def like(
    text: str, answers: Answers, context: Mapping[str, Any], reading: Reading, reader: Reader
) -> list[Suggestion]:
    return [Suggestion("Siemens AG", Drafts())] if text.casefold().startswith("siemens") else []


async def capital(answers: Answers, reading: Reading) -> str | None:
    return "Берлин" if answers.get("country") == "DE" else None


async def start(context: dict[str, Any], reading: Reading) -> dict[str, Any]:
    return {"topic": context["topic"]} if "topic" in context else {}


async def submit(chat: Chat, draft: Draft, answers: Answers) -> Place | Made:
    submitted.append(dict(answers))
    return Made(Drafts(), "c1")


submitted: list[dict[str, Any]] = []


def named(answers: Answers, reader: Reader) -> str:
    return str(answers.get("topic") or answers.get("company:name") or "")


def agreement(item: Answers, reader: Reader) -> str:
    return f"{item.get('what', '')} — {item.get('who:name', '')}"


def writes(actor: Actor) -> bool:
    return actor.writes


def from_contact(shared: SharedContact) -> dict[str, Any]:
    return {"topic": shared.name, "phone": shared.phones[0] if shared.phones else None}


def reasonable(answers: Answers) -> Text | None:
    return T("sample", "The topic may not be the place.") if answers["topic"] == answers.get("place") else None


def q(name: str, label: str, ask: str) -> dict[str, Any]:
    """What every question has."""
    return {"name": name, "label": T("sample", label), "ask": T("sample", ask)}


def in_person(answers: Answers) -> bool:
    return answers.get("format") == "live"


def new_company(text: str) -> Place:
    return StartForm("sample.company", {"text": text})


FORMATS = (Option("live", T("sample", "In person")), Option("video", T("sample", "By video")))
THEMES = (Option("ore", T("sample", "Ore")), Option("energy", T("sample", "Energy")))
ITEM = (
    Line(**q("what", "What", "What exactly?"), required=True),
    Lookup(**q("who", "Who", "Who answers?"), required=True, search=search, name_of=company_name),
    Day(**q("until", "Until", "Until when?"), past=False, quick=(1, 30)),
)

MEETING = Form(
    name="sample.meeting",
    version=1,
    title=T("sample", "Meeting card"),
    save=T("sample", "Save the meeting"),
    allowed=writes,
    submit=submit,
    summary=named,
    prefill=start,
    check=reasonable,
    accepts_contact=from_contact,
    sections=(
        Section(
            T("sample", "Meeting"),
            (
                Line(**q("topic", "Topic", "What is it about?"), required=True, limit=100, suggest=like),
                Day(**q("day", "Date", "When was it?"), required=True, future=False),
                Choice(**q("format", "Format", "How?"), required=True, options=FORMATS),
                Choice(**q("country", "Country", "?"), required=True, options=countries, recent="country", columns=2),
                Line(**q("place", "Place", "?"), required=True, depends=("country",), default=capital, when=in_person),
                Lookup(
                    **q("company", "Company", "Which company?"),
                    required=True, search=search, name_of=company_name, create=new_company,
                ),
                LongText(**q("talk", "Talks", "What was said?"), required=True, limit=6000),
            ),
        ),
        Section(
            T("sample", "Details"),
            (
                Group(
                    **q("agreed", "Agreements", "What was agreed?"),
                    add=T("sample", "Add an agreement"), line=agreement, fields=ITEM,
                ),
                Sum(**q("sum", "Sum", "How much?")),
                Number(**q("jobs", "Jobs", "How many jobs?")),
                YesNo(**q("follow", "Follow-up", "Is there a follow-up?")),
                Choices(**q("themes", "Themes", "Which themes?"), options=THEMES),
                Phone(**q("phone", "Phone", "Whom to call?")),
                Files(**q("files", "Files", "Photos and documents?"), limit=3),
                Lookup(**q("guests", "Guests", "Who else?"), search=search, name_of=company_name, many=True),
                Day(**q("next", "Next", "Next meeting?"), past=False, high=lambda a, today: date(2027, 12, 31)),
            ),
        ),
    ),
)  # fmt: skip


async def submit_company(chat: Chat, draft: Draft, answers: Answers) -> Place | Made:
    submitted.append(dict(answers))
    return Made(Drafts(), "c3")


VISIT = Form(
    name="sample.visit",
    version=1,
    title=T("sample", "Visit card"),
    save=T("sample", "Save the visit"),
    allowed=writes,
    submit=submit,
    summary=named,
    sections=(
        Section(
            T("sample", "Visit"),
            (
                Lookup(
                    **q("company", "Company", "Which company?"),
                    required=True, search=search, name_of=company_name, create=new_company,
                ),
                Line(**q("place", "Place", "Where?"), required=True),
            ),
        ),
    ),
)  # fmt: skip

COMPANY = Form(
    name="sample.company",
    version=1,
    title=T("sample", "Company card"),
    save=T("sample", "Save the company"),
    allowed=writes,
    submit=submit_company,
    summary=lambda a, r: str(a.get("name", "")),
    sections=(Section(T("sample", "Company"), (Line(**q("name", "Name", "Name?"), required=True),)),),
)
