"""The National Bank's file of official rates (T5): read whole or not at all.

The format of ``get_rates.cfm?fdate=21.11.2026``::

    <rates><date>21.11.2026</date>
        <item><title>USD</title><description>474.2</description><quant>1</quant> …</item> …
    </rates>

Nothing in it is believed: no declarations, no depth, no size; a currency, a rate and a quant that are what they claim.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from io import BytesIO
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from domain.kit.currencies import DECIMALS, TENGE
from domain.kit.money import Rate
from domain.reference.model import RateSource

LARGEST: Final = 512 * 1024
"""Bytes. A real file has about ten thousand."""

AHEAD: Final = timedelta(days=7)
"""The rates of the coming days off are set on the last working day before them, not a month ahead."""

TENGE_SINCE: Final = date(1993, 11, 15)

NOT_MONEY: Final = frozenset({"XDR"})
"""In the Bank's list, but no currency: the special drawing rights of the Monetary Fund. No sum here is in them."""

_QUANTS: Final = frozenset({1, 10, 100, 1_000, 10_000})
_DEPTH: Final = 8
_MOST_ITEMS: Final = 300
_DAY: Final = re.compile(r"([0-9]{2})\.([0-9]{2})\.([0-9]{4})")
_RATE: Final = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,6})?")
_QUANT: Final = re.compile(r"[0-9]{1,5}")


class FileTrouble(StrEnum):
    """Why a file is not taken."""

    TOO_LARGE = "too_large"
    BROKEN = "broken"  # no XML, or cut off
    HOSTILE = "hostile"  # declares entities or a document type, or is absurdly deep
    UNKNOWN = "unknown"  # another kind of XML
    EMPTY = "empty"
    DATE = "date"  # none, or not one of a day for which rates can be known
    ROWS = "rows"
    GONE = "gone"  # Telegram no longer gives the file


class RowTrouble(StrEnum):
    """What is wrong with a line of the file."""

    CURRENCY = "currency"
    RATE = "rate"
    QUANT = "quant"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class WrongRow:
    """`number` counts the file's items from 1; `value` is what stands there, shortened."""

    number: int
    trouble: RowTrouble
    value: str


@dataclass(frozen=True, slots=True)
class Published:
    """A file that was read. `left_out`: what is no currency."""

    on: date
    rates: tuple[Rate, ...]
    left_out: tuple[str, ...] = ()


class NotPublished(Exception):
    """The file is not taken."""

    def __init__(self, trouble: FileTrouble, rows: Iterable[WrongRow] = ()) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
        self.rows = tuple(rows)


def read_published(content: bytes, today: date) -> Published:
    """The rates of a file. Raises NotPublished."""
    if len(content) > LARGEST:
        raise NotPublished(FileTrouble.TOO_LARGE)
    root = _root(content)
    if root.tag != "rates":
        raise NotPublished(FileTrouble.UNKNOWN)
    on = _date(_text(root, "date"), today)
    items = root.findall("item")
    if not items:
        raise NotPublished(FileTrouble.EMPTY)
    if len(items) > _MOST_ITEMS:
        raise NotPublished(FileTrouble.UNKNOWN)
    return _rates(items, on)


def _root(content: bytes) -> Element:
    """The tree, if it is a plain one."""
    depth = 0
    root: Element | None = None
    try:
        for event, element in iterparse(BytesIO(content), ("start", "end"), forbid_dtd=True):
            if root is None:
                root = element
            depth += 1 if event == "start" else -1
            if depth > _DEPTH:
                raise NotPublished(FileTrouble.HOSTILE)
    except DefusedXmlException:
        raise NotPublished(FileTrouble.HOSTILE) from None
    except (ParseError, ValueError, LookupError):  # the last two: an encoding nobody knows
        raise NotPublished(FileTrouble.BROKEN) from None
    if root is None:
        raise NotPublished(FileTrouble.BROKEN)
    return root


def _date(text: str, today: date) -> date:
    found = _DAY.fullmatch(text)
    try:
        on = date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        on = None
    if on is None or not TENGE_SINCE <= on <= today + AHEAD:
        raise NotPublished(FileTrouble.DATE)
    return on


def _rates(items: Iterable[Element], on: date) -> Published:
    rates: dict[str, Rate] = {}
    left_out: list[str] = []
    wrong: list[WrongRow] = []
    for number, item in enumerate(items, 1):
        code, value, quant = (_text(item, name) for name in ("title", "description", "quant"))
        if code in NOT_MONEY:
            left_out.append(code)
        elif code not in DECIMALS or code == TENGE:
            wrong.append(WrongRow(number, RowTrouble.CURRENCY, code[:20]))
        elif code in rates:
            wrong.append(WrongRow(number, RowTrouble.TWICE, code))
        elif not _RATE.fullmatch(value) or not Decimal(value.replace(",", ".")):
            wrong.append(WrongRow(number, RowTrouble.RATE, f"{code} {value}"[:30]))
        elif not _QUANT.fullmatch(quant) or int(quant) not in _QUANTS:
            wrong.append(WrongRow(number, RowTrouble.QUANT, f"{code} {quant}"[:30]))
        else:
            tenge = Decimal(value.replace(",", "."))
            rates[code] = Rate(code, tenge, int(quant), on, RateSource.NATIONAL_BANK.value)
    if wrong:
        raise NotPublished(FileTrouble.ROWS, wrong)
    return Published(on, tuple(rates.values()), tuple(left_out))


def _text(element: Element, name: str) -> str:
    return (element.findtext(name) or "").strip()
