"""Updates that may have ended the process that has them in work (design §2.2).

A handler's exception is counted where it is caught; a process that dies counts nothing, and its transaction leaves no
trace. So whoever finds an update that has waited longer than it has been up itself first notes, in a transaction of its
own, that it begins it. That is one statement more for what waited through a start, and none for everything else. An
update that four processes have begun and none has ended is a dead letter at the next: unless others that were begun as
often have been handled in the end. Then it is the processes that die, not the update that kills, and it may be begun
three times as often.

Noted twice, an update is handled beside no other such: who dies then has died of it, or of one not noted yet.
"""

from typing import Final

import asyncpg

from bot.machine import clock
from bot.storage import machine
from bot.storage.machine import Claim

PROCESSES: Final = 4
"""So many processes may begin an update and end without it; the next one puts it aside."""
PATIENCE: Final = 3
"""… times as many while processes die of something else."""


class Deadly(Exception):
    """An update that no process has survived."""


class Busy(Exception):
    """Another suspect is in work here: this one has to wait."""


class Suspects:
    """What one process knows; its workers share it."""

    def __init__(self) -> None:
        self._since = clock.monotonic()
        self._noted: set[int] = set()
        self._alone: int | None = None
        self._waiting: set[int] = set()

    def new(self, claim: Claim) -> bool:
        """Whether the update waited before this process was there, and is not noted by it yet."""
        return claim.seq not in self._noted and claim.age > clock.monotonic() - self._since

    async def note(self, raw: asyncpg.Connection, claim: Claim) -> None:
        """Count this process against the update; the caller commits. Raises Busy, Deadly: then it is not counted."""
        begun = await machine.begin(raw, claim.seq)
        if begun > PROCESSES and (begun > PROCESSES * PATIENCE or not await machine.survivors(raw, PROCESSES - 1)):
            raise Deadly
        if begun > 1:
            if self._alone is not None:
                self._waiting.add(claim.sender)
                raise Busy
            self._alone = claim.seq
        self._noted.add(claim.seq)

    def waiting(self) -> list[int]:
        """Whose updates have to wait until the suspect in work has ended: nobody else waits behind them."""
        return list(self._waiting)

    def ended(self, seq: int) -> bool:
        """This process no longer has the update in work, and is still there. True: somebody may wait for that."""
        if self._alone != seq:
            return False
        self._alone = None
        self._waiting.clear()
        return True
