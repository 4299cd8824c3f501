"""Deeds of the initiative room, and the akimat's first look."""

from aiogram import Router
from aiogram.types import CallbackQuery
from markupsafe import Markup

from domain.company.ports import Companies
from domain.initiative.acts import appoint, open_by_akimat, pass_on, take_back
from domain.initiative.ports import Initiatives
from domain.kit.bodies import Bodies
from domain.kyc.ports import KycCases
from domain.meeting.ports import Meetings
from handlers.chat import Chat
from handlers.initiative.places import InitiativeCard, InitiativeOfficials, InitiativePass
from handlers.initiative.presses import AppointOfficial, PassInitiative, TakeBackInitiative
from handlers.screens.filters import Pressed


def router() -> Router:
    routes = Router(name="initiative")
    routes.callback_query.register(passed, Pressed(PassInitiative))
    routes.callback_query.register(taken_back, Pressed(TakeBackInitiative))
    routes.callback_query.register(appointed, Pressed(AppointOfficial))
    return routes


async def passed(_: CallbackQuery, chat: Chat, press: PassInitiative) -> None:
    await pass_on(
        chat.desk,
        chat.port(Companies),
        chat.port(KycCases),
        chat.port(Meetings),
        chat.port(Initiatives),
        chat.port(Bodies),
        press.initiative,
        press.version,
        press.akimat,
    )
    note = chat.reader.say("initiative.card", "✓ The initiative is passed to the akimat.")
    _to_card(chat, InitiativeCard(press.initiative), note)


async def taken_back(_: CallbackQuery, chat: Chat, press: TakeBackInitiative) -> None:
    await take_back(
        chat.desk,
        chat.port(Companies),
        chat.port(Meetings),
        chat.port(Initiatives),
        press.initiative,
        press.version,
    )
    note = chat.reader.say("initiative.card", "✓ The initiative is back with you.")
    _to_card(chat, InitiativeCard(press.initiative), note)


async def appointed(_: CallbackQuery, chat: Chat, press: AppointOfficial) -> None:
    await appoint(chat.desk, chat.port(Initiatives), chat.port(Bodies), press.initiative, press.version, press.official)
    note = chat.reader.say("initiative.card", "✓ The official is appointed.")
    chat.outcome(note)
    _to_card(chat, InitiativeCard(press.initiative), note)


def _to_card(chat: Chat, card: InitiativeCard, note: Markup) -> None:
    """To the card, past the question that was asked above it, so that «back» does not ask it again."""
    if isinstance(chat.place, InitiativePass | InitiativeOfficials):
        chat.back()
    if chat.place == card:
        chat.again(note)
    else:
        chat.go(card, note=note)


async def entered(chat: Chat, place: InitiativeCard | InitiativeOfficials) -> None:
    """The akimat's first look: from now on the initiative cannot be taken back (design §3)."""
    await open_by_akimat(chat.desk, chat.port(Initiatives), place.initiative)
