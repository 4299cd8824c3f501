"""The deed of the panel: a picture of it."""

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.kit.jobs import Jobs
from handlers.chat import Chat
from handlers.panel.facts import check_has_panel
from handlers.panel.presses import DrawPanel
from handlers.screens.codec import encode
from handlers.screens.filters import Pressed

PICTURE = "panel.picture"
"""The kind of job that draws a panel for whoever asked."""


def router() -> Router:
    routes = Router(name="panel")
    routes.callback_query.register(drawn, Pressed(DrawPanel))
    return routes


async def drawn(_: CallbackQuery, chat: Chat, press: DrawPanel) -> None:
    check_has_panel(chat.actor)
    payload = {"panel": encode(press.place), "language": chat.reader.language}
    await chat.port(Jobs).order(PICTURE, f"{PICTURE}:{chat.desk.new_id()}", payload, chat.actor.person)
    chat.again(chat.reader.say("panel.view", "Drawing. The picture will come in a moment."))
