"""What the duties' acts and screens need."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from domain.duty.model import DutyState, Exemption, OwedDuty
from domain.kit.actor import OrganisationKind
from domain.kit.ids import DutyId, OrganisationId


@dataclass(frozen=True, slots=True)
class Owing:
    """A body that may owe: its kind, its names by language, its parts in the Law."""

    id: OrganisationId
    kind: OrganisationKind
    names: dict[str, str]
    parts: frozenset[str] = frozenset()
    active: bool = True


class Duties(Protocol):
    """For acts."""

    async def get(self, id_: DutyId) -> OwedDuty | None: ...

    async def lock(self, id_: DutyId) -> OwedDuty | None: ...

    async def add(self, owed: OwedDuty) -> None: ...

    async def body(self, organisation: OrganisationId) -> Owing | None: ...

    async def bodies(self, kinds: Collection[OrganisationKind]) -> Sequence[Owing]:
        """Active bodies of these kinds, by name in English."""
        ...

    async def lock_of(self, code: str, organisation: OrganisationId, state: DutyState) -> Sequence[OwedDuty]:
        """A body's duties of one code in a state, locked, by id."""
        ...

    async def exemption(self, code: str, organisation: OrganisationId) -> Exemption | None: ...

    async def exempt(self, new: Exemption) -> None: ...

    async def lift(self, code: str, organisation: OrganisationId) -> None: ...


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One line of a list."""

    id: DutyId
    code: str
    period: str
    organisation: OrganisationId
    names: dict[str, str]
    due: date
    state: DutyState
    asked: str = ""
    sent_on: date | None = None  # an Almaty date


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A duty for one period over all bodies."""

    code: str
    period: str
    due: date
    open: int
    sent: int
    exempt: int
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted from the data of a period; None: such things are none of the body's."""

    meetings: int | None = None
    initiatives: int | None = None  # made
    passed: int | None = None
    received: int | None = None
    regional: int | None = None  # projects of the regional pool
    national: int | None = None
    corridor: int | None = None
    task_force: int | None = None
    fresh: int | None = None  # projects entered in the period

    @property
    def anything(self) -> bool:
        return self != Counted()


class DutyFigures(Protocol):
    """Figures for a report, read only."""

    async def counted(self, organisation: OrganisationId, first: date, last: date) -> Counted:
        """Of a body's region, sectors or own work, within the days, both included."""
        ...


class DutyLists(Protocol):
    """For screens."""

    async def mine(self, organisation: OrganisationId, offset: int, limit: int) -> Sequence[DutyLine]:
        """Open ones first, the nearest date first; then what was sent or is exempt, the newest first."""
        ...

    async def count_mine(self, organisation: OrganisationId) -> tuple[int, int]:
        """How many are open, and how many there are at all; cancelled ones count in neither."""
        ...

    async def rounds(self, codes: Collection[str] | None, offset: int, limit: int) -> Sequence[RoundLine]:
        """Rounds of these codes (None: all): those that somebody still owes first, the nearest date first; then the
        others, the newest first."""
        ...

    async def count_rounds(self, codes: Collection[str] | None) -> int: ...

    async def of_round(self, code: str, period: str, offset: int, limit: int) -> Sequence[DutyLine]:
        """Who has not sent yet first, then the others, by name."""
        ...

    async def round(self, code: str, period: str) -> RoundLine | None: ...
