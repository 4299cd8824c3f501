"""Screens of the panel."""

from dataclasses import dataclass

from domain.kit.ids import PersonId
from domain.kit.named import named
from handlers.screens.place import Place


@dataclass(frozen=True, slots=True)
class Chosen(Place):
    """What the panel is narrowed to; empty means any. `pool`: «national» or «regional»."""

    region: str = ""
    official: PersonId | None = None
    stage: str = ""
    pool: str = ""
    corridor: bool = False
    sector: str = ""
    page: int = 0


@named("panel.view")
@dataclass(frozen=True, slots=True)
class Panel(Chosen):
    """Red, yellow, green, done and suspended: of the country, a region or an official."""


@named("panel.tasks")
@dataclass(frozen=True, slots=True)
class PanelTasks(Chosen):
    """The tasks of one colour."""

    colour: str = "red"


@named("panel.filters")
@dataclass(frozen=True, slots=True)
class PanelFilters(Chosen):
    """Choose what the panel is narrowed to."""


@named("panel.sectors")
@dataclass(frozen=True, slots=True)
class PanelSectors(Chosen):
    """Choose the panel's sector."""
