"""The roadmap as a picture, before it is drawn: bars over months, in the reader's words (M2.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.panel.rules import Colour
from domain.roadmap.model import STAGES, PlanTask, by_stage
from handlers.roadmap.facts import Look
from handlers.words import formats
from handlers.words.reader import Reader
from handlers.words.tasks import stage_name, task_title

MOST: Final = 12
"""Bars of one picture: more are not read on a phone."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A task: its days, its colour (None: planned only), how much is done in percent."""

    label: str
    first: date
    last: date
    colour: Colour | None
    progress: int
    said: str  # the last day, as written


@dataclass(frozen=True, slots=True)
class Lane:
    """The bars of one stage."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    title: str
    subtitle: str
    lanes: tuple[Lane, ...]
    first: date
    last: date
    today: date
    today_said: str
    months: tuple[str, ...]  # names of the twelve months, short
    legend: tuple[tuple[Colour | None, str], ...]


def charts(here: Look, r: Reader) -> Sequence[Chart]:
    """One picture for a roadmap of at most `MOST` tasks, else one or more for each stage."""
    tasks = here.tasks
    if not tasks:
        return ()
    if len(tasks) <= MOST:
        return [_chart(here, [(stage, by_stage(tasks, stage)) for stage in STAGES], r)]
    parts = [
        [(stage, of_stage[at : at + MOST])]
        for stage in STAGES
        for of_stage in [by_stage(tasks, stage)]
        for at in range(0, len(of_stage), MOST)
    ]
    return [_chart(here, part, r) for part in parts]


def _chart(here: Look, part: Sequence[tuple[str, Sequence[PlanTask]]], r: Reader) -> Chart:
    lanes = tuple(
        Lane(stage_name(r, stage), tuple(_bar(here, one, r) for one in tasks)) for stage, tasks in part if tasks
    )
    bars = [bar for lane in lanes for bar in lane.bars]
    colours = {bar.colour for bar in bars}
    names: tuple[tuple[Colour | None, str], ...] = (
        (Colour.RED, r.label("roadmap.chart", "overdue")),
        (Colour.YELLOW, r.label("roadmap.chart", "fewer than 10 days")),
        (Colour.GREEN, r.label("roadmap.chart", "in time")),
        (Colour.DONE, r.label("roadmap.chart", "done")),
        (Colour.SUSPENDED, r.label("roadmap.chart", "suspended")),
        (None, r.label("roadmap.chart", "planned")),
    )
    return Chart(
        title=here.project.title,
        subtitle=r.label(
            "roadmap.chart", "{number} · version {n} · {day}",
            number=here.project.number, n=here.roadmap.number, day=formats.day(r, here.today),
        ),
        lanes=lanes,
        first=min(bar.first for bar in bars),
        last=max(bar.last for bar in bars),
        today=here.today,
        today_said=r.label("roadmap.chart", "today"),
        months=formats.short_months(r),
        legend=tuple(one for one in names if one[0] in colours),
    )  # fmt: skip


def _bar(here: Look, one: PlanTask, r: Reader) -> Bar:
    task = here.live.get(one.id)
    shown = here.colour(one)
    return Bar(
        task_title(r, one.title) or "—",
        one.starts_on,
        one.due,
        shown,
        task.progress if task is not None and shown is not None else 0,
        formats.day_of_year(r, one.due),
    )
