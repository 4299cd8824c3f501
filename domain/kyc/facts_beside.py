"""What stands beside a name and raises or lowers the score: birth dates, countries, identifiers."""

from collections.abc import Iterable
from typing import Final

from domain.kyc.explain import Agreement, FactFinding, FactKind
from domain.kyc.subject import PartialDate, Subject, SubjectKind
from domain.names.sounds import plain_words

IDENTIFIER_SCORE: Final = 0.99
"""A shared identifier alone makes a hit of two subjects, whatever their names."""

_SAME_DAY: Final = 0.05
_SAME_YEAR: Final = 0.02
_SWAPPED_DAY: Final = 0.02
_OTHER_DAY: Final = -0.08
_OTHER_YEAR: Final = -0.15
_ABOUT_YEARS: Final = 2  # "circa" covers this many years either way
_SAME_COUNTRY: Final = 0.01
_OTHER_COUNTRY: Final = -0.04
_OTHER_KIND: Final = -0.15
_SHORTEST_IDENTIFIER: Final = 5


def facts_beside(ours: Subject, theirs: Subject) -> tuple[FactFinding, ...]:
    """Every fact that both sides know, with its effect on the score. An unknown fact has none."""
    found = (_kinds(ours, theirs), _birth_dates(ours, theirs), _countries(ours, theirs), _identifiers(ours, theirs))
    return tuple(fact for fact in found if fact is not None)


def identifier_key(text: str) -> str:
    """An identifier as it is compared: letters (look-alikes of other alphabets read as one) and digits only; empty
    when too short to identify anything."""
    key = "".join(plain_words(text)).upper()
    return key if len(key) >= _SHORTEST_IDENTIFIER and any(sign.isdigit() for sign in key) else ""


def _kinds(ours: Subject, theirs: Subject) -> FactFinding | None:
    if SubjectKind.UNKNOWN in (ours.kind, theirs.kind) or ours.kind is theirs.kind:
        return None
    return FactFinding(FactKind.KIND, Agreement.CONTRADICTS, ours.kind.value, theirs.kind.value, _OTHER_KIND)


def _birth_dates(ours: Subject, theirs: Subject) -> FactFinding | None:
    """The best of all pairs: a list often gives several dates."""
    pairs = [
        (effect, agreement, str(one), str(other))
        for one in ours.birth_dates
        for other in theirs.birth_dates
        for effect, agreement in [_dates(one, other)]
    ]
    if not pairs:
        return None
    effect, agreement, one, other = max(pairs)
    return FactFinding(FactKind.BIRTH_DATE, agreement, one, other, effect)


def _dates(one: PartialDate, other: PartialDate) -> tuple[float, Agreement]:
    if one.about or other.about:
        near = abs(one.year - other.year) <= _ABOUT_YEARS
        return (0.0, Agreement.PARTLY) if near else (_OTHER_YEAR, Agreement.CONTRADICTS)
    if one.year != other.year:
        return _OTHER_YEAR, Agreement.CONTRADICTS
    if None in (one.month, other.month):
        return _SAME_YEAR, Agreement.PARTLY
    if one.month == other.month and None in (one.day, other.day):
        return _SAME_YEAR, Agreement.PARTLY
    if (one.month, one.day) == (other.month, other.day):
        return _SAME_DAY, Agreement.AGREES
    if (one.month, one.day) == (other.day, other.month):
        return _SWAPPED_DAY, Agreement.PARTLY  # 03.04 read as 4 March
    return _OTHER_DAY, Agreement.CONTRADICTS


def _countries(ours: Subject, theirs: Subject) -> FactFinding | None:
    if not ours.countries or not theirs.countries:
        return None
    shared = ours.countries & theirs.countries
    effect, agreement = (_SAME_COUNTRY, Agreement.AGREES) if shared else (_OTHER_COUNTRY, Agreement.CONTRADICTS)
    return FactFinding(FactKind.COUNTRY, agreement, _joined(ours.countries), _joined(theirs.countries), effect)


def _identifiers(ours: Subject, theirs: Subject) -> FactFinding | None:
    mine = {key: text for text in sorted(ours.identifiers) if (key := identifier_key(text))}
    for text in sorted(theirs.identifiers):
        if (key := identifier_key(text)) and key in mine:
            return FactFinding(FactKind.IDENTIFIER, Agreement.AGREES, mine[key], text, IDENTIFIER_SCORE)
    return None


def _joined(values: Iterable[str]) -> str:
    return ",".join(sorted(values))
