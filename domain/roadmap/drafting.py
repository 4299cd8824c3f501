"""The responsible MIO makes a plan: from the standard tasks, one by one, or from a filled-in table (M2.5; п. 48–49)."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from domain.access.scope import check_changes, check_sees
from domain.file.model import LARGEST, FileReason, FileRefused, Received
from domain.kit.act import act
from domain.kit.desk import Desk
from domain.kit.ids import ProjectId, Ref, RoadmapId, TaskId
from domain.kit.jobs import Jobs
from domain.kit.periods import almaty_date
from domain.kit.refused import ChangedMeanwhile, NotFound, NotPermitted, WrongState
from domain.kyc.rules import ReasonNeeded
from domain.passport.model import Project, ProjectState
from domain.passport.ports import Projects
from domain.roadmap.consent import concerned, covers
from domain.roadmap.model import Ground, PlanTask, Roadmap, RoadmapState, Sheet, SheetState, Yes, task_form, yes_form
from domain.roadmap.ports import Roadmaps, Sheets
from domain.roadmap.rules import MOST_TASKS, ConsentInFuture, ProjectSuspended, TooManyTasks, plans
from domain.roadmap.standard import first_plan

READ: Final = "roadmap.read"
"""The kind of job that reads a filled-in table."""


def ref(roadmap: Roadmap) -> Ref:
    return Ref("roadmap", roadmap.id)


@dataclass(frozen=True, slots=True)
class Held:
    """A project and a version of its roadmap, both locked, for the MIO that makes it."""

    project: Project
    roadmap: Roadmap


async def held(
    desk: Desk, projects: Projects, roadmaps: Roadmaps, roadmap_id: RoadmapId, seen: int, state: RoadmapState
) -> Held:
    """Lock and judge. Raises NotFound, NotPermitted, ChangedMeanwhile, WrongState, ProjectSuspended."""
    project, known = await seen_roadmap(desk, projects, roadmaps, roadmap_id)
    if not plans(desk.actor, project):
        raise NotPermitted
    return await locked_roadmap(projects, roadmaps, known, seen, state)


async def seen_roadmap(
    desk: Desk, projects: Projects, roadmaps: Roadmaps, roadmap_id: RoadmapId
) -> tuple[Project, Roadmap]:
    """What the actor may see and has a writing role for. Raises NotFound, NotPermitted."""
    known = await roadmaps.get(roadmap_id)
    project = None if known is None else await projects.get(known.project)
    if known is None or project is None:
        raise NotFound
    check_changes(desk.actor, project.placement)
    return project, known


async def locked_roadmap(
    projects: Projects, roadmaps: Roadmaps, known: Roadmap, seen: int, state: RoadmapState
) -> Held:
    """The project first, then the version (design §2.3)."""
    project = await projects.lock(known.project)
    roadmap = await roadmaps.lock(known.id)
    if project is None or roadmap is None:
        raise NotFound
    if roadmap.version != seen:
        raise ChangedMeanwhile
    if roadmap.state != state:
        raise WrongState(roadmap.state)
    if project.suspended:
        raise ProjectSuspended
    return Held(project, roadmap)


@act("roadmap.begin")
async def begin(desk: Desk, projects: Projects, roadmaps: Roadmaps, project_id: ProjectId) -> RoadmapId:
    """Lay the standard tasks of п. 49 over the project's time, as a draft to be corrected."""
    project = await _of_akimat(desk, projects, project_id)
    versions = await roadmaps.of(project.id)
    if project.state != ProjectState.WITHOUT_ROADMAP or any(one.open for one in versions):
        raise WrongState(project.state)
    plan = first_plan(
        project.starts_on,
        project.ends_on,
        almaty_date(desk.now),
        project.akimat,
        desk.calendar,
        lambda: TaskId(desk.new_id()),
    )
    made = _version(desk, project, versions[0].number + 1 if versions else 1)
    made.put(plan)
    await roadmaps.add(made)
    desk.audit("roadmap.begin", ref(made), after={"project": str(project.id), "number": made.number})
    return made.id


@act("roadmap.amend")
async def amend(
    desk: Desk, projects: Projects, roadmaps: Roadmaps, project_id: ProjectId, ground: Ground, reason: str
) -> RoadmapId:
    """Begin a change of the approved roadmap, at the investor's request or for a deviation (п. 57; прил. 2, п. 6.2).

    The approved version stays in force until the UO agrees to the new one. Raises ReasonNeeded.
    """
    project = await _of_akimat(desk, projects, project_id)
    versions = await roadmaps.of(project.id)
    approved = next((one for one in versions if one.state == RoadmapState.APPROVED), None)
    if project.state != ProjectState.WITH_ROADMAP or approved is None or any(one.open for one in versions):
        raise WrongState(project.state)
    if project.suspended:
        raise ProjectSuspended
    if not reason.strip():
        raise ReasonNeeded
    made = _version(desk, project, versions[0].number + 1)
    made.plan = [dict(one) for one in approved.plan]
    made.amends = True
    made.ground = ground.value
    made.reason = reason.strip()
    await roadmaps.add(made)
    desk.audit(
        "roadmap.amend",
        ref(made),
        after={"project": str(project.id), "number": made.number, "ground": made.ground, "reason": made.reason},
    )
    return made.id


@act("roadmap.put_task")
async def put_task(
    desk: Desk, projects: Projects, roadmaps: Roadmaps, roadmap_id: RoadmapId, seen: int, task: PlanTask
) -> None:
    """Add a task to a draft, or replace the one with the same id. What is wrong with it is said before sending."""
    here = await held(desk, projects, roadmaps, roadmap_id, seen, RoadmapState.DRAFT)
    plan = here.roadmap.tasks
    before = next((one for one in plan if one.id == task.id), None)
    if before is None and len(plan) >= MOST_TASKS:
        raise TooManyTasks
    here.roadmap.put([task if one.id == task.id else one for one in plan] if before else [*plan, task])
    desk.audit(
        "roadmap.put_task",
        ref(here.roadmap),
        before=task_form(before) if before else None,
        after=task_form(task),
    )


@act("roadmap.drop_task")
async def drop_task(
    desk: Desk, projects: Projects, roadmaps: Roadmaps, roadmap_id: RoadmapId, seen: int, task: TaskId
) -> None:
    """Take a task out of a draft."""
    here = await held(desk, projects, roadmaps, roadmap_id, seen, RoadmapState.DRAFT)
    gone = next((one for one in here.roadmap.tasks if one.id == task), None)
    if gone is None:
        raise NotFound
    here.roadmap.put([one for one in here.roadmap.tasks if one.id != task])
    desk.audit("roadmap.drop_task", ref(here.roadmap), before=task_form(gone))


@act("roadmap.agree")
async def record_yes(
    desk: Desk,
    projects: Projects,
    roadmaps: Roadmaps,
    roadmap_id: RoadmapId,
    seen: int,
    key: str,
    name: str,
    on: date,
) -> None:
    """Record a party's yes to the dates as they stand (п. 48.1). A later yes replaces the party's earlier one."""
    here = await held(desk, projects, roadmaps, roadmap_id, seen, RoadmapState.DRAFT)
    plan = here.roadmap.tasks
    if key not in {one.key for one in concerned(plan, here.project.akimat)}:
        raise NotFound
    if on > almaty_date(desk.now):
        raise ConsentInFuture
    yes = yes_form(Yes(key, name.strip(), on, covers(plan, key), desk.actor.person, desk.now))
    here.roadmap.agreed = [*(one for one in here.roadmap.agreed if one["key"] != key), yes]
    desk.audit("roadmap.agree", ref(here.roadmap), after={"party": key, "name": name.strip(), "on": on.isoformat()})


@act("roadmap.drop")
async def drop(desk: Desk, projects: Projects, roadmaps: Roadmaps, roadmap_id: RoadmapId, seen: int) -> None:
    """Give up a change: the approved roadmap stays as it is. A first roadmap cannot be given up: it is owed (п. 48)."""
    here = await held(desk, projects, roadmaps, roadmap_id, seen, RoadmapState.DRAFT)
    if not here.roadmap.amends:
        raise WrongState(here.roadmap.state)
    here.roadmap.state = RoadmapState.DROPPED
    desk.audit("roadmap.drop", ref(here.roadmap), before={"state": RoadmapState.DRAFT.value})


@act("roadmap.send_sheet")
async def send_sheet(
    desk: Desk,
    projects: Projects,
    roadmaps: Roadmaps,
    sheets: Sheets,
    jobs: Jobs,
    roadmap_id: RoadmapId,
    received: Received,
) -> UUID:
    """A filled-in table has come: have it read. The draft stays as it is until the table is taken.

    Raises FileRefused when it is too large by what the app says.
    """
    project, known = await seen_roadmap(desk, projects, roadmaps, roadmap_id)
    if not plans(desk.actor, project):
        raise NotPermitted
    if known.state != RoadmapState.DRAFT:
        raise WrongState(known.state)
    if received.size > LARGEST:
        raise FileRefused(FileReason.TOO_BIG)
    sheet = Sheet(desk.new_id(), known.id, desk.actor.person, desk.now, received.name, received.source)
    await sheets.add(sheet)
    await jobs.order(READ, f"{READ}:{sheet.id}", {"sheet": str(sheet.id)}, desk.actor.person)
    desk.audit("roadmap.send_sheet", ref(known), after={"name": sheet.name})
    return sheet.id


@act("roadmap.take_sheet")
async def take_sheet(
    desk: Desk, projects: Projects, roadmaps: Roadmaps, sheets: Sheets, sheet_id: UUID, seen: int
) -> RoadmapId:
    """Put the tasks of a table without faults in the place of the draft's: all of them or none."""
    sheet = await sheets.get(sheet_id)
    if sheet is None:
        raise NotFound
    project, known = await seen_roadmap(desk, projects, roadmaps, sheet.roadmap)
    if not plans(desk.actor, project):
        raise NotPermitted
    here = await locked_roadmap(projects, roadmaps, known, known.version, RoadmapState.DRAFT)
    sheet = await sheets.lock(sheet_id)
    if sheet is None:
        raise NotFound
    if sheet.version != seen:
        raise ChangedMeanwhile
    if sheet.state != SheetState.READY:
        raise WrongState(sheet.state)
    if sheet.outcome["roadmap_version"] != here.roadmap.version:
        raise ChangedMeanwhile  # the draft was changed by hand since the table was read
    here.roadmap.put(sheet.tasks)
    sheet.state = SheetState.TAKEN
    desk.audit("roadmap.take_sheet", ref(here.roadmap), after={"name": sheet.name, "tasks": len(here.roadmap.plan)})
    return here.roadmap.id


async def _of_akimat(desk: Desk, projects: Projects, project_id: ProjectId) -> Project:
    known = await projects.get(project_id)
    if known is None:
        raise NotFound
    check_sees(desk.actor, known.placement)
    if not plans(desk.actor, known):
        raise NotPermitted
    project = await projects.lock(project_id)
    if project is None:
        raise NotFound
    if not plans(desk.actor, project):
        raise NotPermitted
    return project


def _version(desk: Desk, project: Project, number: int) -> Roadmap:
    return Roadmap(
        id=RoadmapId(desk.new_id()),
        project=project.id,
        number=number,
        plan=[],
        made_by=desk.actor.person,
        made_at=desk.now,
        edition=desk.edition.code,
    )
