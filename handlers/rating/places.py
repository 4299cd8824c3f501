"""Screens of the rating of regions."""

from dataclasses import dataclass

from domain.kit.named import named
from handlers.screens.place import Place


@named("rating.view")
@dataclass(frozen=True, slots=True)
class Rating(Place):
    """The regions in their places. `quarter`: «2026-Q4»; empty: the present one."""

    quarter: str = ""


@named("rating.regions")
@dataclass(frozen=True, slots=True)
class RatingRegions(Place):
    """Choose the region whose figure is to be looked behind."""

    quarter: str = ""
    page: int = 0


@named("rating.region")
@dataclass(frozen=True, slots=True)
class RatingRegion(Place):
    """The tasks behind a region's figure."""

    region: str
    quarter: str = ""
    page: int = 0
