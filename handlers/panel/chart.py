"""The panel as a picture, in words: what is drawn, not how."""

from dataclasses import dataclass

from domain.panel.ports import PanelLine
from domain.panel.rules import Colour
from handlers.panel.facts import PanelFacts
from handlers.panel.screens import line_name, narrowed, title
from handlers.panel.words import COLOURS
from handlers.words import formats
from handlers.words.reader import Reader


@dataclass(frozen=True, slots=True)
class Bar:
    """One line: its name, and how many tasks of each colour."""

    name: str
    counts: tuple[tuple[Colour, int], ...]


@dataclass(frozen=True, slots=True)
class PanelChart:
    name: str  # of the file
    title: str
    subtitle: str
    legend: tuple[tuple[Colour, str], ...]
    bars: tuple[Bar, ...]


def chart(facts: PanelFacts, r: Reader) -> PanelChart:
    total = facts.total
    bars = [Bar(r.label("panel.picture", "All"), _counts(total))]
    bars += [Bar(line_name(line, facts.by, r), _counts(line)) for line in facts.lines]
    day = r.label("panel.picture", "As of {day}", day=formats.day(r, facts.today))
    chosen = narrowed(facts.place, r)
    return PanelChart(
        name=r.label("panel.picture", "Panel {day}", day=facts.today.isoformat()),
        title=title(facts, r).striptags(),
        subtitle=f"{day} · {chosen.striptags()}" if chosen else day,
        legend=tuple((one, f"{r.plain(COLOURS[one], n=facts.yellow_below)}: {total.of(one)}") for one in Colour),
        bars=tuple(bars),
    )


def _counts(line: PanelLine) -> tuple[tuple[Colour, int], ...]:
    return tuple((one, line.of(one)) for one in Colour)
