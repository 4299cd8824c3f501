"""Organisations, people, accounts and invitations (A1, A3)."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from domain.kit.actor import OrganisationKind, Role
from domain.kit.ids import InvitationId, OrganisationId, PersonId, Ref

NAME_LIMIT = 200


class PersonState(StrEnum):
    """Whether a person may come in. What a blocked one did stays in the audit (A3)."""

    ACTIVE = "active"
    BLOCKED = "blocked"
    LEFT = "left"


@dataclass(eq=False)
class Organisation:
    """Who takes part: its kind gives the front-office level, its lists the scope (A1, A2)."""

    id: OrganisationId
    kind: OrganisationKind
    name_ru: str
    name_kk: str
    name_en: str
    countries: frozenset[str] = frozenset()  # ISO 3166 alpha-2
    regions: frozenset[str] = frozenset()  # KATO, two digits
    sectors: frozenset[str] = frozenset()  # ОКЭД sections
    zone: str = "Asia/Almaty"
    active: bool = True
    version: int = 1
    parts: frozenset[str] = frozenset()  # `domain.edition.duties.Ower`: what the Law gives to this central body

    def name(self, language: str) -> str:
        """The name in the language asked for."""
        return {"kk": self.name_kk, "en": self.name_en}.get(language, self.name_ru)

    @property
    def ref(self) -> Ref:
        return Ref("organisation", self.id)


@dataclass(eq=False)
class Person:
    """Somebody who works in Tereze: in one organisation at a time, with one role (A1).

    `zone` None: the organisation's. `pin_hash` as `domain.access.pin` writes it; it never leaves this entity.
    """

    id: PersonId
    organisation: OrganisationId
    role: Role
    name: str
    phone: str | None = None  # E.164
    language: str | None = None
    zone: str | None = None
    state: PersonState = PersonState.ACTIVE
    pin_hash: str | None = None
    pin_failures: int = 0
    pin_locked_until: datetime | None = None
    version: int = 1

    @property
    def active(self) -> bool:
        return self.state is PersonState.ACTIVE

    @property
    def ref(self) -> Ref:
        return Ref("person", self.id)


@dataclass(frozen=True, slots=True)
class Account:
    """A Telegram account bound to a person: the login (A3. Decided). Known by its number, not its user name (54)."""

    telegram: int
    person: PersonId

    @property
    def ref(self) -> Ref:
        return account_ref(self.telegram)


def account_ref(telegram: int) -> Ref:
    """A Telegram account as the subject of audit rows and notices, also one that belongs to nobody."""
    return Ref("account", UUID(int=telegram & (2**64 - 1)))


class InvitationState(StrEnum):
    OPEN = "open"
    USED = "used"
    REVOKED = "revoked"


@dataclass(eq=False)
class Invitation:
    """A one-time way in, bound to organisation and role (A3). The code itself is known only to who was shown it.

    `person`: the invitation is for this existing person, who is to be bound to another account.
    """

    id: InvitationId
    code_hash: bytes  # SHA-256 of the 128-bit code
    organisation: OrganisationId
    role: Role
    name: str
    phone: str | None
    person: PersonId | None
    inviter: PersonId
    made: datetime
    expires: datetime
    state: InvitationState = InvitationState.OPEN
    version: int = 1

    def open_at(self, now: datetime) -> bool:
        return self.state is InvitationState.OPEN and now < self.expires

    @property
    def ref(self) -> Ref:
        return Ref("invitation", self.id)


class ClaimState(StrEnum):
    WAITING = "waiting"
    ADMITTED = "admitted"
    REFUSED = "refused"


@dataclass(eq=False)
class Claim:
    """Somebody answered an invitation with their own contact, and its phone did not decide: the inviter does (A3)."""

    id: UUID
    invitation: InvitationId
    telegram: int
    name: str  # as the Telegram contact says
    phone: str
    language: str
    made: datetime
    state: ClaimState = ClaimState.WAITING
    version: int = 1

    @property
    def ref(self) -> Ref:
        return Ref("claim", self.id)


@dataclass(frozen=True, slots=True)
class SharedContact:
    """A contact as it came: `user` is the Telegram account it belongs to, None if it belongs to none."""

    phone: str
    user: int | None
    name: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationDetails:
    """What is entered about an organisation."""

    kind: OrganisationKind
    name_ru: str
    name_kk: str
    name_en: str
    countries: frozenset[str] = field(default_factory=frozenset)
    regions: frozenset[str] = field(default_factory=frozenset)
    sectors: frozenset[str] = field(default_factory=frozenset)
    zone: str = "Asia/Almaty"
    parts: frozenset[str] = field(default_factory=frozenset)
