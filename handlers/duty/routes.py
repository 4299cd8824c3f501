"""Deeds of the duties, and the files sent to them."""

from aiogram import Bot, F, Router
from aiogram.types import CallbackQuery, Message

from domain.duty.acts import oblige, send, take_back, withdraw
from domain.duty.notices import FileOfDuty
from domain.duty.papers import attach, detach
from domain.duty.ports import Duties
from domain.file.ports import Files
from domain.kit.refused import NotFound
from handlers.chat import Chat
from handlers.duty.facts import load_files
from handlers.duty.places import (
    DutyCard,
    DutyFiles,
    GetDutyFile,
    ObligeDuty,
    RemoveDutyFile,
    SendDuty,
    TakeBackDuty,
    WithdrawDuty,
)
from handlers.forms.files import sent_file
from handlers.screens.filters import At, Pressed


def router() -> Router:
    routes = Router(name="duty")

    @routes.message(At(DutyCard), F.photo | F.document)
    @routes.message(At(DutyFiles), F.photo | F.document)
    async def sent(message: Message, chat: Chat, bot: Bot, place: DutyCard | DutyFiles) -> None:
        await attach(chat.desk, chat.port(Duties), chat.port(Files), place.duty, sent_file(message, bot))
        chat.again(chat.reader.say("duty.files", "The file is attached; it is being checked."))

    @routes.callback_query(Pressed(SendDuty))
    async def mark_sent(_: CallbackQuery, chat: Chat, press: SendDuty) -> None:
        await send(chat.desk, chat.port(Duties), press.duty, press.version)
        chat.outcome(chat.reader.say("duty.card", "✓ Marked as sent."))
        chat.go(DutyCard(press.duty), replace=True)

    @routes.callback_query(Pressed(TakeBackDuty))
    async def back(_: CallbackQuery, chat: Chat, press: TakeBackDuty) -> None:
        await take_back(chat.desk, chat.port(Duties), press.duty, press.version)
        chat.go(DutyCard(press.duty), replace=True)

    @routes.callback_query(Pressed(ObligeDuty))
    async def owes_again(_: CallbackQuery, chat: Chat, press: ObligeDuty) -> None:
        await oblige(chat.desk, chat.port(Duties), press.duty, press.version)
        chat.go(DutyCard(press.duty), replace=True)

    @routes.callback_query(Pressed(WithdrawDuty))
    async def withdrawn(_: CallbackQuery, chat: Chat, press: WithdrawDuty) -> None:
        await withdraw(chat.desk, chat.port(Duties), press.duty, press.version)
        chat.go(DutyCard(press.duty), replace=True)

    @routes.callback_query(Pressed(GetDutyFile))
    async def get_file(_: CallbackQuery, chat: Chat, press: GetDutyFile) -> None:
        facts = await load_files(DutyFiles(press.duty), chat.reading)
        if press.file not in {one.id for one in facts.files}:
            raise NotFound
        chat.tell_me(FileOfDuty(press.duty, press.file), facts.owed.ref)
        chat.again(chat.reader.say("duty.files", "The file is on its way."))

    @routes.callback_query(Pressed(RemoveDutyFile))
    async def remove_file(_: CallbackQuery, chat: Chat, press: RemoveDutyFile) -> None:
        await detach(chat.desk, chat.port(Duties), chat.port(Files), press.duty, press.file)
        chat.again(chat.reader.say("duty.files", "The file is removed."))

    return routes
