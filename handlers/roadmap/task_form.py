"""What is said of a live task: how far it is, its evidence, that it is done (п. 53, 58)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from domain.access.scope import check_changes
from domain.file.ports import Files as FilesPort
from domain.kit.actor import Actor, OrganisationKind
from domain.kit.bodies import Bodies
from domain.kit.ids import FileId, TaskId
from domain.kit.refused import NotFound, NotPermitted
from domain.passport.ports import Projects
from domain.roadmap import carrying
from domain.roadmap.ports import Tasks
from domain.roadmap.rules import plans, reports
from handlers.chat import Chat
from handlers.forms.declare import Answers, Files, Form, LongText, Number, Section
from handlers.forms.draft import Draft
from handlers.reading import Reading
from handlers.roadmap.places import TaskCard
from handlers.roadmap.tasks import visible_task
from handlers.words.catalog import Text


def writes(actor: Actor) -> bool:
    """Who may begin to write: the card's own room judges whose task it is."""
    return actor.writes and actor.kind is not OrganisationKind.COUNCIL


def task_of(context: Mapping[str, Any]) -> TaskId:
    return TaskId(UUID(context["task"]))


def card(context: Mapping[str, Any]) -> TaskCard:
    return TaskCard(task_of(context))


async def task_version(context: dict[str, Any], reading: Reading) -> int:
    found = await reading.port(Tasks).get(task_of(context))
    if found is None:
        raise NotFound
    return found.version


async def prefill_report(context: dict[str, Any], reading: Reading) -> dict[str, Any]:
    task, project = await visible_task(task_of(context), reading)
    if not reports(reading.actor, project, task):
        raise NotPermitted
    return {}


async def authorise_finishing(context: dict[str, Any], reading: Reading) -> None:
    _, project = await visible_task(task_of(context), reading)
    if not plans(reading.actor, project):
        raise NotPermitted


async def authorise_attaching(context: dict[str, Any], reading: Reading) -> None:
    _, project = await visible_task(task_of(context), reading)
    check_changes(reading.actor, project.placement)


async def save_report(chat: Chat, draft: Draft, answers: Answers) -> TaskCard:
    task = task_of(draft.context)
    await carrying.report(
        chat.desk,
        chat.port(Projects),
        chat.port(Tasks),
        task,
        draft.context["version"],
        int(answers["progress"]),
        answers.get("note", ""),
    )
    return TaskCard(task)


async def _attach(chat: Chat, task: TaskId, answers: Answers) -> None:
    papers = [FileId(UUID(one)) for one in answers["files"]]
    await carrying.attach(chat.desk, chat.port(Projects), chat.port(Tasks), chat.port(FilesPort), task, papers)


async def save_files(chat: Chat, draft: Draft, answers: Answers) -> TaskCard:
    task = task_of(draft.context)
    await _attach(chat, task, answers)
    return TaskCard(task)


async def save_finish(chat: Chat, draft: Draft, answers: Answers) -> TaskCard:
    task = task_of(draft.context)
    await _attach(chat, task, answers)
    await carrying.finish(
        chat.desk,
        chat.port(Projects),
        chat.port(Tasks),
        chat.port(FilesPort),
        chat.port(Bodies),
        task,
        draft.context["version"],
        answers.get("note", ""),
    )
    return TaskCard(task)


NOTE = LongText(
    name="note",
    label=Text("task.form", "What was done"),
    ask=Text("task.form", "What has been done, and what is in the way?"),
    limit=1000,
)
FILES = Files(
    name="files",
    label=Text("task.form", "Evidence"),
    ask=Text("task.form", "Send photos or documents that show what was done."),
    required=True,
)
REPORT_FORM = Form(
    name="task.report",
    version=1,
    title=Text("task.form", "Progress of the task"),
    save=Text("task.form", "Save the progress"),
    allowed=writes,
    prefill=prefill_report,
    submit=save_report,
    present=task_version,
    card=card,
    summary=lambda answers, r: str(answers.get("note", "")),
    sections=(
        Section(
            Text("task.form", "Progress"),
            (
                Number(
                    name="progress",
                    label=Text("task.form", "Progress, %"),
                    ask=Text("task.form", "How much is done, in percent? Say 100% by closing the task."),
                    example=Text("task.form", "40"),
                    required=True,
                    high=Decimal(carrying.ALMOST),
                ),
                NOTE,
            ),
        ),
    ),
)
ATTACH_FORM = Form(
    name="task.attach",
    version=1,
    title=Text("task.form", "Evidence of the task"),
    save=Text("task.form", "Add the files"),
    allowed=writes,
    authorise=authorise_attaching,
    submit=save_files,
    card=card,
    summary=lambda answers, r: "",
    sections=(Section(Text("task.form", "Evidence"), (FILES,)),),
)
FINISH_FORM = Form(
    name="task.finish",
    version=1,
    title=Text("task.form", "The task is done"),
    save=Text("task.form", "Close the task"),
    allowed=writes,
    authorise=authorise_finishing,
    submit=save_finish,
    present=task_version,
    card=card,
    summary=lambda answers, r: str(answers.get("note", "")),
    sections=(Section(Text("task.form", "Evidence"), (FILES, NOTE)),),
)
