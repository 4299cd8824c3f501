"""Two firms' names beside each other, word by word."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from domain.kyc.business_words import Meaning, compound_head
from domain.kyc.explain import Agreement, FactFinding, FactKind, WordFinding, WordVerdict
from domain.kyc.given_names import name_id
from domain.kyc.likeness import SLIP, is_slip, sound_likeness
from domain.kyc.tokens import CompanyName, CompanyWord, company_names
from domain.names.legal_form_words import LegalForm
from domain.names.sounds import fold_word

# What a difference takes from the score; tuned on the tuning half of tests/kyc_matching/data/pairs.csv.
_BOTH_MISS: Final = 0.17  # each has a word that the other has not, at least
_BOTH_MISS_SHARE: Final = 0.9
_ONE_MISSES_SHARE: Final = 0.6
_DESCRIPTION_AT_MOST: Final = 0.10  # words outside the quotation marks, one side
_UNTRANSLATED: Final = 0.08  # descriptions in two languages that the vocabulary cannot compare
_OTHER_NUMBER: Final = 0.35
_TRANSLATED: Final = 0.97
_SLIP_FROM: Final = 6
_SLIP_FROM_IN_COMPOUND: Final = 5
_SOUND_AT_LEAST: Final = 0.84
_ACRONYM: Final = {3: 0.80, 4: 0.88}  # three letters are a hint only: too many firms have the same
_ALIAS: Final = 0.98

_FORM_EFFECT: Final = -0.03
_BRANCH_EFFECT: Final = -0.02
_BODIES: Final = frozenset(
    {LegalForm.LIMITED, LegalForm.STOCK, LegalForm.SOLE_TRADER, LegalForm.FARM, LegalForm.COOPERATIVE}
    | {LegalForm.STATE_ENTERPRISE, LegalForm.STATE_INSTITUTION, LegalForm.FOUNDATION, LegalForm.ASSOCIATION}
)
_UNITS: Final = frozenset({LegalForm.BRANCH, LegalForm.REPRESENTATIVE_OFFICE})

_Compared = tuple[float, tuple[WordFinding, ...], tuple[FactFinding, ...]]


def compare_companies(ours: str, theirs: str) -> _Compared:
    """The score of two firms' names from 0 to 1, what became of each word, and the legal forms if they differ."""
    best: _Compared = (0.0, (), ())
    for our_at, our_name in enumerate(company_names(ours)):
        for their_at, their_name in enumerate(company_names(theirs)):
            score, words, facts = _compare(our_name, their_name)
            if our_at or their_at:
                score = round(score * _ALIAS, 3)
            if score > best[0] or not best[1]:
                best = (score, words, facts)
    return best


def _compare(ours: CompanyName, theirs: CompanyName) -> _Compared:
    forms = _forms(ours.forms, theirs.forms)
    score, words = _compare_words(ours.words, theirs.words)
    if score < max(_ACRONYM.values()) and (acronym := _acronym(ours, theirs)) is not None:
        score, words = (acronym.likeness, (acronym,)) if acronym.likeness > score else (score, words)
    return round(max(0.0, score + sum(fact.effect for fact in forms)), 3), words, forms


_KAZAKH: Final = frozenset("әғқңөұүһі")


def _may_translate(ours: Sequence[CompanyWord], theirs: Sequence[CompanyWord]) -> bool:
    """What is left only describes the firms, in two languages, in words of which one at least is not known to the
    vocabulary: they may mean the same."""
    left = (*ours, *theirs)
    descriptions = all(word.outside or (word.meaning is not None and not word.number) for word in left)
    unknown = any(word.meaning is None for word in left)
    return descriptions and unknown and _language(ours) != _language(theirs)


def _language(words: Sequence[CompanyWord]) -> str:
    letters = "".join(word.text for word in words)
    if letters.isascii():
        return "latin"
    return "kazakh" if _KAZAKH & set(letters) else "russian"


_Pair = tuple[float, float, range, range, WordVerdict]  # likeness, weight, our words, their words


def _compare_words(ours: Sequence[CompanyWord], theirs: Sequence[CompanyWord]) -> tuple[float, tuple[WordFinding, ...]]:
    our_left, their_left = set(range(len(ours))), set(range(len(theirs)))
    findings: list[WordFinding] = []
    for likeness, weight, our_part, their_part, verdict in sorted(_pairs(ours, theirs), key=_order):
        if not (our_left.issuperset(our_part) and their_left.issuperset(their_part)):
            continue
        our_left.difference_update(our_part)
        their_left.difference_update(their_part)
        findings.append(WordFinding(verdict, _text(ours, our_part), _text(theirs, their_part), likeness, weight))
    mine = [ours[at] for at in sorted(our_left)]
    foreign = [theirs[at] for at in sorted(their_left)]
    score = _score(findings, mine, foreign)
    findings += [WordFinding(WordVerdict.ONLY_OURS, word.text, "", 0.0, word.weight) for word in mine]
    findings += [WordFinding(WordVerdict.ONLY_THEIRS, "", word.text, 0.0, word.weight) for word in foreign]
    return score, tuple(findings)


def _order(pair: _Pair) -> tuple[float, int, float]:
    """The likest first; of equals word by word before written together, then the weightiest."""
    likeness, weight, ours, theirs, _ = pair
    return -likeness, len(ours) + len(theirs), -weight


def _text(words: Sequence[CompanyWord], part: range) -> str:
    return " ".join(words[at].text for at in part)


def _score(findings: Sequence[WordFinding], ours: Sequence[CompanyWord], theirs: Sequence[CompanyWord]) -> float:
    matched = sum(finding.weight for finding in findings)
    if not matched:
        return 0.0
    score = sum(finding.likeness * finding.weight for finding in findings) / matched
    our_rest, their_rest = sum(word.weight for word in ours), sum(word.weight for word in theirs)
    both, one = min(our_rest, their_rest), abs(our_rest - their_rest)
    total = matched + both + one
    if any(word.number for word in ours) and any(word.number for word in theirs):
        score -= _OTHER_NUMBER
    if both and _may_translate(ours, theirs):
        score -= _UNTRANSLATED
        one = 0.0
    elif both:
        score -= max(_BOTH_MISS, _BOTH_MISS_SHARE * both / (matched + both))
    if one:
        only_description = all(word.weight < 0.2 for word in (*ours, *theirs))
        lost = _ONE_MISSES_SHARE * one / total
        score -= min(lost, _DESCRIPTION_AT_MOST) if only_description else lost
    return max(0.0, score)


def _pairs(ours: Sequence[CompanyWord], theirs: Sequence[CompanyWord]) -> list[_Pair]:
    pairs: list[_Pair] = []
    for at, word in enumerate(ours):
        for other_at, other in enumerate(theirs):
            likeness, verdict = _word_likeness(word.fold, other.fold, word.meaning, other.meaning)
            if likeness:
                weight = (word.weight + other.weight) / 2
                pairs.append((likeness, weight, range(at, at + 1), range(other_at, other_at + 1), verdict))
    pairs += [(like, weight, one, many, verdict) for like, weight, one, many, verdict in _joins(ours, theirs)]
    pairs += [(like, weight, many, one, verdict) for like, weight, one, many, verdict in _joins(theirs, ours)]
    return pairs


def _joins(ones: Sequence[CompanyWord], manies: Sequence[CompanyWord]) -> list[_Pair]:
    """One word that is two, three or four neighbours written together (АстанаГаз, Астана Газ)."""
    pairs: list[_Pair] = []
    for size in (2, 3, 4):
        for start in range(len(manies) - size + 1):
            part = range(start, start + size)
            joined = "".join(manies[at].fold for at in part)
            for at, word in enumerate(ones):
                if abs(len(joined) - len(word.fold)) > 2:
                    continue
                likeness = sound_likeness(word.fold, _squeezed(joined))
                if likeness >= 0.88:
                    verdict = WordVerdict.SAME if likeness == 1.0 else WordVerdict.SOUND
                    pairs.append((likeness, max(1.0, word.weight), range(at, at + 1), part, verdict))
    return pairs


def _squeezed(joined: str) -> str:
    """A join as one word would fold: no doubled letters where the words met."""
    return joined if joined.isdigit() else fold_word(joined) if joined.isascii() and joined.isalpha() else joined


@lru_cache(maxsize=131_072)
def _word_likeness(
    one: str, other: str, meaning: Meaning | None, other_meaning: Meaning | None
) -> tuple[float, WordVerdict]:
    if one == other:
        return 1.0, WordVerdict.SAME
    if one.isdigit() or other.isdigit():
        return 0.0, WordVerdict.SOUND
    if meaning is not None and other_meaning is not None:
        return (
            (_TRANSLATED, WordVerdict.TRANSLATION)
            if meaning.number == other_meaning.number
            else (0.0, WordVerdict.SOUND)
        )
    known, other_known = name_id(one), name_id(other)
    if known is not None and other_known is not None:
        return (0.98, WordVerdict.VARIANT) if known == other_known else (0.0, WordVerdict.SOUND)
    head = compound_head(one)
    compounds = bool(head) and head == compound_head(other)
    if compounds and not _rests_alike(one.removeprefix(head), other.removeprefix(head)):
        return 0.0, WordVerdict.SOUND  # Стройдеталь, Стройметалл: what they share says nothing
    likeness = sound_likeness(one, other, strict=True)
    if likeness < _SOUND_AT_LEAST and is_slip(one, other, _SLIP_FROM, tail=1):
        likeness = SLIP
    return (likeness, WordVerdict.SOUND) if likeness >= _SOUND_AT_LEAST else (0.0, WordVerdict.SOUND)


def _rests_alike(one: str, other: str) -> bool:
    return bool(sound_likeness(one, other)) or is_slip(one, other, _SLIP_FROM_IN_COMPOUND, tail=1)


def _acronym(ours: CompanyName, theirs: CompanyName) -> WordFinding | None:
    """One side is nothing but the initials of the other's three or more words."""
    for short, long, swap in ((ours, theirs, False), (theirs, ours, True)):
        named = [word for word in short.words if word.weight >= 0.5]
        if len(named) != 1 or not long.initials or not 3 <= len(named[0].text) <= 7:
            continue
        letters = [fold_word(letter) for letter in named[0].text]
        if letters == long.initials.split():
            whole = " ".join(word.text for word in long.words)
            pair = (whole, named[0].text) if swap else (named[0].text, whole)
            return WordFinding(WordVerdict.ABBREVIATION, *pair, _ACRONYM.get(len(letters), 0.92), 1.0)
    return None


def _forms(ours: frozenset[LegalForm], theirs: frozenset[LegalForm]) -> tuple[FactFinding, ...]:
    facts = []
    our_bodies, their_bodies = ours & _BODIES, theirs & _BODIES
    if our_bodies and their_bodies and not our_bodies & their_bodies:
        facts.append(_form_fact(our_bodies, their_bodies, _FORM_EFFECT))
    if bool(ours & _UNITS) != bool(theirs & _UNITS):
        facts.append(_form_fact(ours & _UNITS, theirs & _UNITS, _BRANCH_EFFECT))
    return tuple(facts)


def _form_fact(ours: frozenset[LegalForm], theirs: frozenset[LegalForm], effect: float) -> FactFinding:
    return FactFinding(
        FactKind.LEGAL_FORM, Agreement.CONTRADICTS, ",".join(sorted(ours)), ",".join(sorted(theirs)), effect
    )
