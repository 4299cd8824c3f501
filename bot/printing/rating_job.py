"""The picture of the rating of regions (M2.9)."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from bot.printing import tiles
from bot.printing.job import Print, print_kind
from domain.kit.ids import Ref
from domain.panel.notices import RatingDrawn
from handlers.rating.chart import chart
from handlers.rating.facts import load_rating
from handlers.rating.places import Rating
from handlers.rating.routes import PICTURE
from handlers.reading import Reading
from handlers.words.reader import Reader


async def _prepare(payload: Mapping[str, Any], reading: Reading, r: Reader) -> Print:
    made = chart(await load_rating(Rating(payload["quarter"]), reading), r)
    about = Ref("print", reading.actor.person)
    return Print(made.name, "png", partial(tiles.draw, made), about, RatingDrawn, "rating.draw")


JOBS: Final = {PICTURE: print_kind(_prepare)}
