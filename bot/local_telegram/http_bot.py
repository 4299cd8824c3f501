"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

import json
import socket
import struct
from collections import deque
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.local_telegram import params
from bot.local_telegram.errors import ApiError, bad_request
from bot.local_telegram.faults import Fault, FaultRule, Faults
from bot.local_telegram.methods import Here, methods
from bot.local_telegram.params import Call, Upload
from bot.local_telegram.state import BotState, Json

_RESET_ON_CLOSE = struct.pack("ii", 1, 0)
DOWNLOAD = "downloadFile"  # the name by which faults strike /file/…


@dataclass(frozen=True)
class CallRecord:
    """One call as it ended: `outcome` is "ok" or "<code> <description>", `fault` what struck it, if anything.

    A call with an "after" fault and the outcome "ok" was done, but the bot did not learn it.
    """

    method: str
    bot_id: int
    chat_id: int | None
    params: Json
    outcome: str
    fault: Fault | None
    result: Any


class BotApi:
    """Serves every bot. `log` keeps the latest calls except getUpdates."""

    def __init__(self, here: Here, faults: Faults, log_size: int = 20_000) -> None:
        self._here = here
        self._faults = faults
        self._methods = methods()
        self.log: deque[CallRecord] = deque(maxlen=log_size)

    def routes(self) -> list[web.RouteDef]:
        """For the web application."""
        return [
            web.route("*", "/bot{token:[^/]+}/{method}", self._call),
            web.get("/file/bot{token:[^/]+}/{path:.+}", self._download),
        ]

    async def _call(self, request: web.Request) -> web.StreamResponse:
        try:
            if request.method not in ("GET", "POST"):
                raise ApiError(405, "Method Not Allowed")
            bot = self._here.world.bot_by_token(request.match_info["token"])
            name = params.known(request.match_info["method"])
            if name is None:
                raise ApiError(404, "Not Found: method not found")
            raw, uploads = await _parameters(request)
        except ApiError as refused:
            return _refusal(refused)
        chat_id = _number(raw.get("chat_id"))
        fault = self._faults.strike(name, chat_id)
        outcome: Any = None
        struck_before = fault is not None and not fault.after and fault.fault is not Fault.SLOW
        if not struck_before:
            outcome = await self._perform(bot, name, raw, uploads)
        self._record(bot, name, chat_id, raw, outcome, fault)
        if fault is not None:
            await fault.silence()
            if fault.fault is not Fault.SLOW:
                return _broken(request, fault)
        if isinstance(outcome, ApiError):
            return _refusal(outcome)
        return web.json_response({"ok": True, "result": outcome})

    async def _perform(self, bot: BotState, name: str, raw: Json, uploads: dict[str, Upload]) -> Any:
        """The result, or the `ApiError` it ended with."""
        method = self._methods.get(name)
        try:
            if method is None:
                raise bad_request(f"the local Telegram does not play {name}")
            call: Call = params.read(name, raw, uploads)
            result = await method(self._here, bot, call)
        except ApiError as refused:
            return refused
        if name != "getUpdates":
            await self._here.world.store.settled()
        return result

    def _record(
        self, bot: BotState, name: str, chat_id: int | None, raw: Json, outcome: Any, fault: FaultRule | None
    ) -> None:
        if name == "getUpdates":
            return
        said = f"{outcome.code} {outcome.description}" if isinstance(outcome, ApiError) else "ok"
        struck = fault.fault if fault else None
        if fault is not None and not fault.after and fault.fault is not Fault.SLOW:
            said = "not done"
        result = None if isinstance(outcome, ApiError) else outcome
        self.log.append(CallRecord(name, bot.id, chat_id, raw, said, struck, result))

    async def _download(self, request: web.Request) -> web.StreamResponse:
        world = self._here.world
        try:
            bot = world.bot_by_token(request.match_info["token"])
            if fault := self._faults.strike(DOWNLOAD):
                await fault.silence()
                if fault.fault is not Fault.SLOW:
                    return _broken(request, fault)
            file = world.paths.get((bot.id, request.match_info["path"]))
            if file is None or file.link_until < world.clock.now():
                raise ApiError(404, "Not Found")
        except ApiError as refused:
            return _refusal(refused)
        return web.Response(body=await world.store.file(file.sha256), content_type="application/octet-stream")


def _refusal(refused: ApiError) -> web.Response:
    return web.json_response(refused.body(), status=refused.code)


def _broken(request: web.Request, fault: FaultRule) -> web.StreamResponse:
    if (error := fault.error()) is not None:
        return _refusal(error)
    if (transport := request.transport) is not None:
        connection = transport.get_extra_info("socket")
        if connection is not None:  # the client sees a reset, not an orderly end
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        transport.abort()
    return web.Response(status=500)


def _number(value: Any) -> int | None:
    try:
        return int(value)
    except (TypeError, ValueError):
        return None


async def _parameters(request: web.Request) -> tuple[Json, dict[str, Upload]]:
    raw: Json = dict(request.query)
    uploads: dict[str, Upload] = {}
    try:
        if request.content_type == "application/json":
            body = json.loads(await request.read() or b"{}")
            if not isinstance(body, dict):
                raise bad_request("object expected as JSON body")
            raw |= body
        elif request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
            for name, value in (await request.post()).items():
                if isinstance(value, web.FileField):
                    uploads[name] = Upload(value.filename or "file", value.content_type, value.file.read())
                elif isinstance(value, str):
                    raw[name] = value
                else:
                    raise bad_request(f'part "{name}" is neither text nor a file')
        elif request.can_read_body:
            raise bad_request(f"unsupported content type {request.content_type}")
    except web.HTTPRequestEntityTooLarge:
        raise ApiError(413, "Request Entity Too Large") from None
    except ValueError:
        raise bad_request("can't parse the request body") from None
    return raw, uploads
