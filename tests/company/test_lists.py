"""Lists, pages, search and doubles with a thousand companies on PostgreSQL (M1.1): rows and order, never seconds."""

import json
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from bot.storage import company, machine
from bot.storage.unit import Database
from domain.company.model import new_company
from domain.company.ports import Companies, CompanyFilter, CompanyLists
from domain.company.rules import Candidate, Sign, double_sign
from domain.kit.ids import CompanyId, new_id
from domain.names.fold import search_key
from tests.acts.stage import Stage
from tests.town import cards
from tests.town.people import build, settle_in

MANY = 1000
COUNTRIES = ("DE", "KR", "FR", "CN")
HARD = [
    '"QAZAQSTAN <MONARH>"',
    "ЖШС «Ұлттық Әлем-2030» & Ко",
    "{0.__class__} Holding",
    "100% %s Energy_Group",
    "O'Brien \\ Söhne",
    "東京 Электрик",
]


@pytest.fixture
async def stage(database: str) -> AsyncIterator[Stage]:
    town = build()
    await settle_in(town, database)
    db = Database(database, machine.PORTS | company.PORTS, size=2)
    yield Stage(town, db)
    await db.close()


@pytest.fixture
async def thousand(stage: Stage) -> Stage:
    """250 companies of each country, «Energy» in every name; those of Germany and Korea by their missions."""
    async with stage.db.unit() as unit:
        companies = unit.port(Companies)
        for number in range(MANY):
            country = COUNTRIES[number % 4]
            actor = stage.town["seoul.head" if country == "KR" else "berlin.officer"]
            facts = cards.company(f"Energy {number:04d} AG", country=country, site="", sector="CD"[number % 2])
            unit.session.add(new_company(CompanyId(new_id()), actor.organisation, actor.person, stage.town.now, facts))
        await companies.add(
            new_company(
                CompanyId(new_id()),
                stage.town["berlin.head"].organisation,
                stage.town["berlin.head"].person,
                stage.town.now,
                cards.company("Zylinder Energy AG", site="zylinder.example"),
            )
        )
    return stage


async def test_pages_hold_every_company_once_in_order(thousand: Stage) -> None:
    async with thousand.db.unit() as unit:
        lists = unit.port(CompanyLists)
        actor = thousand.town["uo.officer"]
        names: list[str] = []
        for offset in range(0, MANY + 1, 100):
            lines, total = await lists.page(actor, CompanyFilter(), offset, 100)
            assert total == MANY + 1
            names += [line.name for line in lines]
        assert len(names) == len(set(names)) == MANY + 1
        assert names == sorted(names)
        assert await lists.page(actor, CompanyFilter(), 5000, 8) == ([], MANY + 1)


async def test_filters_count_what_they_show(thousand: Stage) -> None:
    berlin, seoul, uo = (thousand.town[one] for one in ("berlin.officer", "seoul.head", "uo.officer"))
    async with thousand.db.unit() as unit:
        lists = unit.port(CompanyLists)
        assert (await lists.page(seoul, CompanyFilter(), 0, 1))[1] == 250
        assert (await lists.page(berlin, CompanyFilter(own=True), 0, 1))[1] == 750
        assert (await lists.page(berlin, CompanyFilter(organisation=True), 0, 1))[1] == 751
        assert (await lists.page(uo, CompanyFilter(country="FR"), 0, 1))[1] == 250
        assert (await lists.page(uo, CompanyFilter(country="FR", sector="D"), 0, 1))[1] == 0
        assert dict(await lists.countries(uo)) == {"DE": 251, "KR": 250, "FR": 250, "CN": 250}
        assert dict(await lists.countries(seoul)) == {"KR": 250}
        assert sum(number for _, number in await lists.sectors(uo)) == MANY + 1


async def test_a_double_is_found_among_a_thousand_like_names(thousand: Stage) -> None:
    """The one that is meant comes, however many share a word with it and stand before it in the alphabet."""
    async with thousand.db.unit() as unit:
        lists = unit.port(CompanyLists)
        for typed in (
            Candidate("Цилиндр Энерджи", "Zylinder Energy", "", ""),
            Candidate("ZYLINDER ENERGY", "", "", ""),
            Candidate("Energy Zylinder", "", "", ""),
            Candidate("Any Energy", "", "", "https://zylinder.example/x"),
        ):
            near = await lists.near(thousand.town["berlin.officer"], typed)
            found = {one.line.name: double_sign(typed, one.candidate) for one in near}
            assert found.get("Zylinder Energy AG"), typed
        typed = Candidate("Energy 0007", "", "", "")
        near = await lists.near(thousand.town["uo.officer"], typed)
        same = [one.line.name for one in near if (s := double_sign(typed, one.candidate)) and s[0] is Sign.SAME_NAME]
        assert same == ["Energy 0007 AG"]
        assert len(near) <= 100


SPOKEN = [
    ("Simens AG", "Siemens AG"),
    ("Сименс АГ", "Siemens AG"),
    ("Фольксваген АГ", "Volkswagen AG"),
    ("Kazzinc LLP", "ТОО Казцинк"),
    ("Казахмыс", "Қазақмыс"),
    ("Самсунг", "Samsung"),
    ("Хёндэ", "Hyundai"),
    ("Samsung C & T", "Samsung C&T"),
    ("Шеврон", "Chevron"),
]


@pytest.mark.parametrize(("typed", "known"), [*SPOKEN, *((known, typed) for typed, known in SPOKEN)])
async def test_a_double_is_found_by_its_sound(thousand: Stage, typed: str, known: str) -> None:
    """M1.1: another script or a slip of a letter does not hide the card from the search for doubles."""
    made = await thousand.company(legal_name=known, site="")
    candidate = Candidate(typed, "", "", "")
    async with thousand.db.unit() as unit:
        near = await unit.port(CompanyLists).near(thousand.town["berlin.officer"], candidate)
        assert [one.line.id for one in near if double_sign(candidate, one.candidate)] == [made]


async def test_a_page_reads_no_more_rows_than_it_shows(thousand: Stage, owner_database: str) -> None:
    """The plan walks an index in the order of the list and stops at the page's end, whoever filters."""
    connection = await asyncpg.connect(owner_database)
    try:
        await connection.execute("ANALYZE company")
        for where in ("true", "country = 'FR'"):
            plan = json.loads(
                await connection.fetchval(
                    "EXPLAIN (ANALYZE, FORMAT JSON, TIMING OFF)"
                    f" SELECT id, legal_name FROM company WHERE {where} ORDER BY sort, id LIMIT 8"
                )
            )
            scan: dict[str, Any] = plan[0]["Plan"]
            while "Plans" in scan:
                scan = scan["Plans"][0]
            assert scan["Index Name"].startswith("ix_company_")
            assert scan["Actual Rows"] + scan.get("Rows Removed by Filter", 0) <= 100, "the whole table is read"
    finally:
        await connection.close()


@pytest.mark.parametrize("hard", HARD)
async def test_attacks_58_60_63_67_hard_names_are_stored_listed_and_found(stage: Stage, hard: str) -> None:
    made = await stage.company(legal_name=hard)
    async with stage.db.unit() as unit:
        actor = stage.town["berlin.officer"]
        lists = unit.port(CompanyLists)
        lines, _ = await lists.page(actor, CompanyFilter(), 0, 8)
        assert [line.name for line in lines] == [hard]
        assert [line.id for line in await lists.find(actor, search_key(hard), 8)] == [made]
        near = await lists.near(actor, Candidate(hard, "", "", ""))
        assert [one.line.id for one in near] == [made]
        for nothing in ("%", "_", "%%%", "\\", "' OR 1=1", " "):
            assert await lists.find(actor, search_key(nothing), 8) == [], nothing
            assert await lists.find(stage.town["seoul.head"], search_key(hard), 8) == []
