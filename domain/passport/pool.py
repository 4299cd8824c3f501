"""Pools of projects (M2.2, п. 25, 28, 48) and the hand-over to Task Force (M2.4, п. 31)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.edition.model import RuleEdition
from domain.kit.currencies import TENGE
from domain.kit.money import Conversion, Money, Rates, convert
from domain.kit.mrp import Mrp, MrpTable


class Pool(StrEnum):
    REGIONAL = "regional"
    NATIONAL = "national"


class PoolReason(StrEnum):
    """Why the project is in its pool."""

    BELOW = "below"  # the cost is below the threshold
    REACHED = "reached"  # the cost reaches it
    CONTRACT = "contract"  # an investment contract, at any cost


@dataclass(frozen=True)
class PoolDecision:
    """The pool with everything the decision rests on: stored with it (T4, T5, T7)."""

    pool: Pool
    reason: PoolReason
    cost: Conversion  # in tenge, by the rate of the day
    threshold: Money
    mrp: Mrp
    edition: str
    clause: str


def pool_at_submission(
    cost: Money, *, contract: bool, edition: RuleEdition, mrp: MrpTable, rates: Rates, day: date
) -> PoolDecision:
    """The pool a passport enters when it is submitted on `day`. Raises NoMrp, NoRate."""
    index = mrp.on(day)
    rule = edition.realisation.national_pool_mrp
    threshold = index.times(rule.value)
    # The sum in tenge is exact, so the comparison is too: one tiyn below is below.
    in_tenge = convert(cost, TENGE, day, rates)
    if contract:
        pool, reason = Pool.NATIONAL, PoolReason.CONTRACT
    elif in_tenge.result >= threshold:
        pool, reason = Pool.NATIONAL, PoolReason.REACHED
    else:
        pool, reason = Pool.REGIONAL, PoolReason.BELOW
    return PoolDecision(pool, reason, in_tenge, threshold, index, edition.code, rule.clause)


def pool_after_change(
    present: Pool,
    before: Money,
    after: Money,
    *,
    contract: bool,
    edition: RuleEdition,
    mrp: MrpTable,
    rates: Rates,
    day: date,
) -> PoolDecision | None:
    """The new decision after the cost or the contract changed; None when the pool stays by the decision it has.

    A rise in cost or a contract moves a project up at once. It never moves down by itself, and neither a new year's МРП
    nor a new rate alone changes anything: a cost that did not rise is not judged again. Raises NoMrp, NoRate.
    """
    if present is Pool.NATIONAL:
        return None
    if not contract and not _rose(before, after, rates, day):
        return None
    decided = pool_at_submission(after, contract=contract, edition=edition, mrp=mrp, rates=rates, day=day)
    return decided if decided.pool is Pool.NATIONAL else None


def for_task_force(
    cost: Money, *, corridor: bool, edition: RuleEdition, mrp: MrpTable, rates: Rates, day: date
) -> bool:
    """Whether the project goes to Task Force: in the corridor, and its cost reaches the threshold (п. 31). Raises
    NoMrp, NoRate."""
    if not corridor:
        return False
    threshold = mrp.on(day).times(edition.realisation.task_force_mrp.value)
    return convert(cost, TENGE, day, rates).result >= threshold


def _rose(before: Money, after: Money, rates: Rates, day: date) -> bool:
    if before.currency == after.currency:
        return after > before
    return convert(after, TENGE, day, rates).result > convert(before, TENGE, day, rates).result
