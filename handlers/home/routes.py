"""Commands that work everywhere."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from domain.kit.actor import Guest
from handlers.chat import Chat
from handlers.forms.places import Drafts, FormCancel, FormReview, FormStep
from handlers.home.places import Help
from handlers.offers import linked
from handlers.search.places import QUERY, Search


def router() -> Router:
    """Before the rooms: a command interrupts a form and loses nothing of it."""
    routes = Router(name="home")

    @routes.message(Command("start", ignore_mention=True))
    async def start(_: Message, chat: Chat, command: CommandObject) -> None:
        """A guest never comes here: the door answers them. The place a link leads to authorises, as for any press."""
        payload = (command.args or "").strip()
        if not payload:
            return chat.home()
        place = linked(payload)
        if place is None:
            return chat.home(note=chat.reader.say("home.link", "This link leads nowhere here. Here is the menu."))
        return chat.go(place)

    @routes.message(Command("menu", ignore_mention=True))
    async def menu(_: Message, chat: Chat) -> None:
        chat.home()

    @routes.message(Command("find", ignore_mention=True))
    async def find(_: Message, chat: Chat, command: CommandObject) -> None:
        if isinstance(chat.who, Guest):
            return chat.home()
        return chat.go(Search(" ".join((command.args or "").split())[:QUERY]))

    @routes.message(Command("drafts", ignore_mention=True))
    async def drafts(_: Message, chat: Chat) -> None:
        if isinstance(chat.who, Guest):
            return chat.home()
        return chat.go(Drafts())

    @routes.message(Command("help", ignore_mention=True))
    async def help_(_: Message, chat: Chat) -> None:
        chat.go(Help())

    @routes.message(Command("cancel", ignore_mention=True))
    async def cancel(_: Message, chat: Chat) -> None:
        if isinstance(chat.place, FormStep | FormReview) and chat.draft is not None:
            return chat.go(FormCancel(chat.draft.id))
        return chat.home(note=chat.reader.say("home.cancel", "There is nothing to cancel. Here is the menu."))

    return routes
