"""The chamber's remarks, as a form (M2.11)."""

from typing import Any
from uuid import UUID

from domain.kit.actor import Actor, OrganisationKind
from domain.kit.ids import ProjectId, TaskId
from domain.kit.refused import NotFound
from domain.passport.ports import Projects
from domain.validation.acts import refuse
from domain.validation.ports import ProjectTasks, Validations
from handlers.chat import Chat
from handlers.forms.declare import Answers, Form, LongText, Section
from handlers.forms.draft import Draft
from handlers.reading import Reading
from handlers.validation.facts import to_decide
from handlers.validation.places import ValidationCard
from handlers.words.catalog import Text


def of_chamber(actor: Actor) -> bool:
    return actor.kind is OrganisationKind.CHAMBER and actor.writes


async def authorise(context: dict[str, Any], reading: Reading) -> None:
    await to_decide(ProjectId(UUID(context["project"])), reading)


async def present(context: dict[str, Any], reading: Reading) -> int:
    found = await reading.port(Projects).get(ProjectId(UUID(context["project"])))
    if found is None:
        raise NotFound
    return found.version


async def save(chat: Chat, draft: Draft, answers: Answers) -> ValidationCard:
    project = ProjectId(UUID(draft.context["project"]))
    await refuse(
        chat.desk,
        chat.port(Projects),
        chat.port(Validations),
        chat.port(ProjectTasks),
        project,
        draft.context["version"],
        answers["remarks"],
        [TaskId(UUID(one)) for one in draft.context["tasks"]],
    )
    return ValidationCard(project)


_TITLE = Text("validation.form", "Remarks of the chamber")

REFUSE_FORM = Form(
    name="validation.refuse",
    version=1,
    title=_TITLE,
    save=Text("validation.form", "Refuse with remarks"),
    allowed=of_chamber,
    authorise=authorise,
    present=present,
    card=lambda context: ValidationCard(ProjectId(UUID(context["project"]))),
    submit=save,
    summary=lambda answers, r: str(answers.get("remarks", "")),
    sections=(
        Section(
            _TITLE,
            (
                LongText(
                    name="remarks",
                    label=Text("validation.form", "Remarks"),
                    ask=Text("validation.form", "What is not done, or not as the roadmap says?"),
                    required=True,
                    limit=4000,
                ),
            ),
        ),
    ),
)
