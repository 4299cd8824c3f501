"""How alike two subjects are: their names, then what stands beside the names (M1.2).

`ALGORITHM_VERSION` is stored with each verdict; it changes with anything here or in the fold that can move a score.
"""

from typing import Final

from domain.kyc.explain import FactKind, Likeness
from domain.kyc.facts_beside import IDENTIFIER_SCORE, facts_beside
from domain.kyc.match_company import compare_companies
from domain.kyc.match_person import compare_people
from domain.kyc.subject import Subject, SubjectKind

ALGORITHM_VERSION: Final = 1
THRESHOLD: Final = 0.82
"""From this score on a pair is a hit: the measured tables behind it are in docs/screening.md."""


def compare_names(ours: str, theirs: str, kind: SubjectKind) -> Likeness:
    """Two names of one kind; UNKNOWN reads them as people and as firms and takes the better reading."""
    best = Likeness(0.0, ours, theirs, (), ())
    if kind in (SubjectKind.PERSON, SubjectKind.UNKNOWN):
        score, words = compare_people(ours, theirs)
        best = Likeness(score, ours, theirs, words, ())
    if kind is not SubjectKind.PERSON:
        score, words, facts = compare_companies(ours, theirs)
        if score > best.score or not best.words:
            best = Likeness(score, ours, theirs, words, facts)
    return best


def compare(ours: Subject, theirs: Subject) -> Likeness:
    """Two subjects by the best of their names and by the facts that both sides know, with every reason."""
    kind = _common_kind(ours.kind, theirs.kind)
    best: Likeness | None = None
    for our_name in ours.names:
        for their_name in theirs.names:
            found = compare_names(our_name, their_name, kind)
            if best is None or found.score > best.score:
                best = found
    if best is None:
        best = Likeness(0.0, "", "", (), ())
    facts = facts_beside(ours, theirs)
    effects = sum(fact.effect for fact in facts if fact.kind is not FactKind.IDENTIFIER)
    score = min(1.0, max(0.0, best.score + effects)) if best.score else 0.0
    if any(fact.kind is FactKind.IDENTIFIER for fact in facts):
        score = max(score, IDENTIFIER_SCORE)
    return Likeness(round(score, 3), best.ours, best.theirs, best.words, (*best.facts, *facts))


def _common_kind(ours: SubjectKind, theirs: SubjectKind) -> SubjectKind:
    """How to read the names: as people's when one side surely is a person and the other may be one."""
    if ours is theirs:
        return ours
    if SubjectKind.UNKNOWN in (ours, theirs):
        return theirs if ours is SubjectKind.UNKNOWN else ours
    return SubjectKind.UNKNOWN if SubjectKind.PERSON in (ours, theirs) else SubjectKind.ORGANISATION
