"""M2.9 in PostgreSQL: the same figures as the rule, over random tasks; and what changes them on the way."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

import pytest

from bot.storage import rating as storage
from bot.storage.unit import Database
from domain.classifier.regions import REGIONS, Region
from domain.edition.order_2024 import ORDER_2024
from domain.kit.ids import CompanyId
from domain.kit.periods import Quarter
from domain.rating.ports import Ratings
from domain.rating.rules import DueFrom, Stretch, TaskFacts, rating
from tests.town.people import Town, build, settle_in
from tests.town.project_rows import TaskRow, company_row, project_row

BANDS = ORDER_2024.realisation.rating_bands
NAMES = {region: region for region in REGIONS}
FIRST, DAYS = date(2026, 1, 1), 420
QUARTERS = [Quarter(2026, 1), Quarter(2026, 2), Quarter(2026, 3), Quarter(2026, 4), Quarter(2027, 1)]
NOW = datetime(2026, 11, 16, 5, 0, tzinfo=UTC)


@pytest.fixture
async def town(database: str) -> Town:
    made = build()
    await settle_in(made, database)
    return made


@pytest.fixture
async def db(database: str) -> AsyncIterator[Database]:
    opened = Database(database, storage.PORTS, size=2)
    yield opened
    await opened.close()


class World:
    """Random projects in the database, and the same as the rule sees them."""

    def __init__(self, raw: Any, town: Town, seed: int) -> None:
        self.raw, self.town, self.random = raw, town, Random(seed)
        self.facts: list[TaskFacts] = []
        self.ids: dict[UUID, TaskFacts] = {}

    def day(self, low: date = FIRST, span: int = DAYS) -> date:
        return low + timedelta(days=self.random.randrange(span))

    async def project(self, company: CompanyId) -> None:
        random = self.random
        region = random.choice(REGIONS[:4])
        ranked, gone = random.random() < 0.85, self.day() if random.random() < 0.15 else None
        rows, histories = [], []
        for _ in range(random.randrange(6)):
            since = self.day(span=300)
            more = sorted({self.day(since + timedelta(days=1), 200) for _ in range(random.choice((0, 0, 0, 1, 2)))})
            history = [DueFrom(one, self.day()) for one in (since, *more)]
            done = self.day(since, 250) if random.random() < 0.5 else None
            rows.append(TaskRow(history[-1].due, done, since, starts_on=FIRST - timedelta(days=400)))
            histories.append(history)
        akimat = self.town.organisations["karaganda"]
        project, tasks = await project_row(
            self.raw, company=company, initiator=akimat, akimat=akimat, author=self.town["karaganda.officer"].person,
            now=NOW, tasks=rows, region=region, pool="national" if ranked else "regional",
        )  # fmt: skip
        gaps = await self.gaps(project)
        for task, row, history in zip(tasks, rows, histories, strict=True):
            await self.raw.execute("DELETE FROM task_due WHERE task = $1", task)
            await self.raw.executemany(
                "INSERT INTO task_due (task, since, due) VALUES ($1, $2, $3)", [(task, d.since, d.due) for d in history]
            )
            ended = min((one for one in (row.done_on, gone) if one is not None), default=None)
            if ranked:
                seen = TaskFacts(Region(region), project, tuple(history), ended, gaps)
                self.facts.append(seen)
                self.ids[task] = seen
        await self.raw.execute("UPDATE task SET left_on = $2 WHERE project = $1", project, gone)

    async def gaps(self, project: UUID) -> tuple[Stretch, ...]:
        """Up to two stretches of suspension; one may last, one may be lifted on its very day."""
        made, low = [], FIRST
        for _ in range(self.random.choice((0, 0, 1, 2))):
            first = self.day(low, 150)
            last = None if self.random.random() < 0.3 else first + timedelta(days=self.random.randrange(-1, 60))
            made.append(Stretch(first, last))
            request = UUID(int=self.random.getrandbits(128))
            person = self.town["uo.officer"].person
            await self.raw.execute(
                "INSERT INTO suspension_request (id, project, measure, ground, reason, state, made_at, asked_by,"
                " asked_at, decided_by, decided_at, edition)"
                " VALUES ($1, $2, 'suspend', 'financing', 'why', 'granted', $3, $4, $3, $4, $3, 'e')",
                request, project, NOW, person,
            )  # fmt: skip
            await self.raw.execute(
                "INSERT INTO project_suspension (id, project, request, first, condition, last)"
                " VALUES (gen_random_uuid(), $1, $2, $3, 'c', $4)",
                project, request, first, last,
            )  # fmt: skip
            if last is None:
                break
            low = last + timedelta(days=2)
        return tuple(made)


@pytest.mark.parametrize("seed", range(6))
async def test_m2_9_the_database_says_what_the_rule_says(db: Database, town: Town, seed: int) -> None:
    async with db.unit() as unit:
        world = World(unit.raw, town, seed)
        officer = town["karaganda.officer"]
        company = await company_row(unit.raw, officer.organisation, officer.person, NOW)
        for _ in range(60):
            await world.project(company)
    differing = 0
    async with db.unit(readonly=True) as unit:
        stored = unit.port(Ratings)
        for quarter in QUARTERS:
            for today in (quarter.first, quarter.first + timedelta(days=40), quarter.last, date(2027, 6, 1)):
                expected = rating(world.facts, quarter, today, BANDS, NAMES)
                found = {one.region: one for one in await stored.figures(quarter, today, BANDS)}
                assert {one.region for one in expected} == found.keys(), (quarter, today)
                for one in expected:
                    row = found[one.region]
                    assert (row.points, row.projects, row.late) == (one.points, one.projects, len(one.overdue)), (
                        quarter, today, one.region,
                    )  # fmt: skip
                    behind, total = await stored.late(town["uo.head"], quarter, today, BANDS, one.region, 0, 1000)
                    assert total == len(behind) == len(one.overdue)
                    assert sorted((seen.days, seen.points) for seen in behind) == sorted(
                        (seen.days, seen.points) for seen in one.overdue
                    )
                    assert [seen.days for seen in behind] == sorted((seen.days for seen in behind), reverse=True)
                    differing += len(one.overdue)
    assert differing > 200, "the tasks were hardly ever late: nothing was compared"


async def test_m2_9_behind_a_figure_only_what_one_may_see(db: Database, town: Town) -> None:
    """A2: figures are everybody's, the tasks behind them those of one's own scope."""
    officer = town["karaganda.officer"]
    async with db.unit() as unit:
        company = await company_row(unit.raw, officer.organisation, officer.person, NOW)
        for region in ("35", "61"):
            await project_row(
                unit.raw, company=company, initiator=officer.organisation, akimat=officer.organisation,
                author=officer.person, now=NOW, tasks=[TaskRow(date(2026, 10, 10))], region=region,
            )  # fmt: skip
    quarter, today = Quarter(2026, 4), date(2026, 11, 16)
    async with db.unit(readonly=True) as unit:
        stored = unit.port(Ratings)
        assert {one.region for one in await stored.figures(quarter, today, BANDS)} == {"35", "61"}
        for who, region, seen in (
            ("karaganda.officer", "35", 1),
            ("karaganda.officer", "61", 1),  # it began that project itself, but A2 gives a MIO its region's
            ("turkistan.officer", "61", 1),
            ("turkistan.officer", "35", 0),
            ("seoul.head", "35", 0),
            ("uo.observer", "35", 1),
            ("council.head", "61", 1),
        ):
            expected = 0 if (who, region) == ("karaganda.officer", "61") else seen
            found, total = await stored.late(town[who], quarter, today, BANDS, Region(region), 0, 10)
            assert (len(found), total) == (expected, expected), (who, region)
        assert await stored.first_quarter() == Quarter(2026, 1)


async def test_m2_7_the_history_is_kept_by_itself(db: Database, town: Town) -> None:
    """Whoever writes dates need not know of the rating."""
    officer = town["karaganda.officer"]
    async with db.unit() as unit:
        company = await company_row(unit.raw, officer.organisation, officer.person, NOW)
        _, (task,) = await project_row(
            unit.raw, company=company, initiator=officer.organisation, akimat=officer.organisation,
            author=officer.person, now=NOW, tasks=[TaskRow(date(2026, 10, 10))],
        )  # fmt: skip
        kept = "SELECT counts_from, soonest, moved FROM task WHERE id = $1"
        assert tuple(await unit.raw.fetchrow(kept, task)) == (date(2026, 2, 2), date(2026, 10, 10), False)
        await unit.raw.execute("INSERT INTO task_due VALUES ($1, '2026-10-20', '2026-12-01')", task)
        assert tuple(await unit.raw.fetchrow(kept, task)) == (date(2026, 2, 2), date(2026, 10, 10), True)
        await unit.raw.execute("UPDATE task_due SET due = '2026-09-01' WHERE since = '2026-10-20'")
        assert tuple(await unit.raw.fetchrow(kept, task)) == (date(2026, 2, 2), date(2026, 9, 1), True)
        figures = await unit.port(Ratings).figures(Quarter(2026, 4), date(2026, 10, 25), BANDS)
        # 11–19 October by the first date, 20–25 October by the second
        assert [(one.points, one.late) for one in figures] == [(Decimal(1), 1)]
