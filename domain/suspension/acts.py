"""Asking for suspension or exclusion, deciding on it, and going on (M2.10; п. 33–35)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.access.scope import check_sees
from domain.deadline.due import due, not_later_than
from domain.deadline.model import CloseDeadline, DeadlineState, moved, opened
from domain.edition.model import ExclusionGround
from domain.file.ports import Files
from domain.kit.act import act
from domain.kit.actor import OrganisationKind
from domain.kit.bodies import Bodies
from domain.kit.desk import Audience, Desk, Notice
from domain.kit.ids import FileId, OrganisationId, ProjectId, Ref
from domain.kit.periods import almaty_date
from domain.kit.refused import ChangedMeanwhile, NotFound, NotPermitted, WrongState
from domain.kyc.rules import ReasonNeeded
from domain.passport.model import Project, ProjectState
from domain.passport.ports import Projects
from domain.suspension.model import Measure, ProjectSuspension, RequestState, SuspensionRequest
from domain.suspension.notices import (
    ProjectExcluded,
    ProjectSuspended,
    SuspensionAnswered,
    SuspensionAsked,
    SuspensionLifted,
    SuspensionProposed,
)
from domain.suspension.ports import ProjectClocks, Suspensions
from domain.suspension.rules import (
    DECISION,
    GONE,
    REVIEW,
    AskedAlready,
    WrittenRequestNeeded,
    check_lasts,
    check_may_be_asked,
    goes_on,
    stands_still,
    stretch_of,
)
from domain.validation.ports import Validations
from domain.validation.rules import WRITERS


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked for. `until` or `condition`: how long a suspension should last; the UO may name another."""

    measure: str
    ground: str
    reason: str
    until: date | None = None
    condition: str = ""
    files: Sequence[FileId] = ()


def ref(project: Project) -> Ref:
    return Ref("project", project.id)


@act("suspension.ask")
async def ask(
    desk: Desk,
    projects: Projects,
    suspensions: Suspensions,
    files: Files,
    bodies: Bodies,
    project_id: ProjectId,
    seen: int,
    asking: Asking,
) -> UUID:
    """Ask to suspend or exclude a project, with one of the six grounds and a reason (п. 33, 34).

    The responsible MIO asks the UO, whose five working days start. Another initiating body's request goes to the MIO,
    which passes it on (M2.10). Raises NotInNationalPool, NoSuchGround, ReasonNeeded, WrittenRequestNeeded,
    EndOrConditionNeeded, AskedAlready.
    """
    project = await _locked(desk, projects, project_id, seen)
    own = project.akimat == desk.actor.organisation
    if not desk.actor.writes or not (own or project.initiator == desk.actor.organisation):
        raise NotPermitted
    check_may_be_asked(project, asking.measure, asking.ground, desk.edition.realisation.grounds)
    if not asking.reason.strip():
        raise ReasonNeeded
    if asking.ground == ExclusionGround.WRITTEN_REQUEST and not asking.files:
        raise WrittenRequestNeeded
    if asking.measure == Measure.SUSPEND:
        check_lasts(asking.until, asking.condition, almaty_date(desk.now))
    if await suspensions.open_of(project.id) is not None:
        raise AskedAlready
    suspend = asking.measure == Measure.SUSPEND
    request = SuspensionRequest(
        id=desk.new_id(),
        project=project.id,
        measure=Measure(asking.measure).value,
        ground=asking.ground,
        reason=asking.reason.strip(),
        until=asking.until if suspend else None,
        condition=asking.condition.strip() if suspend else "",
        proposed_by=None if own else desk.actor.person,
        proposed_from=None if own else desk.actor.organisation,
        state=RequestState.PROPOSED,
        made_at=desk.now,
        edition=desk.edition.code,
    )
    if own:
        await _send(desk, project, request, bodies)
    await suspensions.add(request)
    await files.attach(asking.files, request.ref, desk.actor)
    if not own:
        told = SuspensionProposed(project.id)
        desk.tell(Audience(organisation=project.akimat, roles=WRITERS), told, request.ref)
    desk.audit(
        "suspension.ask",
        ref(project),
        after={
            "measure": request.measure,
            "ground": request.ground,
            "reason": request.reason,
            "until": request.until.isoformat() if request.until else None,
            "condition": request.condition,
            "files": [str(one) for one in asking.files],
            "state": request.state,
        },
    )
    return request.id


@act("suspension.pass_on")
async def pass_on(
    desk: Desk, projects: Projects, suspensions: Suspensions, bodies: Bodies, request_id: UUID, seen: int
) -> None:
    """The MIO passes the initiating body's request on to the UO, whose five working days start (M2.10; п. 34, 35)."""
    project, request = await _request(desk, projects, suspensions, request_id, seen)
    if project.akimat != desk.actor.organisation or not desk.actor.writes:
        raise NotPermitted
    if request.state != RequestState.PROPOSED:
        raise WrongState(request.state)
    check_may_be_asked(project, request.measure, request.ground, desk.edition.realisation.grounds)
    desk.settle(request.ref)
    await _send(desk, project, request, bodies)
    desk.audit(
        "suspension.pass_on",
        ref(project),
        before={"state": RequestState.PROPOSED.value},
        after={"state": request.state},
    )


@act("suspension.grant")
async def grant(
    desk: Desk,
    projects: Projects,
    suspensions: Suspensions,
    clocks: ProjectClocks,
    bodies: Bodies,
    request_id: UUID,
    seen: int,
    decision: str,
    until: date | None,
    condition: str,
) -> None:
    """The UO suspends or excludes the project, as asked (п. 35). A decision: asks for the PIN.

    A suspension names its end or condition; from tomorrow all the project's clocks stand still. Raises
    EndOrConditionNeeded.
    """
    project, request = await _at_the_body(desk, projects, suspensions, request_id, seen)
    today = almaty_date(desk.now)
    suspend = request.measure == Measure.SUSPEND
    if suspend:
        check_lasts(until, condition, today)
    if project.state in GONE or (suspend and project.suspended):
        raise WrongState(project.state)
    desk.need_pin()
    _decide(desk, request, RequestState.GRANTED, decision)
    if suspend:
        await _suspend(desk, project, request, suspensions, clocks, until, condition.strip())
        told: Notice = ProjectSuspended(project.id)
    else:
        await _exclude(desk, project, request, suspensions, clocks)
        told = ProjectExcluded(project.id)
    for organisation in await _concerned(project, bodies):
        desk.tell(Audience(organisation=organisation, roles=WRITERS, but=desk.actor.person), told, ref(project))
    desk.audit(
        "suspension.grant",
        ref(project),
        before={"state": RequestState.ASKED.value},
        after={
            "measure": request.measure,
            "ground": request.ground,
            "until": until.isoformat() if suspend and until else None,
            "condition": condition.strip() if suspend else "",
            "decision": request.decision,
        },
    )


@act("suspension.refuse")
async def refuse(
    desk: Desk, projects: Projects, suspensions: Suspensions, request_id: UUID, seen: int, decision: str
) -> None:
    """The UO refuses, with a reason (п. 35). A decision: asks for the PIN. Raises ReasonNeeded."""
    project, request = await _at_the_body(desk, projects, suspensions, request_id, seen)
    if not decision.strip():
        raise ReasonNeeded
    desk.need_pin()
    _decide(desk, request, RequestState.REFUSED, decision)
    asked = {one for one in (request.asked_by, request.proposed_by) if one is not None}
    desk.tell(Audience(people=frozenset(asked)), SuspensionAnswered(project.id), request.ref)
    desk.audit(
        "suspension.refuse",
        ref(project),
        before={"state": RequestState.ASKED.value},
        after={"state": request.state, "decision": request.decision},
    )


@act("suspension.lift")
async def lift(
    desk: Desk,
    projects: Projects,
    suspensions: Suspensions,
    clocks: ProjectClocks,
    validations: Validations,
    bodies: Bodies,
    project_id: ProjectId,
    seen: int,
) -> None:
    """The UO lifts a suspension: from tomorrow the rest of every period runs (M2.10). A decision: asks for the PIN."""
    project = await _locked(desk, projects, project_id, seen)
    if desk.actor.kind is not OrganisationKind.AUTHORISED_BODY or not desk.actor.writes:
        raise NotPermitted
    present = await suspensions.present(project.id)
    if present is None or not project.suspended:
        raise WrongState(project.state)
    desk.need_pin()
    today = almaty_date(desk.now)
    paused_on = present.first - (stretch_of(today) - today)
    present.last = today
    present.lifted_by = desk.actor.person
    present.lifted_at = desk.now
    project.suspended = False
    for clock in await clocks.paused(project.id):
        end = goes_on(clock, paused_on, today, desk.calendar)
        desk.deadline(moved(clock.kind, clock.subject, end))
        desk.deadline(CloseDeadline(clock.kind, clock.subject, DeadlineState.OPEN))
    aftercare = await validations.aftercare(project.id)
    if aftercare is not None:  # the three years stood still too; the contract's end is the contract's
        aftercare.ends_on += today - paused_on
    await clocks.unfreeze(project.id, paused_on, today)
    desk.deadline(CloseDeadline(REVIEW, Ref("suspension", present.request), DeadlineState.MET))
    desk.settle(ref(project))
    for organisation in await _concerned(project, bodies):
        told = SuspensionLifted(project.id)
        desk.tell(Audience(organisation=organisation, roles=WRITERS, but=desk.actor.person), told, ref(project))
    desk.audit(
        "suspension.lift",
        ref(project),
        before={"suspended": True, "first": present.first.isoformat()},
        after={"suspended": False, "last": today.isoformat()},
    )


async def _locked(desk: Desk, projects: Projects, project_id: ProjectId, seen: int | None) -> Project:
    project = await projects.lock(project_id)
    if project is None:
        raise NotFound
    check_sees(desk.actor, project.placement)
    if seen is not None and project.version != seen:
        raise ChangedMeanwhile
    return project


async def _request(
    desk: Desk, projects: Projects, suspensions: Suspensions, request_id: UUID, seen: int
) -> tuple[Project, SuspensionRequest]:
    known = await suspensions.get(request_id)
    if known is None:
        raise NotFound
    project = await _locked(desk, projects, known.project, None)
    request = await suspensions.lock(request_id)
    if request is None:
        raise NotFound
    if request.version != seen:
        raise ChangedMeanwhile
    return project, request


async def _at_the_body(
    desk: Desk, projects: Projects, suspensions: Suspensions, request_id: UUID, seen: int
) -> tuple[Project, SuspensionRequest]:
    """A request for the UO to decide on."""
    project, request = await _request(desk, projects, suspensions, request_id, seen)
    if desk.actor.kind is not OrganisationKind.AUTHORISED_BODY or not desk.actor.writes:
        raise NotPermitted
    if request.state != RequestState.ASKED:
        raise WrongState(request.state)
    return project, request


async def _send(desk: Desk, project: Project, request: SuspensionRequest, bodies: Bodies) -> None:
    """To the UO: its clock starts (п. 35)."""
    request.state = RequestState.ASKED
    request.asked_by = desk.actor.person
    request.asked_at = desk.now
    end = due(almaty_date(desk.now), desk.edition.realisation.exclusion_decision.period, desk.calendar)
    told = await bodies.of_kind(OrganisationKind.AUTHORISED_BODY)
    for body in told[:1]:
        desk.deadline(opened(DECISION, request.ref, body.id, end))
    for body in told:
        desk.tell(Audience(organisation=body.id, roles=WRITERS), SuspensionAsked(project.id), request.ref)


def _decide(desk: Desk, request: SuspensionRequest, state: RequestState, decision: str) -> None:
    request.state = state
    request.decided_by = desk.actor.person
    request.decided_at = desk.now
    request.decision = decision.strip()
    desk.deadline(CloseDeadline(DECISION, request.ref, DeadlineState.MET))
    desk.settle(request.ref)


async def _suspend(
    desk: Desk,
    project: Project,
    request: SuspensionRequest,
    suspensions: Suspensions,
    clocks: ProjectClocks,
    until: date | None,
    condition: str,
) -> None:
    today = almaty_date(desk.now)
    for clock in await clocks.running(project.id):
        if stands_still(clock, project):
            desk.deadline(CloseDeadline(clock.kind, clock.subject, DeadlineState.PAUSED))
    project.suspended = True
    await suspensions.begin(
        ProjectSuspension(desk.new_id(), project.id, request.id, stretch_of(today), until, condition)
    )
    await clocks.freeze(project.id)
    if until is not None:
        end = not_later_than(until)
        desk.deadline(opened(REVIEW, request.ref, desk.actor.organisation, end, desk.actor.person))


async def _exclude(
    desk: Desk, project: Project, request: SuspensionRequest, suspensions: Suspensions, clocks: ProjectClocks
) -> None:
    today = almaty_date(desk.now)
    for clock in (*await clocks.running(project.id), *await clocks.paused(project.id)):
        desk.deadline(CloseDeadline(clock.kind, clock.subject, DeadlineState.CANCELLED))
    present = await suspensions.present(project.id)
    if present is not None:
        present.last = today
        desk.deadline(CloseDeadline(REVIEW, Ref("suspension", present.request), DeadlineState.CANCELLED))
    for task in await clocks.open_tasks(project.id):
        desk.settle(Ref("task", task))
    desk.settle(ref(project))
    project.suspended = False
    project.state = ProjectState.EXCLUDED
    project.since = desk.now
    await suspensions.exclude(project.id, today, request.id)


async def _concerned(project: Project, bodies: Bodies) -> Sequence[OrganisationId]:
    """The responsible MIO, the initiating body, the parties, and the National Company."""
    company = [body.id for body in await bodies.of_kind(OrganisationKind.NATIONAL_COMPANY)]
    return list(dict.fromkeys([project.akimat, project.initiator, *project.parties, *company]))
