"""How alike two folded words sound: letters that people confuse cost little, others a whole mistake.

Built on `rapidfuzz` for a quick no; the weighted distance only looks at words that are already near.
"""

from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

_SIGNS: Final = (("sh", "S"), ("ch", "C"))
_VOWELS: Final = frozenset("aeiou")

# What becomes what between Kazakh, Russian and Latin papers of one person; everything else is one whole mistake.
_CONFUSED: Final[dict[str, float]] = {
    "ou": 0.3, "ei": 0.35, "ae": 0.85, "iu": 0.4, "ao": 0.85, "eo": 0.6, "ai": 0.8, "eu": 0.8, "io": 0.8, "au": 0.9,
    "hk": 0.35, "gk": 0.4, "gh": 0.4, "sz": 0.45, "dt": 0.45, "bp": 0.5, "uv": 0.35, "fv": 0.5, "bv": 0.7,
    "CS": 0.45, "Cj": 0.6, "jz": 0.7, "Sj": 0.7, "Ss": 0.6, "Cs": 0.7, "ij": 0.6, "mn": 0.8, "lr": 0.9,
}  # fmt: skip
_SWAPPED: Final = 0.7
_FIRST_LETTER: Final = 0.3
"""People and keyboards seldom miss the first letter; names that differ in it are mostly different names."""
_SAME_FIRST: Final = frozenset({"hk", "gk", "gh", "ou", "ei", "CS", "iu", "Cj", "ij"})


def _pair(one: str, other: str) -> str:
    return one + other if one < other else other + one


def _change(one: str, other: str) -> float:
    return 0.0 if one == other else _CONFUSED.get(_pair(one, other), 1.0)


def _loss(letter: str, before: str, after: str) -> float:
    """What it costs that a letter is missing between its neighbours."""
    if letter in (before, after):
        return 0.15
    if letter == "i" and (before in _VOWELS or after in _VOWELS):
        return 0.25
    if letter in "iu":
        return 0.45
    if letter in _VOWELS:
        return 0.7
    if letter == "h" or (letter == "g" and before == "n"):
        return 0.5
    return 0.9


_LONGEST: Final = 60  # letters; no word of a name is longer


@lru_cache(maxsize=131_072)
def sound_distance(one: str, other: str) -> float:
    """How many mistakes part two folded words, confusable letters counting for a part of one; 9.0 when far apart."""
    if one == other:
        return 0.0
    longest = max(len(one), len(other))
    if longest > _LONGEST:
        return 9.0
    if OSA.distance(one, other, score_cutoff=max(2, longest // 2)) > max(2, longest // 2):
        return 9.0
    for digraph, sign in _SIGNS:
        one, other = one.replace(digraph, sign), other.replace(digraph, sign)
    distance = _weighted(one, other)
    if one[:1] != other[:1] and _pair(one[:1], other[:1]) not in _SAME_FIRST:
        distance += _FIRST_LETTER
    return distance


def _weighted(one: str, other: str) -> float:
    """Damerau's distance (neighbours may swap) with the costs above."""
    padded_one, padded_other = f" {one} ", f" {other} "
    before_last: list[float] = []
    last = [0.0]
    for column in range(1, len(other) + 1):
        last.append(last[-1] + _loss(other[column - 1], padded_other[column - 1], padded_other[column + 1]))
    for row in range(1, len(one) + 1):
        letter = one[row - 1]
        lost = _loss(letter, padded_one[row - 1], padded_one[row + 1])
        current = [last[0] + lost]
        for column in range(1, len(other) + 1):
            against = other[column - 1]
            best = min(
                last[column - 1] + _change(letter, against),
                last[column] + lost,
                current[-1] + _loss(against, padded_other[column - 1], padded_other[column + 1]),
            )
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                best = min(best, before_last[column - 2] + _SWAPPED)
            current.append(best)
        before_last, last = last, current
    return last[-1]


SLIP: Final = 0.86
"""The likeness of two words that one slip of the keyboard parts."""


_SHORTEST_SWAP: Final = 4


def is_slip(one: str, other: str, shortest: int, tail: int) -> bool:
    """Whether a single letter wrong, missing, too many or exchanged with its neighbour parts two words of at least
    `shortest` letters, neither the first letter nor one of the last `tail`."""
    size = min(len(one), len(other))
    if size < _SHORTEST_SWAP or OSA.distance(one, other, score_cutoff=1) != 1:
        return False
    if sorted(one) == sorted(other):
        return True  # exchanged letters make no other name, wherever they stand
    return size >= shortest and one[0] == other[0] and one[-tail:] == other[-tail:]


_MAY_DIFFER: Final = ((3, 0.0), (4, 0.36), (5, 0.72), (7, 0.9), (9, 1.0), (12, 1.4))
_MAY_DIFFER_STRICTLY: Final = ((3, 0.0), (4, 0.36), (5, 0.5), (7, 0.86), (9, 1.0), (12, 1.4))


def sound_likeness(one: str, other: str, *, strict: bool = False) -> float:
    """1.0 the same sound; 0.0 another word. The longer the words the more may differ, short ones almost nothing;
    strictly for firms, whose names are often chosen a letter apart."""
    distance = sound_distance(one, other)
    longest = max(len(one), len(other))
    allowances = _MAY_DIFFER_STRICTLY if strict else _MAY_DIFFER
    allowed = next((most for length, most in allowances if longest <= length), 2.0)
    if distance > allowed:
        return 0.0
    return 1.0 - distance / (longest + 1)
