"""Recording a meeting, amending it, keeping its agreements (M1.3; п. 40.4)."""

from typing import Any

from domain.access.scope import check_changes
from domain.company.ports import Companies
from domain.company.rules import may_make_cards
from domain.deadline.due import not_later_than
from domain.deadline.model import CloseDeadline, DeadlineState, moved, opened
from domain.kit.act import act
from domain.kit.desk import Desk
from domain.kit.ids import AgreementId, CompanyId, MeetingId, PersonId, Ref
from domain.kit.periods import almaty_date
from domain.kit.refused import ChangedMeanwhile, NotFound, NotPermitted, WrongState
from domain.meeting.model import Agreement, AgreementFacts, AgreementState, Meeting, MeetingFacts
from domain.meeting.ports import Meetings
from domain.meeting.rules import AGREEMENT, AgreementBeforeMeeting, NotAColleague, check_agreement, check_meeting


def audited(facts: MeetingFacts) -> dict[str, Any]:
    """The card's values for the audit (A4)."""
    cost = facts.project_cost
    return {
        "company": str(facts.company),
        "day": facts.day.isoformat(),
        "place": facts.place,
        "event": facts.event,
        "ours": facts.ours,
        "contacts": [str(one) for one in facts.contacts],
        "theirs": facts.theirs,
        "subject": facts.subject,
        "key_points": facts.key_points,
        "project_sector": facts.project_sector,
        "project_cost": f"{cost.amount} {cost.currency}" if cost else None,
        "project_region": facts.project_region,
        "project_jobs": facts.project_jobs,
        "project_parameters": facts.project_parameters,
        "expectations": facts.expectations,
    }


@act("meeting.record")
async def record(desk: Desk, companies: Companies, meetings: Meetings, facts: MeetingFacts) -> MeetingId:
    """Save a meeting card with its agreements, each of which becomes a deadline.

    Raises NotFound, NotPermitted, MeetingInFuture, AgreementBeforeMeeting, NotAColleague.
    """
    company = await companies.lock(facts.company)
    if company is None:
        raise NotFound
    check_changes(desk.actor, company.placement)
    if not may_make_cards(desk.actor):
        raise NotPermitted  # п. 39
    check_meeting(facts, almaty_date(desk.now))
    await _check_contacts(meetings, company.id, facts)
    meeting = Meeting(
        id=MeetingId(desk.new_id()),
        company=company.id,
        maker=desk.actor.organisation,
        author=desk.actor.person,
        made_at=desk.now,
        country=company.country,
        sector=company.sector,
        day=facts.day,
        place=facts.place,
        event=facts.event,
        ours=facts.ours,
        contacts=list(facts.contacts),
        theirs=facts.theirs,
        subject=facts.subject,
        key_points=facts.key_points,
        project_sector=facts.project_sector,
        project_cost=facts.project_cost,
        project_region=facts.project_region,
        project_jobs=facts.project_jobs,
        project_parameters=facts.project_parameters,
        expectations=facts.expectations,
    )
    await meetings.add(meeting)
    desk.audit("meeting.record", Ref("meeting", meeting.id), after=audited(facts))
    for one in facts.agreements:
        await _agree(desk, meetings, meeting, one)
    return meeting.id


@act("meeting.amend")
async def amend(desk: Desk, meetings: Meetings, meeting_id: MeetingId, seen: int, facts: MeetingFacts) -> None:
    """Change a meeting card seen in version `seen`; agreements named in `facts` are new ones, added to those there."""
    meeting = await changeable(desk, meetings, meeting_id)
    if meeting.version != seen:
        raise ChangedMeanwhile
    if facts.company != meeting.company:
        raise WrongState
    check_meeting(facts, almaty_date(desk.now))
    for kept in await meetings.agreements(meeting.id):
        if kept.state != AgreementState.DROPPED and kept.by < facts.day:
            raise AgreementBeforeMeeting(kept.by, facts.day)
    await _check_contacts(meetings, meeting.company, facts)
    before = audited(facts_of(meeting))
    meeting.apply(facts)
    desk.audit("meeting.amend", Ref("meeting", meeting.id), before=before, after=audited(facts))
    for one in facts.agreements:
        await _agree(desk, meetings, meeting, one)


@act("agreement.add")
async def add_agreement(desk: Desk, meetings: Meetings, meeting_id: MeetingId, facts: AgreementFacts) -> None:
    """Add an agreement to a recorded meeting."""
    meeting = await changeable(desk, meetings, meeting_id)
    check_agreement(facts, meeting.day)
    await _agree(desk, meetings, meeting, facts)


@act("agreement.close")
async def close_agreement(
    desk: Desk, meetings: Meetings, meeting_id: MeetingId, agreement_id: AgreementId, state: AgreementState
) -> None:
    """An agreement is DONE or DROPPED: its deadline is met or cancelled. Raises WrongState when closed already."""
    await changeable(desk, meetings, meeting_id)
    agreement = await meetings.lock_agreement(agreement_id)
    if agreement is None or agreement.meeting != meeting_id:
        raise NotFound
    if agreement.state != AgreementState.OPEN or state is AgreementState.OPEN:
        raise WrongState(agreement.state)
    agreement.state = state
    agreement.closed_at = desk.now
    done = DeadlineState.MET if state is AgreementState.DONE else DeadlineState.CANCELLED
    subject = Ref("agreement", agreement.id)
    desk.deadline(CloseDeadline(AGREEMENT, subject, done))
    desk.settle(subject)
    desk.audit("agreement.close", subject, before={"state": "open"}, after={"state": state.value})


@act("agreement.move")
async def move_agreement(
    desk: Desk, meetings: Meetings, meeting_id: MeetingId, agreement_id: AgreementId, seen: int, facts: AgreementFacts
) -> None:
    """Agree on something else: words, side, person, date; the deadline moves with it. Raises NotAColleague."""
    meeting = await changeable(desk, meetings, meeting_id)
    check_agreement(facts, meeting.day)
    agreement = await meetings.lock_agreement(agreement_id)
    if agreement is None or agreement.meeting != meeting_id:
        raise NotFound
    if agreement.state != AgreementState.OPEN:
        raise WrongState(agreement.state)
    if agreement.version != seen:
        raise ChangedMeanwhile
    if facts.person is not None and facts.person != agreement.person:
        await _check_colleague(meetings, meeting, facts.person)
    before = _audited_agreement(agreement)
    agreement.what = facts.what
    agreement.side = facts.side
    agreement.who = facts.who
    agreement.by = facts.by
    agreement.person = facts.person or agreement.person
    subject = Ref("agreement", agreement.id)
    desk.deadline(moved(AGREEMENT, subject, not_later_than(facts.by), agreement.person))
    desk.audit("agreement.move", subject, before=before, after=_audited_agreement(agreement))


def _audited_agreement(agreement: Agreement) -> dict[str, Any]:
    return {
        "what": agreement.what,
        "side": str(agreement.side),
        "who": agreement.who,
        "person": str(agreement.person),
        "by": agreement.by.isoformat(),
    }


async def _check_contacts(meetings: Meetings, company: CompanyId, facts: MeetingFacts) -> None:
    """Raise NotFound for participants who are no contacts of this company: their names would be shown with it (A2)."""
    if not await meetings.all_of_company(facts.contacts, company):
        raise NotFound


async def _check_colleague(meetings: Meetings, meeting: Meeting, person: PersonId) -> None:
    """Raise NotAColleague: the deadline would go to somebody who may not see the meeting, or works no longer (A2)."""
    if not await meetings.writes_for(person, meeting.maker):
        raise NotAColleague


def facts_of(meeting: Meeting) -> MeetingFacts:
    """The card's facts, for amending and for printing."""
    return MeetingFacts(
        company=meeting.company,
        day=meeting.day,
        place=meeting.place,
        subject=meeting.subject,
        key_points=meeting.key_points,
        event=meeting.event,
        ours=meeting.ours,
        contacts=tuple(meeting.contacts),
        theirs=meeting.theirs,
        project_sector=meeting.project_sector,
        project_cost=meeting.project_cost,
        project_region=meeting.project_region,
        project_jobs=meeting.project_jobs,
        project_parameters=meeting.project_parameters,
        expectations=meeting.expectations,
    )


async def changeable(desk: Desk, meetings: Meetings, meeting_id: MeetingId) -> Meeting:
    """The meeting, locked, for one who may change it. Raises NotFound, NotPermitted."""
    meeting = await meetings.lock(meeting_id)
    if meeting is None:
        raise NotFound
    check_changes(desk.actor, meeting.placement)
    if meeting.maker != desk.actor.organisation:
        raise NotPermitted  # Decided: a card is amended by the organisation that met the investor
    return meeting


async def _agree(desk: Desk, meetings: Meetings, meeting: Meeting, facts: AgreementFacts) -> None:
    if facts.person is not None:
        await _check_colleague(meetings, meeting, facts.person)
    agreement = Agreement(
        id=AgreementId(desk.new_id()),
        meeting=meeting.id,
        what=facts.what,
        side=facts.side,
        who=facts.who,
        person=facts.person or desk.actor.person,
        by=facts.by,
    )
    await meetings.add_agreement(agreement)
    subject = Ref("agreement", agreement.id)
    desk.deadline(
        opened(AGREEMENT, subject, meeting.maker, not_later_than(facts.by), agreement.person, facts.what[:200])
    )
    desk.audit(
        "agreement.add",
        subject,
        after={"meeting": str(meeting.id), **_audited_agreement(agreement)},
    )
