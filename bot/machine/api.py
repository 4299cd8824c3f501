"""Calls to the Bot API: JSON in, JSON out, nothing parsed into models, and no token in any error text (attack 102)."""

from dataclasses import dataclass
from typing import Any

import aiohttp

TELEGRAM = "https://api.telegram.org"


@dataclass(eq=False)
class ApiError(Exception):
    """The Bot API said no. `retry_after`: seconds, where it named them; `migrate_to`: the chat's new id."""

    method: str
    code: int
    description: str
    retry_after: float | None = None
    migrate_to: int | None = None

    def __str__(self) -> str:
        return f"{self.method}: {self.code} {self.description}"


@dataclass(eq=False)
class NoAnswer(Exception):
    """No answer came, or none that can be read: whether the call had its effect is not known."""

    method: str
    why: str

    def __str__(self) -> str:
        return f"{self.method}: no answer ({self.why})"


class Api:
    """One bot at one Bot API server, over kept-alive connections."""

    def __init__(self, token: str, base: str | None = None) -> None:
        self.bot_id = int(token.partition(":")[0])
        root = (base or TELEGRAM).rstrip("/")
        self._url = f"{root}/bot{token}/"
        self._files = f"{root}/file/bot{token}/"
        self._session: aiohttp.ClientSession | None = None

    def session(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=100, keepalive_timeout=60))
        return self._session

    async def call(self, method: str, *, timeout: float = 20.0, **parameters: Any) -> Any:
        """The `result` of a call; parameters that are None are left out. `timeout` in seconds.

        Raises ApiError when the server refuses, NoAnswer when it cannot be known whether the call was done.
        """
        body = {name: value for name, value in parameters.items() if value is not None}
        return await self._post(method, timeout, json=body)

    async def upload(self, method: str, form: aiohttp.FormData, *, timeout: float = 60.0) -> Any:
        """As `call`, with a multipart form that carries a file."""
        return await self._post(method, timeout, data=form)

    async def download(self, path: str, *, limit: int, timeout: float = 60.0) -> bytes:
        """A file by the path that getFile gave, at most `limit` bytes. Raises ApiError (413 when longer), NoAnswer."""
        try:
            async with self.session().get(
                self._files + path, timeout=aiohttp.ClientTimeout(total=timeout), allow_redirects=False
            ) as answer:
                if answer.status != 200:
                    raise ApiError("download", answer.status, "refused")
                content = bytearray()
                async for part in answer.content.iter_chunked(65_536):
                    content += part
                    if len(content) > limit:
                        raise ApiError("download", 413, "longer than allowed")
                return bytes(content)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            # The library's text holds the address, and the address holds the token.
            raise NoAnswer("download", type(error).__name__) from None

    async def _post(self, method: str, timeout: float, **content: Any) -> Any:
        try:
            async with self.session().post(
                self._url + method, timeout=aiohttp.ClientTimeout(total=timeout), allow_redirects=False, **content
            ) as answer:
                body = await answer.json(content_type=None)
                status = answer.status
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            raise NoAnswer(method, type(error).__name__) from None
        if not isinstance(body, dict):
            raise NoAnswer(method, "not an answer of the Bot API")
        if body.get("ok") is True:
            return body.get("result")
        more = body.get("parameters") or {}
        raise ApiError(
            method,
            int(body.get("error_code") or status),
            str(body.get("description") or ""),
            more.get("retry_after"),
            more.get("migrate_to_chat_id"),
        )

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
