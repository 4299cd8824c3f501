"""Reading sums and numbers as people type them (attack 65): `1 000,50`, `1,5 млн $`, `2 mln`, `1 500 000 теңге`.

What can be read in one way only is read; what can be read in two ways or none is refused with the reason, so that the
form can say what was wrong with this very input.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from domain.kit.currencies import DECIMALS, DOLLAR, TENGE
from domain.kit.money import LIMIT, Money
from domain.kit.refused import Refused

_MOST_DECIMALS = 12  # with 15 digits before the point the default context of decimal, 28 digits, stays exact
_LONGEST = 60  # characters: room for 15 digits, spaces and words, not for a novel


class AmountFault(StrEnum):
    """What was wrong with the input."""

    NOT_A_NUMBER = "not_a_number"
    AMBIGUOUS = "ambiguous"  # "1,500" is one and a half or one thousand five hundred
    NEGATIVE = "negative"
    TOO_LARGE = "too_large"
    TOO_PRECISE = "too_precise"  # more decimals than the currency has
    NO_CURRENCY = "no_currency"
    FRACTION = "fraction"  # a count of people or jobs is whole


@dataclass(unsafe_hash=True)
class UnreadableAmount(Refused):
    """The text is no amount. `readings` are the two possible ones when it is ambiguous, the smaller first."""

    fault: AmountFault
    readings: tuple[Decimal, ...] = ()
    clause: ClassVar[str] = "T5"


_THOUSAND = "тыс тысяча тысячи тысяч мың k к thousand ths"
_MILLION = "млн миллион миллиона миллионов mln mio mn m м million millions"
_MILLIARD = "млрд миллиард миллиарда миллиардов mlrd mrd bn b billion billions"
_TRILLION = "трлн триллион триллиона триллионов trln tn trillion trillions"
_SCALE: dict[str, int] = {
    **dict.fromkeys(_THOUSAND.split(), 3),
    **dict.fromkeys(_MILLION.split(), 6),
    **dict.fromkeys(_MILLIARD.split(), 9),
    **dict.fromkeys(_TRILLION.split(), 12),
}

_CURRENCY: dict[str, str] = {
    **{code.lower(): code for code in DECIMALS},
    **dict.fromkeys(["₸", "тг", "тенге", "теңге", "tenge", "tg"], TENGE),
    **dict.fromkeys(["$", "us$", "долл", "доллар", "доллара", "доллары", "долларов", "dollar", "dollars"], DOLLAR),
    **dict.fromkeys(["€", "евро", "еуро", "euro", "euros"], "EUR"),
    **dict.fromkeys(["₽", "руб", "рубль", "рубля", "рубли", "рублей", "рубл", "rub", "rubles", "roubles"], "RUB"),
    **dict.fromkeys(["юань", "юаня", "юани", "юаней", "yuan", "cny", "rmb"], "CNY"),
    **dict.fromkeys(["£", "фунт", "фунта", "фунтов", "pound", "pounds"], "GBP"),
}
_COUNTRY_WORDS = frozenset(["сша", "ақш", "us", "usa"])  # "долларов США", "АҚШ доллары"

# A number, with what stands before and after it; separators are judged afterwards.
_SHAPE = re.compile(r"(?P<before>[^\d.,]*)(?P<number>\d(?:[\d.,' ]*\d)?)(?P<after>[^\d]*)")
_GROUPED = re.compile(r"\d{1,3}(?P<sep>[ ',.])\d{3}(?:(?P=sep)\d{3})*")
_PLAIN = re.compile(r"\d+")
_SPACES = "\u00a0\u2007\u2009\u202f\t"  # the spaces that spreadsheets and web pages put between thousands


def parse_number(text: str) -> Decimal:
    """A number with no currency: `12 500`, `1,5 млн`. Raises UnreadableAmount."""
    amount, currency = _read(text)
    if currency is not None:
        raise UnreadableAmount(AmountFault.NOT_A_NUMBER)
    return amount


def parse_count(text: str) -> int:
    """A whole number of people, jobs or things. Raises UnreadableAmount, also for a fraction."""
    number = parse_number(text)
    if number != number.to_integral_value():
        raise UnreadableAmount(AmountFault.FRACTION)
    return int(number)


def parse_money(text: str, currency: str | None = None) -> Money:
    """A sum; the currency typed with it wins over the `currency` offered. Raises UnreadableAmount."""
    amount, typed = _read(text)
    known = typed or currency
    if known is None:
        raise UnreadableAmount(AmountFault.NO_CURRENCY)
    if -_exponent(amount) > DECIMALS[known]:
        raise UnreadableAmount(AmountFault.TOO_PRECISE)
    return Money(amount, known)


def _read(text: str) -> tuple[Decimal, str | None]:
    if len(text) > _LONGEST:
        raise UnreadableAmount(AmountFault.NOT_A_NUMBER)
    line = _tidy(text)
    if line.startswith(("-", "\u2212", "\u2013")) and any(c.isdecimal() for c in line):
        raise UnreadableAmount(AmountFault.NEGATIVE)
    found = _SHAPE.fullmatch(line)
    if found is None:
        raise UnreadableAmount(AmountFault.NOT_A_NUMBER)
    scale, currency = _words(found["before"], found["after"])
    written = _readings(found["number"])
    if not written:
        raise UnreadableAmount(AmountFault.NOT_A_NUMBER)
    if written[0] >= LIMIT:
        raise UnreadableAmount(AmountFault.TOO_LARGE)
    if -_exponent(written[0]) > _MOST_DECIMALS:
        raise UnreadableAmount(AmountFault.TOO_PRECISE)
    readings = tuple(_plain(reading.scaleb(scale)) for reading in written)
    if len(readings) > 1:
        raise UnreadableAmount(AmountFault.AMBIGUOUS, readings)
    if readings[0] >= LIMIT:
        raise UnreadableAmount(AmountFault.TOO_LARGE)
    return readings[0], currency


def _tidy(text: str) -> str:
    """One line with plain digits and spaces. Digits of other scripts are read as what they are, if all are of one
    script; invisible marks that come with copied text are dropped."""
    out: list[str] = []
    zeros: set[int] = set()
    for char in text.strip():
        if unicodedata.category(char) == "Cf":
            continue
        if char.isdecimal():
            value = unicodedata.decimal(char)
            zeros.add(ord(char) - value)
            out.append(str(value))
        elif char in _SPACES or char == "\u066c":  # the Arabic thousands mark
            out.append(" ")
        else:
            out.append({"\u066b": ".", "\u2019": "'"}.get(char, char))
    if len(zeros) > 1:
        raise UnreadableAmount(AmountFault.NOT_A_NUMBER)
    return "".join(out).strip().lower()


def _words(before: str, after: str) -> tuple[int, str | None]:
    """The scale and currency that the words around the number name, each at most once. Raises UnreadableAmount."""
    scale: int | None = None
    currency: str | None = None
    for place, part in (("before", before), ("after", after)):
        # "млн." and "$1": a word ends at a space, a full stop or where a sign begins
        for word in re.findall(r"us\$|[^\W\d_]+|[^\w\s.]", part):
            if word in _SCALE and scale is None and place == "after":
                scale = _SCALE[word]
            elif word in _CURRENCY and currency is None:
                currency = _CURRENCY[word]
            elif not (word in _COUNTRY_WORDS and place == "after"):
                raise UnreadableAmount(AmountFault.NOT_A_NUMBER)
    return scale or 0, currency


def _readings(number: str) -> list[Decimal]:
    """Every way to read digits with separators; empty if there is none."""
    commas, dots = number.count(","), number.count(".")
    spaced = " " in number or "'" in number
    if commas and dots:  # the last one separates the decimals
        point = max(number.rfind(","), number.rfind("."))
        return _split(number, point)
    if commas + dots == 1:
        point = number.find(",") if commas else number.find(".")
        whole, decimals = number[:point], number[point + 1 :]
        grouped = len(decimals) == 3 and not spaced and _PLAIN.fullmatch(whole) and len(whole) <= 3
        if grouped and not whole.startswith("0"):
            return [Decimal(f"{whole}.{decimals}"), Decimal(whole + decimals)]
        return _split(number, point)
    digits = _whole(number)
    return [] if digits is None else [Decimal(digits)]


def _split(number: str, point: int) -> list[Decimal]:
    whole, decimals = _whole(number[:point]), number[point + 1 :]
    if whole is None or not _PLAIN.fullmatch(decimals):
        return []
    return [Decimal(f"{whole}.{decimals}")]


def _whole(text: str) -> str | None:
    """The digits of a whole number, plain or in proper groups of three with one kind of separator."""
    if _PLAIN.fullmatch(text) or _GROUPED.fullmatch(text):
        return re.sub(r"\D", "", text)
    return None


def _plain(number: Decimal) -> Decimal:
    """Without an exponent and without zeros after the point: 1.50 million is 1500000."""
    normal = number.normalize()
    return normal.quantize(Decimal(1)) if _exponent(normal) > 0 else normal


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int):  # NaN and infinities never come out of digits
        raise UnreadableAmount(AmountFault.NOT_A_NUMBER)
    return exponent
