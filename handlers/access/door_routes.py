"""At the door: opening an invitation, choosing a language, sharing a contact. All else leads to the greeting."""

import re
from typing import Any

from aiogram import F, Router
from aiogram.filters import Command, Filter
from aiogram.types import CallbackQuery, Message, TelegramObject

from domain.access.door import Outcome, answer_invitation, open_invitation
from domain.access.model import NAME_LIMIT, SharedContact, account_ref
from domain.access.ports import Accounts, Attempts, Invitations, People
from domain.access.rules import CODE
from domain.kit.actor import Guest
from domain.kit.named import name_of
from handlers.access.invitations import LINK_LETTER
from handlers.access.places import Invited, Language, SetLanguage, SharePhone, Waiting, Welcome
from handlers.access.refusals import at_the_door
from handlers.chat import Chat
from handlers.forms.clean import one_line
from handlers.screens.filters import Pressed

_START = re.compile(r"/start\s+(\S+)\s*")


class AtTheDoor(Filter):
    """Whatever comes from somebody who is nobody yet, or is shut out (46)."""

    async def __call__(self, event: TelegramObject, chat: Chat) -> bool:
        return isinstance(chat.who, Guest)


class InvitationLink(Filter):
    """``/start i<code>``. From a guest with any code at all, for each wrong one is counted (49, 53)."""

    async def __call__(self, event: Message, chat: Chat) -> bool | dict[str, Any]:
        found = _START.fullmatch(event.text or "")
        if found is None or not found[1].startswith(LINK_LETTER):
            return False
        code = found[1].removeprefix(LINK_LETTER)
        return {"code": code} if isinstance(chat.who, Guest) or CODE.fullmatch(code) else False


def add_door(router: Router) -> None:
    """The order matters: the last two take whatever is left from a guest, so that the other routes meet people only."""

    @router.message(InvitationLink())
    async def follow(_: Message, chat: Chat, code: str) -> None:
        if not isinstance(chat.who, Guest):
            note = chat.reader.say(
                "access.door", "You are signed in already. Pass the link on to the person it is meant for."
            )
            return chat.go(Welcome(), note=note)
        outcome, invitation = await open_invitation(
            chat.door, chat.port(Invitations), chat.port(Accounts), chat.port(Attempts), code
        )
        if invitation is None:
            return chat.go(Welcome(), note=at_the_door(outcome, chat.reader), replace=True)
        return chat.go(Invited(invitation.id, invitation.made), replace=True)

    @router.message(Command("language", ignore_mention=True))
    async def choose(_: Message, chat: Chat) -> None:
        chat.go(Language())

    @router.callback_query(Pressed(SetLanguage))
    async def language(_: CallbackQuery, chat: Chat, press: SetLanguage) -> None:
        chat.set_language(press.language)
        if isinstance(chat.place, Invited):
            return chat.go(SharePhone(chat.place.invitation, chat.place.made))
        return chat.again()

    @router.message(AtTheDoor(), F.contact)
    async def contact(message: Message, chat: Chat) -> None:
        place, shared = chat.place, message.contact
        if not isinstance(place, SharePhone | Invited) or shared is None:
            return chat.go(Welcome(), replace=True)
        name = one_line(f"{shared.first_name} {shared.last_name or ''}")[:NAME_LIMIT]
        foreign = message.forward_origin is not None  # somebody's shared contact, passed on (51)
        outcome = await answer_invitation(
            chat.door,
            chat.port(Invitations),
            chat.port(People),
            chat.port(Accounts),
            chat.port(Attempts),
            place.invitation,
            place.made,
            SharedContact(shared.phone_number, -1 if foreign else shared.user_id, name),
            chat.reader.language,
        )
        match outcome:
            case Outcome.ADMITTED:
                chat.home()
            case Outcome.WAITING:
                chat.go(Waiting(place.invitation), replace=True)
            case Outcome.FOREIGN | Outcome.NOBODYS:
                chat.again(at_the_door(outcome, chat.reader))
            case _:
                chat.go(Welcome(), note=at_the_door(outcome, chat.reader), replace=True)
        return None

    @router.message(AtTheDoor())
    async def anything(message: Message, chat: Chat) -> None:
        """A question that stands is put again; /start, and whatever a person shut out types, leads to the greeting."""
        if isinstance(chat.place, Invited | SharePhone | Waiting) and not (message.text or "").startswith("/"):
            return chat.again()
        return chat.go(Welcome(), replace=True)

    @router.callback_query(AtTheDoor())
    async def pressed(_: CallbackQuery, chat: Chat) -> None:
        """A button of a screen from when one was still let in (35, 46)."""
        name = name_of(type(chat.press))[0] if chat.press is not None else ""
        assert isinstance(chat.who, Guest)
        chat.door.audit("door.refused", account_ref(chat.who.telegram), after={"press": name})
        chat.home()
