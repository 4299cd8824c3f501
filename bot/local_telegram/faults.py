"""Faults on demand, seeded: what can go wrong between a bot and Telegram."""

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from typing import Any

from bot.local_telegram.errors import ApiError, forbidden, too_many


class Fault(StrEnum):
    """Before: nothing was done. After: it was done, and the bot does not learn it."""

    ERROR_BEFORE = "error_before"  # an HTTP error answer, `code` and `description`, 502 unless told
    ERROR_AFTER = "error_after"  # done, then the same answer
    RESET_BEFORE = "reset_before"  # the connection is cut
    RESET_AFTER = "reset_after"  # done, then the connection is cut
    TIMEOUT_BEFORE = "timeout_before"  # silence for `seconds`, then cut
    TIMEOUT_AFTER = "timeout_after"  # done, silence for `seconds`, then cut
    SLOW = "slow"  # done after `seconds`
    TOO_MANY = "too_many"  # 429 with `seconds` as retry_after
    FORBIDDEN = "forbidden"  # 403 bot was blocked by the user
    DUPLICATE_UPDATE = "duplicate_update"  # an update is delivered once more; its method is "update"


_AFTER = frozenset({Fault.ERROR_AFTER, Fault.RESET_AFTER, Fault.TIMEOUT_AFTER})
UPDATE = "update"


@dataclass
class FaultRule:
    """One order: for `method` ("*" means all) with `probability`, or for the next `times` calls."""

    number: int
    fault: Fault
    method: str
    probability: float
    times: int | None
    seconds: float
    code: int
    description: str
    parameters: dict[str, Any] | None
    chat_id: int | None
    chance: random.Random = field(repr=False)

    @property
    def after(self) -> bool:
        """Whether the call is done before it fails."""
        return self.fault in _AFTER

    def hits(self, method: str, chat_id: int | None) -> bool:
        """Whether this call is struck; uses up one of `times`."""
        if self.method not in ("*", method.lower()) or (method == UPDATE) != (self.fault is Fault.DUPLICATE_UPDATE):
            return False
        if self.chat_id is not None and chat_id != self.chat_id:
            return False
        if self.times is not None and self.times <= 0:
            return False
        if self.chance.random() >= self.probability:
            return False
        if self.times is not None:
            self.times -= 1
        return True

    def error(self) -> ApiError | None:
        """The answer to give instead of the real one; None means: cut the connection."""
        if self.fault is Fault.TOO_MANY:
            return too_many(max(1, int(self.seconds)))
        if self.fault is Fault.FORBIDDEN:
            return forbidden("bot was blocked by the user")
        if self.fault in (Fault.ERROR_BEFORE, Fault.ERROR_AFTER):
            return ApiError(self.code, self.description, self.parameters)
        return None

    async def silence(self) -> None:
        """The wait of a time-out or a slow answer."""
        if self.fault in (Fault.TIMEOUT_BEFORE, Fault.TIMEOUT_AFTER, Fault.SLOW):
            await asyncio.sleep(self.seconds)


class Faults:
    """The standing orders. `counts[method, fault]` says how often each struck.

    Each order draws from its own generator (seed and its number), so that adding one leaves the others' luck alone.
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._numbers = count(1)
        self._rules: list[FaultRule] = []
        self.counts: Counter[tuple[str, Fault]] = Counter()

    def add(
        self,
        fault: Fault | str,
        method: str = "*",
        *,
        probability: float = 1.0,
        times: int | None = None,
        seconds: float = 1.0,
        code: int = 502,
        description: str = "Bad Gateway",
        parameters: dict[str, Any] | None = None,
        chat_id: int | None = None,
    ) -> int:
        """Order a fault; returns its number for `remove`. `seconds` is the delay, or retry_after of a 429."""
        fault = Fault(fault)
        if fault is Fault.DUPLICATE_UPDATE:
            method = UPDATE
        number = next(self._numbers)
        chance = random.Random(f"{self._seed}:{number}")  # noqa: S311 - repeatable luck is the point
        self._rules.append(
            FaultRule(
                number,
                fault,
                method.lower(),
                probability,
                times,
                seconds,
                code,
                description,
                parameters,
                chat_id,
                chance,
            )
        )
        return number

    def remove(self, number: int) -> None:
        """Take one order back."""
        self._rules = [rule for rule in self._rules if rule.number != number]

    def clear(self) -> None:
        """Take all orders back; the counts stay."""
        self._rules = []

    def strike(self, method: str, chat_id: int | None = None) -> FaultRule | None:
        """The first order that hits this call, counted."""
        for rule in self._rules:
            if rule.hits(method, chat_id):
                self.counts[method, rule.fault] += 1
                return rule
        return None

    def standing(self) -> list[dict[str, Any]]:
        """The orders as JSON."""
        return [
            {"number": r.number, "fault": r.fault.value, "method": r.method, "probability": r.probability,
             "times": r.times, "seconds": r.seconds, "chat_id": r.chat_id}
            for r in self._rules
        ]  # fmt: skip
