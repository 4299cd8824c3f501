"""Nobody waits because somebody else sends a great deal (attack 98).

Of one person only one update is in work at any time, but one after another without a pause takes as much of this
process as all others together get. So whoever has had more than a few handled in a row is passed over for a moment, as
long as others are there too: a flood is worked off at RATE a second, and alone at full speed.
"""

import asyncio
from typing import Final

from bot.machine import clock
from bot.machine.wake import Wake

BURST: Final = 10.0
"""Updates in a row that nobody has to wait between: a person pressing, an album, a long text in parts."""

RATE: Final = 20.0
"""… and so many a second from then on, in each process."""

_COMPANY: Final = 1.0  # seconds for which somebody who was handled counts as being there
_MANY: Final = 1000


class Turns:
    """What one process has handled of whom; its workers share it."""

    def __init__(self, wake: Wake) -> None:
        self._wake = wake
        self._left: dict[int, tuple[float, float]] = {}  # sender → updates left, counted when
        self._short: set[int] = set()
        self._timers: set[int] = set()
        self._newest: tuple[int, float] = (0, float("-inf"))
        self._other: tuple[int, float] = (0, float("-inf"))  # the newest of somebody else than that

    def taken(self, sender: int) -> None:
        """One of this sender's updates is in work."""
        now = clock.monotonic()
        if sender != self._newest[0]:
            self._other = self._newest
        self._newest = (sender, now)
        left = max(self._rested(sender, now) - 1.0, 0.0)
        self._left[sender] = (left, now)
        if left < 1.0:
            self._short.add(sender)
            self._look_later(sender, (1.0 - left) / RATE)
        elif len(self._left) > _MANY:
            self._left = {one: kept for one, kept in self._left.items() if now - kept[1] < BURST / RATE}

    def resting(self) -> list[int]:
        """Whose updates are to be passed over now."""
        if not self._short:
            return []
        now = clock.monotonic()
        self._short = {one for one in self._short if self._rested(one, now) < 1.0}
        return [one for one in self._short if self._in_company(one, now)]

    def _rested(self, sender: int, now: float) -> float:
        left, counted = self._left.get(sender, (BURST, now))
        return min(BURST, left + (now - counted) * RATE)

    def _in_company(self, sender: int, now: float) -> bool:
        newest = self._other if self._newest[0] == sender else self._newest
        return now - newest[1] < _COMPANY

    def _look_later(self, sender: int, seconds: float) -> None:
        """One worker looks when the rest is over."""
        if sender in self._timers:
            return
        self._timers.add(sender)

        def over() -> None:
            self._timers.discard(sender)
            self._wake.one()

        asyncio.get_running_loop().call_later(seconds, over)
