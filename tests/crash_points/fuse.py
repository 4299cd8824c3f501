"""A process that dies at a chosen point: before or after the n-th statement, or the n-th call to Telegram.

Nothing is sent any more once the fuse has blown, and the connections are cut without a word, as the kernel does for a
process that was killed. The database notices by itself.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

import asyncpg
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.machine.telegram import Telegram, Upload
from bot.storage.unit import Database, PortFactory

T = TypeVar("T")


class Crashed(BaseException):
    """The process is gone; like SIGKILL nobody catches it."""


class Fuse:
    """Blows before or after the `at`-th trip; 0: never. `last` names the last trip begun."""

    def __init__(self, at: int = 0, *, after: bool = False) -> None:
        self._at = at
        self._after = after
        self.trips = 0
        self.last = ""
        self.blown = False

    async def around(self, what: str, trip: Callable[[], Awaitable[T]], kill: Callable[[], None]) -> T:
        """One trip. Raises Crashed where the process dies."""
        self._check(kill)
        self.trips += 1
        mine = self.trips == self._at
        self.last = what
        if mine and not self._after:
            self.blown = True
        self._check(kill)
        answer = await trip()
        if mine:
            self.blown = True
        self._check(kill)
        return answer

    def _check(self, kill: Callable[[], None]) -> None:
        if self.blown:
            kill()
            raise Crashed(self.last)


class _Wire:
    """The driver's protocol with a fuse around everything that makes the server do something."""

    def __init__(self, protocol: Any, raw: asyncpg.Connection, fuse: Fuse) -> None:
        self._protocol = protocol
        self._raw = raw
        self._fuse = fuse

    def __getattr__(self, name: str) -> Any:
        return getattr(self._protocol, name)

    async def query(self, query: str, *more: Any, **named: Any) -> Any:
        return await self._around(query, lambda: self._protocol.query(query, *more, **named))

    async def bind_execute(self, state: Any, *more: Any, **named: Any) -> Any:
        return await self._around(state.query, lambda: self._protocol.bind_execute(state, *more, **named))

    async def bind_execute_many(self, state: Any, *more: Any, **named: Any) -> Any:
        return await self._around(state.query, lambda: self._protocol.bind_execute_many(state, *more, **named))

    async def _around(self, statement: str, trip: Callable[[], Awaitable[Any]]) -> Any:
        return await self._fuse.around(" ".join(statement.split()), trip, self._kill)

    def _kill(self) -> None:
        if not self._raw.is_closed():
            self._raw.terminate()


class FusedDatabase(Database):
    """The pool of a process that is going to die."""

    def __init__(self, dsn: str, ports: Mapping[type, PortFactory], fuse: Fuse, *, size: int = 2) -> None:
        super().__init__(dsn, ports, size=size)
        self._fuse = fuse
        self._size = size
        self._made: list[tuple[AsyncConnection, asyncpg.Connection]] = []

    async def warm(self) -> None:
        """Open all connections ahead: none is half open when the process dies, which nobody could close any more."""
        self._idle += [await self._opened() for _ in range(self._size)]

    async def _opened(self) -> tuple[AsyncConnection, asyncpg.Connection]:
        if self._fuse.blown:
            raise Crashed
        connection, raw = await super()._opened()
        raw._protocol = _Wire(raw._protocol, raw, self._fuse)
        self._made.append((connection, raw))
        return connection, raw

    async def close(self) -> None:
        """What the kernel does with a dead process's sockets: nothing is left to the garbage collector."""
        for connection, raw in self._made:
            if not raw.is_closed():
                raw.terminate()
            if not connection.closed and not connection.invalidated:
                await connection.invalidate()
            await connection.close()
        await super().close()


class FusedTelegram(Telegram):
    """Phones that remember what they were sent, at the end of a wire with a fuse. Always says yes."""

    def __init__(self, token: str, fuse: Fuse, phones: "Phones") -> None:
        super().__init__(token)
        self._fuse = fuse
        self._phones = phones

    async def call(
        self,
        method: str,
        params: Mapping[str, Any],
        *,
        uploads: Mapping[str, Upload] | None = None,
        timeout: float | None = None,
    ) -> Any:
        async def trip() -> Any:
            return self._phones.take(method, params)

        return await self._fuse.around(method, trip, lambda: None)


class Phones:
    """What stands in the chats: by chat, the messages with their texts and buttons."""

    def __init__(self) -> None:
        self.chats: dict[int, dict[int, tuple[str, bool]]] = {}
        self._next = 1_000

    def take(self, method: str, params: Mapping[str, Any]) -> Any:
        chat = self.chats.setdefault(int(params["chat_id"]), {}) if "chat_id" in params else {}
        if method.startswith("send"):
            self._next += 1
            chat[self._next] = (str(params.get("text", params.get("caption", ""))), "reply_markup" in params)
            return {"message_id": self._next}
        if method.startswith("edit"):
            number = int(params["message_id"])
            text = str(params.get("text", params.get("caption", chat.get(number, ("", False))[0])))
            chat[number] = (text, "reply_markup" in params)
            return {"message_id": number}
        if method == "deleteMessage":
            chat.pop(int(params["message_id"]), None)
        return True
