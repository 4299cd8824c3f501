"""What the rating of regions reads (M2.9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from domain.classifier.regions import Region
from domain.edition.model import Band
from domain.kit.actor import Actor
from domain.kit.ids import ProjectId, TaskId
from domain.kit.periods import Quarter
from domain.rating.rules import RegionFigures


@dataclass(frozen=True, slots=True)
class LateTask:
    """A task behind a region's figure."""

    task: TaskId
    project: ProjectId
    number: str  # of the project
    title: str
    due: date
    done_on: date | None
    days: int
    points: Decimal


class Ratings(Protocol):
    """The same as `domain/rating/rules.py` over all tasks of national-pool projects with an approved roadmap."""

    async def figures(self, quarter: Quarter, today: date, bands: Sequence[Band]) -> Sequence[RegionFigures]:
        """Of every region that has a task in the quarter, in no order."""
        ...

    async def late(
        self,
        actor: Actor,
        quarter: Quarter,
        today: date,
        bands: Sequence[Band],
        region: Region,
        offset: int,
        limit: int,
    ) -> tuple[Sequence[LateTask], int]:
        """The tasks behind a region's figure that the actor may see (A2), most days first, with their number."""
        ...

    async def first_quarter(self) -> Quarter | None:
        """The first that any task counts in; None while there is no task."""
        ...
