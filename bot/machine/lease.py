"""A lease on a row: one leader at a time, by the database's clock; the holder trusts only its own monotonic clock.

Every take-over raises the epoch. What a former holder still does is refused by epoch (design §2.5).
"""

from typing import Final

from bot.machine import clock
from bot.storage.unit import Database

TERM: Final = 1.5  # seconds until a silent holder counts as dead
RENEW: Final = 0.5  # seconds between renewals
_SOON: Final = 0.02  # seconds after the end of a term
_MARGIN: Final = 0.2  # seconds before the end from which nothing new is begun

_TAKE = """
WITH taken AS (
    INSERT INTO lease AS l (name, owner, epoch, expires)
    VALUES ($1, $2, 1, clock_timestamp() + make_interval(secs => $3))
    ON CONFLICT (name) DO UPDATE SET owner = $2, expires = clock_timestamp() + make_interval(secs => $3),
        epoch = l.epoch + CASE WHEN l.owner = $2 AND l.expires > clock_timestamp() THEN 0 ELSE 1 END
    WHERE l.owner = $2 OR l.expires <= clock_timestamp()
    RETURNING epoch
)
SELECT (SELECT epoch FROM taken) AS epoch,
    (SELECT extract(epoch FROM expires - clock_timestamp())::float8 FROM lease WHERE name = $1) AS remaining
"""


class Lease:
    """`await take()` takes or renews; `valid()` says, without asking anybody, whether it is still ours for sure."""

    def __init__(self, database: Database, name: str, owner: str, *, term: float = TERM) -> None:
        self._database = database
        self.name = name
        self.owner = owner
        self.epoch = 0
        self._term = term
        self._until = 0.0
        self._remaining = RENEW

    async def take(self) -> bool:
        """Take or renew. False: somebody else holds it. A renewal after the end is a new epoch."""
        self._remaining = RENEW  # when nobody answers
        asked = clock.monotonic()  # before the statement: however late it was carried out, we do not overrate the term
        async with self._database.alone() as raw:
            row = await raw.fetchrow(_TAKE, self.name, self.owner, self._term)
        if row["epoch"] is None:
            self._until = 0.0
            self._remaining = row["remaining"] or 0.0
            return False
        self.epoch = int(row["epoch"])
        self._until = asked + self._term - _MARGIN
        return True

    def valid(self) -> bool:
        return clock.monotonic() < self._until

    def next_try(self) -> float:
        """Seconds until `take` is due again: a holder renews; the others are there when the term of a silent one ends,
        so that nobody is without a leader for longer than that."""
        return RENEW if self.valid() else min(RENEW, max(self._remaining, 0.0) + _SOON)

    async def release(self) -> None:
        """Give it up, so that the next one need not wait."""
        self._until = 0.0
        async with self._database.unit() as unit:
            await unit.raw.execute(
                "UPDATE lease SET expires = clock_timestamp() WHERE name = $1 AND owner = $2 AND epoch = $3",
                self.name, self.owner, self.epoch,
            )  # fmt: skip
