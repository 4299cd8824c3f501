"""M2.2, M2.4: pools and Task Force around their thresholds."""

from datetime import date
from decimal import Decimal

import pytest

from domain.edition.order_2024 import ORDER_2024
from domain.kit.money import Money, NoRate, Rate, Rates, tenge
from domain.kit.mrp import Mrp, MrpTable, NoMrp
from domain.passport.pool import Pool, PoolDecision, PoolReason, for_task_force, pool_after_change, pool_at_submission

D = Decimal
DAY = date(2026, 11, 20)
RATES = Rates((Rate("USD", D("474.20"), 1, DAY, "x"),))
MRP = MrpTable()
LINE = 150_000 * 4_325  # tenge, 2026


def submitted(cost: Money, contract: bool = False, day: date = DAY) -> PoolDecision:
    return pool_at_submission(cost, contract=contract, edition=ORDER_2024, mrp=MRP, rates=RATES, day=day)


def changed(
    before: Money, after: Money, present: Pool = Pool.REGIONAL, contract: bool = False, day: date = DAY
) -> PoolDecision | None:
    return pool_after_change(
        present, before, after, contract=contract, edition=ORDER_2024, mrp=MRP, rates=RATES, day=day
    )


@pytest.mark.parametrize(
    ("cost", "pool", "reason"),
    [
        (tenge(149_999 * 4_325), Pool.REGIONAL, PoolReason.BELOW),
        (tenge(D(LINE) - D("0.01")), Pool.REGIONAL, PoolReason.BELOW),
        (tenge(LINE), Pool.NATIONAL, PoolReason.REACHED),
        (tenge(LINE + 1), Pool.NATIONAL, PoolReason.REACHED),
        (Money(D("1368093.63"), "USD"), Pool.REGIONAL, PoolReason.BELOW),  # 648 749 999.35 tenge
        (Money(D("1368093.64"), "USD"), Pool.NATIONAL, PoolReason.REACHED),  # 648 750 004.09 tenge
    ],
)
def test_m2_2_from_150_000_mrp_a_project_is_national(cost: Money, pool: Pool, reason: PoolReason) -> None:
    decision = submitted(cost)
    assert (decision.pool, decision.reason) == (pool, reason)
    assert decision.threshold == tenge(LINE)
    assert (decision.mrp, decision.edition, decision.clause) == (Mrp(2026, 4_325), ORDER_2024.code, "п. 28")


def test_m2_2_under_a_contract_a_project_is_national_at_any_cost() -> None:
    assert submitted(tenge(1), contract=True).reason is PoolReason.CONTRACT


def test_t4_the_index_is_that_of_the_year_of_the_decision() -> None:
    cost = tenge(600_000_000)
    assert submitted(cost, day=date(2025, 12, 31)).pool is Pool.NATIONAL  # 150 000 · 3 932 = 589.8 m
    assert submitted(cost, day=date(2026, 1, 1)).pool is Pool.REGIONAL
    with pytest.raises(NoMrp):
        submitted(cost, day=date(2027, 1, 1))
    with pytest.raises(NoRate):
        submitted(Money(D(1), "EUR"))


def test_m2_2_a_rise_in_cost_or_a_contract_moves_up_at_once() -> None:
    up = changed(tenge(LINE - 1), tenge(LINE))
    assert up is not None and up.pool is Pool.NATIONAL
    contract = changed(tenge(5), tenge(5), contract=True)
    assert contract is not None and contract.reason is PoolReason.CONTRACT
    assert changed(tenge(5), tenge(LINE - 1)) is None
    currency = changed(tenge(5), Money(D("2000000"), "USD"))
    assert currency is not None and currency.cost.rates == RATES.known


def test_m2_2_nothing_moves_down_by_itself() -> None:
    assert changed(tenge(LINE), tenge(1), present=Pool.NATIONAL) is None


def test_m2_2_a_new_index_or_rate_alone_changes_nothing() -> None:
    """A cost in dollars whose tenge value grew over the threshold with the rate only is not judged again."""
    cost = Money(D("1400000"), "USD")
    assert submitted(cost).pool is Pool.NATIONAL
    assert changed(cost, cost) is None
    assert changed(cost, Money(D("1399000"), "USD")) is None
    assert changed(tenge(600_000_000), tenge(600_000_000), day=date(2025, 6, 1)) is None


@pytest.mark.parametrize(
    ("mrp", "corridor", "expected"),
    [(7_499_999, True, False), (7_500_000, True, True), (7_500_000, False, False), (9_000_000, True, True)],
)
def test_m2_4_great_corridor_projects_go_to_task_force(mrp: int, corridor: bool, expected: bool) -> None:
    cost = Mrp(2026, 4_325).times(mrp)
    arguments = {"corridor": corridor, "edition": ORDER_2024, "mrp": MRP, "rates": RATES, "day": DAY}
    assert for_task_force(cost, **arguments) is expected  # type: ignore[arg-type]
