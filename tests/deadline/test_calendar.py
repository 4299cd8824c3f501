"""T1: working days of Kazakhstan, against the official calendars of 2024–2027 and with moved days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.deadline.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    DayOff,
    Holiday,
    Moved,
    OffReason,
    OutOfCalendarError,
    WorkingCalendar,
)

PLAIN = WorkingCalendar()
DAYS = st.dates(date(2001, 1, 1), date(2090, 12, 31))
COUNTS = st.integers(0, 60)
MOVED = st.dictionaries(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.sampled_from(Moved), max_size=12)

# Monday–Friday days off and worked weekend days, as the Government's decrees and the Labour Code give them.
OFFICIAL: dict[int, tuple[str, str]] = {
    2024: (
        "01-01 01-02 03-08 03-21 03-22 03-25 05-01 05-07 05-08 05-09 07-08 08-30 10-25 12-16",
        "05-04",
    ),
    2025: (
        "01-01 01-02 01-03 01-07 03-10 03-21 03-24 03-25 05-01 05-07 05-09 06-06 07-07 09-01 10-27 12-16",
        "01-05",
    ),
    2026: (
        "01-01 01-02 01-07 03-09 03-23 03-24 03-25 05-01 05-07 05-11 05-27 07-06 10-26 12-16",
        "",
    ),
    2027: (
        "01-01 01-04 01-07 03-08 03-15 03-22 03-23 03-24 05-03 05-07 05-10 07-06 10-25 12-16",
        "",
    ),
}


def dates(year: int, text: str) -> set[date]:
    return {date.fromisoformat(f"{year}-{part}") for part in text.split()}


@pytest.mark.parametrize("year", sorted(OFFICIAL))
def test_t1_every_day_of_the_year_is_as_officially_published(year: int) -> None:
    weekdays_off, worked = (dates(year, text) for text in OFFICIAL[year])
    day = date(year, 1, 1)
    while day.year == year:
        expected = day in worked if day.weekday() >= 5 else day not in weekdays_off
        assert PLAIN.is_working(day) is expected, day
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 11, 20), None),
        (date(2026, 11, 21), DayOff(date(2026, 11, 21), OffReason.WEEKEND)),
        (date(2026, 12, 16), DayOff(date(2026, 12, 16), OffReason.HOLIDAY, Holiday.INDEPENDENCE_DAY)),
        (date(2026, 3, 24), DayOff(date(2026, 3, 24), OffReason.OBSERVED, Holiday.NAURYZ)),
        (date(2026, 5, 11), DayOff(date(2026, 5, 11), OffReason.OBSERVED, Holiday.VICTORY_DAY)),
        (date(2025, 1, 3), DayOff(date(2025, 1, 3), OffReason.MOVED)),
        (date(2024, 5, 4), None),  # a Saturday that was worked
        (date(2025, 6, 6), DayOff(date(2025, 6, 6), OffReason.HOLIDAY, Holiday.KURBAN_AIT)),
        (date(2026, 5, 27), DayOff(date(2026, 5, 27), OffReason.HOLIDAY, Holiday.KURBAN_AIT, estimated=True)),
        (date(2027, 3, 15), DayOff(date(2027, 3, 15), OffReason.HOLIDAY, Holiday.CONSTITUTION_DAY)),
    ],
)
def test_t1_a_day_off_says_why(day: date, why: DayOff | None) -> None:
    assert PLAIN.off(day) == why


def test_every_holiday_the_library_names_has_its_word() -> None:
    day = date(2000, 1, 1)
    while day.year < 2078:
        off = PLAIN.off(day)
        if off and off.reason in (OffReason.HOLIDAY, OffReason.OBSERVED):
            assert off.holiday, day
        day += timedelta(days=1)


def test_t1_the_administrators_table_wins_over_the_library() -> None:
    """Kurban Ait of 2026 announced for the 28th; a Saturday worked for the Friday before it."""
    calendar = WorkingCalendar(
        {
            date(2026, 5, 27): Moved.WORKING,
            date(2026, 5, 28): Moved.OFF,
            date(2026, 12, 18): Moved.OFF,
            date(2026, 12, 19): Moved.WORKING,
        }
    )
    assert calendar.is_working(date(2026, 5, 27))
    assert calendar.off(date(2026, 5, 28)) == DayOff(date(2026, 5, 28), OffReason.MOVED)
    assert calendar.off(date(2026, 12, 18)) == DayOff(date(2026, 12, 18), OffReason.MOVED)
    assert calendar.is_working(date(2026, 12, 19))
    assert calendar.worked_weekends(date(2026, 12, 1), date(2026, 12, 31)) == (date(2026, 12, 19),)
    # 16 December off, 18 moved off, 19 worked: Tue 15 + 3 = Thu 17, Sat 19, Mon 21
    assert calendar.nth_working(date(2026, 12, 15), 3) == date(2026, 12, 21)


def test_a_calendar_is_a_value_that_later_edits_do_not_reach() -> None:
    table = {date(2026, 12, 18): Moved.OFF}
    calendar = WorkingCalendar(table)
    table[date(2026, 12, 17)] = Moved.OFF
    assert calendar.is_working(date(2026, 12, 17))
    assert calendar == WorkingCalendar({date(2026, 12, 18): Moved.OFF}) != PLAIN
    assert hash(calendar) == hash(WorkingCalendar({date(2026, 12, 18): Moved.OFF}))


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # Friday + 1
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # Saturday + 1
        (date(2026, 12, 14), 3, date(2026, 12, 18)),  # over 16 December
        (date(2026, 12, 31), 3, date(2027, 1, 8)),  # over the New Year, its observed Monday and Christmas
        (date(2026, 3, 19), 2, date(2026, 3, 26)),  # over Nauryz and its observed days
        (date(2024, 5, 3), 3, date(2024, 5, 10)),  # Saturday 4 May worked, 7–9 May off
        (date(2026, 11, 23), -1, date(2026, 11, 20)),
        (date(2026, 11, 21), 0, date(2026, 11, 21)),
    ],
)
def test_t1_the_nth_working_day(day: date, n: int, expected: date) -> None:
    assert PLAIN.nth_working(day, n) == expected


def test_attack_66_dates_outside_the_calendar_are_refused_not_looped_over() -> None:
    for day in (date(FIRST_YEAR - 1, 12, 31), date(LAST_YEAR + 1, 1, 1), date.min, date.max):
        with pytest.raises(OutOfCalendarError):
            PLAIN.is_working(day)


@given(DAYS, COUNTS, COUNTS)
def test_counting_working_days_adds_up(day: date, a: int, b: int) -> None:
    assert PLAIN.nth_working(PLAIN.nth_working(day, a), b) == PLAIN.nth_working(day, a + b)


@given(DAYS, COUNTS)
def test_the_nth_working_day_has_n_working_days_before_it(day: date, n: int) -> None:
    there = PLAIN.nth_working(day, n)
    assert PLAIN.working_between(day, there) == n == -PLAIN.working_between(there, day)
    assert n == 0 or PLAIN.is_working(there)


@given(DAYS, st.integers(0, 40), st.integers(1, 60))
def test_a_later_start_never_ends_earlier(day: date, later: int, n: int) -> None:
    assert PLAIN.nth_working(day, n) <= PLAIN.nth_working(day + timedelta(days=later), n)


@given(DAYS, st.integers(1, 60))
def test_back_and_forth_meet_on_working_days(day: date, n: int) -> None:
    start = PLAIN.next_working(day)
    assert PLAIN.nth_working(PLAIN.nth_working(start, n), -n) == start


@given(MOVED, st.dates(date(2026, 1, 1), date(2026, 11, 1)), st.integers(0, 40))
def test_with_any_moved_days_every_day_is_either_off_or_counted(
    moved: dict[date, Moved], day: date, length: int
) -> None:
    calendar = WorkingCalendar(moved)
    until = day + timedelta(days=length)
    assert calendar.working_between(day, until) + len(calendar.days_off(day, until)) == length
    assert calendar.last_working(until) <= until <= calendar.next_working(until)
