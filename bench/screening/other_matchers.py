# mypy: disable-error-code="import-not-found"
"""Run by an interpreter that has `nomenklatura` installed: reads pairs as JSON, writes the scores of its matchers.

It imports nothing of this project: nomenklatura needs ICU, numpy and scikit-learn, which nothing here else needs.
"""

import json
import sys
from typing import Any

from followthemoney import model
from nomenklatura.matching import get_algorithm
from nomenklatura.matching.types import ScoringConfig

MATCHERS = ("logic-v2", "name-based", "ofac")
SCHEMATA = {"person": "Person", "organisation": "Company", "unknown": "LegalEntity"}


def entity(kind: str, name: str, key: str) -> Any:
    """One side of a pair as nomenklatura wants it."""
    made = model.make_entity(SCHEMATA[kind])
    made.id = key
    made.add("name", name)
    return made


def main() -> None:
    """Standard input: [[kind, left, right], …]; standard output: {matcher: [score, …]}."""
    pairs = json.load(sys.stdin)
    scores: dict[str, list[float]] = {}
    for name in MATCHERS:
        matcher = get_algorithm(name)
        if matcher is None:
            continue
        config = matcher.default_config() if hasattr(matcher, "default_config") else ScoringConfig.defaults()
        scores[name] = [
            # an id of its own for each side: logic-v2 remembers names by id
            matcher.compare(entity(kind, left, f"a{at}"), entity(kind, right, f"b{at}"), config).score
            for at, (kind, left, right) in enumerate(pairs)
        ]
    json.dump(scores, sys.stdout)


if __name__ == "__main__":
    main()
