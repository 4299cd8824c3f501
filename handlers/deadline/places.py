"""Screens about deadlines."""

from dataclasses import dataclass
from datetime import date

from domain.kit.ids import DeadlineId, MoreTimeId, OrganisationId, PersonId
from domain.kit.named import named
from handlers.screens.place import AnyPlace, Place


@named("deadline.list")
@dataclass(frozen=True, slots=True)
class DeadlineList(Place):
    """Deadlines, the nearest first: one's own; all of one's organisation (`whole`), for heads; or another's.

    `near`: overdue, near or later only; of one `person`, or of nobody (`nobodys`); of one `kind`.
    """

    whole: bool = False
    page: int = 0
    organisation: OrganisationId | None = None
    person: PersonId | None = None
    nobodys: bool = False
    kind: str = ""
    near: str = ""


@named("deadline.kinds")
@dataclass(frozen=True, slots=True)
class DeadlineKinds(Place):
    """Choose the list's kind."""

    of: AnyPlace
    page: int = 0


@named("deadline.people")
@dataclass(frozen=True, slots=True)
class DeadlinePeople(Place):
    """Choose whose deadlines the list shows."""

    of: AnyPlace
    page: int = 0


@named("deadline.organisations")
@dataclass(frozen=True, slots=True)
class DeadlineOrganisations(Place):
    """Choose the organisation, for those who see everything (A2)."""

    page: int = 0


@named("deadline.card")
@dataclass(frozen=True, slots=True)
class DeadlineCard(Place):
    """One deadline: what is to be done, until when, by whom, by which clause."""

    deadline: DeadlineId


@named("deadline.why")
@dataclass(frozen=True, slots=True)
class DeadlineWhy(Place):
    """Why this date: the event, the period, the days that did not count (T2)."""

    deadline: DeadlineId


@named("deadline.later")
@dataclass(frozen=True, slots=True)
class DeadlineLater(Place):
    """When to be reminded again. `month`: of the grid, when a date is chosen."""

    deadline: DeadlineId
    month: str = ""


@named("deadline.more_time")
@dataclass(frozen=True, slots=True)
class MoreTimeCard(Place):
    """A request for more time, for the one who asked and those who decide."""

    request: MoreTimeId


@named("deadline.settings")
@dataclass(frozen=True, slots=True)
class ReminderSettings(Place):
    """How one is reminded: the morning digest, the weekly summary, the hours, the absence."""


@named("deadline.hours")
@dataclass(frozen=True, slots=True)
class ReminderHours(Place):
    """From when to when reminders may ring."""


@named("deadline.waiting")
@dataclass(frozen=True, slots=True)
class Waiting(Place):
    """All that waits for the reader, from all rooms."""

    page: int = 0


@named("deadline.week")
@dataclass(frozen=True, slots=True)
class Week(Place):
    """The organisation's week, for its head. `week`: its Monday."""

    week: date


@named("deadline.calendar")
@dataclass(frozen=True, slots=True)
class CalendarCard(Place):
    """One's deadlines in a calendar: the file, the address."""


@named("deadline.calendar_address")
@dataclass(frozen=True, slots=True)
class CalendarAddress(Place):
    """The address, to be put into a calendar. The only place that holds the secret, until left."""

    secret: str = ""

    def left(self) -> Place:
        return CalendarCard()
