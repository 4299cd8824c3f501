"""Who invites, blocks and moves whom, and who runs Tereze itself (A1, A3)."""

from domain.access import acts, closing, inviting, pins
from domain.access.model import OrganisationDetails
from domain.access.pin import hash_pin
from domain.access.ports import Accounts, Invitations, Organisations, People
from domain.incident.acts import dismiss_incident, replay_incident
from domain.incident.ports import DeadLetters
from domain.kit.actor import OrganisationKind, Role
from tests.acts.case import EVERYBODY, Case, Subject, all_of, writers
from tests.acts.cases_cards import nothing
from tests.acts.stage import Stage

SYSTEM = writers("system")
MANAGERS = SYSTEM | {"berlin.head"}
"""A3: the head of the organisation, or an administrator."""

COLLEAGUES = all_of("berlin") | SYSTEM
"""Who may know that this person or invitation is there."""

DETAILS = OrganisationDetails(OrganisationKind.AKIMAT, "Акимат", "Әкімдік", "Akimat", regions=frozenset({"61"}))
INCIDENT = "ABCD2345"


async def a_person(stage: Stage) -> Subject:
    """Berlin's officer, with a PIN."""
    person = stage.town["berlin.officer"].person
    await stage.sql("UPDATE person SET pin_hash = $2 WHERE id = $1", person, hash_pin("4071"))
    return {"person": person, "organisation": stage.town.organisations["turkistan"]}


async def a_blocked_person(stage: Stage) -> Subject:
    made = await a_person(stage)
    await stage.sql("UPDATE person SET state = 'blocked' WHERE id = $1", made["person"])
    return made


async def an_organisation(stage: Stage) -> Subject:
    return {"organisation": stage.town.organisations["berlin"]}


async def a_closed_organisation(stage: Stage) -> Subject:
    made = {"organisation": stage.town.organisations["turkistan"]}
    await stage.sql("UPDATE organisation SET active = false WHERE id = $1", made["organisation"])
    return made


async def an_invitation(stage: Stage) -> Subject:
    return {"invitation": await stage.invitation()}


async def a_claim(stage: Stage) -> Subject:
    return {"claim": await stage.claim()}


async def everybodys_pin(stage: Stage) -> Subject:
    await stage.sql("UPDATE person SET pin_hash = $1", hash_pin("4071"))
    return {}


async def an_incident(stage: Stage) -> Subject:
    await stage.sql(
        "INSERT INTO inbox (bot_id, update_id, hash, sender, kind, state, done_at, incident)"
        " VALUES (1, 1, '', 1, 'message', 'dead', clock_timestamp(), $1)",
        INCIDENT,
    )
    return {"incident": INCIDENT}


CASES: dict[str, tuple[Case, ...]] = {
    "organisation.add": (
        Case(
            clause="A1: administrators are separate",
            may=SYSTEM,
            prepare=nothing,
            run=lambda u, d, s, v: acts.add_organisation(d, u.port(Organisations), DETAILS),
        ),
    ),
    "organisation.change": (
        Case(
            clause="A1",
            may=SYSTEM,
            prepare=an_organisation,
            run=lambda u, d, s, v: acts.change_organisation(d, u.port(Organisations), s["organisation"], DETAILS, v),
            of="organisation",
            version="organisation",
        ),
    ),
    "organisation.close": (
        Case(
            clause="A1",
            may=SYSTEM,
            prepare=an_organisation,
            run=lambda u, d, s, v: closing.close_organisation(
                d, u.port(Organisations), u.port(Invitations), s["organisation"], v
            ),
            of="organisation",
            version="organisation",
            once=True,
        ),
    ),
    "organisation.reopen": (
        Case(
            clause="A1",
            may=SYSTEM,
            prepare=a_closed_organisation,
            run=lambda u, d, s, v: closing.reopen_organisation(d, u.port(Organisations), s["organisation"], v),
            of="organisation",
            version="organisation",
            once=True,
        ),
    ),
    "person.block": (
        Case(
            clause="A3",
            may=MANAGERS,
            knows=COLLEAGUES,
            prepare=a_person,
            run=lambda u, d, s, v: acts.block_person(d, u.port(People), u.port(Invitations), s["person"], v),
            of="person",
            version="person",
            once=True,
        ),
    ),
    "person.unblock": (
        Case(
            clause="A3",
            may=MANAGERS,
            knows=COLLEAGUES,
            prepare=a_blocked_person,
            run=lambda u, d, s, v: acts.unblock_person(d, u.port(People), s["person"], v),
            of="person",
            version="person",
            once=True,
        ),
    ),
    "person.role": (
        Case(
            clause="A1, A3; nobody's own (43)",
            may=MANAGERS,
            knows=COLLEAGUES,
            prepare=a_person,
            run=lambda u, d, s, v: acts.change_role(
                d, u.port(People), u.port(Invitations), s["person"], Role.OBSERVER, v
            ),
            of="person",
            version="person",
        ),
    ),
    "person.move": (
        Case(
            clause="A3: administrators only",
            may=SYSTEM,
            prepare=a_person,
            run=lambda u, d, s, v: acts.move_person(
                d, u.port(People), u.port(Organisations), u.port(Invitations), s["person"], s["organisation"],
                Role.OFFICER, v,
            ),
            of="person",
            version="person",
        ),
    ),
    "person.sign_out": (
        Case(
            clause="A3",
            may=MANAGERS,
            knows=COLLEAGUES,
            prepare=a_person,
            run=lambda u, d, s, v: acts.sign_out(d, u.port(People), u.port(Accounts), s["person"], v),
            of="person",
            version="person",
            once=True,
        ),
    ),
    "person.reset_pin": (
        Case(
            clause="A3",
            may=MANAGERS,
            knows=COLLEAGUES,
            prepare=a_person,
            run=lambda u, d, s, v: acts.reset_pin(d, u.port(People), u.port(Accounts), s["person"], v),
            of="person",
            version="person",
            once=True,
        ),
    ),
    "profile.zone": (
        Case(
            clause="T3: one's own",
            may=EVERYBODY,
            prepare=nothing,
            run=lambda u, d, s, v: acts.change_zone(d, u.port(People), "Asia/Seoul"),
        ),
    ),
    "invitation.make": (
        Case(
            clause="A3",
            may=MANAGERS,
            knows=COLLEAGUES,
            prepare=an_organisation,
            run=lambda u, d, s, v: inviting.make_invitation(
                d, u.port(Invitations), u.port(Organisations), s["organisation"], Role.OFFICER, "Name", None
            ),
            of="organisation",
        ),
    ),
    "invitation.again": (
        Case(
            clause="A3",
            may=MANAGERS,
            knows=COLLEAGUES,
            prepare=a_person,
            run=lambda u, d, s, v: inviting.invite_again(d, u.port(Invitations), u.port(People), s["person"]),
            of="person",
        ),
    ),
    "invitation.renew": (
        Case(
            clause="A3",
            may=MANAGERS,
            knows=COLLEAGUES,
            prepare=an_invitation,
            run=lambda u, d, s, v: inviting.renew_invitation(d, u.port(Invitations), s["invitation"], v),
            of="invitation",
            version="invitation",
        ),
    ),
    "invitation.revoke": (
        Case(
            clause="A3",
            may=MANAGERS,
            knows=COLLEAGUES,
            prepare=an_invitation,
            run=lambda u, d, s, v: inviting.revoke_invitation(d, u.port(Invitations), s["invitation"]),
            of="invitation",
            once=True,
        ),
    ),
    "invitation.confirm": (
        Case(
            clause="A3",
            may=MANAGERS,
            knows=COLLEAGUES,
            prepare=a_claim,
            run=lambda u, d, s, v: inviting.confirm_claim(
                d, u.port(Invitations), u.port(People), u.port(Accounts), s["claim"]
            ),
            of="claim",
            once=True,
            audit="invitation.use",
        ),
    ),
    "invitation.refuse": (
        Case(
            clause="A3; 50",
            may=MANAGERS,
            knows=COLLEAGUES,
            prepare=a_claim,
            run=lambda u, d, s, v: inviting.refuse_claim(d, u.port(Invitations), s["claim"]),
            of="claim",
            once=True,
        ),
    ),
    "pin.give": (
        Case(
            clause="A3: one's own",
            may=EVERYBODY,
            prepare=everybodys_pin,
            run=lambda u, d, s, v: pins.give_pin(d, u.port(People), "8888"),
            audit="pin.wrong",
        ),
    ),
    "pin.set": (
        Case(
            clause="A3: one's own",
            may=EVERYBODY,
            prepare=nothing,
            run=lambda u, d, s, v: pins.set_pin(d, u.port(People), "a hash"),
        ),
    ),
    "incident.replay": (
        Case(
            clause="A1",
            may=SYSTEM,
            prepare=an_incident,
            run=lambda u, d, s, v: replay_incident(d, u.port(DeadLetters), str(s["incident"])),
            of="incident",
            once=True,
        ),
    ),
    "incident.dismiss": (
        Case(
            clause="A1",
            may=SYSTEM,
            prepare=an_incident,
            run=lambda u, d, s, v: dismiss_incident(d, u.port(DeadLetters), str(s["incident"])),
            of="incident",
            once=True,
        ),
    ),
}  # fmt: skip
