"""What a plan must hold before it is sent, its clocks, and what refuses it (M2.5–M2.7; п. 48–52, 57)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import ClassVar, Final

from domain.deadline.model import deadline_kind
from domain.kit.actor import Actor, OrganisationKind
from domain.kit.ids import TaskId
from domain.kit.refused import Refused
from domain.passport.model import Project
from domain.roadmap.model import STAGES, DueSince, Party, PlanTask, Roadmap, Stage, Task, by_stage

REVIEW = deadline_kind("roadmap.review", "M2.6", legal=False)
"""NC approves or rejects; the Order names no term (Decided: target 5 w.d.)."""

REWORK = deadline_kind("roadmap.resubmit", "п. 51")
"""After each rejection the MIO mends and resubmits within 5 w.d."""

CHANGE_REVIEW = deadline_kind("roadmap.change_review", "M2.7", legal=False)
"""The UO agrees to a change (п. 57); no term in the Order: the target of the review (Decided)."""

TASK = deadline_kind("roadmap.task", "п. 55", extension="п. 57")
"""A task of an approved roadmap, until its due date."""

MOST_TASKS: Final = 60
"""Tasks of one roadmap: more are no plan that anybody follows on a phone."""


@dataclass(unsafe_hash=True)
class ProjectSuspended(Refused):
    """The project is suspended: its periods stand still, nothing of its roadmap moves (M2.10)."""

    clause: ClassVar[str] = "п. 33"


@dataclass(unsafe_hash=True)
class TooManyTasks(Refused):
    most: int = MOST_TASKS


@dataclass(unsafe_hash=True)
class EvidenceNeeded(Refused):
    """A task is done with evidence: at least one file, accepted or still being checked (M2.7)."""

    clause: ClassVar[str] = "M2.7"


@dataclass(unsafe_hash=True)
class NothingChanged(Refused):
    """A change of an approved roadmap that changes nothing."""

    clause: ClassVar[str] = "п. 57"


class FaultKind(StrEnum):
    """What is wrong with a plan. Those of a task name it, the others a stage."""

    STAGE_EMPTY = "stage_empty"  # п. 49: three stages
    STAGE_ORDER = "stage_order"  # a stage ends before the next ends
    STAGE_NO_RISK = "stage_no_risk"  # п. 48.4
    NO_TITLE = "no_title"
    NO_RESULT = "no_result"  # п. 48.2
    NO_MITIGATION = "no_mitigation"  # п. 48.4
    NOBODY = "nobody"  # a state body that is not named (п. 48.5)
    ENDS_BEFORE_START = "ends_before_start"
    BEFORE_PROJECT = "before_project"
    AFTER_PROJECT = "after_project"
    OVERDUE_AT_ONCE = "overdue_at_once"  # would be overdue on the day it is sent
    DONE_CHANGED = "done_changed"  # a task that is done stays as it was
    LATE_DROPPED = "late_dropped"  # a task that was overdue cannot vanish with its overdue days


@dataclass(frozen=True, slots=True)
class Fault:
    kind: FaultKind
    stage: Stage
    task: TaskId | None = None
    title: str = ""


@dataclass(unsafe_hash=True)
class PlanFaulty(Refused):
    """The plan cannot be sent as it is."""

    faults: tuple[Fault, ...]
    clause: ClassVar[str] = "п. 48"


@dataclass(unsafe_hash=True)
class ConsentMissing(Refused):
    """Somebody concerned has not agreed to the dates yet (п. 48.1)."""

    parties: int
    clause: ClassVar[str] = "п. 48.1"


@dataclass(unsafe_hash=True)
class RemarkNeeded(Refused):
    """A rejection says what is wrong (п. 51)."""

    clause: ClassVar[str] = "п. 51"


@dataclass(unsafe_hash=True)
class NobodyDecides(Refused):
    """The body that decides on the roadmap is not registered: it cannot be sent to anybody."""

    clause: ClassVar[str] = "п. 50"


@dataclass(unsafe_hash=True)
class ConsentInFuture(Refused):
    """Nobody has agreed on a day that has not come."""

    clause: ClassVar[str] = "п. 48.1"


def faults(
    plan: Sequence[PlanTask],
    starts_on: date,
    ends_on: date,
    today: date,
    live: Mapping[TaskId, Task] | None = None,
    late: Iterable[TaskId] = (),
) -> tuple[Fault, ...]:
    """Everything that is wrong with a plan, in its order; empty when it may be sent.

    `live`: the tasks of the approved roadmap that it changes; `late`: those of them that were ever overdue.
    """
    live = live or {}
    found: list[Fault] = []
    ends: list[tuple[Stage, date]] = []
    for stage in STAGES:
        tasks = by_stage(plan, stage)
        if not tasks:
            found.append(Fault(FaultKind.STAGE_EMPTY, stage))
            continue
        for one in tasks:
            found += _of_task(one, starts_on, ends_on, today, live.get(one.id))
        if not any(one.risk.strip() for one in tasks):
            found.append(Fault(FaultKind.STAGE_NO_RISK, stage))
        ends.append((stage, max(one.due for one in tasks)))
    for (stage, end), (_, following) in pairwise(ends):
        if end >= following:
            found.append(Fault(FaultKind.STAGE_ORDER, stage))
    kept = {one.id for one in plan}
    was_late = set(late)
    for id_, task in live.items():
        if id_ in kept:
            continue
        if task.done:
            found.append(Fault(FaultKind.DONE_CHANGED, Stage(task.stage), id_, task.title))
        elif id_ in was_late:
            found.append(Fault(FaultKind.LATE_DROPPED, Stage(task.stage), id_, task.title))
    return tuple(found)


def _of_task(one: PlanTask, starts_on: date, ends_on: date, today: date, live: Task | None) -> list[Fault]:
    if live is not None and live.done:
        return [] if same_as_live(one, live) else [Fault(FaultKind.DONE_CHANGED, one.stage, one.id, one.title)]
    kinds = []
    if not one.title.strip():
        kinds.append(FaultKind.NO_TITLE)
    if not one.result.strip():
        kinds.append(FaultKind.NO_RESULT)
    if one.risk.strip() and not one.mitigation.strip():
        kinds.append(FaultKind.NO_MITIGATION)
    if one.party is Party.STATE_BODY and one.organisation is None and not one.who.strip():
        kinds.append(FaultKind.NOBODY)
    if one.due < one.starts_on:
        kinds.append(FaultKind.ENDS_BEFORE_START)
    if one.starts_on < starts_on and (live is None or live.starts_on != one.starts_on):
        kinds.append(FaultKind.BEFORE_PROJECT)
    # A date of the approved roadmap may stay, also one that a suspension moved behind the project's end (M2.10), or
    # one that has passed: its overdue days are counted (M2.7).
    if live is None or live.due != one.due:
        if one.due > ends_on:
            kinds.append(FaultKind.AFTER_PROJECT)
        if one.due < today:
            kinds.append(FaultKind.OVERDUE_AT_ONCE)
    return [Fault(kind, one.stage, one.id, one.title) for kind in kinds]


def same_as_live(one: PlanTask, live: Task) -> bool:
    return all(
        getattr(one, name) == getattr(live, name)
        for name in ("stage", "title", "starts_on", "due", "result", "measure", "risk", "mitigation", "party", "who",
                     "organisation")
    )  # fmt: skip


def plans(actor: Actor, project: Project) -> bool:
    """Whether the actor makes and carries out the project's roadmap: the responsible MIO (п. 48, 50, 57)."""
    return actor.writes and actor.kind is OrganisationKind.AKIMAT and actor.organisation == project.akimat


def decides(actor: Actor, roadmap: Roadmap) -> bool:
    """NC decides on a roadmap (п. 50), the UO on a change of an approved one (п. 57)."""
    kind = OrganisationKind.AUTHORISED_BODY if roadmap.amends else OrganisationKind.NATIONAL_COMPANY
    return actor.writes and actor.kind is kind


def reports(actor: Actor, project: Project, task: Task) -> bool:
    """Who says how far a task is: the responsible MIO, the initiating body (п. 53), and whoever answers for it."""
    return actor.writes and actor.organisation in {project.akimat, project.initiator, task.organisation}


def ever_late(dues: Sequence[DueSince], done_on: date | None, today: date) -> bool:
    """Whether a task was overdue on any day, by the dates as they counted."""
    last = today if done_on is None else min(done_on, today)
    until = [one.since - timedelta(days=1) for one in dues[1:]] + [last]
    return any(
        max(one.since, one.due + timedelta(days=1)) <= min(end, last) for one, end in zip(dues, until, strict=True)
    )
