"""The colours of п. 55 in words."""

from collections.abc import Mapping
from typing import Final

from domain.panel.rules import Colour
from handlers.words.catalog import Text

COLOURS: Final[Mapping[Colour, Text]] = {
    Colour.RED: Text("panel.colour", "overdue"),
    Colour.YELLOW: Text("panel.colour", "fewer than {n} days left"),
    Colour.GREEN: Text("panel.colour", "{n} days and more"),
    Colour.DONE: Text("panel.colour", "done"),
    Colour.SUSPENDED: Text("panel.colour", "suspended"),
}
"""`n`: the days of п. 55."""
