"""The grid of a month: days off stand in brackets, so that a working day is seen at once (T1)."""

from collections.abc import Callable
from datetime import date, timedelta

from domain.deadline.calendar import FIRST_YEAR, LAST_YEAR, WorkingCalendar
from handlers.screens.place import Place
from handlers.screens.press import Go, Press
from handlers.screens.values import Button, Row
from handlers.words.formats import month as month_name
from handlers.words.formats import weekdays
from handlers.words.reader import Reader

_DAY = timedelta(days=1)


def first_of(text: str, fallback: date) -> date:
    """The month a place names («2026-11»), or that of `fallback`; always within the working calendar."""
    try:
        given = date.fromisoformat(f"{text}-01")
    except ValueError:
        given = fallback
    year = min(max(given.year, FIRST_YEAR), LAST_YEAR)
    return date(year, given.month, 1)


def shifted(month: date, by: int) -> date:
    """The first day of another month, at most at the calendar's ends."""
    count = month.year * 12 + month.month - 1 + by
    count = min(max(count, FIRST_YEAR * 12), LAST_YEAR * 12 + 11)
    return date(count // 12, count % 12 + 1, 1)


def name_of(month: date) -> str:
    """As stored in a place."""
    return f"{month:%Y-%m}"


def grid(
    reader: Reader,
    calendar: WorkingCalendar,
    month: date,
    *,
    low: date,
    high: date,
    chosen: date | None,
    day: Callable[[date], Press],
    at: Callable[[str], Place],
) -> tuple[Row, ...]:
    """The rows of a month from Monday. Days outside `low` and `high` are dots that stay where they are.

    `day` gives what a day's button means, `at` the place that shows another month.
    """
    here = Go(at(name_of(month)), replace=True)
    heads = tuple(Button(name, here) for name in weekdays(reader))
    first = month - month.weekday() * _DAY
    weeks: list[Row] = []
    for start in (first + 7 * n * _DAY for n in range(6)):
        week = [start + n * _DAY for n in range(7)]
        if any(one.month == month.month and low <= one <= high for one in week):  # others would be rows of dots
            weeks.append(tuple(_cell(one, month, calendar, low, high, chosen, day, here) for one in week))
    title = (Button(month_name(reader, month), here),)
    turner = _turner(reader, month, low, high, at)
    return (title, heads, *weeks, *([turner] if turner else []))


def _cell(
    one: date,
    month: date,
    calendar: WorkingCalendar,
    low: date,
    high: date,
    chosen: date | None,
    day: Callable[[date], Press],
    here: Press,
) -> Button:
    if one.month != month.month or not low <= one <= high:
        return Button("·", here)
    number = str(one.day) if calendar.is_working(one) else f"({one.day})"
    return Button(f"✓ {number}" if one == chosen else number, day(one))


def _turner(reader: Reader, month: date, low: date, high: date, at: Callable[[str], Place]) -> Row:
    """The months before and after by name, where there is something to choose in them."""

    def button(by: int) -> tuple[Button, ...]:
        other = shifted(month, by)
        if other == month or not low.replace(day=1) <= other <= high:
            return ()
        name = month_name(reader, other)
        label = f"‹ {name}" if by < 0 else f"{name} ›"
        return (Button(label, Go(at(name_of(other)), replace=True)),)

    return (*button(-1), *button(1))
