"""Initiatives in PostgreSQL (M1.6, M1.7)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    DateTime,
    ForeignKey,
    Integer,
    Numeric,
    Select,
    Table,
    Text,
    Uuid,
    and_,
    column,
    false,
    func,
    or_,
    select,
    table,
)
from sqlalchemy import text as sql

from bot.storage.columns import money
from bot.storage.company import company
from bot.storage.locking import locked
from bot.storage.scope import visible
from bot.storage.tables import mapper, metadata
from bot.storage.unit import PortFactory, Unit
from domain.access.scope import Thing
from domain.deadline.model import DeadlineKind
from domain.initiative.model import Initiative, InitiativeState
from domain.initiative.ports import InitiativeFilter, InitiativeLine, InitiativeLists, Initiatives
from domain.initiative.rules import CONSIDERATION
from domain.kit.actor import Actor, OrganisationKind, Role
from domain.kit.ids import CompanyId, InitiativeId, OrganisationId, PersonId

initiative = Table(
    "initiative",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("number", Text, nullable=False),
    Column("company", Uuid, ForeignKey("company.id"), nullable=False),
    Column("meeting", Uuid, ForeignKey("meeting.id")),
    Column("maker", Uuid, ForeignKey("organisation.id"), nullable=False),
    Column("author", Uuid, ForeignKey("person.id"), nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("title", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("sector", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("amount", Numeric),
    Column("currency", Text),
    Column("jobs", Integer),
    Column("needs", Text, nullable=False),
    Column("expectations", Text, nullable=False),
    Column("search", Text, nullable=False),
    Column("since", DateTime(timezone=True), nullable=False),
    Column("state", Text, nullable=False),
    Column("akimat", Uuid, ForeignKey("organisation.id")),
    Column("kyc", Uuid, ForeignKey("kyc_case.id")),
    Column("passed_at", DateTime(timezone=True)),
    Column("passed_by", Uuid, ForeignKey("person.id")),
    Column("opened_at", DateTime(timezone=True)),
    Column("opened_by", Uuid, ForeignKey("person.id")),
    Column("official", Uuid, ForeignKey("person.id")),
    Column("asked_by", Uuid, ForeignKey("person.id")),
    Column("asked_at", DateTime(timezone=True)),
    Column("asked_reason", Text, nullable=False),
    Column("allowed_by", Uuid, ForeignKey("person.id")),
    Column("allowed_at", DateTime(timezone=True)),
    Column("allowed_reason", Text, nullable=False),
    Column("edition", Text, nullable=False),
    Column("version", Integer, nullable=False),
)
deadline = table(
    "deadline",
    column("subject_kind", Text),
    column("subject_id", Uuid),
    column("kind", Text),
    column("state", Text),
    column("due", Date),
)
"""As much of the machine's table as a list needs to show the legal end."""
mapper.map_imperatively(
    Initiative,
    initiative,
    version_id_col=initiative.c.version,
    properties={"cost": money(initiative.c.amount, initiative.c.currency)},
)


def seen_by(actor: Actor) -> ColumnElement[bool]:
    """The initiatives the actor may see; a region those passed to it (A2)."""
    return visible(
        actor,
        Thing.INITIATIVE,
        maker=initiative.c.maker,
        region=and_(initiative.c.akimat.is_not(None), initiative.c.region.in_(sorted(actor.scope.regions))),
        sector=initiative.c.sector,
    )


class InitiativeStore(Initiatives):
    """The `Initiatives` port on one unit's session."""

    def __init__(self, unit: Unit) -> None:
        self._session = unit.session

    async def get(self, initiative: InitiativeId) -> Initiative | None:
        return await self._session.get(Initiative, initiative)

    async def lock(self, initiative: InitiativeId) -> Initiative | None:
        return await locked(self._session, Initiative, initiative)

    async def add(self, initiative: Initiative) -> None:
        self._session.add(initiative)
        await self._session.flush()

    async def next_number(self, year: int) -> int:
        counted = await self._session.scalar(
            sql(
                "INSERT INTO initiative_counter AS c (year, counted) VALUES (:year, 1) "
                "ON CONFLICT (year) DO UPDATE SET counted = c.counted + 1 RETURNING counted"
            ),
            {"year": year},
        )
        assert counted is not None
        return int(counted)

    async def regions_of(self, company: CompanyId) -> frozenset[str]:
        await self._session.flush()
        found = await self._session.scalars(
            select(initiative.c.region).where(initiative.c.company == company, initiative.c.akimat.is_not(None))
        )
        return frozenset(found)


class InitiativeRows(InitiativeLists):
    """The `InitiativeLists` port: rows, never entities."""

    def __init__(self, unit: Unit) -> None:
        self._session = unit.session

    async def page(
        self, actor: Actor, chosen: InitiativeFilter, offset: int, limit: int
    ) -> tuple[Sequence[InitiativeLine], int]:
        where = [seen_by(actor), *_conditions(actor, chosen)]
        counted = _BOTH if chosen.country else initiative
        total = await self._session.scalar(select(func.count()).select_from(counted).where(*where))
        due = _due()
        query = (
            _lines(due)
            .where(*where)
            .order_by(due.asc().nulls_last(), initiative.c.since.desc(), initiative.c.id)
            .offset(offset)
            .limit(limit)
        )
        return [_line(row) for row in await self._session.execute(query)], total or 0

    async def countries(self, actor: Actor) -> Sequence[tuple[str, int]]:
        return await self._counted(actor, company.c.country)

    async def sectors(self, actor: Actor) -> Sequence[tuple[str, int]]:
        return await self._counted(actor, initiative.c.sector)

    async def _counted(self, actor: Actor, column: ColumnElement[str]) -> Sequence[tuple[str, int]]:
        many = func.count()
        query = select(column, many).select_from(_BOTH).where(seen_by(actor)).group_by(column)
        return [(value, number) for value, number in await self._session.execute(query.order_by(many.desc(), column))]

    async def waiting(self, actor: Actor) -> int:
        query = select(func.count()).select_from(initiative).where(seen_by(actor), waiting_for(actor))
        return await self._session.scalar(query) or 0

    async def due(self, actor: Actor, initiative_id: InitiativeId, kind: DeadlineKind) -> date | None:
        query = select(_due(kind)).select_from(initiative).where(initiative.c.id == initiative_id, seen_by(actor))
        return await self._session.scalar(query)

    async def loads(self, akimat: OrganisationId) -> Mapping[PersonId, int]:
        query = (
            select(initiative.c.official, func.count())
            .where(initiative.c.akimat == akimat, initiative.c.official.is_not(None))
            .group_by(initiative.c.official)
        )
        return {PersonId(row[0]): row[1] for row in await self._session.execute(query)}

    async def find(self, actor: Actor, key: str, limit: int) -> Sequence[InitiativeLine]:
        if not key:
            return []
        digits = "".join(character for character in key if character.isdigit())
        signs = [
            initiative.c.search.contains(key, autoescape=True),
            company.c.search.contains(key, autoescape=True),
        ]
        if digits:  # «И-2026-000123», "I-2026-123" and «123» mean the same number
            year, _, rest = key.rpartition(" ")
            tail = rest.lstrip("0") or "0"
            signs.append(initiative.c.number.endswith(f"-{tail:0>6}", autoescape=True))
            if year:
                signs[-1] = and_(signs[-1], initiative.c.number.contains(_year(year), autoescape=True))
        query = (
            _lines(_due())
            .where(seen_by(actor), or_(*signs))
            .order_by(initiative.c.since.desc(), initiative.c.id)
            .limit(limit)
        )
        return [_line(row) for row in await self._session.execute(query)]


def waiting_for(actor: Actor) -> ColumnElement[bool]:
    """What waits for this person: unappointed ones for an akimat's people, own ones for the official, those that a
    mission asks to pass before the KYC decision for the UO, those not yet passed for their author."""
    if actor.kind is OrganisationKind.AKIMAT:
        own = initiative.c.official == actor.person
        if actor.role is Role.OBSERVER:
            return own
        arrived = and_(initiative.c.akimat == actor.organisation, initiative.c.state == InitiativeState.PASSED)
        return or_(own, arrived)
    if actor.kind is OrganisationKind.AUTHORISED_BODY:
        asked = and_(
            initiative.c.asked_at.is_not(None),
            initiative.c.allowed_at.is_(None),
            initiative.c.state == InitiativeState.MADE,
        )
        return asked if actor.writes else false()
    return and_(initiative.c.author == actor.person, initiative.c.state == InitiativeState.MADE)


def _year(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _due(kind: DeadlineKind = CONSIDERATION) -> ColumnElement[date]:
    """The end of the running clock, by default the legal one of п. 42."""
    return (
        select(deadline.c.due)
        .where(
            deadline.c.subject_kind == "initiative",
            deadline.c.subject_id == initiative.c.id,
            deadline.c.kind == kind.name,
            deadline.c.state == "open",
        )
        .scalar_subquery()
    )


_BOTH = initiative.join(company, company.c.id == initiative.c.company)


def _lines(due: ColumnElement[date]) -> Select[Any]:
    return select(
        initiative.c.id,
        initiative.c.number,
        initiative.c.title,
        company.c.legal_name,
        company.c.short_name,
        initiative.c.state,
        initiative.c.since,
        due.label("due"),
    ).select_from(_BOTH)


def _line(row: Any) -> InitiativeLine:
    return InitiativeLine(
        row.id, row.number, row.title, row.short_name or row.legal_name, row.state, row.since, row.due
    )


def _conditions(actor: Actor, chosen: InitiativeFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if chosen.own:
        conditions.append(waiting_for(actor))
    if chosen.state:
        conditions.append(initiative.c.state == chosen.state)
    if chosen.region:
        conditions.append(initiative.c.region == chosen.region)
    if chosen.company is not None:
        conditions.append(initiative.c.company == chosen.company)
    if chosen.sector:
        conditions.append(initiative.c.sector == chosen.sector)
    if chosen.country:
        conditions.append(company.c.country == chosen.country)
    if chosen.meeting is not None:
        conditions.append(initiative.c.meeting == chosen.meeting)
    return conditions


PORTS: dict[type, PortFactory] = {Initiatives: InitiativeStore, InitiativeLists: InitiativeRows}
