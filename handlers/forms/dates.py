"""Dates as people type them, in three languages (attack 66)."""

import re
import unicodedata
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from domain.deadline.calendar import FIRST_YEAR, LAST_YEAR

_WORDS: Final[dict[str, int]] = {
    **dict.fromkeys(["сегодня", "бүгін", "бугин", "today"], 0),
    **dict.fromkeys(["вчера", "кеше", "yesterday"], -1),
    **dict.fromkeys(["позавчера", "алдыңгүні", "алдыңғыкүні"], -2),
    **dict.fromkeys(["завтра", "ертең", "ертен", "tomorrow"], 1),
    **dict.fromkeys(["послезавтра", "бүрсігүні", "бурсигуни"], 2),
}

# The beginnings that tell a month from all others in its language; longer ones first where one contains another.
_MONTHS: Final[tuple[tuple[str, int], ...]] = tuple(
    (start, number)
    for number, starts in enumerate(
        (
            "янв қаң jan",
            "фев ақп feb",
            "мар нау mar",
            "апр сәу apr",
            "май мая мам may",
            "июн мау jun",
            "июл шіл jul",
            "авг там aug",
            "сен қыр sep",
            "окт қаз oct",
            "ноя қар nov",
            "дек жел dec",
        ),
        start=1,
    )
    for start in starts.split()
)

_NUMBERS = re.compile(r"(\d{1,2})[.\-/ ](\d{1,2})(?:[.\-/ ](\d{1,5}))?")
_ISO = re.compile(r"(\d{4})[.\-/](\d{1,2})[.\-/](\d{1,2})")
_NAMED = re.compile(r"(\d{1,2})[. ]*([^\W\d_]{3,12})\.?(?:[ ,]+(\d{1,5}))?")
_NAMED_KK = re.compile(r"(\d{4})(?: ?ж\.?| жылғы)? ?(\d{1,2})[. ]*([^\W\d_]{3,12})\.?")
_NAMED_EN = re.compile(r"([^\W\d_]{3,12})\.? (\d{1,2})(?:[ ,]+(\d{1,5}))?")
_AHEAD = re.compile(r"\+ ?(\d{1,4})")


class DateFault(StrEnum):
    """What was wrong with a typed date."""

    UNREADABLE = "unreadable"
    NO_SUCH_DAY = "no_such_day"
    FAR_YEAR = "far_year"  # outside the working calendar
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"


class UnreadableDateError(ValueError):
    """The text is no date that fits."""

    def __init__(self, fault: DateFault) -> None:
        super().__init__(fault)
        self.fault = fault


def read_date(text: str, today: date, low: date, high: date) -> date:
    """The date meant, within `low` and `high` inclusive; without a year the allowed one nearest to today.

    Raises UnreadableDateError.
    """
    line = _tidy(text)
    if (shift := _WORDS.get(line.replace(" ", ""))) is not None:
        return _within(today + timedelta(days=shift), low, high)
    if found := _AHEAD.fullmatch(line):
        return _within(today + timedelta(days=int(found[1])), low, high)
    day, month, year = _parts(line)
    if year is None:
        return _nearest(day, month, today, low, high)
    return _within(_made(year, month, day), low, high)


def _parts(line: str) -> tuple[int, int, int | None]:
    """Day, month and the year if there is one."""
    if found := _ISO.fullmatch(line):
        return int(found[3]), int(found[2]), int(found[1])
    if found := _NUMBERS.fullmatch(line):
        return int(found[1]), int(found[2]), _year(found[3])
    if found := _NAMED.fullmatch(line):
        return int(found[1]), _month(found[2]), _year(found[3])
    if found := _NAMED_KK.fullmatch(line):
        return int(found[2]), _month(found[3]), int(found[1])
    if found := _NAMED_EN.fullmatch(line):
        return int(found[2]), _month(found[1]), _year(found[3])
    raise UnreadableDateError(DateFault.UNREADABLE)


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    if len(text) in {2, 4}:
        return int(text) + (2000 if len(text) == 2 else 0)
    if len(text) == 5 or int(text) == 0:
        raise UnreadableDateError(DateFault.FAR_YEAR)
    raise UnreadableDateError(DateFault.UNREADABLE)


def _month(word: str) -> int:
    for start, number in _MONTHS:
        if word.startswith(start):
            return number
    raise UnreadableDateError(DateFault.UNREADABLE)


def _tidy(text: str) -> str:
    """Lower case, plain digits, one kind of dash and space, no «г.», «года», «жыл»."""
    out = []
    for char in text.strip().lower():
        if char.isdecimal():
            out.append(str(unicodedata.decimal(char)))
        elif char in "\u2010\u2011\u2012\u2013\u2014\u2212":
            out.append("-")
        elif unicodedata.category(char) != "Cf":
            out.append(" " if char.isspace() else char)
    line = " ".join("".join(out).split())
    line = re.sub(r" ?\b(г\.?|года|год|жыл|жылы)$", "", line)
    return re.sub(r" ?([.,/\-]) ?", r"\1", line).rstrip(" .,")


def _made(year: int, month: int, day: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UnreadableDateError(DateFault.FAR_YEAR)
    try:
        return date(year, month, day)
    except ValueError:
        raise UnreadableDateError(DateFault.NO_SUCH_DAY) from None


def _within(day: date, low: date, high: date) -> date:
    if day < low:
        raise UnreadableDateError(DateFault.TOO_EARLY)
    if day > high:
        raise UnreadableDateError(DateFault.TOO_LATE)
    return day


def _nearest(day: int, month: int, today: date, low: date, high: date) -> date:
    """The day and month in the nearest year that is allowed."""
    found: list[date] = []
    for year in range(today.year - 4, today.year + 5):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    if not found:
        raise UnreadableDateError(DateFault.NO_SUCH_DAY)
    allowed = [one for one in found if low <= one <= high]
    if not allowed:
        raise UnreadableDateError(DateFault.TOO_EARLY if max(found) < low else DateFault.TOO_LATE)
    near = [one for one in allowed if abs((one - today).days) <= 366]
    if not near:  # typing «29.02» without a year and meaning one years away is more likely a slip
        raise UnreadableDateError(DateFault.NO_SUCH_DAY)
    return min(near, key=lambda one: abs((one - today).days))
