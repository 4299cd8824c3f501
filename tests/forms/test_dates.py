"""Dates as typed (attack 66)."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.forms.dates import DateFault, UnreadableDateError, read_date

TODAY = date(2026, 11, 21)
LOW, HIGH = date(2000, 1, 1), date(2100, 12, 31)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("21.11", date(2026, 11, 21)), ("21.11.2026", date(2026, 11, 21)), ("21.11.26", date(2026, 11, 21)),
        ("21/11/2026", date(2026, 11, 21)), ("21-11-2026", date(2026, 11, 21)), ("2026-11-21", date(2026, 11, 21)),
        ("21 11 2026", date(2026, 11, 21)), ("21.11.2026 г.", date(2026, 11, 21)), ("21. 11. 2026", date(2026, 11, 21)),
        ("1 декабря", date(2026, 12, 1)), ("1 декабря 2027 года", date(2027, 12, 1)), ("3 мая", date(2027, 5, 3)),
        ("21 қараша", date(2026, 11, 21)), ("2026 ж. 21 қараша", date(2026, 11, 21)),
        ("2027 жылғы 5 маусым", date(2027, 6, 5)), ("7 мамыр 2027", date(2027, 5, 7)),
        ("21 Nov 2026", date(2026, 11, 21)), ("Nov 21, 2026", date(2026, 11, 21)), ("5 sept", date(2026, 9, 5)),
        ("сегодня", TODAY), ("Завтра", date(2026, 11, 22)), ("вчера", date(2026, 11, 20)),
        ("послезавтра", date(2026, 11, 23)), ("бүгін", TODAY),
        ("ертең", date(2026, 11, 22)), ("кеше", date(2026, 11, 20)),
        ("tomorrow", date(2026, 11, 22)), ("+30", date(2026, 12, 21)), ("١٢.١٢.٢٠٢٦", date(2026, 12, 12)),
        ("29.02.2028", date(2028, 2, 29)), ("01.01", date(2027, 1, 1)),
    ],
)  # fmt: skip
def test_66_what_people_type(typed: str, meant: date) -> None:
    assert read_date(typed, TODAY, LOW, HIGH) == meant


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("31.02", DateFault.NO_SUCH_DAY), ("31.02.2027", DateFault.NO_SUCH_DAY), ("29.02.2027", DateFault.NO_SUCH_DAY),
        ("29.02", DateFault.NO_SUCH_DAY), ("00.11.2026", DateFault.NO_SUCH_DAY), ("21.13", DateFault.NO_SUCH_DAY),
        ("01.01.0000", DateFault.FAR_YEAR), ("01.01.0", DateFault.FAR_YEAR), ("01.01.10000", DateFault.FAR_YEAR),
        ("01.01.1999", DateFault.FAR_YEAR), ("01.01.2101", DateFault.FAR_YEAR), ("1.1.20266", DateFault.FAR_YEAR),
        ("скоро", DateFault.UNREADABLE), ("21", DateFault.UNREADABLE), ("12.12.202", DateFault.UNREADABLE),
        ("5 foo", DateFault.UNREADABLE), ("", DateFault.UNREADABLE), ("1e309", DateFault.UNREADABLE),
        ("-1.-1", DateFault.UNREADABLE), ("²¹.11", DateFault.UNREADABLE),
    ],
)  # fmt: skip
def test_66_what_is_no_date(typed: str, fault: DateFault) -> None:
    with pytest.raises(UnreadableDateError) as caught:
        read_date(typed, TODAY, LOW, HIGH)
    assert caught.value.fault is fault


def test_without_a_year_the_nearest_allowed_one_is_meant() -> None:
    assert read_date("20.12", TODAY, LOW, TODAY) == date(2025, 12, 20)  # the meeting was
    assert read_date("20.01", TODAY, TODAY, HIGH) == date(2027, 1, 20)  # the visit will be
    assert read_date("21.11", TODAY, TODAY, HIGH) == TODAY


def test_bounds() -> None:
    with pytest.raises(UnreadableDateError) as caught:
        read_date("22.11.2026", TODAY, LOW, TODAY)
    assert caught.value.fault is DateFault.TOO_LATE
    with pytest.raises(UnreadableDateError) as caught:
        read_date("вчера", TODAY, TODAY, HIGH)
    assert caught.value.fault is DateFault.TOO_EARLY


@given(st.dates(LOW, HIGH))
def test_every_date_written_in_full_is_read_back(day: date) -> None:
    for pattern in ("%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y"):
        assert read_date(day.strftime(pattern), TODAY, LOW, HIGH) == day


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_a_reason(text: str) -> None:
    with contextlib.suppress(UnreadableDateError):
        assert LOW <= read_date(text, TODAY, LOW, HIGH) <= HIGH
