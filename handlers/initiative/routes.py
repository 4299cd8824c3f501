"""Deeds of the initiative room, and the akimat's first look."""

from aiogram import Router
from aiogram.types import CallbackQuery
from markupsafe import Markup

from domain.company.ports import Companies
from domain.initiative.acts import appoint, open_by_akimat, pass_on, take_back
from domain.initiative.allowance import withdraw_allowance
from domain.initiative.petitions import consent, withdraw
from domain.initiative.ports import Initiatives, Petitions
from domain.kit.bodies import Bodies
from domain.kyc.ports import KycCases
from domain.meeting.ports import Meetings
from handlers.chat import Chat
from handlers.initiative.places import InitiativeCard, InitiativeOfficials, InitiativePass, InitiativePetition
from handlers.initiative.presses import (
    AppointOfficial,
    ApprovePetition,
    GiveConsent,
    PassInitiative,
    TakeBackInitiative,
    WithdrawAllowance,
    WithdrawPetition,
)
from handlers.initiative.reasons import decided
from handlers.screens.filters import Pressed


def router() -> Router:
    routes = Router(name="initiative")
    routes.callback_query.register(passed, Pressed(PassInitiative))
    routes.callback_query.register(taken_back, Pressed(TakeBackInitiative))
    routes.callback_query.register(appointed, Pressed(AppointOfficial))
    routes.callback_query.register(consented, Pressed(GiveConsent))
    routes.callback_query.register(petition_withdrawn, Pressed(WithdrawPetition))
    routes.callback_query.register(approved, Pressed(ApprovePetition))
    routes.callback_query.register(allowance_withdrawn, Pressed(WithdrawAllowance))
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


async def consented(_: CallbackQuery, chat: Chat, press: GiveConsent) -> None:
    ports = (chat.port(Initiatives), chat.port(Petitions), chat.port(Bodies))
    await consent(chat.desk, *ports, press.initiative, press.version)
    note = chat.reader.say("initiative.petition", "✓ The authorised body is asked to approve.")
    _to_card(chat, InitiativeCard(press.initiative), note)


async def petition_withdrawn(_: CallbackQuery, chat: Chat, press: WithdrawPetition) -> None:
    await withdraw(chat.desk, chat.port(Initiatives), chat.port(Petitions), press.initiative, press.version)
    note = chat.reader.say("initiative.petition", "✓ The request is withdrawn.")
    _to_card(chat, InitiativeCard(press.initiative), note)


async def approved(_: CallbackQuery, chat: Chat, press: ApprovePetition) -> None:
    await decided(chat, press.initiative, press.version, press.kind, True, "")
    note = chat.reader.say("initiative.petition", "✓ Approved. All concerned are told.")
    _to_card(chat, InitiativeCard(press.initiative), note)


async def allowance_withdrawn(_: CallbackQuery, chat: Chat, press: WithdrawAllowance) -> None:
    await withdraw_allowance(chat.desk, chat.port(Initiatives), press.initiative, press.version)
    note = chat.reader.say("initiative.card", "✓ The request is withdrawn.")
    _to_card(chat, InitiativeCard(press.initiative), note)


def _to_card(chat: Chat, card: InitiativeCard, note: Markup) -> None:
    """To the card, past the question that was asked above it, so that «back» does not ask it again."""
    if isinstance(chat.place, InitiativePass | InitiativeOfficials | InitiativePetition):
        chat.back()
    if chat.place == card:
        chat.again(note)
    else:
        chat.go(card, note=note)


async def entered(chat: Chat, place: InitiativeCard | InitiativeOfficials) -> None:
    """The akimat's first look: from now on the initiative cannot be taken back (design §3)."""
    await open_by_akimat(chat.desk, chat.port(Initiatives), place.initiative)
