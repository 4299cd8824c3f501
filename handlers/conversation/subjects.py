"""Where the card of each kind of subject opens. A new kind is one line here, beside its `@subject` in the domain."""

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from domain.kit.ids import InitiativeId, ProjectId, Ref, TaskId
from handlers.initiative.places import InitiativeCard
from handlers.passport.places import ProjectCard
from handlers.roadmap.places import TaskCard
from handlers.screens.place import Place

CARDS: Final[Mapping[str, Callable[[UUID], Place]]] = {
    "initiative": lambda key: InitiativeCard(InitiativeId(key)),
    "project": lambda key: ProjectCard(ProjectId(key)),
    "task": lambda key: TaskCard(TaskId(key)),
}


def card_of(subject: Ref) -> Place | None:
    """The card of a subject; None for a kind that has none."""
    card = CARDS.get(subject.kind)
    return None if card is None else card(subject.id)
