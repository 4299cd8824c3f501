"""M2.8 in PostgreSQL: the colours of the rule, by scope (A2), narrowed and page by page."""

from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID

import pytest

from bot.storage import panel as storage
from bot.storage.unit import Database
from domain.edition.order_2024 import ORDER_2024
from domain.panel.ports import By, PanelFilter, Panels, PanelTask
from domain.panel.rules import Colour, colour
from tests.acts.case import PEOPLE
from tests.acts.stage import MORE
from tests.town.people import Town, build, settle_in
from tests.town.project_rows import TaskRow, company_row, project_row

NOW = datetime(2026, 11, 16, 5, 0, tzinfo=UTC)
TODAY = date(2026, 11, 16)
BELOW = ORDER_2024.realisation.yellow_below_days.value
STAGES = ("pre_investment", "investment", "post_investment")
EDGES = (-400, -16, -15, -6, -5, -1, 0, 1, 5, 7, 8, 9, 10, 30)
"""Days from today around every boundary: overdue from the day after, ten days with today counted."""


@dataclass(frozen=True)
class Seen:
    """A task as the test knows it."""

    id: UUID
    region: str
    sector: str
    stage: str
    national: bool
    colour: Colour
    due: date
    official: UUID | None


@pytest.fixture
async def town(database: str) -> Town:
    made = build(MORE)
    await settle_in(made, database)
    return made


@pytest.fixture
async def db(database: str) -> AsyncIterator[Database]:
    opened = Database(database, storage.PORTS, size=2)
    yield opened
    await opened.close()


async def filled(db: Database, town: Town, seed: int = 1) -> list[Seen]:
    random = Random(seed)
    found: list[Seen] = []
    officer = town["karaganda.officer"]
    async with db.unit() as unit:
        company = await company_row(unit.raw, officer.organisation, officer.person, NOW)
        for number in range(24):
            region = random.choice(("35", "61"))
            akimat = town.organisations["karaganda" if region == "35" else "turkistan"]
            official = town["karaganda.head" if region == "35" else "turkistan.head"].person
            national, suspended, gone = random.random() < 0.7, random.random() < 0.2, random.random() < 0.1
            sector = random.choice(("C", "D"))
            tasks = [
                TaskRow(
                    TODAY + timedelta(days=random.choice(EDGES)),
                    TODAY - timedelta(days=3) if random.random() < 0.3 else None,
                    stage=random.choice(STAGES),
                )
                for _ in range(10)
            ]
            project, made = await project_row(
                unit.raw, company=company, initiator=town.organisations["holding"], akimat=akimat, sector=sector,
                region=region, author=officer.person, now=NOW, tasks=tasks, official=official if number % 3 else None,
                pool="national" if national else "regional", state="excluded" if gone else "with_roadmap",
                parties=[town.organisations["participant"]] if number % 4 == 0 else [],
            )  # fmt: skip
            await unit.raw.execute(
                "UPDATE task SET suspended = $2, left_on = $3 WHERE project = $1",
                project, suspended, TODAY if gone else None,
            )  # fmt: skip
            if gone:
                continue
            for id_, row in zip(made, tasks, strict=True):
                shown = colour(row.due, TODAY, yellow_below=BELOW, done=row.done_on is not None, suspended=suspended)
                of = official if number % 3 else None
                found.append(Seen(id_, region, sector, row.stage, national, shown, row.due, of))
    return found


@pytest.mark.parametrize("seed", [1, 2])
async def test_m2_8_the_database_says_what_the_rule_says(db: Database, town: Town, seed: int) -> None:
    seen = await filled(db, town, seed)
    filters: list[tuple[PanelFilter, Callable[[Seen], bool]]] = [
        (PanelFilter(), lambda one: True),
        (PanelFilter(region="35"), lambda one: one.region == "35"),
        (PanelFilter(stage="investment", pool="national"), lambda one: one.stage == "investment" and one.national),
        (PanelFilter(pool="regional", sector="D"), lambda one: not one.national and one.sector == "D"),
        (
            PanelFilter(official=town["karaganda.head"].person),
            lambda one: one.official == town["karaganda.head"].person,
        ),
    ]
    async with db.unit(readonly=True) as unit:
        panels = unit.port(Panels)
        for chosen, holds in filters:
            mine = [one for one in seen if holds(one)]
            keys: tuple[tuple[By, Callable[[Seen], str]], ...] = (
                (By.REGION, lambda one: one.region),
                (By.OFFICIAL, lambda one: str(one.official) if one.official else ""),
                (By.STAGE, lambda one: one.stage),
            )
            for by, key in keys:
                lines = await panels.counts(town["uo.head"], chosen, by, TODAY, BELOW)
                expected = Counter((key(one), one.colour) for one in mine)
                assert {(line.key, c): line.of(c) for line in lines for c in Colour if line.of(c)} == dict(expected)
                assert [line.red for line in lines] == sorted((line.red for line in lines), reverse=True)
            for shown in Colour:
                pages: list[PanelTask] = []
                for page in range(0, 40, 8):
                    found, total = await panels.tasks(town["uo.head"], chosen, shown, TODAY, BELOW, page, 8)
                    pages += found
                    assert total == sum(one.colour is shown for one in mine)
                wanted = [one for one in mine if one.colour is shown]
                assert {one.task for one in pages} <= {one.id for one in wanted}
                if len(wanted) <= 40:
                    assert len(pages) == len(wanted)
                if shown is not Colour.DONE:
                    assert [one.due for one in pages] == sorted(one.due for one in pages)
            await panels.sectors(town["uo.head"], chosen)


async def test_a2_everybody_counts_what_they_may_see(db: Database, town: Town) -> None:
    """The whole of A2 for tasks: UO, NC and COUNCIL all, a region its own, a sector its own, a holding those it made,
    a participant those it takes part in, the others nothing."""
    seen = await filled(db, town)
    karaganda = sum(one.region == "35" for one in seen)
    turkistan = len(seen) - karaganda
    expected = {
        **dict.fromkeys(("uo", "nc", "council", "holding"), len(seen)),
        **dict.fromkeys(("karaganda", "karaganda_org", "nc_karaganda"), karaganda),
        "turkistan": turkistan,
        "industry": sum(one.sector == "C" for one in seen),
        "energy": sum(one.sector == "D" for one in seen),
    }
    async with db.unit(readonly=True) as unit:
        for who in PEOPLE:
            body = who.split(".")[0]
            if body == "participant":
                continue
            lines = await unit.port(Panels).counts(town[who], PanelFilter(), By.REGION, TODAY, BELOW)
            assert sum(line.all for line in lines) == expected.get(body, 0), who
        mine = await unit.port(Panels).counts(town["participant.officer"], PanelFilter(), By.STAGE, TODAY, BELOW)
        assert 0 < sum(line.all for line in mine) < len(seen)
        for colour_ in Colour:  # attack 42: by the list neither
            assert (await unit.port(Panels).tasks(town["seoul.head"], PanelFilter(), colour_, TODAY, BELOW, 0, 8))[
                1
            ] == 0
