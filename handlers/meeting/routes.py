"""Deeds of the meeting room."""

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.file.ports import Files
from domain.kit.ids import Ref
from domain.kit.jobs import Jobs
from domain.kit.refused import NotFound
from domain.meeting.acts import close_agreement
from domain.meeting.model import AgreementState
from domain.meeting.notices import FileOfMeeting
from domain.meeting.papers import detach
from domain.meeting.ports import Meetings
from handlers.chat import Chat
from handlers.meeting.facts import load_files, visible_meeting
from handlers.meeting.places import AgreementCard, MeetingCard, MeetingFiles
from handlers.meeting.presses import CloseAgreement, PrintMeeting, RemoveFile, SendFile
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

    @routes.callback_query(Pressed(SendFile))
    async def send_file(_: CallbackQuery, chat: Chat, press: SendFile) -> None:
        facts = await load_files(MeetingFiles(press.meeting), chat.reading)
        if press.file not in {one.id for one in facts.files}:
            raise NotFound
        chat.tell_me(FileOfMeeting(press.meeting, press.file), Ref("meeting", press.meeting))
        chat.again(chat.reader.say("meeting.files", "The file is on its way."))

    @routes.callback_query(Pressed(RemoveFile))
    async def remove_file(_: CallbackQuery, chat: Chat, press: RemoveFile) -> None:
        await detach(chat.desk, chat.port(Meetings), chat.port(Files), press.meeting, press.file)
        chat.again(chat.reader.say("meeting.files", "The file is removed from the meeting."))

    @routes.callback_query(Pressed(PrintMeeting))
    async def print_(_: CallbackQuery, chat: Chat, press: PrintMeeting) -> None:
        meeting = await visible_meeting(press.meeting, chat.reading)
        payload = {"meeting": str(meeting.id), "language": press.language}
        key = f"meeting.paper:{meeting.id}:{meeting.version}:{chat.desk.new_id()}"
        await chat.port(Jobs).order("meeting.paper", key, payload, chat.actor.person)
        chat.go(
            MeetingCard(meeting.id),
            note=chat.reader.say("meeting.paper_choice", "Preparing the document. It will come in a moment."),
            replace=True,
        )

    return routes
