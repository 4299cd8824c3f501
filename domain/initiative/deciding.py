"""The UO decides on redirections (п. 42.3) and on closing what the investor dropped (M1.7), with the PIN."""

from domain.access.scope import check_sees
from domain.company.ports import Companies
from domain.deadline.due import due
from domain.deadline.model import CloseDeadline, DeadlineState, opened
from domain.initiative.model import Initiative, InitiativeState, Pending, Petition, PetitionState
from domain.initiative.notices import InitiativeArrived, News
from domain.initiative.petitions import nothing_pending, open_petition, run_on, stop_clocks
from domain.initiative.ports import Initiatives, Petitions
from domain.initiative.rules import (
    APPOINTMENT,
    CONSIDERATION,
    WRITERS,
    AnotherAkimatNeeded,
    MissionNotHeard,
    after_pause,
    ref,
)
from domain.initiative.taking import taken
from domain.initiative.talk import let_go
from domain.initiative.telling import tell_news
from domain.kit.act import act
from domain.kit.actor import OrganisationKind
from domain.kit.bodies import Bodies, Body
from domain.kit.desk import Audience, Desk
from domain.kit.ids import InitiativeId
from domain.kit.periods import almaty_date
from domain.kit.refused import NotFound, NotPermitted, WrongState
from domain.kyc.rules import ReasonNeeded
from domain.meeting.ports import Meetings


@act("initiative.redirect")
async def redirect(
    desk: Desk,
    companies: Companies,
    meetings: Meetings,
    initiatives: Initiatives,
    petitions: Petitions,
    bodies: Bodies,
    initiative_id: InitiativeId,
    seen: int,
    approved: bool,
    reason: str,
) -> None:
    """The UO approves or refuses a redirection; a refusal has a reason (п. 42.3; PIN, A3).

    On a yes the other akimat has a term of its own, one extension, and an official to appoint. On a no the rest of the
    term runs again from tomorrow, at least the edition's minimum (M1.7).
    """
    known = await initiatives.get(initiative_id)
    if known is None:
        raise NotFound
    check_sees(desk.actor, known.placement)
    company = await companies.lock(known.company)
    initiative = await taken(desk, initiatives, initiative_id, seen)
    _check_decides(desk, initiative, Pending.REDIRECTION)
    petition = await open_petition(petitions, initiative)
    other = await bodies.get(petition.other) if petition.other is not None else None
    if approved and (other is None or not other.regions):
        raise AnotherAkimatNeeded
    _decided(desk, petition, approved, reason)
    stop_clocks(desk, initiative, DeadlineState.MET)
    former, region = initiative.akimat, initiative.region
    before = {
        "akimat": str(former),
        "region": region,
        "due": initiative.due_on.isoformat() if initiative.due_on else "",
    }
    desk.settle(petition.ref)
    if not approved or other is None:
        await let_go(desk, initiatives, initiative, initiative.asked_akimat)
        nothing_pending(initiative)
        run_on(
            desk,
            initiative,
            after_pause(
                initiative,
                almaty_date(desk.now),
                desk.edition.attraction.rest_after_refused_redirection,
                desk.calendar,
            ),
        )
        tell_news(desk, initiative, News.REDIRECTION_REFUSED, petition, heads_of=[initiative.akimat, petition.other])
        desk.audit(
            "initiative.redirect",
            ref(initiative),
            before=before,
            after={"approved": False, "reason": petition.decision, "due": _iso(initiative)},
        )
        return
    official = initiative.official
    await let_go(desk, initiatives, initiative, former)
    _timely(desk, initiative)
    _arrived(desk, initiative, petition, other)
    if company is not None:
        company.regions = await _regions(initiatives, initiative, company.regions, region)
    meeting = await meetings.lock(initiative.meeting) if initiative.meeting else None
    if meeting is not None:
        meeting.regions = await _regions(initiatives, initiative, meeting.regions, region)
    desk.settle(ref(initiative))
    desk.tell(Audience(organisation=other.id, roles=WRITERS), InitiativeArrived(initiative.id), ref(initiative))
    tell_news(desk, initiative, News.REDIRECTED, petition, people=[official], heads_of=[former])
    desk.audit(
        "initiative.redirect",
        ref(initiative),
        before=before,
        after={"approved": True, "akimat": str(other.id), "region": initiative.region, "due": _iso(initiative)},
    )


@act("initiative.close")
async def close(
    desk: Desk,
    initiatives: Initiatives,
    petitions: Petitions,
    initiative_id: InitiativeId,
    seen: int,
    approved: bool,
    reason: str,
) -> None:
    """The UO closes an initiative the investor dropped, or refuses to, with a reason (M1.7. Decided; PIN, A3).

    Raises MissionNotHeard until the mission has answered or its time to answer is over.
    """
    initiative = await taken(desk, initiatives, initiative_id, seen)
    if desk.actor.kind is OrganisationKind.AUTHORISED_BODY and initiative.pending == Pending.OPINION:
        petition = await open_petition(petitions, initiative)
        if desk.actor.writes and almaty_date(desk.now) <= petition.answer_by:
            raise MissionNotHeard(petition.answer_by)
        _check_decides(desk, initiative, Pending.OPINION)
    else:
        _check_decides(desk, initiative, Pending.CLOSING)
        petition = await open_petition(petitions, initiative)
    _decided(desk, petition, approved, reason)
    stop_clocks(desk, initiative, DeadlineState.MET)
    before = {"state": initiative.state}
    nothing_pending(initiative)
    desk.settle(petition.ref)
    if approved:
        await let_go(desk, initiatives, initiative, initiative.akimat, initiative.maker)
        initiative.state = InitiativeState.CLOSED
        initiative.since = desk.now
        for kind in (APPOINTMENT, CONSIDERATION):
            desk.deadline(CloseDeadline(kind, ref(initiative), DeadlineState.CANCELLED))
        desk.settle(ref(initiative))
    what = News.CLOSED if approved else News.CLOSING_REFUSED
    tell_news(desk, initiative, what, petition, heads_of=[initiative.akimat, initiative.maker])
    desk.audit(
        "initiative.close",
        ref(initiative),
        before=before,
        after={"approved": approved, "reason": petition.decision, "state": initiative.state},
    )


def _check_decides(desk: Desk, initiative: Initiative, pending: Pending) -> None:
    """Raises NotPermitted for all but those who write in the UO, WrongState when nothing waits for them."""
    if desk.actor.kind is not OrganisationKind.AUTHORISED_BODY or not desk.actor.writes:
        raise NotPermitted
    if initiative.pending != pending:
        raise WrongState(initiative.state)


def _decided(desk: Desk, petition: Petition, approved: bool, reason: str) -> None:
    if not approved and not reason.strip():
        raise ReasonNeeded
    desk.need_pin()
    petition.state = PetitionState.APPROVED if approved else PetitionState.REFUSED
    petition.decision = reason.strip()
    petition.decided_by = desk.actor.person
    petition.decided_at = desk.now


def _timely(desk: Desk, initiative: Initiative) -> None:
    """Sent in time it is timely, however long the UO took: the clock that stood still is met before its end (M1.7)."""
    run_on(desk, initiative, after_pause(initiative, almaty_date(desk.now), None, desk.calendar))


def _arrived(desk: Desk, initiative: Initiative, petition: Petition, other: Body) -> None:
    """The other akimat considers it from now on: its own term, its own extension, an official to appoint (M1.7)."""
    for kind in (APPOINTMENT, CONSIDERATION):
        desk.deadline(CloseDeadline(kind, ref(initiative), DeadlineState.MET))
    nothing_pending(initiative)
    initiative.akimat = other.id
    if initiative.region not in other.regions:
        initiative.region = min(other.regions)
    initiative.official = None
    initiative.state = InitiativeState.PASSED
    initiative.since = initiative.passed_at = desk.now
    # It has seen it when it was asked, so that the mission cannot take it back from under its hands.
    initiative.opened_at, initiative.opened_by = petition.answered_at, petition.answered_by
    initiative.extensions = 0
    initiative.extended_at = initiative.extended_by = None
    initiative.extended_reason = ""
    initiative.paused_on = None
    initiative.edition = desk.edition.code
    terms = desk.edition.attraction
    today = almaty_date(desk.now)
    term = due(today, terms.initiative.period, desk.calendar)
    initiative.due_on, initiative.nominal = term.on, term.nominal
    desk.deadline(opened(APPOINTMENT, ref(initiative), other.id, due(today, terms.appointment.period, desk.calendar)))
    desk.deadline(opened(CONSIDERATION, ref(initiative), other.id, term))


async def _regions(initiatives: Initiatives, initiative: Initiative, had: list[str], former: str) -> list[str]:
    """Where a company or meeting is seen, once its initiative has gone to another region (A2)."""
    left = await initiatives.regions_of(initiative.company)
    kept = [one for one in had if one != former or former in left]
    return kept if initiative.region in kept else [*kept, initiative.region]


def _iso(initiative: Initiative) -> str:
    return initiative.due_on.isoformat() if initiative.due_on is not None else ""
