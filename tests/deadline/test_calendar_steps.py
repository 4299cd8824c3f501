"""N2, T3: the days of reminders and the instants of people far away."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.deadline.calendar import WorkingCalendar
from domain.deadline.due import not_later_than
from domain.deadline.steps import (
    Step,
    earliest_allowed,
    local_instant,
    next_overdue,
    steps_to,
    tells_authority,
    tells_head,
)
from domain.edition.order_2024 import ORDER_2024

PLAIN = WorkingCalendar()
STEPS = ORDER_2024.reminders
BERLIN = ZoneInfo("Europe/Berlin")


def days(end: date, opened: date) -> list[tuple[int, str]]:
    return [(step.offset, step.on.isoformat()) for step in steps_to(not_later_than(end), opened, STEPS, PLAIN)]


def test_n2_ten_three_one_and_the_day_itself() -> None:
    assert days(date(2026, 11, 27), date(2026, 11, 2)) == [
        (-10, "2026-11-17"),
        (-3, "2026-11-24"),
        (-1, "2026-11-26"),
        (0, "2026-11-27"),
    ]


def test_n2_steps_before_the_opening_are_dropped() -> None:
    assert [offset for offset, _ in days(date(2026, 11, 27), date(2026, 11, 24))] == [-1, 0]
    assert days(date(2026, 11, 27), date(2026, 11, 27)) == [(0, "2026-11-27")]


def test_t2_a_fixed_date_on_a_day_off_is_reminded_of_on_the_working_day_before() -> None:
    # Sunday 15 November: its own reminder and that of Saturday both fall on Friday, and the last stays
    assert days(date(2026, 11, 15), date(2026, 11, 1)) == [
        (-10, "2026-11-05"),
        (-3, "2026-11-12"),
        (0, "2026-11-13"),
    ]


def test_n2_overdue_daily_for_five_days_then_weekly_on_working_days() -> None:
    end = not_later_than(date(2026, 11, 20))  # a Friday
    found: list[tuple[int, str]] = []
    after = end.on
    while len(found) < 6:
        step = next_overdue(end, after, STEPS, PLAIN)
        found.append((step.offset, step.on.isoformat()))
        after = step.on
    assert found == [
        (1, "2026-11-23"),  # Saturday's comes on Monday, Sunday's and Monday's with it
        (4, "2026-11-24"),
        (5, "2026-11-25"),
        (12, "2026-12-02"),
        (19, "2026-12-09"),
        (26, "2026-12-17"),  # 16 December is a holiday
    ]


def test_n2_who_else_is_told() -> None:
    assert [tells_head(day, STEPS) for day in (0, 1)] == [False, True]
    assert [tells_authority(day, STEPS) for day in (4, 5)] == [False, True]


@given(st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.integers(0, 60))
def test_n2_every_deadline_has_its_last_reminder_on_a_working_day_in_time(end: date, age: int) -> None:
    found = steps_to(not_later_than(end), end - timedelta(days=age), STEPS, PLAIN)
    assert found[-1] == Step(0, PLAIN.last_working(end))
    assert len({step.on for step in found}) == len(found)
    assert all(PLAIN.is_working(step.on) and step.on <= end for step in found)


@given(st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.integers(0, 200))
def test_n2_overdue_reminders_go_on_and_never_stand_still(end: date, late: int) -> None:
    after = end + timedelta(days=late)
    step = next_overdue(not_later_than(end), after, STEPS, PLAIN)
    assert step.on > after and PLAIN.is_working(step.on)
    assert (step.on - after).days <= 7 + 10


def test_t3_both_switches_of_summer_time() -> None:
    assert local_instant(date(2026, 3, 29), time(2, 30), BERLIN) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)  # 03:30
    assert local_instant(date(2026, 10, 25), time(2, 30), BERLIN) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert local_instant(date(2026, 7, 1), time(9), BERLIN) == datetime(2026, 7, 1, 7, tzinfo=UTC)
    assert local_instant(date(2026, 12, 1), time(9), BERLIN) == datetime(2026, 12, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-20T08:00+01:00", "2026-11-20T09:00+01:00"),
        ("2026-11-20T09:00+01:00", "2026-11-20T09:00+01:00"),
        ("2026-11-20T17:59+01:00", "2026-11-20T17:59+01:00"),
        ("2026-11-20T18:00+01:00", "2026-11-23T09:00+01:00"),  # Friday evening: Monday
        ("2026-11-21T12:00+01:00", "2026-11-23T09:00+01:00"),
        ("2026-11-22T23:30+05:00", "2026-11-23T09:00+01:00"),
    ],
)
def test_t3_quiet_hours_and_days_off_wait(at: str, expected: str) -> None:
    weekend = [date(2026, 11, 21), date(2026, 11, 22)]
    given_at = datetime.fromisoformat(at)
    assert earliest_allowed(given_at, BERLIN, time(9), time(18), weekend) == datetime.fromisoformat(expected)
    with pytest.raises(ValueError):
        earliest_allowed(given_at, BERLIN, time(18), time(9))
