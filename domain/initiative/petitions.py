"""What an akimat cannot decide alone: redirecting an initiative (п. 42.3) and closing one the investor dropped (M1.7).

Both go the same way: the akimat asks with a reason, somebody answers first (the other akimat whether it takes it, the
mission what it thinks), then the UO decides. Here they begin and end early; the UO's decisions are in `deciding.py`.
"""

from collections.abc import Sequence
from datetime import date

from domain.deadline.due import Due, due
from domain.deadline.model import CloseDeadline, DeadlineKind, DeadlineState, moved, opened
from domain.initiative.model import Initiative, Pending, Petition, PetitionKind, PetitionState
from domain.initiative.notices import AnswerAsked, DecisionAsked, News
from domain.initiative.ports import Initiatives, Petitions
from domain.initiative.rules import (
    CLOSING,
    CONSENT,
    CONSIDERATION,
    OPINION,
    REDIRECTION,
    WRITERS,
    AnotherAkimatNeeded,
    after_pause,
    check_handles,
    check_nothing_pending,
    ref,
)
from domain.initiative.taking import taken
from domain.initiative.talk import let_go
from domain.initiative.telling import tell_news
from domain.kit.act import act
from domain.kit.actor import OrganisationKind
from domain.kit.bodies import Bodies, Body
from domain.kit.desk import Audience, Desk
from domain.kit.ids import InitiativeId, OrganisationId, PetitionId
from domain.kit.periods import almaty_date
from domain.kit.refused import NotPermitted, WrongState
from domain.kyc.rules import ReasonNeeded

CLOCKS: dict[str, DeadlineKind] = {
    Pending.CONSENT: CONSENT,
    Pending.REDIRECTION: REDIRECTION,
    Pending.OPINION: OPINION,
    Pending.CLOSING: CLOSING,
}
"""Which target runs while that is undecided."""


@act("initiative.ask_redirection")
async def ask_redirection(
    desk: Desk,
    initiatives: Initiatives,
    petitions: Petitions,
    bodies: Bodies,
    initiative_id: InitiativeId,
    seen: int,
    akimat_id: OrganisationId,
    reason: str,
) -> None:
    """Ask another akimat whether it takes the initiative; its consent comes before the UO's approval (п. 42.3).

    The clock of п. 42 runs on. Raises AnotherAkimatNeeded, ReasonNeeded, NotDecidedYet.
    """
    initiative = await taken(desk, initiatives, initiative_id, seen)
    check_handles(desk.actor, initiative)
    check_nothing_pending(initiative)
    other = await bodies.get(akimat_id)
    if other is None or other.kind is not OrganisationKind.AKIMAT or other.id == initiative.akimat or not other.regions:
        raise AnotherAkimatNeeded
    end = due(almaty_date(desk.now), desk.edition.attraction.redirection_consent.period, desk.calendar)
    petition = await _begun(desk, petitions, initiative, PetitionKind.REDIRECTION, reason, end.on, other.id)
    initiative.pending = Pending.CONSENT
    initiative.asked_akimat = other.id
    desk.deadline(opened(CONSENT, ref(initiative), other.id, end))
    desk.tell(Audience(organisation=other.id, roles=WRITERS), AnswerAsked(petition.id), petition.ref)
    desk.audit(
        "initiative.ask_redirection", ref(initiative), after={"akimat": str(other.id), "reason": petition.reason}
    )


@act("initiative.consent")
async def consent(
    desk: Desk, initiatives: Initiatives, petitions: Petitions, bodies: Bodies, initiative_id: InitiativeId, seen: int
) -> None:
    """The other akimat takes it; so the redirection goes to the UO at once, and the clock of п. 42 stands still.

    Sent in time it is timely; one that was overdue already stays so, and its clock runs on (M1.7).
    """
    initiative, petition = await _asked_of_me(desk, initiatives, petitions, initiative_id, seen)
    today = almaty_date(desk.now)
    petition.state = PetitionState.SENT
    petition.agrees = True
    _answered(desk, petition)
    initiative.pending = Pending.REDIRECTION
    timely = initiative.due_on is not None and today <= initiative.due_on
    desk.deadline(CloseDeadline(CONSENT, ref(initiative), DeadlineState.MET))
    if timely:
        initiative.paused_on = today
        desk.deadline(CloseDeadline(CONSIDERATION, ref(initiative), DeadlineState.PAUSED))
    desk.settle(petition.ref)
    deciding = await bodies.of_kind(OrganisationKind.AUTHORISED_BODY)
    if deciding:
        end = due(today, desk.edition.attraction.redirection_decision.period, desk.calendar)
        desk.deadline(opened(REDIRECTION, ref(initiative), deciding[0].id, end))
    ask_to_decide(desk, petition, deciding)
    tell_news(desk, initiative, News.CONSENT_GIVEN, petition, heads_of=[initiative.akimat])
    desk.audit("initiative.consent", ref(initiative), after={"akimat": str(petition.other), "timely": timely})


@act("initiative.decline")
async def decline(
    desk: Desk, initiatives: Initiatives, petitions: Petitions, initiative_id: InitiativeId, seen: int, reason: str
) -> None:
    """The other akimat does not take it, with a reason: the initiative stays where it is, and its clock ran on."""
    initiative, petition = await _asked_of_me(desk, initiatives, petitions, initiative_id, seen)
    if not reason.strip():
        raise ReasonNeeded
    petition.state = PetitionState.DECLINED
    petition.agrees = False
    petition.answer = reason.strip()
    _answered(desk, petition)
    await let_go(desk, initiatives, initiative, initiative.asked_akimat)
    nothing_pending(initiative)
    desk.deadline(CloseDeadline(CONSENT, ref(initiative), DeadlineState.MET))
    desk.settle(petition.ref)
    tell_news(desk, initiative, News.CONSENT_DECLINED, petition, heads_of=[initiative.akimat])
    desk.audit("initiative.decline", ref(initiative), after={"akimat": str(petition.other), "reason": petition.answer})


@act("initiative.ask_closing")
async def ask_closing(
    desk: Desk,
    initiatives: Initiatives,
    petitions: Petitions,
    bodies: Bodies,
    initiative_id: InitiativeId,
    seen: int,
    reason: str,
) -> None:
    """Ask to close an initiative the investor dropped: first the mission is heard, then the UO decides (M1.7. Decided).

    The clock of п. 42 runs on: nothing in the rules stops it.
    """
    initiative = await taken(desk, initiatives, initiative_id, seen)
    check_handles(desk.actor, initiative)
    check_nothing_pending(initiative)
    terms = desk.edition.attraction
    end = due(almaty_date(desk.now), terms.closing_opinion.period, desk.calendar)
    petition = await _begun(desk, petitions, initiative, PetitionKind.CLOSING, reason, end.on)
    initiative.pending = Pending.OPINION
    desk.deadline(opened(OPINION, ref(initiative), initiative.maker, end, initiative.author))
    deciding = await bodies.of_kind(OrganisationKind.AUTHORISED_BODY)
    if deciding:  # runs from the start: a mission that says nothing holds nobody up
        decision = due(end.on, terms.closing_decision.period, desk.calendar)
        desk.deadline(opened(CLOSING, ref(initiative), deciding[0].id, decision))
    desk.tell(Audience(organisation=initiative.maker, roles=WRITERS), AnswerAsked(petition.id), petition.ref)
    desk.audit("initiative.ask_closing", ref(initiative), after={"reason": petition.reason})


@act("initiative.opine")
async def opine(
    desk: Desk,
    initiatives: Initiatives,
    petitions: Petitions,
    bodies: Bodies,
    initiative_id: InitiativeId,
    seen: int,
    agrees: bool,
    opinion: str,
) -> None:
    """The mission says what it thinks of closing the initiative; then the UO decides (M1.7)."""
    initiative = await taken(desk, initiatives, initiative_id, seen)
    if initiative.maker != desk.actor.organisation or not desk.actor.writes:
        raise NotPermitted
    if initiative.pending != Pending.OPINION:
        raise WrongState(initiative.state)
    petition = await open_petition(petitions, initiative)
    if not opinion.strip():
        raise ReasonNeeded
    petition.state = PetitionState.SENT
    petition.agrees = agrees
    petition.answer = opinion.strip()
    _answered(desk, petition)
    initiative.pending = Pending.CLOSING
    desk.deadline(CloseDeadline(OPINION, ref(initiative), DeadlineState.MET))
    desk.settle(petition.ref)
    deciding = await bodies.of_kind(OrganisationKind.AUTHORISED_BODY)
    if deciding:
        end = due(almaty_date(desk.now), desk.edition.attraction.closing_decision.period, desk.calendar)
        desk.deadline(CloseDeadline(CLOSING, ref(initiative), DeadlineState.CANCELLED))
        desk.deadline(opened(CLOSING, ref(initiative), deciding[0].id, end))
    ask_to_decide(desk, petition, deciding)
    tell_news(desk, initiative, News.OPINION_GIVEN, petition, heads_of=[initiative.akimat])
    desk.audit("initiative.opine", ref(initiative), after={"agrees": agrees, "opinion": petition.answer})


@act("initiative.withdraw")
async def withdraw(
    desk: Desk, initiatives: Initiatives, petitions: Petitions, initiative_id: InitiativeId, seen: int
) -> None:
    """The akimat no longer asks for a redirection or a closing. A clock that stood still runs on with what was left;
    the least rest after a refusal is not given (Decided: nobody gains time by asking and withdrawing)."""
    initiative = await taken(desk, initiatives, initiative_id, seen)
    check_handles(desk.actor, initiative)
    if initiative.pending == Pending.NOTHING:
        raise WrongState(initiative.state)
    petition = await open_petition(petitions, initiative)
    before = {"pending": initiative.pending}
    told = [petition.other] if petition.kind == PetitionKind.REDIRECTION else [initiative.maker]
    petition.state = PetitionState.WITHDRAWN
    stop_clocks(desk, initiative, DeadlineState.CANCELLED)
    run_on(desk, initiative, after_pause(initiative, almaty_date(desk.now), None, desk.calendar))
    await let_go(desk, initiatives, initiative, initiative.asked_akimat)
    nothing_pending(initiative)
    desk.settle(petition.ref)
    tell_news(desk, initiative, News.WITHDRAWN, petition, heads_of=[initiative.akimat, *told])
    desk.audit("initiative.withdraw", ref(initiative), before=before, after={"pending": ""})


# What both files share


async def open_petition(petitions: Petitions, initiative: Initiative) -> Petition:
    """The petition that is not decided yet. Raises WrongState when there is none."""
    petition = await petitions.undecided(initiative.id)
    if petition is None:
        raise WrongState(initiative.state)
    return petition


def ask_to_decide(desk: Desk, petition: Petition, deciding: Sequence[Body]) -> None:
    """Tell the UO that a decision is wanted."""
    for body in deciding:
        desk.tell(Audience(organisation=body.id, roles=WRITERS), DecisionAsked(petition.id), petition.ref)


def stop_clocks(desk: Desk, initiative: Initiative, state: DeadlineState) -> None:
    """End the targets of what was undecided."""
    kinds = {CLOCKS[initiative.pending]}
    if initiative.pending == Pending.OPINION:
        kinds.add(CLOSING)
    for kind in sorted(kinds, key=lambda one: one.name):
        desk.deadline(CloseDeadline(kind, ref(initiative), state))


def run_on(desk: Desk, initiative: Initiative, end: Due | None) -> None:
    """Let a clock that stood still run again until its new end; None: it never stood still."""
    if end is None:
        return
    initiative.paused_on = None
    initiative.due_on, initiative.nominal = end.on, end.nominal
    desk.deadline(CloseDeadline(CONSIDERATION, ref(initiative), DeadlineState.OPEN))
    desk.deadline(moved(CONSIDERATION, ref(initiative), end))


def nothing_pending(initiative: Initiative) -> None:
    initiative.pending = Pending.NOTHING
    initiative.asked_akimat = None


async def _begun(
    desk: Desk,
    petitions: Petitions,
    initiative: Initiative,
    kind: PetitionKind,
    reason: str,
    answer_by: date,
    other: OrganisationId | None = None,
) -> Petition:
    if not reason.strip():
        raise ReasonNeeded
    assert initiative.akimat is not None
    petition = Petition(
        id=PetitionId(desk.new_id()),
        initiative=initiative.id,
        kind=kind,
        akimat=initiative.akimat,
        reason=reason.strip(),
        asked_by=desk.actor.person,
        asked_at=desk.now,
        answer_by=answer_by,
        other=other,
    )
    await petitions.add(petition)
    return petition


async def _asked_of_me(
    desk: Desk, initiatives: Initiatives, petitions: Petitions, initiative_id: InitiativeId, seen: int
) -> tuple[Initiative, Petition]:
    """The initiative that the actor's akimat is asked to take. Raises NotPermitted for everybody else."""
    initiative = await taken(desk, initiatives, initiative_id, seen)
    if initiative.asked_akimat != desk.actor.organisation or not desk.actor.writes:
        raise NotPermitted
    if initiative.pending != Pending.CONSENT:
        raise WrongState(initiative.state)
    return initiative, await open_petition(petitions, initiative)


def _answered(desk: Desk, petition: Petition) -> None:
    petition.answered_by = desk.actor.person
    petition.answered_at = desk.now
