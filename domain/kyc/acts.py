"""Opening, deciding, returning and answering a KYC case (M1.2; п. 3.25, 40.3)."""

from typing import Any

from domain.access.scope import check_changes, check_sees
from domain.company.ports import Companies
from domain.deadline.due import due
from domain.deadline.model import CloseDeadline, DeadlineState, opened
from domain.kit.act import act
from domain.kit.actor import OrganisationKind
from domain.kit.bodies import Bodies
from domain.kit.desk import Audience, Desk
from domain.kit.ids import CompanyId, KycId, Ref
from domain.kit.periods import almaty_date
from domain.kit.refused import ChangedMeanwhile, NotFound, NotPermitted, WrongState
from domain.kyc.facts import facts_to_json
from domain.kyc.matches import check_matches
from domain.kyc.model import KycCase, KycFacts, KycState, Risk
from domain.kyc.notices import KycAwaits, KycDecided
from domain.kyc.ports import KycCases
from domain.kyc.rules import (
    EXPIRY,
    CaseOpenAlready,
    ReasonNeeded,
    check_decides,
    identity,
    known_to,
    may_open,
    reasons,
    risk,
    with_history,
)

UNDECIDED = frozenset({KycState.ON_DECISION, KycState.RETURNED})


def ref(case: KycCase) -> Ref:
    return Ref("kyc", case.id)


def audited(case: KycCase) -> dict[str, Any]:
    """What was answered and what follows, for the audit (A4): a later round writes over the case, not over this."""
    return {"answers": case.facts, "risk": int(case.risk), "reasons": list(case.reasons), "about": case.about}


@act("kyc.open")
async def open_case(
    desk: Desk, companies: Companies, cases: KycCases, bodies: Bodies, company_id: CompanyId, facts: KycFacts
) -> KycId:
    """Open a case about a company and send it for decision. Raises CaseOpenAlready."""
    company = await companies.lock(company_id)
    if company is None:
        raise NotFound
    check_changes(desk.actor, company.placement)
    if not may_open(desk.actor, company.placement):
        raise NotPermitted  # п. 39, 40.3
    earlier = [one for one in await cases.of_company(company.id) if one.maker == desk.actor.organisation]
    if any(one.state in UNDECIDED for one in earlier):
        raise CaseOpenAlready
    found = with_history(reasons(facts), earlier)
    case = KycCase(
        id=KycId(desk.new_id()),
        company=company.id,
        maker=desk.actor.organisation,
        author=desk.actor.person,
        made_at=desk.now,
        facts=facts_to_json(facts),
        risk=risk(found),
        reasons=[reason.value for reason in found],
        since=desk.now,
        edition=desk.edition.code,
        about=identity(company),
    )
    await cases.add(case)
    desk.audit("kyc.open", ref(case), after={"company": str(company.id), **audited(case)})
    await _ask_deciders(desk, bodies, case)
    return case.id


@act("kyc.resubmit")
async def resubmit(
    desk: Desk, companies: Companies, cases: KycCases, bodies: Bodies, case_id: KycId, seen: int, facts: KycFacts
) -> None:
    """Answer the remarks of a returned case: it goes for decision again, about the company as it stands now."""
    known = await cases.get(case_id)
    if known is None:
        raise NotFound
    check_changes(desk.actor, known.placement)  # before the version: who may not know of it learns nothing (A2)
    company = await companies.lock(known.company)  # company before kyc (design §2.3)
    case = await _locked(cases, case_id, seen)
    if company is None or desk.actor.organisation != case.maker:
        raise NotPermitted
    if case.state != KycState.RETURNED:
        raise WrongState(case.state)
    earlier = [one for one in await cases.of_company(company.id) if one.maker == case.maker]
    found = with_history(reasons(facts), earlier)
    before = {**audited(case), "remark": case.decision_reason}
    case.about = identity(company)
    case.facts = facts_to_json(facts)
    case.risk = risk(found)
    case.reasons = [reason.value for reason in found]
    case.author = desk.actor.person  # who answered it now may not decide on it either
    case.state = KycState.ON_DECISION
    case.decider = None
    case.decided_at = None
    case.since = desk.now
    case.rounds += 1
    desk.audit("kyc.resubmit", ref(case), before=before, after=audited(case))
    await _ask_deciders(desk, bodies, case)


@act("kyc.decide")
async def decide(
    desk: Desk,
    companies: Companies,
    cases: KycCases,
    bodies: Bodies,
    case_id: KycId,
    seen: int,
    verdict: KycState,
    reason: str,
) -> None:
    """Approve, refuse or return a case; a second person decides, with the PIN (A3).

    Refusing and returning need a reason, and so does approving a high risk. Raises SecondPersonNeeded,
    AuthorisedBodyDecides, ReasonNeeded, PinNeeded, what `check_matches` raises, WrongState, ChangedMeanwhile.
    """
    known = await cases.get(case_id)
    if known is None:
        raise NotFound
    check_changes(desk.actor, known.placement)
    await companies.lock(known.company)  # company before kyc (design §2.3)
    case = await _locked(cases, case_id, seen)
    if case.state != KycState.ON_DECISION or verdict is KycState.ON_DECISION:
        raise WrongState(case.state)
    others = [one for one in await bodies.writers(case.maker) if one != case.author]
    check_decides(desk.actor, case, others)
    if verdict is KycState.APPROVED:
        check_matches(desk.actor.person, await cases.matches(case))
    if not reason.strip() and (verdict is not KycState.APPROVED or case.risk >= Risk.HIGH):
        raise ReasonNeeded
    desk.need_pin()
    case.state = verdict
    case.since = desk.now
    case.decider = desk.actor.person
    case.decided_at = desk.now
    case.decision_reason = reason.strip()
    case.edition = desk.edition.code
    subject = ref(case)
    if verdict is not KycState.RETURNED:  # an earlier approval is renewed, or ended by a refusal
        ended = DeadlineState.MET if verdict is KycState.APPROVED else DeadlineState.CANCELLED
        for one in await cases.of_company(case.company):
            if one.maker == case.maker and one.id != case.id and one.state == KycState.APPROVED:
                desk.deadline(CloseDeadline(EXPIRY, ref(one), ended))
    if verdict is KycState.APPROVED:
        end = due(almaty_date(desk.now), desk.edition.attraction.kyc_validity.period, desk.calendar)
        case.valid_until = end.on
        desk.deadline(opened(EXPIRY, subject, case.maker, end, case.author))
    desk.settle(subject)
    desk.tell(Audience(people=frozenset({case.author})), KycDecided(case.id), subject)
    desk.audit(
        "kyc.decide",
        subject,
        before={"state": KycState.ON_DECISION.value},
        after={
            "state": verdict.value,
            "reason": case.decision_reason,
            "valid_until": case.valid_until.isoformat() if case.valid_until else None,
        },
    )


@act("kyc.look")
async def look(desk: Desk, companies: Companies, cases: KycCases, subject: Ref) -> None:
    """Record that somebody looked at a case («kyc») or at a company's history of cases («company») (A4)."""
    if subject.kind == "kyc":
        case = await cases.get(KycId(subject.id))
        if case is None:
            raise NotFound
        check_sees(desk.actor, case.placement)
    else:
        company = await companies.get(CompanyId(subject.id))
        if company is None:
            raise NotFound
        known_to(desk.actor, company.placement, await cases.of_company(company.id))
    desk.audit("kyc.look", subject)


async def _locked(cases: KycCases, case_id: KycId, seen: int) -> KycCase:
    case = await cases.lock(case_id)
    if case is None:
        raise NotFound
    if case.version != seen:
        raise ChangedMeanwhile
    return case


async def _ask_deciders(desk: Desk, bodies: Bodies, case: KycCase) -> None:
    """Tell those who may decide: the UO on high risk, colleagues, or NC and UO where the mission has nobody else."""
    subject = Ref("kyc", case.id)
    others = frozenset(one for one in await bodies.writers(case.maker) if one != case.author)
    key = f"kyc.awaits:{case.id}:{case.rounds}"
    if case.risk >= Risk.HIGH:
        kinds: tuple[OrganisationKind, ...] = (OrganisationKind.AUTHORISED_BODY,)
    elif others:
        desk.tell(Audience(people=others), KycAwaits(case.id), subject, key)
        return
    else:
        kinds = (OrganisationKind.NATIONAL_COMPANY, OrganisationKind.AUTHORISED_BODY)
    for kind in kinds:
        for body in await bodies.of_kind(kind):
            audience = Audience(organisation=body.id, roles=frozenset({"head", "officer"}), but=desk.actor.person)
            desk.tell(audience, KycAwaits(case.id), subject, f"{key}:{body.id}")
