"""The picture of the panel (M2.8)."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from bot.printing import panel
from bot.printing.job import Print, print_kind
from domain.kit.ids import Ref
from domain.panel.notices import PanelDrawn
from handlers.panel.chart import chart
from handlers.panel.facts import load_panel
from handlers.panel.places import Panel
from handlers.panel.routes import PICTURE
from handlers.reading import Reading
from handlers.screens.codec import decode
from handlers.words.reader import Reader


async def _prepare(payload: Mapping[str, Any], reading: Reading, r: Reader) -> Print:
    place = decode(payload["panel"])
    if not isinstance(place, Panel):
        raise ValueError("not a panel")
    made = chart(await load_panel(place, reading), r)
    about = Ref("print", reading.actor.person)
    return Print(made.name, "png", partial(panel.draw, made), about, PanelDrawn, "panel.draw")


JOBS: Final = {PICTURE: print_kind(_prepare)}
