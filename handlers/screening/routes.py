"""Deeds of the screening room, and the files sent to it."""

from aiogram import Bot, F, Router
from aiogram.types import CallbackQuery, Message

from domain.access.scope import check_sees
from domain.company.ports import Companies
from domain.kit.ids import Ref
from domain.kit.jobs import Jobs
from domain.kit.refused import NotFound
from domain.kyc.acts import look
from domain.kyc.ports import KycCases
from domain.screening.importing import drop, send_file, take
from domain.screening.lists import ListFile
from domain.screening.ports import ListImports, MatchCards
from handlers.chat import Chat
from handlers.forms.files import sent_file
from handlers.screening.places import CaseMatches, ImportCard, MatchCard, ScreeningLists
from handlers.screening.presses import DropList, TakeList
from handlers.screens.filters import At, Pressed


def router() -> Router:
    routes = Router(name="screening")

    @routes.message(At(ScreeningLists), F.document)
    @routes.message(At(ImportCard), F.document)
    async def sent(message: Message, chat: Chat, bot: Bot, place: ScreeningLists | ImportCard) -> None:
        received = sent_file(message, bot)
        known = place.id if isinstance(place, ImportCard) else None
        file = ListFile(received.name, received.source, received.size)
        made = await send_file(chat.desk, chat.port(ListImports), known, file)
        chat.go(ImportCard(made), replace=known is not None)

    @routes.callback_query(Pressed(TakeList))
    async def take_list(_: CallbackQuery, chat: Chat, press: TakeList) -> None:
        await take(chat.desk, chat.port(ListImports), chat.port(Jobs), press.id, press.version)
        chat.go(ImportCard(press.id), replace=True)

    @routes.callback_query(Pressed(DropList))
    async def drop_list(_: CallbackQuery, chat: Chat, press: DropList) -> None:
        await drop(chat.desk, chat.port(ListImports), press.id, press.version)
        chat.go(ImportCard(press.id), replace=True)

    return routes


async def entered_case(chat: Chat, place: CaseMatches) -> None:
    """A4: every look at a case is recorded."""
    await look(chat.desk, chat.port(Companies), chat.port(KycCases), Ref("kyc", place.case))


async def entered_match(chat: Chat, place: MatchCard) -> None:
    """A4."""
    match = await chat.port(MatchCards).get(place.match)
    if match is None:
        raise NotFound
    check_sees(chat.actor, match.placement)
    chat.desk.audit("screening.look", Ref("match", match.id))
