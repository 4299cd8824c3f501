"""What the panel reads (M2.8; п. 55, 59)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from domain.kit.actor import Actor
from domain.kit.ids import PersonId, TaskId
from domain.panel.rules import Colour


class By(StrEnum):
    """What the panel's lines stand for."""

    REGION = "region"
    OFFICIAL = "official"
    STAGE = "stage"


@dataclass(frozen=True, slots=True)
class PanelFilter:
    """Which tasks; empty means any. `pool`: «national» or «regional»."""

    region: str = ""
    official: PersonId | None = None
    stage: str = ""
    pool: str = ""
    corridor: bool = False
    sector: str = ""


@dataclass(frozen=True, slots=True)
class PanelLine:
    """Tasks by colour of one region, official or stage. `key`: KATO code, person's id or stage; empty: nobody."""

    key: str
    red: int = 0
    yellow: int = 0
    green: int = 0
    done: int = 0
    suspended: int = 0
    name: str = ""  # of an official

    def of(self, colour: Colour) -> int:
        return {
            Colour.RED: self.red,
            Colour.YELLOW: self.yellow,
            Colour.GREEN: self.green,
            Colour.DONE: self.done,
            Colour.SUSPENDED: self.suspended,
        }[colour]

    @property
    def all(self) -> int:
        return self.red + self.yellow + self.green + self.done + self.suspended


@dataclass(frozen=True, slots=True)
class PanelTask:
    """A task in a list."""

    task: TaskId
    number: str  # of its project
    title: str
    due: date
    done_on: date | None


class Panels(Protocol):
    """Tasks of the projects the actor may see (A2), in all three stages and in Module 3; not of excluded projects."""

    async def counts(
        self, actor: Actor, chosen: PanelFilter, by: By, today: date, yellow_below: int
    ) -> Sequence[PanelLine]:
        """The most overdue first, then the most near."""
        ...

    async def tasks(
        self,
        actor: Actor,
        chosen: PanelFilter,
        colour: Colour,
        today: date,
        yellow_below: int,
        offset: int,
        limit: int,
    ) -> tuple[Sequence[PanelTask], int]:
        """Of one colour: the earliest date first, of those done the latest done first."""
        ...

    async def sectors(self, actor: Actor, chosen: PanelFilter) -> Sequence[tuple[str, int]]:
        """Sectors of the tasks with their numbers, most first, whatever sector is chosen."""
        ...
