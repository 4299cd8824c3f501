"""Invitations: made, renewed, revoked, and decided where the phone did not decide (A3)."""

from uuid import UUID

from domain.access.model import Claim, ClaimState, Invitation, InvitationState, Person, PersonState
from domain.access.notices import Admitted, ClaimRefused, Joined, SignInChanged, SignInMoved
from domain.access.ports import Accounts, Invitations, Organisations, People
from domain.access.refused import AccountTaken, InvitationOver, PersonBlocked
from domain.access.rules import INVITATION_LIFE, check_gives, check_manages, expiry, hash_code, new_code
from domain.kit.act import act
from domain.kit.actor import OrganisationKind, Role
from domain.kit.desk import Audience, Desk, Papers
from domain.kit.ids import InvitationId, OrganisationId, PersonId
from domain.kit.periods import almaty_date
from domain.kit.refused import ChangedMeanwhile, NotFound, WrongState


@act("invitation.make")
async def make_invitation(
    desk: Desk,
    invitations: Invitations,
    organisations: Organisations,
    organisation: OrganisationId,
    role: Role,
    name: str,
    phone: str | None,
) -> tuple[InvitationId, str]:
    """Invite somebody new; gives the code, which is kept nowhere (A3). Raises InviteHigher (45), NotPermitted."""
    check_gives(desk.actor, organisation, role)
    found = await organisations.get(organisation)
    if found is None:
        raise NotFound
    if not found.active:
        raise WrongState("closed")
    return await _add(desk, invitations, organisation, role, name, phone, None)


@act("invitation.again")
async def invite_again(
    desk: Desk, invitations: Invitations, people: People, person: PersonId
) -> tuple[InvitationId, str]:
    """A new invitation for the same person, to bind another Telegram account; what is theirs stays theirs (A3)."""
    found = await people.get(person)
    if found is None:
        raise NotFound
    check_manages(desk.actor, found.organisation)
    check_gives(desk.actor, found.organisation, found.role)
    if not found.active:
        raise PersonBlocked
    tell_managers(desk, found)
    return await _add(desk, invitations, found.organisation, found.role, found.name, found.phone, person)


def tell_managers(desk: Desk, person: Person) -> None:
    """Tell the heads of the person's organisation and the administrators that the way this person signs in is being
    changed: one notice a day, whatever is done, so that a take-over does not pass in silence (A3)."""
    heads = Audience(
        organisation=person.organisation,
        roles=frozenset({Role.HEAD.value}),
        kind=OrganisationKind.SYSTEM,
        but=desk.actor.person,
    )
    notice = SignInChanged(person.id, desk.actor.person)
    desk.tell(heads, notice, person.ref, f"access.sign_in:{person.id}:{almaty_date(desk.now).isoformat()}")


async def _add(
    desk: Desk,
    invitations: Invitations,
    organisation: OrganisationId,
    role: Role,
    name: str,
    phone: str | None,
    person: PersonId | None,
) -> tuple[InvitationId, str]:
    code = new_code()
    new = Invitation(
        id=InvitationId(desk.new_id()),
        code_hash=hash_code(code),
        organisation=organisation,
        role=role,
        name=name,
        phone=phone,
        person=person,
        inviter=desk.actor.person,
        made=desk.now,
        expires=expiry(desk.now),
    )
    await invitations.add(new)
    after = {
        "organisation": str(organisation),
        "role": role.value,
        "name": name,
        "person": str(person) if person else None,
    }
    desk.audit("invitation.again" if person else "invitation.make", new.ref, after=after)
    return new.id, code


async def _locked(desk: Desk, invitations: Invitations, invitation: InvitationId) -> Invitation:
    found = await invitations.lock(invitation)
    if found is None:
        raise NotFound
    check_manages(desk.actor, found.organisation)
    return found


@act("invitation.renew")
async def renew_invitation(desk: Desk, invitations: Invitations, invitation: InvitationId, seen: int) -> str:
    """A new link for the same invitation; the old one no longer works. Raises InvitationOver once used or revoked."""
    found = await _locked(desk, invitations, invitation)
    check_gives(desk.actor, found.organisation, found.role)
    if found.state is not InvitationState.OPEN:
        raise InvitationOver
    if found.version != seen:
        raise ChangedMeanwhile
    code = new_code()
    found.code_hash, found.made, found.expires = hash_code(code), desk.now, expiry(desk.now)
    desk.audit("invitation.renew", found.ref)
    return code


@act("invitation.revoke")
async def revoke_invitation(desk: Desk, invitations: Invitations, invitation: InvitationId) -> None:
    """Take the invitation back; who waits for a yes is refused with it (A3)."""
    found = await _locked(desk, invitations, invitation)
    if found.state is not InvitationState.OPEN:
        raise InvitationOver
    found.state = InvitationState.REVOKED
    await refuse_waiting(desk, invitations, found)
    desk.audit("invitation.revoke", found.ref, before={"state": "open"}, after={"state": "revoked"})


async def _claim(desk: Desk, invitations: Invitations, claim: UUID) -> tuple[Invitation, Claim]:
    """The invitation and the claim, locked in this order, if the actor may decide and it still waits."""
    known = await invitations.claim(claim)
    if known is None:
        raise NotFound
    invitation = await _locked(desk, invitations, known.invitation)
    found = await invitations.lock_claim(claim)
    if found is None:
        raise NotFound
    if found.state is not ClaimState.WAITING:
        raise WrongState(found.state)
    return invitation, found


@act("invitation.confirm")
async def confirm_claim(
    desk: Desk, invitations: Invitations, people: People, accounts: Accounts, claim: UUID
) -> PersonId:
    """Let in the person whose phone did not decide (A3). Raises InvitationOver, AccountTaken, WrongState."""
    invitation, waiting = await _claim(desk, invitations, claim)
    check_gives(desk.actor, invitation.organisation, invitation.role)
    if invitation.state is not InvitationState.OPEN or desk.now >= waiting.made + INVITATION_LIFE:
        raise InvitationOver
    taken = await accounts.by_telegram(waiting.telegram)
    if taken is not None:
        raise AccountTaken
    person = await admit(desk, invitations, people, accounts, invitation, waiting, but=desk.actor.person)
    desk.tell(Audience(people=frozenset({person})), Admitted(invitation.organisation), invitation.ref)
    return person


@act("invitation.refuse")
async def refuse_claim(desk: Desk, invitations: Invitations, claim: UUID) -> None:
    """It is not the person invited: that account is not let in; the invitation stays open for the right one (50)."""
    _, waiting = await _claim(desk, invitations, claim)
    waiting.state = ClaimState.REFUSED
    desk.settle(waiting.ref)
    _tell_refused(desk, waiting)
    desk.audit("invitation.refuse", waiting.ref, before={"state": "waiting"}, after={"state": "refused"})


async def refuse_waiting(papers: Papers, invitations: Invitations, invitation: Invitation) -> None:
    """Close the claims that still wait, and the notices that ask about them; who waited is told."""
    for claim in await invitations.claims(invitation.id):
        if claim.state is ClaimState.WAITING:
            claim.state = ClaimState.REFUSED
            papers.settle(claim.ref)
            _tell_refused(papers, claim)


def _tell_refused(papers: Papers, claim: Claim) -> None:
    papers.tell(Audience(telegram=claim.telegram), ClaimRefused(claim.invitation), claim.ref)


async def admit(
    papers: Papers,
    invitations: Invitations,
    people: People,
    accounts: Accounts,
    invitation: Invitation,
    claim: Claim,
    *,
    but: PersonId | None = None,
) -> PersonId:
    """Use up the (locked, open) invitation: make the person or take the existing one, and bind the account.

    Raises InvitationOver when the existing person is blocked or no longer where the invitation was for.
    """
    if invitation.person is None:
        person = Person(
            id=PersonId(papers.new_id()),
            organisation=invitation.organisation,
            role=invitation.role,
            name=invitation.name,
            phone=claim.phone,
            language=claim.language,
        )
        await people.add(person)
    else:
        found = await people.lock(invitation.person)
        if found is None or found.state is not PersonState.ACTIVE or found.organisation != invitation.organisation:
            raise InvitationOver
        person = found
        person.phone, person.language = claim.phone, person.language or claim.language
    former = await accounts.of_person(person.id)
    if former is not None and former.telegram != claim.telegram:
        papers.tell(Audience(telegram=former.telegram), SignInMoved(invitation.inviter), former.ref)
    await accounts.bind(claim.telegram, person.id)
    invitation.state = InvitationState.USED
    claim.state = ClaimState.ADMITTED
    papers.settle(claim.ref)
    await refuse_waiting(papers, invitations, invitation)
    papers.audit(
        "invitation.use",
        invitation.ref,
        before={"state": "open"},
        after={"state": "used", "person": str(person.id), "telegram": claim.telegram},
    )
    joined = Joined(invitation.id, person.id)
    papers.tell(Audience(people=frozenset({invitation.inviter}), but=but), joined, invitation.ref)
    return person.id
