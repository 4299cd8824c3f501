"""Deeds of the passport room."""

from aiogram import Router
from aiogram.types import CallbackQuery
from markupsafe import Markup

from domain.file.ports import Files
from domain.kit.bodies import Bodies
from domain.kit.ids import Ref
from domain.kit.jobs import Jobs
from domain.kit.refused import NotFound
from domain.passport.acts import appoint
from domain.passport.changes import decide_change, withdraw_change
from domain.passport.notices import FileOfProject
from domain.passport.papers import detach
from domain.passport.ports import ProjectChanges, Projects
from domain.reference.ports import References
from handlers.chat import Chat
from handlers.passport.facts import load_files, visible_project
from handlers.passport.places import ProjectCard, ProjectFiles, ProjectOfficials, ProjectPassport
from handlers.passport.presses import (
    AppointProjectOfficial,
    ApproveChange,
    DetachFile,
    PrintPassport,
    SendProjectFile,
    WithdrawChange,
)
from handlers.screens.filters import Pressed


def router() -> Router:
    routes = Router(name="passport")
    routes.callback_query.register(appointed, Pressed(AppointProjectOfficial))
    routes.callback_query.register(approved, Pressed(ApproveChange))
    routes.callback_query.register(withdrawn, Pressed(WithdrawChange))
    routes.callback_query.register(printed, Pressed(PrintPassport))
    routes.callback_query.register(file_sent, Pressed(SendProjectFile))
    routes.callback_query.register(file_removed, Pressed(DetachFile))
    return routes


async def appointed(_: CallbackQuery, chat: Chat, press: AppointProjectOfficial) -> None:
    await appoint(chat.desk, chat.port(Projects), chat.port(Bodies), press.project, press.version, press.official)
    note = chat.reader.say("passport.card", "✓ The official is appointed.")
    chat.outcome(note)
    _to_card(chat, ProjectCard(press.project), note)


def _to_card(chat: Chat, card: ProjectCard, note: Markup) -> None:
    """To the card, past the question above it, so that «back» does not ask it again."""
    if isinstance(chat.place, ProjectOfficials):
        chat.back()
    if chat.place == card:
        chat.again(note)
    else:
        chat.go(card, note=note)


async def approved(_: CallbackQuery, chat: Chat, press: ApproveChange) -> None:
    await decide_change(
        chat.desk,
        chat.port(Projects),
        chat.port(ProjectChanges),
        chat.port(References),
        press.project,
        press.change,
        press.version,
        True,
        "",
    )
    chat.again(chat.reader.say("passport.history", "✓ The change is approved and stands in the passport."))


async def withdrawn(_: CallbackQuery, chat: Chat, press: WithdrawChange) -> None:
    await withdraw_change(
        chat.desk, chat.port(Projects), chat.port(ProjectChanges), press.project, press.change, press.version
    )
    chat.again(chat.reader.say("passport.history", "The change is taken back."))


async def printed(_: CallbackQuery, chat: Chat, press: PrintPassport) -> None:
    project = await visible_project(press.project, chat.reading)
    payload = {"project": str(project.id), "language": press.language}
    key = f"passport.paper:{project.id}:{project.version}:{chat.desk.new_id()}"
    await chat.port(Jobs).order("passport.paper", key, payload, chat.actor.person)
    chat.go(
        ProjectPassport(project.id),
        note=chat.reader.say("passport.paper", "Preparing the document. It will come in a moment."),
        replace=True,
    )


async def file_sent(_: CallbackQuery, chat: Chat, press: SendProjectFile) -> None:
    facts = await load_files(ProjectFiles(press.project), chat.reading)
    if press.file not in {one.id for one in facts.files}:
        raise NotFound
    chat.tell_me(FileOfProject(press.project, press.file), Ref("project", press.project))
    chat.again(chat.reader.say("passport.files", "The document is on its way."))


async def file_removed(_: CallbackQuery, chat: Chat, press: DetachFile) -> None:
    await detach(chat.desk, chat.port(Projects), chat.port(Files), press.project, press.file)
    chat.again(chat.reader.say("passport.files", "The document is removed from the passport."))
