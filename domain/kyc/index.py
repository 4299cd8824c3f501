"""Candidates among many names, in memory: one name against half a million in milliseconds (docs/screening.md).

The index knows names only. It finds those that may be alike by their words (by sound, by known spellings, by
surnames' stems, written together or apart, by initials and abbreviations); `match.py` then judges each. What is
found by a paper's number alone is looked up where the papers are kept.

It is built once for a list's version and never changes; all of it is plain arrays, so that half a million names cost
little more than their letters.
"""

import heapq
import math
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import Final
from zlib import crc32

from rapidfuzz.distance import OSA

from domain.kyc.business_words import meaning
from domain.kyc.explain import Likeness
from domain.kyc.given_names import name_id
from domain.kyc.match import THRESHOLD, compare_names
from domain.kyc.sounds import fold_word, skeleton
from domain.kyc.subject import Subject, SubjectKind
from domain.kyc.tokens import Part, company_names, person_words, surname_stem

MOST_JUDGED: Final = 60
"""Candidates that are compared word by word; the true ones stand among the first few."""
SLACK: Final = 0.06
"""How far facts (a birth date, a country) can lift a name that alone is below the threshold."""

_KINDS: Final = tuple(SubjectKind)
_LOW: Final = (1 << 32) - 1
_SHORTEST_JOIN: Final = 5
_INITIAL_BONUS: Final = 0.5
_NEAR_ENOUGH: Final = 0.5  # share of the query's weight that a candidate must have in common
_MOST_WORDS: Final = 12
_MOST_RANKED: Final = 1_000


@dataclass(frozen=True, slots=True)
class NameHit:
    """A name of the list that is alike: whose it is, and why."""

    key: str
    kind: SubjectKind
    likeness: Likeness


class NameIndex:
    """All names of a list's version. Memory and times are in docs/screening.md."""

    def __init__(self, entries: Iterable[tuple[str, Subject]]) -> None:
        self._names: list[str] = []
        self._keys: list[str] = []
        self._owner = array("I")  # by name: place in _keys
        self._kind = bytearray()  # by entry
        self._token_ids: dict[str, int] = {}
        self._tokens: list[str] = []
        self._name_tokens = array("I")  # all names' words, one after another
        self._name_start = array("I", [0])
        joins = array("Q")
        for key, subject in entries:
            self._keys.append(key)
            self._kind.append(_KINDS.index(subject.kind))
            for name in subject.names:
                self._add(name, subject.kind, joins)
        self._joins = _sorted(joins)
        self._posting_start, self._postings = self._postings_of()
        self._sounds = self._sounds_of()
        self._meanings = self._meanings_of()

    def __len__(self) -> int:
        return len(self._names)

    def search(self, subject: Subject, threshold: float = THRESHOLD - SLACK) -> tuple[NameHit, ...]:
        """The entries with a name alike one of the subject's, the likest first, one hit for each entry.

        The names alone are judged: give a threshold a little below the wanted one and let `match.compare` decide with
        the facts of the entries found.
        """
        best: dict[int, NameHit] = {}
        for name in subject.names:
            for number in self._candidates(name, subject.kind):
                owner = self._owner[number]
                kind = _KINDS[self._kind[owner]]
                likeness = compare_names(name, self._names[number], _reading(subject.kind, kind))
                if likeness.score >= threshold and (owner not in best or likeness.score > best[owner].likeness.score):
                    best[owner] = NameHit(self._keys[owner], kind, likeness)
        return tuple(sorted(best.values(), key=lambda hit: (-hit.likeness.score, hit.key)))

    # Building

    def _add(self, name: str, kind: SubjectKind, joins: "array[int]") -> None:
        words, initials = _words(name, kind)
        number = len(self._names)
        self._names.append(name)
        self._owner.append(len(self._keys) - 1)
        for word in words[:_MOST_WORDS]:
            token = self._token_ids.get(word)
            if token is None:
                token = self._token_ids[word] = len(self._tokens)
                self._tokens.append(word)
            self._name_tokens.append(token)
        self._name_start.append(len(self._name_tokens))
        for joined in _joined(words[:_MOST_WORDS]):
            joins.append(_pair(skeleton(joined), number))
        if initials:
            joins.append(_pair(initials, number))

    def _postings_of(self) -> "tuple[array[int], array[int]]":
        """By word: the names that have it."""
        counts = array("I", bytes(4 * (len(self._tokens) + 1)))
        for token in self._name_tokens:
            counts[token + 1] += 1
        for token in range(len(self._tokens)):
            counts[token + 1] += counts[token]
        place = array("I", counts)
        postings = array("I", bytes(4 * len(self._name_tokens)))
        for number in range(len(self._names)):
            for at in range(self._name_start[number], self._name_start[number + 1]):
                token = self._name_tokens[at]
                postings[place[token]] = number
                place[token] += 1
        return counts, postings

    def _sounds_of(self) -> "array[int]":
        pairs = array("Q")
        for token, word in enumerate(self._tokens):
            pairs.extend(_pair(key, token) for key in _sound_keys(word))
        return _sorted(pairs)

    def _meanings_of(self) -> dict[int, list[int]]:
        table: dict[int, list[int]] = {}
        for token, word in enumerate(self._tokens):
            if (found := meaning(word)) is not None:
                table.setdefault(found.number, []).append(token)
        return table

    # Searching

    def _candidates(self, name: str, kind: SubjectKind) -> list[int]:
        """The numbers of the names that have most in common with this one, the rarest words counting most."""
        words, initials = _words(name, kind)
        words = list(dict.fromkeys(words))[:_MOST_WORDS]
        full = [word for word in words if len(word) > 1] or words
        alikes = [self._alike_tokens(word, translate=kind is not SubjectKind.PERSON) for word in full]
        weighed = sorted(((self._rarity(alike), number, alike) for number, alike in enumerate(alikes)), reverse=True)
        whole = sum(weight for weight, _, _ in weighed)
        letters = {word for word in words if len(word) == 1}
        enough = whole * _NEAR_ENOUGH / (2 if letters else 1)
        common: dict[int, float] = {}
        rest = whole
        for weight, _, alike in weighed:
            having = self._names_with(alike)
            if rest >= enough:
                for number, likeness in having.items():
                    common[number] = common.get(number, 0.0) + weight * likeness
            else:  # names that have only this word and commoner ones cannot come near enough
                for number in common.keys() & having.keys():
                    common[number] += weight * having[number]
            rest -= weight
        joined = [*full, *_joined(words)]
        for key in (*(skeleton(word) for word in joined if len(word) >= _SHORTEST_JOIN), *_acronyms(name, initials)):
            for number in _values(self._joins, key):
                common[number] = max(common.get(number, 0.0), whole * 0.9)
        for number, weight in self._names_joined(words, whole):
            common[number] = max(common.get(number, 0.0), weight)
        near = [item for item in common.items() if item[1] >= enough]
        if len(near) > _MOST_RANKED and not letters:
            near = heapq.nlargest(_MOST_RANKED, near, key=itemgetter(1))
        return [number for number, _ in heapq.nlargest(MOST_JUDGED, near, key=lambda item: self._rank(item, words))]

    def _rank(self, item: tuple[int, float], words: list[str]) -> float:
        """The weight in common, more where other words begin with our initials, less for each word too many."""
        number, weight = item
        start, end = self._name_start[number], self._name_start[number + 1]
        excess = abs((end - start) - len(words))
        firsts = {word for word in words if len(word) == 1}
        if firsts:
            fitting = sum(self._tokens[self._name_tokens[at]][:1] in firsts for at in range(start, end))
            weight *= 1 + _INITIAL_BONUS * min(fitting, len(firsts))
        return weight * (1 - 0.02 * min(excess, 10))

    def _alike_tokens(self, word: str, *, translate: bool) -> dict[int, float]:
        """The words of the index that may be this one, with a rough likeness."""
        alike: dict[int, float] = {}
        limit = max(1, len(word) // 3)
        for key in _sound_keys(word):
            for token in _values(self._sounds, key):
                if token not in alike:
                    other = self._tokens[token]
                    distance = OSA.distance(word, other, score_cutoff=limit + 3)
                    alike[token] = max(0.5, 1.0 - distance / (len(word) + 3)) if distance <= limit + 3 else 0.0
        for key in _exact_keys(word):
            for token in _values(self._sounds, key):
                alike[token] = max(alike.get(token, 0.0), 0.9)
        if translate and (found := meaning(word)) is not None:
            for token in self._meanings.get(found.number, ()):
                alike[token] = max(alike.get(token, 0.0), 0.9)
        return {token: likeness for token, likeness in alike.items() if likeness}

    def _rarity(self, alike: dict[int, float]) -> float:
        """How much a word says: the logarithm of how few names have it or one nearly the same."""
        having = sum(
            self._posting_start[token + 1] - self._posting_start[token]
            for token, likeness in alike.items()
            if likeness > 0.85
        )
        return math.log((len(self._names) + 10) / (having + 1))

    def _names_with(self, alike: dict[int, float]) -> dict[int, float]:
        found: dict[int, float] = {}
        for token, likeness in sorted(alike.items(), key=lambda item: item[1]):
            part = self._postings[self._posting_start[token] : self._posting_start[token + 1]]
            found.update(dict.fromkeys(part, likeness))
        return found

    def _names_joined(self, words: list[str], whole: float) -> Iterator[tuple[int, float]]:
        """Names that have in one word what the query has in several."""
        for joined in _joined(words):
            for token in _values(self._sounds, skeleton(joined)):
                if OSA.distance(joined, self._tokens[token], score_cutoff=2) <= 2:
                    for number in self._postings[self._posting_start[token] : self._posting_start[token + 1]]:
                        yield number, whole * 0.9


def _reading(ours: SubjectKind, theirs: SubjectKind) -> SubjectKind:
    if ours is theirs or theirs is SubjectKind.UNKNOWN:
        return ours
    return theirs if ours is SubjectKind.UNKNOWN else SubjectKind.UNKNOWN


def _words(name: str, kind: SubjectKind) -> tuple[list[str], str]:
    """The folded words by which a name is looked up, and its initials as one sign."""
    if kind is SubjectKind.PERSON:
        return [word.fold for word in person_words(name) if word.part is not Part.PARTICLE], ""
    readings = company_names(name)
    words = [word.fold for reading in readings for word in reading.words]
    if kind is SubjectKind.UNKNOWN:
        words += [word.fold for word in person_words(name) if word.part is Part.FATHER]
    initials = next((reading.initials for reading in readings if reading.initials), "")
    return words, f"@{initials}" if initials else ""


def _acronyms(name: str, initials: str) -> Iterator[str]:
    """The signs under which a name's abbreviation, or the name that it abbreviates, is kept."""
    if initials:
        yield initials
    words = name.split()
    for word in words if len(words) <= 4 else ():
        letters = [letter for letter in word.lower() if letter.isalpha()]
        if 3 <= len(letters) <= 7:
            yield "@" + " ".join(fold_word(letter) for letter in letters)


def _joined(words: list[str]) -> Iterator[str]:
    """Neighbours written together, two and three."""
    for size in (2, 3):
        for start in range(len(words) - size + 1):
            joined = "".join(words[start : start + size])
            if len(joined) >= _SHORTEST_JOIN:
                yield joined


def _sound_keys(word: str) -> Iterator[str]:
    """Signs that two words share when at most one consonant parts them: the skeleton, and it without each letter."""
    bones = skeleton(word)
    yield bones
    if len(bones) > 3:
        yield from {bones[:at] + bones[at + 1 :] for at in range(len(bones))}
    yield from _exact_keys(word)


def _exact_keys(word: str) -> Iterator[str]:
    """Signs of a known given name and of a surname's stem: other spellings and endings have the same."""
    known = name_id(word)
    if known is not None:
        yield f"#{known}"
    stem, _, ending = surname_stem(word)
    if ending:
        yield f"{skeleton(stem)}-"
        known = name_id(stem)
        if known is not None:
            yield f"#{known}-"
    else:
        yield f"{skeleton(word)}-"


def _pair(key: str, number: int) -> int:
    return crc32(key.encode()) << 32 | number


def _sorted(pairs: "array[int]") -> "array[int]":
    return array("Q", sorted(set(pairs)))


def _values(pairs: "array[int]", key: str) -> Iterator[int]:
    """The numbers kept under a key (rarely one of another key too: whoever asks looks again)."""
    low = crc32(key.encode()) << 32
    for at in range(bisect_left(pairs, low), len(pairs)):
        if pairs[at] > low | _LOW:
            return
        yield pairs[at] & _LOW
