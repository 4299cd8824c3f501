"""The panel on the phone. Pure."""

from dataclasses import replace
from uuid import UUID

from markupsafe import Markup

from domain.file.model import KeptFile
from domain.kit.ids import PersonId
from domain.panel.ports import By, PanelLine
from domain.panel.rules import Colour
from domain.roadmap.model import STAGES
from handlers.forms.clean import shortened
from handlers.panel.facts import PanelFacts, SectorsFacts, TasksFacts
from handlers.panel.places import Chosen, Panel, PanelFilters, PanelSectors, PanelTasks
from handlers.panel.presses import DrawPanel
from handlers.panel.words import COLOURS
from handlers.pick.counted import show_counted
from handlers.pick.lists import page_of, pager
from handlers.rating.places import Rating
from handlers.roadmap.places import TaskCard
from handlers.screens.labels import ON_BUTTON, ticked, with_tail
from handlers.screens.navigation import back_row
from handlers.screens.press import Go
from handlers.screens.values import Button, Row, Screen, row, rows
from handlers.words import classifiers, formats
from handlers.words.colours import MARKS
from handlers.words.reader import Reader, lines
from handlers.words.tasks import stage_name, task_title


def same(kind: type[Chosen], place: Chosen) -> Chosen:
    """Another screen, narrowed to the same."""
    return kind(place.region, place.official, place.stage, place.pool, place.corridor, place.sector)


def show_panel(facts: PanelFacts, r: Reader) -> Screen:
    place, total = facts.place, facts.total
    shown, page = page_of(facts.lines, place.page)
    return Screen(
        lines(
            title(facts, r),
            narrowed(place, r),
            *(_count(one, total, facts, r) for one in Colour)
            if total.all
            else (r.say("panel.view", "No tasks here."),),
        ),
        rows(
            *_colours(place, total),
            *(row(_line(line, facts, r)) for line in shown if facts.by is not By.STAGE),
            pager(r, page, len(facts.lines), lambda turned: replace(place, page=turned))
            if facts.by is not By.STAGE
            else None,
            row(
                Button(ticked(r.label("panel.view", "Filter"), is_narrowed(place)), Go(same(PanelFilters, place))),
                Button(r.label("panel.view", "Picture"), DrawPanel(replace(place, page=0))) if total.all else None,
            ),
            row(Button(r.label("panel.view", "Rating of regions"), Go(Rating()))),
            back_row(r),
        ),
    )


def title(facts: PanelFacts, r: Reader) -> Markup:
    if facts.place.official is not None:
        return r.say("panel.view", "<b>Panel: {name}</b>", name=facts.official)
    if facts.place.region:
        return r.say("panel.view", "<b>Panel: {name}</b>", name=classifiers.region_name(r, facts.place.region))
    if facts.whole:
        return r.say("panel.view", "<b>Panel of the country</b>")
    return r.say("panel.view", "<b>Panel</b>")


def narrowed(place: Chosen, r: Reader) -> Markup | None:
    """What the panel is narrowed to, beside the region and the official."""
    names = [
        stage_name(r, place.stage) if place.stage else "",
        r.label("panel.view", "National pool") if place.pool == "national" else "",
        r.label("panel.view", "Regional pool") if place.pool == "regional" else "",
        r.label("panel.view", "Green corridor") if place.corridor else "",
        classifiers.sector_short(r, place.sector) if place.sector else "",
    ]
    return Markup(" · ").join(name for name in names if name) or None


def is_narrowed(place: Chosen) -> bool:
    return bool(place.stage or place.pool or place.corridor or place.sector)


def _count(colour: Colour, total: PanelLine, facts: PanelFacts, r: Reader) -> Markup:
    said = r.plain(COLOURS[colour], n=facts.yellow_below)
    return r.say("panel.view", "{mark} {what}: {n}", mark=MARKS[colour], what=said, n=total.of(colour))


def _colours(place: Panel, total: PanelLine) -> tuple[Row, ...]:
    """The figures as buttons; what is nought has none."""

    def button(colour: Colour) -> Button | None:
        if not total.of(colour):
            return None
        tasks = PanelTasks(
            place.region, place.official, place.stage, place.pool, place.corridor, place.sector, 0, colour.value
        )
        return Button(f"{MARKS[colour]} {total.of(colour)}", Go(tasks))

    running = row(button(Colour.RED), button(Colour.YELLOW), button(Colour.GREEN))
    return (running, row(button(Colour.DONE), button(Colour.SUSPENDED)))


def line_name(line: PanelLine, by: By, r: Reader) -> str:
    if by is By.REGION:
        return classifiers.region_name(r, line.key)
    if by is By.STAGE:
        return stage_name(r, line.key)
    return line.name or r.label("panel.view", "Nobody is appointed")


def _line(line: PanelLine, facts: PanelFacts, r: Reader) -> Button:
    tail = " ".join(f"{MARKS[one]}{line.of(one)}" for one in (Colour.RED, Colour.YELLOW, Colour.GREEN) if line.of(one))
    label = with_tail(line_name(line, facts.by, r), tail or f"{MARKS[Colour.DONE]}{line.done}")
    if facts.by is By.REGION:
        return Button(label, Go(replace(facts.place, region=line.key, page=0)))
    if not line.key:
        return Button(label, Go(PanelTasks(facts.place.region, stage=facts.place.stage)))
    return Button(label, Go(replace(facts.place, official=PersonId(UUID(line.key)), page=0)))


def show_tasks(facts: TasksFacts, r: Reader) -> Screen:
    place, mark = facts.place, MARKS[facts.colour]
    heads = {
        Colour.RED: r.say("panel.tasks", "{mark} <b>Overdue tasks</b>", mark=mark),
        Colour.YELLOW: r.say("panel.tasks", "{mark} <b>Tasks that end soon</b>", mark=mark),
        Colour.GREEN: r.say("panel.tasks", "{mark} <b>Tasks with time left</b>", mark=mark),
        Colour.DONE: r.say("panel.tasks", "{mark} <b>Tasks done</b>", mark=mark),
        Colour.SUSPENDED: r.say("panel.tasks", "{mark} <b>Tasks of suspended projects</b>", mark=mark),
    }
    return Screen(
        lines(
            heads[facts.colour],
            classifiers.region_name(r, place.region) if place.region else None,
            narrowed(place, r),
            r.count("panel.tasks", "{n} task", "{n} tasks", facts.total)
            if facts.total
            else r.say("panel.tasks", "No tasks here."),
        ),
        rows(
            *(
                row(
                    Button(
                        shortened(
                            f"{formats.short_day(r, line.done_on or line.due)} · {line.number.removeprefix('П-')}"
                            f" · {task_title(r, line.title)}",
                            ON_BUTTON,
                        ),
                        Go(TaskCard(line.task)),
                    )
                )
                for line in facts.lines
            ),
            pager(r, place.page, facts.total, lambda turned: replace(place, page=turned)),
            back_row(r),
        ),
    )


def show_filters(place: PanelFilters, r: Reader) -> Screen:
    """Each button goes to the panel so narrowed; what is ticked is taken off by a second tap."""

    def go(**changes: object) -> Go:
        return Go(replace(same(Panel, place), **changes), replace=True)  # type: ignore[arg-type]

    def pool(name: str, label: str) -> Button:
        return Button(ticked(label, place.pool == name), go(pool="" if place.pool == name else name))

    return Screen(
        r.say("panel.filters", "Which tasks does the panel show?"),
        rows(
            *(
                row(
                    Button(
                        ticked(stage_name(r, stage), place.stage == stage),
                        go(stage="" if place.stage == stage else stage.value),
                    )
                )
                for stage in STAGES
            ),
            row(
                pool("national", r.label("panel.filters", "National pool")),
                pool("regional", r.label("panel.filters", "Regional pool")),
            ),
            row(
                Button(
                    ticked(r.label("panel.filters", "Green corridor"), place.corridor), go(corridor=not place.corridor)
                )
            ),
            row(
                Button(
                    shortened(
                        ticked(classifiers.sector_short(r, place.sector), True)
                        if place.sector
                        else r.label("panel.filters", "Sector"),
                        ON_BUTTON,
                    ),
                    Go(same(PanelSectors, place)),
                )
            ),
            row(Button(r.label("panel.filters", "Show all"), go(stage="", pool="", corridor=False, sector="")))
            if is_narrowed(place)
            else None,
            back_row(r),
        ),
    )


def show_sectors(facts: SectorsFacts, r: Reader) -> Screen:
    place = facts.place
    return show_counted(
        r,
        r.say("panel.filters", "Tasks of which sector?"),
        facts.counted,
        place.page,
        name=classifiers.sector_short,
        chosen=lambda code: replace(same(Panel, place), sector=code),
        at=lambda page: replace(place, page=page),
    )


def show_drawn(file: KeptFile, r: Reader) -> Screen:
    return Screen(r.say("panel.view", "The panel as a picture."), file=file.id)
