"""Two missions, two akimats, the authorised body, the National Company: enough to try every permission on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import asyncpg

from domain.deadline.calendar import WorkingCalendar
from domain.edition.model import in_force
from domain.edition.order_2024 import EDITIONS
from domain.kit.actor import Actor, OrganisationKind, Role, Scope
from domain.kit.desk import Desk
from domain.kit.ids import OrganisationId, PersonId
from domain.kit.periods import almaty_date

START = datetime(2026, 11, 16, 5, 0, tzinfo=UTC)
"""A Monday, 10:00 in Almaty."""


@dataclass
class Town:
    """People by name («berlin.head»), and a legal clock that tests move."""

    actors: dict[str, Actor]
    organisations: dict[str, OrganisationId]
    now: datetime = START
    telegram: dict[str, int] = field(default_factory=dict)
    known: Mapping[str, tuple[OrganisationKind, Scope]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Actor:
        return self.actors[name]

    def desk(self, name: str, *, pin: bool = True) -> Desk:
        """A desk for this person at the town's present moment."""
        return Desk(
            actor=self.actors[name],
            now=self.now,
            edition=in_force(EDITIONS, almaty_date(self.now)),
            calendar=WorkingCalendar(),
            pin_fresh=pin,
        )

    def later(self, **delta: float) -> None:
        self.now += timedelta(**delta)


K = OrganisationKind
ORGANISATIONS: dict[str, tuple[OrganisationKind, Scope]] = {
    "berlin": (K.MISSION, Scope(countries=frozenset({"DE"}))),
    "seoul": (K.MISSION, Scope(countries=frozenset({"KR"}))),
    "uo": (K.AUTHORISED_BODY, Scope()),
    "nc": (K.NATIONAL_COMPANY, Scope()),
    "karaganda": (K.AKIMAT, Scope(regions=frozenset({"35"}))),
    "turkistan": (K.AKIMAT, Scope(regions=frozenset({"61"}))),
    "chamber": (K.CHAMBER, Scope()),
    "industry": (K.CENTRAL_BODY, Scope(sectors=frozenset({"C"}))),
    "council": (K.COUNCIL, Scope()),
    "investor": (K.INVESTOR, Scope()),
    "system": (K.SYSTEM, Scope()),
}
ROLES = (Role.HEAD, Role.OFFICER, Role.OBSERVER)


def build(more: Mapping[str, tuple[OrganisationKind, Scope]] | None = None) -> Town:
    """The town in memory: a head, an officer and an observer in each organisation; Seoul has one person."""
    known = {**ORGANISATIONS, **(more or {})}
    organisations = {name: OrganisationId(uuid4()) for name in known}
    actors = {}
    for name, (kind, scope) in known.items():
        for role in ROLES if name != "seoul" else (Role.HEAD,):
            actors[f"{name}.{role.value}"] = Actor(
                person=PersonId(uuid4()),
                organisation=organisations[name],
                kind=kind,
                role=role,
                name=f"{name} {role.value}",
                scope=scope,
            )
    telegram = {name: 7_000_000 + number for number, name in enumerate(actors)}
    return Town(actors, organisations, telegram=telegram, known=known)


async def settle_in(town: Town, dsn: str) -> None:
    """Write the town into a migrated database."""
    connection = await asyncpg.connect(dsn)
    try:
        for name, (kind, scope) in town.known.items():
            await connection.execute(
                "INSERT INTO organisation (id, kind, name_ru, name_kk, name_en, countries, regions, sectors)"
                " VALUES ($1, $2, $3, $3, $3, $4, $5, $6)",
                town.organisations[name],
                kind.value,
                name,
                sorted(scope.countries),
                sorted(scope.regions),
                sorted(scope.sectors),
            )
        for name, actor in town.actors.items():
            await connection.execute(
                "INSERT INTO person (id, organisation_id, role, name, language) VALUES ($1, $2, $3, $4, 'ru')",
                UUID(str(actor.person)),
                actor.organisation,
                actor.role.value,
                actor.name,
            )
            await connection.execute(
                "INSERT INTO account (telegram_id, person_id) VALUES ($1, $2)", town.telegram[name], actor.person
            )
    finally:
        await connection.close()
