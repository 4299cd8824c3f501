"""The rating of regions (M2.9, п. 56): points for overdue tasks of the roadmaps, in a quarter.

Judged are tasks of national-pool projects with an approved roadmap; the caller passes no others. Calendar days, Almaty
dates. The same is computed by the database for the panel; this is what it must agree with.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from domain.classifier.regions import Region
from domain.edition.model import Band
from domain.kit.periods import Quarter

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class DueFrom:
    """A due date that counts from a day on: the first from the roadmap's approval, a moved one from its own (M2.7)."""

    since: date
    due: date


@dataclass(frozen=True)
class Stretch:
    """Days on which a project was suspended, both ends included; `last` is None while it is."""

    first: date
    last: date | None


@dataclass(frozen=True)
class TaskFacts:
    """A task as the rating sees it. `dues` ascend by `since`; past overdue days stay when a date is moved."""

    region: Region
    project: UUID
    dues: tuple[DueFrom, ...]
    done_on: date | None = None
    suspended: tuple[Stretch, ...] = ()

    def __post_init__(self) -> None:
        since = [due.since for due in self.dues]
        if not since or since != sorted(set(since)):
            raise ValueError("due dates ascend by the day they count from")


@dataclass(frozen=True)
class Overdue:
    """A task that was overdue in the quarter: its days and points, shown behind the region's figure."""

    task: TaskFacts
    days: int
    points: Decimal


@dataclass(frozen=True)
class Standing:
    """A region's place. Regions with equal points, projects and names cannot be, so places are 1, 2, 3 …"""

    place: int
    region: Region
    points: Decimal
    projects: int
    overdue: tuple[Overdue, ...]


@dataclass(frozen=True, slots=True)
class RegionFigures:
    """A region's figures in a quarter, as the database counts them."""

    region: Region
    points: Decimal
    projects: int
    late: int  # tasks that were overdue


def overdue_points(days: int, bands: Sequence[Band]) -> Decimal:
    """Points for one task overdue so many days; none for a task in time."""
    reached = [band for band in bands if days >= band.from_day]
    return reached[-1].points if reached else Decimal(0)


def overdue_days(task: TaskFacts, until: date) -> int:
    """Days on which the task was overdue, to its completion or `until`, whichever is first. The day after the last is
    the first; days of suspension stand still (M2.10)."""
    return sum((last - first).days + 1 for first, last in _overdue_stretches(task, until))


def overdue_in(task: TaskFacts, quarter: Quarter, today: date) -> int | None:
    """Days overdue to the quarter's end, today or completion; None if the task was overdue on no day of the quarter."""
    end = min(quarter.last, today)
    if not any(last >= quarter.first for _, last in _overdue_stretches(task, end)):
        return None
    return overdue_days(task, end)


def counts_in(task: TaskFacts, quarter: Quarter, today: date) -> bool:
    """Whether the region has this task in the quarter: it was in an approved roadmap and not done before. Decided: so
    a region whose tasks are all in time is ranked with no points, and only one without any is left out."""
    return task.dues[0].since <= min(quarter.last, today) and (task.done_on is None or task.done_on >= quarter.first)


def rating(
    tasks: Iterable[TaskFacts], quarter: Quarter, today: date, bands: Sequence[Band], names: Mapping[Region, str]
) -> tuple[Standing, ...]:
    """Regions from the best: fewer points, then more projects, then by `names` (keys of the order of names). A region
    with no task in the quarter is not ranked."""
    projects: dict[Region, set[UUID]] = {}
    late: dict[Region, list[Overdue]] = {}
    for task in tasks:
        if not counts_in(task, quarter, today):
            continue
        projects.setdefault(task.region, set()).add(task.project)
        days = overdue_in(task, quarter, today)
        if days is not None:
            late.setdefault(task.region, []).append(Overdue(task, days, overdue_points(days, bands)))
    points = {region: sum((one.points for one in late.get(region, ())), Decimal(0)) for region in projects}
    ranked = sorted(projects, key=lambda region: (points[region], -len(projects[region]), names[region]))
    return tuple(
        Standing(place, region, points[region], len(projects[region]), tuple(late.get(region, ())))
        for place, region in enumerate(ranked, 1)
    )


def placed(figures: Iterable[RegionFigures], names: Mapping[Region, str]) -> tuple[tuple[int, RegionFigures], ...]:
    """The places of regions by figures that were counted elsewhere, in the same order as `rating`."""
    return tuple(enumerate(sorted(figures, key=lambda one: (one.points, -one.projects, names[one.region])), 1))


def _overdue_stretches(task: TaskFacts, until: date) -> list[tuple[date, date]]:
    """Stretches of days, both ends included, on which the task was overdue, suspension taken out."""
    end = until if task.done_on is None else min(until, task.done_on)
    following = [due.since - _DAY for due in task.dues[1:]] + [end]
    stretches = [
        (max(due.since, due.due + _DAY), min(last, end)) for due, last in zip(task.dues, following, strict=True)
    ]
    for gap in task.suspended:
        stretches = [
            part
            for first, last in stretches
            for part in ((first, min(last, gap.first - _DAY)), (max(first, (gap.last or end) + _DAY), last))
        ]
    return [(first, last) for first, last in stretches if first <= last]
