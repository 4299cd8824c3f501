"""M2.9: points and places of regions, against counting day by day."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.classifier.regions import REGIONS, Region
from domain.edition.order_2024 import ORDER_2024
from domain.kit.periods import Quarter
from domain.rating.rules import DueFrom, Stretch, TaskFacts, counts_in, overdue_days, overdue_in, overdue_points, rating

D = Decimal
BANDS = ORDER_2024.realisation.rating_bands
Q3, Q4 = Quarter(2026, 3), Quarter(2026, 4)
START = date(2026, 1, 10)
ABAI, AKMOLA, ASTANA = Region("10"), Region("11"), Region("71")
NAMES = {region: region for region in REGIONS}


def task(due: date, done: date | None = None, region: Region = ABAI, project: int = 1, **more: object) -> TaskFacts:
    return TaskFacts(region, UUID(int=project), (DueFrom(START, due),), done, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("days", "points"),
    [(0, "0"), (1, "0.5"), (5, "0.5"), (6, "1"), (15, "1"), (16, "1.5"), (400, "1.5")],
)
def test_m2_9_points_by_days_overdue(days: int, points: str) -> None:
    assert overdue_points(days, BANDS) == D(points)
    due = date(2026, 10, 1)
    assert overdue_days(task(due, done=due + timedelta(days=days)), date(2027, 12, 31)) == days


@pytest.mark.parametrize(
    ("due", "done", "today", "quarter", "days"),
    [
        (date(2026, 10, 10), None, date(2026, 10, 10), Q4, None),  # its last day
        (date(2026, 10, 10), None, date(2026, 10, 11), Q4, 1),  # the day after
        (date(2026, 10, 10), date(2026, 10, 10), date(2026, 12, 1), Q4, None),  # done in time
        (date(2026, 10, 10), date(2026, 10, 12), date(2026, 12, 1), Q4, 2),
        (date(2026, 9, 30), None, date(2026, 12, 31), Q3, None),  # overdue from the first day of the next quarter
        (date(2026, 9, 29), None, date(2026, 12, 31), Q3, 1),
        (date(2026, 9, 20), None, date(2026, 12, 31), Q3, 10),  # to the quarter's end
        (date(2026, 9, 20), None, date(2026, 10, 3), Q4, 13),  # all its days, to today
        (date(2026, 9, 20), date(2026, 9, 30), date(2026, 12, 31), Q4, None),  # done before the quarter
        (date(2026, 9, 20), date(2026, 10, 1), date(2026, 12, 31), Q4, 11),  # overdue on the quarter's first day
        (date(2026, 12, 31), None, date(2027, 2, 1), Q4, None),
        (date(2028, 2, 28), None, date(2028, 3, 1), Quarter(2028, 1), 2),  # over 29 February
    ],
)
def test_m2_9_a_task_counts_if_overdue_on_any_day_of_the_quarter(
    due: date, done: date | None, today: date, quarter: Quarter, days: int | None
) -> None:
    assert overdue_in(task(due, done), quarter, today) == days


def test_m2_7_a_moved_date_counts_from_its_approval_and_past_days_stay() -> None:
    moved = TaskFacts(
        ABAI,
        UUID(int=1),
        (DueFrom(START, date(2026, 10, 1)), DueFrom(date(2026, 10, 6), date(2026, 11, 1))),
    )
    assert overdue_days(moved, date(2026, 10, 5)) == 4
    assert overdue_days(moved, date(2026, 11, 1)) == 4
    assert overdue_days(moved, date(2026, 11, 3)) == 6
    with pytest.raises(ValueError):
        TaskFacts(ABAI, UUID(int=1), moved.dues[::-1])
    with pytest.raises(ValueError):
        TaskFacts(ABAI, UUID(int=1), ())


def test_m2_10_overdue_days_stand_still_while_suspended() -> None:
    stretch = (Stretch(date(2026, 10, 4), date(2026, 10, 10)),)
    late = task(date(2026, 10, 1), suspended=stretch)
    assert [overdue_days(late, date(2026, 10, day)) for day in (3, 4, 10, 11)] == [2, 2, 2, 3]
    still = task(date(2026, 9, 20), suspended=(Stretch(date(2026, 10, 1), None),))
    assert overdue_in(still, Q4, date(2026, 12, 31)) is None
    assert overdue_in(still, Q3, date(2026, 12, 31)) == 10


def test_m2_9_places_by_points_then_projects_then_name() -> None:
    late = date(2026, 10, 1)
    tasks = [
        task(late, done=late + timedelta(days=3), region=ABAI, project=1),  # 0.5, one project
        task(late, done=late + timedelta(days=3), region=ASTANA, project=2),  # 0.5, two projects
        task(date(2026, 12, 1), done=date(2026, 11, 1), region=ASTANA, project=3),
        task(late, done=late + timedelta(days=5), region=Region("15"), project=4),  # 0.5, one project
        task(late, region=AKMOLA, project=5),  # 1.5
        task(date(2027, 1, 1), region=Region("19"), project=6),  # in time: no points
        task(date(2026, 5, 1), done=date(2026, 6, 1), region=Region("23"), project=7),  # over long ago
    ]
    places = rating(tasks, Q4, date(2026, 12, 31), BANDS, NAMES)
    assert [(row.place, row.region, row.points, row.projects) for row in places] == [
        (1, "19", D(0), 1),
        (2, "71", D("0.5"), 2),
        (3, "10", D("0.5"), 1),
        (4, "15", D("0.5"), 1),
        (5, "11", D("1.5"), 1),
    ]
    assert [(one.days, one.points) for one in places[-1].overdue] == [(91, D("1.5"))]


def test_m2_9_a_roadmap_approved_later_is_not_in_the_quarter() -> None:
    later = TaskFacts(ABAI, UUID(int=1), (DueFrom(date(2026, 10, 1), date(2026, 12, 1)),))
    assert not counts_in(later, Q3, date(2026, 12, 31))
    assert counts_in(later, Q4, date(2026, 12, 31))
    assert not counts_in(later, Q4, date(2026, 9, 30))
    assert rating([later], Q3, date(2026, 12, 31), BANDS, NAMES) == ()


DATES = st.dates(date(2026, 1, 1), date(2027, 3, 1))


@st.composite
def tasks(draw: st.DrawFn) -> TaskFacts:
    since = sorted(draw(st.sets(DATES, min_size=1, max_size=3)))
    dues = tuple(DueFrom(day, draw(DATES)) for day in since)
    gaps = []
    for _ in range(draw(st.integers(0, 2))):
        first = draw(DATES)
        gaps.append(Stretch(first, draw(st.none() | st.dates(first, date(2027, 6, 1)))))
    return TaskFacts(
        draw(st.sampled_from(REGIONS[:3])),
        UUID(int=draw(st.integers(0, 4))),
        dues,
        draw(st.none() | DATES),
        tuple(gaps),
    )


def overdue_on(one: TaskFacts, day: date) -> bool:
    """The rule said for a single day."""
    if one.done_on is not None and day > one.done_on:
        return False
    if any(gap.first <= day and (gap.last is None or day <= gap.last) for gap in one.suspended):
        return False
    in_force = [due.due for due in one.dues if due.since <= day]
    return bool(in_force) and day > in_force[-1]


@given(tasks(), DATES)
def test_m2_9_intervals_agree_with_counting_day_by_day(one: TaskFacts, today: date) -> None:
    days = [date(2025, 12, 1) + timedelta(days=n) for n in range(500)]
    assert overdue_days(one, today) == sum(overdue_on(one, day) for day in days if day <= today)
    for quarter in (Quarter(2026, 1), Q3, Q4):
        expected = any(overdue_on(one, day) for day in days if day in quarter and day <= today)
        assert (overdue_in(one, quarter, today) is not None) == expected


@given(st.lists(tasks(), max_size=12), DATES)
def test_m2_9_every_overdue_task_stands_behind_a_regions_figure(many: list[TaskFacts], today: date) -> None:
    places = rating(many, Q4, today, BANDS, NAMES)
    assert [row.points for row in places] == sorted(row.points for row in places)
    assert all(row.points == sum((one.points for one in row.overdue), D(0)) for row in places)
    behind = [one.task for row in places for one in row.overdue]
    assert len(behind) == sum(overdue_in(one, Q4, today) is not None for one in many)
