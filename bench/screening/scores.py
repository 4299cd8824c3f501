"""Pairs of names and the scores that different matchers give them, and how well a threshold parts them."""

import csv
import json
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

from domain.kyc.match import compare_names
from domain.kyc.subject import SubjectKind

PAIRS: Final = Path(__file__).parents[2] / "tests" / "kyc_matching" / "data" / "pairs.csv"
OTHER_MATCHERS: Final = Path(__file__).with_name("other_matchers.py")


@dataclass(frozen=True)
class Pair:
    """Two names, whether they are one, and which half of the set they belong to."""

    half: str
    kind: SubjectKind
    same: bool
    group: str
    left: str
    right: str


def read_pairs(path: Path = PAIRS) -> list[Pair]:
    """The pairs of the project, made by hand (docs/screening.md)."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Pair(
                half=row["half"],
                kind=SubjectKind.PERSON if row["kind"] == "person" else SubjectKind.ORGANISATION,
                same=row["same"] == "1",
                group=row["group"],
                left=row["left"],
                right=row["right"],
            )
            for row in csv.DictReader(file)
        ]


def ours(pairs: Sequence[Pair]) -> list[float]:
    """The scores of this project's matcher."""
    return [compare_names(pair.left, pair.right, pair.kind).score for pair in pairs]


def plain_rapidfuzz(pairs: Sequence[Pair]) -> list[float]:
    """The usual first attempt: words in any order, small letters, nothing known about scripts or forms."""
    return [fuzz.token_sort_ratio(pair.left, pair.right, processor=default_process) / 100 for pair in pairs]


def others(pairs: Sequence[Pair], python: str) -> dict[str, list[float]]:
    """The scores of the matchers installed in another interpreter, each by its name."""
    asked = json.dumps([[pair.kind.value, pair.left, pair.right] for pair in pairs])
    done = subprocess.run([python, str(OTHER_MATCHERS)], input=asked, capture_output=True, text=True, check=True)
    found: dict[str, list[float]] = json.loads(done.stdout)
    return found


def quality(pairs: Sequence[Pair], scores: Iterable[float], threshold: float) -> dict[str, float]:
    """Recall and precision when everything from the threshold on is called the same."""
    judged = list(zip(pairs, scores, strict=True))
    right = sum(pair.same and score >= threshold for pair, score in judged)
    wrong = sum(not pair.same and score >= threshold for pair, score in judged)
    wanted = sum(pair.same for pair in pairs)
    return {
        "recall": round(right / wanted, 3),
        "precision": round(right / (right + wrong), 3) if right + wrong else 0.0,
        "false_alarms": wrong,
        "missed": wanted - right,
    }


def best_threshold(pairs: Sequence[Pair], scores: Sequence[float]) -> tuple[float, dict[str, float]]:
    """The threshold with the best F1, so that every matcher is seen from its best side."""

    def f1(threshold: float) -> float:
        found = quality(pairs, scores, threshold)
        total = found["recall"] + found["precision"]
        return 2 * found["recall"] * found["precision"] / total if total else 0.0

    threshold = max((step / 100 for step in range(30, 101)), key=f1)
    return threshold, quality(pairs, scores, threshold)


def read_oracle(path: Path) -> list[tuple[Pair, float]]:
    """The Treasury's own scores: pairs of unknown kind with a score from 0 to 1. Rows marked -1 (not found by the
    Treasury's search at all) count as nought. Duplicate rows count once."""
    found: dict[tuple[str, str], float] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["query_name"], row["result_name"]] = max(0.0, float(row["ofac_score"]) / 100)
    return [
        (Pair("oracle", SubjectKind.UNKNOWN, score >= 0.95, "", query, result), score)
        for (query, result), score in found.items()
    ]


def agreement(
    rows: Sequence[tuple[Pair, float]], scores: Sequence[float], theirs: float, mine: float
) -> dict[str, Any]:
    """How often a matcher at its threshold says what the Treasury says at theirs."""
    both = [(truth >= theirs, score >= mine) for (_, truth), score in zip(rows, scores, strict=True)]
    return {
        "agree": round(sum(one is other for one, other in both) / len(both), 3),
        "treasury_only": sum(one and not other for one, other in both),
        "matcher_only": sum(other and not one for one, other in both),
    }
