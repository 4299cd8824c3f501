"""Lists of initiatives and by what they are narrowed: pure, from facts and reader."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from markupsafe import Markup

from domain.initiative.ports import InitiativeLine
from domain.kit.ids import OrganisationId
from domain.panel.rules import colour
from handlers.forms.clean import shortened
from handlers.initiative.facts import CountedFacts, ListFacts, MakersFacts
from handlers.initiative.places import (
    InitiativeCard,
    InitiativeCountries,
    InitiativeList,
    InitiativeMakers,
    InitiativeRegions,
    InitiativeSectors,
)
from handlers.initiative.words import STATES
from handlers.pick.counted import show_counted
from handlers.pick.lists import PAGE, pager
from handlers.screens.labels import ON_BUTTON, ticked
from handlers.screens.navigation import back_row
from handlers.screens.press import Go
from handlers.screens.values import Button, Row, Screen, row, rows
from handlers.words import classifiers, formats
from handlers.words.colours import MARKS
from handlers.words.reader import Reader, lines


def mark(due: date, today: date, yellow_below: int) -> str:
    """The colour of a running clock (M2.8)."""
    return MARKS[colour(due, today, yellow_below=yellow_below, done=False, suspended=False)]


def show_list(facts: ListFacts, r: Reader) -> Screen:
    place = facts.place
    if facts.of:
        title = r.say("initiative.list", "<b>Initiatives: {company}</b>", company=facts.of)
    elif place.whose == "waiting":
        title = r.say("initiative.list", "<b>Initiatives waiting for you</b>")
    else:
        title = r.say("initiative.list", "<b>Initiatives</b>")
    return Screen(
        lines(
            title,
            _chosen(facts, r),
            r.count("initiative.list", "{n} initiative", "{n} initiatives", facts.total)
            if facts.total
            else r.say("initiative.list", "No initiatives here."),
        ),
        rows(
            *(row(Button(line_label(line, facts, r), Go(InitiativeCard(line.id)))) for line in facts.lines),
            pager(
                r,
                place.page,
                facts.total,
                lambda page: replace(place, page=page),
            ),
            *(_filters(facts, r) if place.company is None and place.meeting is None else ()),
            back_row(r),
        ),
    )


def _chosen(facts: ListFacts, r: Reader) -> Markup | None:
    """What the list is narrowed to."""
    place = facts.place
    names = [
        classifiers.region_name(r, place.region) if place.region else "",
        classifiers.sector_short(r, place.sector) if place.sector else "",
        classifiers.country_name(r, place.country) if place.country else "",
        facts.maker.get(r.language, ""),
    ]
    return Markup(" · ").join(name for name in names if name) or None


def line_label(line: InitiativeLine, facts: ListFacts, r: Reader) -> str:
    """What is urgent first: colour and last day, then the number's own part and the title."""
    number = line.number.removeprefix("И-")
    if line.due is None:
        return shortened(f"{number} · {line.title}", ON_BUTTON)
    sign = mark(line.due, facts.today, facts.yellow_below)
    return shortened(f"{sign} {formats.short_day(r, line.due)} · {number} · {line.title}", ON_BUTTON)


def _filters(facts: ListFacts, r: Reader) -> tuple[Row, ...]:
    place = facts.place
    whose = row(
        Button(
            ticked(r.label("initiative.list", "Waiting for me"), place.whose == "waiting"),
            Go(InitiativeList("waiting"), replace=True),
        ),
        Button(
            ticked(r.label("initiative.list", "All"), place.whose == "all"), Go(InitiativeList("all"), replace=True)
        ),
    )
    if place.whose == "waiting":
        return (whose,)
    states = [
        Button(
            ticked(r.plain(label), place.state == state),
            Go(replace(place, state="" if place.state == state else state, page=0), replace=True),
        )
        for state, label in STATES.items()
    ]
    state, region, sector, country, maker = place.state, place.region, place.sector, place.country, place.maker
    by_region = InitiativeRegions("all", state, 0, sector, country, maker)
    ways = row(
        Button(r.label("initiative.list", "Region"), Go(by_region)) if facts.by_region else None,
        Button(r.label("initiative.list", "Sector"), Go(InitiativeSectors(state, region, country, 0, maker))),
        Button(r.label("initiative.list", "Country"), Go(InitiativeCountries(state, region, sector, 0, maker))),
    )
    by_maker = InitiativeMakers(state, region, sector, country)
    from_whom = row(Button(r.label("initiative.list", "Who made it"), Go(by_maker)) if facts.by_maker else None)
    everything = Button(r.label("initiative.list", "Show all"), Go(InitiativeList("all", state), replace=True))
    filtered = region or sector or country or maker
    return (row(*states[:3]), row(*states[3:]), ways, from_whom, row(everything if filtered else None), whose)


def show_regions(place: InitiativeRegions, r: Reader) -> Screen:
    known = classifiers.regions(r)
    shown = known[place.page * PAGE : (place.page + 1) * PAGE]
    there = InitiativeList(place.whose, place.state, sector=place.sector, country=place.country, maker=place.maker)
    return Screen(
        r.say("initiative.list", "Initiatives of which region?"),
        rows(
            *(row(Button(name, Go(replace(there, region=code), replace=True))) for code, name in shown),
            pager(r, place.page, len(known), lambda page: replace(place, page=page)),
            back_row(r),
        ),
    )


def show_sectors(facts: CountedFacts, r: Reader) -> Screen:
    place = facts.place
    assert isinstance(place, InitiativeSectors)
    return show_counted(
        r,
        r.say("initiative.list", "Initiatives of which sector?"),
        facts.counted,
        place.page,
        name=classifiers.sector_short,
        chosen=lambda code: InitiativeList(
            "all", place.state, place.region, sector=code, country=place.country, maker=place.maker
        ),
        at=lambda page: replace(place, page=page),
    )


def show_countries(facts: CountedFacts, r: Reader) -> Screen:
    place = facts.place
    assert isinstance(place, InitiativeCountries)
    return show_counted(
        r,
        r.say("initiative.list", "Initiatives of companies from which country?"),
        facts.counted,
        place.page,
        name=classifiers.country_name,
        chosen=lambda code: InitiativeList(
            "all", place.state, place.region, sector=place.sector, country=code, maker=place.maker
        ),
        at=lambda page: replace(place, page=page),
    )


def show_makers(facts: MakersFacts, r: Reader) -> Screen:
    place = facts.place
    names = {str(key): names.get(r.language, "") for key, names, _ in facts.counted}

    def chosen(key: str) -> InitiativeList:
        return InitiativeList(
            "all", place.state, place.region, None, None, 0, place.sector, place.country, OrganisationId(UUID(key))
        )

    return show_counted(
        r,
        r.say("initiative.list", "Initiatives made by whom?"),
        [(str(key), number) for key, _, number in facts.counted],
        place.page,
        name=lambda _, key: names[key],
        chosen=chosen,
        at=lambda page: replace(place, page=page),
    )
