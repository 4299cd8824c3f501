"""From letters to sounds: the words of a name and the one plain Latin form of each word.

«Тоқаев», «Токаев», "Tokayev", "Toqaev" all sound `tokaev`; «Жомарт», "Zhomart", "Jomart" all `jomart`.
`fold.py` is the door for other rooms.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

from domain.names.letters import (
    CYRILLIC,
    CYRILLIC_LOOKS_LATIN,
    JOINERS,
    KAZAKH_2018_SIGNS,
    LATIN,
    LATIN_LOOKS_CYRILLIC,
    OTHER_SCRIPTS,
    OTHER_Y_ACUTE_SIGNS,
)

MAX_NAME = 1_000
"""Letters read of one name; what is longer (attacks 57, 100) is cut, a register's longest name has about 600."""
_MAX_RAW: Final = 20 * MAX_NAME

_Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]


def _rules(*pairs: tuple[str, str]) -> tuple[_Rule, ...]:
    return tuple((re.compile(pattern), result) for pattern, result in pairs)


# Spelling habits of names written in Latin. S = ш, C = ч, J = ж/дж until the end.
_LATIN_RULES: Final = _rules(
    (r"schtsch|stsch|shtch|shch|šč", "S"),  # щ: German, French, passport
    (r"tsch|tch", "C"),
    (r"dsch|dzh|dj", "J"),
    (r"sch|sh", "S"),
    (r"cz|ch", "C"),
    (r"zh|j", "J"),
    (r"^x", "h"),  # Uzbek, Azerbaijani: Xalilov
    (r"x", "ks"),
    (r"ph", "f"),
    (r"th", "t"),
    (r"gh", "g"),
    (r"kh", "h"),
    (r"ck", "k"),
    (r"c(?=[eiy])", "s"),
    (r"[cq]", "k"),
    (r"w", "v"),
    (r"(?<=[bdfghklmnprstvzSCJ])yo", "e"),  # ё: Fyodor
    (r"ye", "e"),  # е, э: Yerlan, Tokayev
    (r"y", "i"),
)
# Rules for every script, after the letters.
_SOUND_RULES: Final = _rules(
    (r"dj", "j"),  # дж of foreign names: Джамбул, Жамбыл
    (r"t[sz]", "s"),  # ц: Tsoi, Цой
    (r"oo|ou", "u"),  # English and French у: Mahmood, Nour
    (r"ii+", "i"),
    (r"ie", "e"),  # -иев, -ьев, -iyev
    (r"(.)\1+", r"\1"),  # Kassym, Assel
)
_LATIN_SIGNS: Final = str.maketrans({"S": "sh", "C": "ch", "J": "j"})
_DIGITS_APART: Final = re.compile(r"(?<=\d)(?=\D)|(?<=\D)(?=\d)")
_VOWELS: Final = ("a", "e", "i", "o", "u")


def plain_words(text: str) -> tuple[str, ...]:
    """The words of a name in small letters, invisible marks gone, look-alike letters of another alphabet put right.

    Not yet folded: legal forms and initials are recognised on these.
    """
    return tuple(mend_script(word) for word in _words(text))


@lru_cache(maxsize=65_536)
def fold_word(word: str) -> str:
    """The fold of one word as `plain_words` gives it."""
    latin: list[str] = []
    source_is_latin = False
    for letter in word:
        if (sound := CYRILLIC.get(letter)) is not None:
            latin.append(sound)
        elif "a" <= letter <= "z" or letter.isdigit():
            source_is_latin = source_is_latin or letter.isalpha()
            latin.append(letter)
        else:
            latin.append(_other_letter(letter))
            source_is_latin = source_is_latin or letter in LATIN or unicodedata.name(letter, "").startswith("LATIN")
    sounds = "".join(latin)
    if source_is_latin:
        for pattern, result in _LATIN_RULES:
            sounds = pattern.sub(result, sounds)
        sounds = sounds.translate(_LATIN_SIGNS)
    if not sounds.isdigit():
        for pattern, result in _SOUND_RULES:
            sounds = pattern.sub(result, sounds)
    return sounds


@lru_cache(maxsize=65_536)
def skeleton(token: str) -> str:
    """The consonants of a folded word in rough classes, its first vowel kept as one sign: what typists never confuse.

    Used to find candidates and to forgive vowels (Бауыржан, Бауржан), never as proof by itself.
    """
    rough = token.replace("sh", "c").replace("ch", "c").translate(_CLASSES)
    return ("A" + rough if token[:1] in _VOWELS else rough)[:12]


_CLASSES: Final = str.maketrans(
    {**dict.fromkeys("aeiouy", ""), "h": "k", "g": "k", "q": "k", "z": "s", "d": "t", "b": "p", "f": "p", "w": "v"}
)


def _words(text: str) -> Iterator[str]:
    """Words in small letters: NFKC, no marks, no control or format characters; apostrophes join, other signs part."""
    text = text[:_MAX_RAW].replace("№", " ")
    text = unicodedata.normalize("NFKC", text).lower()
    y_acute = _y_acute(text)
    letters: list[str] = []
    for letter in text:
        if len(letters) == MAX_NAME:
            break
        category = unicodedata.category(letter)
        if letter in JOINERS:
            # Uzbek oʻ is у (Oʻtkir, Уткир); elsewhere such a mark says nothing
            if letter in "ʻ‘" and letters and letters[-1] == "o":
                letters[-1] = "u"
        elif letter == "ý":
            letters.append(y_acute)
        elif category[0] == "L":
            letters.append(letter)
        elif category == "Nd":
            letters.append(str(unicodedata.digit(letter)))
        elif category[0] == "M" or category == "Cf":
            continue  # stress marks, floods of combining marks, zero-width and direction marks (attack 61)
        else:
            letters.append(" ")
    for word in "".join(letters).split():
        yield from _DIGITS_APART.split(word) if not word.isalpha() else (word,)


def _y_acute(text: str) -> str:
    signs = set(text)
    if signs & KAZAKH_2018_SIGNS:
        return "u"
    return "y" if signs & OTHER_Y_ACUTE_SIGNS else "u"


@lru_cache(maxsize=65_536)
def mend_script(word: str) -> str:
    """A word of two alphabets is one whose look-alikes were typed on the wrong keyboard: the majority decides."""
    cyrillic = sum("Ѐ" <= letter <= "ԯ" for letter in word)
    if not cyrillic or word.isascii():
        return word
    latin = sum(letter.isascii() and letter.isalpha() for letter in word)
    if not latin:
        return word
    to_cyrillic = all(letter in LATIN_LOOKS_CYRILLIC for letter in word if letter.isascii() and letter.isalpha())
    to_latin = all(letter in CYRILLIC_LOOKS_LATIN for letter in word if "Ѐ" <= letter <= "ԯ")
    if to_cyrillic and (cyrillic >= latin or not to_latin):
        return "".join(LATIN_LOOKS_CYRILLIC.get(letter, letter) for letter in word)
    if to_latin:
        return "".join(CYRILLIC_LOOKS_LATIN.get(letter, letter) for letter in word)
    return word


@lru_cache(maxsize=4_096)
def _other_letter(letter: str) -> str:
    if (sound := LATIN.get(letter) or OTHER_SCRIPTS.get(letter)) is not None:
        return sound
    base = unicodedata.normalize("NFD", letter)[0]
    if base == letter:
        return letter
    return CYRILLIC.get(base) or OTHER_SCRIPTS.get(base) or base
