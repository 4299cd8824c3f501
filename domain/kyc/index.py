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
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Final
from zlib import crc32

from rapidfuzz.distance import OSA

from domain.kyc.business_words import meaning
from domain.kyc.explain import Likeness
from domain.kyc.given_names import name_id
from domain.kyc.match import THRESHOLD, compare_names
from domain.kyc.subject import Subject, SubjectKind
from domain.kyc.tokens import Part, company_names, person_words, surname_stem
from domain.names.sounds import fold_word, skeleton

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
_SHARED: Final = 0.3  # what words that many firms share add to the order of candidates
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
        lookup = _lookup(name, kind)
        number = len(self._names)
        self._names.append(name)
        self._owner.append(len(self._keys) - 1)
        for word in (*lookup.telling, *lookup.shared, *lookup.initials):
            token = self._token_ids.get(word)
            if token is None:
                token = self._token_ids[word] = len(self._tokens)
                self._tokens.append(word)
            self._name_tokens.append(token)
        self._name_start.append(len(self._name_tokens))
        joins.extend(_pair(skeleton(joined), number) for joined in lookup.joined)
        if lookup.abbreviation:
            joins.append(_pair("@" + lookup.abbreviation, number))
        if lookup.initials:
            joins.extend(_pair("~" + skeleton(word), number) for word in lookup.telling)

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
        lookup = _lookup(name, kind)
        translate = kind is not SubjectKind.PERSON
        alikes = [self._alike_tokens(word, translate=translate) for word in lookup.telling]
        weighed = sorted(((self._rarity(alike), number, alike) for number, alike in enumerate(alikes)), reverse=True)
        whole = sum(weight for weight, _, _ in weighed)
        enough = whole * _NEAR_ENOUGH
        common: dict[int, float] = {}
        rest = whole
        for weight, _, alike in weighed:
            having = self._names_with(alike)
            if rest >= enough:
                for number, likeness in having.items():
                    common[number] = common.get(number, 0.0) + weight * likeness
            else:  # names that have only this word and commoner ones cannot come near enough
                _add_to_known(common, having, weight)
            rest -= weight
        for number, share in self._otherwise_written(name, lookup):
            common[number] = max(common.get(number, 0.0), whole * share)
        for word in lookup.shared:
            alike = self._alike_tokens(word, translate=translate)
            _add_to_known(common, self._names_with(alike), self._rarity(alike) * _SHARED)
        near = [item for item in common.items() if item[1] >= enough]
        if len(near) > _MOST_RANKED and not lookup.initials:
            near = heapq.nlargest(_MOST_RANKED, near, key=itemgetter(1))
        return [number for number, _ in heapq.nlargest(MOST_JUDGED, near, key=lambda item: self._rank(item, lookup))]

    def _rank(self, item: tuple[int, float], lookup: "_Lookup") -> float:
        """The weight in common, more where other words begin with our initials, less for each word too many."""
        number, weight = item
        start, end = self._name_start[number], self._name_start[number + 1]
        size = len(lookup.telling) + len(lookup.shared) + len(lookup.initials)
        if lookup.initials:
            words = [self._tokens[self._name_tokens[at]] for at in range(start, end)]
            fitting = sum(any(word.startswith(initial) for word in words) for initial in lookup.initials)
            weight *= 1 + _INITIAL_BONUS * fitting
        return weight * (1 - 0.02 * min(abs(end - start - size), 10))

    def _otherwise_written(self, name: str, lookup: "_Lookup") -> Iterator[tuple[int, float]]:
        """Names found by something else than their words, with the share of the weight that this is worth: written
        together or apart, abbreviated, or with initials for given names."""
        for word in (*lookup.telling, *lookup.shared, *lookup.joined):
            if len(word) >= _SHORTEST_JOIN:
                yield from ((number, 0.9) for number in _values(self._joins, skeleton(word)))
        for abbreviation in _abbreviations(name, lookup):
            yield from ((number, 0.9) for number in _values(self._joins, "@" + abbreviation))
        for word in lookup.telling:
            yield from ((number, 0.6) for number in _values(self._joins, "~" + skeleton(word)))
        short = fold_word(lookup.abbreviation.replace(" ", ""))
        for joined in (*lookup.joined, *([short] if short else ())):
            for token in _values(self._sounds, skeleton(joined)):
                if OSA.distance(joined, self._tokens[token], score_cutoff=2) <= (0 if joined == short else 2):
                    part = self._postings[self._posting_start[token] : self._posting_start[token + 1]]
                    yield from ((number, 0.9) for number in part)

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


def _reading(ours: SubjectKind, theirs: SubjectKind) -> SubjectKind:
    if ours is theirs or theirs is SubjectKind.UNKNOWN:
        return ours
    return theirs if ours is SubjectKind.UNKNOWN else SubjectKind.UNKNOWN


def _add_to_known(common: dict[int, float], having: dict[int, float], weight: float) -> None:
    for number in common.keys() & having.keys():
        common[number] += weight * having[number]


@dataclass(frozen=True, slots=True)
class _Lookup:
    """What a name is looked up by: words that tell it from others, words that many firms share, initials of given
    names, neighbours written together, and the letters that would abbreviate it."""

    telling: tuple[str, ...]
    shared: tuple[str, ...]
    initials: tuple[str, ...]
    joined: tuple[str, ...]
    abbreviation: str


def _lookup(name: str, kind: SubjectKind) -> _Lookup:
    if kind is SubjectKind.PERSON:
        people = person_words(name)
        words = _first(word.fold for word in people if word.part in (Part.NAME, Part.FATHER))
        initials = _first(word.fold for word in people if word.part is Part.INITIAL)
        return _Lookup(words, (), initials, tuple(_joined(words)), "")
    readings = company_names(name)
    every = [word for reading in readings for word in reading.words]
    if kind is SubjectKind.UNKNOWN:
        fathers = [word.fold for word in person_words(name) if word.part is Part.FATHER]
    else:
        fathers = []
    inside = [word for word in every if not word.outside] or every
    own = [word.fold for word in inside if word.meaning is None] or [word.fold for word in inside]
    telling = _first([*own, *fathers])
    shared = _first(word.fold for word in every if word.fold not in own)
    whole = _first(word.fold for word in every)
    abbreviation = next((reading.initials for reading in readings if reading.initials), "")
    return _Lookup(telling, shared, (), tuple(_joined(whole)), abbreviation)


def _first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))[:_MOST_WORDS]


def _abbreviations(name: str, lookup: _Lookup) -> Iterator[str]:
    """The letters by which the names that this one may abbreviate are kept."""
    if len(lookup.telling) + len(lookup.shared) <= 2:
        for word in name.split():
            letters = [letter for letter in word.lower() if letter.isalpha()]
            if 3 <= len(letters) <= 7:
                yield " ".join(fold_word(letter) for letter in letters)


def _joined(words: Sequence[str]) -> Iterator[str]:
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
