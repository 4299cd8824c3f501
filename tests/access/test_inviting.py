"""Invitations and the door (A3; attacks 45, 47–53)."""

from datetime import timedelta
from typing import Any

import pytest

from domain.access.door import Outcome, answer_invitation, open_invitation
from domain.access.inviting import (
    confirm_claim,
    invite_again,
    make_invitation,
    refuse_claim,
    renew_invitation,
    revoke_invitation,
)
from domain.access.model import ClaimState, Invitation, InvitationState, SharedContact
from domain.access.notices import Admitted, Claimed, Joined
from domain.access.ports import Accounts, Attempts, Invitations, Organisations, People
from domain.access.refused import AccountTaken, InvitationOver, InviteHigher
from domain.access.rules import ATTEMPTS, ATTEMPTS_WITHIN, CLAIMS, hash_code, new_code
from domain.kit.actor import Role
from domain.kit.desk import Desk, Door
from domain.kit.ids import InvitationId, PersonId
from domain.kit.refused import NotFound, NotPermitted, Refused, WrongState
from tests.access.support import HOUR, NOW, PEOPLE, desk, door, organisation_id, person_id

PHONE = "+77015550101"
STRANGER = 900


async def make(
    store: Any, key: str = "berlin_head", *, of: str = "berlin", role: Role = Role.OFFICER, phone: str | None = PHONE
) -> tuple[InvitationId, str, Desk]:
    d = desk(key)
    async with store.unit() as unit:
        made = await make_invitation(
            d, unit.port(Invitations), unit.port(Organisations), organisation_id(of), role, "Айгерім Сәрсенова", phone
        )
    return *made, d


async def follow(store: Any, at: Door, code: str) -> tuple[Outcome, Invitation | None]:
    async with store.unit() as unit:
        return await open_invitation(at, unit.port(Invitations), unit.port(Accounts), unit.port(Attempts), code)


async def answer(
    store: Any, at: Door, invitation: InvitationId, phone: str = PHONE, *, user: int | None = STRANGER, made: Any = NOW
) -> Outcome:
    async with store.unit() as unit:
        return await answer_invitation(
            at,
            unit.port(Invitations),
            unit.port(People),
            unit.port(Accounts),
            unit.port(Attempts),
            invitation,
            made,
            SharedContact(phone, user, "Aigerim"),
            "kk",
        )


async def bound(store: Any, telegram: int) -> PersonId | None:
    async with store.unit() as unit:
        account = await unit.port(Accounts).by_telegram(telegram)
        return account.person if account else None


async def stored(store: Any, invitation: InvitationId) -> Invitation:
    async with store.unit() as unit:
        found = await unit.port(Invitations).get(invitation)
        assert isinstance(found, Invitation)
        return found


async def test_a_matching_phone_admits(store: Any) -> None:
    """A3: the inviter gives the phone, a match with the person's own shared contact admits."""
    invitation, code, made = await make(store)
    assert [entry.act for entry in made.entries] == ["invitation.make"]
    at = door(STRANGER)
    outcome, found = await follow(store, at, code)
    assert outcome is Outcome.READY and found is not None and found.id == invitation
    # Telegram leaves the plus out; a person may have written it with spaces.
    assert await answer(store, at, invitation, "7 701 555 01 01") is Outcome.ADMITTED
    person = await bound(store, STRANGER)
    assert person is not None
    async with store.unit() as unit:
        new = await unit.port(People).get(person)
    assert (new.organisation, new.role, new.name) == (organisation_id("berlin"), Role.OFFICER, "Айгерім Сәрсенова")
    assert (new.phone, new.language) == (PHONE, "kk")
    assert [type(one.notice) for one in at.posted] == [Joined]
    assert at.entries[-1].act == "invitation.use"
    assert (await stored(store, invitation)).state is InvitationState.USED


async def test_the_code_is_stored_hashed_only(store: Any) -> None:
    """A3: 128 bits, kept as SHA-256; nothing that the act leaves behind holds the code."""
    invitation, code, made = await make(store)
    found = await stored(store, invitation)
    assert found.code_hash == hash_code(code) and len(found.code_hash) == 32 and len(code) == 22
    assert code not in repr(made.entries) + repr(made.posted)


@pytest.mark.parametrize(
    ("key", "of", "role", "refusal"),
    [
        ("berlin_officer", "berlin", Role.OBSERVER, NotPermitted),
        ("berlin_observer", "berlin", Role.HEAD, NotPermitted),
        ("berlin_head", "karaganda", Role.OFFICER, NotFound),
        ("karaganda_head", "tereze", Role.OFFICER, NotFound),
        ("operator", "tereze", Role.HEAD, InviteHigher),
    ],
)
async def test_45_nobody_invites_above_oneself(
    store: Any, key: str, of: str, role: Role, refusal: type[Refused]
) -> None:
    with pytest.raises(refusal):
        await make(store, key, of=of, role=role)


@pytest.mark.parametrize(
    ("key", "of", "role"),
    [
        ("berlin_head", "berlin", Role.HEAD),
        ("administrator", "karaganda", Role.HEAD),
        ("operator", "karaganda", Role.HEAD),
        ("operator", "tereze", Role.OFFICER),
    ],
)
async def test_who_may_invite(store: Any, key: str, of: str, role: Role) -> None:
    invitation, _, _ = await make(store, key, of=of, role=role)
    assert (await stored(store, invitation)).role is role


async def test_47_an_invitation_works_once(store: Any) -> None:
    invitation, code, _ = await make(store)
    await answer(store, door(STRANGER), invitation)
    second = door(901)
    assert (await follow(store, second, code))[0] is Outcome.OVER
    assert await answer(store, second, invitation, user=901) is Outcome.OVER
    assert await bound(store, 901) is None
    assert {entry.act for entry in second.entries} == {"door.refused"}


async def test_48_an_invitation_expires(store: Any) -> None:
    """48 hours (Decided): one second before it still works, at the end it does not, at either step."""
    invitation, code, _ = await make(store)
    last = NOW + timedelta(hours=48)
    assert (await follow(store, door(901, last - timedelta(seconds=1)), code))[0] is Outcome.READY
    assert (await follow(store, door(901, last), code))[0] is Outcome.OVER
    assert await answer(store, door(STRANGER, last), invitation) is Outcome.OVER
    assert await bound(store, STRANGER) is None


async def test_49_guessing_is_stopped_and_recorded(store: Any) -> None:
    """After five failures the account waits, even with the right code; another account does not."""
    _, code, _ = await make(store)
    for number in range(ATTEMPTS):
        at = door(STRANGER, NOW + number * timedelta(seconds=1))
        assert (await follow(store, at, new_code()))[0] is Outcome.UNKNOWN
        assert at.entries[0].act == "door.refused"
    assert (await follow(store, door(STRANGER, NOW + HOUR / 60), code))[0] is Outcome.TOO_MANY
    assert (await follow(store, door(901), code))[0] is Outcome.READY
    assert (await follow(store, door(STRANGER, NOW + ATTEMPTS_WITHIN + HOUR / 60), code))[0] is Outcome.READY


async def test_50_another_person_opens_the_link_first(store: Any) -> None:
    """The inviter is asked and says no; the right person is then admitted by the phone."""
    invitation, code, _ = await make(store)
    other = door(901, name="Other")
    assert (await follow(store, other, code))[0] is Outcome.READY
    assert await answer(store, other, invitation, "+49301234567", user=901) is Outcome.WAITING
    (asked,) = other.posted
    assert isinstance(asked.notice, Claimed) and asked.to.people == {person_id("berlin_head")}
    assert await bound(store, 901) is None
    # Asking again does not ask the inviter again.
    again = door(901)
    assert await answer(store, again, invitation, "+49301234567", user=901) is Outcome.WAITING
    assert again.posted == []
    head = desk("berlin_head")
    async with store.unit() as unit:
        await refuse_claim(head, unit.port(Invitations), asked.notice.claim)
    assert head.settled == [asked.about]
    assert await answer(store, door(901), invitation, "+49301234567", user=901) is Outcome.REFUSED
    assert await answer(store, door(STRANGER), invitation) is Outcome.ADMITTED


async def test_50_the_right_person_overtakes_a_waiting_one(store: Any) -> None:
    """A matching phone admits though somebody else waits: that question is settled with it."""
    invitation, _, _ = await make(store)
    other = door(901)
    await answer(store, other, invitation, "+49301234567", user=901)
    right = door(STRANGER)
    assert await answer(store, right, invitation) is Outcome.ADMITTED
    assert other.posted[0].about in right.settled
    async with store.unit() as unit:
        with pytest.raises(WrongState):
            await confirm_claim(
                desk("berlin_head"),
                unit.port(Invitations),
                unit.port(People),
                unit.port(Accounts),
                other.posted[0].about.id,
            )


async def test_50_a_link_made_public_gathers_few_questions(store: Any) -> None:
    invitation, _, _ = await make(store)
    for number in range(CLAIMS):
        assert await answer(store, door(910 + number), invitation, "+49301234567", user=910 + number) is Outcome.WAITING
    late = door(950)
    assert await answer(store, late, invitation, "+49301234567", user=950) is Outcome.OVER
    assert late.posted == []
    assert await answer(store, door(STRANGER), invitation) is Outcome.ADMITTED


@pytest.mark.parametrize(("user", "outcome"), [(555, Outcome.FOREIGN), (None, Outcome.NOBODYS)])
async def test_51_52_only_ones_own_contact_counts(store: Any, user: int | None, outcome: Outcome) -> None:
    invitation, _, _ = await make(store)
    at = door(STRANGER)
    assert await answer(store, at, invitation, PHONE, user=user) is outcome
    assert at.entries[0].after == {"outcome": outcome.value}
    assert await bound(store, STRANGER) is None
    assert (await stored(store, invitation)).state is InvitationState.OPEN


@pytest.mark.parametrize("code", ["", "A", "____", "x" * 5000, "'; DROP TABLE invitation", "ә" * 22, "\ud800" * 22])
async def test_53_odd_codes(store: Any, code: str) -> None:
    assert (await follow(store, door(STRANGER), code))[0] is Outcome.UNKNOWN


async def test_without_a_phone_the_inviter_confirms(store: Any) -> None:
    """A3: otherwise the inviter confirms; the new person is told."""
    invitation, _, _ = await make(store, phone=None)
    at = door(STRANGER)
    assert await answer(store, at, invitation) is Outcome.WAITING
    claim = at.posted[0].about
    head = desk("berlin_head", NOW + HOUR)
    async with store.unit() as unit:
        person = await confirm_claim(head, unit.port(Invitations), unit.port(People), unit.port(Accounts), claim.id)
        assert (await unit.port(Invitations).claim(claim.id)).state is ClaimState.ADMITTED
    assert await bound(store, STRANGER) == person
    told = {type(one.notice): one.to for one in head.posted}
    assert told[Admitted].people == {person}
    assert told[Joined].but == person_id("berlin_head")
    async with store.unit() as unit:
        with pytest.raises(WrongState):  # the second tap
            await confirm_claim(head, unit.port(Invitations), unit.port(People), unit.port(Accounts), claim.id)


@pytest.mark.parametrize(
    ("key", "refusal"), [("berlin_officer", NotPermitted), ("karaganda_head", NotFound), ("operator", None)]
)
async def test_who_may_confirm(store: Any, key: str, refusal: type[Refused] | None) -> None:
    invitation, _, _ = await make(store, phone=None)
    at = door(STRANGER)
    await answer(store, at, invitation)
    claim = at.posted[0].about.id

    async def confirm() -> None:
        async with store.unit() as unit:
            await confirm_claim(desk(key), unit.port(Invitations), unit.port(People), unit.port(Accounts), claim)

    if refusal is None:
        await confirm()
        assert await bound(store, STRANGER) is not None
        return
    with pytest.raises(refusal):
        await confirm()
    assert await bound(store, STRANGER) is None


async def test_an_account_cannot_be_two_people(store: Any) -> None:
    """Somebody waits at two invitations and is let in by one: the other's yes is refused."""
    first, _, _ = await make(store, phone=None)
    second, _, _ = await make(store, phone=None)
    at = door(STRANGER)
    await answer(store, at, first)
    await answer(store, at, second)
    async with store.unit() as unit:
        ports = unit.port(Invitations), unit.port(People), unit.port(Accounts)
        await confirm_claim(desk("berlin_head"), *ports, at.posted[0].about.id)
        with pytest.raises(AccountTaken):
            await confirm_claim(desk("berlin_head"), *ports, at.posted[1].about.id)


async def test_46_the_account_of_a_person_gets_no_second_way_in(store: Any) -> None:
    """Whoever is bound, blocked ones included, is not let in anew by an invitation."""
    invitation, code, _ = await make(store)
    of_officer = PEOPLE["karaganda_officer"][2]
    assert (await follow(store, door(of_officer), code))[0] is Outcome.TAKEN
    assert await answer(store, door(of_officer), invitation, user=of_officer) is Outcome.TAKEN
    assert await bound(store, of_officer) == person_id("karaganda_officer")


async def test_revoked_and_renewed_links(store: Any) -> None:
    invitation, code, _ = await make(store)
    async with store.unit() as unit:
        new = await renew_invitation(desk("berlin_head", NOW + HOUR), unit.port(Invitations), invitation, 1)
    assert (await follow(store, door(STRANGER), code))[0] is Outcome.UNKNOWN
    assert (await follow(store, door(901, NOW + HOUR), new))[0] is Outcome.READY
    # Whoever had opened the old link has to open the new one.
    assert await answer(store, door(STRANGER, NOW + HOUR), invitation, made=NOW) is Outcome.OVER
    async with store.unit() as unit:
        await revoke_invitation(desk("berlin_head"), unit.port(Invitations), invitation)
    assert (await follow(store, door(902, NOW + HOUR), new))[0] is Outcome.OVER
    async with store.unit() as unit:
        with pytest.raises(InvitationOver):
            await revoke_invitation(desk("berlin_head"), unit.port(Invitations), invitation)


async def test_binding_another_account(store: Any) -> None:
    """A person may be bound to another account (A3); who they are and what is theirs stays."""
    officer = person_id("berlin_officer")
    async with store.unit() as unit:
        invitation, _ = await invite_again(desk("berlin_head"), unit.port(Invitations), unit.port(People), officer)
    assert await answer(store, door(STRANGER), invitation, "+4930103") is Outcome.ADMITTED
    assert await bound(store, STRANGER) == officer
    assert await bound(store, PEOPLE["berlin_officer"][2]) is None


async def test_open_invitations_are_listed(store: Any) -> None:
    first, _, _ = await make(store)
    used, _, _ = await make(store)
    await answer(store, door(STRANGER), used)
    async with store.unit() as unit:
        listed = await unit.port(Invitations).open(organisation_id("berlin"), NOW)
        expired = await unit.port(Invitations).open(organisation_id("berlin"), NOW + timedelta(hours=48))
    assert [one.id for one in listed] == [first] and expired == []
