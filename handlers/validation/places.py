"""Screens of the validation room."""

from dataclasses import dataclass

from domain.kit.ids import ProjectId
from domain.kit.named import named
from handlers.screens.place import Place


@named("validation.list")
@dataclass(frozen=True, slots=True)
class ValidationList(Place):
    """Projects that wait for the reader's chamber."""

    page: int = 0


@named("validation.card")
@dataclass(frozen=True, slots=True)
class ValidationCard(Place):
    """Where the validation of a project stands, with what the chamber has said before."""

    project: ProjectId


@named("validation.confirm")
@dataclass(frozen=True, slots=True)
class ValidationConfirm(Place):
    """Asks once before the project passes to Module 3, which cannot be taken back."""

    project: ProjectId


@named("validation.remarks")
@dataclass(frozen=True, slots=True)
class ValidationRemarks(Place):
    """Tick the tasks the remarks are about. `chosen`: their places in the roadmap, from 0."""

    project: ProjectId
    chosen: tuple[int, ...] = ()
    page: int = 0
