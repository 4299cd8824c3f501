"""Attack 65: sums and numbers as people type and paste them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kit.amounts import AmountFault, UnreadableAmount, parse_count, parse_money, parse_number
from domain.kit.money import Money

D = Decimal


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"),
        ("007", "7"),
        (" 7 ", "7"),
        ("1000", "1000"),
        ("1 000", "1000"),
        ("1\u00a0000\u00a0000", "1000000"),
        ("1\u202f000,5", "1000.5"),
        ("1 000,50", "1000.5"),
        ("1000.50", "1000.5"),
        ("1,5", "1.5"),
        ("0,500", "0.5"),
        ("12345,678", "12345.678"),
        ("1,234.56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1,234,567", "1234567"),
        ("1.234.567,8", "1234567.8"),
        ("1'234'567.80", "1234567.8"),
        ("1’000", "1000"),
        ("1 000,500", "1000.5"),
        ("1,5 млн", "1500000"),
        ("1,5млн.", "1500000"),
        ("2 mln", "2000000"),
        ("2M", "2000000"),
        ("10,25 миллионов", "10250000"),
        ("3 мың", "3000"),
        ("500 тыс.", "500000"),
        ("1,2 млрд", "1200000000"),
        ("1.2 bn", "1200000000"),
        ("0,9 трлн", "900000000000"),
        ("٣٠٠", "300"),
        ("١٬٥٠٠٫٥", "1500.5"),
        ("१२५", "125"),
        ("５００", "500"),
        ("\u200e1 500\u200f", "1500"),
    ],
)
def test_attack_65_a_number_is_read_as_meant(text: str, number: str) -> None:
    assert parse_number(text) == D(number)
    assert "E" not in str(parse_number(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "NaN",
        "Infinity",
        "inf",
        "1e309",
        "1E5",
        "0x10",
        "1_000",
        "+5",
        "½",
        "10²",
        "1/2",
        "50%",
        "1 0000",
        "1 00",
        "10 00,5",
        "1,,5",
        "1.2.3",
        "1,2,3",
        "1,2345,678",
        ".5",
        "1 2",
        "10-20",
        "10 млн 20",
        "около 5",
        "5 млн млрд",
        "млн 5",
        "пять",
        "1\x002",
        "1\n2",
        "٣3",
        "<b>5</b>",
        "=5",
        "{0}",
        "%s",
        "5\ufffd",
        "五",
        "9" * 61,
        "1" + " 000" * 2000,
    ],
)
def test_attack_65_what_is_no_number_is_refused(text: str) -> None:
    assert_fault(text, AmountFault.NOT_A_NUMBER)


def assert_fault(text: str, fault: AmountFault) -> None:
    with pytest.raises(UnreadableAmount) as refusal:
        parse_number(text)
    assert refusal.value.fault is fault


@pytest.mark.parametrize("text", ["-5", "−5", "–5 млн", "- 1 000,50"])
def test_attack_65_a_negative_sum_is_told_apart(text: str) -> None:
    assert_fault(text, AmountFault.NEGATIVE)


@pytest.mark.parametrize("text", ["1000000000000000", "1 000 трлн", "9" * 60])
def test_attack_65_more_than_any_project_costs(text: str) -> None:
    assert_fault(text, AmountFault.TOO_LARGE)
    assert parse_number("999 999 999 999 999") == D("999999999999999")


def test_attack_65_more_decimals_than_can_be_kept() -> None:
    assert_fault("0," + "1" * 13, AmountFault.TOO_PRECISE)
    assert parse_number("0," + "1" * 12 + " млн") == D("111111.111111")


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("1,500", ("1.5", "1500")),
        ("1.500", ("1.5", "1500")),
        ("12,000", ("12", "12000")),
        ("1,500 млн", ("1500000", "1500000000")),
    ],
)
def test_attack_65_two_readings_are_asked_about(text: str, readings: tuple[str, str]) -> None:
    with pytest.raises(UnreadableAmount) as refusal:
        parse_number(text)
    assert refusal.value == UnreadableAmount(AmountFault.AMBIGUOUS, (D(readings[0]), D(readings[1])))


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("10 млн $", ("10000000", "USD")),
        ("$10m", ("10000000", "USD")),
        ("US$ 10 million", ("10000000", "USD")),
        ("USD 1,250,000.50", ("1250000.5", "USD")),
        ("5 млн долл. США", ("5000000", "USD")),
        ("5 млн. тг.", ("5000000", "KZT")),
        ("648,75 млн ₸", ("648750000", "KZT")),
        ("648.75 m ₸", ("648750000", "KZT")),
        ("2 млрд теңге", ("2000000000", "KZT")),
        ("300 000 евро", ("300000", "EUR")),
        ("1 млрд рублей", ("1000000000", "RUB")),
        ("40 mln CNY", ("40000000", "CNY")),
        ("900 000 000 KRW", ("900000000", "KRW")),
        ("1000", ("1000", "KZT")),
    ],
)
def test_t5_a_sum_with_its_currency(text: str, money: tuple[str, str]) -> None:
    assert parse_money(text, "KZT") == Money(D(money[0]), money[1])


@pytest.mark.parametrize(
    ("text", "currency", "fault"),
    [
        ("1000", None, AmountFault.NO_CURRENCY),
        ("1000 $ ₸", "KZT", AmountFault.NOT_A_NUMBER),
        ("1000 XYZ", "KZT", AmountFault.NOT_A_NUMBER),
        ("1000 ¥", "KZT", AmountFault.NOT_A_NUMBER),  # the yuan and the yen share the sign
        ("10,5678 $", None, AmountFault.TOO_PRECISE),
        ("10,5 JPY", None, AmountFault.TOO_PRECISE),
        ("-10 $", None, AmountFault.NEGATIVE),
    ],
)
def test_t5_a_sum_that_cannot_be_taken(text: str, currency: str | None, fault: AmountFault) -> None:
    with pytest.raises(UnreadableAmount) as refusal:
        parse_money(text, currency)
    assert refusal.value.fault is fault


def test_a_count_is_whole() -> None:
    assert parse_count("1 200") == 1200
    assert parse_count("1,5 тыс") == 1500
    with pytest.raises(UnreadableAmount) as refusal:
        parse_count("2,5")
    assert refusal.value.fault is AmountFault.FRACTION
    with pytest.raises(UnreadableAmount):
        parse_count("5 $")


@given(st.text(max_size=70))
def test_attack_65_any_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    try:
        number = parse_number(text)
    except UnreadableAmount:
        return
    assert number.is_finite() and number >= 0


@given(st.decimals(D(0), D("999999999999.99"), places=2), st.sampled_from([" ", "\u00a0", "'"]), st.sampled_from(",."))
def test_what_is_printed_in_groups_is_read_back(amount: Decimal, group: str, point: str) -> None:
    whole, _, cents = f"{amount:,.2f}".partition(".")
    assert parse_number(whole.replace(",", group) + point + cents) == amount
