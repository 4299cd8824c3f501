"""Initiatives by sector and country, KYC checks by country (issue 2), and who may narrow them so (A2)."""

from collections.abc import AsyncIterator

import pytest

from bot.storage.unit import Database
from bot.wiring import ports
from domain.initiative.ports import InitiativeFilter, InitiativeLists
from domain.kyc.ports import KycLists
from tests.acts.stage import Stage
from tests.town.people import build, settle_in


@pytest.fixture
async def stage(database: str) -> AsyncIterator[Stage]:
    town = build()
    await settle_in(town, database)
    db = Database(database, ports(), size=2)
    yield Stage(town, db)
    await db.close()


async def test_by_sector_and_country(stage: Stage) -> None:
    of = await stage.company(country="DE")
    made = await stage.initiative(of, await stage.meeting(of))
    sector = await stage.sql("SELECT sector FROM initiative")
    other = "A" if sector != "A" else "C"
    async with stage.db.unit() as unit:
        lists = unit.port(InitiativeLists)
        for who, seen in (("uo.officer", True), ("berlin.officer", True), ("seoul.head", False)):
            actor = stage.town[who]
            for chosen, fits in (
                (InitiativeFilter(sector=sector, country="DE"), True),
                (InitiativeFilter(country="KR"), False),
                (InitiativeFilter(sector=other), False),
            ):
                lines, total = await lists.page(actor, chosen, 0, 8)
                assert [line.id for line in lines] == ([made] if seen and fits else []), (who, chosen)
                assert total == len(lines)
            assert await lists.countries(actor) == ([("DE", 1)] if seen else [])
            assert await lists.sectors(actor) == ([(sector, 1)] if seen else [])


async def test_kyc_by_country(stage: Stage) -> None:
    """A2: counted and listed for those who may see the case."""
    case = await stage.case(await stage.company(country="DE"))
    async with stage.db.unit() as unit:
        lists = unit.port(KycLists)
        for who, seen in (("uo.officer", True), ("berlin.head", True), ("seoul.head", False)):
            actor = stage.town[who]
            assert await lists.countries(actor) == ([("DE", 1)] if seen else []), who
            lines, total = await lists.page(actor, "", False, 0, 8, "DE")
            assert [line.id for line in lines] == ([case] if seen else [])
            assert total == len(lines)
            assert (await lists.page(actor, "", False, 0, 8, "KR"))[1] == 0
