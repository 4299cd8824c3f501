"""What a typed text is as an answer to a question of each kind: a value, a search, half an answer, or what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import phonenumbers

from domain.deadline.calendar import FIRST_YEAR, LAST_YEAR
from domain.kit.amounts import AmountFault, UnreadableAmount, parse_money, parse_number
from domain.kit.currencies import DECIMALS
from domain.kit.money import Money
from domain.names.fold import search_key
from handlers.forms.clean import many_lines, one_line, shortened
from handlers.forms.dates import DateFault, UnreadableDateError, read_date
from handlers.forms.declare import (
    Answers,
    Choice,
    Choices,
    Day,
    Field,
    Line,
    LongText,
    Lookup,
    Number,
    Phone,
    Sum,
    YesNo,
)
from handlers.words.catalog import Text

QUOTED = 60
"""Characters of the input that an error quotes."""

LONGEST_PHONE = 60
"""Characters of a phone with all its spaces and brackets."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What was wrong with this input and what would be right; values are escaped when said.

    `offer`: a text near the input that would do, offered in one tap.
    """

    text: Text
    values: Mapping[str, Any] = field(default_factory=dict)
    offer: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """A whole typed answer."""

    value: Any


@dataclass(frozen=True, slots=True)
class Find:
    """A text to look for among options or things."""

    text: str


@dataclass(frozen=True, slots=True)
class Half:
    """An amount whose currency is still to be said, or its possible readings."""

    amounts: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a long text."""

    text: str


Parsed = Value | Find | Half | Part | Fault


@dataclass(frozen=True, slots=True)
class Offered:
    """An option in the reader's words; `also`: other names it is found by."""

    value: str
    label: str
    also: tuple[str, ...] = ()


def fault(message: Text, **values: Any) -> Fault:
    return Fault(message, values)


def parse(
    asked: Field, text: str, answers: Answers, options: Sequence[Offered], today: date, half: Decimal | None = None
) -> Parsed:
    """Judge a text typed at a question. `options`: those of a choice; `half`: the amount that waits for a currency."""
    line = one_line(text)
    if not line:
        return fault(Text("forms.error", "The message holds only spaces. Type the answer in letters or figures."))
    match asked:
        case Line():
            return _line(asked, line, answers)
        case LongText():
            return Part(many_lines(text))
        case Choice() | Choices():
            return _choice(line, options)
        case Lookup():
            return Find(line[:100])
        case YesNo():
            return _yes_no(line)
        case Day():
            return _day(asked, line, answers, today)
        case Sum():
            return _sum(asked, line, half)
        case Number():
            return _number(asked, line)
        case Phone():
            return phone(line)
        case _:
            return fault(Text("forms.error", "Here a photo or a document is expected, not a text."))


def _line(asked: Line, line: str, answers: Answers) -> Parsed:
    value = asked.clean(line) if asked.clean is not None else line
    if len(value) > asked.limit:
        return Fault(
            Text("forms.error", "This is {length} characters long; at most {limit} fit here. Send a shorter text."),
            {"length": len(value), "limit": asked.limit},
            offer=value[: asked.limit].rstrip(),
        )
    if asked.check is not None and (wrong := asked.check(value, answers)) is not None:
        return Fault(wrong, {"typed": shortened(value, QUOTED)})
    return Value(value)


def matching(typed: str, options: Sequence[Offered]) -> list[Offered]:
    """The options a typed text may mean, those that begin with it first; across alphabets."""
    ranked = [(rank, place, one) for place, one in enumerate(options) if (rank := _rank(typed, one)) is not None]
    return [one for _, _, one in sorted(ranked, key=lambda row: row[:2])]


def _rank(typed: str, one: Offered) -> int | None:
    """How near an option is to what was typed: 0 it is meant, 1 begins so, 2 holds it; None if it is another."""
    key = search_key(typed)
    names = (one.label, *one.also)
    if typed.casefold() in {one.value.casefold(), *(name.casefold() for name in names)}:
        return 0
    keys = [search_key(name) for name in names]
    if not key:
        return None
    if key in keys:
        return 0
    if any(name.startswith(key) or f" {key}" in name for name in keys):
        return 1
    return 2 if any(key in name for name in keys) else None


def _choice(line: str, options: Sequence[Offered]) -> Parsed:
    found = matching(line, options)
    exact = [one for one in found if _rank(line, one) == 0]
    if len(exact) == 1 or len(found) == 1:
        return Value((exact or found)[0].value)
    if not found:
        return fault(
            Text(
                "forms.error", "“{typed}” is not in the list. Type the beginning of a name, or choose from the buttons."
            ),
            typed=shortened(line, QUOTED),
        )
    return Find(line[:100])


_YES = frozenset(["да", "иә", "ия", "иа", "yes", "y", "д"])
_NO = frozenset(["нет", "жоқ", "жок", "no", "n", "н"])


def _yes_no(line: str) -> Parsed:
    word = line.casefold().rstrip(".!")
    if word in _YES:
        return Value(True)
    if word in _NO:
        return Value(False)
    return fault(
        Text("forms.error", "“{typed}” is neither yes nor no. Press one of the two buttons."),
        typed=shortened(line, QUOTED),
    )


def bounds(asked: Day, answers: Answers, today: date) -> tuple[date, date]:
    """The first and the last date allowed."""
    low = date(FIRST_YEAR, 1, 1) if asked.past else today
    high = date(LAST_YEAR, 12, 31) if asked.future else today
    if asked.low is not None and (bound := asked.low(answers, today)) is not None:
        low = max(low, bound)
    if asked.high is not None and (bound := asked.high(answers, today)) is not None:
        high = min(high, bound)
    return low, high


def _day(asked: Day, line: str, answers: Answers, today: date) -> Parsed:
    low, high = bounds(asked, answers, today)
    try:
        return Value(read_date(line, today, low, high))
    except UnreadableDateError as error:
        return date_fault(error.fault, line, low, high)


def date_fault(what: DateFault, typed: str, low: date, high: date) -> Fault:
    """The sentence for a date that does not fit."""
    quoted = shortened(typed, QUOTED)
    match what:
        case DateFault.NO_SUCH_DAY:
            return fault(
                Text("forms.error", "There is no such day as “{typed}”. Check the day, the month and the year."),
                typed=quoted,
            )
        case DateFault.FAR_YEAR:
            return fault(
                Text("forms.error", "The year in “{typed}” does not fit: it must lie between {first} and {last}."),
                typed=quoted,
                first=FIRST_YEAR,
                last=LAST_YEAR,
            )
        case DateFault.TOO_EARLY:
            return fault(
                Text("forms.error", "“{typed}” is too early: the first possible date is {date}."),
                typed=quoted,
                date=low,
            )
        case DateFault.TOO_LATE:
            return fault(
                Text("forms.error", "“{typed}” is too late: the last possible date is {date}."), typed=quoted, date=high
            )
        case DateFault.UNREADABLE:
            return fault(
                Text("forms.error", "“{typed}” is not a date. Type day and month, for example 21.11 or 21.11.2026."),
                typed=quoted,
            )


def _sum(asked: Sum, line: str, half: Decimal | None) -> Parsed:
    if half is not None and (currency := _currency(line)) is not None:
        return money(half, currency)
    try:
        return Value(parse_money(line))
    except UnreadableAmount as error:
        if error.fault is AmountFault.NO_CURRENCY:
            return Half((parse_number(line),))
        if error.fault is AmountFault.AMBIGUOUS:
            return Half(error.readings)
        return amount_fault(error, line)


def _currency(line: str) -> str | None:
    """A currency named alone: «USD», «тенге»."""
    try:
        return parse_money(f"1 {line}").currency
    except UnreadableAmount:
        return None


def money(amount: Decimal, currency: str) -> Parsed:
    """The sum, if the currency has that many decimals."""
    if currency not in DECIMALS:
        return fault(
            Text("forms.error", "“{typed}” is no currency known here. Type its code, for example USD."),
            typed=shortened(currency, QUOTED),
        )
    exponent = amount.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > DECIMALS[currency]:
        return amount_fault(UnreadableAmount(AmountFault.TOO_PRECISE), f"{amount} {currency}")
    return Value(Money(amount, currency))


def amount_fault(error: UnreadableAmount, typed: str) -> Fault:
    """The sentence for an amount or number that cannot be read."""
    quoted = shortened(typed, QUOTED)
    match error.fault:
        case AmountFault.NEGATIVE:
            return fault(Text("forms.error", "“{typed}” is below zero. Type it without the minus sign."), typed=quoted)
        case AmountFault.TOO_LARGE:
            return fault(Text("forms.error", "“{typed}” is too large to be true. Check the zeros."), typed=quoted)
        case AmountFault.TOO_PRECISE:
            return fault(Text("forms.error", "“{typed}” has too many figures after the point. Round it."), typed=quoted)
        case AmountFault.FRACTION:
            return fault(
                Text("forms.error", "“{typed}” is not a whole number. Type it without a fraction."), typed=quoted
            )
        case _:
            return fault(
                Text("forms.error", "“{typed}” is not a number. Type figures, for example 12 500 or 1,5 mln."),
                typed=quoted,
            )


def _number(asked: Number, line: str) -> Parsed:
    try:
        value = parse_number(line)
    except UnreadableAmount as error:
        if error.fault is AmountFault.AMBIGUOUS and asked.places == 0:
            return _bounded(asked, error.readings[-1], line)  # a whole number has no point: the mark parts thousands
        if error.fault is AmountFault.AMBIGUOUS:
            return Half(error.readings)
        return amount_fault(error, line)
    return _bounded(asked, value, line)


def number(asked: Number, amount: Decimal) -> Parsed:
    """A number chosen by a button."""
    return _bounded(asked, amount, str(amount))


def _bounded(asked: Number, value: Decimal, line: str) -> Parsed:
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > asked.places:
        return amount_fault(
            UnreadableAmount(AmountFault.FRACTION if asked.places == 0 else AmountFault.TOO_PRECISE), line
        )
    if not asked.low <= value <= asked.high:
        return fault(
            Text("forms.error", "“{typed}” does not fit: it must lie between {low} and {high}."),
            typed=shortened(line, QUOTED),
            low=asked.low,
            high=asked.high,
        )
    return Value(value)


def phone(line: str) -> Parsed:
    """A phone in any usual writing; without a country code it is Kazakhstan's. Value in E.164."""
    wrong = fault(
        Text(
            "forms.error", "“{typed}” is not a phone number. Type it with the country code, for example +49 30 1234567."
        ),
        typed=shortened(line, QUOTED),
    )
    text = line.removeprefix("00") if line.startswith("00") else line
    if text != line:
        text = "+" + text
    try:
        found = phonenumbers.parse(text[:LONGEST_PHONE], "KZ")
    except phonenumbers.NumberParseException:
        return wrong
    # Possible, not «valid»: the library lags behind numbering plans, and a real number must never be refused.
    possible = phonenumbers.is_possible_number_with_reason(found) == phonenumbers.ValidationResult.IS_POSSIBLE
    if len(text) > LONGEST_PHONE or found.extension or not possible:
        return wrong
    return Value(phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164))
