"""The rating as a picture of tiles, in words: what is drawn, not how."""

from dataclasses import dataclass
from decimal import Decimal

from handlers.rating.facts import RatingFacts
from handlers.rating.screens import points, quarter_name, until
from handlers.words import classifiers
from handlers.words.reader import Reader


@dataclass(frozen=True, slots=True)
class Tile:
    """One region. `place` is empty where it is not ranked; `heat`: its points against the most, 0 to 1."""

    place: str
    name: str
    points: str
    below: str
    heat: Decimal | None


@dataclass(frozen=True, slots=True)
class TileChart:
    name: str  # of the file
    title: str
    subtitle: str
    footer: str
    tiles: tuple[Tile, ...]


def chart(facts: RatingFacts, r: Reader) -> TileChart:
    """In the order of places, those without tasks last."""
    most = max((one.points for _, one in facts.places), default=Decimal(0))
    tiles = [
        Tile(
            str(place),
            classifiers.region_name(r, one.region),
            points(r, one.points),
            r.label_count("rating.picture", "{n} project", "{n} projects", one.projects),
            one.points / most if most else Decimal(0),
        )
        for place, one in facts.places
    ]
    without = r.label("rating.picture", "no tasks")
    tiles += [Tile("", classifiers.region_name(r, one), "—", without, None) for one in facts.unranked]
    quarter = facts.period.quarter
    return TileChart(
        name=r.label("rating.picture", "Rating {quarter}", quarter=quarter.code),
        title=r.label("rating.picture", "Rating of regions: {quarter}", quarter=quarter_name(r, quarter)),
        subtitle=until(facts.period, r).striptags(),
        footer=r.label("rating.picture", "Points for overdue tasks; fewer points rank higher."),
        tiles=tuple(tiles),
    )
