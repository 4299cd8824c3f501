"""aiogram as its users know it, with the three things taken out that would break one transaction per update:
its own state, its error handling that swallows, and a bot that can call Telegram (design §2)."""

from collections.abc import Iterable, Mapping
from typing import Any

from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.base import BaseSession
from aiogram.dispatcher.middlewares.error import ErrorsMiddleware
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey
from aiogram.methods import TelegramMethod

from bot.machine.chat import ChatInUpdate
from handlers.room import Room


class CallInsideTransaction(RuntimeError):
    """A handler tried to call Telegram: it goes to a place, or leaves a notice."""


class SilentBot(Bot):
    """The bot handlers see: it has an id and a name, and refuses every call."""

    def __init__(self, bot_id: int) -> None:
        super().__init__(f"{bot_id}:silent", session=_NoSession())

    async def __call__(self, method: TelegramMethod[Any], request_timeout: int | None = None) -> Any:
        raise CallInsideTransaction(type(method).__name__)


class _NoSession(BaseSession):
    async def close(self) -> None:
        return None

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:
        raise CallInsideTransaction(type(method).__name__)

    async def stream_content(self, *args: Any, **kwargs: Any) -> Any:
        raise CallInsideTransaction("download")
        yield b""


class DialogueStorage(BaseStorage):
    """aiogram's FSM storage as a view of the dialogue row; written with the update, lost with it."""

    def __init__(self, chat: ChatInUpdate) -> None:
        self._fsm = chat.fsm

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        self._fsm["state"] = state.state if isinstance(state, State) else state

    async def get_state(self, key: StorageKey) -> str | None:
        state: str | None = self._fsm.get("state")
        return state

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        self._fsm["data"] = dict(data)

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        return dict(self._fsm.get("data") or {})

    async def close(self) -> None:
        return None


def context_of(chat: ChatInUpdate, bot_id: int) -> FSMContext:
    """The FSM context handlers receive as `state`."""
    return FSMContext(
        storage=DialogueStorage(chat), key=StorageKey(bot_id=bot_id, chat_id=chat.chat_id, user_id=chat.claim.sender)
    )


def dispatcher(rooms: Iterable[Room], first: Iterable[Router] = (), last: Iterable[Router] = ()) -> Dispatcher:
    """A dispatcher over the rooms' routers, in their order. What a handler raises leaves it."""
    made = Dispatcher(disable_fsm=True)
    for middleware in list(made.update.outer_middleware):
        if isinstance(middleware, ErrorsMiddleware):
            made.update.outer_middleware.unregister(middleware)
    made.include_routers(*first, *(room.router() for room in rooms if room.router is not None), *last)
    return made
