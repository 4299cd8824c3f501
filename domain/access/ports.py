"""What the access room needs of storage. Locks hold until the transaction ends."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.access.model import Account, Claim, Invitation, Organisation, Person
from domain.kit.actor import OrganisationKind
from domain.kit.ids import InvitationId, OrganisationId, PersonId, Ref


class Organisations(Protocol):
    async def get(self, organisation: OrganisationId) -> Organisation | None: ...

    async def lock(self, organisation: OrganisationId) -> Organisation | None: ...

    async def add(self, organisation: Organisation) -> None: ...

    async def find(
        self,
        *,
        kinds: Collection[OrganisationKind] | None = None,
        country: str | None = None,
        region: str | None = None,
        active: bool | None = True,
    ) -> Sequence[Organisation]:
        """Those that fit all that is given, in a stable order by kind and Russian name."""
        ...


class People(Protocol):
    async def get(self, person: PersonId) -> Person | None: ...

    async def lock(self, person: PersonId) -> Person | None: ...

    async def lock_heads(self, organisation: OrganisationId) -> Sequence[Person]:
        """The active heads, locked in the order of their ids, so that two who remove each other meet here."""
        ...

    async def add(self, person: Person) -> None: ...

    async def of(self, organisation: OrganisationId) -> Sequence[Person]:
        """Everybody of the organisation, in a stable order: active first, heads first, then by name."""
        ...


class Accounts(Protocol):
    async def by_telegram(self, telegram: int) -> Account | None: ...

    async def of_person(self, person: PersonId) -> Account | None: ...

    async def signed_in(self, people: Collection[PersonId]) -> frozenset[PersonId]:
        """Which of these people have an account bound."""
        ...

    async def bind(self, telegram: int, person: PersonId) -> None:
        """Bind; the person's former account, if any, is let go as by `unbind`. What the chat of the new account
        remembers of somebody before (a PIN given lately, the way back) is forgotten."""
        ...

    async def unbind(self, person: PersonId) -> bool:
        """Sign out everywhere (A3); the chat forgets the way back, and that a PIN was given. False when there was no
        account."""
        ...

    async def forget_pin(self, person: PersonId) -> None:
        """A PIN given lately counts no longer, and no decision waits for one."""
        ...


class Invitations(Protocol):
    async def get(self, invitation: InvitationId) -> Invitation | None: ...

    async def lock(self, invitation: InvitationId) -> Invitation | None: ...

    async def by_code(self, code_hash: bytes) -> Invitation | None: ...

    async def add(self, invitation: Invitation) -> None: ...

    async def open(self, organisation: OrganisationId, now: datetime) -> Sequence[Invitation]:
        """Open ones of the organisation, newest first."""
        ...

    async def open_by(self, inviter: PersonId) -> Sequence[Invitation]:
        """Those of the inviter that are not used and not revoked, locked."""
        ...

    async def claim(self, claim: UUID) -> Claim | None: ...

    async def lock_claim(self, claim: UUID) -> Claim | None: ...

    async def claims(self, invitation: InvitationId) -> Sequence[Claim]:
        """Oldest first."""
        ...

    async def add_claim(self, claim: Claim) -> None: ...


class Attempts(Protocol):
    """Failures at the door, by Telegram account (49)."""

    async def count(self, telegram: int, since: datetime) -> int: ...

    async def add(self, telegram: int, at: datetime) -> None: ...


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One audit row as it is browsed. `who` is a name, empty for the system or somebody at the door."""

    at: datetime
    who: str
    act: str


class Trail(Protocol):
    """Reads of the audit (A4)."""

    async def of(self, subject: Ref, *, limit: int, offset: int) -> Sequence[TrailRow]:
        """Newest first."""
        ...
