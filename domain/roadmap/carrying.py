"""Carrying a roadmap out: progress, evidence, the end of a task and of the last one (M2.7; п. 53, 58, 60)."""

from collections.abc import Sequence
from typing import Final

from domain.access.scope import check_changes
from domain.deadline.model import CloseDeadline, DeadlineState
from domain.file.model import FileState
from domain.file.ports import Files
from domain.kit.act import act
from domain.kit.actor import OrganisationKind
from domain.kit.bodies import Bodies
from domain.kit.desk import Audience, Desk
from domain.kit.ids import FileId, Ref, TaskId
from domain.kit.periods import almaty_date
from domain.kit.refused import ChangedMeanwhile, NotFound, NotPermitted, WrongState
from domain.passport.model import Project, ProjectState
from domain.passport.ports import Projects
from domain.roadmap.model import Step, Task
from domain.roadmap.notices import TaskDone
from domain.roadmap.ports import Tasks
from domain.roadmap.rules import TASK, EvidenceNeeded, ProjectSuspended, plans, reports
from domain.validation.rules import begin as begin_validation
from domain.validation.rules import chamber_of

ALMOST: Final = 99
"""The highest progress that is reported: the whole is said by closing the task, with evidence."""

WRITERS = frozenset({"head", "officer"})


def ref(task: Task) -> Ref:
    return Ref("task", task.id)


@act("task.report")
async def report(
    desk: Desk, projects: Projects, tasks: Tasks, task_id: TaskId, seen: int, progress: int, note: str
) -> None:
    """Say how far a task is, in percent, and what has been done (п. 53)."""
    project, known = await _seen(desk, projects, tasks, task_id)
    if not reports(desk.actor, project, known):
        raise NotPermitted
    task = (await _locked(projects, tasks, known, seen))[1]
    before = task.progress
    task.progress = max(0, min(progress, ALMOST))
    await tasks.say(task.id, Step(desk.now, desk.actor.person, desk.actor.organisation, task.progress, note.strip()))
    desk.audit(
        "task.report", ref(task), before={"progress": before}, after={"progress": task.progress, "note": note.strip()}
    )


@act("task.attach")
async def attach(
    desk: Desk, projects: Projects, tasks: Tasks, files: Files, task_id: TaskId, papers: Sequence[FileId]
) -> None:
    """Add evidence to a task: whoever takes part in the project may (п. 58). A done task keeps what it had."""
    _, known = await _seen(desk, projects, tasks, task_id)
    task = await tasks.lock(known.id)
    if task is None:
        raise NotFound
    if task.done:
        raise WrongState("done")
    await files.attach(papers, ref(task), desk.actor)
    desk.audit("task.attach", ref(task), after={"files": [str(one) for one in papers]})


@act("task.finish")
async def finish(
    desk: Desk, projects: Projects, tasks: Tasks, files: Files, bodies: Bodies, task_id: TaskId, seen: int, note: str
) -> None:
    """The responsible MIO closes a task with its evidence. After the last one the chamber validates (п. 60).

    Raises EvidenceNeeded, NoChamber.
    """
    project, known = await _seen(desk, projects, tasks, task_id)
    if not plans(desk.actor, project):
        raise NotPermitted
    project, task = await _locked(projects, tasks, known, seen)
    if not any(one.state is not FileState.REFUSED for one in await files.of(ref(task))):
        raise EvidenceNeeded
    last = all(one.done or one.id == task.id for one in await tasks.of(project.id))
    chambers = await bodies.of_kind(OrganisationKind.CHAMBER) if last else ()
    if last:
        chamber_of(project, chambers)  # with nobody to validate, nothing is closed
    before = task.progress
    task.progress = 100
    task.done_on = almaty_date(desk.now)
    await tasks.say(task.id, Step(desk.now, desk.actor.person, desk.actor.organisation, 100, note.strip()))
    desk.deadline(CloseDeadline(TASK, ref(task), DeadlineState.MET))
    desk.settle(ref(task))
    if project.initiator != project.akimat:
        desk.tell(Audience(organisation=project.initiator, roles=WRITERS), TaskDone(task.id), ref(task))
    desk.audit(
        "task.finish", ref(task), before={"progress": before}, after={"done_on": task.done_on.isoformat(), "last": last}
    )
    if last:
        begin_validation(desk, project, chambers)


async def _seen(desk: Desk, projects: Projects, tasks: Tasks, task_id: TaskId) -> tuple[Project, Task]:
    known = await tasks.get(task_id)
    project = None if known is None else await projects.get(known.project)
    if known is None or project is None:
        raise NotFound
    check_changes(desk.actor, project.placement)
    return project, known


async def _locked(projects: Projects, tasks: Tasks, known: Task, seen: int) -> tuple[Project, Task]:
    """The project first, then the task. Raises ChangedMeanwhile, WrongState, ProjectSuspended."""
    project = await projects.lock(known.project)
    task = await tasks.lock(known.id)
    if project is None or task is None:
        raise NotFound
    if task.version != seen:
        raise ChangedMeanwhile
    if task.done or project.state != ProjectState.WITH_ROADMAP:
        raise WrongState(project.state)
    if project.suspended or task.suspended:
        raise ProjectSuspended
    return project, task
