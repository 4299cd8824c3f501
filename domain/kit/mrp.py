"""The monthly calculation index (МРП) by year (T4): a table edited in the bot, never guessed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import ClassVar

from domain.kit.money import Money, tenge
from domain.kit.refused import Refused

KNOWN_MRP: Mapping[int, int] = MappingProxyType({2023: 3_450, 2024: 3_692, 2025: 3_932, 2026: 4_325})
"""Tenge on 1 January of the year, by the laws on the republican budget: what a new installation begins with."""


@dataclass(unsafe_hash=True)
class NoMrp(Refused):
    """The year's МРП has not been entered yet."""

    year: int
    clause: ClassVar[str] = "T4"


@dataclass(frozen=True)
class Mrp:
    """One year's index in tenge: stored with every decision that used it."""

    year: int
    value: int

    def times(self, count: int) -> Money:
        """`count` МРП in tenge."""
        return tenge(self.value * count)


@dataclass(frozen=True)
class MrpTable:
    """МРП by year. Raises ValueError for a value that is not positive."""

    values: Mapping[int, int] = field(default_factory=lambda: KNOWN_MRP)

    def __post_init__(self) -> None:
        if wrong := {year: value for year, value in self.values.items() if value < 1}:
            raise ValueError(f"not an index: {wrong}")
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))

    def __hash__(self) -> int:
        return hash(frozenset(self.values.items()))

    def on(self, day: date) -> Mrp:
        """The index for a decision made on `day`: that of 1 January of its year. Raises NoMrp."""
        if day.year not in self.values:
            raise NoMrp(day.year)
        return Mrp(day.year, self.values[day.year])
