"""Clearing and confirming matches, each with a reason; a second person decides on the case (M1.2)."""

from uuid import UUID

from domain.access.scope import check_changes
from domain.company.ports import Companies
from domain.deadline.model import CloseDeadline, DeadlineState
from domain.kit.act import act
from domain.kit.actor import OrganisationKind
from domain.kit.bodies import Bodies
from domain.kit.desk import Audience, Desk
from domain.kit.ids import Ref
from domain.kit.refused import ChangedMeanwhile, NotFound, WrongState
from domain.kyc.model import KycCase, KycState, Risk
from domain.kyc.notices import KycAwaits
from domain.kyc.ports import KycCases
from domain.kyc.rules import EXPIRY, ReasonNeeded
from domain.screening.matches import Match, MatchState, Nature, reason_for
from domain.screening.ports import MatchCards
from domain.screening.subjects import SubjectRole


@act("screening.clear")
async def clear(
    desk: Desk, companies: Companies, cases: KycCases, matches: MatchCards, id_: UUID, seen: int, reason: str
) -> None:
    """Say that the match is somebody else of a like name. Stays so until either side changes.

    Raises NotFound, NotPermitted, ChangedMeanwhile, WrongState, ReasonNeeded.
    """
    match, case = await _locked(desk, companies, cases, matches, id_, seen, reason)
    _review(desk, match, case, MatchState.CLEARED, reason)
    _audit(desk, "screening.clear", match)


@act("screening.confirm")
async def confirm(
    desk: Desk,
    companies: Companies,
    cases: KycCases,
    matches: MatchCards,
    bodies: Bodies,
    id_: UUID,
    seen: int,
    nature: Nature,
    reason: str,
) -> None:
    """Say that the match is the same person or firm: the risk is high, and the authorised body decides.

    A case that was approved is decided anew: until then nothing more is handed over. Raises as `clear`.
    """
    match, case = await _locked(desk, companies, cases, matches, id_, seen, reason)
    _review(desk, match, case, MatchState.CONFIRMED, reason)
    match.nature = nature.value
    _audit(desk, "screening.confirm", match)
    if case is None:
        return
    subject = Ref("kyc", case.id)
    before = {"state": case.state, "risk": int(case.risk), "reasons": list(case.reasons)}
    case.risk = int(Risk.HIGH)
    why = reason_for(SubjectRole(match.role), nature).value
    if why not in case.reasons:
        case.reasons = [why, *case.reasons]
    if case.state == KycState.APPROVED:
        case.state = KycState.ON_DECISION
        case.decider = None
        case.decided_at = None
        case.valid_until = None
        case.since = desk.now
        case.rounds += 1
        desk.deadline(CloseDeadline(EXPIRY, subject, DeadlineState.CANCELLED))
    desk.audit(
        "kyc.risk",
        subject,
        before=before,
        after={"state": case.state, "risk": int(case.risk), "reasons": list(case.reasons), "match": str(match.id)},
    )
    if case.state == KycState.ON_DECISION:
        await _ask_body(desk, bodies, case)


async def _locked(
    desk: Desk, companies: Companies, cases: KycCases, matches: MatchCards, id_: UUID, seen: int, reason: str
) -> tuple[Match, KycCase | None]:
    """The match, and the company's newest case of the same organisation: company, case, match (design §2.3)."""
    known = await matches.get(id_)
    if known is None:
        raise NotFound
    check_changes(desk.actor, known.placement)
    await companies.lock(known.company)
    newest = next((one for one in await cases.of_company(known.company) if one.maker == known.maker), None)
    case = None if newest is None else await cases.lock(newest.id)
    match = await matches.lock(id_)
    if match is None:
        raise NotFound
    if match.version != seen:
        raise ChangedMeanwhile
    if match.state != MatchState.OPEN:
        raise WrongState(match.state)
    if not reason.strip():
        raise ReasonNeeded
    return match, case


def _review(desk: Desk, match: Match, case: KycCase | None, state: MatchState, reason: str) -> None:
    match.state = state
    match.reviewer = desk.actor.person
    match.reviewed_at = desk.now
    match.reason = reason.strip()
    match.reviewed_case = None if case is None else case.id


def _audit(desk: Desk, name: str, match: Match) -> None:
    """The verdict with everything it stands on (M1.2, A4)."""
    desk.audit(
        name,
        Ref("match", match.id),
        before={"state": MatchState.OPEN.value},
        after={
            "company": str(match.company),
            "state": match.state,
            "nature": match.nature,
            "reason": match.reason,
            "source": match.source,
            "entry": match.entry,
            "our_key": match.our_key,
            "their_key": match.their_key,
            "score": match.score,
            "list": match.list,
            "algorithm": match.algorithm,
            "threshold": match.threshold,
        },
    )


async def _ask_body(desk: Desk, bodies: Bodies, case: KycCase) -> None:
    """The authorised body decides on high risk (M1.2)."""
    subject = Ref("kyc", case.id)
    for body in await bodies.of_kind(OrganisationKind.AUTHORISED_BODY):
        audience = Audience(organisation=body.id, roles=frozenset({"head", "officer"}), but=desk.actor.person)
        desk.tell(audience, KycAwaits(case.id), subject, f"kyc.awaits:{case.id}:{case.rounds}:high:{body.id}")
