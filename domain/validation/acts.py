"""The chamber validates, or refuses with remarks (M2.11; п. 60)."""

from collections.abc import Sequence

from domain.access.scope import check_sees
from domain.deadline.model import CloseDeadline, DeadlineState, opened
from domain.kit.act import act
from domain.kit.actor import OrganisationKind
from domain.kit.bodies import Bodies
from domain.kit.desk import Audience, Desk, Notice
from domain.kit.ids import OrganisationId, ProjectId, Ref, TaskId
from domain.kit.periods import almaty_date
from domain.kit.refused import ChangedMeanwhile, NotFound, NotPermitted, WrongState
from domain.passport.model import Project, ProjectState
from domain.passport.ports import Projects
from domain.validation.model import Aftercare, Decision, Verdict
from domain.validation.notices import Validated, ValidationRefused
from domain.validation.ports import ProjectTasks, Validations
from domain.validation.rules import AFTERCARE_END, DECISION, WRITERS, RemarksNeeded, aftercare_end


@act("validation.validate")
async def validate(
    desk: Desk, projects: Projects, validations: Validations, bodies: Bodies, project_id: ProjectId, seen: int
) -> None:
    """The roadmap is carried out: the project passes to Module 3 (п. 60). A decision: asks for the PIN.

    From today the three years run, or the investment contract does (п. 36); its end stands as the UO's deadline.
    """
    project = await _at_my_chamber(desk, projects, project_id, seen)
    desk.need_pin()
    today = almaty_date(desk.now)
    own = aftercare_end(today, None, desk.edition, desk.calendar)
    end = aftercare_end(today, project.contract_until, desk.edition, desk.calendar)
    await validations.add(_decision(desk, project, Verdict.VALIDATED))
    await validations.begin_aftercare(Aftercare(project.id, today, own.on, desk.edition.code))
    project.state = ProjectState.AFTERCARE
    project.since = desk.now
    subject = Ref("project", project.id)
    desk.deadline(CloseDeadline(DECISION, subject, DeadlineState.MET))
    for body in (await bodies.of_kind(OrganisationKind.AUTHORISED_BODY))[:1]:
        desk.deadline(opened(AFTERCARE_END, subject, body.id, end))
    desk.settle(subject)
    for organisation in await _concerned(project, bodies):
        desk.tell(Audience(organisation=organisation, roles=WRITERS), Validated(project.id), subject)
    desk.audit(
        "validation.validate",
        subject,
        before={"state": ProjectState.VALIDATION.value},
        after={"state": project.state, "from": today.isoformat(), "until": end.on.isoformat()},
    )


@act("validation.refuse")
async def refuse(
    desk: Desk,
    projects: Projects,
    validations: Validations,
    work: ProjectTasks,
    project_id: ProjectId,
    seen: int,
    remarks: str,
    tasks: Sequence[TaskId],
) -> None:
    """Remarks; the tasks named are open again, and the last of them done starts a new term (M2.11).

    Raises RemarksNeeded without remarks or tasks, NotFound for a task of another project.
    """
    project = await _at_my_chamber(desk, projects, project_id, seen)
    known = {one.id for one in await work.of(project.id)}
    if not set(tasks) <= known:
        raise NotFound
    if not remarks.strip() or not tasks:
        raise RemarksNeeded
    desk.need_pin()
    chosen = list(dict.fromkeys(tasks))
    await validations.add(_decision(desk, project, Verdict.REFUSED, remarks.strip(), chosen))
    project.state = ProjectState.WITH_ROADMAP
    project.since = desk.now
    subject = Ref("project", project.id)
    desk.deadline(CloseDeadline(DECISION, subject, DeadlineState.MET))
    await work.reopen(desk, project, chosen, almaty_date(desk.now))
    desk.settle(subject)
    told: Notice = ValidationRefused(project.id)
    desk.tell(Audience(organisation=project.akimat, roles=WRITERS), told, subject)
    desk.audit(
        "validation.refuse",
        subject,
        before={"state": ProjectState.VALIDATION.value},
        after={"state": project.state, "remarks": remarks.strip(), "tasks": [str(one) for one in chosen]},
    )


async def _at_my_chamber(desk: Desk, projects: Projects, project_id: ProjectId, seen: int) -> Project:
    """The project on validation, for a chamber that has to validate it."""
    project = await projects.lock(project_id)
    if project is None:
        raise NotFound
    check_sees(desk.actor, project.placement)
    if project.version != seen:
        raise ChangedMeanwhile
    chamber = desk.actor.kind is OrganisationKind.CHAMBER and desk.actor.organisation in project.parties
    if not chamber or not desk.actor.writes:
        raise NotPermitted
    if project.state != ProjectState.VALIDATION:
        raise WrongState(project.state)
    if project.suspended:
        raise WrongState("suspended")
    return project


def _decision(
    desk: Desk, project: Project, verdict: Verdict, remarks: str = "", tasks: Sequence[TaskId] = ()
) -> Decision:
    return Decision(
        id=desk.new_id(),
        project=project.id,
        chamber=desk.actor.organisation,
        completed_at=project.since,
        decided_by=desk.actor.person,
        decided_at=desk.now,
        verdict=verdict,
        remarks=remarks,
        tasks=tuple(tasks),
    )


async def _concerned(project: Project, bodies: Bodies) -> Sequence[OrganisationId]:
    """The akimat and the initiating body, and those who accompany in Module 3 (п. 61)."""
    found = [project.akimat, project.initiator]
    for kind in (OrganisationKind.AUTHORISED_BODY, OrganisationKind.NATIONAL_COMPANY):
        found += [body.id for body in await bodies.of_kind(kind)]
    return list(dict.fromkeys(found))
