"""Dates, sums, periods and clauses as they are written in each language (glossary, "How Tereze speaks")."""

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

from domain.kit.money import Money, Rate
from domain.kit.periods import Period, Unit
from handlers.words.classifiers import currency_sign
from handlers.words.reader import Reader

_NUMERIC = {"ru", "kk"}  # 20.11.2026 (пт); CLDR's Kazakh form with "ж." is not how offices write
_NBSP = "\u00a0"
_SHORT_FROM = Decimal(10) ** 6
_CENT = Decimal("0.01")


def day(r: Reader, value: date) -> str:
    """`20.11.2026 (пт)`, `20.11.2026 (жм)`, `20 Nov 2026 (Fri)`."""
    pattern = "dd.MM.y (EEE)" if r.language in _NUMERIC else "d MMM y (EEE)"
    return format_date(value, pattern, locale=r.language)


def short_day(r: Reader, value: date) -> str:
    """`20.11` or `20 Nov`: for buttons, where the year goes without saying."""
    return format_date(value, "dd.MM" if r.language in _NUMERIC else "d MMM", locale=r.language)


def moment(r: Reader, value: datetime) -> str:
    """Date and time of day in the reader's own zone. Raises ValueError for a naive datetime."""
    if value.utcoffset() is None:
        raise ValueError("an instant needs its offset")
    local = value.astimezone(r.zone)
    return f"{day(r, local.date())}, {local:%H:%M}"


def month(r: Reader, value: date) -> str:
    """`Ноябрь 2026`, `Қараша 2026`, `November 2026`: the heading of a calendar."""
    return format_date(value, "LLLL y", locale=r.language).capitalize()


def weekdays(r: Reader) -> tuple[str, ...]:
    """Seven short names from Monday."""
    monday = date(2026, 11, 16)
    return tuple(format_date(monday.replace(day=16 + n), "EEE", locale=r.language) for n in range(7))


def number(r: Reader, value: Decimal | int) -> str:
    """Grouped by thousands, decimals as they are: `1 234,5`, `1,234.5`."""
    return format_decimal(value, locale=r.language, decimal_quantization=False)


def money(r: Reader, value: Money) -> str:
    """The full sum: `648 750 000 ₸`, with hundredths only if there are any."""
    amount = value.rounded().amount
    if amount == amount.to_integral_value():
        amount = amount.quantize(Decimal(1))
        shown = number(r, amount)
    else:
        shown = format_decimal(
            amount, "#,##0." + "0" * _decimals(amount), locale=r.language, decimal_quantization=False
        )
    return f"{shown}{_NBSP}{currency_sign(value.currency)}"


def short_money(r: Reader, value: Money) -> str:
    """`648,75 млн ₸`: two decimals at most, for lists and buttons; below a million the full sum."""
    size = abs(value.amount)
    if size < _SHORT_FROM:
        return money(r, value)
    for exponent, following in ((6, 9), (9, 12), (12, None)):
        scaled = value.amount.scaleb(-exponent).quantize(_CENT, rounding=ROUND_HALF_UP)
        if following is None or abs(scaled) < 1000:
            break
    amount = number(r, scaled.quantize(Decimal(1)) if scaled == scaled.to_integral_value() else scaled.normalize())
    sign = currency_sign(value.currency)
    match exponent:
        case 6:
            return r.label("money", "{amount} m {sign}", amount=amount, sign=sign)
        case 9:
            return r.label("money", "{amount} bn {sign}", amount=amount, sign=sign)
        case _:
            return r.label("money", "{amount} tn {sign}", amount=amount, sign=sign)


def rate(r: Reader, value: Rate) -> str:
    """`100 KRW = 33,15 ₸ (20.11.2026 (пт))`."""
    return r.label(
        "money",
        "{units} {currency} = {tenge} ₸, {date}",
        units=number(r, value.quant),
        currency=value.currency,
        tenge=number(r, value.tenge),
        date=day(r, value.on),
    )


def period(r: Reader, value: Period) -> str:
    """`5 рабочих дней`, `30 күнтізбелік күн`, `3 years`."""
    match value.unit:
        case Unit.WORKING_DAYS:
            return r.label_count("period", "{n} working day", "{n} working days", value.amount)
        case Unit.CALENDAR_DAYS:
            return r.label_count("period", "{n} calendar day", "{n} calendar days", value.amount)
        case Unit.MONTHS:
            return r.label_count("period", "{n} month", "{n} months", value.amount)
        case Unit.YEARS:
            return r.label_count("period", "{n} year", "{n} years", value.amount)


def due(r: Reader, on: date, today: date) -> str:
    """A due date with the calendar days left or overdue: `20.11.2026 (пт), осталось 3 дня`."""
    left = (on - today).days
    shown = day(r, on)
    if left > 0:
        return r.label_count("due", "{date}, {n} day left", "{date}, {n} days left", left, date=shown)
    if left == 0:
        return r.label("due", "{date}, today is the last day", date=shown)
    return r.label_count("due", "{date}, {n} day overdue", "{date}, {n} days overdue", -left, date=shown)


def days_left(r: Reader, on: date, today: date) -> str:
    """Calendar days alone, for buttons that stand beside a date or need none: `осталось 3 дня`, `просрочено 1 день`."""
    left = (on - today).days
    if left > 0:
        return r.label_count("due", "{n} day left", "{n} days left", left)
    if left == 0:
        return r.label("due", "last day")
    return r.label_count("due", "{n} day overdue", "{n} days overdue", -left)


def working_days_left(r: Reader, left: int) -> str:
    """`осталось 2 рабочих дня`."""
    return r.label_count("due", "{n} working day left", "{n} working days left", left)


def clause(r: Reader, source: str) -> str:
    """A clause for people: "п. 42.2" of the Order, "ст. 49.1" of the Law, "прил. 2, п. 4"; other sources as decided
    by the platform's own rules ("M2.6")."""
    if found := re.fullmatch(r"п\. (\d+)(?:\.(\d+))?", source):
        if found[2]:
            return r.label("clause", "sub-clause {m}) of clause {n} of the Rules", n=found[1], m=found[2])
        return r.label("clause", "clause {n} of the Rules", n=found[1])
    if found := re.fullmatch(r"ст\. ([\d.]+)", source):
        return r.label("clause", "article {n} of the Law", n=found[1])
    if found := re.fullmatch(r"прил\. (\d+)(?:, п\. (\d+))?", source):
        if found[2]:
            return r.label("clause", "clause {m} of annex {n} to the Rules", n=found[1], m=found[2])
        return r.label("clause", "annex {n} to the Rules", n=found[1])
    return r.label("clause", "decision {id} of the platform", id=source)


def _decimals(amount: Decimal) -> int:
    exponent = amount.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def short_months(r: Reader) -> tuple[str, ...]:
    """Twelve short names of months, for the axis of a picture."""
    return tuple(format_date(date(2026, n, 1), "LLL", locale=r.language).rstrip(".") for n in range(1, 13))


def day_of_year(r: Reader, value: date) -> str:
    """`20.11.26` or `20 Nov 26`: where there is no room for the weekday."""
    return format_date(value, "dd.MM.yy" if r.language in _NUMERIC else "d MMM yy", locale=r.language)
