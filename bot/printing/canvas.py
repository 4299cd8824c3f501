"""What pictures are drawn with: a font with Kazakh letters, shipped with us, and the colours of п. 55 (M2.8)."""

from functools import cache
from pathlib import Path
from typing import Final

from PIL import ImageFont

from domain.panel.rules import Colour

FONTS: Final = Path(__file__).resolve().parent / "fonts"

INK: Final = "#1d2733"
GREY: Final = "#6b7785"
LINE: Final = "#d9dee4"
PAPER: Final = "#ffffff"
FILLS: Final = {
    Colour.RED: "#d64545",
    Colour.YELLOW: "#e8b100",
    Colour.GREEN: "#3d9a5f",
    Colour.DONE: "#8fa3b8",
    Colour.SUSPENDED: "#b9bec4",
}
"""Fills of bars: the order's red, yellow and green; done and suspended apart."""

PLANNED: Final = "#4a7fb5"
"""A task that is planned only: no colour of п. 55 yet."""


@cache
def font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """The shipped font in a size in points."""
    name = "DejaVuSansCondensed-Bold.ttf" if bold else "DejaVuSansCondensed.ttf"
    return ImageFont.truetype(str(FONTS / name), size)


def fitted(text: str, face: ImageFont.FreeTypeFont, width: float) -> str:
    """The text, cut with «…» where it is wider than `width` points."""
    if face.getlength(text) <= width:
        return text
    while text and face.getlength(f"{text.rstrip()}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def wrapped(text: str, face: ImageFont.FreeTypeFont, width: float, lines: int) -> list[str]:
    """The text in at most so many lines of this width; the last is cut where more would follow."""
    found: list[str] = []
    words = text.split()
    while words and len(found) < lines:
        line = words.pop(0)
        while words and face.getlength(f"{line} {words[0]}") <= width:
            line = f"{line} {words.pop(0)}"
        found.append(line)
    if words:
        found[-1] = f"{found[-1]} {' '.join(words)}"
    return [fitted(line, face, width) for line in found]
