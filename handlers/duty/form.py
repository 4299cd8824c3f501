"""A note, an exemption with its reason, a request for an unplanned report, as forms (R1–R12; прил. 2, п. 6)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from domain.duty import rules
from domain.duty.acts import ask, exempt, write_note
from domain.duty.model import NOTE_LIMIT
from domain.duty.ports import Duties, Owing
from domain.duty.rules import unplanned
from domain.kit.actor import Actor, OrganisationKind
from domain.kit.ids import DutyId, OrganisationId
from domain.names.fold import search_key
from handlers.chat import Chat
from handlers.duty.facts import visible
from handlers.duty.places import DutyCard, DutyRound
from handlers.forms.declare import Answers, Choice, Day, Form, Line, LongText, Lookup, Option, Section
from handlers.forms.draft import Draft
from handlers.reading import Reading
from handlers.screens.place import Place
from handlers.words.catalog import Text
from handlers.words.duties import duty_name
from handlers.words.organisations import kind_name
from handlers.words.reader import Reader

LIKELY = 8
EVERYBODY, CHOSEN = "everybody", "chosen"


def duty_of(context: Mapping[str, Any]) -> DutyId:
    return DutyId(UUID(context["duty"]))


async def duty_version(context: dict[str, Any], reading: Reading) -> int:
    return (await visible(duty_of(context), reading))[0].version


async def authorise(context: dict[str, Any], reading: Reading) -> None:
    """Raises NotFound where the duty is out of the reader's sight (A2)."""
    await visible(duty_of(context), reading)


def card_of(context: Mapping[str, Any]) -> Place:
    return DutyCard(duty_of(context))


def writes(actor: Actor) -> bool:
    return actor.writes


def waives(actor: Actor) -> bool:
    return actor.writes and actor.kind is OrganisationKind.NATIONAL_COMPANY


async def prefill_note(context: dict[str, Any], reading: Reading) -> dict[str, Any]:
    owed, _, _ = await visible(duty_of(context), reading)
    return {"note": owed.note} if owed.note else {}


async def save_note(chat: Chat, draft: Draft, answers: Answers) -> DutyCard:
    id_ = duty_of(draft.context)
    await write_note(chat.desk, chat.port(Duties), id_, draft.context["version"], answers.get("note", ""))
    return DutyCard(id_)


async def save_exemption(chat: Chat, draft: Draft, answers: Answers) -> DutyCard:
    id_ = duty_of(draft.context)
    await exempt(chat.desk, chat.port(Duties), id_, draft.context["version"], answers["reason"])
    return DutyCard(id_)


NOTE_FORM = Form(
    name="duty.note",
    version=1,
    title=Text("duty.form", "Note to the report"),
    save=Text("duty.form", "Save the note"),
    sections=(
        Section(
            Text("duty.form", "How it was sent"),
            (
                LongText(
                    name="note",
                    label=Text("duty.form", "Note"),
                    ask=Text("duty.form", "By which letter, and what should be known of it?"),
                    example=Text("duty.form", "Letter № 12-3/456 of 14 January"),
                    limit=NOTE_LIMIT,
                    required=True,
                ),
            ),
        ),
    ),
    allowed=writes,
    authorise=authorise,
    submit=save_note,
    present=duty_version,
    card=card_of,
    prefill=prefill_note,
    summary=lambda answers, r: str(answers.get("note", ""))[:60],
)

EXEMPT_FORM = Form(
    name="duty.exempt",
    version=1,
    title=Text("duty.form", "Exemption"),
    save=Text("duty.form", "Exempt"),
    sections=(
        Section(
            Text("duty.form", "This and the coming periods"),
            (
                Line(
                    name="reason",
                    label=Text("duty.form", "Reason"),
                    ask=Text("duty.form", "Why does this organisation not owe the report?"),
                    example=Text("duty.form", "It has no projects and no plan for them"),
                    required=True,
                    limit=500,
                ),
            ),
        ),
    ),
    allowed=waives,
    authorise=authorise,
    submit=save_exemption,
    present=duty_version,
    card=card_of,
    summary=lambda answers, r: str(answers.get("reason", ""))[:60],
)

# What the authorised body asks for (R9c)


async def asked_bodies(reading: Reading) -> Sequence[Owing]:
    found = await reading.port(Duties).bodies(unplanned(reading.edition).owed_by)
    return [body for body in found if body.id != reading.actor.organisation]


async def search_bodies(typed: str, _answers: Answers, reading: Reading, r: Reader) -> Sequence[Option]:
    key = search_key(typed)
    named = [(body, body.names[r.language]) for body in await asked_bodies(reading)]
    found = [(body, name) for body, name in named if any(key in search_key(one) for one in body.names.values())]
    return [Option(str(body.id), name) for body, name in sorted(found, key=lambda one: one[1])][:LIKELY]


async def name_body(value: str, reading: Reading, r: Reader) -> str:
    body = await reading.port(Duties).body(OrganisationId(UUID(value)))
    return "" if body is None else body.names[r.language]


async def save_request(chat: Chat, draft: Draft, answers: Answers) -> Place:
    if answers["whom"] == CHOSEN:
        whom = {OrganisationId(UUID(one)) for one in answers["bodies"]}
    else:
        kind = None if answers["whom"] == EVERYBODY else OrganisationKind(answers["whom"])
        whom = {body.id for body in await asked_bodies(chat.reading) if kind in (None, body.kind)}
    made = await ask(chat.desk, chat.port(Duties), whom, answers["what"], answers["due"])
    first = await chat.port(Duties).get(made[0])
    assert first is not None
    return DutyRound(first.code, first.period)


def tomorrow(_answers: Answers, today: date) -> date:
    return today + timedelta(days=1)


async def whom_options(_answers: Answers, reading: Reading, r: Reader) -> Sequence[Option]:
    kinds = sorted(unplanned(reading.edition).owed_by - {reading.actor.kind})
    return [
        Option(EVERYBODY, Text("duty.ask", "Everybody who owes such reports")),
        *(Option(kind.value, kind_name(r, kind)) for kind in kinds),
        Option(CHOSEN, Text("duty.ask", "Some of them, by name")),
    ]


ASK_FORM = Form(
    name="duty.ask",
    version=1,
    title=Text("duty.ask", "Unplanned report"),
    save=Text("duty.ask", "Ask for the report"),
    sections=(
        Section(
            Text("duty.ask", "By annex 2, clause 6"),
            (
                Choice(
                    name="whom",
                    label=Text("duty.ask", "From whom"),
                    ask=Text("duty.ask", "Who is asked?"),
                    required=True,
                    options=whom_options,
                ),
                Lookup(
                    name="bodies",
                    label=Text("duty.ask", "Organisations"),
                    ask=Text("duty.ask", "Which organisations?"),
                    required=True,
                    many=True,
                    when=lambda answers: answers.get("whom") == CHOSEN,
                    depends=("whom",),
                    search=search_bodies,
                    name_of=name_body,
                ),
                Line(
                    name="what",
                    label=Text("duty.ask", "What about"),
                    ask=Text("duty.ask", "What should be reported?"),
                    example=Text("duty.ask", "Causes of overdue tasks of the food industry"),
                    required=True,
                    limit=500,
                ),
                Day(
                    name="due",
                    label=Text("duty.ask", "Until"),
                    ask=Text("duty.ask", "Until which day?"),
                    required=True,
                    past=False,
                    working=True,
                    quick=(7, 14, 30),
                    low=tomorrow,
                ),
            ),
        ),
    ),
    allowed=rules.asks,
    submit=save_request,
    summary=lambda answers, r: str(answers.get("what") or duty_name(r, "R9c"))[:60],
)

FORMS = (NOTE_FORM, EXEMPT_FORM, ASK_FORM)
