"""Tables of the access room and what they hold (A1–A3)."""

from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import TypeDecorator

from bot.storage.tables import mapper, metadata
from domain.access.model import Claim, ClaimState, Invitation, InvitationState, Organisation, Person, PersonState
from domain.kit.actor import OrganisationKind, Role

E = TypeVar("E", bound=StrEnum)


class Word(TypeDecorator[E], Generic[E]):
    """A StrEnum as its text."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[E]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: E | None, dialect: Any) -> str | None:
        return None if value is None else value.value

    def process_result_value(self, value: Any, dialect: Any) -> E | None:
        return None if value is None else self.kind(value)


class WordSet(TypeDecorator[frozenset[str]]):
    """A set of codes as a sorted array."""

    impl = ARRAY(Text)
    cache_ok = True

    def process_bind_param(self, value: frozenset[str] | None, dialect: Any) -> list[str] | None:
        return None if value is None else sorted(value)

    def process_result_value(self, value: Any, dialect: Any) -> frozenset[str] | None:
        return None if value is None else frozenset(value)


def _at() -> DateTime:
    return DateTime(timezone=True)


organisation = Table(
    "organisation",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("kind", Word(OrganisationKind), nullable=False),
    Column("name_ru", Text, nullable=False),
    Column("name_kk", Text, nullable=False),
    Column("name_en", Text, nullable=False),
    Column("countries", WordSet, nullable=False),
    Column("regions", WordSet, nullable=False),
    Column("sectors", WordSet, nullable=False),
    Column("parts", WordSet, nullable=False, server_default="{}"),
    Column("zone", Text, nullable=False, server_default="Asia/Almaty"),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    Column("created_at", _at(), nullable=False, server_default=func.clock_timestamp()),
    Column("version", Integer, nullable=False, server_default="1"),
)
person = Table(
    "person",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("organisation_id", ForeignKey("organisation.id"), nullable=False),
    Column("role", Word(Role), nullable=False),
    Column("name", Text, nullable=False),
    Column("phone", Text),
    Column("language", Text),
    Column("zone", Text),
    Column("state", Word(PersonState), nullable=False, server_default="active"),
    Column("pin_hash", Text),
    Column("pin_failures", SmallInteger, nullable=False, server_default="0"),
    Column("pin_locked_until", _at()),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("created_at", _at(), nullable=False, server_default=func.clock_timestamp()),
    Index("ix_person_organisation", "organisation_id"),
)
account = Table(
    "account",
    metadata,
    Column("telegram_id", BigInteger, primary_key=True, autoincrement=False),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("reachable", Boolean, nullable=False, server_default=text("true")),
    Column("bound_at", _at(), nullable=False, server_default=func.clock_timestamp()),
    Index("uq_account_person", "person_id", unique=True),
)
invitation = Table(
    "invitation",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("code_hash", LargeBinary, nullable=False),
    Column("organisation_id", ForeignKey("organisation.id"), nullable=False),
    Column("role", Word(Role), nullable=False),
    Column("name", Text, nullable=False),
    Column("phone", Text),
    Column("person_id", ForeignKey("person.id")),
    Column("inviter_id", ForeignKey("person.id"), nullable=False),
    Column("made_at", _at(), nullable=False),
    Column("expires_at", _at(), nullable=False),
    Column("state", Word(InvitationState), nullable=False, server_default="open"),
    Column("version", Integer, nullable=False, server_default="1"),
    UniqueConstraint("code_hash", name="uq_invitation_code_hash"),
    Index("ix_invitation_open", "organisation_id", postgresql_where=text("state = 'open'")),
    Index("ix_invitation_inviter_id", "inviter_id", postgresql_where=text("state = 'open'")),
)
claim = Table(
    "claim",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("invitation_id", ForeignKey("invitation.id"), nullable=False),
    Column("telegram_id", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("made_at", _at(), nullable=False),
    Column("state", Word(ClaimState), nullable=False, server_default="waiting"),
    Column("version", Integer, nullable=False, server_default="1"),
    UniqueConstraint("invitation_id", "telegram_id", name="uq_claim_invitation_id_telegram_id"),
)
door_failure = Table(
    "door_failure",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("telegram_id", BigInteger, nullable=False),
    Column("at", _at(), nullable=False),
    Index("ix_door_failure_telegram_id_at", "telegram_id", "at"),
)

mapper.map_imperatively(
    Organisation, organisation, version_id_col=organisation.c.version, exclude_properties=["created_at"]
)
mapper.map_imperatively(
    Person,
    person,
    version_id_col=person.c.version,
    exclude_properties=["created_at"],
    properties={"organisation": person.c.organisation_id},
)
mapper.map_imperatively(
    Invitation,
    invitation,
    version_id_col=invitation.c.version,
    properties={
        "organisation": invitation.c.organisation_id,
        "person": invitation.c.person_id,
        "inviter": invitation.c.inviter_id,
        "made": invitation.c.made_at,
        "expires": invitation.c.expires_at,
    },
)
mapper.map_imperatively(
    Claim,
    claim,
    version_id_col=claim.c.version,
    properties={
        "invitation": claim.c.invitation_id,
        "telegram": claim.c.telegram_id,
        "made": claim.c.made_at,
    },
)
