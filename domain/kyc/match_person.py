"""Two people's names beside each other, word by word."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from domain.kyc.explain import WordFinding, WordVerdict
from domain.kyc.given_names import name_id
from domain.kyc.likeness import SLIP, is_slip, sound_likeness
from domain.kyc.tokens import Part, PersonWord, person_words, surname_stem
from domain.names.sounds import fold_word

# What a difference leaves of the score; tuned on the tuning half of tests/kyc_matching/data/pairs.csv.
_CONFLICT: Final = 0.55  # a name on either side that the other has not
_ONE_NAME_ONLY: Final = 0.72  # a single name in common, the other side has more
_GIVEN_NAMES_ONLY: Final = 0.78  # two given names in common, a surname on one side only
_SURNAME_ONLY: Final = 0.84  # we ask by a surname alone, the list has more
_OTHER_FATHER: Final = 0.70
_OTHER_INITIAL: Final = 0.60
_EXTRA_NAME: Final = 0.07
_EXTRA_FATHER: Final = 0.02
_EXTRA_INITIAL: Final = 0.03
_BY_INITIAL: Final = 0.90  # the given name is only an initial
_PARTICLE_WEIGHT: Final = 0.2
_WEIGHTS: Final = {Part.NAME: 1.0, Part.FATHER: 0.5, Part.INITIAL: 0.5, Part.PARTICLE: _PARTICLE_WEIGHT}
_SLIP_KNOWN, _SLIP_UNKNOWN = 5, 6  # letters in the shorter word
_GIVEN_AS_SURNAME: Final = 0.88


@dataclass(slots=True)
class _Alignment:
    findings: list[WordFinding] = field(default_factory=list)
    names: int = 0  # full names in common
    endings: int = 0  # pairs where only one side has a surname's ending
    initials: int = 0
    ours_left: list[PersonWord] = field(default_factory=list)
    theirs_left: list[PersonWord] = field(default_factory=list)


def compare_people(ours: str, theirs: str) -> tuple[float, tuple[WordFinding, ...]]:
    """The score of two people's names from 0 to 1, and what became of each word."""
    our_words, their_words = person_words(ours), person_words(theirs)
    if not our_words or not their_words:
        return 0.0, ()
    if sorted(map(_role, our_words)) == sorted(map(_role, their_words)):
        return 1.0, tuple(map(_same, sorted(our_words, key=_role), sorted(their_words, key=_role)))
    alignment = _align(our_words, their_words)
    factor = _fathers(alignment) * _initials(alignment)
    return round(_score(alignment) * factor, 3), tuple(alignment.findings) + _left(alignment)


_SAME_PART: Final = {Part.FATHER: WordVerdict.FATHER, Part.INITIAL: WordVerdict.INITIAL}


def _role(word: PersonWord) -> tuple[str, str, str]:
    """What makes two words one whatever their order: sound and part (a father and his son bear the same two names)."""
    return word.fold, word.part.value, word.gender.value if word.gender else ""


def _same(ours: PersonWord, theirs: PersonWord) -> WordFinding:
    verdict = _SAME_PART.get(ours.part, WordVerdict.SAME)
    return WordFinding(verdict, ours.text, theirs.text, 1.0, _WEIGHTS[ours.part])


_VOWELS: Final = "aeiou"
_Unit = tuple[int, int]  # first word, one past the last


def _align(ours: Sequence[PersonWord], theirs: Sequence[PersonWord]) -> _Alignment:
    """Pairs the names greedily, the likest and longest first; two or three words may be one (Бек Жан, Бекжан)."""
    our_names = [word for word in ours if word.part in (Part.NAME, Part.PARTICLE)]
    their_names = [word for word in theirs if word.part in (Part.NAME, Part.PARTICLE)]
    pairs: list[tuple[float, int, _Unit, _Unit, WordVerdict]] = []
    for at, word in enumerate(our_names):
        for other_at, other in enumerate(their_names):
            likeness, verdict = name_likeness(word.fold, other.fold)
            if likeness:
                pairs.append((likeness, len(word.fold), (at, at + 1), (other_at, other_at + 1), verdict))
    pairs += [
        (likeness, size, one, many, verdict) for likeness, size, one, many, verdict in _joins(our_names, their_names)
    ]
    pairs += [
        (likeness, size, many, one, verdict) for likeness, size, one, many, verdict in _joins(their_names, our_names)
    ]
    pairs.sort(key=lambda pair: (-pair[0], pair[2][1] - pair[2][0] + pair[3][1] - pair[3][0], -pair[1]))
    result = _Alignment()
    our_taken: set[int] = set()
    their_taken: set[int] = set()
    for likeness, _, our_unit, their_unit, verdict in pairs:
        if our_taken & set(range(*our_unit)) or their_taken & set(range(*their_unit)):
            continue
        our_taken |= set(range(*our_unit))
        their_taken |= set(range(*their_unit))
        our_part, their_part = our_names[slice(*our_unit)], their_names[slice(*their_unit)]
        particle = all(word.part is Part.PARTICLE for word in (*our_part, *their_part))
        result.names += not particle
        result.endings += verdict is WordVerdict.ENDING and _one_has_no_ending(our_part[0].fold, their_part[0].fold)
        result.findings.append(
            WordFinding(verdict, _text(our_part), _text(their_part), likeness, _PARTICLE_WEIGHT if particle else 1.0)
        )
    result.ours_left = [word for at, word in enumerate(our_names) if at not in our_taken]
    result.theirs_left = [word for at, word in enumerate(their_names) if at not in their_taken]
    result.ours_left += [word for word in ours if word.part in (Part.FATHER, Part.INITIAL)]
    result.theirs_left += [word for word in theirs if word.part in (Part.FATHER, Part.INITIAL)]
    return result


def _joins(
    ones: Sequence[PersonWord], manies: Sequence[PersonWord]
) -> list[tuple[float, int, _Unit, _Unit, WordVerdict]]:
    """Single words on one side that are two or three neighbours written together on the other."""
    found = []
    for size in (2, 3):
        for start in range(len(manies) - size + 1):
            joined = "".join(word.fold for word in manies[start : start + size])
            for at, word in enumerate(ones):
                if abs(len(joined) - len(word.fold)) <= 1 and (likeness := _joined_likeness(word.fold, joined)) >= 0.93:
                    verdict = WordVerdict.SAME if likeness == 1.0 else WordVerdict.SOUND
                    found.append((likeness, len(joined) + 1, (at, at + 1), (start, start + size), verdict))
    return found


def _joined_likeness(word: str, joined: str) -> float:
    one, other = name_id(word), name_id(joined)
    if one is not None and one == other:
        return 1.0
    return sound_likeness(word, joined)


@lru_cache(maxsize=131_072)
def name_likeness(one: str, other: str) -> tuple[float, WordVerdict]:
    """How far two folded words are one name, 0.0 when not. Known given names are never taken for slips of each other,
    alone or inside a surname (Сериков, Бериков)."""
    if one == other:
        return 1.0, WordVerdict.SAME
    known, other_known = name_id(one), name_id(other)
    if known is not None and other_known is not None:
        return (0.98, WordVerdict.VARIANT) if known == other_known else (0.0, WordVerdict.SOUND)
    stem, gender, ending = surname_stem(one)
    other_stem, other_gender, other_ending = surname_stem(other)
    if ending and ending == other_ending:
        likeness = _stem_likeness(stem, other_stem)
        return (likeness, WordVerdict.SOUND) if gender is other_gender else (likeness * 0.95, WordVerdict.ENDING)
    if (not ending or not other_ending or "uli" in (ending, other_ending)) and ending != other_ending:
        likeness = _stem_likeness(stem, other_stem)
        if likeness:
            return likeness * (0.95 if ending and other_ending else _GIVEN_AS_SURNAME), WordVerdict.ENDING
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    if longer == shorter + "a":
        return 0.0, WordVerdict.SOUND  # Александр, Александра
    return _likeness(one, other, one_known=(known is None) != (other_known is None)), WordVerdict.SOUND


def _stem_likeness(stem: str, other: str) -> float:
    if stem == other:
        return 1.0
    known, other_known = _stem_id(stem), _stem_id(other)
    if known is not None and other_known is not None:
        return 0.98 if known == other_known else 0.0
    return _likeness(stem, other, one_known=(known is None) != (other_known is None))


def _likeness(one: str, other: str, *, one_known: bool) -> float:
    """By sound, or as a slip: a known name beside a word that is none is likelier mistyped than another name."""
    likeness = sound_likeness(one, other)
    if not likeness and is_slip(one, other, _SLIP_KNOWN if one_known else _SLIP_UNKNOWN, tail=1):
        return SLIP
    return likeness


def _stem_id(stem: str) -> int | None:
    """The given name in a surname; one on -й has lost it (Бектай, Бектаев)."""
    known = name_id(stem)
    return name_id(stem + "i") if known is None and stem[-1:] in "aeo" else known


def _one_has_no_ending(one: str, other: str) -> bool:
    return bool(surname_stem(one)[2]) != bool(surname_stem(other)[2])


def _text(words: Sequence[PersonWord]) -> str:
    return " ".join(word.text for word in words)


def _fathers(alignment: _Alignment) -> float:
    """The fathers' names: the same father is one reason more, another father makes another person."""
    ours = next((word for word in alignment.ours_left if word.part is Part.FATHER), None)
    theirs = next((word for word in alignment.theirs_left if word.part is Part.FATHER), None)
    if ours is None and theirs is None:
        return 1.0
    if ours is not None and theirs is not None:
        likeness, _ = name_likeness(ours.fold, theirs.fold)
        if ours.fold.rstrip(_VOWELS) == theirs.fold.rstrip(_VOWELS):
            likeness = max(likeness, 0.97)  # Ғалиұлы, Галиевич
        same = bool(likeness) and ours.gender is theirs.gender
        verdict = WordVerdict.FATHER if same else WordVerdict.OTHER_FATHER
        _take(alignment, ours, theirs, verdict, likeness if same else 0.0, 0.5)
        return 1.0 if same else _OTHER_FATHER
    return _lonely_father(alignment, ours, theirs)


def _lonely_father(alignment: _Alignment, ours: PersonWord | None, theirs: PersonWord | None) -> float:
    """One side only has a father's name: the other may carry it as the surname (Дулатұлы, Дулатов)."""
    father = ours or theirs
    assert father is not None
    mine, others = alignment.ours_left, alignment.theirs_left
    if ours is None:
        mine, others = others, mine
    if any(word.part is Part.NAME for word in mine):
        return 1.0  # it has a surname of its own
    for other in others:
        if other.part is Part.NAME:
            likeness = _stem_likeness(father.fold, surname_stem(other.fold)[0])
            if likeness:
                pair = (father, other) if ours is not None else (other, father)
                _take(alignment, *pair, WordVerdict.ENDING, likeness * 0.93, 1.0)
                alignment.names += 1
                return 1.0
    return 1.0


def _initials(alignment: _Alignment) -> float:
    """Initials against full words or each other. One that fits nothing beside a word left over is another person's."""
    for mine, foreign, swap in (
        (alignment.ours_left, alignment.theirs_left, False),
        (alignment.theirs_left, alignment.ours_left, True),
    ):
        for initial in [word for word in mine if word.part is Part.INITIAL]:
            fits = [word for word in foreign if word.fold.startswith(initial.fold) and word.part is not Part.PARTICLE]
            if fits:
                pair = (fits[0], initial) if swap else (initial, fits[0])
                both = fits[0].part is Part.INITIAL
                alignment.initials += fits[0].part is not Part.FATHER
                _take(alignment, *pair, WordVerdict.INITIAL, 0.95 if both else 0.9, 0.5)
    for mine, foreign in ((alignment.ours_left, alignment.theirs_left), (alignment.theirs_left, alignment.ours_left)):
        lost = any(word.part is Part.INITIAL for word in mine)
        if lost and any(word.part in (Part.NAME, Part.INITIAL, Part.FATHER) for word in foreign):
            return _OTHER_INITIAL
    return 1.0


def _take(
    alignment: _Alignment, ours: PersonWord, theirs: PersonWord, verdict: WordVerdict, likeness: float, weight: float
) -> None:
    alignment.ours_left = [word for word in alignment.ours_left if word is not ours]
    alignment.theirs_left = [word for word in alignment.theirs_left if word is not theirs]
    alignment.findings.append(WordFinding(verdict, ours.text, theirs.text, round(likeness, 3), weight))


def _score(alignment: _Alignment) -> float:
    counted = [finding for finding in alignment.findings if finding.verdict is not WordVerdict.OTHER_FATHER]
    weight = sum(finding.weight for finding in counted)
    if not weight or not alignment.names:
        return 0.0
    score = sum(finding.likeness * finding.weight for finding in counted) / weight
    ours = [word for word in alignment.ours_left if word.part is Part.NAME]
    theirs = [word for word in alignment.theirs_left if word.part is Part.NAME]
    extras = [*alignment.ours_left, *alignment.theirs_left]
    by_initial_only = alignment.names == 1 and alignment.initials
    if (ours and theirs) or (by_initial_only and (ours or theirs)) or alignment.endings > 1:
        return score * _CONFLICT * min(1.0, (alignment.names + 1) / 2.5)
    if by_initial_only:
        score *= _BY_INITIAL + 0.02 * (alignment.initials - 1)
    elif alignment.names == 1 and (ours or theirs) and not _has(alignment, WordVerdict.FATHER):
        return score * (_ONE_NAME_ONLY if ours or _only_given_names(alignment) else _SURNAME_ONLY)
    elif (ours or theirs) and _only_given_names(alignment) and not all(map(_is_given_name, [*ours, *theirs])):
        return score * _GIVEN_NAMES_ONLY
    extra_names = sum(word.part is Part.NAME for word in extras)
    extra_fathers = sum(word.part is Part.FATHER for word in extras)
    extra_initials = 0 if alignment.initials else sum(word.part is Part.INITIAL for word in extras)
    lost = min(0.3, extra_names * _EXTRA_NAME) + extra_fathers * _EXTRA_FATHER + extra_initials * _EXTRA_INITIAL
    return max(0.0, score - lost)


def _has(alignment: _Alignment, verdict: WordVerdict) -> bool:
    return any(finding.verdict is verdict for finding in alignment.findings)


def _only_given_names(alignment: _Alignment) -> bool:
    """Whether the names in common are such that thousands bear, no surname among them."""
    common = [finding for finding in alignment.findings if finding.weight == 1.0]
    return all(name_id(fold_word(finding.ours.replace(" ", ""))) is not None for finding in common)


def _is_given_name(word: PersonWord) -> bool:
    return name_id(word.fold) is not None


def _left(alignment: _Alignment) -> tuple[WordFinding, ...]:
    ours = (WordFinding(WordVerdict.ONLY_OURS, word.text, "", 0.0, _WEIGHTS[word.part]) for word in alignment.ours_left)
    theirs = (
        WordFinding(WordVerdict.ONLY_THEIRS, "", word.text, 0.0, _WEIGHTS[word.part]) for word in alignment.theirs_left
    )
    return (*ours, *theirs)
