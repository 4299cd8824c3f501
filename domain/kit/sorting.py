"""The order of names for people: a key computed here, because the database sorts by code point only (facts).

One key serves Russian, Kazakh and English readers: the Kazakh alphabet holds the Russian one in its order. Digits come
first (by value), then Latin, Cyrillic, other scripts; case, accents and punctuation decide only between equals.
"""

import re
import unicodedata

_ALPHABET = "аәбвгғдежзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_WEIGHTS = {letter: chr(0x0430 + place) for place, letter in enumerate(_ALPHABET)} | {"ё": chr(0x0430 + 7)}
# Latin letters that no decomposition takes apart
_LATIN = {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
_LONGEST = 240  # characters: names longer than this need no order among themselves
_TIE = "\u0001"  # below everything else, so that a name precedes its own continuations


def sort_key(text: str) -> str:
    """A string that orders by code point as people expect `text` to be ordered. Never holds NUL."""
    folded = unicodedata.normalize("NFC", text[:_LONGEST]).casefold().replace("\u0000", "")
    primary = " ".join("".join(map(_weight, folded)).split())
    return re.sub(r"\d+", _number, primary) + _TIE + folded


def _weight(char: str) -> str:
    if char in _WEIGHTS:
        return _WEIGHTS[char]
    if char in _LATIN:
        return _LATIN[char]
    bare = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c))
    return "".join(c if c.isalnum() else " " if c.isspace() or c in "-–—/" else "" for c in bare)


def _number(match: re.Match[str]) -> str:
    """Digits preceded by how many there are, so that 9 comes before 10."""
    digits = match[0].lstrip("0") or "0"
    return f"{chr(0x30 + min(len(digits), 9))}{digits}"
