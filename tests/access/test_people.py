"""Who manages whom (A1, A3; attacks 35, 43, 45, 46)."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

import pytest

from bot.storage.access import PORTS
from bot.storage.unit import Database
from domain.access.acts import (
    add_organisation,
    block_person,
    change_organisation,
    change_role,
    change_zone,
    move_person,
    reset_pin,
    sign_out,
    unblock_person,
)
from domain.access.door import Outcome, answer_invitation
from domain.access.inviting import make_invitation
from domain.access.model import (
    Claim,
    ClaimState,
    InvitationState,
    OrganisationDetails,
    Person,
    PersonState,
    SharedContact,
)
from domain.access.notices import ClaimRefused, PlaceChanged
from domain.access.ports import Accounts, Attempts, Invitations, Organisations, People
from domain.access.refused import InviteHigher, OwnAccount, PersonBlocked
from domain.kit.actor import OrganisationKind, Role
from domain.kit.desk import Desk
from domain.kit.refused import ChangedMeanwhile, NotFound, NotPermitted, Refused, WrongState
from tests.access.support import NOW, actor, desk, door, organisation_id, person_id, populate
from tests.access.test_inviting import PHONE, make

Do = Callable[[Any, Desk, str, int], Awaitable[object]]


async def block(unit: Any, d: Desk, key: str, seen: int = 1) -> None:
    await block_person(d, unit.port(People), unit.port(Invitations), person_id(key), seen)


async def unblock(unit: Any, d: Desk, key: str, seen: int = 1) -> None:
    await unblock_person(d, unit.port(People), person_id(key), seen)


async def demote(unit: Any, d: Desk, key: str, seen: int = 1) -> None:
    await change_role(d, unit.port(People), unit.port(Invitations), person_id(key), Role.OBSERVER, seen)


async def move(unit: Any, d: Desk, key: str, seen: int = 1) -> None:
    await move_person(
        d,
        unit.port(People),
        unit.port(Organisations),
        unit.port(Invitations),
        person_id(key),
        organisation_id("karaganda"),
        Role.OFFICER,
        seen,
    )


async def leave(unit: Any, d: Desk, key: str, seen: int = 1) -> None:
    await sign_out(d, unit.port(People), unit.port(Accounts), person_id(key), seen)


async def forget_pin(unit: Any, d: Desk, key: str, seen: int = 1) -> None:
    await reset_pin(d, unit.port(People), unit.port(Accounts), person_id(key), seen)


MANAGING: dict[str, Do] = {
    "block": block,
    "unblock": unblock,
    "role": demote,
    "move": move,
    "sign_out": leave,
    "reset_pin": forget_pin,
}


async def person(store: Any, key: str) -> Person:
    async with store.unit() as unit:
        found = await unit.port(People).get(person_id(key))
        assert isinstance(found, Person)
        return found


@pytest.mark.parametrize("act", MANAGING)
@pytest.mark.parametrize(
    ("by", "whom", "refusal"),
    [
        ("karaganda_head", "berlin_officer", NotFound),  # another organisation's people are not even known of (42)
        ("berlin_officer", "berlin_observer", NotPermitted),
        ("berlin_observer", "berlin_officer", NotPermitted),
        ("berlin_head", "berlin_head", OwnAccount),  # 43
        ("administrator", "administrator", OwnAccount),
        ("operator", "administrator", NotPermitted),
    ],
)
async def test_35_43_who_may_not_manage(store: Any, act: str, by: str, whom: str, refusal: type[Refused]) -> None:
    if act == "move" and by not in ("administrator", "operator"):
        refusal = NotPermitted  # only administrators move people, whoever they are
    before = vars(await person(store, whom)).copy()
    d = desk(by)
    with pytest.raises(refusal):
        async with store.unit() as unit:
            await MANAGING[act](unit, d, whom, 1)
    after = vars(await person(store, whom)).copy()
    before.pop("_sa_instance_state", None)
    after.pop("_sa_instance_state", None)
    assert after == before and d.entries == [] and d.posted == []


@pytest.mark.parametrize("act", ["block", "role", "move", "sign_out"])
async def test_a_stale_card_changes_nothing(store: Any, act: str) -> None:
    """Somebody changed the person after the card was shown (design §2.3)."""
    async with store.unit() as unit:
        await change_zone(desk("berlin_officer"), unit.port(People), "Europe/Berlin")
    with pytest.raises(ChangedMeanwhile):
        async with store.unit() as unit:
            await MANAGING[act](unit, desk("administrator"), "berlin_officer", 1)
    now = await person(store, "berlin_officer")
    assert (now.state, now.role, now.organisation) == (PersonState.ACTIVE, Role.OFFICER, organisation_id("berlin"))


async def test_46_blocking_and_letting_in_again(store: Any) -> None:
    d = desk("berlin_head")
    async with store.unit() as unit:
        await block(unit, d, "berlin_officer")
    assert (await person(store, "berlin_officer")).state is PersonState.BLOCKED
    assert (d.entries[0].before or {})["state"] == "active" and (d.entries[0].after or {})["state"] == "blocked"
    with pytest.raises(WrongState):
        async with store.unit() as unit:
            await block(unit, d, "berlin_officer", 2)
    async with store.unit() as unit:
        await unblock(unit, d, "berlin_officer", 2)
    assert (await person(store, "berlin_officer")).active
    async with store.unit() as unit:  # the account was kept: nobody has to be invited anew
        assert await unit.port(Accounts).of_person(person_id("berlin_officer")) is not None


async def test_who_is_blocked_has_no_invitations_left_open(store: Any) -> None:
    invitation, _, _ = await make(store, "berlin_second_head")
    async with store.unit() as unit:
        await block(unit, desk("berlin_head"), "berlin_second_head")
    async with store.unit() as unit:
        assert (await unit.port(Invitations).get(invitation)).state is InvitationState.REVOKED


@pytest.mark.parametrize("act", ["block", "role"])
async def test_the_last_head_goes_only_by_an_administrator(store: Any, act: str) -> None:
    """A1. A head cannot touch oneself, so the last head is out of reach of all but an administrator."""
    async with store.unit() as unit:
        await MANAGING[act](unit, desk("berlin_head"), "berlin_second_head", 1)
    with pytest.raises(OwnAccount):
        async with store.unit() as unit:
            await MANAGING[act](unit, desk("berlin_head"), "berlin_head", 1)
    async with store.unit() as unit:
        await MANAGING[act](unit, desk("administrator"), "berlin_head", 1)
    changed = await person(store, "berlin_head")
    assert not (changed.active and changed.role is Role.HEAD)


@pytest.mark.parametrize(
    ("one", "other"), [("berlin_head", "berlin_second_head"), ("administrator", "second_administrator")]
)
async def test_two_heads_who_remove_each_other_at_once(database: str, one: str, other: str) -> None:
    """The second meets the first at the lock on the heads and is no longer one; so it is with administrators."""
    stored = Database(database, PORTS, size=3)
    async with stored.unit() as unit:
        await populate(unit)

    async def remove(by: str, whom: str) -> str:
        try:
            async with stored.unit() as unit:
                await block(unit, desk(by), whom)
                await asyncio.sleep(0.1)
        except Refused as refusal:
            return type(refusal).__name__
        return "done"

    ends = await asyncio.gather(remove(one, other), remove(other, one))
    assert sorted(ends) == ["NotPermitted", "done"]
    async with stored.unit() as unit:
        assert len(await unit.port(People).lock_heads(actor(one).organisation)) == 1
    await stored.close()


async def test_43_45_roles(store: Any) -> None:
    d = desk("berlin_head")
    async with store.unit() as unit:
        await change_role(d, unit.port(People), unit.port(Invitations), person_id("berlin_officer"), Role.HEAD, 1)
    assert (await person(store, "berlin_officer")).role is Role.HEAD
    assert isinstance(d.posted[0].notice, PlaceChanged) and d.entries[0].act == "person.role"
    async with store.unit() as unit:
        await unit.port(People).add(Person(person_id("watcher"), organisation_id("tereze"), Role.OBSERVER, "watcher"))
    with pytest.raises(InviteHigher):
        async with store.unit() as unit:
            await change_role(
                desk("operator"), unit.port(People), unit.port(Invitations), person_id("watcher"), Role.HEAD, 1
            )


async def test_moving_keeps_the_account(store: Any) -> None:
    """A3: an account can be moved. The person signs in as before, in the other organisation."""
    d = desk("administrator")
    async with store.unit() as unit:
        await move(unit, d, "berlin_officer")
    moved = await person(store, "berlin_officer")
    assert moved.organisation == organisation_id("karaganda")
    async with store.unit() as unit:
        assert await unit.port(Accounts).of_person(moved.id) is not None
    assert (d.entries[0].before or {})["organisation"] == str(organisation_id("berlin"))
    async with store.unit() as unit:
        await block(unit, d, "berlin_officer", 2)
    with pytest.raises(PersonBlocked):
        async with store.unit() as unit:
            await move(unit, d, "berlin_officer", 3)


async def test_signing_out_everywhere(store: Any) -> None:
    async with store.unit() as unit:
        await leave(unit, desk("berlin_head"), "berlin_officer")
    async with store.unit() as unit:
        assert await unit.port(Accounts).of_person(person_id("berlin_officer")) is None
        assert await unit.port(Accounts).signed_in([person_id("berlin_officer"), person_id("berlin_head")]) == {
            person_id("berlin_head")
        }
    with pytest.raises(WrongState):
        async with store.unit() as unit:
            await leave(unit, desk("berlin_head"), "berlin_officer")


async def test_lists(store: Any) -> None:
    async with store.unit() as unit:
        listed = [one.id for one in await unit.port(People).of(organisation_id("berlin"))]
        akimats = await unit.port(Organisations).find(kinds=[OrganisationKind.AKIMAT], region="35")
        missions = await unit.port(Organisations).find(country="DE")
    names = ["berlin_head", "berlin_second_head", "berlin_officer", "berlin_observer"]
    assert listed == [person_id(name) for name in names]
    assert [one.id for one in akimats] == [organisation_id("karaganda")]
    assert [one.id for one in missions] == [organisation_id("berlin")]


SEOUL = OrganisationDetails(
    OrganisationKind.MISSION, "Посольство", "Елшілік", "Embassy", frozenset({"KR"}), zone="Asia/Seoul"
)


async def test_organisations_are_entered_by_administrators(store: Any) -> None:
    d = desk("operator")
    async with store.unit() as unit:
        new = await add_organisation(d, unit.port(Organisations), SEOUL)
    async with store.unit() as unit:
        found = await unit.port(Organisations).get(new)
        assert (found.countries, found.name("kk"), found.name("en")) == (frozenset({"KR"}), "Елшілік", "Embassy")
        with pytest.raises(ChangedMeanwhile):
            await change_organisation(d, unit.port(Organisations), new, SEOUL, 7)
        with pytest.raises(NotPermitted):
            await change_organisation(desk("berlin_head"), unit.port(Organisations), new, SEOUL, 1)
        with pytest.raises(NotPermitted):
            await add_organisation(desk("berlin_head"), unit.port(Organisations), SEOUL)
    assert [entry.act for entry in d.entries] == ["organisation.add"]


async def test_43_no_organisation_becomes_that_of_administrators(store: Any) -> None:
    raised = OrganisationDetails(OrganisationKind.SYSTEM, "x", "x", "x")
    async with store.unit() as unit:
        organisations = unit.port(Organisations)
        with pytest.raises(NotPermitted):
            await add_organisation(desk("administrator"), organisations, raised)
        with pytest.raises(NotPermitted):
            await change_organisation(desk("administrator"), organisations, organisation_id("berlin"), raised, 1)
        with pytest.raises(NotPermitted):
            await change_organisation(desk("administrator"), organisations, organisation_id("tereze"), SEOUL, 1)


async def test_time_zone(store: Any) -> None:
    async with store.unit() as unit:
        with pytest.raises(NotFound):
            await change_zone(desk("berlin_observer"), unit.port(People), "Mars/Olympus")
        await change_zone(desk("berlin_observer"), unit.port(People), "Europe/Berlin")
    assert (await person(store, "berlin_observer")).zone == "Europe/Berlin"


async def test_47_two_answers_to_one_invitation_at_once(database: str) -> None:
    """The invitation is locked before it is judged: one is admitted, the other finds it used (34)."""
    stored = Database(database, PORTS, size=3)
    async with stored.unit() as unit:
        await populate(unit)
    invitation, _, _ = await make(stored)

    async def enter(telegram: int) -> Outcome:
        async with stored.unit() as unit:
            outcome = await answer_invitation(
                door(telegram),
                unit.port(Invitations),
                unit.port(People),
                unit.port(Accounts),
                unit.port(Attempts),
                invitation,
                NOW,
                SharedContact(PHONE, telegram),
                "ru",
            )
            await asyncio.sleep(0.1)
            return outcome

    assert sorted(await asyncio.gather(enter(901), enter(902))) == [Outcome.ADMITTED, Outcome.OVER]
    async with stored.unit() as unit:
        people = await unit.port(People).of(organisation_id("berlin"))
        accounts = [await unit.port(Accounts).by_telegram(number) for number in (901, 902)]
    assert len(people) == 5 and accounts.count(None) == 1
    await stored.close()


async def test_16_what_a_blocked_head_offered_is_refused_to_who_waits(store: Any) -> None:
    """The invitation goes, the claim on it with it: the guest is told, the question is settled."""
    async with store.unit() as unit:
        invitation, _ = await make_invitation(
            desk("berlin_second_head"), unit.port(Invitations), unit.port(Organisations), organisation_id("berlin"),
            Role.OFFICER, "Aigerim", None,
        )  # fmt: skip
        claim = Claim(uuid4(), invitation, 900, "Aigerim", "+77015550101", "kk", NOW)
        await unit.port(Invitations).add_claim(claim)
    d = desk("berlin_head")
    async with store.unit() as unit:
        await block_person(d, unit.port(People), unit.port(Invitations), person_id("berlin_second_head"), 1)
    assert claim.ref in d.settled
    assert [(one.notice, one.to.telegram) for one in d.posted] == [(ClaimRefused(invitation), 900)]
    async with store.unit() as unit:
        assert (await unit.port(Invitations).claim(claim.id)).state is ClaimState.REFUSED
