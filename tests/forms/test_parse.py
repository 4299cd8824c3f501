"""What a typed text is to each kind of question (attacks 57, 63, 65, 66)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kit.money import Money
from handlers.forms.answers import dump, load
from handlers.forms.declare import Choice, Day, Field, Files, Line, LongText, Lookup, Number, Phone, Sum, YesNo
from handlers.forms.parse import Fault, Find, Half, Offered, Part, Value, matching, parse
from handlers.words.catalog import Text

TODAY = date(2026, 11, 21)
T = Text("sample", "x")
COUNTRIES = (
    Offered("DE", "Германия", ("Germany", "Германия")),
    Offered("KG", "Кыргызстан", ("Kyrgyzstan",)),
    Offered("KR", "Республика Корея", ("South Korea",)),
    Offered("KP", "КНДР", ("North Korea",)),
    Offered("KZ", "Казахстан", ("Kazakhstan", "Қазақстан")),
)


def judged(
    kind: type[Field], text: str, known: tuple[Offered, ...] = (), half: Decimal | None = None, **more: Any
) -> Any:
    field = kind(name="f", label=T, ask=T, **more)
    return parse(field, text, {}, known, TODAY, half)


LINE: dict[type[Field], dict[str, Any]] = {
    Line: {}, LongText: {}, Choice: {"options": ()}, YesNo: {}, Day: {}, Sum: {}, Number: {}, Phone: {}, Files: {},
    Lookup: {"search": None, "name_of": None},
}  # fmt: skip


@pytest.mark.parametrize("kind", list(LINE))
def test_64_only_spaces_is_refused_everywhere(kind: type[Field]) -> None:
    assert isinstance(judged(kind, " \u00a0\u200b\n ", **LINE[kind]), Fault)


def test_57_a_text_too_long_says_how_long_and_offers_what_fits() -> None:
    found = judged(Line, "я" * 201)
    assert isinstance(found, Fault)
    assert found.values == {"length": 201, "limit": 200}
    assert found.offer == "я" * 200
    assert judged(Line, "😀" * 200) == Value("😀" * 200)
    assert isinstance(judged(Line, "😀" * 4096), Fault)


@pytest.mark.parametrize("typed", ["%' OR 1=1 --", "a_b%c", "'; DROP TABLE draft;--"])
def test_63_wildcards_are_data_and_find_nothing(typed: str) -> None:
    assert judged(Line, typed) == Value(typed)
    assert judged(Lookup, typed, **LINE[Lookup]) == Find(typed)
    assert isinstance(judged(Choice, typed, COUNTRIES, options=()), Fault)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1 000,50 usd", Money(Decimal("1000.50"), "USD")), ("1,5 млн $", Money(Decimal(1_500_000), "USD")),
        ("2 m usd", Money(Decimal(2_000_000), "USD")), ("500 млн тг", Money(Decimal(500_000_000), "KZT")),
        ("٥٠٠ eur", Money(Decimal(500), "EUR")),
    ],
)  # fmt: skip
def test_65_sums(typed: str, meant: Money) -> None:
    assert judged(Sum, typed) == Value(meant)


@pytest.mark.parametrize("typed", ["1e309", "NaN", "inf", "-5", "0x10", "много", "9" * 16, "1" * 500, "1_000"])
def test_65_what_is_no_number(typed: str) -> None:
    assert isinstance(judged(Sum, typed), Fault)
    assert isinstance(judged(Number, typed), Fault)


def test_65_half_a_sum_waits_for_its_currency_and_two_readings_for_a_choice() -> None:
    assert judged(Sum, "1,5 млн") == Half((Decimal(1_500_000),))
    assert judged(Sum, "1,500") == Half((Decimal("1.500"), Decimal(1500)))
    assert judged(Sum, "тенге", half=Decimal(5)) == Value(Money(Decimal(5), "KZT"))
    assert judged(Sum, "7", half=Decimal(5)) == Half((Decimal(7),))  # another amount, not a currency


def test_65_whole_numbers_and_bounds() -> None:
    assert judged(Number, "1 500") == Value(Decimal(1500))
    assert judged(Number, "1,500") == Value(Decimal(1500))  # a whole number has no decimal mark
    assert isinstance(judged(Number, "1,5"), Fault)
    assert judged(Number, "1,5", places=1) == Value(Decimal("1.5"))
    assert isinstance(judged(Number, "101", high=Decimal(100)), Fault)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("+7 701 000 00 01", "+77010000001"), ("8 (701) 000-00-01", "+77010000001"), ("77010000001", "+77010000001"),
        ("+49 30 1234567", "+49301234567"), ("0049 30 1234567", "+49301234567"), ("+82-2-312-3456", "+8223123456"),
    ],
)  # fmt: skip
def test_phones(typed: str, meant: str) -> None:
    assert judged(Phone, typed) == Value(meant)


@pytest.mark.parametrize("typed", ["12", "телефон", "+7", "+" + "9" * 30, "1" * 4000])
def test_what_is_no_phone(typed: str) -> None:
    assert isinstance(judged(Phone, typed), Fault)


def test_yes_and_no_in_three_languages() -> None:
    assert [judged(YesNo, one).value for one in ("да", "Иә", "YES", "нет", "жоқ", "No.")] == [True] * 3 + [False] * 3
    assert isinstance(judged(YesNo, "может быть"), Fault)


def test_a_choice_is_found_by_code_by_beginning_and_in_another_language() -> None:
    for typed in ("de", "герм", "Germany", "germ"):
        assert judged(Choice, typed, COUNTRIES, options=()) == Value("DE"), typed
    assert judged(Choice, "Қазақстан", COUNTRIES, options=()) == Value("KZ")
    assert judged(Choice, "korea", COUNTRIES, options=()) == Find("korea")
    assert [one.value for one in matching("korea", COUNTRIES)] == ["KR", "KP"]


def test_a_long_text_keeps_its_lines() -> None:
    assert judged(LongText, "первое\n\nвторое") == Part("первое\n\nвторое")


@given(st.text(max_size=300))
@pytest.mark.parametrize("kind", list(LINE))
def test_any_text_has_an_outcome_that_can_be_kept(kind: type[Field], text: str) -> None:
    found = judged(kind, text, **LINE[kind])
    if isinstance(found, Value):
        field = kind(name="f", label=T, ask=T, **LINE[kind])
        assert load(field, dump(field, found.value)) == found.value
    else:
        assert isinstance(found, Fault | Find | Half | Part)
