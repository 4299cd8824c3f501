"""Telegram's limits on sending: about one message a second to a chat, 20 a minute to a group, 30 a second in all.

Telegram publishes no exact algorithm; token buckets with a small burst are what bots observe.
"""

import math
from dataclasses import dataclass, field

from bot.local_telegram.errors import too_many


@dataclass(frozen=True)
class Limits:
    """Rates in messages a second; a burst is how many may go at once after a rest. `Limits.off()` limits nothing."""

    chat_rate: float = 1.0
    chat_burst: float = 20.0
    group_rate: float = 20 / 60
    group_burst: float = 20.0
    all_rate: float = 30.0
    all_burst: float = 30.0
    on: bool = True

    @classmethod
    def off(cls) -> "Limits":
        """No limits, for journeys that are not about them."""
        return cls(on=False)


@dataclass
class _Bucket:
    rate: float
    size: float
    level: float
    at: float

    def missing(self, now: float) -> float:
        """Seconds until one more may go; 0 when it may now."""
        self.level = min(self.size, self.level + (now - self.at) * self.rate)
        self.at = now
        return 0.0 if self.level >= 1 - 1e-9 else (1 - self.level) / self.rate


@dataclass
class Gate:
    """Counts sends and edits of all bots; `now` is monotonic seconds."""

    limits: Limits
    refused: int = 0
    _buckets: dict[tuple[int, int], _Bucket] = field(default_factory=dict)

    def admit(self, bot_id: int, chat_id: int, now: float, cost: int = 1) -> None:
        """Count one message (an album counts each); `ApiError` 429 with whole seconds to wait."""
        if not self.limits.on:
            return
        group = chat_id < 0
        rate, burst = (
            (self.limits.group_rate, self.limits.group_burst)
            if group
            else (self.limits.chat_rate, self.limits.chat_burst)
        )
        chat = self._bucket((bot_id, chat_id), rate, burst, now)
        everyone = self._bucket((bot_id, 0), self.limits.all_rate, self.limits.all_burst, now)
        wait = max(chat.missing(now), everyone.missing(now))
        if wait > 0:
            self.refused += 1
            raise too_many(max(1, math.ceil(wait)))
        chat.level -= cost
        everyone.level -= cost

    def _bucket(self, key: tuple[int, int], rate: float, size: float, now: float) -> _Bucket:
        return self._buckets.setdefault(key, _Bucket(rate, size, size, now))
