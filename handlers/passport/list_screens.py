"""The list of projects and what it is narrowed by: corridor projects first (п. 32)."""

from dataclasses import replace

from markupsafe import Markup

from domain.panel.rules import colour
from domain.passport.pool import Pool
from domain.passport.ports import ProjectLine
from handlers.forms.clean import shortened
from handlers.passport.facts import FilterFacts, ListFacts
from handlers.passport.places import ProjectCard, ProjectFilters, ProjectList
from handlers.passport.words import POOLS, STATES
from handlers.pick.counted import show_counted
from handlers.pick.lists import pager
from handlers.screens.labels import ON_BUTTON, ticked
from handlers.screens.navigation import back_row
from handlers.screens.press import Go
from handlers.screens.values import Button, Row, Screen, row, rows
from handlers.words import classifiers, formats
from handlers.words.catalog import Text
from handlers.words.colours import MARKS
from handlers.words.reader import Reader, lines

_SHORT = {
    Pool.NATIONAL: Text("passport.list", "National"),
    Pool.REGIONAL: Text("passport.list", "Regional"),
}
CORRIDOR = "★"
"""A corridor project in a list (п. 32)."""


def show_list(facts: ListFacts, r: Reader) -> Screen:
    place = facts.place
    if facts.of:
        title = r.say("passport.list", "<b>Projects: {company}</b>", company=facts.of)
    elif place.whose == "waiting":
        title = r.say("passport.list", "<b>Projects waiting for you</b>")
    else:
        title = r.say("passport.list", "<b>Projects</b>")
    return Screen(
        lines(
            title,
            _chosen(place, r),
            r.count("passport.list", "{n} project", "{n} projects", facts.total)
            if facts.total
            else r.say("passport.list", "No projects here."),
            r.say("passport.list", "★ green corridor") if any(line.corridor for line in facts.lines) else None,
        ),
        rows(
            *(row(Button(line_label(line, facts, r), Go(ProjectCard(line.id)))) for line in facts.lines),
            pager(r, place.page, facts.total, lambda page: replace(place, page=page)),
            *(_filters(facts, r) if place.company is None else ()),
            back_row(r),
        ),
    )


def _chosen(place: ProjectList, r: Reader) -> Markup | None:
    """What the list is narrowed to."""
    names = [
        r.plain(POOLS[place.pool]) if place.pool in POOLS else "",
        r.plain(STATES[place.state]) if place.state in STATES else "",
        classifiers.region_name(r, place.region) if place.region else "",
        classifiers.sector_short(r, place.sector) if place.sector else "",
    ]
    return Markup(" · ").join(name for name in names if name) or None


def line_label(line: ProjectLine, facts: ListFacts, r: Reader) -> str:
    """What is urgent first: corridor, colour and last day, then the number's own part and the title."""
    number = line.number.removeprefix("П-")
    star = f"{CORRIDOR} " if line.corridor else ""
    if line.due is None:
        return shortened(f"{star}{number} · {line.title}", ON_BUTTON)
    sign = MARKS[colour(line.due, facts.today, yellow_below=facts.yellow_below, done=False, suspended=line.suspended)]
    return shortened(f"{star}{sign} {formats.short_day(r, line.due)} · {number} · {line.title}", ON_BUTTON)


def _filters(facts: ListFacts, r: Reader) -> tuple[Row, ...]:
    place = facts.place
    whose = row(
        Button(
            ticked(r.label("passport.list", "Waiting for me"), place.whose == "waiting"),
            Go(ProjectList("waiting"), replace=True),
        ),
        Button(ticked(r.label("passport.list", "All"), place.whose == "all"), Go(ProjectList("all"), replace=True)),
    )
    if place.whose == "waiting":
        return (whose,)
    pools = row(
        *(
            Button(
                ticked(r.plain(_SHORT[pool]), place.pool == pool),
                Go(replace(place, pool="" if place.pool == pool else pool, page=0), replace=True),
            )
            for pool in (Pool.NATIONAL, Pool.REGIONAL)
        ),
        Button(
            ticked(r.label("passport.list", "★ Corridor"), place.corridor),
            Go(replace(place, corridor=not place.corridor, page=0), replace=True),
        ),
    )
    ways = row(
        Button(r.label("passport.list", "Stage"), Go(_filter(place, "state"))),
        Button(r.label("passport.list", "Region"), Go(_filter(place, "region"))) if facts.by_region else None,
        Button(r.label("passport.list", "Sector"), Go(_filter(place, "sector"))),
    )
    narrowed = any((place.state, place.pool, place.corridor, place.region, place.sector))
    everything = Button(r.label("passport.list", "Show all"), Go(ProjectList("all"), replace=True))
    return (pools, ways, row(everything if narrowed else None), whose)


def _filter(place: ProjectList, by: str) -> ProjectFilters:
    return ProjectFilters(by, place.state, place.pool, place.corridor, place.region, place.sector)


def show_filters(facts: FilterFacts, r: Reader) -> Screen:
    place = facts.place
    there = ProjectList("all", place.state, place.pool, place.corridor, place.region, place.sector)
    questions = {
        "state": r.say("passport.list", "Projects of which stage?"),
        "region": r.say("passport.list", "Projects of which region?"),
        "sector": r.say("passport.list", "Projects of which sector?"),
    }
    return show_counted(
        r,
        questions[place.by],
        facts.counted,
        place.page,
        name={"state": _state, "region": classifiers.region_name, "sector": classifiers.sector_short}[place.by],
        chosen=lambda code: _narrowed(there, place.by, code),
        at=lambda page: replace(place, page=page),
    )


def _narrowed(there: ProjectList, by: str, code: str) -> ProjectList:
    match by:
        case "state":
            return replace(there, state=code)
        case "region":
            return replace(there, region=code)
        case _:
            return replace(there, sector=code)


def _state(r: Reader, code: str) -> str:
    return r.plain(STATES[code]) if code in STATES else code
