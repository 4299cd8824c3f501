"""Sectors by ОКЭД, Kazakhstan's classifier on the base of NACE rev. 2 (T6): sections A–U and their divisions.

A sector in a card is a section or one of its divisions; scopes of central bodies are sections (A2).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NewType

Sector = NewType("Sector", str)


def _range(first: int, last: int) -> tuple[Sector, ...]:
    return tuple(Sector(f"{number:02d}") for number in range(first, last + 1))


DIVISIONS: Mapping[Sector, tuple[Sector, ...]] = MappingProxyType(
    {
        Sector("A"): _range(1, 3),
        Sector("B"): _range(5, 9),
        Sector("C"): _range(10, 33),
        Sector("D"): _range(35, 35),
        Sector("E"): _range(36, 39),
        Sector("F"): _range(41, 43),
        Sector("G"): _range(45, 47),
        Sector("H"): _range(49, 53),
        Sector("I"): _range(55, 56),
        Sector("J"): _range(58, 63),
        Sector("K"): _range(64, 66),
        Sector("L"): _range(68, 68),
        Sector("M"): _range(69, 75),
        Sector("N"): _range(77, 82),
        Sector("O"): _range(84, 84),
        Sector("P"): _range(85, 85),
        Sector("Q"): _range(86, 88),
        Sector("R"): _range(90, 93),
        Sector("S"): _range(94, 96),
        Sector("T"): _range(97, 98),
        Sector("U"): _range(99, 99),
    }
)
"""Divisions of each section, both in the classifier's order."""

SECTIONS: tuple[Sector, ...] = tuple(DIVISIONS)
_SECTION_OF = {division: section for section, divisions in DIVISIONS.items() for division in divisions}
SECTORS: frozenset[Sector] = frozenset(SECTIONS) | frozenset(_SECTION_OF)

MANUFACTURING = Sector("C")
"""Обрабатывающая промышленность (прил. 1, criterion of technology; the Law)."""


def sector(code: str) -> Sector:
    """The section or division with the code. Raises ValueError."""
    found = Sector(code)
    if found not in SECTORS:
        raise ValueError(f"not a sector: {code!r}")
    return found


def section_of(code: Sector) -> Sector:
    """The section that a sector belongs to; a section is its own. Raises KeyError for what is no sector."""
    return code if code in DIVISIONS else _SECTION_OF[code]


def is_manufacturing(code: Sector) -> bool:
    return section_of(code) == MANUFACTURING
