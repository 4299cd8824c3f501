"""The whole bot, as in the journeys."""

from tests.journeys.conftest import world

__all__ = ["world"]
