"""Dates of birth as lists write them: whole, a month, a year, about a year, a span of years."""

import re
from datetime import date
from typing import Final

from domain.kyc.subject import PartialDate

_MONTHS: Final = {
    name: number
    for number, name in enumerate(("jan feb mar apr may jun jul aug sep oct nov dec").split(), start=1)  # noqa: SIM905
}
_ISO: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:T.*|[+Z].*)?")
_DOTTED: Final = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_WORDED: Final = re.compile(r"(?:(\d{1,2})\s+)?([A-Za-z]{3})[a-z]*\.?\s+(\d{4})")
_SPAN: Final = re.compile(r"(\d{4})\s*(?:to|-|–|and)\s*(\d{4})", re.IGNORECASE)
_ABOUT: Final = re.compile(r"^(?:circa|ca\.?|c\.|approximately|about|~)\s*", re.IGNORECASE)
_WIDEST_SPAN: Final = 15


def read_dates(text: str) -> tuple[PartialDate, ...]:
    """The dates that a text gives; a span of years gives each of its years. Empty when it is no date."""
    text = text.strip()
    about = _ABOUT.match(text) is not None
    text = _ABOUT.sub("", text)
    if (span := _SPAN.search(text)) is not None:
        first, last = int(span.group(1)), int(span.group(2))
        if first <= last <= first + _WIDEST_SPAN:
            return tuple(PartialDate(year) for year in range(first, last + 1))
        return ()
    found = _whole(text)
    if found is None:
        return ()
    return (PartialDate(found.year, found.month, found.day, about),)


def _whole(text: str) -> PartialDate | None:
    if (match := _ISO.fullmatch(text)) is not None:
        year, month, day = match.groups()
    elif (match := _DOTTED.fullmatch(text)) is not None:
        day, month, year = match.groups()
    elif (match := _WORDED.fullmatch(text)) is not None and match.group(2).lower() in _MONTHS:
        day, month, year = match.group(1), str(_MONTHS[match.group(2).lower()]), match.group(3)
    else:
        return None
    return _checked(int(year), int(month) if month else None, int(day) if day else None)


def _checked(year: int, month: int | None, day: int | None) -> PartialDate | None:
    if not 1800 <= year <= 2200:
        return None
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return PartialDate(year, month, day)
