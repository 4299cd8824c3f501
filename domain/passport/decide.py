"""Where a project stands by its passport: pool, corridor, Task Force, decided together (M2.2–M2.4; п. 28, 30, 31)."""

from dataclasses import dataclass
from datetime import date

from domain.edition.model import RuleEdition
from domain.kit.money import Rates
from domain.kit.mrp import MrpTable
from domain.passport.corridor import CorridorFacts, Score, in_corridor, score
from domain.passport.facts import Passport
from domain.passport.pool import Pool, PoolDecision, for_task_force, pool_after_change, pool_at_submission


@dataclass(frozen=True)
class Standing:
    """What was decided. `pool_decision` is None where the project keeps the pool by the decision it has; `score` is
    None outside the national pool: the corridor is decided on entry to it (п. 30)."""

    pool: Pool
    pool_decision: PoolDecision | None
    corridor: bool
    score: Score | None
    task_force: bool


@dataclass(frozen=True)
class Before:
    """Where the project stood until now."""

    passport: Passport
    pool: Pool
    corridor: bool
    task_force: bool
    roadmap_approved: bool


@dataclass(frozen=True)
class Figures:
    """What a decision of one day rests on."""

    edition: RuleEdition
    mrp: MrpTable
    rates: Rates
    day: date


def corridor_facts(passport: Passport) -> CorridorFacts:
    return CorridorFacts(passport.cost, passport.listed, passport.technology, passport.jobs)


def at_submission(passport: Passport, figures: Figures) -> Standing:
    """The standing of a new project. Raises NoMrp, NoRate."""
    decision = pool_at_submission(
        passport.cost,
        contract=passport.contract != "",
        edition=figures.edition,
        mrp=figures.mrp,
        rates=figures.rates,
        day=figures.day,
    )
    return _standing(passport, figures, decision.pool, decision, None)


def after_change(before: Before, passport: Passport, figures: Figures) -> Standing:
    """The standing after the passport changed: up at once, never down by itself; the corridor is recomputed until the
    roadmap is approved (M2.2, M2.3). Raises NoMrp, NoRate."""
    decision = pool_after_change(
        before.pool,
        before.passport.cost,
        passport.cost,
        contract=passport.contract != "",
        edition=figures.edition,
        mrp=figures.mrp,
        rates=figures.rates,
        day=figures.day,
    )
    pool = before.pool if decision is None else decision.pool
    return _standing(passport, figures, pool, decision, before)


def _standing(
    passport: Passport, figures: Figures, pool: Pool, decision: PoolDecision | None, before: Before | None
) -> Standing:
    if pool is not Pool.NATIONAL:
        return Standing(pool, decision, False, None, False)
    made = score(corridor_facts(passport), figures.edition.realisation.corridor, figures.day, figures.rates)
    # On entry to the national pool it is decided whatever became of the roadmap: only what was decided is kept.
    entered = before is None or before.pool is not Pool.NATIONAL
    kept = before is not None and not entered and before.roadmap_approved
    corridor = in_corridor(before is not None and before.corridor, made, roadmap_approved=kept)
    handed = before is not None and before.task_force and corridor  # what was handed over stays there
    return Standing(
        pool,
        decision,
        corridor,
        None if kept else made,
        handed
        or for_task_force(
            passport.cost,
            corridor=corridor,
            edition=figures.edition,
            mrp=figures.mrp,
            rates=figures.rates,
            day=figures.day,
        ),
    )
