"""The transfer before the KYC decision: asked for, allowed or declined by the UO (M1.2. Decided)."""

from domain.initiative.notices import AllowanceAsked, AllowanceDeclined, TransferAllowed
from domain.initiative.ports import Initiatives
from domain.initiative.rules import WRITERS, ref
from domain.initiative.taking import makers_own, taken
from domain.kit.act import act
from domain.kit.actor import OrganisationKind
from domain.kit.bodies import Bodies
from domain.kit.desk import Audience, Desk
from domain.kit.ids import InitiativeId
from domain.kit.refused import NotPermitted, WrongState
from domain.kyc.rules import ReasonNeeded


@act("initiative.ask_allowance")
async def ask_allowance(
    desk: Desk, initiatives: Initiatives, bodies: Bodies, initiative_id: InitiativeId, seen: int, reason: str
) -> None:
    """Ask the UO to allow the transfer before the KYC decision, with a reason (M1.2. Decided)."""
    initiative = await makers_own(desk, initiatives, initiative_id, seen)
    if initiative.passed or initiative.asked_by is not None or initiative.allowed_by is not None:
        raise WrongState(initiative.state)
    if not reason.strip():
        raise ReasonNeeded
    initiative.asked_by = desk.actor.person
    initiative.asked_at = desk.now
    initiative.asked_reason = reason.strip()
    initiative.declined_by = initiative.declined_at = None
    initiative.declined_reason = ""
    for body in await bodies.of_kind(OrganisationKind.AUTHORISED_BODY):
        desk.tell(
            Audience(organisation=body.id, roles=WRITERS),
            AllowanceAsked(initiative.id),
            ref(initiative),
            f"initiative.allowance_asked:{initiative.id}:{seen}:{body.id}",
        )
    desk.audit("initiative.ask_allowance", ref(initiative), after={"reason": reason.strip()})


@act("initiative.allow")
async def allow(desk: Desk, initiatives: Initiatives, initiative_id: InitiativeId, seen: int, reason: str) -> None:
    """The UO allows the transfer before the KYC decision, with a reason and the PIN (M1.2, A3)."""
    initiative = await taken(desk, initiatives, initiative_id, seen)
    if desk.actor.kind is not OrganisationKind.AUTHORISED_BODY or not desk.actor.writes:
        raise NotPermitted
    if initiative.passed or initiative.allowed_by is not None:
        raise WrongState(initiative.state)
    if not reason.strip():
        raise ReasonNeeded
    desk.need_pin()
    initiative.allowed_by = desk.actor.person
    initiative.allowed_at = desk.now
    initiative.allowed_reason = reason.strip()
    desk.settle(ref(initiative))
    told = frozenset({initiative.author} if initiative.asked_by is None else {initiative.author, initiative.asked_by})
    desk.tell(Audience(people=told), TransferAllowed(initiative.id), ref(initiative))
    desk.audit("initiative.allow", ref(initiative), after={"reason": initiative.allowed_reason})


@act("initiative.decline_allowance")
async def decline_allowance(
    desk: Desk, initiatives: Initiatives, initiative_id: InitiativeId, seen: int, reason: str
) -> None:
    """The UO does not allow it, with a reason; the mission waits for the KYC decision, or asks once more."""
    initiative = await taken(desk, initiatives, initiative_id, seen)
    if desk.actor.kind is not OrganisationKind.AUTHORISED_BODY or not desk.actor.writes:
        raise NotPermitted
    if initiative.passed or initiative.asked_by is None or initiative.allowed_by is not None:
        raise WrongState(initiative.state)
    if not reason.strip():
        raise ReasonNeeded
    asked = initiative.asked_by
    before = {"asked_reason": initiative.asked_reason}
    initiative.asked_by = initiative.asked_at = None
    initiative.asked_reason = ""
    initiative.declined_by = desk.actor.person
    initiative.declined_at = desk.now
    initiative.declined_reason = reason.strip()
    desk.settle(ref(initiative))
    people = frozenset({initiative.author, asked})
    desk.tell(Audience(people=people), AllowanceDeclined(initiative.id), ref(initiative))
    desk.audit(
        "initiative.decline_allowance", ref(initiative), before=before, after={"reason": initiative.declined_reason}
    )


@act("initiative.withdraw_allowance")
async def withdraw_allowance(desk: Desk, initiatives: Initiatives, initiative_id: InitiativeId, seen: int) -> None:
    """The mission no longer asks: the UO's notices are settled."""
    initiative = await makers_own(desk, initiatives, initiative_id, seen)
    if initiative.passed or initiative.asked_by is None or initiative.allowed_by is not None:
        raise WrongState(initiative.state)
    before = {"asked_reason": initiative.asked_reason}
    initiative.asked_by = initiative.asked_at = None
    initiative.asked_reason = ""
    desk.settle(ref(initiative))
    desk.audit("initiative.withdraw_allowance", ref(initiative), before=before, after={})
