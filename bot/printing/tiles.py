"""The rating of regions as tiles, one for each, in the order of places (M2.9)."""

import io
from decimal import Decimal
from typing import Final

from PIL import Image, ImageColor, ImageDraw

from bot.printing.canvas import FILLS, GREY, INK, LINE, PAPER, font, wrapped
from domain.panel.rules import Colour
from handlers.rating.chart import Tile, TileChart

WIDTH: Final = 1080
_EDGE: Final = 36
_COLUMNS: Final = 4
_GAP: Final = 14
_SIDE: Final = (WIDTH - 2 * _EDGE - _GAP * (_COLUMNS - 1)) // _COLUMNS
_HIGH: Final = 214
_COOL: Final = "#e7f3ec"
_EMPTY: Final = "#f1f3f5"


def draw(chart: TileChart) -> bytes:
    """The picture as a PNG."""
    title = wrapped(chart.title, font(44, bold=True), WIDTH - 2 * _EDGE, 2)
    subtitle = wrapped(chart.subtitle, font(28), WIDTH - 2 * _EDGE, 2)
    top = _EDGE + 54 * len(title) + 38 * len(subtitle) + 26
    rows = -(-len(chart.tiles) // _COLUMNS)
    image = Image.new("RGB", (WIDTH, top + rows * (_HIGH + _GAP) + 70), PAPER)
    pen = ImageDraw.Draw(image)
    y = _EDGE
    for line in title:
        pen.text((_EDGE, y), line, INK, font(44, bold=True))
        y += 54
    for line in subtitle:
        pen.text((_EDGE, y + 4), line, GREY, font(28))
        y += 38
    for number, tile in enumerate(chart.tiles):
        row, place = divmod(number, _COLUMNS)
        _tile(pen, tile, _EDGE + place * (_SIDE + _GAP), top + row * (_HIGH + _GAP))
    pen.text((_EDGE, top + rows * (_HIGH + _GAP) + 12), chart.footer, GREY, font(26))
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _tile(pen: ImageDraw.ImageDraw, tile: Tile, x: int, y: int) -> None:
    fill = _EMPTY if tile.heat is None else _mixed(tile.heat)
    pen.rounded_rectangle((x, y, x + _SIDE, y + _HIGH), 16, fill, LINE)
    ink = GREY if tile.heat is None else INK
    if tile.place:
        pen.text((x + 16, y + 12), tile.place, GREY, font(30, bold=True))
    pen.text((x + _SIDE - 16, y + 8), tile.points, ink, font(40, bold=True), anchor="ra")
    size, name = _name(tile.name)
    for number, line in enumerate(name):
        pen.text((x + 16, y + 72 + (size + 6) * number), line, ink, font(size, bold=True))
    pen.text((x + 16, y + _HIGH - 44), tile.below, ink, font(25))


def _name(text: str) -> tuple[int, list[str]]:
    """The largest letters in which the name stands whole; three lines, broken at hyphens too, only for the longest. The
    smallest, cut, if there are none."""
    for size, most in ((27, 2), (25, 2), (24, 3), (22, 3), (20, 3)):
        shown = wrapped(text if most == 2 else text.replace("-", "- "), font(size, bold=True), _SIDE - 30, most)
        if "".join(shown).replace(" ", "") == text.replace(" ", ""):
            break
    return size, shown


def _mixed(heat: Decimal) -> tuple[int, int, int]:
    """From pale green for no points to a pale red for the most: figures stay readable on each."""
    if not heat:
        return ImageColor.getcolor(_COOL, "RGB")[:3]  # type: ignore[index,return-value]
    red = ImageColor.getcolor(FILLS[Colour.RED], "RGB")
    share = 0.12 + 0.5 * float(heat)
    return tuple(round(255 + (part - 255) * share) for part in red[:3])  # type: ignore[index,return-value]
