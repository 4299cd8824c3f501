"""What a button of the rating does."""

from dataclasses import dataclass

from domain.kit.named import named
from handlers.screens.press import Deed


@named("rating.draw")
@dataclass(frozen=True, slots=True)
class DrawRating(Deed):
    """Have the rating of a quarter drawn."""

    quarter: str
