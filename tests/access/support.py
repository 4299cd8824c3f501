"""A small world for the tests of access: two organisations, their people, and desks for them."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from domain.access.model import Organisation, Person, PersonState
from domain.access.ports import Accounts, Organisations, People
from domain.deadline.calendar import WorkingCalendar
from domain.edition.order_2024 import ORDER_2024
from domain.kit.actor import Actor, Guest, OrganisationKind, Role, Scope
from domain.kit.desk import Desk, Door
from domain.kit.ids import OrganisationId, PersonId

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
INCIDENT = "ABCD2345"
SPACE = UUID("6d5f7c3a-1f3e-4a53-9d7f-0b1d5a2f1c11")

ORGANISATIONS = {
    "berlin": (OrganisationKind.MISSION, "Посольство в Берлине", {"DE"}, set[str]()),
    "karaganda": (OrganisationKind.AKIMAT, "Акимат Карагандинской области", set[str](), {"35"}),
    "tereze": (OrganisationKind.SYSTEM, "Тереза", set[str](), set[str]()),
}
PEOPLE = {
    "berlin_head": ("berlin", Role.HEAD, 101),
    "berlin_second_head": ("berlin", Role.HEAD, 102),
    "berlin_officer": ("berlin", Role.OFFICER, 103),
    "berlin_observer": ("berlin", Role.OBSERVER, 104),
    "karaganda_head": ("karaganda", Role.HEAD, 105),
    "karaganda_officer": ("karaganda", Role.OFFICER, 106),
    "administrator": ("tereze", Role.HEAD, 107),
    "second_administrator": ("tereze", Role.HEAD, 109),
    "operator": ("tereze", Role.OFFICER, 108),
}


def organisation_id(key: str) -> OrganisationId:
    return OrganisationId(uuid5(SPACE, f"organisation {key}"))


def person_id(key: str) -> PersonId:
    return PersonId(uuid5(SPACE, f"person {key}"))


def actor(key: str) -> Actor:
    """The actor that the machine would make of this person."""
    of, role, _ = PEOPLE[key]
    kind, _, countries, regions = ORGANISATIONS[of]
    scope = Scope(frozenset(countries), frozenset(regions))
    return Actor(person_id(key), organisation_id(of), kind, role, key, scope)


def desk(key: str, now: datetime = NOW, *, pin_fresh: bool = False) -> Desk:
    return Desk(actor(key), now, ORDER_2024, WorkingCalendar(), pin_fresh)


def door(telegram: int, now: datetime = NOW, name: str = "Somebody") -> Door:
    return Door(Guest(telegram, name), now)


async def populate(unit: Any) -> None:
    """Everybody of the tables above, signed in."""
    for key, (kind, name, countries, regions) in ORGANISATIONS.items():
        new = Organisation(
            organisation_id(key), kind, name, f"{name} kk", f"{name} en", frozenset(countries), frozenset(regions)
        )
        await unit.port(Organisations).add(new)
    for key, (of, role, telegram) in PEOPLE.items():
        await unit.port(People).add(
            Person(person_id(key), organisation_id(of), role, key, phone=f"+4930{telegram}", language="ru")
        )
        await unit.port(Accounts).bind(telegram, person_id(key))


__all__ = [
    "HOUR",
    "INCIDENT",
    "NOW",
    "PersonState",
    "actor",
    "desk",
    "door",
    "organisation_id",
    "person_id",
    "populate",
]
