"""A panel drawn as bars, to be read on a phone held upright (M2.8)."""

import io
from typing import Final

from PIL import Image, ImageDraw

from bot.printing.canvas import FILLS, GREY, INK, LINE, PAPER, fitted, font, wrapped
from domain.panel.rules import Colour
from handlers.panel.chart import Bar, PanelChart

WIDTH: Final = 1080
_EDGE: Final = 36
_NAMES: Final = 360
_HEAD: Final = 150
_LEGEND: Final = 42
_LANE: Final = 66
_BAR: Final = 40
_DONE: Final = 130
_DARK: Final = frozenset({Colour.RED, Colour.GREEN})
"""Fills that carry white figures."""


def draw(chart: PanelChart) -> bytes:
    """The picture as a PNG. Bars hold the tasks that are not done, those done stand as a figure behind. The first bar
    is the sum, each of the others is as long as its share of the longest."""
    title = wrapped(chart.title, font(44, bold=True), WIDTH - 2 * _EDGE, 2)
    top = _HEAD + 52 * (len(title) - 1) + _LEGEND * len(chart.legend) + 24
    image = Image.new("RGB", (WIDTH, top + _LANE * len(chart.bars) + _EDGE), PAPER)
    pen = ImageDraw.Draw(image)
    y = _EDGE
    for line in title:
        pen.text((_EDGE, y), line, INK, font(44, bold=True))
        y += 52
    pen.text((_EDGE, y + 8), fitted(chart.subtitle, font(28), WIDTH - 2 * _EDGE), GREY, font(28))
    y += 62
    for colour, said in chart.legend:
        pen.rounded_rectangle((_EDGE, y + 4, _EDGE + 26, y + 30), 6, FILLS[colour])
        pen.text((_EDGE + 44, y), fitted(said, font(28), WIDTH - 2 * _EDGE - 44), INK, font(28))
        y += _LEGEND
    longest = max((_sum(bar) for bar in chart.bars[1:]), default=0) or _sum(chart.bars[0]) or 1
    for number, bar in enumerate(chart.bars):
        _lane(pen, bar, top + _LANE * number, longest=_sum(bar) or 1 if number == 0 else longest, bold=number == 0)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _sum(bar: Bar) -> int:
    return sum(count for colour, count in bar.counts if colour is not Colour.DONE)


def _lane(pen: ImageDraw.ImageDraw, bar: Bar, y: int, *, longest: int, bold: bool) -> None:
    face = next(
        (one for size in (28, 26, 24, 22) if (one := font(size, bold=bold)).getlength(bar.name) <= _NAMES - 16),
        font(22, bold=bold),
    )
    pen.line((_EDGE, y + _LANE - 2, WIDTH - _EDGE, y + _LANE - 2), LINE, 1)
    pen.text((_EDGE, y + 12 + _BAR / 2), fitted(bar.name, face, _NAMES - 16), INK, face, anchor="lm")
    room = WIDTH - 2 * _EDGE - _NAMES - _DONE
    done = next(count for colour, count in bar.counts if colour is Colour.DONE)
    pen.text((WIDTH - _EDGE, y + 12 + _BAR / 2), f"✓ {done}", GREY, font(26, bold=bold), anchor="rm")
    x = float(_EDGE + _NAMES)
    for colour, count in bar.counts:
        if not count or colour is Colour.DONE:
            continue
        width = max(room * count / longest, 3.0)  # a single task of thousands is still seen
        pen.rectangle((x, y + 12, x + width, y + 12 + _BAR), FILLS[colour])
        figure = str(count)
        if font(24, bold=True).getlength(figure) + 12 <= width:
            ink = PAPER if colour in _DARK else INK
            pen.text((x + width / 2, y + 12 + _BAR / 2), figure, ink, font(24, bold=True), anchor="mm")
        x += width
