"""T4, T5: exact money, official rates, the monthly calculation index."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kit.currencies import COMMON, DECIMALS
from domain.kit.money import (
    CurrencyMismatchError,
    Money,
    NoRate,
    Rate,
    Rates,
    convert,
    reaches,
    tenge,
    totals,
)
from domain.kit.mrp import KNOWN_MRP, Mrp, MrpTable, NoMrp

D = Decimal
DAY = date(2026, 11, 20)
USD = Rate("USD", D("474.20"), 1, DAY, "nationalbank")
KRW = Rate("KRW", D("33.15"), 100, DAY, "nationalbank")
UZS = Rate("UZS", D("3.97"), 100, DAY, "nationalbank")
RATES = Rates((USD, KRW, UZS))
AMOUNTS = st.decimals(D(0), D(10) ** 14, places=2)


def usd(amount: str) -> Money:
    return Money(D(amount), "USD")


@pytest.mark.parametrize("wrong", [1.5, 1, "1", None, True])
def test_t5_only_a_decimal_is_an_amount(wrong: object) -> None:
    with pytest.raises(TypeError):
        Money(wrong, "KZT")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Rate("USD", wrong, 1, DAY, "x")  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_attack_65_no_amount_is_endless(wrong: str) -> None:
    with pytest.raises(ValueError):
        Money(D(wrong), "KZT")


@pytest.mark.parametrize("wrong", ["", "kzt", "XXX", "XAU", "KZ", "₸"])
def test_t5_only_iso_currencies(wrong: str) -> None:
    with pytest.raises(ValueError):
        Money(D(1), wrong)


def test_currencies_have_their_official_decimals() -> None:
    assert (DECIMALS["KZT"], DECIMALS["JPY"], DECIMALS["KRW"], DECIMALS["KWD"]) == (2, 0, 0, 3)
    assert set(COMMON) <= set(DECIMALS)
    assert all(len(code) == 3 and code.isascii() and code.isupper() for code in DECIMALS)


def test_t5_money_of_two_currencies_is_never_added_or_compared() -> None:
    with pytest.raises(CurrencyMismatchError):
        usd("1") + tenge(1)
    with pytest.raises(CurrencyMismatchError):
        assert usd("1") < tenge(1)
    with pytest.raises(TypeError):
        tenge(10) * 1.5  # type: ignore[operator]


def test_totals_are_kept_by_currency() -> None:
    assert totals([usd("1"), tenge(5), usd("2.50")]) == (tenge(5), usd("3.50"))
    assert totals([]) == ()


@pytest.mark.parametrize(
    ("money", "rounded"),
    [
        (usd("1.005"), "1.01"),
        (usd("1.004999"), "1.00"),
        (usd("-1.005"), "-1.01"),
        (Money(D("1.5"), "JPY"), "2"),
        (Money(D("1.0005"), "KWD"), "1.001"),
        (tenge(10**15), "1000000000000000.00"),
    ],
)
def test_rounding_is_half_up_to_the_currencys_decimals(money: Money, rounded: str) -> None:
    assert str(money.rounded().amount) == rounded


def test_t5_the_rate_of_the_day_or_the_last_before_it() -> None:
    friday, monday = date(2026, 11, 20), date(2026, 11, 23)
    rates = Rates((Rate("USD", D("474"), 1, friday, "a"), Rate("USD", D("480"), 1, monday, "b")))
    assert rates.on("USD", date(2026, 11, 22)).tenge == D("474")
    assert rates.on("USD", monday).tenge == D("480")
    with pytest.raises(NoRate) as refusal:
        rates.on("USD", date(2026, 11, 19))
    assert refusal.value == NoRate("USD", date(2026, 11, 19))
    with pytest.raises(NoRate):
        rates.on("EUR", monday)


@pytest.mark.parametrize(("rate", "quant"), [("0", 1), ("-1", 1), ("NaN", 1), ("1", 0)])
def test_t5_an_impossible_rate_is_refused(rate: str, quant: int) -> None:
    with pytest.raises(ValueError):
        Rate("USD", D(rate), quant, DAY, "x")


def test_t5_conversion_keeps_the_rates_it_used_and_honours_the_quant() -> None:
    to_tenge = convert(usd("10000000"), "KZT", DAY, RATES)
    assert (to_tenge.result, to_tenge.rates) == (tenge(D("4742000000")), (USD,))
    won = convert(Money(D("15000000000"), "KRW"), "KZT", DAY, RATES)
    assert won.result == tenge(D("4972500000"))
    to_dollars = convert(tenge(D("4742000000")), "USD", DAY, RATES)
    assert (to_dollars.result, to_dollars.rates) == (usd("10000000"), (USD,))
    across = convert(Money(D("1000000"), "UZS"), "USD", DAY, RATES)
    assert across.rates == (UZS, USD)
    assert across.result.rounded() == usd("83.72")  # 39 700 tenge / 474.20
    assert convert(usd("1"), "USD", DAY, Rates()).rates == ()


def test_t5_a_threshold_is_decided_by_products_not_by_a_rounded_quotient() -> None:
    """USD 10 m at 474.20 is 4 742 000 000 tenge: a tiyn less is less, though it shows as 10 000 000.00."""
    ten = usd("10000000")
    assert reaches(tenge(D("4742000000")), ten, DAY, RATES)
    assert not reaches(tenge(D("4741999999.99")), ten, DAY, RATES)
    assert convert(tenge(D("4741999999.99")), "USD", DAY, RATES).result.rounded() == ten
    # 150 000 МРП of 2026 = 648 750 000 tenge, met in won to the last won
    threshold = Mrp(2026, 4_325).times(150_000)
    assert threshold == tenge(648_750_000)
    assert reaches(Money(D("1957013575"), "KRW"), threshold, DAY, RATES)
    assert not reaches(Money(D("1957013574"), "KRW"), threshold, DAY, RATES)
    with pytest.raises(NoRate):
        reaches(Money(D(1), "EUR"), threshold, DAY, RATES)


@given(AMOUNTS, AMOUNTS)
def test_converting_keeps_the_order(a: Decimal, b: Decimal) -> None:
    first, second = Money(a, "KRW"), Money(b, "KRW")
    assert (first >= second) == (convert(first, "KZT", DAY, RATES).result >= convert(second, "KZT", DAY, RATES).result)
    assert reaches(first, convert(second, "KZT", DAY, RATES).result, DAY, RATES) == (a >= b)


@given(st.lists(AMOUNTS, max_size=20))
def test_sums_are_exact_in_any_order(amounts: list[Decimal]) -> None:
    sums = [tenge(amount) for amount in amounts]
    assert totals(sums) == totals(reversed(sums))
    if sums:
        assert totals(sums)[0].amount * 100 == sum(int(amount * 100) for amount in amounts)


@pytest.mark.parametrize(("year", "value"), [(2023, 3_450), (2024, 3_692), (2025, 3_932), (2026, 4_325)])
def test_t4_the_index_of_1_january_of_the_decisions_year(year: int, value: int) -> None:
    for day in (date(year, 1, 1), date(year, 12, 31)):
        assert MrpTable().on(day) == Mrp(year, value)


def test_t4_a_year_without_a_value_is_refused() -> None:
    with pytest.raises(NoMrp) as refusal:
        MrpTable().on(date(2027, 1, 1))
    assert refusal.value.year == 2027
    assert MrpTable({**KNOWN_MRP, 2027: 4_500}).on(date(2027, 1, 1)).value == 4_500
    with pytest.raises(ValueError):
        MrpTable({2027: 0})
