"""Decisions about people and invitations (A1–A3): pure, of facts and `now`."""

import hashlib
import re
import secrets
from datetime import datetime, timedelta

from domain.access.model import SharedContact
from domain.access.refused import InviteHigher, OwnAccount
from domain.kit.actor import Actor, OrganisationKind, Role
from domain.kit.ids import OrganisationId, PersonId, Ref
from domain.kit.refused import NotFound, NotPermitted

RANK = {Role.OBSERVER: 0, Role.OFFICER: 1, Role.HEAD: 2}

INVITATION_LIFE = timedelta(hours=48)
"""How long an invitation is open (A3. Decided)."""

CODE_BYTES = 16
CODE = re.compile(r"[A-Za-z0-9_-]{22}")
"""128 bits in base64url without padding."""

ATTEMPTS = 5
ATTEMPTS_WITHIN = timedelta(minutes=15)
"""Failed answers at the door per Telegram account before it has to wait (49. Decided)."""

CLAIMS = 5
"""Claims one invitation may gather: more says that the link is public, and only its phone's owner is let in (50)."""


def new_code() -> str:
    """A fresh invitation code."""
    return secrets.token_urlsafe(CODE_BYTES)


def hash_code(code: str) -> bytes:
    return hashlib.sha256(code.encode()).digest()


def expiry(now: datetime) -> datetime:
    return now + INVITATION_LIFE


def administers(actor: Actor) -> bool:
    """Whether the actor runs Tereze itself (A1: administrators are separate)."""
    return actor.administrator and actor.writes


def manages(actor: Actor, organisation: OrganisationId) -> bool:
    """Whether the people of this organisation are the actor's to invite, block and so on (A1, A3)."""
    return administers(actor) or (actor.role is Role.HEAD and actor.organisation == organisation)


def check_manages(actor: Actor, organisation: OrganisationId) -> None:
    """NotFound for an outsider, NotPermitted for a colleague without the right."""
    if manages(actor, organisation):
        return
    raise NotPermitted if actor.organisation == organisation else NotFound


def check_administers(actor: Actor) -> None:
    if not administers(actor):
        raise NotPermitted


def roles_given(actor: Actor, organisation: OrganisationId) -> tuple[Role, ...]:
    """The roles the actor may give there: in one's own organisation none above one's own (A3; 43, 45)."""
    if not manages(actor, organisation):
        return ()
    given = (Role.HEAD, Role.OFFICER, Role.OBSERVER)
    if actor.organisation != organisation:
        return given
    return tuple(role for role in given if RANK[role] <= RANK[actor.role])


def check_gives(actor: Actor, organisation: OrganisationId, role: Role) -> None:
    """Raise unless the actor may make somebody this there (43, 45)."""
    check_manages(actor, organisation)
    if role not in roles_given(actor, organisation):
        raise InviteHigher(role)


def check_other(actor: Actor, person: PersonId) -> None:
    """Nobody changes one's own role, place or state (43)."""
    if actor.person == person:
        raise OwnAccount


def same_phone(one: str | None, other: str | None) -> bool:
    """The same number, whatever stands between the digits. Telegram leaves the plus out of its own."""
    digits = [re.sub(r"[^0-9]", "", phone or "") for phone in (one, other)]
    return digits[0] == digits[1] and len(digits[0]) >= 7


def e164(phone: str) -> str:
    """A number as Telegram gives it (always with the country's code, the plus often missing), with the plus."""
    return "+" + re.sub(r"[^0-9]", "", phone)[:15]


def own_contact(contact: SharedContact, telegram: int) -> bool:
    """Whether the contact is that of the account that shares it (51; without an account it is nobody's: 52)."""
    return contact.user == telegram


OWN_SUBJECTS = frozenset({"organisation", "person", "invitation", "claim", "account", "incident", "reference"})
"""Subjects of the audit that belong to administration; all others belong to the case."""


def check_browses(actor: Actor, subject: Ref) -> None:
    """Who reads the audit of a subject (A4): administrators what is theirs, the authorised body the case (A2: it sees
    everything). Raises NotPermitted."""
    own = subject.kind in OWN_SUBJECTS
    if not (administers(actor) if own else actor.kind is OrganisationKind.AUTHORISED_BODY):
        raise NotPermitted
