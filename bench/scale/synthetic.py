"""A country of synthetic projects, seeded: who works where, initiatives, projects, tasks with their dates and clocks.

Written by COPY. Shares are those of a platform some years old: most tasks of old projects are done, one in twenty-five
of the open ones is overdue, some dates were moved, some projects stand still or have left the pool.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

import asyncpg

from domain.classifier.countries import COUNTRIES
from domain.classifier.regions import REGIONS
from domain.classifier.sectors import SECTORS
from domain.kit.actor import Actor, OrganisationKind, Role, Scope
from domain.kit.ids import OrganisationId, PersonId

NOW: Final = datetime(2026, 11, 16, 5, 0, tzinfo=UTC)
TODAY: Final = date(2026, 11, 16)
TASKS_EACH: Final = 20
OFFICIALS: Final = 8
"""People of each akimat."""
MISSIONS: Final = 60

_STAGES = ("pre_investment", "investment", "post_investment")
_DAY = timedelta(days=1)
_NIGHT = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass
class Country:
    """What was made, for whoever asks afterwards: heads («akimat 35», «nc», «mission 3»), others («akimat 35 2»)."""

    seed: int
    projects: int
    initiatives: int
    actors: dict[str, Actor] = field(default_factory=dict)
    people: dict[str, list[UUID]] = field(default_factory=dict)  # of each akimat, by region


class Making:
    """One run of the generator."""

    def __init__(self, connection: asyncpg.Connection, country: Country) -> None:
        self._connection = connection
        self._country = country
        self._random = Random(country.seed)
        self._organisations: list[tuple[Any, ...]] = []
        self._persons: list[tuple[Any, ...]] = []
        self._akimats: dict[str, UUID] = {}
        self._missions: list[tuple[UUID, UUID]] = []

    async def run(self) -> None:
        self._bodies()
        await self._copy("organisation", _ORGANISATION, self._organisations)
        await self._copy("person", _PERSON, self._persons)
        companies = [self._id() for _ in range(max(self._country.projects // 2, 10))]
        await self._copy("company", _COMPANY, self._companies(companies))
        await self._copy("initiative", _INITIATIVE, self._initiatives(companies))
        projects = list(self._projects(companies))
        await self._copy("project", _PROJECT, projects)
        await self._connection.execute("ALTER TABLE task_due DISABLE TRIGGER USER")
        tasks = list(self._tasks(projects))
        await self._copy("task", _TASK, (one for one, _ in tasks))
        await self._copy("task_due", ("task", "since", "due"), (due for _, dues in tasks for due in dues))
        await self._connection.execute("ALTER TABLE task_due ENABLE TRIGGER USER")
        await self._copy("deadline", _DEADLINE, self._deadlines(projects, [one for one, _ in tasks]))
        await self._stand_still(projects)
        await self._connection.execute("VACUUM ANALYZE")

    async def _copy(self, table: str, columns: tuple[str, ...], records: Any) -> None:
        await self._connection.copy_records_to_table(table, columns=list(columns), records=records)

    def _id(self) -> UUID:
        return UUID(int=self._random.getrandbits(128), version=4)

    def _body(self, name: str, kind: OrganisationKind, scope: Scope, people: int) -> UUID:
        organisation = self._id()
        self._organisations.append(
            (organisation, kind.value, name, name, name, sorted(scope.countries), sorted(scope.regions),
             sorted(scope.sectors))
        )  # fmt: skip
        for number in range(people):
            person = self._id()
            role = Role.HEAD if number == 0 else Role.OFFICER
            self._persons.append((person, organisation, role.value, f"{name} {number}", "ru"))
            actor = Actor(PersonId(person), OrganisationId(organisation), kind, role, f"{name} {number}", scope)
            self._country.actors[name if number == 0 else f"{name} {number}"] = actor
            if kind is OrganisationKind.AKIMAT:
                self._country.people.setdefault(next(iter(scope.regions)), []).append(person)
        return organisation

    def _bodies(self) -> None:
        for region in REGIONS:
            scope = Scope(regions=frozenset({region}))
            self._akimats[region] = self._body(f"akimat {region}", OrganisationKind.AKIMAT, scope, OFFICIALS)
        for name, kind in (
            ("uo", OrganisationKind.AUTHORISED_BODY),
            ("nc", OrganisationKind.NATIONAL_COMPANY),
            ("council", OrganisationKind.COUNCIL),
            ("chamber", OrganisationKind.CHAMBER),
        ):
            self._body(name, kind, Scope(), 5)
        self._body("industry", OrganisationKind.CENTRAL_BODY, Scope(sectors=frozenset({"C"})), 5)
        for number, code in enumerate(sorted(COUNTRIES)[:MISSIONS]):
            scope = Scope(countries=frozenset({code}))
            mission = self._body(f"mission {number}", OrganisationKind.MISSION, scope, 2)
            self._missions.append((mission, UUID(str(self._country.actors[f"mission {number}"].person))))

    def _companies(self, companies: list[UUID]) -> Iterator[tuple[Any, ...]]:
        countries = sorted(COUNTRIES)
        for number, company in enumerate(companies):
            mission, author = self._random.choice(self._missions)
            name = f"Company {number:06d}"
            key = f"company {number:06d}"
            sector, country = self._random.choice(_SECTORS), self._random.choice(countries)
            yield company, mission, author, _NIGHT, name, country, sector, key, key, key

    def _initiatives(self, companies: list[UUID]) -> Iterator[tuple[Any, ...]]:
        self._made: list[tuple[UUID, UUID, UUID | None]] = []
        for number in range(self._country.initiatives):
            initiative, (mission, author) = self._id(), self._random.choice(self._missions)
            region = self._region()
            passed = self._random.random() < 0.8
            appointed = passed and self._random.random() < 0.9
            official = self._random.choice(self._country.people[region]) if appointed else None
            state = "appointed" if appointed else "passed" if passed else "made"
            at = NOW - timedelta(days=self._random.randrange(1, 400))
            akimat = self._akimats[region] if passed else None
            if akimat is not None:
                self._made.append((initiative, akimat, official))
            yield (
                initiative, f"И-{at.year}-{number + 1:06d}", self._random.choice(companies), mission, author, at,
                f"Initiative {number}", "What is to be built " * 8, self._random.choice(_SECTORS), region,
                f"initiative {number}", at, state, akimat, at if passed else None, author if passed else None, official,
                author if passed else None, at if passed else None, "2024-12-31",
            )  # fmt: skip

    def _projects(self, companies: list[UUID]) -> Iterator[tuple[Any, ...]]:
        """Submitted over four years; the older, the further."""
        for number in range(self._country.projects):
            region, age = self._region(), self._random.randrange(1, 1460)
            at = NOW - timedelta(days=age)
            official = self._random.choice(self._country.people[region])
            national = self._random.random() < 0.7
            corridor = national and self._random.random() < 0.1
            if age < 60:
                state = "without_roadmap"
            elif age > 1200:
                state = self._random.choice(("aftercare", "aftercare", "validation", "excluded", "with_roadmap"))
            else:
                state = "with_roadmap"
            akimat = self._akimats[region]
            starts = at.date()
            yield (
                self._id(), f"П-{at.year}-{number + 1:06d}", self._random.choice(companies), akimat, official, at,
                akimat, official, f"Project {number}", "What is built, with what aims and results " * 10,
                "150240004381", self._random.choice(_SECTORS), region, 1_000_000 + number, "USD", starts,
                starts + timedelta(days=1460), f"project {number}", at, state, "national" if national else "regional",
                corridor, state != "excluded" and self._random.random() < 0.03, "2024-12-31",
            )  # fmt: skip

    def _tasks(self, projects: list[tuple[Any, ...]]) -> Iterator[tuple[tuple[Any, ...], list[tuple[Any, ...]]]]:
        for one in projects:
            project, state = one[0], one[_STATE]
            if state == "without_roadmap":
                continue
            akimat, official, sector, region = one[6], one[7], one[11], one[12]
            since = one[5].date() + 40 * _DAY
            gone = TODAY - 30 * _DAY if state == "excluded" else None
            for position in range(TASKS_EACH):
                due = since + timedelta(days=30 + position * 55 + self._random.randrange(30))
                first = due
                moved = self._random.random() < 0.06
                if moved:
                    due += timedelta(days=self._random.randrange(10, 90))
                done = self._done_on(since, due, state)
                dues = [(None, since, first)]
                if moved:
                    dues.append((None, max(first - 5 * _DAY, since + _DAY), due))
                task = self._id()
                yield (
                    (
                        task, project, akimat, region, sector, official, _STAGES[min(position * 3 // TASKS_EACH, 2)],
                        position, f"Task {position}", since, max(due, since), "What comes of it " * 4, "Risk " * 6,
                        "Mitigation " * 4, "investor", 100 if done else self._random.randrange(100), done,
                        one[_SUSPENDED] and done is None, one[_POOL] == "national", one[_CORRIDOR], gone, since,
                        min(due, first), moved,
                    ),
                    [(task, day, until) for _, day, until in dues],
                )  # fmt: skip

    def _done_on(self, since: date, due: date, state: str) -> date | None:
        """Most are done about their date, some late; what was due long ago is hardly ever open."""
        on = max(due + timedelta(days=round(self._random.gauss(-12, 12))), since)
        if state in ("validation", "aftercare"):
            return min(on, TODAY)
        if on > TODAY or (due > TODAY - 45 * _DAY and self._random.random() < 0.3) or self._random.random() < 0.015:
            return None
        return on

    def _deadlines(self, projects: list[tuple[Any, ...]], tasks: list[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        for one in tasks:
            if one[16] is None and one[20] is None:
                state = "paused" if one[17] else "open"
                yield self._deadline("roadmap.task", "п. 55", "task", one[0], one[2], one[5], one[10], state)
        for project in projects:
            if project[_STATE] == "without_roadmap":
                due = project[5].date() + 30 * _DAY
                yield self._deadline(
                    "roadmap.submit", "п. 48", "project", project[0], project[6], project[7], due, "open"
                )
        for initiative, akimat, official in self._made:
            due = TODAY + timedelta(days=self._random.randrange(-20, 30))
            yield self._deadline(
                "initiative.consideration", "п. 42", "initiative", initiative, akimat, official, due, "open"
            )

    def _deadline(
        self, kind: str, clause: str, about: str, subject: UUID, body: UUID, person: UUID | None, due: date, state: str
    ) -> tuple[Any, ...]:
        instant = datetime(due.year, due.month, due.day, 19, tzinfo=UTC)
        return self._id(), kind, clause, True, about, subject, body, person, due, due, instant, state, "2024", _NIGHT

    async def _stand_still(self, projects: list[tuple[Any, ...]]) -> None:
        """Suspensions that last, and as many that were lifted."""
        requests, stretches = [], []
        for one in projects:
            lasting = one[_SUSPENDED]
            if not lasting and self._random.random() > 0.03:
                continue
            request = self._id()
            first = max(TODAY - timedelta(days=self._random.randrange(20, 200)), one[5].date() + _DAY)
            at = datetime(first.year, first.month, first.day, tzinfo=UTC)
            by = one[4]
            requests.append((request, one[0], "suspend", "financing", "why", "granted", at, by, at, by, at, "e"))
            last = None if lasting else first + timedelta(days=self._random.randrange(15))
            stretches.append((self._id(), one[0], request, first, "the loan goes on", last))
        await self._copy("suspension_request", _REQUEST, requests)
        await self._copy("project_suspension", _SUSPENSION, stretches)

    def _region(self) -> str:
        """Some regions have five times as much as others."""
        return self._random.choices(REGIONS, weights=range(5, 5 + len(REGIONS)))[0]


_SECTORS: Final = sorted(SECTORS)
_ORGANISATION = ("id", "kind", "name_ru", "name_kk", "name_en", "countries", "regions", "sectors")
_PERSON = ("id", "organisation_id", "role", "name", "language")
_COMPANY = ("id", "maker", "author", "made_at", "legal_name", "country", "sector", "key", "search", "sort")
_INITIATIVE = (
    "id", "number", "company", "maker", "author", "made_at", "title", "description", "sector", "region", "search",
    "since", "state", "akimat", "passed_at", "passed_by", "official", "allowed_by", "allowed_at", "edition",
)  # fmt: skip
_PROJECT = (
    "id", "number", "company", "initiator", "author", "submitted_at", "akimat", "official", "title", "description",
    "bin", "sector", "region", "amount", "currency", "starts_on", "ends_on", "search", "since", "state", "pool",
    "corridor", "suspended", "edition",
)  # fmt: skip
_STATE, _POOL, _CORRIDOR, _SUSPENDED = (_PROJECT.index(one) for one in ("state", "pool", "corridor", "suspended"))
_TASK = (
    "id", "project", "akimat", "region", "sector", "official", "stage", "position", "title", "starts_on", "due",
    "result", "risk", "mitigation", "party", "progress", "done_on", "suspended", "ranked", "corridor", "left_on",
    "counts_from", "soonest", "moved",
)  # fmt: skip
_DEADLINE = (
    "id", "kind", "clause", "legal", "subject_kind", "subject_id", "organisation_id", "person_id", "due", "nominal",
    "instant", "state", "edition", "opened_at",
)  # fmt: skip
_REQUEST = (
    "id", "project", "measure", "ground", "reason", "state", "made_at", "asked_by", "asked_at", "decided_by",
    "decided_at", "edition",
)  # fmt: skip
_SUSPENSION = ("id", "project", "request", "first", "condition", "last")


async def make(dsn: str, projects: int, initiatives: int, seed: int) -> Country:
    """Fill an empty migrated database; `dsn` is of its owner."""
    country = Country(seed, projects, initiatives)
    connection = await asyncpg.connect(dsn)
    try:
        await Making(connection, country).run()
    finally:
        await connection.close()
    return country
