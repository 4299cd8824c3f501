"""M2.3: the green corridor at every boundary and in all combinations."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.edition.model import Technology
from domain.edition.order_2024 import ORDER_2024
from domain.kit.money import Money, NoRate, Rate, Rates, tenge
from domain.passport.corridor import CorridorFacts, Criterion, Score, in_corridor, score, ways_over

D = Decimal
DAY = date(2026, 11, 20)
RATES = Rates((Rate("USD", D("474.20"), 1, DAY, "x"), Rate("EUR", D("550.07"), 1, DAY, "x")))
CORRIDOR = ORDER_2024.realisation.corridor

COSTS = [("9999999.99", 0), ("10000000", 1), ("14999999.99", 1), ("15000000", 2), ("29999999.99", 2), ("30000000", 3)]
TECHNOLOGY = [
    (Technology.NOT_MANUFACTURING, 0),
    (Technology.NOT_LISTED, 1),
    (Technology.MIDDLE, 2),
    (Technology.HIGH, 3),
]
JOBS = [(0, "0"), (1, "0.5"), (299, "0.5"), (300, "1"), (499, "1"), (500, "2"), (100_000, "2")]
ALL = list(product(COSTS, (False, True), TECHNOLOGY, JOBS))


def judged(cost: str = "0", listed: bool = False, technology: Technology = Technology.HIGH, jobs: int = 0) -> Score:
    return score(facts(cost, listed, technology, jobs), CORRIDOR, DAY, RATES)


def facts(cost: str, listed: bool, technology: Technology, jobs: int) -> CorridorFacts:
    return CorridorFacts(Money(D(cost), "USD"), listed, technology, jobs)


def points(given_score: Score, criterion: Criterion) -> Decimal:
    return next(part.points for part in given_score.parts if part.criterion is criterion)


@pytest.mark.parametrize(("cost", "expected"), COSTS)
def test_m2_3_points_for_investment(cost: str, expected: int) -> None:
    assert points(judged(cost), Criterion.INVESTMENT) == expected


@pytest.mark.parametrize(("technology", "expected"), TECHNOLOGY)
def test_m2_3_points_for_technology(technology: Technology, expected: int) -> None:
    assert points(judged(technology=technology), Criterion.TECHNOLOGY) == expected


@pytest.mark.parametrize(("jobs", "expected"), JOBS)
def test_m2_3_points_for_jobs(jobs: int, expected: str) -> None:
    assert points(judged(jobs=jobs), Criterion.JOBS) == D(expected)


def test_m2_3_points_for_the_global_2000() -> None:
    assert points(judged(listed=True), Criterion.GLOBAL_LIST) == 2
    assert points(judged(listed=False), Criterion.GLOBAL_LIST) == 0


def test_m2_3_all_combinations_against_whole_numbers() -> None:
    """The score in hundredths, in integers: 25·investment + 30·list + 30·technology + 15·jobs ≥ 130."""
    assert len(ALL) == 336
    for (cost, a), listed, (technology, c), (jobs, d) in ALL:
        found = judged(cost, listed, technology, jobs)
        hundredths = 25 * a + 30 * (2 if listed else 0) + 30 * c + Fraction(15) * Fraction(d)
        assert Fraction(found.total) * 100 == hundredths
        assert found.passes == (hundredths >= 130)
        assert found.short_by == max(D("1.3") - found.total, D(0))


@pytest.mark.parametrize(
    ("cost", "listed", "technology"),
    [("10000000", False, Technology.HIGH), ("10000000", True, Technology.NOT_LISTED)],
)
def test_m2_3_exactly_the_threshold_passes(cost: str, listed: bool, technology: Technology) -> None:
    """The two that binary floats put below 1.3 (facts)."""
    found = judged(cost, listed, technology, 300)
    assert found.total == D("1.3") and found.passes
    assert not judged(cost, listed, technology, 299).passes


def test_t5_costs_in_tenge_are_judged_by_the_rate_of_the_day() -> None:
    def in_tenge(amount: str) -> Score:
        return score(CorridorFacts(tenge(D(amount)), False, Technology.HIGH, 300), CORRIDOR, DAY, RATES)

    assert in_tenge("4742000000").passes
    below = in_tenge("4741999999.99")
    assert not below.passes
    assert below.investment.rates == (RATES.known[0],)
    with pytest.raises(NoRate):
        score(CorridorFacts(tenge(1), False, Technology.HIGH, 0), CORRIDOR, DAY, Rates())


def test_m2_3_what_would_lift_the_score() -> None:
    """Manufacturing on the middle level, USD 12 m, 100 jobs: 0.25 + 0.6 + 0.075 = 0.925, short by 0.375."""
    given_facts = facts("12000000", False, Technology.MIDDLE, 100)
    now = score(given_facts, CORRIDOR, DAY, RATES)
    assert (now.total, now.short_by) == (D("0.925"), D("0.375"))
    ways = ways_over(given_facts, now, CORRIDOR)
    first = [(step.criterion, step.at_least, step.technology) for step in ways[0].steps]
    assert first == [(Criterion.INVESTMENT, D(30_000_000), None)]
    assert ways[0].total == D("1.425")
    assert [len(way.steps) for way in ways] == sorted(len(way.steps) for way in ways)
    assert {tuple(step.criterion for step in way.steps) for way in ways if len(way.steps) == 1} == {
        (Criterion.INVESTMENT,),
        (Criterion.GLOBAL_LIST,),
    }


def test_m2_3_a_mine_is_not_told_to_become_high_tech() -> None:
    given_facts = facts("1000000", False, Technology.NOT_MANUFACTURING, 10)
    now = score(given_facts, CORRIDOR, DAY, RATES)
    ways = ways_over(given_facts, now, CORRIDOR)
    assert ways
    assert all(step.criterion is not Criterion.TECHNOLOGY for way in ways for step in way.steps)


def test_m2_3_ways_are_enough_and_none_asks_for_more_than_it_must() -> None:
    for (cost, _), listed, (technology, _), (jobs, _) in ALL:
        given_facts = facts(cost, listed, technology, jobs)
        now = score(given_facts, CORRIDOR, DAY, RATES)
        ways = ways_over(given_facts, now, CORRIDOR)
        assert not (now.passes and ways)
        for way in ways:
            assert way.total >= D("1.3")
            for left_out in way.steps:
                rest = sum(
                    (
                        {s.criterion: s.points for s in way.steps if s is not left_out}.get(p.criterion, p.points)
                        * p.weight
                        for p in now.parts
                    ),
                    D(0),
                )
                assert rest < D("1.3")


def test_m2_3_recomputed_until_the_roadmap_is_approved_then_kept() -> None:
    high, low = judged("30000000", True, jobs=500), judged("0", jobs=0)
    assert not in_corridor(True, low, roadmap_approved=False)
    assert in_corridor(True, low, roadmap_approved=True)
    assert in_corridor(False, high, roadmap_approved=False)
    assert not in_corridor(False, high, roadmap_approved=True)


def test_no_project_makes_fewer_than_no_jobs() -> None:
    with pytest.raises(ValueError):
        facts("1", False, Technology.HIGH, -1)


@given(
    st.decimals(D(0), D(10) ** 9, places=2),
    st.decimals(D(0), D(10) ** 9, places=2),
    st.integers(0, 2000),
    st.integers(0, 2000),
)
def test_m2_3_more_never_scores_less(cost: Decimal, more: Decimal, jobs: int, more_jobs: int) -> None:
    def total(amount: Decimal, people: int) -> Decimal:
        return score(CorridorFacts(Money(amount, "EUR"), False, Technology.MIDDLE, people), CORRIDOR, DAY, RATES).total

    assert total(cost, jobs) <= total(cost + more, jobs) <= total(cost + more, jobs + more_jobs)
