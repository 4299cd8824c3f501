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
    exists,
    false,
    func,
    or_,
    select,
    table,
)
from sqlalchemy import text as sql

from bot.storage.access_tables import organisation
from bot.storage.columns import money
from bot.storage.company import company
from bot.storage.initiative_petitions import petition
from bot.storage.locking import locked
from bot.storage.scope import visible
from bot.storage.tables import mapper, metadata
from bot.storage.unit import PortFactory, Unit
from domain.access.scope import Thing
from domain.deadline.model import DeadlineKind
from domain.initiative.model import Initiative, InitiativeState, Pending, PetitionState
from domain.initiative.petitions import CLOCKS
from domain.initiative.ports import InitiativeFilter, InitiativeLine, InitiativeLists, Initiatives
from domain.initiative.rules import CONSIDERATION
from domain.kit.actor import Actor, OrganisationKind
from domain.kit.ids import CompanyId, InitiativeId, OrganisationId, PersonId, Ref

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
    Column("declined_by", Uuid, ForeignKey("person.id")),
    Column("declined_at", DateTime(timezone=True)),
    Column("declined_reason", Text, nullable=False),
    Column("edition", Text, nullable=False),
    Column("due_on", Date),
    Column("nominal", Date),
    Column("paused_on", Date),
    Column("extensions", Integer, nullable=False),
    Column("extended_at", DateTime(timezone=True)),
    Column("extended_by", Uuid, ForeignKey("person.id")),
    Column("extended_reason", Text, nullable=False),
    Column("pending", Text, nullable=False),
    Column("asked_akimat", Uuid, ForeignKey("organisation.id")),
    Column("version", Integer, nullable=False),
)
deadline = table(
    "deadline",
    column("subject_kind", Text),
    column("subject_id", Uuid),
    column("kind", Text),
    column("state", Text),
    column("due", Date),
    column("organisation_id", Uuid),
)
"""As much of the machine's table as a list needs to show the legal end."""
message = table(
    "conversation_message",
    column("subject_kind", Text),
    column("subject_id", Uuid),
    column("asks", Uuid),
    column("answered_at", DateTime(timezone=True)),
)
"""As much of the conversations as a list needs to know who was asked."""
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
        party=initiative.c.asked_akimat == actor.organisation,
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

    async def unanswered(self, initiative: InitiativeId, asked: OrganisationId) -> Sequence[Ref]:
        found = await self._session.scalars(
            sql(
                "SELECT id FROM conversation_message WHERE subject_kind = 'initiative' AND subject_id = :initiative"
                " AND asks = :asked AND answered_at IS NULL ORDER BY seq"
            ),
            {"initiative": initiative, "asked": asked},
        )
        return [Ref("message", one) for one in found]


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
        due = _due_for(actor) if chosen.own else _due()
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

    async def makers(self, actor: Actor) -> Sequence[tuple[OrganisationId, Mapping[str, str], int]]:
        many = func.count()
        names = (organisation.c.name_ru, organisation.c.name_kk, organisation.c.name_en)
        query = (
            select(organisation.c.id, *names, many)
            .select_from(initiative.join(organisation, organisation.c.id == initiative.c.maker))
            .where(seen_by(actor))
            .group_by(organisation.c.id, *names)
            .order_by(many.desc(), organisation.c.name_en)
        )
        return [
            (OrganisationId(row[0]), {"ru": row[1], "kk": row[2], "en": row[3]}, row[4])
            for row in await self._session.execute(query)
        ]

    async def waiting(self, actor: Actor, today: date | None = None) -> int:
        query = select(func.count()).select_from(initiative).where(seen_by(actor), waiting_for(actor, today))
        return await self._session.scalar(query) or 0

    async def due(self, actor: Actor, initiative_id: InitiativeId, kind: DeadlineKind) -> date | None:
        query = select(_due(kind)).select_from(initiative).where(initiative.c.id == initiative_id, seen_by(actor))
        return await self._session.scalar(query)

    async def loads(self, akimat: OrganisationId) -> Mapping[PersonId, int]:
        query = (
            select(initiative.c.official, func.count())
            .where(
                initiative.c.akimat == akimat,
                initiative.c.official.is_not(None),
                initiative.c.state == InitiativeState.APPOINTED,
            )
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


def waiting_for(actor: Actor, today: date | None = None) -> ColumnElement[bool]:
    """What waits for this person: see `InitiativeLists.waiting`."""
    if not actor.writes:
        return false()
    return or_(_questions(actor), *_matters(actor, today))


def _matters(actor: Actor, today: date | None) -> list[ColumnElement[bool]]:
    here = initiative.c
    if actor.kind is OrganisationKind.AKIMAT:
        return [
            and_(
                here.official == actor.person,
                here.akimat == actor.organisation,
                here.state == InitiativeState.APPOINTED,
            ),
            and_(here.akimat == actor.organisation, here.state == InitiativeState.PASSED),
            and_(here.asked_akimat == actor.organisation, here.pending == Pending.CONSENT),
        ]
    if actor.kind is OrganisationKind.AUTHORISED_BODY:
        asked = and_(here.asked_at.is_not(None), here.allowed_at.is_(None), here.state == InitiativeState.MADE)
        return [asked, here.pending.in_((Pending.REDIRECTION, Pending.CLOSING)), *_silent(today)]
    return [
        and_(here.author == actor.person, here.state == InitiativeState.MADE),
        and_(here.maker == actor.organisation, here.pending == Pending.OPINION),
    ]


def _silent(today: date | None) -> list[ColumnElement[bool]]:
    """Closings on which the mission has not answered in its time: the UO may decide without it (M1.7. Decided)."""
    if today is None:
        return []
    late = exists().where(
        petition.c.initiative == initiative.c.id,
        petition.c.state == PetitionState.ASKED,
        petition.c.answer_by < today,
    )
    return [and_(initiative.c.pending == Pending.OPINION, late)]


def _questions(actor: Actor) -> ColumnElement[bool]:
    """The actor's organisation was asked a question in its conversation (M1.8)."""
    return exists().where(
        message.c.subject_kind == "initiative",
        message.c.subject_id == initiative.c.id,
        message.c.asks == actor.organisation,
        message.c.answered_at.is_(None),
    )


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


def _due_for(actor: Actor) -> ColumnElement[date]:
    """By when the actor's own organisation has to answer or decide, else the legal end."""
    own = (
        select(func.min(deadline.c.due))
        .where(
            deadline.c.subject_kind == "initiative",
            deadline.c.subject_id == initiative.c.id,
            deadline.c.kind.in_(sorted(kind.name for kind in CLOCKS.values())),
            deadline.c.organisation_id == actor.organisation,
            deadline.c.state == "open",
        )
        .scalar_subquery()
    )
    return func.coalesce(own, _due())


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
        conditions.append(waiting_for(actor, chosen.today))
    if chosen.state:
        conditions.append(initiative.c.state == chosen.state)
    if chosen.region:
        conditions.append(initiative.c.region == chosen.region)
    if chosen.company is not None:
        conditions.append(initiative.c.company == chosen.company)
    if chosen.maker is not None:
        conditions.append(initiative.c.maker == chosen.maker)
    if chosen.sector:
        conditions.append(initiative.c.sector == chosen.sector)
    if chosen.country:
        conditions.append(company.c.country == chosen.country)
    if chosen.meeting is not None:
        conditions.append(initiative.c.meeting == chosen.meeting)
    return conditions


PORTS: dict[type, PortFactory] = {Initiatives: InitiativeStore, InitiativeLists: InitiativeRows}
