"""What the acts about reminders read and write, and what their screens and notices read."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from domain.deadline.due import Due
from domain.deadline.reminding import Absence, Clock, DigestLine, Local, MoreTime, Snooze, WeekSummary, Wish
from domain.kit.ids import DeadlineId, MoreTimeId, OrganisationId, PersonId, Ref


class Clocks(Protocol):
    """Running deadlines, for acts."""

    async def lock(self, deadline: DeadlineId) -> Clock | None:
        """One that is open; None once it is met, cancelled or paused."""
        ...

    async def carry(self, subject: Ref, due: Due) -> None:
        """Where the subject keeps the date itself (an agreement), it is moved as well."""
        ...


class Snoozes(Protocol):
    async def put(self, snooze: Snooze, version: int) -> None:
        """The person's snooze of that deadline, in place of an earlier one. What waits to ring before it and is not
        urgent is withdrawn."""
        ...

    async def of(self, deadline: DeadlineId, person: PersonId) -> Snooze | None:
        """One that has not rung yet."""
        ...


class Absences(Protocol):
    async def get(self, person: PersonId) -> Absence | None:
        """The one set last, begun or not; an ended one too."""
        ...

    async def lock(self, person: PersonId) -> Absence | None: ...

    async def put(self, absence: Absence) -> None:
        """In place of the earlier one."""
        ...

    async def drop(self, person: PersonId) -> None: ...

    async def colleague(self, person: PersonId) -> OrganisationId | None:
        """The organisation in which the person is active and writes; None where they are or do neither."""
        ...

    async def standing_in_for(self, deputy: PersonId, today: date) -> Sequence[PersonId]:
        """Those who are away today and have named the deputy."""
        ...


class Wishes(Protocol):
    async def of(self, person: PersonId) -> Wish:
        """As chosen; the usual ones where nothing was."""
        ...

    async def local(self, person: PersonId) -> Local: ...

    async def put(self, person: PersonId, wish: Wish) -> None: ...


class MoreTimes(Protocol):
    async def get(self, request: MoreTimeId) -> MoreTime | None: ...

    async def lock(self, request: MoreTimeId) -> MoreTime | None: ...

    async def put(self, request: MoreTime) -> None:
        """Add it, or keep its new state."""
        ...

    async def waiting(self, deadline: DeadlineId) -> MoreTime | None:
        """The one that nobody has decided yet."""
        ...

    async def heads(self, organisation: OrganisationId) -> Sequence[PersonId]:
        """Its active heads: they decide."""
        ...


class Digests(Protocol):
    async def of(self, person: PersonId, day: date, late: bool) -> Sequence[DigestLine]:
        """What was gathered for that morning (`late`: after a silence) and still runs, the nearest end first. Whether
        the person may still see each is for the reader of it to judge."""
        ...


class WeekSummaries(Protocol):
    async def of(self, organisation: OrganisationId, week: date) -> WeekSummary:
        """`week`: the Monday."""
        ...
