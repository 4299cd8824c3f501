"""Lengths of time the rules speak of, and the stretches of time reports are about.

Every legal date is a date of Asia/Almaty (rules T2); instants are aware datetimes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol, Self
from zoneinfo import ZoneInfo

ALMATY = ZoneInfo("Asia/Almaty")


def almaty_date(instant: datetime) -> date:
    """The legal date on which `instant` falls. Raises ValueError for a naive datetime."""
    if instant.utcoffset() is None:
        raise ValueError("an instant needs its offset")
    return instant.astimezone(ALMATY).date()


def start_of_day(day: date) -> datetime:
    """The instant (UTC) at which `day` begins in Almaty."""
    return datetime.combine(day, time(), ALMATY).astimezone(UTC)


def end_of_day(day: date) -> datetime:
    """The first instant (UTC) that no longer belongs to `day` in Almaty: an act at it is late."""
    return start_of_day(day + timedelta(days=1))


def add_months(day: date, months: int) -> date:
    """The same date `months` later, or that month's last day (T2). Always counted from the given day, so that
    31 January + 1 month is 28 February and + 2 months is 31 March."""
    index = day.year * 12 + (day.month - 1) + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, last_day_of_month(year, month + 1).day))


def last_day_of_month(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


class Unit(StrEnum):
    """What a period is counted in; the four behave differently at their end (T2)."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Period:
    """A positive length of time, as a clause states it: "3 (трех) рабочих дней", "30 (тридцати) календарных дней"."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.amount < 1:
            raise ValueError(f"a period is at least 1 {self.unit}, not {self.amount}")

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The inverse of `str`: how a period is stored. Raises ValueError."""
        amount, _, unit = text.partition(" ")
        return cls(int(amount), Unit(unit))


def working_days(amount: int) -> Period:
    return Period(amount, Unit.WORKING_DAYS)


def calendar_days(amount: int) -> Period:
    return Period(amount, Unit.CALENDAR_DAYS)


def months(amount: int) -> Period:
    return Period(amount, Unit.MONTHS)


def years(amount: int) -> Period:
    return Period(amount, Unit.YEARS)


class ReportingPeriod(Protocol):
    """A quarter, a half-year or a year that a duty reports about."""

    @property
    def first(self) -> date: ...
    @property
    def last(self) -> date: ...
    @property
    def code(self) -> str: ...


@dataclass(frozen=True, slots=True, order=True)
class _Part:
    """An equal part of a calendar year, numbered from 1."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= self._parts():
            raise ValueError(f"no {type(self).__name__} {self.number}")

    @classmethod
    def _parts(cls) -> int:
        raise NotImplementedError

    @classmethod
    def _letter(cls) -> str:
        raise NotImplementedError

    @classmethod
    def of(cls, day: date) -> Self:
        """The part that `day` falls in."""
        return cls(day.year, (day.month - 1) // (12 // cls._parts()) + 1)

    @classmethod
    def parse(cls, code: str) -> Self:
        """From `code`. Raises ValueError for anything else."""
        year, _, number = code.partition(f"-{cls._letter()}")
        if not (year.isascii() and year.isdigit() and number.isascii() and number.isdigit()):
            raise ValueError(f"not a {cls.__name__}: {code!r}")
        return cls(int(year), int(number))

    @property
    def first(self) -> date:
        return date(self.year, (self.number - 1) * (12 // self._parts()) + 1, 1)

    @property
    def last(self) -> date:
        return last_day_of_month(self.year, self.number * (12 // self._parts()))

    @property
    def code(self) -> str:
        """Stable text form, e.g. `2026-Q3`; stored and put into keys."""
        return f"{self.year:04d}-{self._letter()}{self.number}"

    @property
    def following(self) -> Self:
        return type(self).of(self.last + timedelta(days=1))

    @property
    def preceding(self) -> Self:
        return type(self).of(self.first - timedelta(days=1))

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


class Quarter(_Part):
    """`2026-Q3`."""

    __slots__ = ()

    @classmethod
    def _parts(cls) -> int:
        return 4

    @classmethod
    def _letter(cls) -> str:
        return "Q"


class HalfYear(_Part):
    """`2026-H2`."""

    __slots__ = ()

    @classmethod
    def _parts(cls) -> int:
        return 2

    @classmethod
    def _letter(cls) -> str:
        return "H"


class CalendarYear(_Part):
    """`2026-Y1`: the number is always 1."""

    __slots__ = ()

    @classmethod
    def _parts(cls) -> int:
        return 1

    @classmethod
    def _letter(cls) -> str:
        return "Y"
