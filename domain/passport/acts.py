"""Submitting a passport: a project with its pool, its corridor and its clock comes to be (M2.1–M2.4; п. 42, 45–48)."""

from typing import Any

from domain.access.scope import check_sees
from domain.company.model import searchable
from domain.company.ports import Companies
from domain.deadline.due import due
from domain.deadline.model import opened
from domain.initiative.model import Initiative
from domain.initiative.ports import Initiatives
from domain.initiative.rules import NotAnOfficial, became_passport, check_handles
from domain.kit.act import act
from domain.kit.actor import OrganisationKind, Role
from domain.kit.bodies import Bodies
from domain.kit.currencies import DOLLAR
from domain.kit.desk import Audience, Desk
from domain.kit.ids import CompanyId, InitiativeId, OrganisationId, PersonId, ProjectId, Ref
from domain.kit.periods import almaty_date
from domain.kit.refused import ChangedMeanwhile, NotFound, NotPermitted, WrongState
from domain.passport.decide import Figures, Standing, at_submission
from domain.passport.facts import OWN_COLUMNS, Passport, restored, stored
from domain.passport.model import Project, ProjectState, number_of
from domain.passport.notices import (
    HandedToTaskForce,
    ProjectAssigned,
    ProjectOfficialAppointed,
    ProjectSubmitted,
)
from domain.passport.ports import Projects
from domain.passport.rules import ROADMAP_DUE, AnotherAkimat, PassportThere, check_scope, checked, may_initiate
from domain.passport.stored import keep_pool, keep_score
from domain.reference.ports import References

WRITERS = frozenset({"head", "officer"})


def ref(project: Project) -> Ref:
    return Ref("project", project.id)


def passport_of(project: Project) -> Passport:
    """The passport as it stands."""
    return restored(
        {
            **project.facts,
            "title": project.title,
            "description": project.description,
            "bin": project.bin,
            "sector": project.sector,
            "region": project.region,
            "other_regions": project.other_regions,
            "cost": [str(project.cost.amount), project.cost.currency],
            "starts_on": project.starts_on.isoformat(),
            "ends_on": project.ends_on.isoformat(),
            "contract": project.contract,
            "contract_on": project.contract_on and project.contract_on.isoformat(),
            "contract_until": project.contract_until and project.contract_until.isoformat(),
        }
    )


def apply(project: Project, passport: Passport) -> None:
    """Take the passport over into the project."""
    project.title = passport.title
    project.description = passport.description
    project.bin = passport.bin
    project.sector = passport.sector
    project.region = passport.region
    project.other_regions = list(passport.other_regions)
    project.cost = passport.cost
    project.starts_on = passport.starts_on
    project.ends_on = passport.ends_on
    project.contract = passport.contract
    project.contract_on = passport.contract_on
    project.contract_until = passport.contract_until
    project.facts = {name: value for name, value in stored(passport).items() if name not in OWN_COLUMNS}
    project.search = searchable(passport.title)


def take(project: Project, standing: Standing, figures: Figures) -> None:
    """Keep a decision with everything it rests on (T4, T5, T7)."""
    project.pool = standing.pool
    if standing.pool_decision is not None:
        project.pool_decision = keep_pool(standing.pool_decision, figures.day)
    project.corridor = standing.corridor
    if standing.score is not None:
        project.score = keep_score(standing.score, figures.edition.code, figures.day)
    project.task_force = standing.task_force
    project.edition = figures.edition.code


def standing_for_audit(project: Project) -> dict[str, Any]:
    return {
        "pool": str(project.pool),
        "pool_decision": project.pool_decision,
        "corridor": project.corridor,
        "score": project.score,
        "task_force": project.task_force,
    }


async def figures_for(desk: Desk, references: References, *currencies: str) -> Figures:
    """The figures of today: МРП by year, the official rates of these currencies and of the dollar (T4, T5)."""
    day = almaty_date(desk.now)
    rates = await references.rates({DOLLAR, *currencies}, day)
    return Figures(desk.edition, await references.mrp(), rates, day)


def start_clock(desk: Desk, project: Project) -> None:
    """The MIO has 30 c.d. for the roadmap from being named, in the national pool (п. 48; M2.2, M2.5)."""
    end = due(almaty_date(desk.now), desk.edition.realisation.roadmap.period, desk.calendar)
    desk.deadline(opened(ROADMAP_DUE, ref(project), project.akimat, end, project.official))


def clock_runs(project: Project) -> bool:
    """Whether the roadmap's clock has been opened and not been met."""
    return project.national and project.roadmap_sent_at is None and project.state == ProjectState.WITHOUT_ROADMAP


def tell_of_entry(desk: Desk, project: Project) -> None:
    """UO and NC hear of what enters the national pool (п. 28)."""
    told = [OrganisationKind.AUTHORISED_BODY]
    if project.task_force:
        tell_task_force(desk, project)
    else:
        told.append(OrganisationKind.NATIONAL_COMPANY)
    for kind in told:
        to = Audience(kind=kind, roles=WRITERS, but=desk.actor.person)
        desk.tell(to, ProjectSubmitted(project.id), ref(project))


def tell_task_force(desk: Desk, project: Project) -> None:
    """NC's people go on with it as Task Force (п. 31; A1: Task Force is NC's)."""
    to = Audience(kind=OrganisationKind.NATIONAL_COMPANY, roles=WRITERS, but=desk.actor.person)
    desk.tell(to, HandedToTaskForce(project.id), ref(project))


async def check_akimat(bodies: Bodies, akimat_id: OrganisationId, region: str) -> None:
    """The MIO named answers for the region (п. 48). Raises AnotherAkimat."""
    akimat = await bodies.get(akimat_id)
    if akimat is None or akimat.kind is not OrganisationKind.AKIMAT or region not in akimat.regions:
        raise AnotherAkimat


@act("passport.submit")
async def submit(
    desk: Desk,
    companies: Companies,
    initiatives: Initiatives,
    projects: Projects,
    bodies: Bodies,
    references: References,
    company_id: CompanyId,
    initiative_id: InitiativeId | None,
    akimat_id: OrganisationId,
    said: Passport,
) -> ProjectId:
    """Submit a passport, with or without an initiative (п. 23, 29, 42, 45–48).

    The pool, the corridor and Task Force are decided at once; the responsible MIO's clock starts in the national pool.
    Raises what `checked` raises, AnotherAkimat, PassportThere, NoMrp, NoRate.
    """
    company = await companies.lock(company_id)
    if company is None:
        raise NotFound
    initiative = None
    if initiative_id is not None:
        initiative = await _initiative(desk, initiatives, projects, initiative_id, company_id)
    else:
        check_sees(desk.actor, company.placement)
    if not may_initiate(desk.actor):
        raise NotPermitted
    check_scope(desk.actor, said)
    if desk.actor.kind is OrganisationKind.AKIMAT and akimat_id != desk.actor.organisation:
        raise AnotherAkimat  # п. 29: projects of its own place
    await check_akimat(bodies, akimat_id, said.region)
    day = almaty_date(desk.now)
    passport = checked(said, day)
    figures = await figures_for(desk, references, passport.cost.currency)
    standing = at_submission(passport, figures)
    if initiative is not None:
        became_passport(desk, initiative)
    project = Project(
        id=ProjectId(desk.new_id()),
        number=number_of(day.year, await projects.next_number(day.year)),
        company=company.id,
        initiative=initiative_id,
        initiator=desk.actor.organisation,
        author=desk.actor.person,
        submitted_at=desk.now,
        akimat=akimat_id,
        official=_official(desk, initiative),
        title=passport.title,
        description=passport.description,
        bin=passport.bin,
        sector=passport.sector,
        region=passport.region,
        cost=passport.cost,
        starts_on=passport.starts_on,
        ends_on=passport.ends_on,
        search="",
        since=desk.now,
        parties=[initiative.maker] if initiative is not None else [],
    )
    apply(project, passport)
    take(project, standing, figures)
    await projects.add(project)
    for region in (passport.region, *passport.other_regions):  # who works on the project knows whose it is
        if region not in company.regions:
            company.regions = [*company.regions, region]
    if project.national:
        start_clock(desk, project)
        tell_of_entry(desk, project)
    if initiative is not None:
        concerned = frozenset({initiative.author, initiative.passed_by or initiative.author}) - {desk.actor.person}
        desk.tell(Audience(people=concerned), ProjectSubmitted(project.id), ref(project))
    if akimat_id != desk.actor.organisation:
        desk.tell(Audience(organisation=akimat_id, roles=WRITERS), ProjectAssigned(project.id), ref(project))
    desk.audit(
        "passport.submit",
        ref(project),
        after={
            "number": project.number,
            "company": str(company.id),
            "initiative": str(initiative_id) if initiative_id else None,
            "akimat": str(akimat_id),
            "official": str(project.official) if project.official else None,
            "passport": stored(passport),
            **standing_for_audit(project),
        },
    )
    return project.id


@act("passport.appoint")
async def appoint(
    desk: Desk, projects: Projects, bodies: Bodies, project_id: ProjectId, seen: int | None, official: PersonId
) -> None:
    """Appoint the responsible official of the MIO (п. 47.8): a head anybody of the akimat, an officer themselves where
    nobody is appointed. What runs on the project for the akimat is theirs from now on.

    `seen` is None when a notice is answered: what it asks is whether anybody is responsible yet. Raises NotAnOfficial.
    """
    project = await locked(desk, projects, project_id, seen)
    if seen is None and project.official is not None:
        raise ChangedMeanwhile
    if project.akimat != desk.actor.organisation or not desk.actor.writes:
        raise NotPermitted
    if desk.actor.role is not Role.HEAD and (official != desk.actor.person or project.official is not None):
        raise NotPermitted
    if project.state in OVER:
        raise WrongState(project.state)
    if official not in await bodies.writers(desk.actor.organisation):
        raise NotAnOfficial
    if project.official == official:
        raise WrongState(project.state)
    before = project.official
    project.official = official
    for change in await projects.hand_over(project.id, project.akimat, official):
        desk.deadline(change)
    told = frozenset({official}) - {desk.actor.person}
    desk.tell(Audience(people=told), ProjectOfficialAppointed(project.id), ref(project))
    desk.audit(
        "passport.appoint",
        ref(project),
        before={"official": str(before) if before else None},
        after={"official": str(official)},
    )


OVER = frozenset({ProjectState.EXCLUDED, ProjectState.COMPLETED})
"""Nothing is changed any more."""


async def locked(desk: Desk, projects: Projects, project_id: ProjectId, seen: int | None) -> Project:
    """The project for an act of somebody who may know of it, in the version they saw."""
    project = await projects.lock(project_id)
    if project is None:
        raise NotFound
    check_sees(desk.actor, project.placement)
    if seen is not None and project.version != seen:
        raise ChangedMeanwhile
    return project


async def _initiative(
    desk: Desk, initiatives: Initiatives, projects: Projects, initiative_id: InitiativeId, company: CompanyId
) -> Initiative:
    """The initiative that becomes a passport: only at the MIO it was passed to, and only once (п. 42.1)."""
    initiative = await initiatives.lock(initiative_id)
    if initiative is None or initiative.company != company:
        raise NotFound
    check_sees(desk.actor, initiative.placement)
    made = await projects.of_initiative(initiative_id)
    if made is not None:
        raise PassportThere(made.id, made.number)
    check_handles(desk.actor, initiative)
    return initiative


def _official(desk: Desk, initiative: Initiative | None) -> PersonId | None:
    """Who worked on the initiative goes on; else who submits, at the MIO; another MIO appoints its own."""
    if initiative is not None and initiative.official is not None:
        return initiative.official
    return desk.actor.person if desk.actor.kind is OrganisationKind.AKIMAT else None
