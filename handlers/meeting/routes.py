"""Deeds of the meeting room."""

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.meeting.acts import close_agreement
from domain.meeting.model import AgreementState
from domain.meeting.ports import Meetings
from handlers.chat import Chat
from handlers.meeting.places import AgreementCard
from handlers.meeting.presses import CloseAgreement
from handlers.screens.filters import Pressed


def router() -> Router:
    routes = Router(name="meeting")

    @routes.callback_query(Pressed(CloseAgreement))
    async def close(_: CallbackQuery, chat: Chat, press: CloseAgreement) -> None:
        await close_agreement(chat.desk, chat.port(Meetings), press.meeting, press.agreement, press.state)
        done = press.state is AgreementState.DONE
        chat.outcome(
            chat.reader.say("meeting.agreement", "✓ Marked as done.")
            if done
            else chat.reader.say("meeting.agreement", "Closed as no longer needed.")
        )
        chat.go(AgreementCard(press.meeting, press.agreement), replace=True)

    return routes
