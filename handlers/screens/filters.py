"""aiogram filters by meaning: which press, at which place. The decoded press is put into the handler as `press`."""

from typing import Any

from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message

from handlers.chat import Chat
from handlers.screens.place import Place
from handlers.screens.press import Press


class Pressed(Filter):
    """A live button of this meaning: ``@router.callback_query(Pressed(PassInitiative))``."""

    def __init__(self, kind: type[Press]) -> None:
        self.kind = kind

    async def __call__(self, event: CallbackQuery, chat: Chat) -> bool | dict[str, Any]:
        return {"press": chat.press} if isinstance(chat.press, self.kind) else False


class At(Filter):
    """A message while the person is at a place of this type: ``@router.message(At(EnterPin), F.text)``."""

    def __init__(self, kind: type[Place]) -> None:
        self.kind = kind

    async def __call__(self, event: Message, chat: Chat) -> bool | dict[str, Any]:
        return {"place": chat.place} if isinstance(chat.place, self.kind) else False
