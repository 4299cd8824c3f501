"""A task of a plan, the yes of a party, remarks, the reasons of a change, and what is said of a live task, as forms."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from domain.kit.actor import Actor, OrganisationKind
from domain.kit.bodies import Bodies
from domain.kit.ids import OrganisationId, RoadmapId, TaskId
from domain.kit.refused import NotFound, NotPermitted
from domain.passport.ports import Projects
from domain.roadmap import drafting
from domain.roadmap.model import Party, PlanTask, Stage
from domain.roadmap.ports import Roadmaps
from domain.roadmap.sheet import LIMITS
from handlers.chat import Chat
from handlers.forms.declare import (
    Answers,
    Choice,
    Day,
    Form,
    Line,
    Lookup,
    Option,
    Section,
)
from handlers.forms.draft import Draft
from handlers.reading import Reading
from handlers.roadmap.facts import Look, look
from handlers.roadmap.places import PlanTaskCard
from handlers.words.catalog import Text
from handlers.words.measures import measures
from handlers.words.reader import Reader
from handlers.words.tasks import (
    MITIGATIONS,
    PARTIES,
    RESULTS,
    RISKS,
    STAGES,
    TITLES,
    kept,
    task_mitigation,
    task_result,
    task_risk,
    task_title,
)

NAMED = (
    OrganisationKind.AKIMAT,
    OrganisationKind.REGIONAL_ORGANISATION,
    OrganisationKind.CENTRAL_BODY,
    OrganisationKind.NATIONAL_COMPANY,
    OrganisationKind.AUTHORISED_BODY,
    OrganisationKind.HOLDING,
    OrganisationKind.SUPPORT_ORGANISATION,
    OrganisationKind.INDUSTRY_INSTITUTE,
    OrganisationKind.PARTICIPANT,
)
"""Organisations of Tereze that can answer for a task."""


def of_akimat(actor: Actor) -> bool:
    return actor.kind is OrganisationKind.AKIMAT and actor.writes


def roadmap_of(context: dict[str, Any]) -> RoadmapId:
    return RoadmapId(UUID(context["roadmap"]))


def task_id_of(context: dict[str, Any]) -> TaskId:
    return TaskId(UUID(context["task"]))


async def roadmap_version(context: dict[str, Any], reading: Reading) -> int:
    found = await reading.port(Roadmaps).get(roadmap_of(context))
    if found is None:
        raise NotFound
    return found.version


async def planner(context: dict[str, Any], reading: Reading) -> Look:
    here = await look(roadmap_of(context), reading)
    if not here.plans:
        raise NotPermitted
    return here


# A task of a plan


async def prefill_task(context: dict[str, Any], reading: Reading) -> dict[str, Any]:
    """The task as it stands, in the reader's words; a new one has its stage."""
    here = await planner(context, reading)
    if "task" not in context:
        return {"stage": context["stage"]} if "stage" in context else {}
    one = next((one for one in here.tasks if one.id == task_id_of(context)), None)
    if one is None:
        raise NotFound
    r = Reader(reading.language)
    given = {
        "stage": one.stage.value,
        "title": task_title(r, one.title),
        "starts_on": one.starts_on,
        "due": one.due,
        "result": task_result(r, one.result),
        "party": one.party.value,
        "organisation": str(one.organisation) if one.organisation else "",
        "who": one.who,
        "measure": one.measure,
        "risk": task_risk(r, one.risk),
        "mitigation": task_mitigation(r, one.mitigation),
    }
    return {name: value for name, value in given.items() if value != ""}


async def save_task(chat: Chat, draft: Draft, answers: Answers) -> PlanTaskCard:
    roadmap = roadmap_of(draft.context)
    party = Party(answers["party"])
    organisation = answers.get("organisation") if party is not Party.INVESTOR else None
    task = PlanTask(
        id=task_id_of(draft.context) if "task" in draft.context else TaskId(chat.desk.new_id()),
        stage=Stage(answers["stage"]),
        title=kept(answers["title"], TITLES),
        starts_on=answers["starts_on"],
        due=answers["due"],
        result=kept(answers["result"], RESULTS),
        party=party,
        measure=answers.get("measure", ""),
        risk=kept(answers.get("risk", ""), RISKS),
        mitigation=kept(answers.get("mitigation", ""), MITIGATIONS),
        organisation=OrganisationId(UUID(organisation)) if organisation else None,
        who="" if organisation or party is Party.INVESTOR else answers.get("who", ""),
    )
    await drafting.put_task(
        chat.desk, chat.port(Projects), chat.port(Roadmaps), roadmap, draft.context["version"], task
    )
    return PlanTaskCard(roadmap, task.id)


async def search_organisations(typed: str, answers: Answers, reading: Reading, r: Reader) -> Sequence[Option]:
    """Organisations of Tereze by any part of their name in any language."""
    wanted = typed.strip().casefold()
    kinds = (OrganisationKind.PARTICIPANT,) if answers.get("party") == Party.CONTRACTOR else NAMED
    found = [one for kind in kinds for one in await reading.port(Bodies).of_kind(kind)]
    return [
        Option(str(one.id), one.names.get(r.language, ""), tuple(one.names.values()))
        for one in found
        if not wanted or any(wanted in name.casefold() for name in one.names.values())
    ][:40]


async def name_organisation(value: str, reading: Reading, r: Reader) -> str:
    body = await reading.port(Bodies).get(OrganisationId(UUID(value)))
    return body.names.get(r.language, "") if body is not None else ""


async def measure_options(_answers: Answers, _reading: Reading, r: Reader) -> Sequence[Option]:
    return [Option(code, name, also) for code, name, also in measures(r)]


def ends_after_start(answers: Answers) -> Text | None:
    first, last = answers.get("starts_on"), answers.get("due")
    if isinstance(first, date) and isinstance(last, date) and last < first:
        return Text("roadmap.form", "The task ends before it begins. Correct one of the dates.")
    return None


def not_investor(answers: Answers) -> bool:
    return answers.get("party") in (Party.STATE_BODY, Party.CONTRACTOR)


TASK_FORM = Form(
    name="roadmap.task",
    version=1,
    title=Text("roadmap.form", "Task of the roadmap"),
    save=Text("roadmap.form", "Save the task"),
    allowed=of_akimat,
    submit=save_task,
    prefill=prefill_task,
    present=roadmap_version,
    check=ends_after_start,
    summary=lambda answers, r: str(answers.get("title", "")),
    sections=(
        Section(
            Text("roadmap.form", "The task"),
            (
                Choice(
                    name="stage",
                    label=Text("roadmap.form", "Stage"),
                    ask=Text("roadmap.form", "Which stage does the task belong to?"),
                    required=True,
                    options=tuple(Option(code, text) for code, text in STAGES.items()),
                ),
                Line(
                    name="title",
                    label=Text("roadmap.form", "Task"),
                    ask=Text("roadmap.form", "What has to be done, in a few words?"),
                    example=Text("roadmap.form", "Railway siding"),
                    required=True,
                    limit=LIMITS["title"],
                ),
                Day(
                    name="starts_on",
                    label=Text("roadmap.form", "Begins"),
                    ask=Text("roadmap.form", "When does the task begin?"),
                    required=True,
                    quick=(0, 30, 90),
                ),
                Day(
                    name="due",
                    label=Text("roadmap.form", "Due"),
                    ask=Text("roadmap.form", "By which day is it to be done, that day included?"),
                    required=True,
                    quick=(30, 90, 180),
                    working=True,
                    low=lambda answers, today: answers.get("starts_on"),
                ),
                Line(
                    name="result",
                    label=Text("roadmap.form", "Expected result"),
                    ask=Text("roadmap.form", "By what will it be seen that the task is done?"),
                    example=Text("roadmap.form", "The siding is accepted by the railway"),
                    required=True,
                    limit=LIMITS["result"],
                ),
            ),
        ),
        Section(
            Text("roadmap.form", "Responsible"),
            (
                Choice(
                    name="party",
                    label=Text("roadmap.form", "Who answers"),
                    ask=Text("roadmap.form", "Who answers for the task?"),
                    required=True,
                    options=tuple(Option(code, text) for code, text in PARTIES.items()),
                ),
                Lookup(
                    name="organisation",
                    label=Text("roadmap.form", "Organisation in Tereze"),
                    ask=Text("roadmap.form", "Which organisation of Tereze? Type a part of its name."),
                    search=search_organisations,
                    name_of=name_organisation,
                    when=not_investor,
                    depends=("party",),
                ),
                Line(
                    name="who",
                    label=Text("roadmap.form", "Its name"),
                    ask=Text("roadmap.form", "What is the body or contractor called, if it is not in Tereze?"),
                    limit=LIMITS["responsible"],
                    when=lambda answers: not_investor(answers) and not answers.get("organisation"),
                ),
            ),
        ),
        Section(
            Text("roadmap.form", "Support and risk"),
            (
                Choice(
                    name="measure",
                    label=Text("roadmap.form", "Support measure"),
                    ask=Text("roadmap.form", "Which measure of state support helps here?"),
                    options=measure_options,
                ),
                Line(
                    name="risk",
                    label=Text("roadmap.form", "Risk"),
                    ask=Text("roadmap.form", "What may go wrong?"),
                    limit=LIMITS["risk"],
                ),
                Line(
                    name="mitigation",
                    label=Text("roadmap.form", "How to reduce the risk"),
                    ask=Text("roadmap.form", "How can the risk be reduced?"),
                    limit=LIMITS["mitigation"],
                ),
            ),
        ),
    ),
)
