"""Deeds of the KYC room, and its looks, which are recorded."""

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.company.ports import Companies
from domain.kit.bodies import Bodies
from domain.kit.ids import Ref
from domain.kyc.acts import decide, look
from domain.kyc.model import KycState
from domain.kyc.ports import KycCases
from handlers.chat import Chat
from handlers.kyc.places import KycCard, KycOfCompany
from handlers.kyc.presses import ApproveKyc
from handlers.screens.filters import Pressed


def router() -> Router:
    routes = Router(name="kyc")

    @routes.callback_query(Pressed(ApproveKyc))
    async def approve(_: CallbackQuery, chat: Chat, press: ApproveKyc) -> None:
        await decide(
            chat.desk,
            chat.port(Companies),
            chat.port(KycCases),
            chat.port(Bodies),
            press.case,
            press.version,
            KycState.APPROVED,
            "",
        )
        chat.go(KycCard(press.case), replace=True, note=chat.reader.say("kyc.card", "✓ The check is approved."))

    return routes


async def entered_card(chat: Chat, place: KycCard) -> None:
    """A4: every look at a case is recorded."""
    await look(chat.desk, chat.port(Companies), chat.port(KycCases), Ref("kyc", place.case))


async def entered_history(chat: Chat, place: KycOfCompany) -> None:
    """A4."""
    await look(chat.desk, chat.port(Companies), chat.port(KycCases), Ref("company", place.company))
