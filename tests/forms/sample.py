"""A card of a made-up room, with a field of every kind: about one line a field."""

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


async def like(text: str, answers: Answers, reading: Reading, reader: Reader) -> list[Suggestion]:
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


def writes(actor: Actor) -> bool:
    return actor.writes


def from_contact(shared: SharedContact) -> dict[str, Any]:
    return {"topic": shared.name, "phone": shared.phones[0] if shared.phones else None}


def reasonable(answers: Answers) -> Text | None:
    return T("sample", "The topic may not be the place.") if answers["topic"] == answers.get("place") else None


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
                Line(name="topic", label=T("sample", "Topic"), ask=T("sample", "What is it about?"), required=True, limit=100, suggest=like),
                Day(name="day", label=T("sample", "Date"), ask=T("sample", "When was it?"), required=True, future=False),
                Choice(name="format", label=T("sample", "Format"), ask=T("sample", "How?"), required=True, options=(Option("live", T("sample", "In person")), Option("video", T("sample", "By video")))),
                Choice(name="country", label=T("sample", "Country"), ask=T("sample", "Which country?"), required=True, options=countries, recent="country", columns=2),
                Line(name="place", label=T("sample", "Place"), ask=T("sample", "Where?"), required=True, depends=("country",), default=capital, when=lambda a: a.get("format") == "live"),
                Lookup(name="company", label=T("sample", "Company"), ask=T("sample", "Which company?"), required=True, search=search, name_of=company_name, create=lambda text: StartForm("sample.company", {"text": text})),
                LongText(name="talk", label=T("sample", "Talks"), ask=T("sample", "What was said?"), required=True, limit=6000),
            ),
        ),
        Section(
            T("sample", "Details"),
            (
                Group(
                    name="agreed",
                    label=T("sample", "Agreements"),
                    ask=T("sample", "What was agreed?"),
                    add=T("sample", "Add an agreement"),
                    line=lambda a, r: f"{a.get('what', '')} — {a.get('who:name', '')}",
                    fields=(
                        Line(name="what", label=T("sample", "What"), ask=T("sample", "What exactly?"), required=True),
                        Lookup(name="who", label=T("sample", "Who"), ask=T("sample", "Who answers?"), required=True, search=search, name_of=company_name),
                        Day(name="until", label=T("sample", "Until"), ask=T("sample", "Until when?"), past=False, quick=(1, 30)),
                    ),
                ),
                Sum(name="sum", label=T("sample", "Sum"), ask=T("sample", "How much?")),
                Number(name="jobs", label=T("sample", "Jobs"), ask=T("sample", "How many jobs?")),
                YesNo(name="follow", label=T("sample", "Follow-up"), ask=T("sample", "Is there a follow-up?")),
                Choices(name="themes", label=T("sample", "Themes"), ask=T("sample", "Which themes?"), options=(Option("ore", T("sample", "Ore")), Option("energy", T("sample", "Energy")))),
                Phone(name="phone", label=T("sample", "Phone"), ask=T("sample", "Whom to call?")),
                Files(name="files", label=T("sample", "Files"), ask=T("sample", "Photos and documents?"), limit=3),
                Lookup(name="guests", label=T("sample", "Guests"), ask=T("sample", "Who else?"), search=search, name_of=company_name, many=True),
                Day(name="next", label=T("sample", "Next"), ask=T("sample", "Next meeting?"), past=False, high=lambda a, today: date(2027, 12, 31)),
            ),
        ),
    ),
)  # fmt: skip


async def submit_company(chat: Chat, draft: Draft, answers: Answers) -> Place | Made:
    submitted.append(dict(answers))
    return Made(Drafts(), "c3")


COMPANY = Form(
    name="sample.company",
    version=1,
    title=T("sample", "Company card"),
    save=T("sample", "Save the company"),
    allowed=writes,
    submit=submit_company,
    summary=lambda a, r: str(a.get("name", "")),
    sections=(
        Section(
            T("sample", "Company"),
            (Line(name="name", label=T("sample", "Name"), ask=T("sample", "Name?"), required=True),),
        ),
    ),
)
