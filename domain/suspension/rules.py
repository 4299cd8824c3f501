"""What stands still while a project is suspended, and how it goes on (M2.10; п. 33–36)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from domain.deadline.calendar import WorkingCalendar
from domain.deadline.due import Due, not_later_than, resumed
from domain.deadline.model import deadline_kind
from domain.edition.model import ExclusionGround
from domain.kit.refused import Refused
from domain.passport.model import Project, ProjectState
from domain.suspension.model import Clock, Measure
from domain.validation.rules import AFTERCARE_END

DECISION = deadline_kind("suspension.decide", "п. 35")
"""The UO decides within 5 w.d. of the request."""

REVIEW = deadline_kind("suspension.review", "M2.10", legal=False)
"""The suspension's named end: the UO lifts it, or has the project excluded. Nothing is lifted by itself."""

GONE = frozenset({ProjectState.EXCLUDED, ProjectState.COMPLETED})
"""States of a project that has left the pool."""


@dataclass(unsafe_hash=True)
class NotInNationalPool(Refused):
    """Suspension and exclusion are of projects of the national pool (п. 33)."""

    clause: ClassVar[str] = "п. 33"


@dataclass(unsafe_hash=True)
class NoSuchGround(Refused):
    """The edition in force knows no such ground (п. 33)."""

    clause: ClassVar[str] = "п. 33"


@dataclass(unsafe_hash=True)
class WrittenRequestNeeded(Refused):
    """The ground of the investor's or initiating body's own request needs that request in writing (п. 33, 6)."""

    clause: ClassVar[str] = "п. 33"


@dataclass(unsafe_hash=True)
class EndOrConditionNeeded(Refused):
    """A suspension names its end or its condition (M2.10); an end lies ahead."""

    clause: ClassVar[str] = "M2.10"


@dataclass(unsafe_hash=True)
class AskedAlready(Refused):
    """A request about this project is open: one at a time."""

    clause: ClassVar[str] = "п. 34"


@dataclass(unsafe_hash=True)
class AlreadySuspended(Refused):
    """It stands still already."""

    clause: ClassVar[str] = "M2.10"


def check_may_be_asked(project: Project, measure: str, ground: str, grounds: tuple[ExclusionGround, ...]) -> None:
    """Raise the refusal, if there is one: not in the national pool, gone from it, suspended already, no such ground."""
    if not project.national or project.state in GONE:
        raise NotInNationalPool
    if measure == Measure.SUSPEND and project.suspended:
        raise AlreadySuspended
    if ground not in grounds:
        raise NoSuchGround


def check_lasts(until: date | None, condition: str, today: date) -> None:
    """A suspension names its end or its condition. Raises EndOrConditionNeeded, also for an end that is not ahead."""
    if (until is None and not condition.strip()) or (until is not None and until <= today):
        raise EndOrConditionNeeded


def stands_still(clock: Clock, project: Project) -> bool:
    """Whether a clock stops with its project. The end of an investment contract does not: the contract says it."""
    return not (clock.kind is AFTERCARE_END and clock.due == project.contract_until)


def goes_on(clock: Clock, paused_on: date, resumed_on: date, calendar: WorkingCalendar) -> Due:
    """The end of a clock that stood still after `paused_on` and runs again from the day after `resumed_on`: the rest of
    its period runs, in days of its own unit. A fixed date (of a task) moves by the days that stood still. What was
    overdue keeps the days it was overdue: they neither grow nor go away."""
    if clock.period is None or clock.due <= paused_on:
        return not_later_than(clock.due + (resumed_on - paused_on))
    return resumed(Due(clock.due, clock.nominal), clock.period.unit, paused_on, resumed_on, calendar)


def stretch_of(decided_on: date) -> date:
    """The first day that stands still: the day after the decision (T2)."""
    return decided_on + timedelta(days=1)
