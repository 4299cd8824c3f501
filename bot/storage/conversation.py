"""Conversations in PostgreSQL (M1.8)."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    DateTime,
    ForeignKey,
    Identity,
    Integer,
    Select,
    Table,
    Text,
    Uuid,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import insert

from bot.storage.access_tables import organisation, person
from bot.storage.locking import locked
from bot.storage.tables import mapper, metadata
from bot.storage.unit import PortFactory, Unit
from domain.conversation.model import Message
from domain.conversation.ports import Conversations, Messages, Said
from domain.kit.ids import MessageId, OrganisationId, PersonId, Ref

message = Table(
    "conversation_message",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("seq", BigInteger, Identity(always=True), nullable=False),
    Column("subject_kind", Text, nullable=False),
    Column("subject_id", Uuid, nullable=False),
    Column("person", Uuid, ForeignKey("person.id"), nullable=False),
    Column("organisation", Uuid, ForeignKey("organisation.id"), nullable=False),
    Column("written_at", DateTime(timezone=True), nullable=False),
    Column("text", Text, nullable=False),
    Column("files", Integer, nullable=False),
    Column("album", Text, nullable=False),
    Column("asks", Uuid, ForeignKey("organisation.id")),
    Column("answered_at", DateTime(timezone=True)),
    Column("answers", Uuid, ForeignKey("conversation_message.id")),
    Column("version", Integer, nullable=False),
)
read_mark = Table(
    "conversation_read",
    metadata,
    Column("person", Uuid, ForeignKey("person.id"), primary_key=True),
    Column("subject_kind", Text, primary_key=True),
    Column("subject_id", Uuid, primary_key=True),
    Column("seq", BigInteger, nullable=False),
)
mapper.map_imperatively(Message, message, version_id_col=message.c.version, exclude_properties=["seq"])

_asked = organisation.alias("asked")


class MessageStore(Messages):
    """The `Messages` port on one unit's session."""

    def __init__(self, unit: Unit) -> None:
        self._session = unit.session

    async def add(self, made: Message) -> None:
        self._session.add(made)
        await self._session.flush()

    async def get(self, message_id: MessageId) -> Message | None:
        return await self._session.get(Message, message_id)

    async def lock(self, message_id: MessageId) -> Message | None:
        return await locked(self._session, Message, message_id)

    async def album(self, subject: Ref, author: PersonId, album: str) -> Message | None:
        query = (
            select(Message)
            .where(_about(subject), message.c.person == author, message.c.album == album)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        await self._session.flush()
        found: Message | None = await self._session.scalar(query)
        return found

    async def writers(self, subject: Ref) -> frozenset[PersonId]:
        await self._session.flush()
        found = await self._session.scalars(select(message.c.person).where(_about(subject)).distinct())
        return frozenset(PersonId(one) for one in found)


class ConversationRows(Conversations):
    """The `Conversations` port: rows, never entities."""

    def __init__(self, unit: Unit) -> None:
        self._session = unit.session

    async def page(self, subject: Ref, offset: int, limit: int) -> tuple[Sequence[Said], int]:
        await self._session.flush()
        total = await self._session.scalar(select(func.count()).select_from(message).where(_about(subject)))
        query = _rows().where(_about(subject)).order_by(message.c.seq.desc()).offset(offset).limit(limit)
        return [_said(row) for row in await self._session.execute(query)], total or 0

    async def said(self, message_id: MessageId) -> Said | None:
        row = (await self._session.execute(_rows().where(message.c.id == message_id))).one_or_none()
        return None if row is None else _said(row)

    async def open_questions(self, subject: Ref, asked: OrganisationId) -> Sequence[Said]:
        query = (
            _rows()
            .where(_about(subject), message.c.asks == asked, message.c.answered_at.is_(None))
            .order_by(message.c.seq)
        )
        return [_said(row) for row in await self._session.execute(query)]

    async def unread(self, subject: Ref, reader: PersonId) -> int:
        seen = (
            select(read_mark.c.seq)
            .where(
                read_mark.c.person == reader,
                read_mark.c.subject_kind == subject.kind,
                read_mark.c.subject_id == subject.id,
            )
            .scalar_subquery()
        )
        query = select(func.count()).where(
            _about(subject), message.c.person != reader, message.c.seq > func.coalesce(seen, 0)
        )
        return await self._session.scalar(query) or 0

    async def read(self, subject: Ref, reader: PersonId) -> None:
        newest = select(func.max(message.c.seq)).where(_about(subject)).scalar_subquery()
        last = await self._session.scalar(select(newest))
        if last is None:
            return
        put = insert(read_mark).values(person=reader, subject_kind=subject.kind, subject_id=subject.id, seq=last)
        await self._session.execute(
            put.on_conflict_do_update(
                index_elements=["person", "subject_kind", "subject_id"],
                set_={"seq": func.greatest(read_mark.c.seq, put.excluded.seq)},
            )
        )


def _about(subject: Ref) -> ColumnElement[bool]:
    return (message.c.subject_kind == subject.kind) & (message.c.subject_id == subject.id)


def _rows() -> Select[Any]:
    return select(
        message,
        person.c.name.label("name"),
        organisation.c.name_ru,
        organisation.c.name_kk,
        organisation.c.name_en,
        _asked.c.name_ru.label("asked_ru"),
        _asked.c.name_kk.label("asked_kk"),
        _asked.c.name_en.label("asked_en"),
    ).select_from(
        message.join(person, person.c.id == message.c.person)
        .join(organisation, organisation.c.id == message.c.organisation)
        .outerjoin(_asked, _asked.c.id == message.c.asks)
    )


def _said(row: Any) -> Said:
    asked: Mapping[str, str] = {"ru": row.asked_ru, "kk": row.asked_kk, "en": row.asked_en} if row.asks else {}
    return Said(
        id=row.id,
        subject=Ref(row.subject_kind, row.subject_id),
        person=row.person,
        name=row.name,
        organisation=row.organisation,
        organisation_names={"ru": row.name_ru, "kk": row.name_kk, "en": row.name_en},
        written_at=row.written_at,
        text=row.text,
        files=row.files,
        asks=row.asks,
        asks_names=asked,
        answered_at=row.answered_at,
        answers=row.answers,
    )


PORTS: dict[type, PortFactory] = {Messages: MessageStore, Conversations: ConversationRows}
