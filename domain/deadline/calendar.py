"""Working days of Kazakhstan (T1), for everyone, missions abroad included.

The base is the `holidays` library: a five-day week, public holidays, holidays that fall on a weekend observed on the
next working days, and the transfers it knows of. Over it lies the table of officially moved days that an administrator
edits: it wins, so a late decision of the Government or the true date of Kurban Ait needs no release.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

import holidays

# The library has nothing after 2100; before 2000 no case of ours can begin.
FIRST_YEAR = 2000
LAST_YEAR = 2100

_DAY = timedelta(days=1)


class OutOfCalendarError(ValueError):
    """A date outside 2000–2100: forms refuse such dates before they get here."""


class Holiday(StrEnum):
    """The holidays of Kazakhstan, past ones included; named for people in handlers/words."""

    NEW_YEAR = "new_year"
    CHRISTMAS = "christmas"
    WOMENS_DAY = "womens_day"
    NAURYZ = "nauryz"
    UNITY_DAY = "unity_day"
    DEFENDERS_DAY = "defenders_day"
    VICTORY_DAY = "victory_day"
    CAPITAL_DAY = "capital_day"
    CONSTITUTION_DAY = "constitution_day"
    REPUBLIC_DAY = "republic_day"
    FIRST_PRESIDENT_DAY = "first_president_day"
    INDEPENDENCE_DAY = "independence_day"
    KURBAN_AIT = "kurban_ait"


class OffReason(StrEnum):
    """Why a day is not worked."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    OBSERVED = "observed"  # day off in place of a holiday that fell on a weekend
    MOVED = "moved"  # officially exchanged with another day


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day that is not worked, and why. `estimated`: the date of Kurban Ait is not announced yet."""

    day: date
    reason: OffReason
    holiday: Holiday | None = None
    estimated: bool = False


class Moved(StrEnum):
    """What an officially moved day has become."""

    WORKING = "working"
    OFF = "off"


_NAMES = {
    "New Year's Day": Holiday.NEW_YEAR,
    "Orthodox Christmas": Holiday.CHRISTMAS,
    "International Women's Day": Holiday.WOMENS_DAY,
    "Nowruz Holiday": Holiday.NAURYZ,
    "Kazakhstan's People Solidarity Holiday": Holiday.UNITY_DAY,
    "Defender of the Fatherland Day": Holiday.DEFENDERS_DAY,
    "Victory Day": Holiday.VICTORY_DAY,
    "Capital Day": Holiday.CAPITAL_DAY,
    "Constitution Day": Holiday.CONSTITUTION_DAY,
    "Republic Day": Holiday.REPUBLIC_DAY,
    "First President Day": Holiday.FIRST_PRESIDENT_DAY,
    "Independence Day": Holiday.INDEPENDENCE_DAY,
    "Eid al-Adha": Holiday.KURBAN_AIT,
}


@dataclass(frozen=True, slots=True)
class _Year:
    off: Mapping[date, DayOff]  # holidays and transfers; plain weekends are not listed
    worked_weekends: frozenset[date]


@lru_cache(maxsize=128)
def _year(year: int) -> _Year:
    """One year of the library, read once. Names are asked for in English because they are matched here, not shown."""
    source = holidays.country_holidays("KZ", years=year, language="en_US")
    off = {day: _day_off(day, name) for day, name in source.items() if day.year == year}
    return _Year(MappingProxyType(off), frozenset(day for day in source.weekend_workdays if day.year == year))


def _day_off(day: date, names: str) -> DayOff:
    name = names.split(";")[0].strip()  # two holidays on one day: the first suffices to explain it
    if name.startswith("Day off (substituted"):
        return DayOff(day, OffReason.MOVED)
    bare, _, marks = name.partition(" (")
    reason = OffReason.OBSERVED if "observed" in marks else OffReason.HOLIDAY
    # A holiday that a future release of the library adds still counts as a day off; it only has no name yet.
    return DayOff(day, reason, _NAMES.get(bare), estimated="estimated" in marks)


@dataclass(frozen=True)
class WorkingCalendar:
    """The working calendar as known at one moment: the library's days with `moved` laid over them.

    A value: two calendars with the same moved days are equal. Dates outside 2000–2100 raise OutOfCalendarError.
    """

    moved: Mapping[date, Moved] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "moved", MappingProxyType(dict(self.moved)))

    def __hash__(self) -> int:
        return hash(frozenset(self.moved.items()))

    def off(self, day: date) -> DayOff | None:
        """Why `day` is not worked; None for a working day."""
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise OutOfCalendarError(f"{day} is outside {FIRST_YEAR}–{LAST_YEAR}")
        match self.moved.get(day):
            case Moved.WORKING:
                return None
            case Moved.OFF:
                return DayOff(day, OffReason.MOVED)
        year = _year(day.year)
        if (known := year.off.get(day)) is not None:
            return known
        if day.weekday() >= 5 and day not in year.worked_weekends:
            return DayOff(day, OffReason.WEEKEND)
        return None

    def is_working(self, day: date) -> bool:
        return self.off(day) is None

    def next_working(self, day: date) -> date:
        """`day` itself if it is worked, else the first working day after it."""
        while not self.is_working(day):
            day += _DAY
        return day

    def last_working(self, day: date) -> date:
        """`day` itself if it is worked, else the last working day before it."""
        while not self.is_working(day):
            day -= _DAY
        return day

    def nth_working(self, day: date, n: int) -> date:
        """The `n`-th working day after `day` (before it, if `n` is negative); `day` itself never counts.
        `n` = 0 gives `day`."""
        step = _DAY if n > 0 else -_DAY
        left = abs(n)
        while left:
            day += step
            if self.is_working(day):
                left -= 1
        return day

    def working_between(self, after: date, until: date) -> int:
        """Working days later than `after` and not later than `until`; negative if `until` is the earlier."""
        if until < after:
            return -self.working_between(until, after)
        return sum(1 for day in _days(after, until) if self.is_working(day))

    def days_off(self, after: date, until: date) -> tuple[DayOff, ...]:
        """Days not worked, later than `after` and not later than `until`, in order."""
        return tuple(off for day in _days(after, until) if (off := self.off(day)) is not None)

    def worked_weekends(self, after: date, until: date) -> tuple[date, ...]:
        """Saturdays and Sundays that are worked, in the same range: they surprise whoever counts by hand."""
        return tuple(day for day in _days(after, until) if day.weekday() >= 5 and self.is_working(day))


def _days(after: date, until: date) -> Iterator[date]:
    day = after
    while day < until:
        day += _DAY
        yield day
