"""Dates, sums, periods and clauses as the glossary writes them, in three languages."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from domain.deadline.calendar import Holiday, WorkingCalendar
from domain.deadline.due import why
from domain.kit.money import Money, Rate, tenge
from domain.kit.periods import Period, calendar_days, months, working_days, years
from handlers.words import formats
from handlers.words.days import holiday_name
from handlers.words.days import why as say_why
from handlers.words.reader import Reader

RU, KK, EN = (Reader(language) for language in ("ru", "kk", "en"))
FRIDAY = date(2026, 11, 20)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def three(function: object, *values: object) -> tuple[str, str, str]:
    assert callable(function)
    ru, kk, en = (plain(str(function(r, *values))) for r in (RU, KK, EN))
    return ru, kk, en


def test_dates() -> None:
    assert three(formats.day, FRIDAY) == ("20.11.2026 (пт)", "20.11.2026 (жм)", "20 Nov 2026 (Fri)")
    assert three(formats.day, date(2026, 9, 6)) == ("06.09.2026 (вс)", "06.09.2026 (жс)", "6 Sep 2026 (Sun)")
    assert three(formats.short_day, FRIDAY) == ("20.11", "20.11", "20 Nov")
    assert three(formats.month, FRIDAY) == ("Ноябрь 2026", "Қараша 2026", "November 2026")
    assert formats.weekdays(KK) == ("дс", "сс", "ср", "бс", "жм", "сб", "жс")
    assert formats.weekdays(EN)[0] == "Mon"


def test_t3_a_moment_is_told_in_the_readers_zone() -> None:
    at = datetime(2026, 11, 20, 19, 30, tzinfo=UTC)
    assert formats.moment(RU, at) == "21.11.2026 (сб), 00:30"
    assert formats.moment(Reader("en", ZoneInfo("Europe/Berlin")), at) == "20 Nov 2026 (Fri), 20:30"
    with pytest.raises(ValueError):
        formats.moment(RU, datetime(2026, 11, 20))


@pytest.mark.parametrize(
    ("money", "short", "full"),
    [
        (tenge(648_750_000), ("648,75 млн ₸", "648.75 m ₸"), ("648 750 000 ₸", "648,750,000 ₸")),
        (tenge(0), ("0 ₸", "0 ₸"), ("0 ₸", "0 ₸")),
        (tenge(999_999), ("999 999 ₸", "999,999 ₸"), ("999 999 ₸", "999,999 ₸")),
        (tenge(1_000_000), ("1 млн ₸", "1 m ₸"), ("1 000 000 ₸", "1,000,000 ₸")),
        (tenge(Decimal("1234.5")), ("1 234,50 ₸", "1,234.50 ₸"), ("1 234,50 ₸", "1,234.50 ₸")),
        (tenge(10_000_000), ("10 млн ₸", "10 m ₸"), ("10 000 000 ₸", "10,000,000 ₸")),
        (tenge(999_999_999), ("1 млрд ₸", "1 bn ₸"), ("999 999 999 ₸", "999,999,999 ₸")),
        (tenge(32_437_500_000), ("32,44 млрд ₸", "32.44 bn ₸"), ("32 437 500 000 ₸", "32,437,500,000 ₸")),
        (tenge(5 * 10**14), ("500 трлн ₸", "500 tn ₸"), ("500 000 000 000 000 ₸", "500,000,000,000,000 ₸")),
        (Money(Decimal("-2500000"), "USD"), ("-2,5 млн $", "-2.5 m $"), ("-2 500 000 $", "-2,500,000 $")),
        (Money(Decimal("1000000"), "JPY"), ("1 млн JPY", "1 m JPY"), ("1 000 000 JPY", "1,000,000 JPY")),
    ],
)
def test_sums_short_and_full(money: Money, short: tuple[str, str], full: tuple[str, str]) -> None:
    assert three(formats.short_money, money) == (short[0], short[0], short[1])
    assert three(formats.money, money) == (full[0], full[0], full[1])


def test_t5_a_rate_with_its_quant_and_day() -> None:
    rate = Rate("KRW", Decimal("33.15"), 100, FRIDAY, "x")
    assert plain(formats.rate(RU, rate)) == "100 KRW = 33,15 ₸, 20.11.2026 (пт)"
    assert plain(formats.rate(EN, rate)) == "100 KRW = 33.15 ₸, 20 Nov 2026 (Fri)"


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (working_days(1), ("1 рабочий день", "1 жұмыс күні", "1 working day")),
        (working_days(3), ("3 рабочих дня", "3 жұмыс күні", "3 working days")),
        (working_days(5), ("5 рабочих дней", "5 жұмыс күні", "5 working days")),
        (calendar_days(21), ("21 календарный день", "21 күнтізбелік күн", "21 calendar days")),
        (calendar_days(30), ("30 календарных дней", "30 күнтізбелік күн", "30 calendar days")),
        (months(12), ("12 месяцев", "12 ай", "12 months")),
        (years(3), ("3 года", "3 жыл", "3 years")),
    ],
)
def test_periods(period: Period, words: tuple[str, str, str]) -> None:
    assert three(formats.period, period) == words


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 11, 19), ("осталось 1 день", "1 күн қалды", "1 day left")),
        (date(2026, 11, 17), ("осталось 3 дня", "3 күн қалды", "3 days left")),
        (date(2026, 11, 9), ("осталось 11 дней", "11 күн қалды", "11 days left")),
        (FRIDAY, ("сегодня последний день", "бүгін соңғы күн", "today is the last day")),
        (date(2026, 11, 21), ("просрочено на 1 день", "мерзімі 1 күн бұрын өтті", "1 day overdue")),
        (date(2026, 11, 25), ("просрочено на 5 дней", "мерзімі 5 күн бұрын өтті", "5 days overdue")),
    ],
)
def test_days_left_always_come_with_the_date(today: date, words: tuple[str, str, str]) -> None:
    ru = words[0].replace("осталось 1 день", "остался 1 день")
    assert three(formats.due, FRIDAY, today) == (
        f"20.11.2026 (пт), {ru}",
        f"20.11.2026 (жм), {words[1]}",
        f"20 Nov 2026 (Fri), {words[2]}",
    )


def test_working_days_left() -> None:
    assert three(formats.working_days_left, 2) == (
        "осталось 2 рабочих дня",
        "2 жұмыс күні қалды",
        "2 working days left",
    )


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("п. 42", ("пункт 42 Правил", "Қағидалардың 42-тармағы", "clause 42 of the Rules")),
        (
            "п. 42.2",
            (
                "подпункт 2) пункта 42 Правил",
                "Қағидалардың 42-тармағының 2) тармақшасы",
                "sub-clause 2) of clause 42 of the Rules",
            ),
        ),
        ("ст. 49.1", ("статья 49.1 Закона", "Заңның 49.1-бабы", "article 49.1 of the Law")),
        ("прил. 1", ("приложение 1 к Правилам", "Қағидаларға 1-қосымша", "annex 1 to the Rules")),
        (
            "прил. 2, п. 4",
            (
                "пункт 4 приложения 2 к Правилам",
                "Қағидаларға 2-қосымшаның 4-тармағы",
                "clause 4 of annex 2 to the Rules",
            ),
        ),
        ("M2.6", ("решение платформы M2.6", "платформаның M2.6 шешімі", "decision M2.6 of the platform")),
    ],
)
def test_clauses(source: str, words: tuple[str, str, str]) -> None:
    assert three(formats.clause, source) == words


def test_why_this_date_in_words() -> None:
    answer = why(date(2026, 12, 14), working_days(3), WorkingCalendar())
    assert plain(say_why(RU, answer)).split("\n") == [
        "Отсчёт со дня, следующего за 14.12.2026 (пн): 3 рабочих дня.",
        "Нерабочие дни не считаются:",
        "16.12.2026 (ср): День Независимости",
        "Последний день: <b>18.12.2026 (пт)</b>, до конца суток по времени Астаны.",
    ]
    rolled = plain(say_why(KK, why(date(2026, 11, 5), calendar_days(30), WorkingCalendar())))
    assert "05.12.2026 (сб): демалыс күні" in rolled and "<b>07.12.2026 (дс)</b>" in rolled
    long = plain(say_why(EN, why(FRIDAY, working_days(30), WorkingCalendar())))
    assert "more days off" in long and len(long.split("\n")) == 16
    moved = plain(say_why(EN, why(date(2024, 5, 3), working_days(3), WorkingCalendar())))
    assert "4 May 2024 (Sat): a working day" in moved


def test_every_holiday_has_a_name_in_every_language() -> None:
    for holiday in Holiday:
        assert len(set(three(holiday_name, holiday))) >= 2 or holiday is Holiday.NAURYZ
