"""KYC cases in PostgreSQL (M1.2)."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ARRAY,
    Column,
    ColumnElement,
    Date,
    DateTime,
    ForeignKey,
    Integer,
    Select,
    SmallInteger,
    Table,
    Text,
    Uuid,
    and_,
    false,
    func,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB

from bot.storage.access_tables import organisation, person
from bot.storage.company import company
from bot.storage.locking import locked
from bot.storage.scope import visible
from bot.storage.tables import mapper, metadata
from bot.storage.unit import PortFactory, Unit
from domain.access.model import PersonState
from domain.access.scope import Thing
from domain.kit.actor import EVERYTHING, Actor, OrganisationKind, Role
from domain.kit.ids import CompanyId, KycId, PersonId
from domain.kyc.matches import Matches
from domain.kyc.model import KycCase, KycState, Risk
from domain.kyc.ports import KycCases, KycLine, KycLists

kyc_case = Table(
    "kyc_case",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("company", Uuid, ForeignKey("company.id"), nullable=False),
    Column("maker", Uuid, ForeignKey("organisation.id"), nullable=False),
    Column("author", Uuid, ForeignKey("person.id"), nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("facts", JSONB, nullable=False),
    Column("risk", SmallInteger, nullable=False),
    Column("reasons", ARRAY(Text), nullable=False),
    Column("state", Text, nullable=False),
    Column("decider", Uuid, ForeignKey("person.id")),
    Column("decided_at", DateTime(timezone=True)),
    Column("decision_reason", Text, nullable=False),
    Column("valid_until", Date),
    Column("edition", Text, nullable=False),
    Column("rounds", Integer, nullable=False),
    Column("since", DateTime(timezone=True), nullable=False),
    Column("version", Integer, nullable=False),
    Column("about", JSONB, nullable=False),
)
mapper.map_imperatively(KycCase, kyc_case, version_id_col=kyc_case.c.version)


def seen_by(actor: Actor) -> ColumnElement[bool]:
    """The cases the actor may see: the making organisation, NC and UO (A2)."""
    return visible(actor, Thing.KYC, maker=kyc_case.c.maker)


def decidable_by(actor: Actor) -> ColumnElement[bool]:
    """`domain.kyc.rules.check_decides` as a condition: the cases that wait for this person."""
    if not actor.writes:
        return false()
    waits = and_(kyc_case.c.state == KycState.ON_DECISION, kyc_case.c.author != actor.person)
    if actor.kind is OrganisationKind.AUTHORISED_BODY:
        colleagues = _colleagues()
        return and_(waits, or_(kyc_case.c.risk >= Risk.HIGH, ~colleagues))
    ordinary = and_(waits, kyc_case.c.risk < Risk.HIGH)
    if actor.kind in EVERYTHING:
        return and_(ordinary, ~_colleagues())
    return and_(ordinary, kyc_case.c.maker == actor.organisation)


def _colleagues() -> ColumnElement[bool]:
    return (
        select(person.c.id)
        .where(
            person.c.organisation_id == kyc_case.c.maker,
            person.c.state == PersonState.ACTIVE,
            person.c.role.in_((Role.HEAD, Role.OFFICER)),
            person.c.id != kyc_case.c.author,
        )
        .exists()
    )


class KycStore(KycCases):
    """The `KycCases` port on one unit's session."""

    def __init__(self, unit: Unit) -> None:
        self._session = unit.session
        self._raw = unit.raw

    async def get(self, case: KycId) -> KycCase | None:
        return await self._session.get(KycCase, case)

    async def lock(self, case: KycId) -> KycCase | None:
        return await locked(self._session, KycCase, case)

    async def add(self, case: KycCase) -> None:
        self._session.add(case)
        await self._session.flush()

    async def of_company(self, company: CompanyId) -> Sequence[KycCase]:
        found = await self._session.scalars(
            select(KycCase)
            .where(kyc_case.c.company == company)
            .order_by(kyc_case.c.made_at.desc(), kyc_case.c.id)
            .limit(50)
        )
        return found.all()

    async def matches(self, case: KycCase) -> Matches:
        row = await self._raw.fetchrow(_MATCHES, case.company, case.maker, case.id)
        reviewers = frozenset(PersonId(one) for one in row["reviewers"] or ())
        return Matches(row["under_way"], row["unreviewed"], row["confirmed"], row["cleared"], reviewers)


_MATCHES = """
SELECT EXISTS (SELECT FROM screening_list)
        AND EXISTS (SELECT FROM screening WHERE company = $1 AND maker = $2 AND asked > done) AS under_way,
    count(*) FILTER (WHERE state = 'open') AS unreviewed,
    count(*) FILTER (WHERE state = 'confirmed') AS confirmed,
    count(*) FILTER (WHERE state = 'cleared') AS cleared,
    array_agg(DISTINCT reviewer) FILTER (WHERE reviewed_case = $3) AS reviewers
FROM screening_match WHERE company = $1 AND maker = $2 AND standing
"""


class KycRows(KycLists):
    """The `KycLists` port: rows, never entities."""

    def __init__(self, unit: Unit) -> None:
        self._session = unit.session

    async def page(
        self, actor: Actor, state: str, own: bool, offset: int, limit: int, country: str = ""
    ) -> tuple[Sequence[KycLine], int]:
        where = [seen_by(actor)]
        if state:
            where.append(kyc_case.c.state == state)
        if own:
            where.append(kyc_case.c.author == actor.person)
        if country:
            where.append(kyc_case.c.company.in_(select(company.c.id).where(company.c.country == country)))
        return await self._page(where, kyc_case.c.since.desc(), offset, limit)

    async def countries(self, actor: Actor) -> Sequence[tuple[str, int]]:
        many = func.count()
        query = (
            select(company.c.country, many)
            .join(kyc_case, kyc_case.c.company == company.c.id)
            .where(seen_by(actor))
            .group_by(company.c.country)
            .order_by(many.desc(), company.c.country)
        )
        return [(country, number) for country, number in await self._session.execute(query)]

    async def to_decide(self, actor: Actor, offset: int, limit: int) -> tuple[Sequence[KycLine], int]:
        return await self._page([seen_by(actor), decidable_by(actor)], kyc_case.c.since.asc(), offset, limit)

    async def _page(
        self, where: list[ColumnElement[bool]], order: ColumnElement[Any], offset: int, limit: int
    ) -> tuple[Sequence[KycLine], int]:
        total = await self._session.scalar(select(func.count()).select_from(kyc_case).where(*where))
        if limit == 0:  # only how many
            return [], total or 0
        query = _lines().where(*where).order_by(order, kyc_case.c.id).offset(offset).limit(limit)
        lines = [
            KycLine(row.id, row.short_name or row.legal_name, row.state, row.risk, row.since, row.valid_until)
            for row in await self._session.execute(query)
        ]
        return lines, total or 0


def _lines() -> Select[Any]:
    return (
        select(
            kyc_case.c.id,
            company.c.legal_name,
            company.c.short_name,
            kyc_case.c.state,
            kyc_case.c.risk,
            kyc_case.c.since,
            kyc_case.c.valid_until,
        )
        .join(company, company.c.id == kyc_case.c.company)
        .join(organisation, organisation.c.id == kyc_case.c.maker)
    )


PORTS: dict[type, PortFactory] = {KycCases: KycStore, KycLists: KycRows}
