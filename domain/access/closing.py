"""An organisation leaves the work, and comes back (A1): administrators alone, with their PIN.

Nobody of a closed one comes in, nothing reaches them, and it owes no regular report. What it has begun stays, and its
deadlines run on: the authorised body is told at once, and decides who goes on with them (Decided).
"""

from domain.access.inviting import refuse_waiting
from domain.access.model import InvitationState, Organisation
from domain.access.notices import OrganisationClosed
from domain.access.ports import Invitations, Organisations
from domain.access.refused import OnlyOne
from domain.access.rules import check_administers
from domain.kit.act import act
from domain.kit.actor import EVERYTHING, OrganisationKind
from domain.kit.desk import Audience, Desk
from domain.kit.ids import OrganisationId
from domain.kit.refused import ChangedMeanwhile, NotFound, NotPermitted, WrongState


@act("organisation.close")
async def close_organisation(
    desk: Desk, organisations: Organisations, invitations: Invitations, organisation: OrganisationId, seen: int
) -> None:
    """Close it. Its open invitations are withdrawn. Raises WrongState when it is closed, ChangedMeanwhile, NotPermitted
    for the administrators' own, OnlyOne for the last authorised body or National Company."""
    found = await _locked(desk, organisations, organisation, seen)
    if not found.active:
        raise WrongState("closed")
    if found.kind in EVERYTHING:
        others = [one for one in await organisations.find(kinds=[found.kind]) if one.id != found.id]
        if not others:
            raise OnlyOne
    found.active = False
    for one in await invitations.open(organisation, desk.now):
        offered = await invitations.lock(one.id)
        if offered is not None and offered.state is InvitationState.OPEN:
            offered.state = InvitationState.REVOKED
            await refuse_waiting(desk, invitations, offered)
            desk.audit("invitation.revoke", offered.ref, before={"state": "open"}, after={"state": "revoked"})
    desk.audit("organisation.close", found.ref, before={"active": True}, after={"active": False})
    desk.tell(Audience(kind=OrganisationKind.AUTHORISED_BODY), OrganisationClosed(found.id), found.ref)


@act("organisation.reopen")
async def reopen_organisation(
    desk: Desk, organisations: Organisations, organisation: OrganisationId, seen: int
) -> None:
    """Let its people in again; reports come with the next period. Raises WrongState when it is open."""
    found = await _locked(desk, organisations, organisation, seen)
    if found.active:
        raise WrongState("open")
    found.active = True
    desk.settle(found.ref)
    desk.audit("organisation.reopen", found.ref, before={"active": False}, after={"active": True})


async def _locked(desk: Desk, organisations: Organisations, organisation: OrganisationId, seen: int) -> Organisation:
    check_administers(desk.actor)
    found = await organisations.lock(organisation)
    if found is None:
        raise NotFound
    if found.kind is OrganisationKind.SYSTEM:
        raise NotPermitted
    if found.version != seen:
        raise ChangedMeanwhile
    desk.need_pin()
    return found
