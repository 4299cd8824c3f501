"""What changed from one version of a roadmap to another, task by task and field by field (M2.6, M2.7)."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

from domain.roadmap.model import PlanTask

FIELDS: Final = tuple(field.name for field in fields(PlanTask) if field.name not in ("id", "organisation", "who"))
"""Compared one by one; who answers for a task is compared as one thing, «responsible»."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field's value before and after. «responsible»: pairs of organisation and name."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class TaskChange:
    before: PlanTask
    after: PlanTask
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    added: tuple[PlanTask, ...]
    dropped: tuple[PlanTask, ...]
    changed: tuple[TaskChange, ...]

    @property
    def same(self) -> bool:
        return not (self.added or self.dropped or self.changed)


def compare(before: Sequence[PlanTask], after: Sequence[PlanTask]) -> Comparison:
    """By the ids of tasks, in the order of the plans."""
    old = {one.id: one for one in before}
    new = {one.id: one for one in after}
    return Comparison(
        added=tuple(one for one in after if one.id not in old),
        dropped=tuple(one for one in before if one.id not in new),
        changed=tuple(
            TaskChange(was, one, differing)
            for one in after
            if (was := old.get(one.id)) is not None and (differing := _differing(was, one))
        ),
    )


def _differing(before: PlanTask, after: PlanTask) -> tuple[FieldChange, ...]:
    found = [
        FieldChange(name, getattr(before, name), getattr(after, name))
        for name in FIELDS
        if getattr(before, name) != getattr(after, name)
    ]
    was, now = (before.organisation, before.who), (after.organisation, after.who)
    if was != now:
        found.append(FieldChange("responsible", was, now))
    return tuple(found)
