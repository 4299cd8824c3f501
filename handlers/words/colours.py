"""The colours of п. 55 as marks, the only ones the interface uses (M2.8)."""

from collections.abc import Mapping
from typing import Final

from domain.panel.rules import Colour

MARKS: Final[Mapping[Colour, str]] = {
    Colour.RED: "🔴",
    Colour.YELLOW: "🟡",
    Colour.GREEN: "🟢",
    Colour.DONE: "✓",
    Colour.SUSPENDED: "⚪",
}
