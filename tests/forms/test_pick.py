"""The grid of a month and the pages of a list."""

from calendar import monthrange
from datetime import date

import pytest

from domain.deadline.calendar import Moved, WorkingCalendar
from handlers.forms.places import Drafts, StartForm
from handlers.forms.presses import Set
from handlers.pick.calendar import first_of, grid, name_of, shifted
from handlers.pick.lists import page_of, pager, pages_of
from handlers.screens.press import Go
from handlers.screens.values import Row
from handlers.words.reader import Reader

LOW, HIGH = date(2000, 1, 1), date(2100, 12, 31)


def shown(
    month: date, *, low: date = LOW, high: date = HIGH, calendar: WorkingCalendar | None = None
) -> tuple[Row, ...]:
    return grid(
        Reader("en"),
        calendar or WorkingCalendar(),
        month,
        low=low,
        high=high,
        chosen=date(2026, 11, 24),
        day=lambda one: Set("day", one.isoformat()),
        at=lambda name: StartForm("x", month=name),
    )


def test_days_off_stand_in_brackets_holidays_and_moved_days_too() -> None:
    labels = [one.label for row in shown(date(2026, 12, 1)) for one in row]
    assert "(16)" in labels and "(19)" in labels and "18" in labels
    moved = WorkingCalendar({date(2026, 12, 19): Moved.WORKING, date(2026, 12, 18): Moved.OFF})
    labels = [one.label for row in shown(date(2026, 12, 1), calendar=moved) for one in row]
    assert "19" in labels and "(18)" in labels


def test_each_day_of_the_month_once_under_its_weekday() -> None:
    rows = shown(date(2026, 11, 1))
    assert [one.label for one in rows[1]] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    days = [one.press.value for row in rows[2:] for one in row if isinstance(one.press, Set)]
    assert days == [f"2026-11-{n:02}" for n in range(1, 31)]
    assert rows[2][6].label == "(1)"  # 1 November 2026 is a Sunday
    assert any(one.label == "✓ 24" for row in rows for one in row)
    assert all(len(row) == 7 for row in rows[1:-1])
    assert [one.label for one in rows[-1]] == ["‹ October 2026", "December 2026 ›"]


def test_days_out_of_bounds_change_nothing() -> None:
    rows = shown(date(2026, 11, 1), low=date(2026, 11, 10), high=date(2026, 11, 20))
    days = [one.press.value for row in rows[2:] for one in row if isinstance(one.press, Set)]
    assert days == [f"2026-11-{n}" for n in range(10, 21)]
    assert len(rows) == 2 + 2  # weeks without an allowed day are left out
    here = Go(StartForm("x", month="2026-11"), replace=True)
    assert {one.press for one in rows[0]} == {here}  # no month to turn to


@pytest.mark.parametrize("month", [date(2000, 1, 1), date(2100, 12, 1), date(2024, 2, 1), date(2026, 2, 1)])
def test_66_the_ends_of_the_calendar(month: date) -> None:
    rows = shown(month)
    assert rows[0][0].press is not None
    assert shifted(date(2100, 12, 1), 1) == date(2100, 12, 1)
    assert shifted(date(2000, 1, 1), -1) == date(2000, 1, 1)
    days = [one.press for row in rows for one in row if isinstance(one.press, Set)]
    assert len(days) == monthrange(month.year, month.month)[1]


@pytest.mark.parametrize("text", ["", "x", "2026-13", "9999-01", "0000-00", "2026-11-21"])
def test_66_a_month_that_is_none_is_the_present_one(text: str) -> None:
    found = first_of(text, date(2026, 11, 21))
    assert found.day == 1 and 2000 <= found.year <= 2100
    assert first_of(name_of(found), found) == found


def test_pages() -> None:
    lines = list(range(20))
    assert pages_of(0) == 1
    assert pages_of(16) == 2
    assert page_of(lines, 2) == (lines[16:], 2)
    assert page_of(lines, 99) == (lines[16:], 2)
    assert page_of(lines, -5) == (lines[:8], 0)
    assert page_of([], 3) == ([], 0)


def test_32_33_pages_are_absolute_and_stay_within_the_list() -> None:
    assert pager(Reader("ru"), 0, 1, Drafts) == ()
    row = pager(Reader("ru"), 0, 20, Drafts)
    assert [one.label for one in row] == ["1 из 3", "›"]
    assert [one.press for one in row] == [Go(Drafts(n), replace=True) for n in (0, 1)]
    last = pager(Reader("ru"), 2, 20, Drafts)
    assert [one.label for one in last] == ["‹", "3 из 3"]
    assert [one.press for one in pager(Reader("ru"), 10**22, 20, Drafts)] == [one.press for one in last]
