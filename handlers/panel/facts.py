"""What the panel's screens read: authorised here (A2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.access.scope import BY_REGION
from domain.file.model import FileState, KeptFile
from domain.file.ports import Files
from domain.kit.actor import EVERYTHING, NO_CASES, Actor, OrganisationKind, Role
from domain.kit.bodies import Bodies
from domain.kit.ids import Ref
from domain.kit.periods import almaty_date
from domain.kit.refused import NotPermitted
from domain.panel.notices import PanelDrawn
from domain.panel.ports import By, PanelFilter, PanelLine, Panels, PanelTask
from domain.panel.rules import Colour
from handlers.panel.places import Chosen, Panel, PanelFilters, PanelSectors, PanelTasks
from handlers.pick.counted import Counted
from handlers.pick.lists import PAGE, offset
from handlers.reading import Reading, yellow_below

WHOLE = EVERYTHING | {OrganisationKind.COUNCIL}
"""Those whose panel is the country's."""


def has_panel(actor: Actor) -> bool:
    """Heads, the officials of regions, NC, UO and COUNCIL (п. 55, 59); in an office abroad nobody."""
    if actor.kind in NO_CASES:
        return False
    return actor.kind in WHOLE or actor.kind in BY_REGION or actor.role is Role.HEAD


def check_has_panel(actor: Actor) -> None:
    if not has_panel(actor):
        raise NotPermitted


def chosen_of(place: Chosen) -> PanelFilter:
    return PanelFilter(place.region, place.official, place.stage, place.pool, place.corridor, place.sector)


def by_of(place: Chosen, actor: Actor) -> By:
    """The country by regions, a region by its officials, an official by stages."""
    if place.official is not None:
        return By.STAGE
    return By.OFFICIAL if place.region or actor.kind in BY_REGION else By.REGION


@dataclass(frozen=True, slots=True)
class PanelFacts:
    place: Panel
    by: By
    lines: Sequence[PanelLine]
    official: str  # whose panel it is, if it is one person's
    whole: bool
    today: date
    yellow_below: int

    @property
    def total(self) -> PanelLine:
        return PanelLine(
            "",
            sum(one.red for one in self.lines),
            sum(one.yellow for one in self.lines),
            sum(one.green for one in self.lines),
            sum(one.done for one in self.lines),
            sum(one.suspended for one in self.lines),
        )


async def load_panel(place: Panel, reading: Reading) -> PanelFacts:
    actor = reading.actor
    check_has_panel(actor)
    by, today, below = by_of(place, actor), almaty_date(reading.now), yellow_below(reading)
    lines = await reading.port(Panels).counts(actor, chosen_of(place), by, today, below)
    # Whose tasks one may not see, of those one may not know the name either
    known = place.official is not None and (place.official == actor.person or bool(lines))
    name = await reading.port(Bodies).person_name(place.official) if known and place.official is not None else ""
    return PanelFacts(place, by, lines, name, actor.kind in WHOLE, today, below)


@dataclass(frozen=True, slots=True)
class TasksFacts:
    place: PanelTasks
    colour: Colour
    lines: Sequence[PanelTask]
    total: int
    today: date


async def load_tasks(place: PanelTasks, reading: Reading) -> TasksFacts:
    actor = reading.actor
    check_has_panel(actor)
    colour = Colour(place.colour) if place.colour in set(Colour) else Colour.RED
    today = almaty_date(reading.now)
    lines, total = await reading.port(Panels).tasks(
        actor, chosen_of(place), colour, today, yellow_below(reading), offset(place.page), PAGE
    )
    return TasksFacts(place, colour, lines, total, today)


async def load_filters(place: PanelFilters, reading: Reading) -> PanelFilters:
    check_has_panel(reading.actor)
    return place


@dataclass(frozen=True, slots=True)
class SectorsFacts:
    place: PanelSectors
    counted: Counted


async def load_sectors(place: PanelSectors, reading: Reading) -> SectorsFacts:
    check_has_panel(reading.actor)
    return SectorsFacts(place, await reading.port(Panels).sectors(reading.actor, chosen_of(place)))


async def load_drawn(notice: PanelDrawn, reading: Reading) -> KeptFile | None:
    """A picture is for the one who asked for it."""
    file = await reading.port(Files).get(notice.file)
    mine = file is not None and file.owner == Ref("print", reading.actor.person)
    return file if mine and file is not None and file.state is FileState.CHECKED else None
