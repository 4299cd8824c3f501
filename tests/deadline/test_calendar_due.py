"""T2: where periods end, extensions, pauses, fixed dates, and the answer to "why this date?"."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.deadline.calendar import Moved, OffReason, WorkingCalendar
from domain.deadline.due import (
    Due,
    before,
    days_left,
    days_overdue,
    due,
    extended,
    not_later_than,
    remind_on,
    resumed,
    why,
    working_days_left,
)
from domain.kit.periods import (
    Period,
    Unit,
    almaty_date,
    calendar_days,
    end_of_day,
    months,
    start_of_day,
    working_days,
    years,
)

PLAIN = WorkingCalendar()
DAYS = st.dates(date(2001, 1, 1), date(2080, 12, 31))
LENGTHS = st.integers(1, 90)

# Time zones of Kazakhstan's missions with every kind of summer time, and of its western and eastern neighbours.
MISSION_ZONES = [
    "Europe/Berlin",
    "Europe/London",
    "Europe/Moscow",
    "Europe/Kyiv",
    "Europe/Istanbul",
    "America/New_York",
    "America/Toronto",
    "America/Sao_Paulo",
    "America/Mexico_City",
    "America/Havana",
    "Asia/Seoul",
    "Asia/Tokyo",
    "Asia/Shanghai",
    "Asia/Kolkata",
    "Asia/Tehran",
    "Asia/Dubai",
    "Asia/Jerusalem",
    "Asia/Kabul",
    "Asia/Tashkent",
    "Asia/Bishkek",
    "Asia/Ulaanbaatar",
    "Asia/Beirut",
    "Africa/Cairo",
    "Africa/Johannesburg",
    "Africa/Casablanca",
    "Australia/Canberra",
    "Asia/Kuala_Lumpur",
    "Asia/Ho_Chi_Minh",
    "Asia/Amman",
    "Pacific/Auckland",
]


@pytest.mark.parametrize(
    ("event", "period", "on", "nominal"),
    [
        # calendar days: the day after the event is the first, the end rolls to a working day
        (date(2026, 11, 2), calendar_days(30), date(2026, 12, 2), date(2026, 12, 2)),
        (date(2026, 11, 5), calendar_days(30), date(2026, 12, 7), date(2026, 12, 5)),  # Saturday
        (date(2026, 11, 16), calendar_days(30), date(2026, 12, 17), date(2026, 12, 16)),  # Independence Day
        (date(2026, 12, 2), calendar_days(30), date(2027, 1, 5), date(2027, 1, 1)),  # New Year and its Monday
        (date(2026, 2, 19), calendar_days(30), date(2026, 3, 26), date(2026, 3, 21)),  # Nauryz
        (date(2024, 1, 30), calendar_days(30), date(2024, 2, 29), date(2024, 2, 29)),
        (date(2027, 1, 29), calendar_days(30), date(2027, 3, 1), date(2027, 2, 28)),
        # working days never need rolling
        (date(2026, 11, 20), working_days(3), date(2026, 11, 25), date(2026, 11, 25)),
        (date(2026, 11, 21), working_days(5), date(2026, 11, 27), date(2026, 11, 27)),
        (date(2026, 12, 30), working_days(5), date(2027, 1, 11), date(2027, 1, 11)),
        # months and years end on the same date and stay, whatever day it is
        (date(2026, 8, 22), months(3), date(2026, 11, 22), date(2026, 11, 22)),  # a Sunday
        (date(2026, 8, 31), months(6), date(2027, 2, 28), date(2027, 2, 28)),
        (date(2024, 2, 29), years(3), date(2027, 2, 28), date(2027, 2, 28)),  # a Sunday
        (date(2023, 12, 16), years(3), date(2026, 12, 16), date(2026, 12, 16)),  # a holiday
    ],
)
def test_t2_the_end_of_a_period(event: date, period: Period, on: date, nominal: date) -> None:
    assert due(event, period, PLAIN) == Due(on, nominal)


def test_t2_the_last_day_counts_to_its_end_in_almaty() -> None:
    end = due(date(2026, 11, 2), calendar_days(30), PLAIN)
    assert end.instant == datetime(2026, 12, 2, 19, tzinfo=UTC)
    assert almaty_date(end.instant - timedelta(seconds=1)) == end.on


def test_t2_an_extension_is_counted_from_the_nominal_day_and_only_its_end_rolls() -> None:
    first = due(date(2026, 11, 5), calendar_days(30), PLAIN)
    assert first.on == date(2026, 12, 7)  # rolled from Saturday the 5th
    # 5 December + 30 = 4 January 2027, a day off after the New Year: the 5th. From the 7th it would be the 6th.
    assert extended(first, calendar_days(30), PLAIN) == Due(date(2027, 1, 5), date(2027, 1, 4))


def test_t2_moved_days_move_the_end() -> None:
    saturday_worked = WorkingCalendar({date(2026, 12, 5): Moved.WORKING})
    monday_off = WorkingCalendar({date(2026, 12, 7): Moved.OFF})
    assert due(date(2026, 11, 5), calendar_days(30), saturday_worked).on == date(2026, 12, 5)
    assert due(date(2026, 11, 5), calendar_days(30), monday_off).on == date(2026, 12, 8)
    assert due(date(2026, 12, 3), working_days(2), saturday_worked).on == date(2026, 12, 5)


def test_t2_fixed_dates_stay_and_reminders_name_the_working_day_before() -> None:
    sunday = not_later_than(date(2026, 11, 15))
    assert sunday == Due(date(2026, 11, 15), date(2026, 11, 15))
    assert remind_on(sunday, PLAIN) == date(2026, 11, 13)
    assert before(date(2027, 1, 15)) == not_later_than(date(2027, 1, 14))
    assert before(date(2028, 3, 1)).on == date(2028, 2, 29)
    assert remind_on(not_later_than(date(2026, 10, 15)), PLAIN) == date(2026, 10, 15)  # a Thursday names itself


def test_left_and_overdue_around_the_last_day() -> None:
    end = not_later_than(date(2026, 11, 20))
    table = [
        (date(2026, 11, 10), 10, 8, 0),
        (date(2026, 11, 19), 1, 1, 0),
        (date(2026, 11, 20), 0, 0, 0),
        (date(2026, 11, 21), 0, 0, 1),
        (date(2026, 12, 5), 0, 0, 15),
    ]
    for today, left, working_left, overdue in table:
        assert days_left(end, today) == left
        assert working_days_left(end, today, PLAIN) == working_left
        assert days_overdue(end, today) == overdue


def test_m1_7_after_a_refused_redirection_the_rest_runs_but_at_least_five_working_days() -> None:
    end = due(date(2026, 11, 2), calendar_days(30), PLAIN)  # 2 December
    # paused on 20 November with 12 days left, refused on 25 November: 7 December
    assert resumed(
        end, Unit.CALENDAR_DAYS, date(2026, 11, 20), date(2026, 11, 25), PLAIN, working_days(5)
    ) == not_later_than(date(2026, 12, 7))
    # paused on the last day: nothing left, so five working days from the refusal
    assert resumed(
        end, Unit.CALENDAR_DAYS, date(2026, 12, 2), date(2026, 12, 9), PLAIN, working_days(5)
    ) == not_later_than(date(2026, 12, 17))
    # the rest ends on a Saturday and rolls, its nominal day kept for an extension
    assert resumed(end, Unit.CALENDAR_DAYS, date(2026, 11, 20), date(2026, 11, 30), PLAIN) == Due(
        date(2026, 12, 14), date(2026, 12, 12)
    )
    with pytest.raises(ValueError):
        resumed(end, Unit.CALENDAR_DAYS, date(2026, 11, 20), date(2026, 11, 19), PLAIN)


def test_a_pause_in_working_days_keeps_the_working_days_left() -> None:
    end = due(date(2026, 11, 20), working_days(5), PLAIN)  # 27 November
    # two used by the 24th, three left after 30 November
    assert resumed(end, Unit.WORKING_DAYS, date(2026, 11, 24), date(2026, 11, 30), PLAIN) == not_later_than(
        date(2026, 12, 3)
    )
    # paused in the tail that only rolling gave: nothing is left
    rolled = due(date(2026, 11, 5), calendar_days(30), PLAIN)
    assert resumed(rolled, Unit.CALENDAR_DAYS, date(2026, 12, 7), date(2026, 12, 10), PLAIN).on == date(2026, 12, 10)


def test_why_this_date_names_the_days_that_did_not_count() -> None:
    answer = why(date(2026, 12, 14), working_days(3), PLAIN)
    assert [(off.day, off.reason) for off in answer.skipped] == [(date(2026, 12, 16), OffReason.HOLIDAY)]
    assert answer.rolled == ()

    rolled = why(date(2026, 12, 2), calendar_days(30), PLAIN)
    assert rolled.skipped == ()
    assert [off.day.isoformat() for off in rolled.rolled] == ["2027-01-01", "2027-01-02", "2027-01-03", "2027-01-04"]
    assert [off.reason for off in rolled.rolled] == [
        OffReason.HOLIDAY,
        OffReason.HOLIDAY,
        OffReason.WEEKEND,
        OffReason.OBSERVED,
    ]
    assert why(date(2024, 5, 3), working_days(2), PLAIN).worked_weekends == (date(2024, 5, 4),)


@given(DAYS, LENGTHS)
def test_why_accounts_for_every_day(event: date, n: int) -> None:
    counted = why(event, working_days(n), PLAIN)
    assert (counted.end.on - event).days == n + len(counted.skipped)
    rolled = why(event, calendar_days(n), PLAIN)
    assert (rolled.end.on - event).days == n + len(rolled.rolled)


@given(DAYS, st.integers(0, 60), st.integers(1, 60), st.sampled_from(Unit))
def test_periods_are_monotone_in_event_and_in_length(event: date, later: int, n: int, unit: Unit) -> None:
    end = due(event, Period(n, unit), PLAIN)
    assert event < end.nominal <= end.on
    assert end.on <= due(event + timedelta(days=later), Period(n, unit), PLAIN).on
    assert end.on <= due(event, Period(n + 1, unit), PLAIN).on


@given(DAYS, LENGTHS, LENGTHS)
def test_an_extension_adds_up_with_its_period(event: date, a: int, b: int) -> None:
    for unit in (calendar_days, working_days):
        assert extended(due(event, unit(a), PLAIN), unit(b), PLAIN) == due(event, unit(a + b), PLAIN)


@given(DAYS, LENGTHS, st.integers(0, 89), st.integers(0, 40))
def test_a_pause_never_shortens_what_was_left(event: date, n: int, used: int, pause: int) -> None:
    end = due(event, calendar_days(n), PLAIN)
    paused_on = min(event + timedelta(days=used), end.nominal)
    resumed_on = paused_on + timedelta(days=pause)
    after = resumed(end, Unit.CALENDAR_DAYS, paused_on, resumed_on, PLAIN)
    assert after.nominal - resumed_on == end.nominal - paused_on
    assert after.on >= end.on


@given(DAYS, LENGTHS, st.sampled_from(MISSION_ZONES))
def test_t3_the_recipients_zone_and_its_summer_time_never_move_the_deadline(event: date, n: int, zone: str) -> None:
    """The same act at the same moment, told by any mission's wall clock, starts and meets the same period."""
    there = ZoneInfo(zone)
    moment = start_of_day(event) + timedelta(hours=10)
    assert almaty_date(moment.astimezone(there)) == event
    end = due(almaty_date(moment.astimezone(there)), calendar_days(n), PLAIN)
    last = (end.instant - timedelta(microseconds=1)).astimezone(there)
    assert almaty_date(last) == end.on
    assert almaty_date(end.instant.astimezone(there)) == end.on + timedelta(days=1)


def test_t3_both_switches_of_summer_time_in_berlin() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    assert end_of_day(date(2026, 3, 29)).astimezone(berlin).hour == 21  # summer there: 3 hours behind Almaty
    assert end_of_day(date(2026, 10, 25)).astimezone(berlin).hour == 20  # winter there: 4 hours behind
    twice = datetime(2026, 10, 25, 2, 30, tzinfo=berlin)
    assert almaty_date(twice) == almaty_date(twice.replace(fold=1)) == date(2026, 10, 25)
