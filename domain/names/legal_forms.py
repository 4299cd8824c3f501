"""How legal forms are parted from a company's name.

A form says what kind of body it is, never which one: ЖШС, ТОО and LLP are one form.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from domain.names.legal_form_words import SHORT, SPELLED, UNSPACED, LegalForm
from domain.names.letters import CYRILLIC_LOOKS_LATIN
from domain.names.sounds import fold_word, plain_words


@dataclass(frozen=True, slots=True)
class CompanyParts:
    """A company's name apart from its legal forms. `words` are plain words (see `sounds.plain_words`), never empty
    unless the text has no word at all."""

    words: tuple[str, ...]
    forms: frozenset[LegalForm]


# Particles that only stand between forms: "GmbH & Co. KG", "Co., Ltd".
_AFTERTHOUGHTS: Final = frozenset({"co", "cie", "mbh"})


def _alike(word: str) -> str:
    """The word with look-alike letters as Latin ones, so that ТОО and TOO, АО and AO, НК and HK are one."""
    return "".join(CYRILLIC_LOOKS_LATIN.get(letter, letter) for letter in word)


def _short_table() -> dict[str, LegalForm]:
    return {_alike(word): form for form, words in SHORT.items() for word in words.split()}


_SHORT_TABLE: Final = _short_table()

# Two letters, the first large, the second small: a word («Ақ Ниет»), no abbreviation. Latin forms may be so (Oy).
_ORDINARY: Final = re.compile(r"\b[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]\b")

_Stem = tuple[str, bool]  # folded beginning, whether any ending may follow


def _stem(word: str) -> _Stem:
    stem = fold_word(word.rstrip("*"))
    # и before an ending may melt into it (предприятие folds to predpriate)
    return (stem.removesuffix("i"), True) if word.endswith("*") else (stem, False)


def _spelled_table() -> dict[str, list[tuple[tuple[_Stem, ...], LegalForm]]]:
    """Phrases by the first two letters of their first word; the longest first."""
    table: dict[str, list[tuple[tuple[_Stem, ...], LegalForm]]] = {}
    for form, phrases in SPELLED.items():
        for phrase in phrases:
            stems = tuple(_stem(word) for word in phrase.lower().split())
            table.setdefault(stems[0][0][:2], []).append((stems, form))
    for found in table.values():
        found.sort(key=lambda item: -len(item[0]))
    return table


_SPELLED_TABLE: Final = _spelled_table()


@lru_cache(maxsize=16_384)
def part_company(text: str) -> CompanyParts:
    """The words of a company's name and its legal forms. Two-letter forms count at an end of the name only,
    because inside they may be anything («Завод ПК Монолит»)."""
    words = plain_words(text)
    forms: set[LegalForm] = set()
    ordinary = frozenset(found.lower() for found in _ORDINARY.findall(text))
    rest = _without_spelled(words, forms)
    rest = _without_unspaced(rest, forms)
    rest = _without_long_abbreviations(rest, forms)
    rest = _without_edges(rest, forms, ordinary)
    return CompanyParts(tuple(rest or words), frozenset(forms))


def _without_spelled(words: Sequence[str], forms: set[LegalForm]) -> list[str]:
    folded = [fold_word(word) for word in words]
    rest: list[str] = []
    at = 0
    while at < len(words):
        for stems, form in _SPELLED_TABLE.get(folded[at][:2], ()):
            if _begins(folded[at : at + len(stems)], stems):
                forms.add(form)
                at += len(stems)
                break
        else:
            rest.append(words[at])
            at += 1
    return rest


def _begins(folded: Sequence[str], stems: tuple[_Stem, ...]) -> bool:
    return len(folded) == len(stems) and all(
        word.startswith(stem) if open_end else word == stem
        for word, (stem, open_end) in zip(folded, stems, strict=True)
    )


def _without_unspaced(words: Iterable[str], forms: set[LegalForm]) -> list[str]:
    rest: list[str] = []
    for word in words:
        for sign, form in UNSPACED:
            if sign in word and (word.startswith(sign) or word.endswith(sign)):
                forms.add(form)
                word = word.removeprefix(sign).removesuffix(sign)  # noqa: PLW2901 - the word without its form
        if word:
            rest.append(word)
    return rest


def _without_long_abbreviations(words: Sequence[str], forms: set[LegalForm]) -> list[str]:
    rest: list[str] = []
    for word in words:
        form = _SHORT_TABLE.get(_alike(word)) if len(word) > 2 else None
        if form is None:
            rest.append(word)
        else:
            forms.add(form)
    return rest


def _without_edges(words: list[str], forms: set[LegalForm], ordinary: frozenset[str]) -> list[str]:
    """Two-letter and dotted forms (B.V., S.p.A., З.А.О.) at either end, as long as something remains."""
    rest = list(words)
    found = True
    while found and len(rest) > 1:
        found = False
        for size in (4, 3, 2, 1):
            if len(rest) <= size:
                continue
            for part, remaining in ((rest[-size:], rest[:-size]), (rest[:size], rest[size:])):
                if part[0] in ordinary or (size > 1 and any(len(word) != 1 for word in part)):
                    continue
                form = _SHORT_TABLE.get(_alike("".join(part)))
                if form is None and not (size == 1 and part[0] in _AFTERTHOUGHTS and forms):
                    continue
                if form is not None:
                    forms.add(form)
                rest, found = remaining, True
                break
            if found:
                break
    return rest
