"""Making an initiative, passing it to an akimat, taking it back, appointing the official (M1.6, M1.7; п. 41–42)."""

from typing import Any

from domain.access.scope import check_changes, check_sees
from domain.company.model import searchable
from domain.company.ports import Companies
from domain.company.rules import may_make_cards
from domain.deadline.due import due
from domain.deadline.model import CloseDeadline, DeadlineState, HandOver, opened
from domain.initiative.model import Initiative, InitiativeFacts, InitiativeState, number_of
from domain.initiative.notices import (
    InitiativeArrived,
    InitiativeOpened,
    OfficialAppointed,
)
from domain.initiative.ports import Initiatives
from domain.initiative.rules import (
    APPOINTMENT,
    CONSIDERATION,
    WRITERS,
    AnotherRegion,
    NoCurrentKyc,
    NotAnOfficial,
    OpenedAlready,
    covering_kyc,
    ref,
)
from domain.initiative.taking import makers_own, taken
from domain.initiative.talk import let_go
from domain.kit.act import act
from domain.kit.actor import OrganisationKind, Role
from domain.kit.bodies import Bodies
from domain.kit.desk import Audience, Desk
from domain.kit.ids import CompanyId, InitiativeId, MeetingId, OrganisationId, PersonId
from domain.kit.periods import almaty_date
from domain.kit.refused import ChangedMeanwhile, NotFound, NotPermitted, WrongState
from domain.kyc.ports import KycCases
from domain.meeting.ports import Meetings


def audited(facts: InitiativeFacts) -> dict[str, Any]:
    """The card's values for the audit (A4)."""
    return {
        "title": facts.title,
        "description": facts.description,
        "sector": facts.sector,
        "region": facts.region,
        "cost": f"{facts.cost.amount} {facts.cost.currency}" if facts.cost else None,
        "jobs": facts.jobs,
        "needs": facts.needs,
        "expectations": facts.expectations,
    }


@act("initiative.create")
async def create(
    desk: Desk,
    companies: Companies,
    meetings: Meetings,
    initiatives: Initiatives,
    company_id: CompanyId,
    meeting_id: MeetingId | None,
    facts: InitiativeFacts,
) -> InitiativeId:
    """Make an initiative from a meeting, with or without a visit (п. 39; M1.3)."""
    company = await companies.lock(company_id)
    if company is None:
        raise NotFound
    check_changes(desk.actor, company.placement)
    if not may_make_cards(desk.actor):
        raise NotPermitted  # п. 3.1, 39
    if meeting_id is not None:
        meeting = await meetings.get(meeting_id)
        if meeting is None or meeting.company != company.id:
            raise NotFound
        check_sees(desk.actor, meeting.placement)
    year = almaty_date(desk.now).year
    initiative = Initiative(
        id=InitiativeId(desk.new_id()),
        number=number_of(year, await initiatives.next_number(year)),
        company=company.id,
        meeting=meeting_id,
        maker=desk.actor.organisation,
        author=desk.actor.person,
        made_at=desk.now,
        title=facts.title,
        description=facts.description,
        sector=facts.sector,
        region=facts.region,
        cost=facts.cost,
        jobs=facts.jobs,
        needs=facts.needs,
        expectations=facts.expectations,
        search=searchable(facts.title),
        since=desk.now,
        edition=desk.edition.code,
    )
    await initiatives.add(initiative)
    desk.audit(
        "initiative.create",
        ref(initiative),
        after={"number": initiative.number, "company": str(company.id), **audited(facts)},
    )
    return initiative.id


@act("initiative.amend")
async def amend(
    desk: Desk, initiatives: Initiatives, initiative_id: InitiativeId, seen: int, facts: InitiativeFacts
) -> None:
    """Change an initiative that has not been passed yet."""
    initiative = await makers_own(desk, initiatives, initiative_id, seen)
    if initiative.passed:
        raise WrongState(initiative.state)
    before = audited(facts_of(initiative))
    if audited(facts) != before:  # an allowance is for what was asked, not for what is made of it afterwards (M1.2)
        initiative.asked_by = initiative.asked_at = None
        initiative.asked_reason = ""
        if initiative.allowed_by is not None:
            before["allowed_reason"] = initiative.allowed_reason
            initiative.allowed_by = initiative.allowed_at = None
            initiative.allowed_reason = ""
    initiative.title = facts.title
    initiative.description = facts.description
    initiative.sector = facts.sector
    initiative.region = facts.region
    initiative.cost = facts.cost
    initiative.jobs = facts.jobs
    initiative.needs = facts.needs
    initiative.expectations = facts.expectations
    initiative.search = searchable(facts.title)
    desk.audit("initiative.amend", ref(initiative), before=before, after=audited(facts))


@act("initiative.pass")
async def pass_on(
    desk: Desk,
    companies: Companies,
    cases: KycCases,
    meetings: Meetings,
    initiatives: Initiatives,
    bodies: Bodies,
    initiative_id: InitiativeId,
    seen: int,
    akimat_id: OrganisationId,
) -> None:
    """Pass an initiative to the akimat of its region; both of the akimat's clocks start (п. 41–42).

    Raises NoCurrentKyc unless the company has a current KYC decision or the UO allowed it first (M1.2).
    """
    known = await initiatives.get(initiative_id)
    if known is None:
        raise NotFound
    check_sees(desk.actor, known.placement)
    company = await companies.lock(known.company)
    if company is None:
        raise NotFound
    initiative = await makers_own(desk, initiatives, initiative_id, seen)
    if initiative.passed:
        raise WrongState(initiative.state)
    akimat = await bodies.get(akimat_id)
    if akimat is None or akimat.kind is not OrganisationKind.AKIMAT or initiative.region not in akimat.regions:
        raise AnotherRegion
    case = covering_kyc(initiative, company, await cases.of_company(company.id), almaty_date(desk.now))
    if case is None and initiative.allowed_by is None:
        raise NoCurrentKyc
    initiative.akimat = akimat.id
    initiative.kyc = case.id if case else None
    initiative.state = InitiativeState.PASSED
    initiative.since = initiative.passed_at = desk.now
    initiative.passed_by = desk.actor.person
    initiative.edition = desk.edition.code
    day, terms = almaty_date(desk.now), desk.edition.attraction
    term = due(day, terms.initiative.period, desk.calendar)
    initiative.due_on, initiative.nominal = term.on, term.nominal
    if initiative.region not in company.regions:
        company.regions = [*company.regions, initiative.region]
    meeting = await meetings.lock(initiative.meeting) if initiative.meeting else None
    if meeting is not None and initiative.region not in meeting.regions:
        meeting.regions = [*meeting.regions, initiative.region]
    desk.deadline(opened(APPOINTMENT, ref(initiative), akimat.id, due(day, terms.appointment.period, desk.calendar)))
    desk.deadline(opened(CONSIDERATION, ref(initiative), akimat.id, term))
    desk.settle(ref(initiative))
    desk.tell(Audience(organisation=akimat.id, roles=WRITERS), InitiativeArrived(initiative.id), ref(initiative))
    desk.audit(
        "initiative.pass",
        ref(initiative),
        before={"state": InitiativeState.MADE.value},
        after={"akimat": str(akimat.id), "kyc": str(case.id) if case else None, "state": initiative.state},
    )


@act("initiative.take_back")
async def take_back(
    desk: Desk,
    companies: Companies,
    meetings: Meetings,
    initiatives: Initiatives,
    initiative_id: InitiativeId,
    seen: int,
) -> None:
    """Take back a wrong hand-over; possible until the akimat has opened it (design §3)."""
    known = await initiatives.get(initiative_id)
    if known is None:
        raise NotFound
    check_sees(desk.actor, known.placement)
    company = await companies.lock(known.company)
    initiative = await makers_own(desk, initiatives, initiative_id, seen)
    if not initiative.considered:
        raise WrongState(initiative.state)
    if initiative.opened_at is not None:
        raise OpenedAlready
    region = initiative.region
    before = {"akimat": str(initiative.akimat), "state": initiative.state}
    await let_go(desk, initiatives, initiative, initiative.akimat)
    initiative.akimat = None
    initiative.kyc = None
    initiative.state = InitiativeState.MADE
    initiative.since = desk.now
    initiative.passed_at = initiative.passed_by = None
    initiative.due_on = initiative.nominal = None
    left = await initiatives.regions_of(initiative.company)
    if company is not None and region not in left:
        company.regions = [one for one in company.regions if one != region]
    meeting = await meetings.lock(initiative.meeting) if initiative.meeting else None
    if meeting is not None and region not in left:
        meeting.regions = [one for one in meeting.regions if one != region]
    for kind in (APPOINTMENT, CONSIDERATION):
        desk.deadline(CloseDeadline(kind, ref(initiative), DeadlineState.CANCELLED))
    desk.settle(ref(initiative))
    desk.audit("initiative.take_back", ref(initiative), before=before, after={"state": initiative.state})


@act("initiative.open")
async def open_by_akimat(desk: Desk, initiatives: Initiatives, initiative_id: InitiativeId) -> None:
    """The akimat opens it for the first time: from now on it cannot be taken back. Later looks do nothing."""
    known = await initiatives.get(initiative_id)
    if known is None:
        raise NotFound
    check_sees(desk.actor, known.placement)
    if known.akimat != desk.actor.organisation or not desk.actor.writes or known.opened_at is not None:
        return
    initiative = await initiatives.lock(initiative_id)
    if initiative is None or initiative.opened_at is not None or initiative.akimat != desk.actor.organisation:
        return
    initiative.opened_at = desk.now
    initiative.opened_by = desk.actor.person
    if initiative.passed_by is not None:
        desk.tell(Audience(people=frozenset({initiative.passed_by})), InitiativeOpened(initiative.id), ref(initiative))
    desk.audit("initiative.open", ref(initiative), after={"opened_by": str(desk.actor.person)})


@act("initiative.appoint")
async def appoint(
    desk: Desk,
    initiatives: Initiatives,
    bodies: Bodies,
    initiative_id: InitiativeId,
    seen: int | None,
    official: PersonId,
) -> None:
    """Appoint the responsible official of the akimat (п. 42); a head appoints anybody, an officer takes it themselves.

    Appointing again replaces the official. `seen` is None when a notice is answered: what it asks is whether anybody is
    responsible yet, and that alone must not have changed (opening the card changes the version). Raises NotAnOfficial.
    """
    initiative = await taken(desk, initiatives, initiative_id, seen)
    if seen is None and initiative.official is not None:
        raise ChangedMeanwhile
    if initiative.akimat != desk.actor.organisation or not desk.actor.writes:
        raise NotPermitted
    if not initiative.considered:
        raise WrongState(initiative.state)
    if desk.actor.role is not Role.HEAD and (official != desk.actor.person or initiative.official is not None):
        raise NotPermitted
    if official not in await bodies.writers(desk.actor.organisation):
        raise NotAnOfficial
    if initiative.official == official:
        raise WrongState(initiative.state)
    before = {"official": str(initiative.official) if initiative.official else None, "state": initiative.state}
    initiative.official = official
    if initiative.opened_at is None:  # who appoints has seen it: from now on it cannot be taken back
        initiative.opened_at = desk.now
        initiative.opened_by = desk.actor.person
    if initiative.state != InitiativeState.APPOINTED:
        initiative.state = InitiativeState.APPOINTED
        initiative.since = desk.now
    desk.deadline(CloseDeadline(APPOINTMENT, ref(initiative), DeadlineState.MET))
    # The date was computed by the edition of the day it was passed on, and stays (T7).
    desk.deadline(HandOver(CONSIDERATION, ref(initiative), official))
    desk.settle(ref(initiative))
    concerned = {official, initiative.passed_by} - {desk.actor.person, None}
    desk.tell(
        Audience(people=frozenset(one for one in concerned if one is not None)),
        OfficialAppointed(initiative.id),
        ref(initiative),
    )
    desk.audit(
        "initiative.appoint",
        ref(initiative),
        before=before,
        after={"official": str(official), "state": initiative.state},
    )


def facts_of(initiative: Initiative) -> InitiativeFacts:
    """The card's facts, for amending."""
    return InitiativeFacts(
        title=initiative.title,
        description=initiative.description,
        sector=initiative.sector,
        region=initiative.region,
        cost=initiative.cost,
        jobs=initiative.jobs,
        needs=initiative.needs,
        expectations=initiative.expectations,
    )
