"""Who will read: the person behind a chat or a notice, as one row of a join gives them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.machine.rules import Rules
from bot.storage.unit import Unit
from domain.kit.actor import Actor, Guest, OrganisationKind, Role, Scope
from domain.kit.ids import OrganisationId, PersonId
from handlers.reading import Reading
from handlers.words.catalog import LANGUAGES
from handlers.words.reader import ALMATY, Reader

COLUMNS: Final = """p.id AS person, p.role, p.name AS person_name, p.language, coalesce(p.zone, o.zone) AS zone,
    (p.state = 'active' AND o.active) AS active, o.id AS organisation, o.kind AS organisation_kind,
    o.countries, o.regions, o.sectors, clock_timestamp() + (SELECT shift FROM legal_clock) AS legal_now,
    (SELECT moved_days FROM legal_clock) AS moved_days"""
"""Of `person p` and `organisation o`, both perhaps absent."""


@dataclass(frozen=True, slots=True)
class Backdrop:
    """What every reading needs and no row holds."""

    rules: Rules
    bot_name: str = ""


def who_of(row: Mapping[str, Any], telegram_id: int) -> Actor | Guest:
    """An active person of an active organisation, else somebody at the door."""
    if not row["active"]:
        return Guest(telegram_id)
    return Actor(
        person=PersonId(row["person"]),
        organisation=OrganisationId(row["organisation"]),
        kind=OrganisationKind(row["organisation_kind"]),
        role=Role(row["role"]),
        name=row["person_name"],
        scope=Scope(frozenset(row["countries"]), frozenset(row["regions"]), frozenset(row["sectors"])),
    )


async def reading_of(
    row: Mapping[str, Any], unit: Unit, backdrop: Backdrop, *, chat_id: int, guest_language: str | None = None
) -> tuple[Reading, Reader]:
    """The reading and the reader for a row with `COLUMNS`, within the transaction of `unit`."""
    now = row["legal_now"]
    edition, calendar = await backdrop.rules.at(unit, now, row["moved_days"])
    language = row["language"] or guest_language or LANGUAGES[0]
    reading = Reading(
        who=who_of(row, chat_id),
        now=now,
        edition=edition,
        calendar=calendar,
        port=unit.port,
        chat_id=chat_id,
        language=language,
        bot_name=backdrop.bot_name,
    )
    return reading, Reader(language, _zone(row["zone"]))


def _zone(name: str | None) -> ZoneInfo:
    try:
        return ZoneInfo(name) if name else ALMATY
    except (ZoneInfoNotFoundError, ValueError):
        return ALMATY
