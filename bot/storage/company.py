"""Companies and contacts in PostgreSQL (M1.1)."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    DateTime,
    ForeignKey,
    Integer,
    Select,
    Table,
    Text,
    Uuid,
    case,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY

from bot.storage.access_tables import organisation, person
from bot.storage.locking import locked
from bot.storage.scope import visible
from bot.storage.tables import mapper, metadata
from bot.storage.unit import PortFactory, Unit
from domain.access.scope import Thing
from domain.company.model import Company, Contact, site_key
from domain.company.ports import (
    Companies,
    CompanyFilter,
    CompanyLine,
    CompanyLists,
    ContactLine,
    Double,
)
from domain.company.rules import Candidate
from domain.kit.actor import Actor
from domain.kit.ids import CompanyId, ContactId
from domain.names.fold import company_bones, company_key, company_skeleton, search_key

company = Table(
    "company",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("maker", Uuid, ForeignKey(organisation.c.id), nullable=False),
    Column("author", Uuid, ForeignKey(person.c.id), nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("legal_name", Text, nullable=False),
    Column("short_name", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("sector", Text, nullable=False),
    Column("people", Text),
    Column("turnover", Text),
    Column("site", Text, nullable=False),
    Column("registration_number", Text, nullable=False),
    Column("parent", Text, nullable=False),
    Column("global_2000", Boolean, nullable=False),
    Column("notes", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("search", Text, nullable=False),
    Column("sort", Text, nullable=False),
    Column("bones", ARRAY(Text), nullable=False),
    Column("regions", ARRAY(Text), nullable=False),
    Column("version", Integer, nullable=False),
)
contact = Table(
    "contact",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("company", Uuid, ForeignKey("company.id"), nullable=False),
    Column("maker", Uuid, ForeignKey(organisation.c.id), nullable=False),
    Column("author", Uuid, ForeignKey(person.c.id), nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("name", Text, nullable=False),
    Column("position", Text, nullable=False),
    Column("phones", ARRAY(Text), nullable=False),
    Column("mails", ARRAY(Text), nullable=False),
    Column("languages", ARRAY(Text), nullable=False),
    Column("channel", Text),
    Column("notes", Text, nullable=False),
    Column("search", Text, nullable=False),
    Column("version", Integer, nullable=False),
)
mapper.map_imperatively(Company, company, version_id_col=company.c.version)
mapper.map_imperatively(Contact, contact, version_id_col=contact.c.version)


def seen_by(actor: Actor, thing: Thing = Thing.COMPANY) -> ColumnElement[bool]:
    """The companies the actor may see, for any query that stands on the company table (A2)."""
    return visible(
        actor,
        thing,
        maker=company.c.maker,
        country=company.c.country,
        region=company.c.regions.overlap(sorted(actor.scope.regions)),
        sector=company.c.sector,
    )


class CompanyStore(Companies):
    """The `Companies` port on one unit's session."""

    def __init__(self, unit: Unit) -> None:
        self._session = unit.session

    async def get(self, company: CompanyId) -> Company | None:
        return await self._session.get(Company, company)

    async def lock(self, company: CompanyId) -> Company | None:
        return await locked(self._session, Company, company)

    async def add(self, company: Company) -> None:
        self._session.add(company)
        await self._session.flush()  # children of other rooms name it in this transaction

    async def contact(self, contact: ContactId) -> Contact | None:
        return await self._session.get(Contact, contact)

    async def lock_contact(self, contact: ContactId) -> Contact | None:
        return await locked(self._session, Contact, contact)

    async def contacts_of(self, company: CompanyId) -> Sequence[Contact]:
        found = await self._session.scalars(
            select(Contact).where(contact.c.company == company).order_by(contact.c.name, contact.c.id)
        )
        return found.all()

    async def add_contact(self, contact: Contact) -> None:
        self._session.add(contact)


class CompanyRows(CompanyLists):
    """The `CompanyLists` port: rows, never entities."""

    def __init__(self, unit: Unit) -> None:
        self._session = unit.session

    async def page(
        self, actor: Actor, chosen: CompanyFilter, offset: int, limit: int
    ) -> tuple[Sequence[CompanyLine], int]:
        where = [seen_by(actor), *_conditions(actor, chosen)]
        total = await self._session.scalar(select(func.count()).select_from(company).where(*where))
        query = _lines().where(*where).order_by(company.c.sort, company.c.id).offset(offset).limit(limit)
        return [_line(row) for row in await self._session.execute(query)], total or 0

    async def countries(self, actor: Actor) -> Sequence[tuple[str, int]]:
        return await self._counted(actor, company.c.country)

    async def sectors(self, actor: Actor) -> Sequence[tuple[str, int]]:
        return await self._counted(actor, company.c.sector)

    async def _counted(self, actor: Actor, column: ColumnElement[str]) -> Sequence[tuple[str, int]]:
        query = (
            select(column, func.count()).where(seen_by(actor)).group_by(column).order_by(func.count().desc(), column)
        )
        return [(value, number) for value, number in await self._session.execute(query)]

    async def find(self, actor: Actor, key: str, limit: int) -> Sequence[CompanyLine]:
        if not key:
            return []
        squeezed = key.replace(" ", "")
        query = (
            _lines()
            .where(
                seen_by(actor), or_(company.c.search.contains(key, autoescape=True), company.c.key.contains(squeezed))
            )
            .order_by(company.c.search.startswith(key, autoescape=True).desc(), company.c.sort, company.c.id)
            .limit(limit)
        )
        return [_line(row) for row in await self._session.execute(query)]

    async def find_contacts(self, actor: Actor, key: str, limit: int) -> Sequence[ContactLine]:
        if not key:
            return []
        query = (
            select(contact.c.id, contact.c.name, company.c.legal_name, company.c.short_name)
            .join(company, company.c.id == contact.c.company)
            .where(seen_by(actor, Thing.CONTACT), contact.c.search.contains(key, autoescape=True))
            .order_by(contact.c.name, contact.c.id)
            .limit(limit)
        )
        return [
            ContactLine(row.id, row.name, row.short_name or row.legal_name)
            for row in await self._session.execute(query)
        ]

    async def near(self, actor: Actor, typed: Candidate) -> Sequence[Double]:
        signs = _signs(typed)
        if not signs:
            return []
        # The strongest first: a word that a thousand companies share must not push out the one that is meant.
        rank = sum((case((sign, weight), else_=0) for sign, weight in signs), literal(0))
        query = (
            select(*_COLUMNS, company.c.registration_number, company.c.site)
            .where(seen_by(actor), or_(*(sign for sign, _ in signs)))
            .order_by(rank.desc(), company.c.sort, company.c.id)
            .limit(NEAR)
        )
        return [
            Double(_line(row), Candidate(row.legal_name, row.short_name, row.registration_number, row.site))
            for row in await self._session.execute(query)
        ]


NEAR = 100
"""Cards looked at more closely as possible doubles."""


def _signs(typed: Candidate) -> list[tuple[ColumnElement[bool], int]]:
    """What in a card speaks for a double, and how much: the whole name, number or site most, then words by length."""
    signs: list[tuple[ColumnElement[bool], int]] = []
    for name in (typed.legal_name, typed.short_name):
        if key := company_key(name):
            signs += [(company.c.key == key, 1000), (company.c.key.startswith(key[:5], autoescape=True), 5)]
        if bones := company_bones(name):
            signs += [(company.c.bones.overlap([*bones]), 3), *_by_sound(name, bones)]
        signs += [
            (company.c.search.contains(word, autoescape=True), len(word))
            for word in search_key(name).split()
            if len(word) > 3
        ]
    if number := search_key(typed.registration_number):
        signs.append((company.c.search.contains(number, autoescape=True), 500))
    if site := search_key(site_key(typed.site)):
        signs.append((company.c.search.contains(site, autoescape=True), 500))
    return signs


def _by_sound(name: str, bones: frozenset[str]) -> list[tuple[ColumnElement[bool], int]]:
    """Names that sound alike as a whole stand before those that share a word's sound."""
    whole = sorted(one for one in bones if one.startswith("="))
    return [
        (company.c.bones.contains(["=" + company_skeleton(name)]), 60),
        (company.c.bones.overlap(whole), 60),
    ]


_COLUMNS = (company.c.id, company.c.legal_name, company.c.short_name, company.c.country, company.c.sector)


def _lines() -> Select[Any]:
    return select(*_COLUMNS)


def _line(row: Any) -> CompanyLine:
    return CompanyLine(row.id, row.short_name or row.legal_name, row.country, row.sector)


def _conditions(actor: Actor, chosen: CompanyFilter) -> list[ColumnElement[bool]]:
    conditions = []
    if chosen.own:
        conditions.append(company.c.author == actor.person)
    if chosen.organisation:
        conditions.append(company.c.maker == actor.organisation)
    if chosen.country:
        conditions.append(company.c.country == chosen.country)
    if chosen.sector:
        conditions.append(company.c.sector == chosen.sector)
    return conditions


PORTS: dict[type, PortFactory] = {Companies: CompanyStore, CompanyLists: CompanyRows}
