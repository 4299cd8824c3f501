"""Money: exact decimals with a currency (T5), official rates, sums per currency.

Nothing here rounds on the way: a threshold is compared with the exact product of sum and rate, and only what is shown
or paid is rounded. Floats are refused at the door.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import ClassVar, Self

from domain.kit.currencies import DECIMALS, TENGE
from domain.kit.refused import Refused

# Sums below 10^15 with rates of a dozen digits: products of two and three stay exact far within 60 digits.
_EXACT = Context(prec=60, rounding=ROUND_HALF_UP, traps=[InvalidOperation, DivisionByZero, Overflow])

LIMIT = Decimal(10) ** 15
"""No sum typed by a person reaches this, in any currency; the columns are numeric(20, 4)."""


class CurrencyMismatchError(TypeError):
    """Sums of two currencies were added or compared: a mistake in the code, never in the input."""


@dataclass(frozen=True)
class Money:
    """An amount in major units of an ISO currency. Raises TypeError for a float, ValueError for NaN, an infinity or an
    unknown currency."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal):
            raise TypeError(f"an amount is a Decimal, not {type(self.amount).__name__}")
        if not self.amount.is_finite():
            raise ValueError(f"not an amount: {self.amount}")
        if self.currency not in DECIMALS:
            raise ValueError(f"not a currency: {self.currency!r}")

    def __add__(self, other: Self) -> "Money":
        return Money(_EXACT.add(self.amount, self._same(other)), self.currency)

    def __sub__(self, other: Self) -> "Money":
        return Money(_EXACT.subtract(self.amount, self._same(other)), self.currency)

    def __mul__(self, factor: Decimal | int) -> "Money":
        if not isinstance(factor, Decimal | int):
            raise TypeError(f"money is multiplied by a Decimal or an int, not {type(factor).__name__}")
        return Money(_EXACT.multiply(self.amount, Decimal(factor)), self.currency)

    def __lt__(self, other: Self) -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: Self) -> bool:
        return self.amount <= self._same(other)

    def __gt__(self, other: Self) -> bool:
        return self.amount > self._same(other)

    def __ge__(self, other: Self) -> bool:
        return self.amount >= self._same(other)

    def rounded(self) -> "Money":
        """To the decimals of the currency, half up: for showing and paying, never before a comparison."""
        quantum = Decimal(1).scaleb(-DECIMALS[self.currency])
        return Money(self.amount.quantize(quantum, context=_EXACT), self.currency)

    def _same(self, other: "Money") -> Decimal:
        if self.currency != other.currency:
            raise CurrencyMismatchError(f"{self.currency} and {other.currency} are not added or compared")
        return other.amount


def tenge(amount: Decimal | int) -> Money:
    if not isinstance(amount, Decimal | int):
        raise TypeError(f"an amount is a Decimal or an int, not {type(amount).__name__}")
    return Money(Decimal(amount), TENGE)


def totals(sums: Iterable[Money]) -> tuple[Money, ...]:
    """One sum per currency, by currency code: money of different currencies is never one figure without a rate."""
    found: dict[str, Money] = {}
    for money in sums:
        found[money.currency] = found[money.currency] + money if money.currency in found else money
    return tuple(found[currency] for currency in sorted(found))


@dataclass(frozen=True)
class Rate:
    """An official rate of the National Bank: `tenge` for `quant` units of `currency` on a day (T5).

    Stored as published, with its source, beside the decision that used it.
    """

    currency: str
    tenge: Decimal
    quant: int
    on: date
    source: str

    def __post_init__(self) -> None:
        if not isinstance(self.tenge, Decimal):
            raise TypeError(f"a rate is a Decimal, not {type(self.tenge).__name__}")
        if not self.tenge.is_finite() or self.tenge <= 0 or self.quant < 1:
            raise ValueError(f"not a rate: {self.tenge} for {self.quant}")
        if self.currency not in DECIMALS or self.currency == TENGE:
            raise ValueError(f"not a foreign currency: {self.currency!r}")


@dataclass(unsafe_hash=True)
class NoRate(Refused):
    """No official rate of the currency on the day or before it: it is asked for, never guessed."""

    currency: str
    on: date
    clause: ClassVar[str] = "T5"


@dataclass(frozen=True)
class Rates:
    """The known rates, from which that of a day is taken."""

    known: tuple[Rate, ...] = ()

    def on(self, currency: str, day: date) -> Rate:
        """The rate of `day`, or the last before it. Raises NoRate."""
        usable = [rate for rate in self.known if rate.currency == currency and rate.on <= day]
        if not usable:
            raise NoRate(currency, day)
        return max(usable, key=lambda rate: rate.on)


@dataclass(frozen=True)
class Conversion:
    """A sum expressed in another currency on a day, with the rates it took (none for the same currency): what a
    decision stores. `result` is exact towards tenge, and has 12 decimals towards another currency."""

    given: Money
    result: Money
    rates: tuple[Rate, ...]


def convert(given: Money, currency: str, day: date, rates: Rates) -> Conversion:
    """`given` in `currency` by the official rates of `day`, through tenge. Raises NoRate."""
    if given.currency == currency:
        return Conversion(given, given, ())
    used = _used(given.currency, currency, day, rates)
    numerator, denominator = _ratio(given.currency, currency, used)
    exact = _EXACT.multiply(given.amount, numerator)
    if denominator == 1:
        return Conversion(given, Money(exact, currency), used)
    result = _EXACT.divide(exact, denominator).quantize(Decimal("1E-12"), context=_EXACT)
    return Conversion(given, Money(result, currency), used)


def reaches(given: Money, threshold: Money, day: date, rates: Rates) -> bool:
    """Whether `given` is at least `threshold` by the official rates of `day`: by products only, so that no division
    decides a boundary. Raises NoRate."""
    if given.currency == threshold.currency:
        return given >= threshold
    used = _used(given.currency, threshold.currency, day, rates)
    numerator, denominator = _ratio(given.currency, threshold.currency, used)
    return _EXACT.multiply(given.amount, numerator) >= _EXACT.multiply(threshold.amount, denominator)


def _used(source: str, target: str, day: date, rates: Rates) -> tuple[Rate, ...]:
    return tuple(rates.on(currency, day) for currency in (source, target) if currency != TENGE)


def _ratio(source: str, target: str, used: tuple[Rate, ...]) -> tuple[Decimal, Decimal]:
    """Source to target as a fraction of exact decimals: (tenge · quant) of one over the other."""
    by_currency = {rate.currency: rate for rate in used}
    numerator = denominator = Decimal(1)
    if source != TENGE:
        rate = by_currency[source]
        numerator, denominator = _EXACT.multiply(numerator, rate.tenge), denominator * rate.quant
    if target != TENGE:
        rate = by_currency[target]
        numerator, denominator = numerator * rate.quant, _EXACT.multiply(denominator, rate.tenge)
    if target == TENGE:  # a quant is a power of ten: dividing by it is exact
        numerator, denominator = _EXACT.divide(numerator, denominator), Decimal(1)
    return numerator, denominator
