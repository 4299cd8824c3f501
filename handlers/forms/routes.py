"""An aiogram router for everything that may come while a form is open."""

from datetime import timedelta
from typing import Any

from aiogram import Bot, F, Router
from aiogram.types import CallbackQuery, Message

from domain.file.ports import Files
from handlers.chat import Chat
from handlers.forms.answers import Path, field_at, path_of
from handlers.forms.contact import read_contact
from handlers.forms.declare import Phone
from handlers.forms.engine import Said, edit, say, tick
from handlers.forms.files import sent_file
from handlers.forms.marks import (
    cannot_receive,
    choose,
    clear,
    done,
    number_of_phone,
    receive_file,
    remove_item,
    share,
    skip,
    take,
    wrong_kind,
)
from handlers.forms.places import FormCancel, FormReview, FormStep, OneDraft, StartForm
from handlers.forms.presses import (
    Begin,
    Clear,
    Done,
    Later,
    MakeMissing,
    RemoveItem,
    Resume,
    SaveForm,
    Set,
    Skip,
    Take,
    ThrowAway,
    Tick,
)
from handlers.forms.saving import make_missing, save
from handlers.forms.session import (
    NOT_HERE,
    Session,
    answered,
    begun,
    elsewhere,
    facts,
    find_draft,
    fresh_question,
    gone,
    lead,
    leave,
    place_of,
    session,
    suggested,
    wrong,
)
from handlers.forms.state import Turn, copied, moved, offered, resumed, there
from handlers.forms.supply import check_draft
from handlers.screens.filters import At, Pressed
from handlers.screens.press import Press

_COMMAND = ~F.text.startswith("/")
"""Commands are other rooms' business; what they leave unanswered the machine answers with the present screen."""

Marking = Set | Tick | Done | Skip | Clear | Take | RemoveItem | Begin


def router() -> Router:
    """A fresh router of the forms."""
    made = Router(name="forms")
    for place in (StartForm, FormStep):
        made.message.register(typed, At(place), F.text, _COMMAND)
        made.message.register(contact, At(place), F.contact)
        made.message.register(file, At(place), F.photo | F.document)
        made.message.register(other, At(place), ~F.text)
    for still in (FormReview, FormCancel):
        made.message.register(not_here, At(still), F.text, _COMMAND)
        made.message.register(not_here, At(still), ~F.text)
    made.edited_message.register(corrected, F.text, open_draft)
    for mark in (Set, Tick, Done, Skip, Clear, Take, RemoveItem, Begin):
        made.callback_query.register(marked, Pressed(mark))
    made.callback_query.register(making, Pressed(MakeMissing))
    made.callback_query.register(later, Pressed(Later))
    made.callback_query.register(go_on, Pressed(Resume))
    made.callback_query.register(saved, Pressed(SaveForm))
    made.callback_query.register(thrown_away, Pressed(ThrowAway))
    return made


async def open_draft(event: Message, chat: Chat) -> bool:
    """A correction matters only if its message gave an answer of the draft open in this chat."""
    return chat.draft is not None and str(event.message_id) in chat.draft.cursor.get("said", {})


# --- messages ---------------------------------------------------------------------------------------------------------


async def typed(message: Message, chat: Chat) -> None:
    """A text at a question."""
    s = await session(chat)
    if s is None:
        return gone(chat)
    text = message.text or ""
    if elsewhere(chat, s):
        return fresh_question(chat, s, text)
    if s.path is None:
        return chat.again(wrong(NOT_HERE, chat.reader))
    if not chat.seen or message.forward_origin is not None or message.via_bot is not None:
        draft = copied(s.draft)
        offered(draft, s.path, text)
        return lead(chat, Turn(draft, s.path, stays=True))
    f = await facts(chat, s, s.path)
    turn = say(s.form, s.draft, s.path, Said(text, message.message_id, message.date), f.around(chat.reader))
    turn = await suggested(chat, s, turn)
    await answered(chat, s, turn, typed=True)
    return lead(chat, turn)


async def corrected(message: Message, chat: Chat) -> None:
    """One's own message was edited: the answer it gave changes."""
    assert chat.draft is not None
    found = await find_draft(chat, chat.draft.id)
    if found is None:
        return chat.again()
    form, draft = found
    await check_draft(form, draft, chat.reading)
    said = Said(message.text or "", message.message_id, message.date)
    path = path_said(draft.cursor, message.message_id)
    f = await facts(chat, Session(form, draft, path), path)
    turn = edit(form, draft, said, f.around(chat.reader))
    if turn is None:
        return chat.again()
    at_form = isinstance(chat.place, FormStep | FormReview) and chat.place.draft == draft.id
    if turn.fault is not None:
        return chat.again(wrong(turn.fault, chat.reader))
    note = chat.reader.say(
        "forms.step", "The answer to “{field}” is changed.", field=chat.reader.plain(field_at(form, path).label)
    )
    if at_form and not turn.stays:
        return lead(chat, turn, note=note)
    chat.open_draft(turn.draft)
    return chat.again(note)


def path_said(cursor: dict[str, Any], message: int) -> Path:
    """The question that a remembered message answered."""
    return path_of(cursor["said"][str(message)])


async def contact(message: Message, chat: Chat) -> None:
    """A shared contact: the phone where one is asked, else whatever the form takes from it."""
    s = await session(chat)
    if s is None:
        return gone(chat)
    if elsewhere(chat, s):
        return fresh_question(chat, s)
    assert message.contact is not None
    if s.path is not None and isinstance(field_at(s.form, s.path), Phone):
        turn = number_of_phone(s.form, s.draft, s.path, message.contact.phone_number)
    elif s.form.accepts_contact is not None and s.path is not None:
        turn = share(s.form, s.draft, s.path, s.form.accepts_contact(read_contact(message.contact)))
    else:
        return stray(chat, s)
    await answered(chat, s, turn, typed=True)
    return lead(chat, turn)


async def file(message: Message, chat: Chat, bot: Bot) -> None:
    """A photo or document; those of an album come one by one and make one answer."""
    s = await session(chat)
    if s is None:
        return gone(chat)
    if elsewhere(chat, s):
        return fresh_question(chat, s)
    if s.path is None:
        return stray(chat, s)
    if (what := cannot_receive(s.form, s.draft, s.path)) is not None:
        return lead(chat, Turn(s.draft, s.path, what, stays=True))
    sent = sent_file(message, bot)
    kept = await chat.port(Files).receive(sent, chat.actor)
    turn = receive_file(s.form, s.draft, s.path, str(kept), sent.name)
    await answered(chat, s, turn, typed=True)
    return lead(chat, turn)


async def other(message: Message, chat: Chat) -> None:
    """A sticker, a voice, a poll: the same question again, with one line why."""
    s = await session(chat)
    return gone(chat) if s is None else stray(chat, s)


def stray(chat: Chat, s: Session) -> None:
    """Nothing is taken and nothing is lost."""
    chat.again(wrong(wrong_kind(field_at(s.form, s.path)) if s.path is not None else NOT_HERE, chat.reader))


async def not_here(message: Message, chat: Chat) -> None:
    """A message where only buttons answer."""
    chat.again(wrong(NOT_HERE, chat.reader))


# --- presses ----------------------------------------------------------------------------------------------------------


async def marked(event: CallbackQuery, chat: Chat, press: Press) -> None:
    """A mark on the draft."""
    s = await session(chat)
    if s is None:
        return gone(chat)
    if elsewhere(chat, s) or not _stands(s, press):
        return fresh_question(chat, s)
    turn = await _turn(chat, s, press)
    await answered(chat, s, turn, typed=False)
    return lead(chat, turn)


def _stands(s: Session, press: Press) -> bool:
    """Whether the question of a mark is still asked; an item already removed is removed in peace."""
    assert isinstance(press, Marking)
    if isinstance(press, RemoveItem):
        return True
    return there(s.form, s.draft, Path(press.field, press.item, press.sub))


async def _turn(chat: Chat, s: Session, press: Press) -> Turn:
    assert isinstance(press, Marking)
    path = Path(press.field, press.item, "" if isinstance(press, RemoveItem) else press.sub)
    match press:
        case Begin():
            return moved(s.form, copied(s.draft), path)
        case RemoveItem():
            return remove_item(s.form, s.draft, path)
        case Tick(value=value, on=on):
            return tick(s.form, s.draft, path, value, on)
        case Done():
            return done(s.form, s.draft, path)
        case Skip():
            return skip(s.form, s.draft, path)
        case Clear():
            return clear(s.form, s.draft, path)
    f = await facts(chat, s, path)
    if isinstance(press, Set):
        return choose(s.form, s.draft, path, press.value, f.around(chat.reader))
    # A text taken from an offer belongs to no message that could be corrected: number 0.
    return take(s.form, s.draft, path, press.kept, f.around(chat.reader), Said("", 0, chat.now - timedelta(days=1)))


async def making(_: CallbackQuery, chat: Chat, press: MakeMissing) -> None:
    """A card that is not there yet is made now; then this form goes on with it."""
    s = await session(chat)
    if s is None:
        return gone(chat)
    if elsewhere(chat, s):
        return fresh_question(chat, s)
    return make_missing(chat, s, Path(press.field, press.item, press.sub), press.found)


async def later(event: CallbackQuery, chat: Chat, press: Later) -> None:
    """Leave; the draft is kept."""
    note = chat.reader.say("forms.step", "The draft is kept. Continue it with /drafts.")
    if isinstance(chat.place, FormStep | FormReview | FormCancel):
        return leave(chat, chat.place.draft, note=note)
    return chat.back(note=note)


async def go_on(event: CallbackQuery, chat: Chat, press: Resume) -> None:
    """Continue a draft where it stands."""
    found = await find_draft(chat, press.draft)
    if found is None:
        return gone(chat)
    form, draft = found
    await check_draft(form, draft, chat.reading)
    draft = copied(draft)
    turn = moved(form, draft, resumed(form, draft))
    chat.open_draft(turn.draft)
    return chat.go(place_of(turn.draft, turn.path), replace=isinstance(chat.place, FormCancel | StartForm | OneDraft))


async def saved(event: CallbackQuery, chat: Chat, press: SaveForm) -> None:
    """The card is finished. The press names its draft: it may come from the place where a PIN was asked."""
    if isinstance(press.start, StartForm):
        return await save(chat, await begun(chat, press.start))
    found = await find_draft(chat, press.draft)
    if found is None:
        return gone(chat)
    form, draft = found
    await check_draft(form, draft, chat.reading)
    return await save(chat, Session(form, draft, None))


async def thrown_away(event: CallbackQuery, chat: Chat, press: ThrowAway) -> None:
    """The draft goes."""
    found = await find_draft(chat, press.draft)
    if found is not None:
        chat.open_draft(found[1])
        chat.drop_draft()
    leave(chat, press.draft, note=chat.reader.say("forms.step", "The draft is thrown away."))
