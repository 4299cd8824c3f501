"""The page and its HTTP interface under `/local/`: be a person, order faults, move the clock.

It is for this machine only: a request of another site's page (foreign Origin) or by another name of this host
(DNS rebinding) is refused.
"""

import asyncio
import contextlib
import json
import re
from collections.abc import Awaitable, Callable
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.local_telegram.clock import ClockControl
from bot.local_telegram.delivery import Delivery
from bot.local_telegram.errors import ApiError, NotPossible
from bot.local_telegram.faults import Faults
from bot.local_telegram.keyboards import bot_start_link
from bot.local_telegram.methods.settings import commands_for
from bot.local_telegram.people import OutgoingFile, People
from bot.local_telegram.state import BotState, Json, Person
from bot.local_telegram.views import view
from bot.local_telegram.world import World

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_PAGE = {
    "": ("index.html", "text/html"),
    "page.css": ("page.css", "text/css"),
    **{
        f"{name}.js": (f"{name}.js", "text/javascript") for name in ("page", "phone", "message", "text", "dom", "words")
    },
}
_PAGE_HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:",
}
_HEARTBEAT_SECONDS = 15.0
_ANSWER_SECONDS = 10.0
_SHOWN_MESSAGES = 300
_ZONE = ZoneInfo("Asia/Almaty")  # the page shows the wall time of Astana
_PICTURES = ("image/png", "image/jpeg", "image/webp", "image/gif")
_PERSON = ("id", "first_name", "last_name", "username", "language_code", "phone", "note")


class Control:
    """Handlers of `/` and `/local/…`."""

    def __init__(
        self, world: World, people: People, delivery: Delivery, faults: Faults, clock: ClockControl | None
    ) -> None:
        self._world = world
        self._people = people
        self._delivery = delivery
        self._faults = faults
        self._clock = clock
        self._streams: set[asyncio.Event] = set()

    def routes(self) -> list[web.RouteDef]:
        """For the web application."""
        person = "/local/people/{person:[0-9]+}"
        return [
            web.get("/{name:(?:[a-z]+\\.(?:css|js))?}", self._page),
            web.get("/local/state", self._state),
            web.get("/local/events", self._events),
            web.get("/local/files/{file_id}", self._file),
            web.post("/local/people", self._create),
            web.get(f"{person}/chat", self._chat),
            web.post(f"{person}/{{action}}", self._act),
            web.post("/local/updates", self._inject),
            web.get("/local/faults", self._list_faults),
            web.post("/local/faults", self._add_fault),
            web.delete("/local/faults", self._clear_faults),
            web.get("/local/clock", self._show_clock),
            web.post("/local/clock", self._move_clock),
        ]

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path.startswith(("/bot", "/file/")):
            return await handler(request)
        name = urlsplit(f"//{request.host}").hostname
        origin = request.headers.get("Origin")
        if name not in ("127.0.0.1", "localhost", "::1") or (origin and urlsplit(origin).netloc != request.host):
            return _error(403, "this page serves its own machine only")
        try:
            return await handler(request)
        except (NotPossible, LookupError, TypeError, ValueError) as failure:
            return _error(400, str(failure))
        except ApiError as failure:
            return _error(failure.code, failure.description)

    @property
    def guard(self) -> Any:
        """The middleware that keeps `/local/` to this machine and turns refusals into answers."""
        return self._guard

    def close_streams(self) -> None:
        """End the pages' event streams, so that a stop need not wait for them."""
        for ended in self._streams:
            ended.set()

    def inject(self, bot: BotState, update: Json) -> int:
        """Queue a raw update; its lane is its chat where one can be made out."""
        kind = next((name for name in update if name != "update_id"), "nothing")
        body = update.get(kind)
        inner = body.get("message", body) if isinstance(body, dict) else {}
        chat = inner.get("chat") if isinstance(inner, dict) else None
        lane = str(chat["id"]) if isinstance(chat, dict) and "id" in chat else "raw"
        if "update_id" not in update:
            update = {"update_id": bot.last_update_id + 1, **update}
        return self._delivery.add_raw(bot, update, kind, lane)

    def _bot(self, request: web.Request) -> BotState:
        wanted = request.query.get("bot")
        for bot in self._world.bots.values():
            if wanted is None or bot.username == wanted:
                return bot
        raise NotPossible(f"no bot {wanted}")

    def _person(self, request: web.Request) -> Person:
        return self._people.person(int(request.match_info["person"]))

    async def _page(self, request: web.Request) -> web.StreamResponse:
        if (found := _PAGE.get(request.match_info["name"])) is None:
            return _error(404, "there is no such page")
        name, kind = found
        content = (files("bot.local_telegram") / "page" / name).read_bytes()
        return web.Response(body=content, content_type=kind, charset="utf-8", headers=_PAGE_HEADERS)

    async def _state(self, request: web.Request) -> web.StreamResponse:
        bot = self._bot(request)
        return web.json_response(
            {
                "bot": bot.user(),
                "people": [self._shown(person) for person in self._world.people.values() if not person.deleted],
                "clock": await self._clock_now(),
            }
        )

    @staticmethod
    def _shown(person: Person) -> Json:
        return {name: getattr(person, name) for name in _PERSON}

    def _chat_json(self, person: Person, bot: BotState) -> Json:
        chat = self._world.chat(bot.id, person.id)
        return {
            "person": self._shown(person),
            "bot": bot.user(),
            "started": chat.started,
            "blocked": chat.blocked,
            "keyboard": chat.keyboard,
            "commands": commands_for(bot, person),
            "description": bot.about.get(f"description/{person.language_code}") or bot.about.get("description/", ""),
            "messages": [view(message).as_json() for message in list(chat.messages.values())[-_SHOWN_MESSAGES:]],
        }

    async def _chat(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(self._chat_json(self._person(request), self._bot(request)))

    async def _create(self, request: web.Request) -> web.StreamResponse:
        given = await _json(request)
        person = self._people.create(Person(**{name: given[name] for name in _PERSON if name in given}))
        return web.json_response(self._shown(person))

    async def _act(self, request: web.Request) -> web.StreamResponse:
        person, bot, action = self._person(request), self._bot(request), request.match_info["action"]
        if action == "files":
            return await self._send_files(request, person, bot)
        given = await _json(request)
        people = self._people
        match action:
            case "start":
                people.start(person, bot, given.get("payload", ""))
            case "open":
                if (found := bot_start_link(given["url"])) is None:
                    raise NotPossible(f"{given['url']} leads to no bot here")
                if found[0].lower() != bot.username.lower():
                    raise NotPossible(f"no bot {found[0]} here")
                people.start(person, bot, found[1])
            case "text":
                people.send_text(person, bot, given["text"], entities=given.get("entities"), chat_id=given.get("chat"))
            case "edit":
                people.edit_text(person, bot, given["message_id"], given["text"])
            case "delete":
                people.delete_message(person, bot, given["message_id"])
            case "tap":
                people.tap(person, bot, given["label"])
            case "contact":
                people.share_contact(person, bot, given.get("contact"))
            case "sticker":
                people.send_sticker(person, bot, given.get("emoji", "👍"))
            case "block":
                people.block(person, bot)
            case "unblock":
                people.unblock(person, bot)
            case "press":
                return await self._press(person, bot, given)
            case _:
                raise NotPossible(f"people do not {action}")
        await self._world.store.settled()
        return web.json_response({"ok": True})

    async def _press(self, person: Person, bot: BotState, given: Json) -> web.StreamResponse:
        """Press, and wait for the answer as the app does while its button spins."""
        callback = self._people.press(person, bot, given["message_id"], given["data"], forged=bool(given.get("forged")))
        hub = self._world.hub
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_ANSWER_SECONDS):
                while callback.answer is None:
                    await hub.changed(hub.revision)
        return web.json_response({"ok": True, "answer": callback.answer})

    async def _send_files(self, request: web.Request, person: Person, bot: BotState) -> web.StreamResponse:
        form = await request.post()
        picked = [
            OutgoingFile(part.filename, part.file.read(), part.content_type)
            for part in form.getall("file", [])
            if isinstance(part, web.FileField)
        ]
        caption = form.get("caption", "")
        assert isinstance(caption, str)
        self._people.send_files(person, bot, picked, caption=caption, as_photos=form.get("as") == "photo")
        await self._world.store.settled()
        return web.json_response({"ok": True})

    async def _file(self, request: web.Request) -> web.StreamResponse:
        file = self._world.files[request.match_info["file_id"]]
        content = await self._world.store.file(file.sha256)
        # Shown inline only what is a picture: a document of a stranger must not run as a page of this origin.
        picture = file.mime if file.mime in _PICTURES else "image/png"
        plain = re.sub(r"[^\x20-\x7e]|[\"\\]", "_", file.name) or "file"
        kind = "inline" if file.kind == "photo" else f'attachment; filename="{plain}"'
        return web.Response(
            body=content,
            content_type=picture if file.kind == "photo" else "application/octet-stream",
            headers={"Content-Disposition": kind, "X-Content-Type-Options": "nosniff"},
        )

    async def _inject(self, request: web.Request) -> web.StreamResponse:
        number = self.inject(self._bot(request), await _json(request))
        return web.json_response({"ok": True, "update_id": number})

    async def _list_faults(self, request: web.Request) -> web.StreamResponse:
        counts = [{"method": m, "fault": f.value, "count": n} for (m, f), n in self._faults.counts.items()]
        return web.json_response({"standing": self._faults.standing(), "counts": counts})

    async def _add_fault(self, request: web.Request) -> web.StreamResponse:
        return web.json_response({"number": self._faults.add(**await _json(request))})

    async def _clear_faults(self, request: web.Request) -> web.StreamResponse:
        self._faults.clear()
        return web.json_response({"ok": True})

    async def _show_clock(self, request: web.Request) -> web.StreamResponse:
        return web.json_response({"now": await self._clock_now()})

    async def _clock_now(self) -> str | None:
        return (await self._clock.now()).astimezone(_ZONE).isoformat() if self._clock else None

    async def _move_clock(self, request: web.Request) -> web.StreamResponse:
        if self._clock is None:
            raise NotPossible("there is no clock to move")
        given = await _json(request)
        moved = await self._clock.move(**{name: int(given.get(name, 0)) for name in ("hours", "days", "working_days")})
        now = moved.astimezone(_ZONE).isoformat()
        self._world.hub.publish({"kind": "clock", "now": now})
        return web.json_response({"now": now})

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events about the chats of `people` (ids with commas)."""
        bot = self._bot(request)
        watched = {int(part) for part in request.query.get("people", "").split(",") if part.isdigit()}
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"})
        await response.prepare(request)
        ended = asyncio.Event()
        self._streams.add(ended)
        try:
            with self._world.hub.subscribed() as queue, contextlib.suppress(ConnectionError):
                await response.write(b": open\n\n")
                await self._stream(response, queue, ended, bot, watched)
        finally:
            self._streams.discard(ended)
        return response

    async def _stream(
        self, response: web.StreamResponse, queue: asyncio.Queue[Json], ended: asyncio.Event, bot: BotState,
        watched: set[int],
    ) -> None:  # fmt: skip
        closing = asyncio.ensure_future(ended.wait())
        try:
            while not ended.is_set():
                getting = asyncio.ensure_future(queue.get())
                await asyncio.wait({getting, closing}, timeout=_HEARTBEAT_SECONDS, return_when=asyncio.FIRST_COMPLETED)
                if not getting.done():
                    getting.cancel()
                    await response.write(b": alive\n\n")
                    continue
                if (shown := self._event(getting.result(), bot, watched)) is not None:
                    await response.write(b"data: " + json.dumps(shown).encode() + b"\n\n")
        finally:
            closing.cancel()

    def _event(self, event: Json, bot: BotState, watched: set[int]) -> Json | None:
        """An event as the page needs it, None when it is not for it."""
        kind, chat_id = event["kind"], event.get("chat_id")
        if kind in ("people", "clock"):
            return event
        if kind == "confirmed" or event.get("bot_id") != bot.id or (chat_id not in watched and kind != "commands"):
            return None
        if kind in ("chat", "commands"):
            return {"kind": kind, "chat_id": chat_id}
        if kind == "message":
            assert isinstance(chat_id, int)
            message = self._world.chat(bot.id, chat_id).messages.get(event["message_id"])
            return {**event, "message": view(message).as_json()} if message else None
        return event


async def _json(request: web.Request) -> Json:
    body = await request.read()
    given = json.loads(body) if body else {}
    if not isinstance(given, dict):
        raise NotPossible("an object is expected")
    return given


def _error(status: int, text: str) -> web.Response:
    return web.json_response({"ok": False, "error": text}, status=status)
