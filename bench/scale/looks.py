"""What is looked at: every list, panel and count that a person may open, as the person who sees the most of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from bench.scale.synthetic import TODAY, Country
from bot.storage.unit import Unit
from domain.classifier.regions import Region
from domain.deadline.ports import DeadlineFilter, Deadlines
from domain.edition.order_2024 import ORDER_2024
from domain.initiative.ports import InitiativeFilter, InitiativeLists
from domain.kit.periods import Quarter
from domain.names.fold import search_key
from domain.panel.ports import By, PanelFilter, Panels
from domain.panel.rules import Colour
from domain.passport.ports import ProjectFilter, ProjectLists
from domain.rating.ports import Ratings
from domain.roadmap.ports import RoadmapLists
from domain.suspension.ports import SuspensionLists
from domain.validation.ports import ValidationLists
from handlers.pick.lists import PAGE

BELOW = ORDER_2024.realisation.yellow_below_days.value
BANDS = ORDER_2024.realisation.rating_bands
BUSY = "75"
"""The region with the most projects."""

Look = Callable[[Unit, Country], Awaitable[object]]


@dataclass(frozen=True)
class One:
    """A look by its name. `whole`: it counts everything there is, and so reads it."""

    name: str
    look: Look
    whole: bool = False


def _actor(country: Country, who: str) -> Any:
    return country.actors[who]


async def _initiatives(u: Unit, c: Country, who: str, chosen: InitiativeFilter, offset: int = 0) -> object:
    return await u.port(InitiativeLists).page(_actor(c, who), chosen, offset, PAGE)


async def _waiting_initiatives(u: Unit, c: Country, who: str) -> object:
    return await u.port(InitiativeLists).waiting(_actor(c, who), TODAY)


async def _projects(u: Unit, c: Country, who: str, chosen: ProjectFilter, offset: int = 0) -> object:
    return await u.port(ProjectLists).page(_actor(c, who), chosen, offset, PAGE)


async def _waiting_projects(u: Unit, c: Country, who: str) -> object:
    return await u.port(ProjectLists).waiting(_actor(c, who))


async def _found(u: Unit, c: Country, who: str, text: str) -> object:
    return await u.port(ProjectLists).find(_actor(c, who), search_key(text), 10)


async def _roadmaps(u: Unit, c: Country, who: str) -> object:
    return await u.port(RoadmapLists).waiting(_actor(c, who), 0, PAGE)


async def _my_tasks(u: Unit, c: Country, who: str) -> object:
    return await u.port(RoadmapLists).tasks(_actor(c, who), 0, PAGE)


async def _deadlines(u: Unit, c: Country, who: str, whole: bool) -> object:
    chosen = DeadlineFilter(organisation=_actor(c, who).organisation if whole else None)
    return await u.port(Deadlines).page(_actor(c, who), chosen, TODAY, BELOW, 0, PAGE)


async def _deadline_counts(u: Unit, c: Country, who: str, whole: bool) -> object:
    chosen = DeadlineFilter(organisation=_actor(c, who).organisation if whole else None)
    return await u.port(Deadlines).counts(_actor(c, who), chosen, TODAY, BELOW)


async def _panel(u: Unit, c: Country, who: str, chosen: PanelFilter, by: By) -> object:
    return await u.port(Panels).counts(_actor(c, who), chosen, by, TODAY, BELOW)


async def _tasks(u: Unit, c: Country, who: str, colour: Colour, chosen: PanelFilter) -> object:
    return await u.port(Panels).tasks(_actor(c, who), chosen, colour, TODAY, BELOW, 0, PAGE)


async def _sectors(u: Unit, c: Country, who: str) -> object:
    return await u.port(Panels).sectors(_actor(c, who), PanelFilter())


async def _validations(u: Unit, c: Country, who: str) -> object:
    return await u.port(ValidationLists).waiting(_actor(c, who), 0, PAGE)


async def _suspensions(u: Unit, c: Country, who: str) -> object:
    return await u.port(SuspensionLists).waiting(_actor(c, who), 0, PAGE)


async def rating(u: Unit, c: Country, quarter: Quarter, today: date = TODAY) -> object:
    """The figures of all regions."""
    return await u.port(Ratings).figures(quarter, today, BANDS)


async def _late(u: Unit, c: Country, who: str) -> object:
    return await u.port(Ratings).late(_actor(c, who), Quarter.of(TODAY), TODAY, BANDS, Region(BUSY), 0, PAGE)


HEAD, OFFICER = f"akimat {BUSY}", f"akimat {BUSY} 1"
_REGION = PanelFilter(region=BUSY)
_EVERY = PanelFilter()

LOOKS = (
    One("initiatives: all, UO", partial(_initiatives, who="uo", chosen=InitiativeFilter()), whole=True),
    One("initiatives: page 100, UO",
        partial(_initiatives, who="uo", chosen=InitiativeFilter(), offset=800), whole=True),
    One("initiatives: of an akimat", partial(_initiatives, who=HEAD, chosen=InitiativeFilter())),
    One("initiatives: waiting, official", partial(_initiatives, who=OFFICER, chosen=InitiativeFilter(own=True))),
    One("initiatives: waiting, counted", partial(_waiting_initiatives, who=HEAD)),
    One("initiatives: of a mission", partial(_initiatives, who="mission 3", chosen=InitiativeFilter())),
    One("projects: all, UO", partial(_projects, who="uo", chosen=ProjectFilter()), whole=True),
    One("projects: page 500, UO", partial(_projects, who="uo", chosen=ProjectFilter(), offset=4000), whole=True),
    One("projects: national corridor, NC",
        partial(_projects, who="nc", chosen=ProjectFilter(pool="national", corridor=True)), whole=True),
    One("projects: of an akimat", partial(_projects, who=HEAD, chosen=ProjectFilter())),
    One("projects: waiting, official", partial(_projects, who=OFFICER, chosen=ProjectFilter(own=True))),
    One("projects: waiting, counted, NC", partial(_waiting_projects, who="nc"), whole=True),
    One("projects: waiting, counted, akimat", partial(_waiting_projects, who=HEAD)),
    One("projects: of a central body", partial(_projects, who="industry", chosen=ProjectFilter()), whole=True),
    One("projects: found by number", partial(_found, who="uo", text="П-2025-004000"), whole=True),
    One("projects: found by a word", partial(_found, who="uo", text="project 77"), whole=True),
    One("roadmaps: waiting, NC", partial(_roadmaps, who="nc"), whole=True),
    One("roadmaps: waiting, akimat", partial(_roadmaps, who=HEAD)),
    One("tasks: of an official", partial(_my_tasks, who=OFFICER)),
    One("deadlines: mine", partial(_deadlines, who=OFFICER, whole=False)),
    One("deadlines: mine, counted", partial(_deadline_counts, who=OFFICER, whole=False)),
    One("deadlines: of an akimat", partial(_deadlines, who=HEAD, whole=True)),
    One("deadlines: of an akimat, counted", partial(_deadline_counts, who=HEAD, whole=True)),
    One("validation: waiting", partial(_validations, who="chamber"), whole=True),
    One("suspension: waiting, UO", partial(_suspensions, who="uo")),
    One("panel: the country by regions, UO", partial(_panel, who="uo", chosen=_EVERY, by=By.REGION), whole=True),
    One("panel: the country, national corridor",
        partial(_panel, who="nc", chosen=PanelFilter(pool="national", corridor=True), by=By.REGION), whole=True),
    One("panel: a region by officials, UO", partial(_panel, who="uo", chosen=_REGION, by=By.OFFICIAL), whole=True),
    One("panel: of an akimat", partial(_panel, who=HEAD, chosen=_EVERY, by=By.OFFICIAL), whole=True),
    One("panel: of a central body", partial(_panel, who="industry", chosen=_EVERY, by=By.REGION), whole=True),
    *(
        One(f"panel: tasks {colour.value}, UO", partial(_tasks, who="uo", colour=colour, chosen=_EVERY), whole=True)
        for colour in Colour
    ),
    One("panel: tasks red, of an akimat", partial(_tasks, who=HEAD, colour=Colour.RED, chosen=_EVERY)),
    One("panel: sectors, UO", partial(_sectors, who="uo"), whole=True),
    One("rating: present quarter", partial(rating, quarter=Quarter.of(TODAY)), whole=True),
    One("rating: tasks behind a region", partial(_late, who="uo"), whole=True),
)  # fmt: skip
