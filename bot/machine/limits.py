"""How fast we may send (Telegram: about 30 messages a second in all, one a second to a chat, short bursts forgiven)."""

import asyncio
import heapq
from collections import deque
from collections.abc import Callable
from typing import Final

from bot.machine import clock

CHAT_BURST: Final = 20.0
CHAT_RATE: Final = 1.0
WINDOW: Final = 1.02
"""Seconds in which at most as many calls begin as a second allows: the rest is for those that are faster on their way
than the ones before."""
_TOGETHER: Final = 5.0  # refusals of two chats within so many seconds mean that the bot itself is refused


class Limits:
    """Two budgets: one of the bot, in which screens come before notices and those before bulk, and one of each chat.

    Kept in the leader's memory: there is one leader, and a new one begins with an empty purse.
    """

    def __init__(
        self, per_second: int = 30, chat_burst: float | None = None, now: Callable[[], float] = clock.monotonic
    ) -> None:
        self._now = now
        # Who was granted more in all (or tests against no limits at all) may hurry in one chat as well.
        self._burst = chat_burst if chat_burst is not None else max(CHAT_BURST, float(per_second - 30))
        self._rate = float(per_second)
        self._purse = max(per_second // 15, 1)  # what a moment's delay may catch up
        self._begun: deque[float] = deque(maxlen=per_second)  # the latest calls: a whole window of them is the most
        self._tokens = 0.0
        self._counted = now()
        self._stopped_until = 0.0
        self._chats: dict[int, tuple[float, float]] = {}  # chat → calls left, counted when
        self._short: set[int] = set()  # chats that may have used up their budget
        self._chat_stops: dict[int, float] = {}
        self._failures: dict[int, int] = {}
        self._last_refusal: tuple[int, float] | None = None
        self._queue: list[tuple[int, int]] = []
        self._turn = 0

    async def take(self, chat: int, rank: int) -> None:
        """Wait for one's turn to make a call; the lowest rank goes first."""
        self._turn += 1
        ticket = (rank, self._turn)
        heapq.heappush(self._queue, ticket)
        try:
            while (wait := self._wait(ticket)) > 0:  # noqa: ASYNC110 -- nobody signals that time has passed
                await asyncio.sleep(wait)
        finally:
            self._queue.remove(ticket)
            heapq.heapify(self._queue)
        self._tokens -= 1
        self._begun.append(self._now())
        self.spend(chat)

    def spend(self, chat: int) -> None:
        """Count a call against the chat's budget."""
        left = self._chat_left(chat) - 1
        self._chats[chat] = (left, self._now())
        if left < 1:
            self._short.add(chat)

    def rest(self, chat: int) -> float:
        """Seconds until this chat may be written to; 0: now."""
        now = self._now()
        stop = self._chat_stops.get(chat, 0.0) - now
        short = (1.0 - self._chat_left(chat)) / CHAT_RATE
        return max(stop, short, 0.0)

    def resting(self) -> dict[int, float]:
        """The chats that may not be written to now, with the seconds; chats long quiet are forgotten."""
        now = self._now()
        self._chat_stops = {chat: until for chat, until in self._chat_stops.items() if until > now}
        if len(self._chats) > 1000:
            self._chats = {
                chat: entry for chat, entry in self._chats.items() if now - entry[1] < self._burst / CHAT_RATE
            }
        rests = {chat: self.rest(chat) for chat in {*self._short, *self._chat_stops}}
        self._short.intersection_update(chat for chat, seconds in rests.items() if seconds > 0)
        return {chat: seconds for chat, seconds in rests.items() if seconds > 0}

    def refused(self, chat: int, retry_after: float) -> bool:
        """A 429 on a call to this chat: it rests. Two chats refused within 5 s: everybody rests, and True is given."""
        now = self._now()
        last, self._last_refusal = self._last_refusal, (chat, now)
        self.stop_chat(chat, retry_after)
        if last is not None and last[0] != chat and now - last[1] <= _TOGETHER:
            self.stop_all(retry_after)
            return True
        return False

    def failed(self, chat: int) -> int:
        """How many calls to this chat failed in a row before this one."""
        count = self._failures.get(chat, 0)
        self._failures[chat] = count + 1
        return count

    def succeeded(self, chat: int) -> None:
        self._failures.pop(chat, None)

    def stop_chat(self, chat: int, seconds: float) -> None:
        self._chat_stops[chat] = max(self._chat_stops.get(chat, 0.0), self._now() + seconds)

    def stop_all(self, seconds: float) -> None:
        """Nobody is written to for so many seconds (also when getUpdates is refused)."""
        self._stopped_until = max(self._stopped_until, self._now() + seconds)

    def stopped(self) -> float:
        """Seconds everybody still has to wait."""
        return max(self._stopped_until - self._now(), 0.0)

    def _wait(self, ticket: tuple[int, int]) -> float:
        now = self._now()
        self._tokens = min(self._purse, self._tokens + (now - self._counted) * self._rate)
        self._counted = now
        if now < self._stopped_until:
            return min(self._stopped_until - now, 0.5)
        full = len(self._begun) == self._begun.maxlen
        if full and (early := self._begun[0] + WINDOW - now) > 0:
            return early
        if self._tokens < 1:
            return max((1 - self._tokens) / self._rate, 0.001)
        return 0.0 if self._queue[0] == ticket else 1 / self._rate

    def _chat_left(self, chat: int) -> float:
        left, when = self._chats.get(chat, (self._burst, self._now()))
        return min(self._burst, left + (self._now() - when) * CHAT_RATE)
