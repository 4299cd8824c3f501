"""Organisations, people, accounts, invitations: repositories in PostgreSQL (A1–A3)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import case, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.access_tables import claim, invitation, organisation, person
from bot.storage.locking import locked
from bot.storage.unit import PortFactory, Unit
from domain.access.model import Account, Claim, Invitation, InvitationState, Organisation, Person, PersonState
from domain.access.ports import Accounts, Attempts, Invitations, Organisations, People, Trail, TrailRow
from domain.kit.actor import OrganisationKind, Role
from domain.kit.ids import InvitationId, OrganisationId, PersonId, Ref

T = TypeVar("T")


async def _lock(session: AsyncSession, kind: type[T], id_: UUID) -> T | None:
    """The row as it stands now, locked. What the session still holds goes out first, so that it is not read over."""
    await session.flush()
    return await locked(session, kind, id_)


class StoredOrganisations:
    """Organisations in PostgreSQL."""

    def __init__(self, unit: Unit) -> None:
        self._session = unit.session

    async def get(self, organisation_id: OrganisationId) -> Organisation | None:
        return await self._session.get(Organisation, organisation_id)

    async def lock(self, organisation_id: OrganisationId) -> Organisation | None:
        return await _lock(self._session, Organisation, organisation_id)

    async def add(self, new: Organisation) -> None:
        self._session.add(new)
        await self._session.flush()

    async def find(
        self,
        *,
        kinds: Collection[OrganisationKind] | None = None,
        country: str | None = None,
        region: str | None = None,
        active: bool | None = True,
    ) -> Sequence[Organisation]:
        query = select(Organisation).order_by(organisation.c.kind, organisation.c.name_ru, organisation.c.id)
        if kinds is not None:
            query = query.where(organisation.c.kind.in_(list(kinds)))
        if country is not None:
            query = query.where(organisation.c.countries.op("@>")([country]))
        if region is not None:
            query = query.where(organisation.c.regions.op("@>")([region]))
        if active is not None:
            query = query.where(organisation.c.active.is_(active))
        return (await self._session.scalars(query)).all()


class StoredPeople:
    """People in PostgreSQL."""

    def __init__(self, unit: Unit) -> None:
        self._session = unit.session

    async def get(self, person_id: PersonId) -> Person | None:
        return await self._session.get(Person, person_id)

    async def lock(self, person_id: PersonId) -> Person | None:
        return await _lock(self._session, Person, person_id)

    async def lock_heads(self, organisation_id: OrganisationId) -> Sequence[Person]:
        await self._session.flush()
        query = (
            select(Person)
            .where(
                person.c.organisation_id == organisation_id,
                person.c.role == Role.HEAD,
                person.c.state == PersonState.ACTIVE,
            )
            .order_by(person.c.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        return (await self._session.scalars(query)).all()

    async def add(self, new: Person) -> None:
        self._session.add(new)
        await self._session.flush()

    async def of(self, organisation_id: OrganisationId) -> Sequence[Person]:
        rank = case((person.c.role == Role.HEAD, 0), (person.c.role == Role.OFFICER, 1), else_=2)
        state = case((person.c.state == PersonState.ACTIVE, 0), else_=1)
        query = (
            select(Person)
            .where(person.c.organisation_id == organisation_id)
            .order_by(state, rank, person.c.name, person.c.id)
        )
        return (await self._session.scalars(query)).all()


# The way back, a decision that waits, a PIN given lately: they were of the person who was signed in.
_FORGET = """
UPDATE dialogue SET pin_until = NULL, pending = NULL, stack = '[]', fsm = '{}', draft_id = NULL
WHERE telegram_id = ANY ($1::bigint[])
"""


class StoredAccounts:
    """Accounts in PostgreSQL: rows without a life of their own, so without the ORM."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def by_telegram(self, telegram: int) -> Account | None:
        row = await self._unit.raw.fetchrow(
            "SELECT telegram_id, person_id FROM account WHERE telegram_id = $1", telegram
        )
        return None if row is None else Account(row[0], PersonId(row[1]))

    async def of_person(self, person_id: PersonId) -> Account | None:
        row = await self._unit.raw.fetchrow(
            "SELECT telegram_id, person_id FROM account WHERE person_id = $1", person_id
        )
        return None if row is None else Account(row[0], PersonId(row[1]))

    async def signed_in(self, people: Collection[PersonId]) -> frozenset[PersonId]:
        rows = await self._unit.raw.fetch(
            "SELECT person_id FROM account WHERE person_id = ANY($1::uuid[])", list(people)
        )
        return frozenset(PersonId(row[0]) for row in rows)

    async def bind(self, telegram: int, person_id: PersonId) -> None:
        await self._unit.flush()  # the person may be new
        await self.unbind(person_id)
        await self._unit.raw.execute(_FORGET, [telegram])  # somebody else may have been signed in there before
        await self._unit.raw.execute(
            "INSERT INTO account (telegram_id, person_id) VALUES ($1, $2)", telegram, person_id
        )

    async def unbind(self, person_id: PersonId) -> bool:
        rows = await self._unit.raw.fetch("DELETE FROM account WHERE person_id = $1 RETURNING telegram_id", person_id)
        await self._unit.raw.execute(_FORGET, [row[0] for row in rows])
        return bool(rows)

    async def forget_pin(self, person_id: PersonId) -> None:
        await self._unit.raw.execute(
            """UPDATE dialogue SET pin_until = NULL, pending = NULL
               WHERE telegram_id IN (SELECT telegram_id FROM account WHERE person_id = $1)""",
            person_id,
        )


class StoredInvitations:
    """Invitations and the claims on them in PostgreSQL."""

    def __init__(self, unit: Unit) -> None:
        self._session = unit.session

    async def get(self, invitation_id: InvitationId) -> Invitation | None:
        return await self._session.get(Invitation, invitation_id)

    async def lock(self, invitation_id: InvitationId) -> Invitation | None:
        return await _lock(self._session, Invitation, invitation_id)

    async def by_code(self, code_hash: bytes) -> Invitation | None:
        query = select(Invitation).where(invitation.c.code_hash == code_hash)
        return (await self._session.scalars(query)).one_or_none()

    async def add(self, new: Invitation) -> None:
        self._session.add(new)
        await self._session.flush()

    async def open(self, organisation_id: OrganisationId, now: datetime) -> Sequence[Invitation]:
        query = (
            select(Invitation)
            .where(
                invitation.c.organisation_id == organisation_id,
                invitation.c.state == InvitationState.OPEN,
                invitation.c.expires_at > now,
            )
            .order_by(invitation.c.made_at.desc(), invitation.c.id)
        )
        return (await self._session.scalars(query)).all()

    async def open_by(self, inviter: PersonId) -> Sequence[Invitation]:
        await self._session.flush()
        query = (
            select(Invitation)
            .where(invitation.c.inviter_id == inviter, invitation.c.state == InvitationState.OPEN)
            .order_by(invitation.c.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        return (await self._session.scalars(query)).all()

    async def claim(self, claim_id: UUID) -> Claim | None:
        return await self._session.get(Claim, claim_id)

    async def lock_claim(self, claim_id: UUID) -> Claim | None:
        return await _lock(self._session, Claim, claim_id)

    async def claims(self, invitation_id: InvitationId) -> Sequence[Claim]:
        query = select(Claim).where(claim.c.invitation_id == invitation_id).order_by(claim.c.made_at, claim.c.id)
        return (await self._session.scalars(query)).all()

    async def add_claim(self, new: Claim) -> None:
        self._session.add(new)
        await self._session.flush()


class StoredAttempts:
    """Failures at the door; those too old to count are swept at each new one of the account."""

    def __init__(self, unit: Unit) -> None:
        self._raw = unit.raw

    async def count(self, telegram: int, since: datetime) -> int:
        found = await self._raw.fetchval(
            "SELECT count(*) FROM door_failure WHERE telegram_id = $1 AND at > $2", telegram, since
        )
        return int(found)

    async def add(self, telegram: int, at: datetime) -> None:
        await self._raw.execute(
            "DELETE FROM door_failure WHERE telegram_id = $1 AND at < $2::timestamptz - interval '1 day'", telegram, at
        )
        await self._raw.execute("INSERT INTO door_failure (telegram_id, at) VALUES ($1, $2)", telegram, at)


class StoredTrail:
    """The audit, read."""

    def __init__(self, unit: Unit) -> None:
        self._raw = unit.raw

    async def of(self, subject: Ref, *, limit: int, offset: int) -> Sequence[TrailRow]:
        rows = await self._raw.fetch(
            """
            SELECT coalesce(a.legal_at, a.at) AS at, coalesce(p.name, '') AS who, a.act
            FROM audit a LEFT JOIN person p ON p.id = a.person_id
            WHERE a.subject_kind = $1 AND a.subject_id = $2 ORDER BY a.id DESC LIMIT $3 OFFSET $4
            """,
            subject.kind,
            subject.id,
            limit,
            offset,
        )
        return [TrailRow(row["at"], row["who"], row["act"]) for row in rows]


PORTS: Mapping[type, PortFactory] = {
    Organisations: StoredOrganisations,
    People: StoredPeople,
    Accounts: StoredAccounts,
    Invitations: StoredInvitations,
    Attempts: StoredAttempts,
    Trail: StoredTrail,
}
