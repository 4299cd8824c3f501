"""What is typed or sent in a conversation, and its deeds."""

from aiogram import Bot, F, Router
from aiogram.types import CallbackQuery, Message
from markupsafe import Markup

from domain.conversation.acts import answer, ask, write
from domain.conversation.notices import FileOfMessage
from domain.conversation.ports import Conversations, Messages
from domain.conversation.rules import AnsweredAlready
from domain.file.ports import Files
from domain.kit.ids import FileId, Ref
from domain.kit.refused import NotFound
from handlers.chat import Chat
from handlers.conversation.facts import message_facts
from handlers.conversation.places import AnswerQuestion, AskQuestion, Conversation
from handlers.conversation.presses import SendMessageFile, SendOffered
from handlers.forms.clean import many_lines
from handlers.forms.files import sent_file
from handlers.screens.filters import At, Pressed

_COMMAND = ~F.text.startswith("/")

Talking = Conversation | AskQuestion | AnswerQuestion


def router() -> Router:
    routes = Router(name="conversation")
    for place in (Conversation, AskQuestion, AnswerQuestion):
        routes.message.register(typed, At(place), F.text, _COMMAND)
        routes.message.register(sent, At(place), F.photo | F.document)
        routes.message.register(other, At(place), ~F.text)
    routes.callback_query.register(offered_sent, Pressed(SendOffered))
    routes.callback_query.register(file_asked, Pressed(SendMessageFile))
    return routes


async def entered(chat: Chat, place: Conversation) -> None:
    """What is shown is read: nothing of it counts as new any more. No act: it changes nothing for anybody else."""
    await chat.port(Conversations).read(Ref(place.kind, place.id), chat.actor.person)


async def typed(message: Message, chat: Chat, place: Talking) -> None:
    """A text at a conversation is said, asked or answered at once."""
    text = many_lines(message.text or "")
    if not chat.seen or message.forward_origin is not None or message.via_bot is not None:
        # It came before the screen, or is somebody else's words: offered, never sent by itself.
        return chat.go(await _with_offer(chat, place, text), replace=isinstance(place, Conversation))
    return await _say(chat, place, text, ())


async def sent(message: Message, chat: Chat, place: Talking, bot: Bot) -> None:
    """A photo or document with its caption; those of an album come one by one and are one message."""
    if not chat.seen and not await _goes_on(message, chat, place):
        return chat.again(chat.reader.say("conversation.talk", "The screen had just changed. Send the file once more."))
    file = await chat.port(Files).receive(sent_file(message, bot), chat.actor)
    return await _say(chat, place, many_lines(message.caption or ""), (file,), message.media_group_id or "")


async def _goes_on(message: Message, chat: Chat, place: Talking) -> bool:
    """Whether it belongs to an album of which a part was sent already."""
    if message.media_group_id is None or not isinstance(place, Conversation):
        return False
    subject = Ref(place.kind, place.id)
    return await chat.port(Messages).album(subject, chat.actor.person, message.media_group_id) is not None


async def other(_: Message, chat: Chat) -> None:
    """A sticker, a voice, a place on the map."""
    chat.again(chat.reader.say("conversation.talk", "Write a text, or send a photo or a document."))


async def offered_sent(_: CallbackQuery, chat: Chat, press: SendOffered) -> None:
    place = chat.place
    if not isinstance(place, Conversation) or not place.offered:
        return chat.again()
    return await _say(chat, place, place.offered, ())


async def _say(chat: Chat, place: Talking, text: str, files: tuple[FileId, ...], album: str = "") -> None:
    messages, store, r = chat.port(Messages), chat.port(Files), chat.reader
    match place:
        case Conversation():
            subject = Ref(place.kind, place.id)
            await write(chat.desk, messages, store, chat.port, subject, text, files, album)
            chat.answer(r.say("conversation.talk", "✓ Sent"))
            return await _to_talk(chat, subject)
        case AskQuestion():
            subject = Ref(place.kind, place.id)
            await ask(chat.desk, messages, store, chat.port, subject, place.asked, text, files, album)
            chat.answer(r.say("conversation.ask", "✓ The question is asked"))
            return await _to_talk(chat, subject, r.say("conversation.ask", "✓ The question is asked."))
        case AnswerQuestion():
            question = await messages.get(place.message)
            if question is None:
                raise NotFound
            try:
                await answer(chat.desk, messages, store, chat.port, place.message, text, files, album)
            except AnsweredAlready:
                # What was typed is kept: it can still be said (design §3).
                there = Conversation(question.subject_kind, question.subject_id, offered=text)
                late = r.say("conversation.answer", "A colleague has answered meanwhile. Your text is kept below.")
                return chat.go(there, note=late, replace=True)
            chat.answer(r.say("conversation.answer", "✓ Answered"))
            return await _to_talk(chat, question.subject, r.say("conversation.answer", "✓ The answer is sent."))


async def _to_talk(chat: Chat, subject: Ref, note: Markup | None = None) -> None:
    """The newest messages, the present place replaced: «back» leads to where the person came from."""
    await chat.port(Conversations).read(subject, chat.actor.person)
    place = Conversation(subject.kind, subject.id)
    if chat.place == place:
        chat.again(note)
    else:
        chat.go(place, note=note, replace=True)


async def _with_offer(chat: Chat, place: Talking, text: str) -> Conversation:
    if isinstance(place, AnswerQuestion):
        question = await chat.port(Messages).get(place.message)
        if question is None:
            raise NotFound
        return Conversation(question.subject_kind, question.subject_id, offered=text)
    return Conversation(place.kind, place.id, offered=text)


async def file_asked(_: CallbackQuery, chat: Chat, press: SendMessageFile) -> None:
    facts = await message_facts(press.message, chat.reading)
    if press.file not in {one.id for one in facts.files}:
        raise NotFound
    chat.tell_me(FileOfMessage(press.message, press.file), Ref("message", press.message))
    chat.again(chat.reader.say("conversation.message", "The file is on its way."))
