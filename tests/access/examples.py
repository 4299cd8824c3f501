"""One example of every act of this room: who does it to what, and who may not (A2). Each act must have one.

`prepare` makes what the act needs and returns its subject; `run` does the act with the version the person saw.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from domain.access import acts, closing, inviting, pins
from domain.access.model import Claim, Invitation, OrganisationDetails, PersonState
from domain.access.pin import hash_pin
from domain.access.ports import Accounts, Invitations, Organisations, People
from domain.access.rules import expiry, hash_code
from domain.incident.acts import dismiss_incident, replay_incident
from domain.incident.ports import DeadLetters
from domain.kit.actor import OrganisationKind, Role
from domain.kit.desk import Desk
from domain.kit.ids import InvitationId
from domain.kit.refused import NotFound, NotPermitted, Refused
from tests.access.support import NOW, organisation_id, person_id

Who = Mapping[str, type[Refused]]

MANAGED: Who = {
    "karaganda_head": NotFound,  # another organisation, another country
    "berlin_officer": NotPermitted,
    "berlin_observer": NotPermitted,
}
ADMINISTERED: Who = {**dict.fromkeys(MANAGED, NotPermitted), "berlin_head": NotPermitted}
OFFICER = person_id("berlin_officer")
BERLIN = organisation_id("berlin")
DETAILS = OrganisationDetails(OrganisationKind.AKIMAT, "Акимат", "Әкімдік", "Akimat", regions=frozenset({"61"}))


async def nothing(unit: Any) -> None:
    """The populated world is enough."""


@dataclass(frozen=True)
class Example:
    """`by` may; `refused` names who may not and how they are refused; `once`: a second time is refused."""

    run: Callable[[Any, Desk, Any, int], Awaitable[object]]
    by: str = "berlin_head"
    prepare: Callable[[Any], Awaitable[Any]] = nothing
    refused: Who = field(default_factory=lambda: MANAGED)
    versioned: bool = False
    once: bool = True


async def blocked(unit: Any) -> None:
    (await unit.port(People).lock(OFFICER)).state = PersonState.BLOCKED


async def closed(unit: Any) -> None:
    (await unit.port(Organisations).lock(organisation_id("karaganda"))).active = False


def with_given_pin(desk: Desk) -> Desk:
    """A decision: the PIN was given lately."""
    desk.pin_fresh = True
    return desk


async def with_pin(unit: Any) -> None:
    for key in ("berlin_officer", "berlin_head"):
        (await unit.port(People).lock(person_id(key))).pin_hash = hash_pin("4071")


async def invitation(unit: Any) -> InvitationId:
    made = InvitationId(UUID(int=1))
    head = person_id("berlin_head")
    await unit.port(Invitations).add(
        Invitation(made, hash_code("x"), BERLIN, Role.OFFICER, "Name", None, None, head, NOW, expiry(NOW))
    )
    return made


async def claim(unit: Any) -> UUID:
    of = await invitation(unit)
    made = UUID(int=2)
    await unit.port(Invitations).add_claim(Claim(made, of, 900, "Somebody", "+7701", "kk", NOW))
    return made


def _people(unit: Any) -> People:
    found: People = unit.port(People)
    return found


EXAMPLES: dict[str, Example] = {
    "organisation.add": Example(
        lambda u, d, s, v: acts.add_organisation(d, u.port(Organisations), DETAILS),
        by="administrator",
        refused=ADMINISTERED,
        once=False,
    ),
    "organisation.change": Example(
        lambda u, d, s, v: acts.change_organisation(
            d, u.port(Organisations), organisation_id("karaganda"), DETAILS, v
        ),
        by="administrator",
        refused=ADMINISTERED,
        versioned=True,
    ),
    "organisation.close": Example(
        lambda u, d, s, v: closing.close_organisation(
            with_given_pin(d), u.port(Organisations), u.port(Invitations), organisation_id("karaganda"), v
        ),
        by="administrator",
        refused=ADMINISTERED,
        versioned=True,
    ),
    "organisation.reopen": Example(
        lambda u, d, s, v: closing.reopen_organisation(
            with_given_pin(d), u.port(Organisations), organisation_id("karaganda"), v + 1
        ),
        by="administrator",
        prepare=closed,
        refused=ADMINISTERED,
        versioned=True,
    ),
    "person.block": Example(
        lambda u, d, s, v: acts.block_person(d, _people(u), u.port(Invitations), OFFICER, v), versioned=True
    ),
    "person.unblock": Example(
        lambda u, d, s, v: acts.unblock_person(d, _people(u), OFFICER, v + 1),
        prepare=blocked,
        refused={"karaganda_head": NotFound, "berlin_observer": NotPermitted},
        versioned=True,
    ),
    "person.role": Example(
        lambda u, d, s, v: acts.change_role(d, _people(u), u.port(Invitations), OFFICER, Role.OBSERVER, v),
        versioned=True,
    ),
    "person.move": Example(
        lambda u, d, s, v: acts.move_person(
            d, _people(u), u.port(Organisations), u.port(Invitations), OFFICER,
            organisation_id("karaganda"), Role.OFFICER, v,
        ),
        by="administrator",
        refused=ADMINISTERED,
        versioned=True,
    ),
    "person.sign_out": Example(
        lambda u, d, s, v: acts.sign_out(d, _people(u), u.port(Accounts), OFFICER, v), versioned=True
    ),
    "person.reset_pin": Example(
        lambda u, d, s, v: acts.reset_pin(d, _people(u), u.port(Accounts), OFFICER, v + 1),
        prepare=with_pin,
        versioned=True,
    ),
    "profile.zone": Example(
        lambda u, d, s, v: acts.change_zone(d, _people(u), "Asia/Seoul"), by="berlin_observer", refused={}, once=False
    ),
    "invitation.make": Example(
        lambda u, d, s, v: inviting.make_invitation(
            d, u.port(Invitations), u.port(Organisations), BERLIN, Role.OFFICER, "Name", None
        ),
        once=False,
    ),
    "invitation.again": Example(
        lambda u, d, s, v: inviting.invite_again(d, u.port(Invitations), _people(u), OFFICER), once=False
    ),
    "invitation.renew": Example(
        lambda u, d, s, v: inviting.renew_invitation(d, u.port(Invitations), s, v), prepare=invitation, versioned=True
    ),
    "invitation.revoke": Example(
        lambda u, d, s, v: inviting.revoke_invitation(d, u.port(Invitations), s), prepare=invitation
    ),
    "invitation.confirm": Example(
        lambda u, d, s, v: inviting.confirm_claim(d, u.port(Invitations), _people(u), u.port(Accounts), s),
        prepare=claim,
    ),
    "invitation.refuse": Example(
        lambda u, d, s, v: inviting.refuse_claim(d, u.port(Invitations), s), prepare=claim
    ),
    "pin.set": Example(
        lambda u, d, s, v: pins.set_pin(d, _people(u), hash_pin("8264")), refused={}, once=False
    ),
    "pin.give": Example(
        lambda u, d, s, v: pins.give_pin(d, _people(u), "9999"), prepare=with_pin, refused={}, once=False
    ),
    "incident.replay": Example(
        lambda u, d, s, v: replay_incident(d, u.port(DeadLetters), "ABCD2345"), by="administrator", refused=ADMINISTERED
    ),
    "incident.dismiss": Example(
        lambda u, d, s, v: dismiss_incident(d, u.port(DeadLetters), "ABCD2345"),
        by="administrator",
        refused=ADMINISTERED,
    ),
}  # fmt: skip
