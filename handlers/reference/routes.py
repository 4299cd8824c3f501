"""Deeds of the reference room, and the files of rates sent to it."""

from aiogram import Bot, F, Router
from aiogram.types import CallbackQuery, Message

from domain.kit.jobs import Jobs
from domain.reference.acts import drop_steps, restore_day, set_steps
from domain.reference.imports import RatesFile, RatesImports, send_rates
from domain.reference.ports import Figures
from handlers.chat import Chat
from handlers.forms.files import sent_file
from handlers.reference.coded import decoded
from handlers.reference.places import (
    DropSteps,
    KeepSteps,
    MovedDays,
    OfficialRates,
    RatesImportCard,
    RestoreDay,
    StepsCard,
)
from handlers.screens.filters import At, Pressed


def router() -> Router:
    routes = Router(name="reference")

    @routes.message(At(OfficialRates), F.document)
    @routes.message(At(RatesImportCard), F.document)
    async def sent(message: Message, chat: Chat, bot: Bot) -> None:
        received = sent_file(message, bot)
        file = RatesFile(received.name, received.source, received.size)
        made = await send_rates(chat.desk, chat.port(RatesImports), chat.port(Jobs), file)
        chat.go(RatesImportCard(made), replace=isinstance(chat.place, RatesImportCard))

    @routes.callback_query(Pressed(RestoreDay))
    async def restore(_: CallbackQuery, chat: Chat, press: RestoreDay) -> None:
        await restore_day(chat.desk, chat.port(Figures), press.day)
        chat.go(MovedDays(), replace=True)

    @routes.callback_query(Pressed(KeepSteps))
    async def keep(_: CallbackQuery, chat: Chat, press: KeepSteps) -> None:
        seen = decoded(press.seen) if press.seen else None
        await set_steps(chat.desk, chat.port(Figures), press.scope, decoded(press.steps), seen)
        chat.go(StepsCard(press.scope), replace=True)

    @routes.callback_query(Pressed(DropSteps))
    async def drop(_: CallbackQuery, chat: Chat, press: DropSteps) -> None:
        await drop_steps(chat.desk, chat.port(Figures), press.scope)
        chat.go(StepsCard(press.scope), replace=True)

    return routes
