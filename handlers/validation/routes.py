"""The deed of the validation room."""

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.kit.bodies import Bodies
from domain.passport.ports import Projects
from domain.validation.acts import validate
from domain.validation.ports import Validations
from handlers.chat import Chat
from handlers.screens.filters import Pressed
from handlers.validation.places import ValidationCard, ValidationConfirm
from handlers.validation.presses import ValidateProject


def router() -> Router:
    routes = Router(name="validation")
    routes.callback_query.register(validated, Pressed(ValidateProject))
    return routes


async def validated(_: CallbackQuery, chat: Chat, press: ValidateProject) -> None:
    await validate(
        chat.desk, chat.port(Projects), chat.port(Validations), chat.port(Bodies), press.project, press.version
    )
    note = chat.reader.say("validation.card", "✓ Validated. The project has passed to Module 3.")
    card = ValidationCard(press.project)
    if isinstance(chat.place, ValidationConfirm):  # «back» must not ask again
        chat.back()
    if chat.place == card:
        chat.again(note)
    else:
        chat.go(card, note=note)
