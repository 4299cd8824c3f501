"""The local Telegram as a whole: start it, be a person in it, break it on purpose."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self, TypeVar

from aiohttp import web

from bot.local_telegram.client import LocalPerson
from bot.local_telegram.clock import ClockControl
from bot.local_telegram.control import Control
from bot.local_telegram.delivery import Delivery, WebhookTiming
from bot.local_telegram.faults import Faults
from bot.local_telegram.http_bot import BotApi, CallRecord
from bot.local_telegram.hub import EVERYTHING, Hub, Topic
from bot.local_telegram.limits import Gate, Limits
from bot.local_telegram.methods import Here
from bot.local_telegram.methods.files import UPLOAD_BYTES
from bot.local_telegram.people import People
from bot.local_telegram.posting import Posting
from bot.local_telegram.runtime import Tasks, TelegramClock
from bot.local_telegram.state import BotInfo, BotState, Group, Json, Person
from bot.local_telegram.store import Store
from bot.local_telegram.views import ChatMessage, view
from bot.local_telegram.world import World

T = TypeVar("T")
_LOOK_AGAIN_SECONDS = 0.25
_FORM_ROOM = 2 * 1024 * 1024


class LocalTelegram:
    """A Telegram of one's own on `host`:`port` (0: any free one), kept in the database `dsn`.

    `tokens` registers the bots. `seed` makes faults repeatable. Use it as `async with`; `url` is the base for
    aiogram's `TelegramAPIServer.from_base`, and in a browser the page with the phones.
    """

    def __init__(
        self,
        dsn: str,
        *,
        tokens: Mapping[str, BotInfo],
        clock: ClockControl | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        seed: int = 0,
        limits: Limits | None = None,
        webhook_timing: WebhookTiming | None = None,
    ) -> None:
        if not tokens:
            raise ValueError("a Telegram without bots is of no use here")
        self._tokens = tokens
        self._host, self._port = host, port
        self._tasks = Tasks()
        self._runner: web.AppRunner | None = None
        self.time = TelegramClock()
        self.hub = Hub()
        self.faults = Faults(seed)
        self.gate = Gate(limits or Limits())
        self.world = World(Store(dsn), self.hub, self.time, seed)
        self.delivery = Delivery(self.world, self.faults, self._tasks, webhook_timing or WebhookTiming())
        posting = Posting(self.world, self.delivery)
        self.people = People(self.world, posting, self.delivery)
        self._api = BotApi(Here(self.world, self.delivery, posting, self.gate), self.faults)
        self._control = Control(self.world, self.people, self.delivery, self.faults, clock)

    @property
    def url(self) -> str:
        """The printed address is the real one: after a start, with the port in use."""
        return f"http://{self._host}:{self._port}"

    @property
    def calls(self) -> deque[CallRecord]:
        """The latest calls of bots (without getUpdates), oldest first."""
        return self._api.log

    async def start(self) -> None:
        """Load what the database holds and listen."""
        self.world.load(await self.world.store.open(), self._tokens)
        self._tasks.start(self.world.store.write_forever(), "local Telegram's writer")
        self.delivery.resume()
        application = web.Application(client_max_size=UPLOAD_BYTES + _FORM_ROOM, middlewares=[self._control.guard])
        application.add_routes([*self._api.routes(), *self._control.routes()])
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port).start()
        self._port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Stop listening and write what is left."""
        self.delivery.stop()
        self._control.close_streams()
        if self._runner is not None:
            await self._runner.cleanup()
        await asyncio.sleep(0)
        await self._tasks.stop()
        await self.world.store.close()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    def bot(self, username: str | None = None) -> BotState:
        """A bot by its username, the first without one; `LookupError` when there is none."""
        for bot in self.world.bots.values():
            if username is None or bot.username.lower() == username.lower().lstrip("@"):
                return bot
        raise LookupError(f"no bot {username}")

    def person(
        self,
        person_id: int,
        first_name: str | None = None,
        last_name: str | None = None,
        *,
        username: str | None = None,
        language_code: str | None = "ru",
        phone: str | None = None,
        note: str = "",
        bot: str | None = None,
    ) -> LocalPerson:
        """Somebody with this account, in the chat with `bot`. Without a `first_name`, one who exists already."""
        if first_name is None:
            self.people.person(person_id)
        else:
            self.people.create(Person(person_id, first_name, last_name, username, language_code, phone, note))
        return LocalPerson(self, person_id, self.bot(bot))

    def group(self, group_id: int, title: str, members: list[LocalPerson]) -> Group:
        """A group chat with all bots in it; members write by `send(…, group=…)`."""
        return self.people.create_group(Group(group_id, title, [member.id for member in members]))

    def group_messages(self, group: Group, bot: str | None = None) -> list[ChatMessage]:
        """What stands in a group."""
        chat = self.world.chat(self.bot(bot).id, group.id)
        return [view(message) for message in chat.messages.values()]

    def inject(self, update: Json, *, bot: str | None = None) -> int:
        """Queue an update exactly as given, however malformed; returns the id it is queued under."""
        return self._control.inject(self.bot(bot), update)

    def pass_time(self, *, hours: float = 0, seconds: float = 0) -> None:
        """Let Telegram's own time go by: presses expire, links die, messages grow old."""
        self.time.pass_time(hours * 3600 + seconds)

    async def until(
        self, tried: Callable[[], T | None], timeout: float, failure: Callable[[], str], topic: Topic = EVERYTHING
    ) -> T:
        """The first truthy `tried()`, tried now and after each change of `topic`; `TimeoutError` with `failure()`.

        It is tried a few times a second as well, should it look at something outside of the topic.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout
        while True:
            revision = self.hub.revision
            if value := tried():
                return value
            left = deadline - loop.time()
            if left <= 0:
                raise TimeoutError(failure())
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.hub.changed(revision, topic), min(left, _LOOK_AGAIN_SECONDS))

    async def confirmed(self, timeout: float = 5.0, bot: str | None = None) -> None:
        """Wait until the bot has confirmed every update."""
        state = self.bot(bot)
        await self.until(
            lambda: not self.world.pending[state.id],
            timeout,
            lambda: f"{len(self.world.pending[state.id])} updates are not confirmed",
        )
