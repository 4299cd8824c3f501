"""Decisions as they are kept with a project: every figure that «why?» answers with (T4, T5, T7)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from domain.kit.money import Conversion, Rate
from domain.kit.mrp import Mrp
from domain.passport.corridor import Criterion, Score, Scored
from domain.passport.facts import money, plain
from domain.passport.pool import Pool, PoolDecision, PoolReason


def keep_pool(decision: PoolDecision, day: date) -> dict[str, Any]:
    """The decision, and the day it was made on."""
    return {
        "pool": str(decision.pool),
        "reason": str(decision.reason),
        "cost": _keep_conversion(decision.cost),
        "threshold": plain(decision.threshold),
        "mrp": {"year": decision.mrp.year, "value": decision.mrp.value},
        "edition": decision.edition,
        "clause": decision.clause,
        "on": day.isoformat(),
    }


def pool_kept(kept: Mapping[str, Any]) -> tuple[PoolDecision, date]:
    decision = PoolDecision(
        pool=Pool(kept["pool"]),
        reason=PoolReason(kept["reason"]),
        cost=_conversion(kept["cost"]),
        threshold=money(kept["threshold"]),
        mrp=Mrp(kept["mrp"]["year"], kept["mrp"]["value"]),
        edition=kept["edition"],
        clause=kept["clause"],
    )
    return decision, date.fromisoformat(kept["on"])


def keep_score(score: Score, edition: str, day: date) -> dict[str, Any]:
    """The score with every partial score, the edition and the day."""
    return {
        "parts": [
            {"criterion": str(part.criterion), "points": str(part.points), "weight": str(part.weight)}
            for part in score.parts
        ],
        "threshold": str(score.threshold),
        "total": str(score.total),
        "investment": _keep_conversion(score.investment),
        "clause": score.clause,
        "edition": edition,
        "on": day.isoformat(),
    }


def score_kept(kept: Mapping[str, Any]) -> tuple[Score, date]:
    score = Score(
        parts=tuple(
            Scored(Criterion(part["criterion"]), Decimal(part["points"]), Decimal(part["weight"]))
            for part in kept["parts"]
        ),
        threshold=Decimal(kept["threshold"]),
        investment=_conversion(kept["investment"]),
        clause=kept["clause"],
    )
    return score, date.fromisoformat(kept["on"])


def _keep_conversion(made: Conversion) -> dict[str, Any]:
    return {
        "given": plain(made.given),
        "result": plain(made.result),
        "rates": [
            {
                "currency": rate.currency,
                "tenge": str(rate.tenge),
                "quant": rate.quant,
                "on": rate.on.isoformat(),
                "source": rate.source,
            }
            for rate in made.rates
        ],
    }


def _conversion(kept: Mapping[str, Any]) -> Conversion:
    rates = tuple(
        Rate(one["currency"], Decimal(one["tenge"]), one["quant"], date.fromisoformat(one["on"]), one["source"])
        for one in kept["rates"]
    )
    return Conversion(money(kept["given"]), money(kept["result"]), rates)
