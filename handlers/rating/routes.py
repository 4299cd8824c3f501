"""The deed of the rating: a picture of it."""

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.kit.jobs import Jobs
from handlers.chat import Chat
from handlers.rating.facts import period_of
from handlers.rating.presses import DrawRating
from handlers.screens.filters import Pressed

PICTURE = "rating.picture"
"""The kind of job that draws a rating for whoever asked."""


def router() -> Router:
    routes = Router(name="rating")
    routes.callback_query.register(drawn, Pressed(DrawRating))
    return routes


async def drawn(_: CallbackQuery, chat: Chat, press: DrawRating) -> None:
    period = await period_of(press.quarter, chat.reading)
    payload = {"quarter": period.quarter.code, "language": chat.reader.language}
    await chat.port(Jobs).order(PICTURE, f"{PICTURE}:{chat.desk.new_id()}", payload, chat.actor.person)
    chat.again(chat.reader.say("rating.view", "Drawing. The picture will come in a moment."))
