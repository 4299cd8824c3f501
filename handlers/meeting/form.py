"""The meeting card and one more agreement as forms (M1.3; п. 40.4)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from markupsafe import Markup

from domain.access.scope import may_see
from domain.company.model import Company
from domain.company.ports import Companies, CompanyFilter, CompanyLists
from domain.company.rules import may_make_cards
from domain.file.model import FileState
from domain.file.ports import Files as StoredFiles
from domain.kit.ids import CompanyId, ContactId, FileId, MeetingId
from domain.kit.refused import NotFound
from domain.meeting.acts import amend, record
from domain.meeting.model import MeetingFacts
from domain.meeting.papers import attach
from domain.meeting.ports import Meetings
from domain.names.fold import search_key
from handlers.chat import Chat
from handlers.forms.declare import (
    Answers,
    Choice,
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
    Section,
    Sum,
)
from handlers.forms.draft import Draft
from handlers.forms.places import StartForm
from handlers.meeting.agreement import agreement_facts, agreement_fields, agreement_line
from handlers.meeting.facts import meeting_to_change, visible_meeting
from handlers.meeting.places import MeetingCard
from handlers.pick.options import regions, sectors
from handlers.reading import Reading
from handlers.screens.labels import with_tail
from handlers.words import classifiers
from handlers.words.catalog import Text
from handlers.words.reader import Reader

LIKELY = 8


async def search_companies(typed: str, _answers: Answers, reading: Reading, r: Reader) -> Sequence[Option]:
    """Companies by any part of the name; before anything is typed, my own first."""
    lists = reading.port(CompanyLists)
    key = search_key(typed)
    if key:
        found = await lists.find(reading.actor, key, LIKELY)
    else:
        found, _ = await lists.page(reading.actor, CompanyFilter(organisation=True), 0, LIKELY)
    return [Option(str(line.id), with_tail(line.name, classifiers.country_name(r, line.country))) for line in found]


async def seen_company(value: str, reading: Reading) -> Company | None:
    """The company of an answer, if its reader may know of it: a draft outlives a change of place (A2; attack 42)."""
    company = await reading.port(Companies).get(CompanyId(UUID(value)))
    return company if company is not None and may_see(reading.actor, company.placement) else None


async def name_company(value: str, reading: Reading, _r: Reader) -> str:
    company = await seen_company(value, reading)
    return company.name if company is not None else ""


async def search_contacts(typed: str, answers: Answers, reading: Reading, _r: Reader) -> Sequence[Option]:
    """Contact people of the company that was met."""
    company = await seen_company(answers["company"], reading) if "company" in answers else None
    if company is None:
        return []
    key = search_key(typed)
    contacts = await reading.port(Companies).contacts_of(company.id)
    return [Option(str(one.id), one.name) for one in contacts if key in one.search][:LIKELY]


async def name_contact(value: str, reading: Reading, _r: Reader) -> str:
    contact = await reading.port(Companies).contact(ContactId(UUID(value)))
    seen = contact is not None and await seen_company(str(contact.company), reading) is not None
    return contact.name if contact is not None and seen else ""


async def prefill_meeting(context: dict[str, Any], reading: Reading) -> dict[str, Any]:
    if "meeting" not in context:
        if "company" in context and await seen_company(context["company"], reading) is None:
            raise NotFound
        return {"company": context["company"]} if "company" in context else {}
    meeting = await meeting_to_change(MeetingId(UUID(context["meeting"])), reading)
    given: dict[str, Any] = {
        "company": str(meeting.company),
        "day": meeting.day,
        "place": meeting.place,
        "subject": meeting.subject,
        "key_points": meeting.key_points,
        "event": meeting.event,
        "ours": meeting.ours,
        "contacts": tuple(str(one) for one in meeting.contacts),
        "theirs": meeting.theirs,
        "project_sector": meeting.project_sector,
        "project_cost": meeting.project_cost,
        "project_region": meeting.project_region,
        "project_jobs": meeting.project_jobs,
        "project_parameters": meeting.project_parameters,
        "expectations": meeting.expectations,
    }
    return {name: value for name, value in given.items() if value not in ("", None, ())}


async def meeting_version(context: dict[str, Any], reading: Reading) -> int:
    return (await visible_meeting(MeetingId(UUID(context["meeting"])), reading)).version


def meeting_facts(answers: Answers) -> MeetingFacts:
    jobs = answers.get("project_jobs")
    return MeetingFacts(
        company=CompanyId(UUID(answers["company"])),
        day=answers["day"],
        place=answers["place"],
        subject=answers["subject"],
        key_points=answers["key_points"],
        event=answers.get("event", ""),
        ours=answers.get("ours", ""),
        contacts=tuple(ContactId(UUID(one)) for one in answers.get("contacts", ())),
        theirs=answers.get("theirs", ""),
        project_sector=answers.get("project_sector", ""),
        project_cost=answers.get("project_cost"),
        project_region=answers.get("project_region", ""),
        project_jobs=None if jobs is None else int(jobs),
        project_parameters=answers.get("project_parameters", ""),
        expectations=answers.get("expectations", ""),
        agreements=tuple(agreement_facts(item) for item in answers.get("agreements", ())),
    )


async def save_meeting(chat: Chat, draft: Draft, answers: Answers) -> Made:
    facts = meeting_facts(answers)
    if "meeting" in draft.context:
        meeting = MeetingId(UUID(draft.context["meeting"]))
        await amend(chat.desk, chat.port(Meetings), meeting, draft.context["version"], facts)
        return Made(MeetingCard(meeting), str(meeting), await _attach(chat, meeting, draft, answers))
    meeting = await record(chat.desk, chat.port(Companies), chat.port(Meetings), facts)
    return Made(MeetingCard(meeting), str(meeting), await _attach(chat, meeting, draft, answers))


async def _attach(chat: Chat, meeting: MeetingId, draft: Draft, answers: Answers) -> Markup | None:
    """Photos and documents belong to the meeting from now on; those still being checked as well. Those that the check
    refused, or that are no longer there, are left out and named: they are no reason to keep the meeting unsaved."""
    stored = chat.port(StoredFiles)
    kept: list[FileId] = []
    left: list[str] = []
    for one in answers.get("files", ()):
        file = await stored.get(FileId(UUID(one)))
        if file is None or file.state is FileState.REFUSED:
            name = draft.cursor.get("files", {}).get(one) or (file.name if file is not None else "")
            left.append(name or chat.reader.label("forms.value", "file"))
        else:
            kept.append(file.id)
    if kept:
        await attach(chat.desk, chat.port(Meetings), stored, meeting, kept)
    if not left:
        return None
    return chat.reader.say("meeting.form", "Refused by the check and not kept: {names}", names=", ".join(left))


def meeting_summary(answers: Answers, _r: Reader) -> str:
    """Whom one met and about what: the company is the first answer, so that every draft can be told apart."""
    return " · ".join(str(answers[one]) for one in ("company:name", "subject") if answers.get(one))


MEETING_FORM = Form(
    name="meeting.card",
    version=1,
    title=Text("meeting.form", "Meeting card"),
    save=Text("meeting.form", "Save the meeting"),
    allowed=may_make_cards,
    submit=save_meeting,
    prefill=prefill_meeting,
    present=meeting_version,
    summary=meeting_summary,
    sections=(
        Section(
            Text("meeting.form", "Meeting"),
            (
                Lookup(
                    name="company",
                    label=Text("meeting.form", "Company"),
                    ask=Text("meeting.form", "Which company did you meet? Type a part of its name."),
                    required=True,
                    search=search_companies,
                    name_of=name_company,
                    create=lambda typed: StartForm("company.card", {"name": typed}),
                ),
                Day(
                    name="day",
                    label=Text("meeting.form", "Date"),
                    ask=Text("meeting.form", "When was the meeting?"),
                    required=True,
                    quick=(0, -1),
                    future=False,
                ),
                Line(
                    name="place",
                    label=Text("meeting.form", "Place"),
                    ask=Text("meeting.form", "Where was it?"),
                    example=Text("meeting.form", "Berlin, Hotel Adlon"),
                    required=True,
                ),
                Line(
                    name="subject",
                    label=Text("meeting.form", "Subject of interest"),
                    ask=Text("meeting.form", "What is the investor interested in?"),
                    example=Text("meeting.form", "A wind farm of 200 MW"),
                    required=True,
                    limit=1000,
                ),
                LongText(
                    name="key_points",
                    label=Text("meeting.form", "Key points"),
                    ask=Text("meeting.form", "What were the key points of the talks?"),
                    required=True,
                ),
                Group(
                    name="agreements",
                    label=Text("meeting.form", "Agreements"),
                    ask=Text("meeting.form", "What was agreed, who does it and by when?"),
                    add=Text("meeting.form", "Add an agreement"),
                    line=agreement_line,
                    limit=15,
                    fields=agreement_fields(),
                ),
            ),
        ),
        Section(
            Text("meeting.form", "Participants and files"),
            (
                Lookup(
                    name="contacts",
                    label=Text("meeting.form", "Investor's participants"),
                    ask=Text("meeting.form", "Who took part for the investor?"),
                    search=search_contacts,
                    name_of=name_contact,
                    many=True,
                    depends=("company",),
                ),
                Line(
                    name="theirs",
                    label=Text("meeting.form", "Others of theirs"),
                    ask=Text("meeting.form", "Who else took part for the investor?"),
                    example=Text("meeting.form", "Two engineers, an interpreter"),
                    limit=500,
                ),
                Line(
                    name="ours",
                    label=Text("meeting.form", "Our participants"),
                    ask=Text("meeting.form", "Who took part for our side?"),
                    example=Text("meeting.form", "The ambassador, an adviser"),
                    limit=500,
                ),
                Files(
                    name="files",
                    label=Text("meeting.form", "Photos and documents"),
                    ask=Text("meeting.form", "Send photos or documents of the meeting."),
                ),
                Line(
                    name="event",
                    label=Text("meeting.form", "Event"),
                    ask=Text("meeting.form", "At which event was it?"),
                    example=Text("meeting.form", "Hannover Messe 2026"),
                ),
            ),
        ),
        Section(
            Text("meeting.form", "Project and expectations"),
            (
                Sum(
                    name="project_cost",
                    label=Text("meeting.form", "Approximate cost"),
                    ask=Text("meeting.form", "What may the project cost?"),
                    example=Text("meeting.form", "120 m USD"),
                ),
                Choice(
                    name="project_sector",
                    label=Text("meeting.form", "Project's sector"),
                    ask=Text("meeting.form", "Which sector is the project in?"),
                    options=sectors,
                    recent="sector",
                ),
                Choice(
                    name="project_region",
                    label=Text("meeting.form", "Region"),
                    ask=Text("meeting.form", "Which region is the investor looking at?"),
                    options=regions,
                    recent="region",
                ),
                Number(
                    name="project_jobs",
                    label=Text("meeting.form", "Jobs"),
                    ask=Text("meeting.form", "How many jobs may there be?"),
                    example=Text("meeting.form", "300"),
                ),
                LongText(
                    name="project_parameters",
                    label=Text("meeting.form", "Other parameters"),
                    ask=Text("meeting.form", "What else is known of the project?"),
                    limit=3000,
                ),
                LongText(
                    name="expectations",
                    label=Text("meeting.form", "Expectations"),
                    ask=Text("meeting.form", "What does the investor expect?"),
                    limit=3000,
                ),
            ),
        ),
    ),
)
