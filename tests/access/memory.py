"""The access room's ports in memory: a transaction that fails is undone, a row that changed has its version raised."""

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.access.model import (
    Account,
    Claim,
    Invitation,
    InvitationState,
    Organisation,
    Person,
    PersonState,
)
from domain.access.ports import Accounts, Attempts, Invitations, Organisations, People
from domain.access.rules import RANK
from domain.incident.ports import DeadLetter, DeadLetters
from domain.kit.actor import OrganisationKind, Role
from domain.kit.ids import InvitationId, OrganisationId, PersonId
from tests.access.support import INCIDENT


class MemoryOrganisations:
    def __init__(self) -> None:
        self.rows: dict[OrganisationId, Organisation] = {}

    async def get(self, organisation: OrganisationId) -> Organisation | None:
        return self.rows.get(organisation)

    async def lock(self, organisation: OrganisationId) -> Organisation | None:
        return self.rows.get(organisation)

    async def add(self, organisation: Organisation) -> None:
        self.rows[organisation.id] = organisation

    async def find(
        self,
        *,
        kinds: Collection[OrganisationKind] | None = None,
        country: str | None = None,
        region: str | None = None,
        active: bool | None = True,
    ) -> Sequence[Organisation]:
        found = [
            one
            for one in self.rows.values()
            if (kinds is None or one.kind in kinds)
            and (country is None or country in one.countries)
            and (region is None or region in one.regions)
            and (active is None or one.active is active)
        ]
        return sorted(found, key=lambda one: (one.kind, one.name_ru, one.id))


class MemoryPeople:
    def __init__(self) -> None:
        self.rows: dict[PersonId, Person] = {}

    async def get(self, person: PersonId) -> Person | None:
        return self.rows.get(person)

    async def lock(self, person: PersonId) -> Person | None:
        return self.rows.get(person)

    async def lock_heads(self, organisation: OrganisationId) -> Sequence[Person]:
        heads = [
            one
            for one in self.rows.values()
            if one.organisation == organisation and one.role is Role.HEAD and one.active
        ]
        return sorted(heads, key=lambda one: one.id)

    async def add(self, person: Person) -> None:
        self.rows[person.id] = person

    async def of(self, organisation: OrganisationId) -> Sequence[Person]:
        found = [one for one in self.rows.values() if one.organisation == organisation]
        return sorted(found, key=lambda one: (one.state is not PersonState.ACTIVE, -RANK[one.role], one.name, one.id))


class MemoryAccounts:
    def __init__(self) -> None:
        self.rows: dict[int, Account] = {}

    async def by_telegram(self, telegram: int) -> Account | None:
        return self.rows.get(telegram)

    async def of_person(self, person: PersonId) -> Account | None:
        return next((one for one in self.rows.values() if one.person == person), None)

    async def signed_in(self, people: Collection[PersonId]) -> frozenset[PersonId]:
        return frozenset(one.person for one in self.rows.values() if one.person in people)

    async def bind(self, telegram: int, person: PersonId) -> None:
        await self.unbind(person)
        assert telegram not in self.rows
        self.rows[telegram] = Account(telegram, person)

    async def forget_pin(self, person: PersonId) -> None:
        """Nothing is remembered here."""

    async def unbind(self, person: PersonId) -> bool:
        before = len(self.rows)
        self.rows = {number: one for number, one in self.rows.items() if one.person != person}
        return len(self.rows) < before


class MemoryInvitations:
    def __init__(self) -> None:
        self.rows: dict[InvitationId, Invitation] = {}
        self.claim_rows: dict[UUID, Claim] = {}

    async def get(self, invitation: InvitationId) -> Invitation | None:
        return self.rows.get(invitation)

    async def lock(self, invitation: InvitationId) -> Invitation | None:
        return self.rows.get(invitation)

    async def by_code(self, code_hash: bytes) -> Invitation | None:
        return next((one for one in self.rows.values() if one.code_hash == code_hash), None)

    async def add(self, invitation: Invitation) -> None:
        self.rows[invitation.id] = invitation

    async def open(self, organisation: OrganisationId, now: datetime) -> Sequence[Invitation]:
        found = [one for one in self.rows.values() if one.organisation == organisation and one.open_at(now)]
        return sorted(found, key=lambda one: one.made, reverse=True)

    async def open_by(self, inviter: PersonId) -> Sequence[Invitation]:
        return [one for one in self.rows.values() if one.inviter == inviter and one.state is InvitationState.OPEN]

    async def claim(self, claim: UUID) -> Claim | None:
        return self.claim_rows.get(claim)

    async def lock_claim(self, claim: UUID) -> Claim | None:
        return self.claim_rows.get(claim)

    async def claims(self, invitation: InvitationId) -> Sequence[Claim]:
        found = [one for one in self.claim_rows.values() if one.invitation == invitation]
        return sorted(found, key=lambda one: (one.made, one.id))

    async def add_claim(self, claim: Claim) -> None:
        self.claim_rows[claim.id] = claim


class MemoryAttempts:
    def __init__(self) -> None:
        self.rows: list[tuple[int, datetime]] = []

    async def count(self, telegram: int, since: datetime) -> int:
        return sum(1 for number, at in self.rows if number == telegram and at > since)

    async def add(self, telegram: int, at: datetime) -> None:
        self.rows.append((telegram, at))


class MemoryDeadLetters:
    """One dead letter, as in the world of the tests."""

    def __init__(self) -> None:
        self.rows: list[str] = [INCIDENT]

    async def newest(self, limit: int = 20, offset: int = 0) -> list[DeadLetter]:
        return []

    async def count(self) -> int:
        return len(self.rows)

    async def get(self, incident: str) -> DeadLetter | None:
        return None

    async def replay(self, incident: str) -> bool:
        return await self.dismiss(incident)

    async def dismiss(self, incident: str) -> bool:
        before = len(self.rows)
        self.rows = [one for one in self.rows if one != incident]
        return len(self.rows) < before


@dataclass
class MemoryUnit:
    """The ports of one transaction."""

    ports: dict[type, Any]

    def port(self, kind: type[Any], /) -> Any:
        return self.ports[kind]


@dataclass
class MemoryAccess:
    """A database of the access room, in memory."""

    ports: dict[type, Any] = field(
        default_factory=lambda: {
            Organisations: MemoryOrganisations(),
            People: MemoryPeople(),
            Accounts: MemoryAccounts(),
            Invitations: MemoryInvitations(),
            Attempts: MemoryAttempts(),
            DeadLetters: MemoryDeadLetters(),
        }
    )

    def _tables(self) -> list[tuple[Any, str]]:
        invitations = self.ports[Invitations]
        return [(port, "rows") for port in self.ports.values()] + [(invitations, "claim_rows")]

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[MemoryUnit]:
        tables = [(port, name, getattr(port, name), getattr(port, name).copy()) for port, name in self._tables()]
        rows = [one for *_, copy in tables if isinstance(copy, dict) for one in copy.values()]
        before = [(one, dict(vars(one))) for one in rows if hasattr(one, "version")]
        try:
            yield MemoryUnit(self.ports)
        except BaseException:
            for port, name, _, copy in tables:
                setattr(port, name, copy)
            for one, values in before:
                vars(one).update(values)
            raise
        for one, values in before:
            if vars(one) != values:
                one.version += 1
