"""The yes of a party, remarks of whoever decides, and why a roadmap is changed, as forms (п. 48.1, 51, 57)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from domain.kit.actor import Actor, OrganisationKind
from domain.kit.ids import ProjectId, RoadmapId, TaskId
from domain.kit.refused import NotPermitted
from domain.passport.ports import Projects
from domain.roadmap import deciding, drafting
from domain.roadmap.model import Ground
from domain.roadmap.ports import Roadmaps
from domain.roadmap.rules import decides, plans
from handlers.chat import Chat
from handlers.forms.declare import Answers, Choice, Day, Form, Line, LongText, Option, Section
from handlers.forms.draft import Draft
from handlers.reading import Reading
from handlers.roadmap.facts import look, visible_project
from handlers.roadmap.form import of_akimat, planner, roadmap_of, roadmap_version, task_id_of
from handlers.roadmap.places import PlanTaskCard, RoadmapCard, RoadmapConsents, RoadmapFaults
from handlers.roadmap.words import GROUNDS
from handlers.words.catalog import Text


def of_deciding(actor: Actor) -> bool:
    return actor.kind in (OrganisationKind.NATIONAL_COMPANY, OrganisationKind.AUTHORISED_BODY) and actor.writes


async def authorise_planning(context: dict[str, Any], reading: Reading) -> None:
    await planner(context, reading)


async def save_yes(chat: Chat, draft: Draft, answers: Answers) -> RoadmapConsents:
    roadmap = roadmap_of(draft.context)
    await drafting.record_yes(
        chat.desk,
        chat.port(Projects),
        chat.port(Roadmaps),
        roadmap,
        draft.context["version"],
        draft.context["party"],
        answers["name"],
        answers["on"],
    )
    return RoadmapConsents(roadmap)


AGREE_FORM = Form(
    name="roadmap.agree",
    version=1,
    title=Text("roadmap.form", "Agreement to the dates"),
    save=Text("roadmap.form", "Record the agreement"),
    allowed=of_akimat,
    authorise=authorise_planning,
    submit=save_yes,
    present=roadmap_version,
    card=lambda context: RoadmapConsents(RoadmapId(UUID(context["roadmap"]))),
    summary=lambda answers, r: str(answers.get("name", "")),
    sections=(
        Section(
            Text("roadmap.form", "Agreement to the dates"),
            (
                Line(
                    name="name",
                    label=Text("roadmap.form", "Who agreed"),
                    ask=Text("roadmap.form", "Who agreed to the dates on their side, and how?"),
                    example=Text("roadmap.form", "Anna Müller, director, letter No. 12"),
                    required=True,
                ),
                Day(
                    name="on",
                    label=Text("roadmap.form", "Date"),
                    ask=Text("roadmap.form", "When did they agree?"),
                    required=True,
                    future=False,
                    quick=(0, -1),
                ),
            ),
        ),
    ),
)


async def authorise_deciding(context: dict[str, Any], reading: Reading) -> None:
    """Raises NotPermitted for those who do not decide; that it is decided already, the act says."""
    here = await look(roadmap_of(context), reading)
    if not decides(reading.actor, here.roadmap):
        raise NotPermitted


async def save_rejection(chat: Chat, draft: Draft, answers: Answers) -> RoadmapCard:
    roadmap = roadmap_of(draft.context)
    here = await look(roadmap, chat.reading)
    await deciding.reject(
        chat.desk,
        chat.port(Projects),
        chat.port(Roadmaps),
        roadmap,
        draft.context["version"],
        answers["decision"],
    )
    return RoadmapCard(here.project.id, here.roadmap.number)


def card_of_roadmap(context: Mapping[str, Any]) -> PlanTaskCard | RoadmapConsents | RoadmapFaults:
    """Where the review of a form that only says something about a version leads."""
    id_ = RoadmapId(UUID(context["roadmap"]))
    return PlanTaskCard(id_, TaskId(UUID(context["task"]))) if "task" in context else RoadmapFaults(id_)


REJECT_FORM = Form(
    name="roadmap.reject",
    version=1,
    title=Text("roadmap.form", "Send the roadmap back"),
    save=Text("roadmap.form", "Send back"),
    allowed=of_deciding,
    authorise=authorise_deciding,
    submit=save_rejection,
    present=roadmap_version,
    card=card_of_roadmap,
    summary=lambda answers, r: str(answers.get("decision", "")),
    sections=(
        Section(
            Text("roadmap.form", "Remarks"),
            (
                LongText(
                    name="decision",
                    label=Text("roadmap.form", "Remarks"),
                    ask=Text("roadmap.form", "What has to be mended? Remarks on single tasks go with it."),
                    required=True,
                    limit=2000,
                ),
            ),
        ),
    ),
)


async def prefill_remark(context: dict[str, Any], reading: Reading) -> dict[str, Any]:
    await authorise_deciding(context, reading)
    here = await look(roadmap_of(context), reading)
    said = here.roadmap.remarks.get(context["task"], "")
    return {"remark": said} if said else {}


async def save_remark(chat: Chat, draft: Draft, answers: Answers) -> PlanTaskCard:
    roadmap, task = roadmap_of(draft.context), task_id_of(draft.context)
    await deciding.remark(
        chat.desk,
        chat.port(Projects),
        chat.port(Roadmaps),
        roadmap,
        draft.context["version"],
        task,
        answers["remark"],
    )
    return PlanTaskCard(roadmap, task)


REMARK_FORM = Form(
    name="roadmap.remark",
    version=1,
    title=Text("roadmap.form", "Remark on the task"),
    save=Text("roadmap.form", "Save the remark"),
    allowed=of_deciding,
    authorise=authorise_deciding,
    prefill=prefill_remark,
    submit=save_remark,
    present=roadmap_version,
    card=card_of_roadmap,
    summary=lambda answers, r: str(answers.get("remark", "")),
    sections=(
        Section(
            Text("roadmap.form", "Remarks"),
            (
                Line(
                    name="remark",
                    label=Text("roadmap.form", "Remark"),
                    ask=Text("roadmap.form", "What has to be mended in this task?"),
                    required=True,
                    limit=1000,
                ),
            ),
        ),
    ),
)


async def authorise_amending(context: dict[str, Any], reading: Reading) -> None:
    project = await visible_project(ProjectId(UUID(context["project"])), reading)
    if not plans(reading.actor, project):
        raise NotPermitted


async def save_amending(chat: Chat, draft: Draft, answers: Answers) -> RoadmapCard:
    project = ProjectId(UUID(draft.context["project"]))
    await drafting.amend(
        chat.desk,
        chat.port(Projects),
        chat.port(Roadmaps),
        project,
        Ground(answers["ground"]),
        answers["reason"],
    )
    return RoadmapCard(project)


AMEND_FORM = Form(
    name="roadmap.amend",
    version=1,
    title=Text("roadmap.form", "Change of the roadmap"),
    save=Text("roadmap.form", "Begin the change"),
    allowed=of_akimat,
    authorise=authorise_amending,
    submit=save_amending,
    summary=lambda answers, r: str(answers.get("reason", "")),
    sections=(
        Section(
            Text("roadmap.form", "Change of the roadmap"),
            (
                Choice(
                    name="ground",
                    label=Text("roadmap.form", "Ground"),
                    ask=Text("roadmap.form", "Why is the roadmap changed?"),
                    required=True,
                    options=tuple(Option(code, text) for code, text in GROUNDS.items()),
                ),
                LongText(
                    name="reason",
                    label=Text("roadmap.form", "Reason"),
                    ask=Text("roadmap.form", "What has happened, and what is asked for?"),
                    required=True,
                    limit=1000,
                ),
            ),
        ),
    ),
)
