"""A lean client of the Bot API: JSON in, JSON out, and errors that name the method and never the token.

aiogram's own session parses every answer into models; for what the machine sends that is two thirds of the cost.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import aiohttp

OFFICIAL: Final = "https://api.telegram.org"


class ApiError(Exception):
    """Telegram answered no. `code` is its error code, `retry_after` seconds to wait (429 only)."""

    def __init__(self, method: str, code: int, description: str, retry_after: float | None = None) -> None:
        super().__init__(f"{method}: {code} {description}")
        self.method = method
        self.code = code
        self.description = description
        self.retry_after = retry_after

    def says(self, *phrases: str) -> bool:
        """Whether the description holds one of the phrases (Telegram has no finer codes)."""
        lowered = self.description.lower()
        return any(phrase in lowered for phrase in phrases)


class NotSent(Exception):
    """No connection was made: Telegram has not seen the call."""


class Lost(Exception):
    """The call may have been carried out: the answer was lost, cut, or not Telegram's."""


class TooBig(Exception):
    """A file is larger than allowed."""


@dataclass(frozen=True, slots=True)
class Upload:
    """Bytes to be sent as a file."""

    name: str
    mime: str
    content: bytes


class Telegram:
    """One bot at one Bot API server. `call` raises ApiError, NotSent or Lost; asyncio's cancellation passes through."""

    def __init__(self, token: str, api: str | None = None, *, timeout: float = 20.0) -> None:
        self._root = f"{(api or OFFICIAL).rstrip('/')}/bot{token}/"
        self._files = f"{(api or OFFICIAL).rstrip('/')}/file/bot{token}/"
        self._timeout = timeout
        self._session: aiohttp.ClientSession | None = None
        self.bot_id = int(token.partition(":")[0])

    def __repr__(self) -> str:
        return f"Telegram(bot {self.bot_id})"

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=64, ttl_dns_cache=300)
            self._session = aiohttp.ClientSession(connector=connector, json_serialize=_dumps)
        return self._session

    async def call(
        self,
        method: str,
        params: Mapping[str, Any],
        *,
        uploads: Mapping[str, Upload] | None = None,
        timeout: float | None = None,
    ) -> Any:
        """Call a method; the `result` of its answer. With `uploads` the call is a form with files in it."""
        body: dict[str, Any] = {"data": _form(params, uploads)} if uploads else {"json": params}
        limit = aiohttp.ClientTimeout(total=timeout or self._timeout, sock_connect=5)
        try:
            async with self._open().post(self._root + method, timeout=limit, allow_redirects=False, **body) as response:
                raw = await response.read()
                status = response.status
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            # The library's text holds the address, and the address holds the token: only the kind is told.
            raise NotSent(f"{method}: {type(error).__name__}") from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Lost(f"{method}: {type(error).__name__}") from None
        return _result(method, status, raw)

    async def download(self, path: str, *, most: int) -> bytes:
        """A file by the path getFile gave. Raises TooBig (`most` bytes), ApiError (the link expired), NotSent, Lost."""
        limit = aiohttp.ClientTimeout(total=120, sock_connect=5, sock_read=30)
        content = bytearray()
        try:
            async with self._open().get(self._files + path, timeout=limit, allow_redirects=False) as response:
                if response.status != 200:
                    raise ApiError("download", response.status, "the file is not to be had")
                async for chunk in response.content.iter_chunked(65536):
                    content += chunk
                    if len(content) > most:
                        raise TooBig
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotSent(f"download: {type(error).__name__}") from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Lost(f"download: {type(error).__name__}") from None
        return bytes(content)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _result(method: str, status: int, raw: bytes) -> Any:
    try:
        answer = json.loads(raw)
        if answer["ok"]:
            return answer["result"]
        code, description = int(answer["error_code"]), str(answer.get("description", ""))
        wait = (answer.get("parameters") or {}).get("retry_after")
    except (ValueError, KeyError, TypeError, AttributeError):
        # A proxy's page, or half an answer: nobody knows whether Telegram did it.
        raise Lost(f"{method}: {status} without an answer") from None
    if code >= 500:
        raise Lost(f"{method}: {code}")
    raise ApiError(method, code, description, float(wait) if wait is not None else None)


def _form(params: Mapping[str, Any], uploads: Mapping[str, Upload]) -> aiohttp.FormData:
    form = aiohttp.FormData(quote_fields=False)  # Telegram takes a quoted name for the name itself
    for name, value in params.items():
        form.add_field(name, value if isinstance(value, str) else _dumps(value))
    for name, upload in uploads.items():
        form.add_field(name, upload.content, filename=upload.name, content_type=upload.mime)
    return form
