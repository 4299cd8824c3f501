"""The initiative's card as a form (M1.6; п. 39, 41)."""

from typing import Any
from uuid import UUID

from domain.access.scope import check_changes, check_sees
from domain.company.ports import Companies
from domain.company.rules import may_make_cards
from domain.initiative.acts import amend, create
from domain.initiative.model import Initiative, InitiativeFacts
from domain.initiative.ports import Initiatives
from domain.kit.ids import CompanyId, InitiativeId, MeetingId
from domain.kit.refused import NotFound, NotPermitted
from domain.meeting.model import Meeting
from domain.meeting.ports import Meetings
from handlers.chat import Chat
from handlers.forms.clean import shortened
from handlers.forms.declare import Answers, Choice, Form, Line, LongText, Made, Number, Section, Sum
from handlers.forms.draft import Draft
from handlers.initiative.facts import visible_initiative
from handlers.initiative.places import InitiativeCard
from handlers.pick.options import regions, sectors
from handlers.reading import Reading
from handlers.words.catalog import Text

TITLE = 120
"""Characters of an initiative's title."""


async def prefill_initiative(context: dict[str, Any], reading: Reading) -> dict[str, Any]:
    """From the initiative itself, or from what the meeting has already said of the project."""
    if "initiative" in context:
        return await _as_it_stands(InitiativeId(UUID(context["initiative"])), reading)
    company = await reading.port(Companies).get(CompanyId(UUID(context["company"])))
    if company is None:
        raise NotFound
    check_sees(reading.actor, company.placement)
    meeting = await reading.port(Meetings).get(MeetingId(UUID(context["meeting"]))) if "meeting" in context else None
    if meeting is None:
        return {"sector": company.facts.sector}
    check_sees(reading.actor, meeting.placement)
    return _from_meeting(meeting)


def _from_meeting(meeting: Meeting) -> dict[str, Any]:
    given: dict[str, Any] = {
        "title": shortened(meeting.subject, TITLE),
        "description": meeting.project_parameters,
        "sector": meeting.project_sector or meeting.sector,
        "region": meeting.project_region,
        "cost": meeting.project_cost,
        "jobs": meeting.project_jobs,
        "expectations": meeting.expectations,
    }
    return {name: value for name, value in given.items() if value not in ("", None)}


async def of_maker(initiative_id: InitiativeId, reading: Reading) -> Initiative:
    """The initiative for whoever may change its card. Raises NotFound, NotPermitted, as the acts do."""
    one = await visible_initiative(initiative_id, reading)
    check_changes(reading.actor, one.placement)
    if one.maker != reading.actor.organisation:
        raise NotPermitted
    return one


async def _as_it_stands(initiative_id: InitiativeId, reading: Reading) -> dict[str, Any]:
    one = await of_maker(initiative_id, reading)
    given: dict[str, Any] = {
        "title": one.title,
        "description": one.description,
        "sector": one.sector,
        "region": one.region,
        "cost": one.cost,
        "jobs": one.jobs,
        "needs": one.needs,
        "expectations": one.expectations,
    }
    return {name: value for name, value in given.items() if value not in ("", None)}


def initiative_facts(answers: Answers) -> InitiativeFacts:
    jobs = answers.get("jobs")
    return InitiativeFacts(
        title=answers["title"],
        description=answers["description"],
        sector=answers["sector"],
        region=answers["region"],
        cost=answers.get("cost"),
        jobs=None if jobs is None else int(jobs),
        needs=answers.get("needs", ""),
        expectations=answers.get("expectations", ""),
    )


async def initiative_version(context: dict[str, Any], reading: Reading) -> int:
    found = await reading.port(Initiatives).get(InitiativeId(UUID(context["initiative"])))
    if found is None:
        raise NotFound
    return found.version


async def save_initiative(chat: Chat, draft: Draft, answers: Answers) -> InitiativeCard | Made:
    facts = initiative_facts(answers)
    initiatives = chat.port(Initiatives)
    if "initiative" in draft.context:
        initiative = InitiativeId(UUID(draft.context["initiative"]))
        await amend(chat.desk, initiatives, initiative, draft.context["version"], facts)
        return InitiativeCard(initiative)
    initiative = await create(
        chat.desk,
        chat.port(Companies),
        chat.port(Meetings),
        initiatives,
        CompanyId(UUID(draft.context["company"])),
        MeetingId(UUID(draft.context["meeting"])) if "meeting" in draft.context else None,
        facts,
    )
    return Made(InitiativeCard(initiative), str(initiative))


INITIATIVE_FORM = Form(
    name="initiative.card",
    version=1,
    title=Text("initiative.form", "Initiative"),
    save=Text("initiative.form", "Save the initiative"),
    allowed=may_make_cards,
    submit=save_initiative,
    prefill=prefill_initiative,
    present=initiative_version,
    summary=lambda answers, r: str(answers.get("title", "")),
    sections=(
        Section(
            Text("initiative.form", "The project"),
            (
                Line(
                    name="title",
                    label=Text("initiative.form", "Title"),
                    ask=Text("initiative.form", "What is the project called, in a few words?"),
                    example=Text("initiative.form", "Wind farm of 200 MW"),
                    required=True,
                    limit=TITLE,
                ),
                Choice(
                    name="region",
                    label=Text("initiative.form", "Region"),
                    ask=Text("initiative.form", "Which region is it meant for?"),
                    required=True,
                    options=regions,
                    recent="region",
                ),
                Choice(
                    name="sector",
                    label=Text("initiative.form", "Sector"),
                    ask=Text("initiative.form", "Which sector is it in?"),
                    required=True,
                    options=sectors,
                    recent="sector",
                ),
                LongText(
                    name="description",
                    label=Text("initiative.form", "Description"),
                    ask=Text("initiative.form", "What does the investor want to build or make?"),
                    required=True,
                    limit=4000,
                ),
            ),
        ),
        Section(
            Text("initiative.form", "Size and needs"),
            (
                Sum(
                    name="cost",
                    label=Text("initiative.form", "Approximate cost"),
                    ask=Text("initiative.form", "What may the project cost?"),
                    example=Text("initiative.form", "120 m USD"),
                ),
                Number(
                    name="jobs",
                    label=Text("initiative.form", "Jobs"),
                    ask=Text("initiative.form", "How many jobs may there be?"),
                    example=Text("initiative.form", "300"),
                ),
                LongText(
                    name="needs",
                    label=Text("initiative.form", "What is needed"),
                    ask=Text("initiative.form", "What does the project need: land, power, water, railway?"),
                    limit=2000,
                ),
                LongText(
                    name="expectations",
                    label=Text("initiative.form", "Expectations"),
                    ask=Text("initiative.form", "What does the investor expect of the state?"),
                    limit=2000,
                ),
            ),
        ),
    ),
)
