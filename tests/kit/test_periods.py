"""T2: lengths of time, Almaty dates, reporting periods."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kit.periods import (
    CalendarYear,
    HalfYear,
    Period,
    Quarter,
    Unit,
    add_months,
    almaty_date,
    calendar_days,
    end_of_day,
    start_of_day,
    working_days,
)

DATES = st.dates(date(2000, 1, 1), date(2099, 12, 31))


def test_t2_a_day_of_almaty_ends_at_19_utc_since_march_2024_and_at_18_before() -> None:
    assert end_of_day(date(2026, 11, 20)) == datetime(2026, 11, 20, 19, tzinfo=UTC)
    assert end_of_day(date(2024, 2, 28)) == datetime(2024, 2, 28, 18, tzinfo=UTC)
    # the night of the change itself was 25 hours long
    assert end_of_day(date(2024, 2, 29)) - start_of_day(date(2024, 2, 29)) == timedelta(hours=25)


def test_t2_the_legal_date_is_almatys_wherever_the_clock_stands() -> None:
    assert almaty_date(datetime(2026, 11, 20, 18, 59, 59, tzinfo=UTC)) == date(2026, 11, 20)
    assert almaty_date(datetime(2026, 11, 20, 19, tzinfo=UTC)) == date(2026, 11, 21)
    assert almaty_date(datetime(2026, 11, 20, 9, tzinfo=timezone(timedelta(hours=-8)))) == date(2026, 11, 20)


def test_t2_an_instant_without_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        almaty_date(datetime(2026, 11, 20, 9))


@given(DATES)
def test_t2_every_day_holds_its_own_instants(day: date) -> None:
    assert almaty_date(start_of_day(day)) == day
    assert almaty_date(end_of_day(day) - timedelta(microseconds=1)) == day
    assert almaty_date(end_of_day(day)) == day + timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 15), 1, date(2026, 2, 15)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 1, 31), 2, date(2026, 3, 31)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_t2_months_end_on_the_same_date_or_the_months_last(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


def test_a_period_is_positive_and_stored_as_text() -> None:
    assert str(working_days(5)) == "5 working_days"
    assert Period.parse("30 calendar_days") == calendar_days(30)
    for wrong in ("", "5", "5 weeks", "x working_days", "0 working_days", "-1 months"):
        with pytest.raises(ValueError):
            Period.parse(wrong)
    with pytest.raises(ValueError):
        Period(0, Unit.MONTHS)


@pytest.mark.parametrize(
    ("part", "code", "first", "last"),
    [
        (Quarter(2026, 1), "2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
        (Quarter(2026, 4), "2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        (HalfYear(2026, 1), "2026-H1", date(2026, 1, 1), date(2026, 6, 30)),
        (HalfYear(2026, 2), "2026-H2", date(2026, 7, 1), date(2026, 12, 31)),
        (CalendarYear(2026, 1), "2026-Y1", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_reporting_periods(part: Quarter | HalfYear | CalendarYear, code: str, first: date, last: date) -> None:
    assert (part.code, part.first, part.last) == (code, first, last)
    assert type(part).parse(code) == part
    assert first in part and last in part
    assert first - timedelta(days=1) not in part and last + timedelta(days=1) not in part
    assert part.following.preceding == part
    assert part.following.first == last + timedelta(days=1)


@pytest.mark.parametrize("wrong", ["", "2026", "2026-Q0", "2026-Q5", "2026-H1", "2026-Q1x", "٢٠٢٦-Q1", "-1-Q1"])
def test_attack_66_a_malformed_quarter_is_a_value_error(wrong: str) -> None:
    with pytest.raises(ValueError):
        Quarter.parse(wrong)


@given(DATES)
def test_every_day_is_in_exactly_its_own_quarter(day: date) -> None:
    quarter = Quarter.of(day)
    assert day in quarter and day not in quarter.following and day not in quarter.preceding
