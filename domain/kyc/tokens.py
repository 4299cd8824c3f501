"""Names as words with their parts to play: initials, fathers' names, surnames' endings; what a firm's words weigh."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from domain.kyc.business_words import Meaning, WordClass, shared_phrases
from domain.names.legal_form_words import LegalForm
from domain.names.legal_forms import part_company
from domain.names.sounds import fold_word, plain_words


class Gender(StrEnum):
    """What a father's name or a surname's ending tells."""

    MALE = "male"
    FEMALE = "female"


class Part(StrEnum):
    """The part that a word plays in a person's name."""

    NAME = "name"
    FATHER = "father"
    INITIAL = "initial"
    PARTICLE = "particle"


@dataclass(frozen=True, slots=True)
class PersonWord:
    """A word of a person's name. `fold` of a father's name is the father's own name."""

    text: str
    fold: str
    part: Part
    gender: Gender | None = None


@dataclass(frozen=True, slots=True)
class CompanyWord:
    """A word of a firm's name with its weight: 1 tells firms apart, less for words that many share."""

    text: str
    fold: str
    weight: float
    meaning: Meaning | None
    number: bool
    outside: bool = False  # beside the quotation marks, not within


@dataclass(frozen=True, slots=True)
class CompanyName:
    """A firm's name without legal forms; `initials` are those of its words, camel humps parted."""

    words: tuple[CompanyWord, ...]
    forms: frozenset[LegalForm]
    initials: str


_FATHER_ENDINGS: Final = (
    ("uli", Gender.MALE), ("ogli", Gender.MALE), ("oglu", Gender.MALE), ("ovich", Gender.MALE), ("evich", Gender.MALE),
    ("ovih", Gender.MALE), ("ich", Gender.MALE), ("kizi", Gender.FEMALE), ("gizi", Gender.FEMALE),
    ("ovna", Gender.FEMALE), ("evna", Gender.FEMALE), ("ichna", Gender.FEMALE), ("inichna", Gender.FEMALE),
)  # fmt: skip
_APART: Final = {
    ending: gender for ending, gender in _FATHER_ENDINGS if ending in ("uli", "ogli", "oglu", "kizi", "gizi")
}
_SURNAME_ENDINGS: Final = (
    ("ovich", None, "uli"), ("evich", None, "uli"), ("uli", Gender.MALE, "uli"), ("kizi", Gender.FEMALE, "uli"),
    ("skaia", Gender.FEMALE, "ski"), ("skoi", Gender.MALE, "ski"), ("ski", Gender.MALE, "ski"),
    ("ova", Gender.FEMALE, "ov"), ("eva", Gender.FEMALE, "ov"), ("ov", Gender.MALE, "ov"), ("ev", Gender.MALE, "ov"),
    ("of", Gender.MALE, "ov"), ("ef", Gender.MALE, "ov"), ("ina", Gender.FEMALE, "in"), ("in", Gender.MALE, "in"),
)  # fmt: skip
_PARTICLE_WORDS: Final = """
al el ul bin ibn ben bint bent ud uddin un ad ar as ash de da do dos del der den van von zu la le los las di du
dr doctor mr mrs ms prof professor haji hajji mullah maulavi mawlawi sheikh shaykh sayyid господин госпожа мырза ханым
президент president general colonel jr sr
"""
_PARTICLES: Final = frozenset(fold_word(word) for word in _PARTICLE_WORDS.split())
_DIGRAPH_INITIALS: Final = frozenset({"дж", "zh", "sh", "kh", "ts", "ch", "dzh", "shch"})
_DOTTED: Final = re.compile(r"\b(ye|yu|ya|yo|iu|ia)\.", re.IGNORECASE)


@lru_cache(maxsize=16_384)
def person_words(text: str) -> tuple[PersonWord, ...]:
    """The words of a person's name in their order, the father's name known by its ending when two others stand by."""
    dotted = {match.group(1).lower() for match in _DOTTED.finditer(text)}
    words: list[PersonWord] = []
    for plain in plain_words(text)[:MOST_WORDS]:
        fold = fold_word(plain)
        if not fold:
            continue
        if (gender := _APART.get(fold)) is not None and words and words[-1].part is Part.NAME:
            father = words.pop()  # «Серік ұлы», "Serik uly"
            words.append(PersonWord(f"{father.text} {plain}", father.fold, Part.FATHER, gender))
        elif len(plain) == 1 or plain in _DIGRAPH_INITIALS or plain in dotted:
            words.append(PersonWord(plain, fold, Part.INITIAL))
        elif fold in _PARTICLES:
            words.append(PersonWord(plain, fold, Part.PARTICLE))
        else:
            words.append(PersonWord(plain, fold, Part.NAME))
    if words and all(word.part is not Part.NAME for word in words):
        return tuple(PersonWord(word.text, word.fold, Part.NAME) for word in words)
    return tuple(_father_found(words))


def _father_found(words: list[PersonWord]) -> list[PersonWord]:
    names = [at for at, word in enumerate(words) if word.part is Part.NAME]
    if any(word.part is Part.FATHER for word in words) or len(names) < 2:
        return words
    # «Роман Аркадьевич Абрамович», «Абрамович Роман Аркадьевич»: a surname stands first or last, a father's name
    # never first, and of two candidates the one in the middle. Two words alone: only unmistakable endings count.
    for at in (*names[1:-1], *names[-1:]):
        if (found := _as_father(words[at], certain=len(names) == 2)) is not None:
            return [*words[:at], found, *words[at + 1 :]]
    return words


def _as_father(word: PersonWord, *, certain: bool) -> PersonWord | None:
    for ending, gender in _FATHER_ENDINGS:
        if word.fold.endswith(ending) and len(word.fold) - len(ending) >= 2:
            if certain and ending in {"ich", "ovih"}:
                return None
            return PersonWord(word.text, word.fold.removesuffix(ending), Part.FATHER, gender)
    return None


@lru_cache(maxsize=65_536)
def surname_stem(fold: str) -> tuple[str, Gender | None, str]:
    """A surname without its ending, the gender the ending tells, and its kind (-ов, -ин, -ский, -ұлы); "" for none."""
    for ending, gender, kind in _SURNAME_ENDINGS:
        if fold.endswith(ending) and len(fold) - len(ending) >= 3:
            return fold.removesuffix(ending), gender, kind
    return fold, None, ""


_WEIGHTS: Final = {WordClass.EMPTY: 0.0, WordClass.SOFT: 0.2, WordClass.GENERIC: 0.45, WordClass.PLACE: 0.6}
_TWO_LETTERS: Final = 0.35
_OUTSIDE_QUOTES: Final = 0.35
"""Words outside the quotation marks describe the firm («Дом культуры», «Министерства транспорта»)."""
_OPENING, _CLOSING = '«„“"<', '»“”">'
MOST_WORDS: Final = 40
"""Words of a name that are compared; the longest real ones have about that many, a flood of words has more."""
_PARENTHESES: Final = re.compile(r"\(([^()]*)\)?")
_RAW_WORDS: Final = re.compile(r"[^\W\d_]+")
_HUMPS: Final = re.compile(r"[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][^A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]*")


@lru_cache(maxsize=16_384)
def company_names(text: str) -> tuple[CompanyName, ...]:
    """The readings of a firm's name: without what stands in parentheses (a register's remarks), and each short
    parenthesis by itself (the name in another language)."""
    main = _PARENTHESES.sub(" ", text)
    readings = [reading for part in (main, *_aliases(text)) if (reading := _company_name(part)).words]
    return tuple(readings) or (_company_name(text),)


def _aliases(text: str) -> list[str]:
    return [found for found in _PARENTHESES.findall(text) if 0 < len(plain_words(found)) <= 4]


def _company_name(text: str) -> CompanyName:
    parts = part_company(text)
    inside = set(part_company(_quoted(text)).words)
    words: list[CompanyWord] = []
    for plain, fold, known in shared_phrases(parts.words[:MOST_WORDS]):
        if not fold or (known is not None and known.word_class is WordClass.EMPTY and len(parts.words) > 1):
            continue
        weight = 1.0 if known is None else _WEIGHTS[known.word_class] or 0.2
        if len(plain) <= 2 and not plain.isdigit():
            weight = min(weight, _TWO_LETTERS)
        outside = bool(inside) and inside.isdisjoint(plain.split())
        if outside:
            weight *= _OUTSIDE_QUOTES
        words.append(CompanyWord(plain, fold, weight, known, plain.isdigit(), outside))
    return CompanyName(tuple(words), parts.forms, _initials(text, parts.words))


def _quoted(text: str) -> str:
    """What stands between the first opening quotation mark and the last closing one, "" without both."""
    opened = min((at for sign in _OPENING if (at := text.find(sign)) >= 0), default=-1)
    closed = max(text.rfind(sign) for sign in _CLOSING)
    return text[opened + 1 : closed] if 0 <= opened < closed else ""


def _initials(text: str, words: tuple[str, ...]) -> str:
    """The first letters of the words, camel humps parted (КазТрансНефтеГаз), folded; empty below three."""
    letters: list[str] = []
    for raw in _RAW_WORDS.findall(text):
        if raw.lower() in words:
            humps = _HUMPS.findall(raw) if not raw.isupper() else [raw]
            letters.extend(hump[0].lower() for hump in humps or [raw] if hump[0].isalpha())
    return " ".join(fold_word(letter) for letter in letters) if len(letters) >= 3 else ""
