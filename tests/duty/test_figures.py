"""Figures beside a report agree with the data, by body and period (R1–R9)."""

from collections.abc import AsyncIterator

import pytest

from bot.storage.unit import Database
from bot.wiring import ports
from domain.duty.ports import Counted, DutyFigures
from domain.kit.periods import Quarter, almaty_date
from tests.acts.stage import MORE, Stage
from tests.town.people import build, settle_in


@pytest.fixture
async def stage(database: str) -> AsyncIterator[Stage]:
    town = build(MORE)
    await settle_in(town, database)
    opened = Database(database, ports(), size=2)
    made = Stage(town, opened)
    company = await made.company()
    meeting = await made.meeting(company)
    await made.initiative(company, meeting)
    await made.sql("UPDATE initiative SET made_at = '2026-12-31 18:59:59+00', passed_at = NULL")
    await made.sql("UPDATE meeting SET day = '2026-12-31'")
    yield made
    await opened.close()


async def counted(stage: Stage, who: str, quarter: Quarter) -> Counted:
    async with stage.db.unit() as unit:
        return await unit.port(DutyFigures).counted(stage.town.organisations[who], quarter.first, quarter.last)


async def test_a_mission_counts_its_own_and_by_the_dates_of_almaty(stage: Stage) -> None:
    """The last second of the year in Almaty is still in the quarter; the next begins with none."""
    fourth = Quarter(2026, 4)
    assert await counted(stage, "berlin", fourth) == Counted(meetings=1, initiatives=1, passed=0)
    assert await counted(stage, "berlin", fourth.following) == Counted(meetings=0, initiatives=0, passed=0)
    assert await counted(stage, "seoul", fourth) == Counted(meetings=0, initiatives=0, passed=0)
    await stage.sql("UPDATE initiative SET made_at = '2026-12-31 19:00:00+00'")
    assert (await counted(stage, "berlin", fourth)).initiatives == 0


async def test_the_national_company_counts_everybodys(stage: Stage) -> None:
    found = await counted(stage, "nc", Quarter(2026, 4))
    assert (found.meetings, found.initiatives, found.regional, found.national) == (1, 1, 0, 0)


async def test_a_holding_has_no_figures_of_the_order(stage: Stage) -> None:
    assert not (await counted(stage, "holding", Quarter.of(almaty_date(stage.town.now)))).anything
