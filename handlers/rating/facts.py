"""What the screens of the rating read: figures are everybody's, the tasks behind them by scope (A2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.access.scope import BY_REGION
from domain.classifier.regions import REGIONS, Region
from domain.edition.model import Band
from domain.file.model import FileState, KeptFile
from domain.file.ports import Files
from domain.kit.actor import NO_CASES, Actor
from domain.kit.ids import Ref
from domain.kit.periods import Quarter, almaty_date
from domain.kit.refused import NotPermitted
from domain.kit.sorting import sort_key
from domain.panel.notices import RatingDrawn
from domain.rating.ports import LateTask, Ratings
from domain.rating.rules import RegionFigures, placed
from handlers.pick.lists import PAGE, offset
from handlers.rating.places import Rating, RatingRegion, RatingRegions
from handlers.reading import Reading
from handlers.words import classifiers
from handlers.words.reader import Reader


def sees_rating(actor: Actor) -> bool:
    """All front offices, and the COUNCIL (п. 56, 59)."""
    return actor.kind not in NO_CASES


def names() -> Mapping[Region, str]:
    """The order of names among equals: one for all languages, that of the Order's text (Decided)."""
    official = Reader("ru")
    return {region: sort_key(classifiers.region_name(official, region)) for region in REGIONS}


@dataclass(frozen=True, slots=True)
class Period:
    """A quarter with those around it that can be looked at."""

    quarter: Quarter
    before: Quarter | None
    after: Quarter | None
    today: date

    @property
    def present(self) -> bool:
        return self.today in self.quarter


async def period_of(code: str, reading: Reading) -> Period:
    """The quarter a place names, brought between the first with tasks and the present one. Raises NotPermitted."""
    if not sees_rating(reading.actor):
        raise NotPermitted
    today = almaty_date(reading.now)
    present = Quarter.of(today)
    first = await reading.port(Ratings).first_quarter() or present
    try:
        quarter = Quarter.parse(code) if code else present
    except ValueError:
        quarter = present
    quarter = max(min(quarter, present), min(first, present))
    return Period(
        quarter,
        quarter.preceding if quarter > first else None,
        quarter.following if quarter < present else None,
        today,
    )


@dataclass(frozen=True, slots=True)
class RatingFacts:
    period: Period
    places: Sequence[tuple[int, RegionFigures]]
    unranked: Sequence[Region]  # without a task in the quarter
    bands: Sequence[Band]
    own: Sequence[Region]  # the reader's, if they answer for some


async def load_rating(place: Rating, reading: Reading) -> RatingFacts:
    period = await period_of(place.quarter, reading)
    bands = reading.edition.realisation.rating_bands
    figures = await reading.port(Ratings).figures(period.quarter, period.today, bands)
    ranked = {one.region for one in figures}
    actor = reading.actor
    own = [region for region in REGIONS if region in actor.scope.regions] if actor.kind in BY_REGION else []
    order = names()
    return RatingFacts(
        period,
        placed(figures, order),
        sorted((region for region in REGIONS if region not in ranked), key=lambda one: order[one]),
        bands,
        own,
    )


@dataclass(frozen=True, slots=True)
class RegionsFacts:
    place: RatingRegions
    period: Period
    places: Sequence[tuple[int, RegionFigures]]


async def load_regions(place: RatingRegions, reading: Reading) -> RegionsFacts:
    facts = await load_rating(Rating(place.quarter), reading)
    return RegionsFacts(place, facts.period, facts.places)


@dataclass(frozen=True, slots=True)
class RegionFacts:
    place: RatingRegion
    period: Period
    standing: tuple[int, RegionFigures] | None
    lines: Sequence[LateTask]
    total: int

    @property
    def points(self) -> Decimal:
        return self.standing[1].points if self.standing else Decimal(0)


async def load_region(place: RatingRegion, reading: Reading) -> RegionFacts:
    facts = await load_rating(Rating(place.quarter), reading)
    region = Region(place.region) if place.region in REGIONS else REGIONS[0]
    period = facts.period
    lines, total = await reading.port(Ratings).late(
        reading.actor, period.quarter, period.today, facts.bands, region, offset(place.page), PAGE
    )
    standing = next((one for one in facts.places if one[1].region == region), None)
    return RegionFacts(place, period, standing, lines, total)


async def load_drawn(notice: RatingDrawn, reading: Reading) -> KeptFile | None:
    """A picture is for the one who asked for it."""
    file = await reading.port(Files).get(notice.file)
    mine = file is not None and file.owner == Ref("print", reading.actor.person)
    return file if mine and file is not None and file.state is FileState.CHECKED else None
