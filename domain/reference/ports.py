"""What is read of the reference figures, and how an administrator changes them."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Protocol

from domain.edition.model import ReminderSteps
from domain.kit.ids import PersonId
from domain.kit.money import Rate, Rates
from domain.kit.mrp import MrpTable
from domain.reference.model import MovedDay, MrpLine, StepsLine


class References(Protocol):
    """For decisions: what they use is stored with them (T4, T5)."""

    async def mrp(self) -> MrpTable:
        """МРП by year, as entered."""
        ...

    async def rates(self, currencies: Collection[str], day: date) -> Rates:
        """For each currency the official rate of `day`, or the last before it; those that have none are left out.
        Tenge needs none and may be among them."""
        ...


class Figures(Protocol):
    """For the screens and acts of an administrator. `lock` before a change: one change at a time."""

    async def lock(self) -> None: ...

    async def mrp(self) -> Sequence[MrpLine]:
        """By year, the newest first."""
        ...

    async def put_mrp(self, year: int, value: int, by: PersonId, at: datetime) -> None: ...

    async def moved(self, after: date | None = None) -> Sequence[MovedDay]:
        """Moved days later than `after` (all of them without it), in order."""
        ...

    async def put_moved(self, day: MovedDay, by: PersonId, at: datetime) -> None: ...

    async def drop_moved(self, day: date) -> None: ...

    async def latest_rates(self) -> Sequence[Rate]:
        """The newest rate of each currency, by currency."""
        ...

    async def rates_of(self, currency: str, offset: int, limit: int) -> Sequence[Rate]:
        """A currency's rates, the newest first."""
        ...

    async def rates_on(self, day: date) -> Sequence[Rate]:
        """What is known of the very day."""
        ...

    async def put_rates(self, rates: Sequence[Rate], by: PersonId | None, at: datetime) -> None: ...

    async def steps(self) -> Sequence[StepsLine]:
        """Reminder steps that differ from the edition's, by scope."""
        ...

    async def put_steps(self, scope: str, steps: ReminderSteps, by: PersonId, at: datetime) -> None: ...

    async def drop_steps(self, scope: str) -> None: ...
