"""Updates on their way to bots: kept until confirmed, fetched by getUpdates or pushed to a webhook."""

import asyncio
import contextlib
from collections import deque
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.local_telegram.errors import conflict
from bot.local_telegram.faults import UPDATE, Faults
from bot.local_telegram.runtime import Tasks
from bot.local_telegram.state import BotState, Json, PendingUpdate, Webhook
from bot.local_telegram.world import World

KEPT_SECONDS = 24 * 3600
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - its name, not its value
_ON_REQUEST_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_LONGEST_POLL = 50


@dataclass(frozen=True)
class WebhookTiming:
    """Seconds: first wait after a refusal, the longest (it doubles), and how long an answer may take."""

    first_retry: float = 1.0
    longest_retry: float = 60.0
    answer: float = 60.0


class Delivery:
    """Queues of all bots."""

    def __init__(self, world: World, faults: Faults, tasks: Tasks, timing: WebhookTiming) -> None:
        self._world = world
        self._faults = faults
        self._tasks = tasks
        self._timing = timing
        self._pollers: dict[int, asyncio.Event] = {}
        self._news: dict[int, asyncio.Event] = {}
        self._repeats: dict[int, list[Json]] = {}
        self._pushers: dict[int, _Pusher] = {}

    def resume(self) -> None:
        """After a start: webhooks set before go on."""
        for bot in self._world.bots.values():
            self._start_pusher(bot)

    def add(self, bot: BotState, kind: str, body: Any, lane: str) -> int | None:
        """Queue an update of `kind`; returns its id, None when the bot did not ask for such updates.

        Updates of one `lane` (a chat) reach a webhook one after another.
        """
        if bot.allowed_updates:
            if kind not in bot.allowed_updates:
                return None
        elif kind in _ON_REQUEST_ONLY:
            return None
        bot.last_update_id += 1
        return self.add_raw(bot, {"update_id": bot.last_update_id, kind: body}, kind, lane)

    def add_raw(self, bot: BotState, update: Json, kind: str, lane: str) -> int:
        """Queue an update exactly as given; an `update_id` that is missing or no integer gets a place of its own."""
        given = update.get("update_id")
        number = given if isinstance(given, int) and not isinstance(given, bool) else bot.last_update_id + 1
        bot.last_update_id = max(bot.last_update_id, number)
        self._world.save_bot(bot)
        pending = PendingUpdate(bot.id, number, kind, lane, self._world.clock.now(), update)
        if number in self._world.pending[bot.id]:  # a forged twin of a waiting update: delivered too, not kept
            self._repeats.setdefault(bot.id, []).append(update)
        else:
            self._world.pending[bot.id][number] = pending
            self._world.save("update", pending.key, pending)
        if event := self._news.get(bot.id):
            event.set()
        if pusher := self._pushers.get(bot.id):
            pusher.push(pending)
        return number

    def waiting(self, bot: BotState) -> int:
        """How many updates are not confirmed."""
        self._prune(bot)
        return len(self._world.pending[bot.id])

    def forget_all(self, bot: BotState) -> None:
        """drop_pending_updates."""
        for number in list(self._world.pending[bot.id]):
            self._confirm(bot, number)
        self._repeats.pop(bot.id, None)

    async def poll(
        self, bot: BotState, offset: int, limit: int, timeout: int, allowed_updates: list[str] | None
    ) -> list[Json]:
        """getUpdates. A newer call ends an older one with 409, as Telegram does."""
        if bot.webhook is not None:
            raise conflict(
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            )
        if older := self._pollers.get(bot.id):
            older.set()
        replaced = self._pollers[bot.id] = asyncio.Event()
        if allowed_updates is not None:
            bot.allowed_updates = allowed_updates or None
            self._world.save_bot(bot)
        try:
            return await self._updates(bot, offset, limit, min(max(timeout, 0), _LONGEST_POLL), replaced)
        finally:
            if self._pollers.get(bot.id) is replaced:
                del self._pollers[bot.id]

    async def _updates(
        self, bot: BotState, offset: int, limit: int, timeout: int, replaced: asyncio.Event
    ) -> list[Json]:
        news = self._news.setdefault(bot.id, asyncio.Event())
        pending = self._world.pending[bot.id]
        self._prune(bot)
        first = offset
        if offset < 0:
            first = (sorted(pending)[offset:] or [0])[0]
        for number in [n for n in pending if n < first]:
            self._confirm(bot, number)
        deadline = asyncio.get_running_loop().time() + timeout
        while True:
            news.clear()
            ready = sorted(number for number in pending if number >= first)[:limit]
            again = self._repeats.pop(bot.id, [])
            if ready or again:
                # In the order of their ids, as Telegram gives them: a repeat overtakes nothing that is not confirmed.
                given = [(_number_of(body), body) for body in again]
                given += [(number, self._deliver(bot, pending[number])) for number in ready]
                return [body for _number, body in sorted(given, key=lambda one: one[0])]
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0:
                return []
            await _first_of(news, replaced, left)
            if replaced.is_set():
                raise conflict(
                    "terminated by setWebhook request"
                    if bot.webhook is not None
                    else "terminated by other getUpdates request; make sure that only one bot instance is running"
                )

    def _deliver(self, bot: BotState, pending: PendingUpdate) -> Json:
        if self._faults.strike(UPDATE, _lane_chat(pending.lane)):
            self._repeats.setdefault(bot.id, []).append(pending.body)
        return pending.body

    def _confirm(self, bot: BotState, number: int) -> None:
        if pending := self._world.pending[bot.id].pop(number, None):
            self._world.store.drop("update", pending.key)
            self._world.hub.publish({"kind": "confirmed", "bot_id": bot.id})

    def _prune(self, bot: BotState) -> None:
        limit = self._world.clock.now() - KEPT_SECONDS
        for pending in [p for p in self._world.pending[bot.id].values() if p.received < limit]:
            self._confirm(bot, pending.update_id)

    def set_webhook(self, bot: BotState, webhook: Webhook | None) -> None:
        """Start or stop pushing."""
        if pusher := self._pushers.pop(bot.id, None):
            pusher.stop()
        bot.webhook = webhook.document() if webhook else None
        self._world.save_bot(bot)
        self._start_pusher(bot)
        if webhook and (poller := self._pollers.get(bot.id)):
            poller.set()

    def _start_pusher(self, bot: BotState) -> None:
        if bot.webhook is None:
            return
        pusher = self._pushers[bot.id] = _Pusher(self, bot, Webhook.of(bot.webhook))
        for pending in list(self._world.pending[bot.id].values()):
            pusher.push(pending)

    def stop(self) -> None:
        """Stop pushing; what is pending stays."""
        for pusher in self._pushers.values():
            pusher.stop()


class _Pusher:
    """One bot's webhook: at most `max_connections` at once, one at a time for each chat, again until a 2xx."""

    def __init__(self, delivery: Delivery, bot: BotState, webhook: Webhook) -> None:
        self._delivery = delivery
        self._bot = bot
        self._webhook = webhook
        self._lanes: dict[str, deque[PendingUpdate]] = {}
        self._ready: asyncio.Queue[str] = asyncio.Queue()
        self._refused: dict[str, int] = {}
        tasks = delivery._tasks
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=delivery._timing.answer))
        self._workers = [
            tasks.start(self._work(), f"webhook of {bot.username} {n}") for n in range(webhook.max_connections)
        ]

    def push(self, pending: PendingUpdate) -> None:
        lane = self._lanes.get(pending.lane)
        if lane is None:
            self._lanes[pending.lane] = deque([pending])
            self._ready.put_nowait(pending.lane)
        else:
            lane.append(pending)

    def stop(self) -> None:
        for worker in self._workers:
            worker.cancel()
        self._delivery._tasks.start(self._session.close(), "webhook session closing")

    async def _work(self) -> None:
        while True:
            name = await self._ready.get()
            lane = self._lanes[name]
            pending = lane[0]
            stale = pending.received < self._delivery._world.clock.now() - KEPT_SECONDS
            if not stale and not await self._send(pending):
                self._later(name)
                continue
            self._refused.pop(name, None)
            lane.popleft()
            self._delivery._confirm(self._bot, pending.update_id)
            if lane:
                self._ready.put_nowait(name)
            else:
                del self._lanes[name]

    def _later(self, name: str) -> None:
        times = self._refused[name] = self._refused.get(name, 0) + 1
        timing = self._delivery._timing
        wait = min(timing.first_retry * 2 ** (times - 1), timing.longest_retry)
        asyncio.get_running_loop().call_later(wait, self._ready.put_nowait, name)

    async def _send(self, pending: PendingUpdate) -> bool:
        if self._delivery._faults.strike(UPDATE, _lane_chat(pending.lane)):
            await self._post(pending)
        return await self._post(pending)

    async def _post(self, pending: PendingUpdate) -> bool:
        headers = {SECRET_HEADER: self._webhook.secret_token} if self._webhook.secret_token else {}
        try:
            async with self._session.post(self._webhook.url, json=pending.body, headers=headers) as response:
                await response.read()
                if response.ok:
                    return True
                reason = f"Wrong response from the webhook: {response.status} {response.reason}"
        except TimeoutError:
            reason = "Read timeout expired"
        except aiohttp.ClientError:
            reason = "Connection refused"
        self._webhook.last_error_date = int(self._delivery._world.clock.now())
        self._webhook.last_error_message = reason
        self._bot.webhook = self._webhook.document()
        self._delivery._world.save_bot(self._bot)
        return False


def _number_of(body: Json) -> int:
    number = body.get("update_id")
    return number if isinstance(number, int) else -1


def _lane_chat(lane: str) -> int | None:
    return int(lane) if lane.lstrip("-").isdigit() else None


async def _first_of(one: asyncio.Event, other: asyncio.Event, seconds: float) -> None:
    """Until either is set, or the time is over."""
    waits = [asyncio.ensure_future(event.wait()) for event in (one, other)]
    try:
        await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await wait
