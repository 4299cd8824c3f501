"""One agreement of a meeting: as an item of the meeting's form, and as a form of its own (M1.3; п. 40.4)."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from domain.company.rules import may_make_cards
from domain.kit.bodies import Bodies
from domain.kit.ids import AgreementId, MeetingId, PersonId
from domain.kit.refused import NotFound
from domain.meeting.acts import add_agreement, move_agreement
from domain.meeting.model import AgreementFacts, Side
from domain.meeting.ports import Meetings
from domain.names.fold import search_key
from handlers.chat import Chat
from handlers.forms.declare import Answers, Choice, Day, Field, Form, Line, Lookup, Option, Section
from handlers.forms.draft import Draft
from handlers.meeting.facts import meeting_to_change
from handlers.meeting.places import AgreementCard, MeetingCard
from handlers.reading import Reading
from handlers.words import formats
from handlers.words.catalog import Text
from handlers.words.reader import Reader

SIDES = (
    Option(Side.OURS.value, Text("meeting.side", "Our side")),
    Option(Side.INVESTOR.value, Text("meeting.side", "The investor")),
)


async def search_colleagues(typed: str, _answers: Answers, reading: Reading, _r: Reader) -> Sequence[Option]:
    """Heads and officers of my organisation."""
    bodies = reading.port(Bodies)
    key = search_key(typed)
    found = []
    for person in await bodies.writers(reading.actor.organisation):
        name = await bodies.person_name(person)
        if key in search_key(name):
            found.append(Option(str(person), name))
    return found


async def name_colleague(value: str, reading: Reading, _r: Reader) -> str:
    return await reading.port(Bodies).person_name(PersonId(UUID(value)))


async def myself(_answers: Answers, reading: Reading) -> str:
    return str(reading.actor.person)


def ours(answers: Answers) -> bool:
    return bool(answers.get("side") == Side.OURS)


def investors(answers: Answers) -> bool:
    return bool(answers.get("side") == Side.INVESTOR)


def agreement_fields() -> tuple[Field, ...]:
    return (
        Line(
            name="what",
            label=Text("meeting.agreement", "What"),
            ask=Text("meeting.agreement", "What was agreed?"),
            example=Text("meeting.agreement", "Send the list of land plots"),
            required=True,
            limit=300,
        ),
        Choice(
            name="side",
            label=Text("meeting.agreement", "Who does it"),
            ask=Text("meeting.agreement", "Whose side does it?"),
            options=SIDES,
            required=True,
            columns=2,
        ),
        Lookup(
            name="person",
            label=Text("meeting.agreement", "Responsible"),
            ask=Text("meeting.agreement", "Who of us is responsible?"),
            search=search_colleagues,
            name_of=name_colleague,
            default=myself,
            required=True,
            when=ours,
        ),
        Line(
            name="who",
            label=Text("meeting.agreement", "Responsible there"),
            ask=Text("meeting.agreement", "Who is responsible on the investor's side?"),
            example=Text("meeting.agreement", "Anna Müller"),
            required=True,
            when=investors,
            limit=120,
        ),
        Day(
            name="by",
            label=Text("meeting.agreement", "By"),
            ask=Text("meeting.agreement", "By what date?"),
            required=True,
            quick=(7, 14, 30),
            working=True,
            low=meeting_day,
        ),
    )


def meeting_day(answers: Answers, _today: date) -> date | None:
    """An agreement is not due before its meeting (п. 40.4)."""
    day = answers.get("day")
    return day if isinstance(day, date) else None


def agreement_facts(item: Answers) -> AgreementFacts:
    return AgreementFacts(
        what=item["what"],
        side=Side(item["side"]),
        by=item["by"],
        who=item.get("who", ""),
        person=PersonId(UUID(item["person"])) if item.get("person") else None,
    )


def agreement_line(item: Answers, r: Reader) -> str:
    if "by" not in item:
        return str(item.get("what", ""))
    return r.label("meeting.agreement", "{what}, by {day}", what=item.get("what", ""), day=formats.day(r, item["by"]))


async def prefill_agreement(context: dict[str, Any], reading: Reading) -> dict[str, Any]:
    """Moving an agreement begins from what stands."""
    meeting = await meeting_to_change(MeetingId(UUID(context["meeting"])), reading)
    if "agreement" not in context:
        return {}
    for one in await reading.port(Meetings).agreements(meeting.id):
        if str(one.id) == context["agreement"]:
            given = {"what": one.what, "side": one.side, "who": one.who, "person": str(one.person), "by": one.by}
            return {name: value for name, value in given.items() if value}
    raise NotFound


async def agreement_version(context: dict[str, Any], reading: Reading) -> int:
    found = await reading.port(Meetings).agreement(AgreementId(UUID(context["agreement"])))
    if found is None:
        raise NotFound
    return found.version


async def save_agreement(chat: Chat, draft: Draft, answers: Answers) -> MeetingCard | AgreementCard:
    meeting = MeetingId(UUID(draft.context["meeting"]))
    meetings = chat.port(Meetings)
    if "agreement" in draft.context:
        agreement = AgreementId(UUID(draft.context["agreement"]))
        seen = draft.context["version"]
        await move_agreement(chat.desk, meetings, meeting, agreement, seen, agreement_facts(answers))
        return AgreementCard(meeting, agreement)
    await add_agreement(chat.desk, meetings, meeting, agreement_facts(answers))
    return MeetingCard(meeting)


AGREEMENT_FORM = Form(
    name="meeting.agreement",
    version=1,
    title=Text("meeting.agreement", "Agreement"),
    save=Text("meeting.agreement", "Save the agreement"),
    allowed=may_make_cards,
    submit=save_agreement,
    prefill=prefill_agreement,
    present=agreement_version,
    summary=lambda answers, r: str(answers.get("what", "")),
    sections=(Section(Text("meeting.agreement", "Agreement"), agreement_fields()),),
)
