"""Deeds of the roadmap room, and the tables sent to it."""

from aiogram import Bot, F, Router
from aiogram.types import CallbackQuery, Message

from domain.file.model import FileState
from domain.file.ports import Files
from domain.kit.bodies import Bodies
from domain.kit.ids import Ref, RoadmapId
from domain.kit.jobs import Jobs
from domain.kit.refused import NotFound
from domain.passport.ports import Projects
from domain.roadmap import carrying, deciding, drafting
from domain.roadmap.notices import FileOfTask
from domain.roadmap.ports import Roadmaps, Sheets, Tasks
from handlers.chat import Chat
from handlers.forms.files import sent_file
from handlers.roadmap.facts import look
from handlers.roadmap.places import (
    PlanTaskCard,
    RoadmapCard,
    RoadmapSending,
    RoadmapSheet,
    RoadmapStage,
    RoadmapTable,
    TaskCard,
)
from handlers.roadmap.presses import (
    ApproveRoadmap,
    BeginRoadmap,
    DrawRoadmap,
    DropChange,
    DropTask,
    FinishTask,
    GetTable,
    SendTaskFile,
    SubmitRoadmap,
    TakeSheet,
)
from handlers.roadmap.tasks import visible_task
from handlers.screens.filters import At, Pressed

PICTURE, TABLE = "roadmap.picture", "roadmap.spreadsheet"
"""Kinds of jobs that make a file for whoever asked."""


def router() -> Router:
    routes = Router(name="roadmap")
    routes.callback_query.register(begun, Pressed(BeginRoadmap))
    routes.callback_query.register(task_dropped, Pressed(DropTask))
    routes.callback_query.register(change_dropped, Pressed(DropChange))
    routes.callback_query.register(submitted, Pressed(SubmitRoadmap))
    routes.callback_query.register(approved, Pressed(ApproveRoadmap))
    routes.callback_query.register(sheet_taken, Pressed(TakeSheet))
    routes.callback_query.register(drawn, Pressed(DrawRoadmap))
    routes.callback_query.register(table_asked, Pressed(GetTable))
    routes.callback_query.register(finished, Pressed(FinishTask))
    routes.callback_query.register(file_asked, Pressed(SendTaskFile))
    routes.message.register(table_sent, At(RoadmapTable), F.document)
    routes.message.register(table_sent, At(RoadmapSheet), F.document)
    return routes


async def begun(_: CallbackQuery, chat: Chat, press: BeginRoadmap) -> None:
    await drafting.begin(chat.desk, chat.port(Projects), chat.port(Roadmaps), press.project)
    note = chat.reader.say("roadmap.card", "✓ The standard tasks are laid over the project's time. Correct them.")
    chat.go(RoadmapCard(press.project), note=note)


async def task_dropped(_: CallbackQuery, chat: Chat, press: DropTask) -> None:
    await drafting.drop_task(
        chat.desk, chat.port(Projects), chat.port(Roadmaps), press.roadmap, press.version, press.task
    )
    note = chat.reader.say("roadmap.card", "✓ The task is taken out.")
    if isinstance(chat.place, PlanTaskCard):
        chat.back()
    if isinstance(chat.place, RoadmapCard | RoadmapStage):
        chat.again(note)
    else:
        here = await look(press.roadmap, chat.reading)
        chat.go(RoadmapCard(here.project.id), note=note)


async def change_dropped(_: CallbackQuery, chat: Chat, press: DropChange) -> None:
    here = await look(press.roadmap, chat.reading)
    await drafting.drop(chat.desk, chat.port(Projects), chat.port(Roadmaps), press.roadmap, press.version)
    note = chat.reader.say("roadmap.card", "The change is given up; the roadmap in force stays.")
    chat.go(RoadmapCard(here.project.id), note=note, replace=True)


async def submitted(_: CallbackQuery, chat: Chat, press: SubmitRoadmap) -> None:
    here = await look(press.roadmap, chat.reading)
    await deciding.submit(
        chat.desk,
        chat.port(Projects),
        chat.port(Roadmaps),
        chat.port(Tasks),
        chat.port(Bodies),
        press.roadmap,
        press.version,
    )
    if isinstance(chat.place, RoadmapSending):
        chat.back()  # so that «back» does not ask it again
    _to_card(chat, RoadmapCard(here.project.id), "sent")


async def approved(_: CallbackQuery, chat: Chat, press: ApproveRoadmap) -> None:
    here = await look(press.roadmap, chat.reading)
    await deciding.approve(
        chat.desk, chat.port(Projects), chat.port(Roadmaps), chat.port(Tasks), press.roadmap, press.version
    )
    chat.outcome(chat.reader.say("roadmap.card", "✓ Approved."))
    _to_card(chat, RoadmapCard(here.project.id), "approved")


def _to_card(chat: Chat, card: RoadmapCard, what: str) -> None:
    note = {
        "sent": chat.reader.say("roadmap.card", "✓ Sent. You will be told what is decided."),
        "approved": chat.reader.say("roadmap.card", "✓ The roadmap is approved and in force."),
    }[what]
    if chat.place == card:
        chat.again(note)
    else:
        chat.go(card, note=note)


async def sheet_taken(_: CallbackQuery, chat: Chat, press: TakeSheet) -> None:
    roadmap = await drafting.take_sheet(
        chat.desk, chat.port(Projects), chat.port(Roadmaps), chat.port(Sheets), press.sheet, press.version
    )
    here = await look(roadmap, chat.reading)
    note = chat.reader.say("roadmap.card", "✓ The tasks of the table are in the draft.")
    chat.go(RoadmapCard(here.project.id), note=note, replace=isinstance(chat.place, RoadmapSheet))


async def table_sent(message: Message, chat: Chat, bot: Bot, place: RoadmapTable | RoadmapSheet) -> None:
    if isinstance(place, RoadmapSheet):
        before = await chat.port(Sheets).get(place.sheet)
        if before is None:
            raise NotFound
        roadmap = before.roadmap
    else:
        roadmap = place.roadmap
    made = await drafting.send_sheet(
        chat.desk,
        chat.port(Projects),
        chat.port(Roadmaps),
        chat.port(Sheets),
        chat.port(Jobs),
        roadmap,
        sent_file(message, bot),
    )
    chat.go(RoadmapSheet(made), replace=isinstance(place, RoadmapSheet))


async def drawn(_: CallbackQuery, chat: Chat, press: DrawRoadmap) -> None:
    await _order(chat, PICTURE, press.roadmap)
    chat.again(chat.reader.say("roadmap.card", "Drawing. The picture will come in a moment."))


async def table_asked(_: CallbackQuery, chat: Chat, press: GetTable) -> None:
    await _order(chat, TABLE, press.roadmap)
    chat.again(chat.reader.say("roadmap.card", "Preparing the table. It will come in a moment."))


async def _order(chat: Chat, kind: str, roadmap: RoadmapId) -> None:
    here = await look(roadmap, chat.reading)  # only of what the person may see
    payload = {"roadmap": str(here.roadmap.id), "language": chat.reader.language}
    key = f"{kind}:{here.roadmap.id}:{here.roadmap.version}:{chat.desk.new_id()}"
    await chat.port(Jobs).order(kind, key, payload, chat.actor.person)


async def finished(_: CallbackQuery, chat: Chat, press: FinishTask) -> None:
    await carrying.finish(
        chat.desk,
        chat.port(Projects),
        chat.port(Tasks),
        chat.port(Files),
        chat.port(Bodies),
        press.task,
        press.version,
        "",
    )
    note = chat.reader.say("task.card", "✓ The task is done.")
    chat.outcome(note)
    if chat.place == TaskCard(press.task):
        chat.again(note)
    else:
        chat.go(TaskCard(press.task), note=note)


async def file_asked(_: CallbackQuery, chat: Chat, press: SendTaskFile) -> None:
    task, _project = await visible_task(press.task, chat.reading)
    files = await chat.port(Files).of(Ref("task", task.id))
    if press.file not in {one.id for one in files if one.state is FileState.CHECKED}:
        raise NotFound
    chat.tell_me(FileOfTask(task.id, press.file), Ref("task", task.id))
    chat.again(chat.reader.say("task.files", "The file is on its way."))
