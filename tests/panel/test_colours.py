"""M2.8: colours around their boundaries."""

from datetime import date, timedelta

import pytest

from domain.edition.order_2024 import ORDER_2024
from domain.panel.rules import Colour, colour

TODAY = date(2026, 11, 20)
BELOW = ORDER_2024.realisation.yellow_below_days.value


@pytest.mark.parametrize(
    ("left", "expected"),  # calendar days left, today included: 1 on the last day
    [
        (-20, Colour.RED),
        (0, Colour.RED),
        (1, Colour.YELLOW),
        (2, Colour.YELLOW),
        (9, Colour.YELLOW),
        (10, Colour.GREEN),
        (11, Colour.GREEN),
        (300, Colour.GREEN),
    ],
)
def test_m2_8_colours(left: int, expected: Colour) -> None:
    due = TODAY + timedelta(days=left - 1)
    assert colour(due, TODAY, yellow_below=BELOW, done=False, suspended=False) is expected
    assert colour(due, TODAY, yellow_below=BELOW, done=False, suspended=True) is Colour.SUSPENDED
    assert colour(due, TODAY, yellow_below=BELOW, done=True, suspended=True) is Colour.DONE
