"""Deeds about suspension and exclusion."""

from aiogram import Router
from aiogram.types import CallbackQuery
from markupsafe import Markup

from domain.file.model import FileState
from domain.file.ports import Files
from domain.kit.bodies import Bodies
from domain.kit.refused import NotFound
from domain.passport.ports import Projects
from domain.suspension.acts import grant, lift, pass_on
from domain.suspension.notices import FileOfRequest
from domain.suspension.ports import ProjectClocks, Suspensions
from domain.validation.ports import Validations
from handlers.chat import Chat
from handlers.screens.filters import Pressed
from handlers.screens.place import Place
from handlers.suspension.facts import visible_request
from handlers.suspension.places import ExcludeConfirm, LiftConfirm, SuspensionCard, SuspensionOf
from handlers.suspension.presses import ExcludeProject, LiftSuspension, PassOnRequest, SendRequestFile


def router() -> Router:
    routes = Router(name="suspension")
    routes.callback_query.register(passed_on, Pressed(PassOnRequest))
    routes.callback_query.register(excluded, Pressed(ExcludeProject))
    routes.callback_query.register(lifted, Pressed(LiftSuspension))
    routes.callback_query.register(sent, Pressed(SendRequestFile))
    return routes


async def passed_on(_: CallbackQuery, chat: Chat, press: PassOnRequest) -> None:
    await pass_on(
        chat.desk, chat.port(Projects), chat.port(Suspensions), chat.port(Bodies), press.request, press.version
    )
    _to(chat, SuspensionCard(press.request), chat.reader.say("suspension.card", "✓ Sent to the authorised body."))


async def excluded(_: CallbackQuery, chat: Chat, press: ExcludeProject) -> None:
    await grant(
        chat.desk,
        chat.port(Projects),
        chat.port(Suspensions),
        chat.port(ProjectClocks),
        chat.port(Bodies),
        press.request,
        press.version,
        "",
        None,
        "",
    )
    _to(chat, SuspensionCard(press.request), chat.reader.say("suspension.card", "✓ The project is excluded."))


async def lifted(_: CallbackQuery, chat: Chat, press: LiftSuspension) -> None:
    await lift(
        chat.desk,
        chat.port(Projects),
        chat.port(Suspensions),
        chat.port(ProjectClocks),
        chat.port(Validations),
        chat.port(Bodies),
        press.project,
        press.version,
    )
    note = chat.reader.say("suspension.project", "✓ The suspension is lifted.")
    _to(chat, SuspensionOf(press.project), note)


async def sent(_: CallbackQuery, chat: Chat, press: SendRequestFile) -> None:
    request, _project = await visible_request(press.request, chat.reading)
    files = await chat.port(Files).of(request.ref)
    if not any(one.id == press.file and one.state is FileState.CHECKED for one in files):
        raise NotFound
    chat.tell_me(FileOfRequest(request.id, press.file), request.ref)
    chat.again(chat.reader.say("suspension.card", "The file is on its way."))


def _to(chat: Chat, place: Place, note: Markup) -> None:
    """Past the question that was asked, so that «back» does not ask it again."""
    if isinstance(chat.place, ExcludeConfirm | LiftConfirm):
        chat.back()
    if chat.place == place:
        chat.again(note)
    else:
        chat.go(place, note=note)
