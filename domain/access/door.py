"""Signing in (A3; п. 24): somebody opens an invitation and answers it with their own contact.

These acts have no actor yet, so they are not in the registry of acts; and they return outcomes instead of refusing,
because a failed attempt has to be counted and to stand in the audit (47–53), and a refusal is rolled back.
"""

from datetime import datetime
from enum import StrEnum

from domain.access.inviting import admit
from domain.access.model import NAME_LIMIT, Claim, ClaimState, Invitation, SharedContact, account_ref
from domain.access.notices import Claimed
from domain.access.ports import Accounts, Attempts, Invitations, People
from domain.access.refused import InvitationOver
from domain.access.rules import ATTEMPTS, ATTEMPTS_WITHIN, CLAIMS, CODE, e164, hash_code, own_contact, same_phone
from domain.kit.desk import Audience, Door
from domain.kit.ids import InvitationId


class Outcome(StrEnum):
    """How an attempt at the door ended. Each has its own sentence, saying what to do."""

    READY = "ready"  # share your contact
    ADMITTED = "admitted"
    WAITING = "waiting"  # the inviter has been asked
    REFUSED = "refused"  # the inviter said no
    UNKNOWN = "unknown"  # no such invitation (49, 53)
    OVER = "over"  # used, revoked or expired (47, 48)
    FOREIGN = "foreign"  # somebody else's contact (51)
    NOBODYS = "nobodys"  # a contact without an account (52)
    TAKEN = "taken"  # this account is a person's already, who may not come in now
    TOO_MANY = "too_many"  # wait (49)


async def _failed(door: Door, attempts: Attempts, outcome: Outcome) -> Outcome:
    await attempts.add(door.guest.telegram, door.now)
    door.audit("door.refused", account_ref(door.guest.telegram), after={"outcome": outcome.value})
    return outcome


async def _barred(door: Door, accounts: Accounts, attempts: Attempts) -> Outcome | None:
    """Why this account gets no answer at all: it is somebody's (46), or it has guessed too often (49)."""
    if await accounts.by_telegram(door.guest.telegram) is not None:
        return Outcome.TAKEN
    if await attempts.count(door.guest.telegram, door.now - ATTEMPTS_WITHIN) >= ATTEMPTS:
        return Outcome.TOO_MANY
    return None


async def open_invitation(
    door: Door, invitations: Invitations, accounts: Accounts, attempts: Attempts, code: str
) -> tuple[Outcome, Invitation | None]:
    """Somebody followed a link. READY with the invitation, or why not."""
    barred = await _barred(door, accounts, attempts)
    if barred is not None:
        return barred, None
    invitation = await invitations.by_code(hash_code(code)) if CODE.fullmatch(code) else None
    if invitation is None:
        return await _failed(door, attempts, Outcome.UNKNOWN), None
    if not invitation.open_at(door.now):
        return await _failed(door, attempts, Outcome.OVER), None
    return Outcome.READY, invitation


async def answer_invitation(
    door: Door,
    invitations: Invitations,
    people: People,
    accounts: Accounts,
    attempts: Attempts,
    invitation: InvitationId,
    made: datetime,
    contact: SharedContact,
    language: str,
) -> Outcome:
    """Answer the opened invitation with a shared contact: a phone that matches admits, otherwise the inviter is asked.

    `made` is that of the invitation when it was opened: a link renewed since then has to be opened anew.
    """
    barred = await _barred(door, accounts, attempts)
    if barred is not None:
        return barred
    if not own_contact(contact, door.guest.telegram):
        return await _failed(door, attempts, Outcome.NOBODYS if contact.user is None else Outcome.FOREIGN)
    found = await invitations.lock(invitation)
    if found is None or not found.open_at(door.now) or found.made != made:
        return await _failed(door, attempts, Outcome.OVER)
    claims = await invitations.claims(found.id)
    mine = next((claim for claim in claims if claim.telegram == door.guest.telegram), None)
    matches = same_phone(found.phone, contact.phone)
    if mine is not None and mine.state is not ClaimState.WAITING:
        return Outcome.REFUSED
    if mine is not None and not matches:
        return Outcome.WAITING
    if mine is None and not matches and len(claims) >= CLAIMS:
        return await _failed(door, attempts, Outcome.OVER)
    claim = mine or Claim(
        id=door.new_id(),
        invitation=found.id,
        telegram=door.guest.telegram,
        name=contact.name or door.guest.name[:NAME_LIMIT],
        phone=e164(contact.phone),
        language=language,
        made=door.now,
    )
    if mine is None:
        await invitations.add_claim(claim)
    if matches:
        try:
            await admit(door, invitations, people, accounts, found, claim)
        except InvitationOver:
            return await _failed(door, attempts, Outcome.OVER)
        return Outcome.ADMITTED
    door.audit("invitation.claim", claim.ref, after={"invitation": str(found.id), "telegram": claim.telegram})
    door.tell(Audience(people=frozenset({found.inviter})), Claimed(claim.id), claim.ref)
    return Outcome.WAITING
