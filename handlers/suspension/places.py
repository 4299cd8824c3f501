"""Screens about suspension and exclusion."""

from dataclasses import dataclass
from uuid import UUID

from domain.kit.ids import ProjectId
from domain.kit.named import named
from handlers.screens.place import Place


@named("suspension.list")
@dataclass(frozen=True, slots=True)
class SuspensionList(Place):
    """Requests that wait for the reader's organisation."""

    page: int = 0


@named("suspension.project")
@dataclass(frozen=True, slots=True)
class SuspensionOf(Place):
    """Whether a project is suspended or excluded, and its requests, the newest first."""

    project: ProjectId


@named("suspension.card")
@dataclass(frozen=True, slots=True)
class SuspensionCard(Place):
    """One request: what is asked for, on which ground, what was decided."""

    request: UUID


@named("suspension.exclude")
@dataclass(frozen=True, slots=True)
class ExcludeConfirm(Place):
    """Asks once before a project leaves the pool."""

    request: UUID


@named("suspension.lifting")
@dataclass(frozen=True, slots=True)
class LiftConfirm(Place):
    """Asks once before a suspension is lifted, and says what goes on."""

    project: ProjectId
