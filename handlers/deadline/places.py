"""Screens about deadlines."""

from dataclasses import dataclass

from domain.kit.ids import DeadlineId
from domain.kit.named import named
from handlers.screens.place import Place


@named("deadline.list")
@dataclass(frozen=True, slots=True)
class DeadlineList(Place):
    """Deadlines, the nearest first. `whole`: all of one's organisation, for heads; else one's own."""

    whole: bool = False
    page: int = 0


@named("deadline.card")
@dataclass(frozen=True, slots=True)
class DeadlineCard(Place):
    """One deadline: what is to be done, until when, by whom, by which clause."""

    deadline: DeadlineId
