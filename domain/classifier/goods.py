"""Goods by the EAEU's nomenclature (ТН ВЭД ЕАЭС; M2.1, п. 47.4): sections, chapters, and codes of 4, 6 or 10 figures.

The chapters are the Harmonized System's. Headings below them change yearly and are not kept here: a code is taken as
typed once its chapter is a real one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NewType

from domain.kit.refused import Refused

Chapter = NewType("Chapter", str)

LENGTHS: Final = (4, 6, 10)
"""Figures of a heading («товарная позиция»), a subheading and a full code."""

_RESERVED: Final = 77
_FIRST_OF_SECTION = (1, 6, 15, 16, 25, 28, 39, 41, 44, 47, 50, 64, 68, 71, 72, 84, 86, 90, 93, 94, 97)
_LAST = 97

SECTIONS: Mapping[int, tuple[Chapter, ...]] = MappingProxyType(
    {
        number: tuple(
            Chapter(f"{chapter:02d}")
            for chapter in range(first, (*_FIRST_OF_SECTION, _LAST + 1)[number])
            if chapter != _RESERVED
        )
        for number, first in enumerate(_FIRST_OF_SECTION, start=1)
    }
)
"""Sections I–XXI with their chapters."""

CHAPTERS: tuple[Chapter, ...] = tuple(chapter for chapters in SECTIONS.values() for chapter in chapters)


class GoodsFault(StrEnum):
    NOT_DIGITS = "not_digits"
    LENGTH = "length"
    CHAPTER = "chapter"


@dataclass(unsafe_hash=True)
class WrongGoods(Refused):
    """The text is no code of the nomenclature."""

    fault: GoodsFault


def goods_code(text: str) -> str:
    """A code from what was typed; spaces and points between figures are dropped. Raises WrongGoods."""
    digits = "".join(char for char in text if char not in " \u00a0\u202f.-")
    if not digits or not (digits.isascii() and digits.isdecimal()):
        raise WrongGoods(GoodsFault.NOT_DIGITS)
    if len(digits) not in LENGTHS:
        raise WrongGoods(GoodsFault.LENGTH)
    if digits[:2] not in CHAPTERS or digits[2:4] == "00":
        raise WrongGoods(GoodsFault.CHAPTER)
    return digits


def chapter_of(code: str) -> Chapter:
    return Chapter(code[:2])
