"""Amending a passport, with its history (M2.1, M2.2; п. 54, 57, 62).

Until the roadmap is approved the initiating body or the responsible MIO amends it; afterwards what touches the volume
or the terms waits for the authorised body. The old values stay beside the new ones.
"""

from collections.abc import Collection
from dataclasses import fields
from typing import Any
from uuid import UUID

from domain.access.scope import check_changes
from domain.deadline.model import CloseDeadline, DeadlineState
from domain.kit.act import act
from domain.kit.actor import OrganisationKind
from domain.kit.bodies import Bodies
from domain.kit.desk import Audience, Desk
from domain.kit.ids import OrganisationId, PersonId, ProjectId, Ref
from domain.kit.periods import almaty_date
from domain.kit.refused import ChangedMeanwhile, NotFound, NotPermitted, WrongState
from domain.kyc.rules import ReasonNeeded
from domain.passport.acts import (
    OVER,
    WRITERS,
    apply,
    check_akimat,
    clock_runs,
    figures_for,
    locked,
    passport_of,
    ref,
    standing_for_audit,
    start_clock,
    take,
    tell_of_entry,
    tell_task_force,
)
from domain.passport.decide import Before, after_change
from domain.passport.facts import Passport, plain, restored, stored
from domain.passport.model import ChangeState, Project, ProjectChange
from domain.passport.notices import ChangeAsked, ChangeDecided, PoolRaised, ProjectAssigned
from domain.passport.pool import Pool
from domain.passport.ports import ProjectChanges, Projects
from domain.passport.rules import (
    ROADMAP_DUE,
    AnotherAkimat,
    ChangeWaits,
    NothingChanged,
    asks_body,
    check_scope,
    checked,
)
from domain.reference.ports import References

DECIDES = frozenset({"cost", "jobs", "technology", "listing", "sector", "contract"})
"""What the pool, the corridor and Task Force are decided by: another change leaves them as they are (Decided)."""


def change_ref(change: ProjectChange) -> Ref:
    return Ref("project_change", change.id)


def differences(before: Passport, after: Passport) -> dict[str, list[Any]]:
    """What changed, by field: the value before and the value after, as stored."""
    pairs = {one.name: (getattr(before, one.name), getattr(after, one.name)) for one in fields(Passport)}
    return {name: [plain(old), plain(new)] for name, (old, new) in pairs.items() if old != new}


@act("passport.amend")
async def amend(
    desk: Desk,
    projects: Projects,
    changes: ProjectChanges,
    bodies: Bodies,
    references: References,
    project_id: ProjectId,
    seen: int,
    akimat_id: OrganisationId,
    said: Passport,
    reason: str,
) -> ChangeState:
    """Change the passport: MADE at once, or ASKED of the authorised body after the roadmap's approval.

    Another responsible MIO can be named only by an initiating body that is none itself, and before the roadmap was
    first sent; its clock begins anew (п. 48). Raises what `checked` raises, ReasonNeeded, NothingChanged, ChangeWaits,
    AnotherAkimat, NoMrp, NoRate.
    """
    project = await projects.lock(project_id)
    if project is None:
        raise NotFound
    check_changes(desk.actor, project.placement)
    if desk.actor.organisation not in (project.initiator, project.akimat):
        raise NotPermitted
    if project.version != seen:
        raise ChangedMeanwhile
    if project.state in OVER:
        raise WrongState(project.state)
    if not reason.strip():
        raise ReasonNeeded
    before = passport_of(project)
    passport = checked(said, almaty_date(desk.now))
    changed = differences(before, passport)
    other_akimat = akimat_id != project.akimat
    if not changed and not other_akimat:
        raise NothingChanged
    if desk.actor.organisation == project.initiator and changed:
        check_scope(desk.actor, passport)
    await _check_place(desk, bodies, project, akimat_id, passport)
    asked = asks_body(changed, roadmap_approved=project.roadmap_approved)
    if asked and await changes.asked(project.id) is not None:
        raise ChangeWaits
    change = ProjectChange(
        id=desk.new_id(),
        project=project.id,
        counted=await changes.next_number(project.id),
        made_by=desk.actor.person,
        organisation=desk.actor.organisation,
        made_at=desk.now,
        state=ChangeState.ASKED if asked else ChangeState.MADE,
        reason=reason.strip(),
        changes=changed,
    )
    if asked:
        desk.tell(
            Audience(kind=OrganisationKind.AUTHORISED_BODY, roles=WRITERS),
            ChangeAsked(project.id, change.counted),
            change_ref(change),
        )
        desk.audit("passport.amend", ref(project), after={"asked": changed, "reason": change.reason})
    else:
        if other_akimat:
            _name_akimat(desk, project, akimat_id, change)
        change.outcome = await _carry_out(desk, references, project, before, passport, changed)
        desk.audit(
            "passport.amend",
            ref(project),
            before={name: values[0] for name, values in change.changes.items()},
            after={
                **{name: values[1] for name, values in change.changes.items()},
                "reason": change.reason,
                **standing_for_audit(project),
            },
        )
    await changes.add(change)
    return ChangeState(change.state)


@act("passport.decide_change")
async def decide_change(
    desk: Desk,
    projects: Projects,
    changes: ProjectChanges,
    references: References,
    project_id: ProjectId,
    change_id: UUID,
    seen: int,
    approved: bool,
    remarks: str,
) -> None:
    """The authorised body approves or refuses what was asked, with its PIN; a refusal says why (п. 54, 57; A3).

    What was approved takes effect on the day of the approval, by the figures of that day.
    """
    project = await locked(desk, projects, project_id, None)
    if desk.actor.kind is not OrganisationKind.AUTHORISED_BODY or not desk.actor.writes:
        raise NotPermitted
    change = await _waiting(changes, project, change_id, seen)
    if approved and project.state in OVER:
        raise WrongState(project.state)
    if not approved and not remarks.strip():
        raise ReasonNeeded
    desk.need_pin()
    change.state = ChangeState.APPROVED if approved else ChangeState.REFUSED
    change.decided_by = desk.actor.person
    change.decided_at = desk.now
    change.remarks = remarks.strip()
    if approved:
        before = passport_of(project)
        now = stored(before)
        # A text amended since the question keeps its newer words: only what was asked about is put in.
        wanted = {name: new for name, (old, new) in change.changes.items() if now[name] == old}
        passport = restored({**now, **wanted})
        change.outcome = await _carry_out(desk, references, project, before, passport, wanted)
    desk.settle(change_ref(change))
    told = frozenset(_people(change.made_by, project.official))
    desk.tell(Audience(people=told), ChangeDecided(project.id, change.counted), change_ref(change))
    desk.audit(
        "passport.decide_change",
        ref(project),
        before={name: values[0] for name, values in change.changes.items()},
        after={"state": change.state, "counted": change.counted, "remarks": change.remarks, **change.outcome},
    )


@act("passport.withdraw_change")
async def withdraw_change(
    desk: Desk, projects: Projects, changes: ProjectChanges, project_id: ProjectId, change_id: UUID, seen: int
) -> None:
    """Those who asked take the question back while it is open."""
    project = await locked(desk, projects, project_id, None)
    change = await _waiting(changes, project, change_id, seen)
    if change.organisation != desk.actor.organisation or not desk.actor.writes:
        raise NotPermitted
    change.state = ChangeState.WITHDRAWN
    change.decided_by = desk.actor.person
    change.decided_at = desk.now
    desk.settle(change_ref(change))
    desk.audit("passport.withdraw_change", ref(project), after={"counted": change.counted})


async def _waiting(changes: ProjectChanges, project: Project, change_id: UUID, seen: int) -> ProjectChange:
    change = await changes.lock(change_id)
    if change is None or change.project != project.id:
        raise NotFound
    if change.version != seen:
        raise ChangedMeanwhile
    if change.state != ChangeState.ASKED:
        raise WrongState(change.state)
    return change


async def _check_place(
    desk: Desk, bodies: Bodies, project: Project, akimat_id: OrganisationId, passport: Passport
) -> None:
    """The responsible MIO answers for the region, and stays once the roadmap was sent (п. 48)."""
    if akimat_id != project.akimat:
        own = desk.actor.organisation == project.initiator and desk.actor.kind is not OrganisationKind.AKIMAT
        if not own or project.roadmap_sent_at is not None or project.roadmap_approved:
            raise AnotherAkimat
        if project.suspended:  # its periods stand still, and another MIO's would begin (M2.10)
            raise WrongState("suspended")
    if akimat_id != project.akimat or passport.region != project.region:
        await check_akimat(bodies, akimat_id, passport.region)


def _name_akimat(desk: Desk, project: Project, akimat_id: OrganisationId, change: ProjectChange) -> None:
    change.changes = {**change.changes, "akimat": [str(project.akimat), str(akimat_id)]}
    if clock_runs(project):
        desk.deadline(CloseDeadline(ROADMAP_DUE, ref(project), DeadlineState.CANCELLED))
    project.akimat = akimat_id
    project.official = None
    if clock_runs(project):
        start_clock(desk, project)
    desk.tell(Audience(organisation=akimat_id, roles=WRITERS), ProjectAssigned(project.id), ref(project))


async def _carry_out(
    desk: Desk,
    references: References,
    project: Project,
    before: Passport,
    passport: Passport,
    changed: Collection[str],
) -> dict[str, Any]:
    """Put the change into the project, and decide anew what depends on it; what became of it, for the history."""
    was = Before(before, Pool(project.pool), project.corridor, project.task_force, project.roadmap_approved)
    apply(project, passport)
    if not DECIDES & set(changed):
        return {}
    figures = await figures_for(desk, references, before.cost.currency, passport.cost.currency)
    standing = after_change(was, passport, figures)
    outcome = _outcome(was, standing.pool, standing.corridor, standing.task_force)
    take(project, standing, figures)
    if was.pool is not Pool.NATIONAL and project.national:
        if clock_runs(project):
            start_clock(desk, project)
        tell_of_entry(desk, project)
        told = frozenset({project.akimat, project.initiator}) - {desk.actor.organisation}
        for organisation in told:
            desk.tell(Audience(organisation=organisation, roles=WRITERS), PoolRaised(project.id), ref(project))
    elif project.task_force and not was.task_force:
        tell_task_force(desk, project)
    return outcome


def _outcome(was: Before, pool: Pool, corridor: bool, task_force: bool) -> dict[str, Any]:
    now: dict[str, tuple[Any, Any]] = {
        "pool": (str(was.pool), str(pool)),
        "corridor": (was.corridor, corridor),
        "task_force": (was.task_force, task_force),
    }
    return {name: [old, new] for name, (old, new) in now.items() if old != new}


def _people(*people: PersonId | None) -> tuple[PersonId, ...]:
    return tuple(one for one in people if one is not None)
