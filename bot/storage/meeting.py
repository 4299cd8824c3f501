"""Meetings and agreements in PostgreSQL (M1.3)."""

from collections.abc import Collection, Sequence
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
    event,
    func,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import column_property

from bot.storage.access_tables import person as people
from bot.storage.columns import money
from bot.storage.company import company, contact
from bot.storage.locking import locked
from bot.storage.scope import visible
from bot.storage.tables import mapper, metadata
from bot.storage.unit import PortFactory, Unit
from domain.access.model import PersonState
from domain.access.scope import Thing
from domain.company.model import searchable
from domain.kit.actor import Actor, OrganisationKind, Role
from domain.kit.ids import AgreementId, CompanyId, ContactId, MeetingId, OrganisationId, PersonId
from domain.meeting.model import Agreement, Meeting
from domain.meeting.ports import MeetingFilter, MeetingLine, MeetingLists, Meetings

meeting = Table(
    "meeting",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("company", Uuid, ForeignKey("company.id"), nullable=False),
    Column("maker", Uuid, ForeignKey("organisation.id"), nullable=False),
    Column("author", Uuid, ForeignKey("person.id"), nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("day", Date, nullable=False),
    Column("place", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("ours", Text, nullable=False),
    Column("contacts", ARRAY(Uuid), nullable=False),
    Column("theirs", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("key_points", Text, nullable=False),
    Column("project_sector", Text, nullable=False),
    Column("project_amount", Numeric),
    Column("project_currency", Text),
    Column("project_region", Text, nullable=False),
    Column("project_jobs", Integer),
    Column("project_parameters", Text, nullable=False),
    Column("expectations", Text, nullable=False),
    Column("search", Text, nullable=False),
    Column("regions", ARRAY(Text), nullable=False),
    Column("version", Integer, nullable=False),
)
agreement = Table(
    "agreement",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("meeting", Uuid, ForeignKey("meeting.id"), nullable=False),
    Column("what", Text, nullable=False),
    Column("side", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("person", Uuid, ForeignKey("person.id"), nullable=False),
    Column("by_day", Date, nullable=False),
    Column("state", Text, nullable=False),
    Column("closed_at", DateTime(timezone=True)),
    Column("version", Integer, nullable=False),
)


def seen_by(actor: Actor) -> ColumnElement[bool]:
    """The meetings the actor may see (A2), for queries that join the company: its country and sector are those of the
    company as it stands now. A central body sees those of the project's sector as well."""
    seen = visible(
        actor,
        Thing.MEETING,
        maker=meeting.c.maker,
        country=company.c.country,
        region=meeting.c.regions.overlap(sorted(actor.scope.regions)),
        sector=company.c.sector,
    )
    if actor.kind is not OrganisationKind.CENTRAL_BODY:
        return seen
    return or_(seen, visible(actor, Thing.MEETING, maker=meeting.c.maker, sector=meeting.c.project_sector))


def _of_company(column: Column[Any]) -> Any:
    """What a meeting takes from its company whenever it is read."""
    return column_property(select(column).where(company.c.id == meeting.c.company).scalar_subquery())


mapper.map_imperatively(
    Meeting,
    meeting,
    version_id_col=meeting.c.version,
    exclude_properties=["search"],
    properties={
        "country": _of_company(company.c.country),
        "sector": _of_company(company.c.sector),
        "project_cost": money(meeting.c.project_amount, meeting.c.project_currency),
        "_search": meeting.c.search,
    },
)
mapper.map_imperatively(Agreement, agreement, version_id_col=agreement.c.version, properties={"by": agreement.c.by_day})


@event.listens_for(Meeting, "before_insert")
@event.listens_for(Meeting, "before_update")
def _fold(_mapper: Any, _connection: Any, saved: Any) -> None:
    """Keep the folded text for search beside the words it folds."""
    saved._search = searchable(saved.subject, saved.event, saved.place)


class MeetingStore(Meetings):
    """The `Meetings` port on one unit's session."""

    def __init__(self, unit: Unit) -> None:
        self._session = unit.session

    async def get(self, meeting: MeetingId) -> Meeting | None:
        return await self._session.get(Meeting, meeting)

    async def lock(self, meeting: MeetingId) -> Meeting | None:
        return await locked(self._session, Meeting, meeting)

    async def add(self, meeting: Meeting) -> None:
        self._session.add(meeting)
        await self._session.flush()  # its agreements name it

    async def agreements(self, meeting: MeetingId) -> Sequence[Agreement]:
        found = await self._session.scalars(
            select(Agreement).where(agreement.c.meeting == meeting).order_by(agreement.c.by_day, agreement.c.id)
        )
        return found.all()

    async def agreement(self, agreement: AgreementId) -> Agreement | None:
        return await self._session.get(Agreement, agreement)

    async def lock_agreement(self, agreement: AgreementId) -> Agreement | None:
        return await locked(self._session, Agreement, agreement)

    async def add_agreement(self, agreement: Agreement) -> None:
        self._session.add(agreement)

    async def all_of_company(self, contacts: Collection[ContactId], company: CompanyId) -> bool:
        if not contacts:
            return True
        found = await self._session.scalars(
            select(contact.c.id).where(contact.c.company == company, contact.c.id.in_(contacts))
        )
        return set(found) == set(contacts)

    async def writes_for(self, person: PersonId, organisation: OrganisationId) -> bool:
        found = await self._session.scalar(
            select(people.c.id).where(
                people.c.id == person,
                people.c.organisation_id == organisation,
                people.c.state == PersonState.ACTIVE,
                people.c.role != Role.OBSERVER,
            )
        )
        return found is not None


class MeetingRows(MeetingLists):
    """The `MeetingLists` port: rows, never entities."""

    def __init__(self, unit: Unit) -> None:
        self._session = unit.session

    async def page(
        self, actor: Actor, chosen: MeetingFilter, offset: int, limit: int
    ) -> tuple[Sequence[MeetingLine], int]:
        where = [seen_by(actor), *_conditions(actor, chosen)]
        total = await self._session.scalar(select(func.count()).select_from(_BOTH).where(*where))
        query = _lines().where(*where).order_by(meeting.c.day.desc(), meeting.c.id).offset(offset).limit(limit)
        return [_line(row) for row in await self._session.execute(query)], total or 0

    async def countries(self, actor: Actor) -> Sequence[tuple[str, int]]:
        return await self._counted(actor, company.c.country)

    async def sectors(self, actor: Actor) -> Sequence[tuple[str, int]]:
        return await self._counted(actor, company.c.sector)

    async def _counted(self, actor: Actor, column: ColumnElement[str]) -> Sequence[tuple[str, int]]:
        many = func.count()
        query = select(column, many).select_from(_BOTH).where(seen_by(actor)).group_by(column)
        return [(value, number) for value, number in await self._session.execute(query.order_by(many.desc(), column))]

    async def find(self, actor: Actor, key: str, limit: int) -> Sequence[MeetingLine]:
        if not key:
            return []
        query = (
            _lines()
            .where(
                seen_by(actor),
                or_(meeting.c.search.contains(key, autoescape=True), company.c.search.contains(key, autoescape=True)),
            )
            .order_by(meeting.c.day.desc(), meeting.c.id)
            .limit(limit)
        )
        return [_line(row) for row in await self._session.execute(query)]


_BOTH = meeting.join(company, company.c.id == meeting.c.company)


def _lines() -> Select[Any]:
    return select(
        meeting.c.id, meeting.c.day, meeting.c.subject, company.c.legal_name, company.c.short_name
    ).select_from(_BOTH)


def _line(row: Any) -> MeetingLine:
    return MeetingLine(row.id, row.day, row.short_name or row.legal_name, row.subject)


def _conditions(actor: Actor, chosen: MeetingFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if chosen.own:
        conditions.append(meeting.c.author == actor.person)
    if chosen.organisation:
        conditions.append(meeting.c.maker == actor.organisation)
    if chosen.company is not None:
        conditions.append(meeting.c.company == chosen.company)
    if chosen.country:
        conditions.append(company.c.country == chosen.country)
    if chosen.sector:
        conditions.append(company.c.sector == chosen.sector)
    return conditions


PORTS: dict[type, PortFactory] = {Meetings: MeetingStore, MeetingLists: MeetingRows}
