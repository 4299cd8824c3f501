"""The search by typing."""

from aiogram import F, Router
from aiogram.types import Message

from domain.kit.actor import Guest
from handlers.chat import Chat
from handlers.search.places import QUERY, Search


def router() -> Router:
    """After the rooms: a text that nobody asked for is a search."""
    routes = Router(name="search")

    @routes.message(F.text, ~F.text.startswith("/"))
    async def search(message: Message, chat: Chat) -> None:
        if isinstance(chat.who, Guest):
            return chat.home()
        query = " ".join((message.text or "").split())[:QUERY]
        return chat.go(Search(query), replace=isinstance(chat.place, Search))

    @routes.message(F.text.startswith("/"))
    async def unknown(_: Message, chat: Chat) -> None:
        chat.again(chat.reader.say("search", "There is no such command. /help tells what there is."))

    return routes
