"""What the validation tells people: ids only, so that a push carries a number and a date at most."""

from dataclasses import dataclass

from domain.kit.desk import Notice
from domain.kit.ids import ProjectId
from domain.kit.named import named


@named("validation.asked")
@dataclass(frozen=True)
class ValidationAsked(Notice):
    """To the chamber: the last task of a project is done, its clock runs (п. 60)."""

    project: ProjectId


@named("validation.confirmed")
@dataclass(frozen=True)
class Validated(Notice):
    """To the akimat, the initiating body, NC and UO: the project has passed to Module 3."""

    project: ProjectId


@named("validation.refused")
@dataclass(frozen=True)
class ValidationRefused(Notice):
    """To the akimat: the chamber has remarks, tasks are open again."""

    project: ProjectId
