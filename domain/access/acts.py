"""People and organisations: who manages them changes them here (A1, A3)."""

from typing import Any
from zoneinfo import available_timezones

from domain.access.inviting import refuse_waiting, tell_managers
from domain.access.model import NAME_LIMIT, InvitationState, Organisation, OrganisationDetails, Person, PersonState
from domain.access.notices import PlaceChanged, SignedOut
from domain.access.ports import Accounts, Invitations, Organisations, People
from domain.access.refused import PersonBlocked
from domain.access.rules import check_administers, check_gives, check_manages, check_other
from domain.kit.act import act
from domain.kit.actor import OrganisationKind, Role
from domain.kit.desk import Audience, Desk
from domain.kit.ids import OrganisationId, PersonId
from domain.kit.refused import ChangedMeanwhile, NotFound, NotPermitted, WrongState


async def _locked(desk: Desk, people: People, person: PersonId, seen: int) -> Person:
    """The person, locked, if the actor may change them and saw their present state. Two heads who remove each other at
    once meet at the lock on the heads, and the second is no longer one."""
    before = await people.get(person)
    if before is None:
        raise NotFound
    check_manages(desk.actor, before.organisation)
    check_other(desk.actor, person)
    if before.role is Role.HEAD and before.organisation == desk.actor.organisation:
        # Only a head removes a head, and never oneself: so the last one goes only by an administrator's hand, and the
        # last one of the administrators never (A1).
        heads = await people.lock_heads(before.organisation)
        if desk.actor.person not in {head.id for head in heads}:
            raise NotPermitted
    found = await people.lock(person)
    if found is None:
        raise NotFound
    if found.version != seen:
        raise ChangedMeanwhile
    return found


async def _revoke_theirs(desk: Desk, invitations: Invitations, person: PersonId) -> None:
    """What somebody offered who may no longer offer it is withdrawn, and who waits for a yes is refused with it."""
    for one in await invitations.open_by(person):
        one.state = InvitationState.REVOKED
        await refuse_waiting(desk, invitations, one)
        desk.audit("invitation.revoke", one.ref, before={"state": "open"}, after={"state": "revoked"})


def _facts(person: Person) -> dict[str, Any]:
    return {"organisation": str(person.organisation), "role": person.role.value, "state": person.state.value}


@act("person.block")
async def block_person(desk: Desk, people: People, invitations: Invitations, person: PersonId, seen: int) -> None:
    """Shut the person out at once, whatever dialog is open (A3; 46). Raises OwnAccount, ChangedMeanwhile."""
    found = await _locked(desk, people, person, seen)
    if not found.active:
        raise WrongState(found.state)
    before = _facts(found)
    found.state = PersonState.BLOCKED
    await _revoke_theirs(desk, invitations, person)
    desk.audit("person.block", found.ref, before=before, after=_facts(found))


@act("person.unblock")
async def unblock_person(desk: Desk, people: People, person: PersonId, seen: int) -> None:
    """Let the person in again (A3)."""
    found = await _locked(desk, people, person, seen)
    if found.state is not PersonState.BLOCKED:
        raise WrongState(found.state)
    before = _facts(found)
    found.state = PersonState.ACTIVE
    desk.audit("person.unblock", found.ref, before=before, after=_facts(found))


@act("person.role")
async def change_role(
    desk: Desk, people: People, invitations: Invitations, person: PersonId, role: Role, seen: int
) -> None:
    """Give the person another role in the same organisation (A1; 43). Raises InviteHigher, OwnAccount."""
    found = await _locked(desk, people, person, seen)
    check_gives(desk.actor, found.organisation, role)
    if found.role is role:
        return
    if found.role is Role.HEAD:
        await _revoke_theirs(desk, invitations, person)
    before = _facts(found)
    found.role = role
    desk.audit("person.role", found.ref, before=before, after=_facts(found))
    desk.tell(Audience(people=frozenset({person})), PlaceChanged(person), found.ref)


@act("person.move")
async def move_person(
    desk: Desk,
    people: People,
    organisations: Organisations,
    invitations: Invitations,
    person: PersonId,
    to: OrganisationId,
    role: Role,
    seen: int,
) -> None:
    """Move the person to another organisation with a role there (A3): administrators only."""
    check_administers(desk.actor)
    target = await organisations.get(to)
    if target is None:
        raise NotFound
    if not target.active:
        raise WrongState("closed")
    check_gives(desk.actor, to, role)
    found = await _locked(desk, people, person, seen)
    if not found.active:
        raise PersonBlocked
    before = _facts(found)
    await _revoke_theirs(desk, invitations, person)
    found.organisation, found.role = to, role
    desk.audit("person.move", found.ref, before=before, after=_facts(found))
    desk.tell(Audience(people=frozenset({person})), PlaceChanged(person), found.ref)


@act("person.sign_out")
async def sign_out(desk: Desk, people: People, accounts: Accounts, person: PersonId, seen: int) -> None:
    """Sign the person out everywhere: the Telegram account is unbound; a new invitation lets them in again (A3)."""
    found = await _locked(desk, people, person, seen)
    account = await accounts.of_person(person)
    if account is None or not await accounts.unbind(person):
        raise WrongState("signed_out")
    desk.tell(Audience(telegram=account.telegram), SignedOut(desk.actor.person), account.ref)
    # The PIN stays: whoever is bound next must know it, or somebody with the right must reset it.
    desk.audit("person.sign_out", found.ref, before={"signed_in": True}, after={"signed_in": False})


@act("person.reset_pin")
async def reset_pin(desk: Desk, people: People, accounts: Accounts, person: PersonId, seen: int) -> None:
    """Clear a forgotten PIN; the person sets a new one at the next decision (A3). The other heads and the
    administrators are told: with a new invitation it would be a way to take over somebody's sign-in."""
    found = await _locked(desk, people, person, seen)
    if found.pin_hash is None:
        raise WrongState("no_pin")
    found.pin_hash, found.pin_failures, found.pin_locked_until = None, 0, None
    await accounts.forget_pin(person)
    tell_managers(desk, found)
    desk.audit("person.reset_pin", found.ref)


@act("profile.zone")
async def change_zone(desk: Desk, people: People, zone: str) -> None:
    """One's own time zone, an IANA name (T3). Raises NotFound for a zone that does not exist."""
    if zone not in available_timezones():
        raise NotFound
    me = await people.lock(desk.actor.person)
    if me is None:
        raise NotFound
    desk.audit("profile.zone", me.ref, before={"zone": me.zone}, after={"zone": zone})
    me.zone = zone


def _details(organisation: Organisation) -> dict[str, Any]:
    return {
        "kind": organisation.kind.value,
        "name_ru": organisation.name_ru,
        "name_kk": organisation.name_kk,
        "name_en": organisation.name_en,
        "countries": sorted(organisation.countries),
        "regions": sorted(organisation.regions),
        "sectors": sorted(organisation.sectors),
        "zone": organisation.zone,
        "parts": sorted(organisation.parts),
    }


def _check_details(details: OrganisationDetails) -> None:
    """Nobody becomes an administrator by a change of the organisation's kind (43); names fit."""
    if details.kind is OrganisationKind.SYSTEM:
        raise NotPermitted
    names = (details.name_ru, details.name_kk, details.name_en)
    if any(not name.strip() or len(name) > NAME_LIMIT for name in names):
        raise ValueError("a name is empty or too long")  # the form has checked it: this is a fault of ours


@act("organisation.add")
async def add_organisation(desk: Desk, organisations: Organisations, details: OrganisationDetails) -> OrganisationId:
    """Enter an organisation (A1): administrators only."""
    check_administers(desk.actor)
    _check_details(details)
    new = Organisation(
        OrganisationId(desk.new_id()),
        details.kind,
        details.name_ru,
        details.name_kk,
        details.name_en,
        details.countries,
        details.regions,
        details.sectors,
        details.zone,
        parts=details.parts,
    )
    await organisations.add(new)
    desk.audit("organisation.add", new.ref, after=_details(new))
    return new.id


@act("organisation.change")
async def change_organisation(
    desk: Desk, organisations: Organisations, organisation: OrganisationId, details: OrganisationDetails, seen: int
) -> None:
    """Correct an organisation's names, kind and scope (A1, A2): administrators only; their own stays as it is."""
    check_administers(desk.actor)
    _check_details(details)
    found = await organisations.lock(organisation)
    if found is None:
        raise NotFound
    if found.kind is OrganisationKind.SYSTEM:
        raise NotPermitted
    if found.version != seen:
        raise ChangedMeanwhile
    before = _details(found)
    found.kind = details.kind
    found.name_ru, found.name_kk, found.name_en = details.name_ru, details.name_kk, details.name_en
    found.countries, found.regions, found.sectors = details.countries, details.regions, details.sectors
    found.zone, found.parts = details.zone, details.parts
    desk.audit("organisation.change", found.ref, before=before, after=_details(found))
