"""Asking for suspension or exclusion, granting and refusing, as forms (M2.10; п. 33–35)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from domain.edition.model import ExclusionGround
from domain.file.ports import Files as StoredFiles
from domain.kit.actor import Actor
from domain.kit.bodies import Bodies
from domain.kit.ids import FileId, ProjectId
from domain.kit.refused import NotFound, NotPermitted
from domain.passport.ports import Projects
from domain.passport.rules import INITIATING
from domain.suspension.acts import Asking, ask, grant, refuse
from domain.suspension.model import Measure
from domain.suspension.ports import ProjectClocks, Suspensions
from handlers.chat import Chat
from handlers.forms.declare import Answers, Choice, Day, Field, Files, Form, LongText, Option, Section
from handlers.forms.draft import Draft
from handlers.reading import Reading
from handlers.suspension.facts import may_ask, of_body, to_decide, visible_project
from handlers.suspension.places import SuspensionCard, SuspensionOf
from handlers.suspension.words import MEASURES, SHORT
from handlers.words.catalog import Text
from handlers.words.reader import Reader


def asks(actor: Actor) -> bool:
    return actor.writes and actor.kind in INITIATING


async def prefill_asking(context: dict[str, Any], reading: Reading) -> dict[str, Any]:
    """What is asked for was chosen by the button. Raises NotPermitted for those who do not ask."""
    project = await visible_project(ProjectId(UUID(context["project"])), reading)
    if not may_ask(reading.actor, project):
        raise NotPermitted
    return {"measure": Measure(context["measure"]).value}


async def project_version(context: dict[str, Any], reading: Reading) -> int:
    found = await reading.port(Projects).get(ProjectId(UUID(context["project"])))
    if found is None:
        raise NotFound
    return found.version


async def grounds(_answers: Answers, reading: Reading, r: Reader) -> Sequence[Option]:
    """Those of the edition in force (п. 33), in its order."""
    return [Option(one.value, SHORT[one]) for one in reading.edition.realisation.grounds]


def suspends(answers: Answers) -> bool:
    return bool(answers.get("measure", Measure.SUSPEND) == Measure.SUSPEND)


def in_writing(answers: Answers) -> bool:
    return bool(answers.get("ground") == ExclusionGround.WRITTEN_REQUEST)


def tomorrow(_answers: Answers, today: date) -> date:
    return today + timedelta(days=1)


BY_DATE, BY_CONDITION = "date", "condition"


def by_date(answers: Answers) -> bool:
    return suspends(answers) and answers.get("ends") == BY_DATE


def by_condition(answers: Answers) -> bool:
    return suspends(answers) and answers.get("ends") == BY_CONDITION


def ends() -> tuple[Field, ...]:
    """A suspension names its end or its condition (M2.10)."""
    return (
        Choice(
            name="ends",
            label=Text("suspension.form", "Its end"),
            ask=Text("suspension.form", "How does the suspension end?"),
            required=True,
            when=suspends,
            options=(
                Option(BY_DATE, Text("suspension.form", "On a date")),
                Option(BY_CONDITION, Text("suspension.form", "When a condition is met")),
            ),
        ),
        Day(
            name="until",
            label=Text("suspension.form", "Until"),
            ask=Text("suspension.form", "Until which date should it last?"),
            required=True,
            when=by_date,
            past=False,
            low=tomorrow,
            quick=(30, 90, 180),
        ),
        LongText(
            name="condition",
            label=Text("suspension.form", "Condition"),
            ask=Text("suspension.form", "What has to happen for the project to go on?"),
            required=True,
            when=by_condition,
            limit=1000,
        ),
    )


async def save_asking(chat: Chat, draft: Draft, answers: Answers) -> SuspensionCard:
    request = await ask(
        chat.desk,
        chat.port(Projects),
        chat.port(Suspensions),
        chat.port(StoredFiles),
        chat.port(Bodies),
        ProjectId(UUID(draft.context["project"])),
        draft.context["version"],
        Asking(
            measure=answers["measure"],
            ground=answers["ground"],
            reason=answers["reason"],
            until=answers.get("until"),
            condition=answers.get("condition", ""),
            files=[FileId(UUID(one)) for one in answers.get("files", ())],
        ),
    )
    return SuspensionCard(request)


ASK_FORM = Form(
    name="suspension.ask",
    version=1,
    title=Text("suspension.form", "Suspension or exclusion"),
    save=Text("suspension.form", "Send the request"),
    allowed=asks,
    prefill=prefill_asking,
    present=project_version,
    card=lambda context: SuspensionOf(ProjectId(UUID(context["project"]))),
    submit=save_asking,
    summary=lambda answers, r: str(answers.get("reason", "")),
    sections=(
        Section(
            Text("suspension.form", "Suspension or exclusion"),
            (
                Choice(
                    name="measure",
                    label=Text("suspension.form", "What is asked for"),
                    ask=Text("suspension.form", "What do you ask for?"),
                    required=True,
                    options=tuple(Option(value, label) for value, label in MEASURES.items()),
                ),
                Choice(
                    name="ground",
                    label=Text("suspension.form", "Ground"),
                    ask=Text("suspension.form", "On which ground of clause 33 of the Rules?"),
                    required=True,
                    options=grounds,
                ),
                LongText(
                    name="reason",
                    label=Text("suspension.form", "Reason"),
                    ask=Text("suspension.form", "What has happened? The authorised body decides by it."),
                    required=True,
                    limit=4000,
                ),
                *ends(),
                Files(
                    name="files",
                    label=Text("suspension.form", "Written request"),
                    ask=Text("suspension.form", "Send the written request itself: a scan or an electronic document."),
                    required=True,
                    when=in_writing,
                ),
            ),
        ),
    ),
)


async def authorise_deciding(context: dict[str, Any], reading: Reading) -> None:
    await to_decide(UUID(context["request"]), reading)


async def request_version(context: dict[str, Any], reading: Reading) -> int:
    found = await reading.port(Suspensions).get(UUID(context["request"]))
    if found is None:
        raise NotFound
    return found.version


async def prefill_granting(context: dict[str, Any], reading: Reading) -> dict[str, Any]:
    """As it was asked for."""
    request, _ = await to_decide(UUID(context["request"]), reading)
    ends_by = BY_DATE if request.until is not None else BY_CONDITION
    given: dict[str, Any] = {"ends": ends_by, "until": request.until, "condition": request.condition}
    return {name: value for name, value in given.items() if value}


async def save_granting(chat: Chat, draft: Draft, answers: Answers) -> SuspensionCard:
    request = UUID(draft.context["request"])
    await grant(
        chat.desk,
        chat.port(Projects),
        chat.port(Suspensions),
        chat.port(ProjectClocks),
        chat.port(Bodies),
        request,
        draft.context["version"],
        answers.get("decision", ""),
        answers.get("until"),
        answers.get("condition", ""),
    )
    return SuspensionCard(request)


def _why(required: bool) -> LongText:
    return LongText(
        name="decision",
        label=Text("suspension.form", "Why"),
        ask=Text("suspension.form", "Why do you decide so?"),
        required=required,
        limit=2000,
    )


def _card(context: Any) -> SuspensionCard:
    return SuspensionCard(UUID(context["request"]))


GRANT_FORM = Form(
    name="suspension.grant",
    version=1,
    title=Text("suspension.form", "Suspension of a project"),
    save=Text("suspension.form", "Suspend the project"),
    allowed=of_body,
    authorise=authorise_deciding,
    prefill=prefill_granting,
    present=request_version,
    card=_card,
    submit=save_granting,
    summary=lambda answers, r: str(answers.get("condition", "")),
    sections=(Section(Text("suspension.form", "Suspension of a project"), (*ends(), _why(required=False))),),
)


async def save_refusing(chat: Chat, draft: Draft, answers: Answers) -> SuspensionCard:
    request = UUID(draft.context["request"])
    await refuse(
        chat.desk,
        chat.port(Projects),
        chat.port(Suspensions),
        request,
        draft.context["version"],
        answers["decision"],
    )
    return SuspensionCard(request)


REFUSE_FORM = Form(
    name="suspension.refuse",
    version=1,
    title=Text("suspension.form", "Refusal of a request"),
    save=Text("suspension.form", "Refuse the request"),
    allowed=of_body,
    authorise=authorise_deciding,
    present=request_version,
    card=_card,
    submit=save_refusing,
    summary=lambda answers, r: str(answers.get("decision", "")),
    sections=(Section(Text("suspension.form", "Refusal of a request"), (_why(required=True),)),),
)
