"""Sending a roadmap, approving and rejecting it (M2.5–M2.7; п. 48, 50–52, 57)."""

from collections.abc import Mapping, Sequence

from domain.deadline.due import due, not_later_than
from domain.deadline.model import CloseDeadline, DeadlineState, moved, opened
from domain.kit.act import act
from domain.kit.actor import OrganisationKind
from domain.kit.bodies import Bodies, Body
from domain.kit.desk import Audience, Desk
from domain.kit.ids import Ref, RoadmapId, TaskId
from domain.kit.periods import almaty_date
from domain.kit.refused import NotFound, NotPermitted, WrongState
from domain.passport.acts import OVER
from domain.passport.model import Project, ProjectState
from domain.passport.ports import Projects
from domain.passport.rules import ROADMAP_DUE
from domain.roadmap.compare import compare
from domain.roadmap.consent import missing
from domain.roadmap.drafting import held, locked_roadmap, ref, seen_roadmap
from domain.roadmap.model import PlanTask, Roadmap, RoadmapState, Task
from domain.roadmap.notices import RoadmapApproved, RoadmapRejected, RoadmapSubmitted
from domain.roadmap.ports import Roadmaps, Tasks
from domain.roadmap.rules import (
    CHANGE_REVIEW,
    REVIEW,
    REWORK,
    TASK,
    ConsentMissing,
    FaultKind,
    NobodyDecides,
    NothingChanged,
    PlanFaulty,
    RemarkNeeded,
    decides,
    ever_late,
    faults,
    same_as_live,
)

WRITERS = frozenset({"head", "officer"})


def _project(project: Project) -> Ref:
    """Clocks of a roadmap stand on its project, so that a suspension finds them all."""
    return Ref("project", project.id)


@act("roadmap.submit")
async def submit(
    desk: Desk,
    projects: Projects,
    roadmaps: Roadmaps,
    tasks: Tasks,
    bodies: Bodies,
    roadmap_id: RoadmapId,
    seen: int,
) -> None:
    """Send a draft to NC, or a change of an approved roadmap to the UO (п. 50, 57).

    The first sending meets the term of п. 48. Raises PlanFaulty, ConsentMissing, NothingChanged, NobodyDecides.
    """
    here = await held(desk, projects, roadmaps, roadmap_id, seen, RoadmapState.DRAFT)
    project, roadmap = here.project, here.roadmap
    _check_awaited(project, roadmap)
    await _check_plan(desk, roadmaps, tasks, project, roadmap)
    lacking = missing(roadmap.tasks, roadmap.consents, project.akimat)
    if lacking:
        raise ConsentMissing(len(lacking))
    body = await _deciding_body(bodies, roadmap)
    day = almaty_date(desk.now)
    roadmap.state = RoadmapState.SUBMITTED
    roadmap.submitted_by = desk.actor.person
    roadmap.submitted_at = desk.now
    if not roadmap.amends:
        kind = ROADMAP_DUE if project.roadmap_sent_at is None else REWORK
        desk.deadline(CloseDeadline(kind, _project(project), DeadlineState.MET))
        project.roadmap_sent_at = project.roadmap_sent_at or desk.now
    end = due(day, desk.edition.realisation.roadmap_review.period, desk.calendar)
    desk.deadline(opened(CHANGE_REVIEW if roadmap.amends else REVIEW, _project(project), body.id, end))
    desk.settle(ref(roadmap))
    desk.tell(Audience(organisation=body.id, roles=WRITERS), RoadmapSubmitted(roadmap.id), ref(roadmap))
    desk.audit(
        "roadmap.submit",
        ref(roadmap),
        before={"state": RoadmapState.DRAFT.value},
        after={"state": roadmap.state, "to": str(body.id), "tasks": len(roadmap.plan)},
    )


def _check_awaited(project: Project, roadmap: Roadmap) -> None:
    """A first roadmap is of a project without one; a change, of one that is being carried out. Raises WrongState."""
    expected = ProjectState.WITH_ROADMAP if roadmap.amends else ProjectState.WITHOUT_ROADMAP
    if project.state != expected:
        raise WrongState(project.state)


async def _check_plan(desk: Desk, roadmaps: Roadmaps, tasks: Tasks, project: Project, roadmap: Roadmap) -> None:
    live = {one.id: one for one in await tasks.of(project.id)} if roadmap.amends else {}
    late = await late_tasks(desk, tasks, tuple(live.values()))
    found = faults(roadmap.tasks, project.starts_on, project.ends_on, almaty_date(desk.now), live, late)
    if found:
        raise PlanFaulty(found)
    if roadmap.amends:
        approved = next(one for one in await roadmaps.of(project.id) if one.state == RoadmapState.APPROVED)
        if compare(approved.tasks, roadmap.tasks).same:
            raise NothingChanged


async def late_tasks(desk: Desk, tasks: Tasks, live: Sequence[Task]) -> frozenset[TaskId]:
    """Those that were overdue on any day until today."""
    dues = await tasks.dues([one.id for one in live])
    today = almaty_date(desk.now)
    return frozenset(one.id for one in live if ever_late(dues.get(one.id, ()), one.done_on, today))


async def _deciding_body(bodies: Bodies, roadmap: Roadmap) -> Body:
    kind = OrganisationKind.AUTHORISED_BODY if roadmap.amends else OrganisationKind.NATIONAL_COMPANY
    for one in await bodies.of_kind(kind):
        return one
    raise NobodyDecides


@act("roadmap.approve")
async def approve(
    desk: Desk, projects: Projects, roadmaps: Roadmaps, tasks: Tasks, roadmap_id: RoadmapId, seen: int
) -> None:
    """NC approves a roadmap, the UO a change of one, each with the PIN (п. 52, 57; A3).

    The project passes to «с дорожной картой»; its tasks live, with a deadline each; a moved date counts from today.
    """
    _, known = await seen_roadmap(desk, projects, roadmaps, roadmap_id)
    if not decides(desk.actor, known):
        raise NotPermitted
    here = await locked_roadmap(projects, roadmaps, known, seen, RoadmapState.SUBMITTED)
    project, roadmap = here.project, here.roadmap
    _check_awaited(project, roadmap)
    live = {one.id: one for one in await tasks.of(project.id, lock=True)}
    late = await late_tasks(desk, tasks, tuple(live.values()))
    found = faults(roadmap.tasks, project.starts_on, project.ends_on, almaty_date(desk.now), live, late)
    moved_on = tuple(one for one in found if one.kind in (FaultKind.DONE_CHANGED, FaultKind.LATE_DROPPED))
    if moved_on:
        raise PlanFaulty(moved_on)  # the tasks have gone on while the change waited
    desk.need_pin()
    for one in await roadmaps.of(project.id):
        if one.state == RoadmapState.APPROVED:
            one.state = RoadmapState.REPLACED
    await roadmaps.flush()
    roadmap.state = RoadmapState.APPROVED
    roadmap.decided_by = desk.actor.person
    roadmap.decided_at = desk.now
    if not roadmap.amends:
        project.state = ProjectState.WITH_ROADMAP
        project.since = desk.now
    named = {one.organisation for one in roadmap.tasks if one.organisation is not None}
    project.parties = [*project.parties, *sorted(named - set(project.parties) - {project.akimat}, key=str)]
    await _live(desk, tasks, project, roadmap, live)
    kind = CHANGE_REVIEW if roadmap.amends else REVIEW
    desk.deadline(CloseDeadline(kind, _project(project), DeadlineState.MET))
    desk.settle(ref(roadmap))
    for body in dict.fromkeys((project.akimat, project.initiator, *project.parties)):
        desk.tell(Audience(organisation=body, roles=WRITERS), RoadmapApproved(roadmap.id), ref(roadmap))
    desk.audit(
        "roadmap.approve",
        ref(roadmap),
        before={"state": RoadmapState.SUBMITTED.value},
        after={"state": roadmap.state, "project": project.state},
    )


async def _live(desk: Desk, tasks: Tasks, project: Project, roadmap: Roadmap, live: Mapping[TaskId, Task]) -> None:
    """Bring the live tasks to the plan: new ones, moved ones, those that are gone (M2.7)."""
    today = almaty_date(desk.now)
    for position, plan in enumerate(roadmap.tasks):
        task = live.get(plan.id)
        if task is None:
            task = _task(project, plan, position)
            await tasks.add(task)
            await tasks.due_from(task.id, today, plan.due)
            end = not_later_than(plan.due)  # a fixed date never moves (T2)
            desk.deadline(opened(TASK, Ref("task", task.id), project.akimat, end, project.official))
            continue
        task.position = position
        if task.done or same_as_live(plan, task):
            continue
        if task.due != plan.due:
            await tasks.due_from(task.id, today, plan.due)
            desk.deadline(moved(TASK, Ref("task", task.id), not_later_than(plan.due), project.official))
        _take(task, plan)
    kept = {plan.id for plan in roadmap.tasks}
    for id_, task in live.items():
        if id_ not in kept:
            desk.deadline(CloseDeadline(TASK, Ref("task", id_), DeadlineState.CANCELLED))
            await tasks.remove(task)


def _task(project: Project, plan: PlanTask, position: int) -> Task:
    return Task(
        id=plan.id,
        project=project.id,
        akimat=project.akimat,
        region=project.region,
        sector=project.sector,
        official=project.official,
        stage=plan.stage,
        position=position,
        title=plan.title,
        starts_on=plan.starts_on,
        due=plan.due,
        result=plan.result,
        party=plan.party,
        ranked=project.national,
        measure=plan.measure,
        risk=plan.risk,
        mitigation=plan.mitigation,
        organisation=plan.organisation,
        who=plan.who,
        suspended=project.suspended,
        corridor=project.corridor,
    )


def _take(task: Task, plan: PlanTask) -> None:
    task.stage = plan.stage
    task.title = plan.title
    task.starts_on = plan.starts_on
    task.due = plan.due
    task.result = plan.result
    task.party = plan.party
    task.measure = plan.measure
    task.risk = plan.risk
    task.mitigation = plan.mitigation
    task.organisation = plan.organisation
    task.who = plan.who


@act("roadmap.remark")
async def remark(
    desk: Desk, projects: Projects, roadmaps: Roadmaps, roadmap_id: RoadmapId, seen: int, task: TaskId, text: str
) -> None:
    """Whoever decides notes a remark on a task; the MIO gets it with the rejection (п. 51). No text takes it back."""
    _, known = await seen_roadmap(desk, projects, roadmaps, roadmap_id)
    if not decides(desk.actor, known):
        raise NotPermitted
    roadmap = (await locked_roadmap(projects, roadmaps, known, seen, RoadmapState.SUBMITTED)).roadmap
    if task not in {one.id for one in roadmap.tasks}:
        raise NotFound
    before = roadmap.remarks.get(str(task), "")
    kept = {key: value for key, value in roadmap.remarks.items() if key != str(task)}
    roadmap.remarks = {**kept, str(task): text.strip()} if text.strip() else kept
    desk.audit(
        "roadmap.remark",
        ref(roadmap),
        before={"task": str(task), "remark": before},
        after={"task": str(task), "remark": text.strip()},
    )


@act("roadmap.reject")
async def reject(
    desk: Desk,
    projects: Projects,
    roadmaps: Roadmaps,
    roadmap_id: RoadmapId,
    seen: int,
    decision: str,
) -> RoadmapId:
    """Reject with words on the whole and the remarks made on single tasks, with the PIN; the MIO gets a draft to mend
    (п. 51; A3).

    Returns the new draft. Raises RemarkNeeded.
    """
    _, known = await seen_roadmap(desk, projects, roadmaps, roadmap_id)
    if not decides(desk.actor, known):
        raise NotPermitted
    here = await locked_roadmap(projects, roadmaps, known, seen, RoadmapState.SUBMITTED)
    project, roadmap = here.project, here.roadmap
    if project.state in OVER:
        raise WrongState(project.state)
    if not decision.strip() and not roadmap.remarks:
        raise RemarkNeeded
    desk.need_pin()
    roadmap.state = RoadmapState.REJECTED
    roadmap.decided_by = desk.actor.person
    roadmap.decided_at = desk.now
    roadmap.decision = decision.strip()
    await roadmaps.flush()
    number = (await roadmaps.of(project.id))[0].number + 1
    draft = Roadmap(
        id=RoadmapId(desk.new_id()),
        project=project.id,
        number=number,
        plan=[dict(one) for one in roadmap.plan],
        made_by=roadmap.made_by,
        made_at=desk.now,
        amends=roadmap.amends,
        ground=roadmap.ground,
        reason=roadmap.reason,
        agreed=[dict(one) for one in roadmap.agreed],  # a yes holds while the dates it was given to stay
        edition=desk.edition.code,
    )
    await roadmaps.add(draft)
    kind = CHANGE_REVIEW if roadmap.amends else REVIEW
    desk.deadline(CloseDeadline(kind, _project(project), DeadlineState.MET))
    if not roadmap.amends and project.national:  # statutory periods hold for the national pool (M2.2. Decided)
        end = due(almaty_date(desk.now), desk.edition.realisation.roadmap_rework.period, desk.calendar)
        desk.deadline(opened(REWORK, _project(project), project.akimat, end, project.official))
    desk.settle(ref(roadmap))
    desk.tell(Audience(organisation=project.akimat, roles=WRITERS), RoadmapRejected(draft.id), ref(draft))
    desk.audit(
        "roadmap.reject",
        ref(roadmap),
        before={"state": RoadmapState.SUBMITTED.value},
        after={
            "state": roadmap.state,
            "decision": roadmap.decision,
            "remarks": roadmap.remarks,
            "draft": str(draft.id),
        },
    )
    return draft.id
