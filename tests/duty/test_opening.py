"""Duties open by themselves, once each, for everybody who owes them, with their clocks (R1–R12, N1)."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from bot.jobs.duty import keep_duties
from bot.machine.rules import PublishedRules
from bot.storage.duty import PORTS
from bot.storage.unit import Database
from domain.kit.actor import OrganisationKind as K
from domain.kit.periods import ALMATY
from tests.acts.stage import MORE
from tests.town.people import Town, build, settle_in

RULES = PublishedRules()


@dataclass
class Office:
    """The town on PostgreSQL, on a legal date."""

    town: Town
    database: Database

    async def at(self, day: date) -> None:
        async with self.database.unit() as unit:
            await unit.raw.execute(
                "UPDATE legal_clock SET shift = $1::timestamptz - clock_timestamp()",
                datetime(day.year, day.month, day.day, 9, tzinfo=ALMATY),
            )

    async def keep(self) -> int:
        return await keep_duties(self.database, RULES)

    async def rows(self, sql: str, *values: Any) -> list[Any]:
        async with self.database.unit() as unit:
            return list(await unit.raw.fetch(sql, *values))

    async def codes(self, who: str, state: str = "open") -> set[str]:
        rows = await self.rows(
            "SELECT code FROM duty WHERE organisation = $1 AND state = $2", self.town.organisations[who], state
        )
        return {row["code"] for row in rows}


@pytest.fixture
async def office(database: str) -> AsyncIterator[Office]:
    town = build(MORE)
    await settle_in(town, database)
    opened = Database(database, PORTS)
    made = Office(town, opened)
    await made.rows("UPDATE organisation SET created_at = '2026-11-01' RETURNING id")
    await made.rows("UPDATE duty_epoch SET since = '2026-11-22' RETURNING since")
    yield made
    await opened.close()


async def test_a_month_before_the_date_nothing_is_open_yet(office: Office) -> None:
    await office.at(date(2026, 12, 14))
    assert await office.keep() == 0
    await office.at(date(2026, 12, 15))
    await office.keep()
    opened = await office.rows("SELECT DISTINCT code, due::text AS due FROM duty ORDER BY code")
    assert [(row["code"], row["due"]) for row in opened] == [(code, "2027-01-14") for code in ("R5", "R6a", "R6b")]


async def test_the_year_begins_with_everybodys_and_their_clocks(office: Office) -> None:
    await office.at(date(2027, 1, 1))
    assert await office.keep() > 0
    assert await office.codes("karaganda") == {"R1", "R2a", "R6a", "R6b", "R7", "R8", "R9a", "R9b", "R11"}
    assert await office.codes("berlin") == {"R4", "R5"}
    assert await office.codes("nc_germany") == {"R4"}
    assert await office.codes("nc") == {"R3", "R9a", "R9b"}
    assert await office.codes("council") == await office.codes("holding") - {"R11"} == set()
    clocks = await office.rows(
        """SELECT c.kind, c.clause, c.due::text AS due, c.instant, c.legal, c.edition FROM deadline c
        WHERE c.organisation_id = $1 ORDER BY c.kind""",
        office.town.organisations["berlin"],
    )
    assert [(row["kind"], row["clause"], row["due"]) for row in clocks] == [
        ("duty.R4", "п. 68", "2027-01-15"),
        ("duty.R5", "п. 17.2", "2027-01-14"),
    ]
    assert clocks[0]["instant"].astimezone(ALMATY) == datetime(2027, 1, 16, tzinfo=ALMATY)
    assert all(row["legal"] and row["edition"] == "2024-12-31" for row in clocks)
    unmatched = await office.rows(
        """SELECT FROM duty d WHERE (SELECT count(*) FROM deadline c WHERE c.subject_kind = 'duty'
            AND c.subject_id = d.id AND c.state = 'open') <> 1"""
    )
    assert unmatched == []


async def test_opening_twice_and_by_two_at_once_is_once(office: Office) -> None:
    await office.at(date(2027, 1, 1))
    counts = await asyncio.gather(*(office.keep() for _ in range(4)))
    assert sum(counts) == (await office.rows("SELECT count(*) AS n FROM duty"))[0]["n"] > 0
    assert (await office.rows("SELECT count(*) AS n FROM deadline"))[0]["n"] == sum(counts)
    assert await office.keep() == 0
    assert (await office.rows("SELECT count(*) AS n FROM audit WHERE act = 'duty.open'"))[0]["n"] == sum(counts)


async def test_the_next_quarter_opens_its_own_and_leaves_the_first(office: Office) -> None:
    await office.at(date(2027, 1, 1))
    await office.keep()
    await office.at(date(2027, 4, 1))
    await office.keep()
    rows = await office.rows(
        "SELECT period, due::text AS due FROM duty WHERE organisation = $1 AND code = 'R4' ORDER BY due",
        office.town.organisations["berlin"],
    )
    assert [(row["period"], row["due"]) for row in rows] == [("2026-Q4", "2027-01-15"), ("2027-Q1", "2027-04-15")]


async def test_a_new_organisation_owes_from_the_period_it_came_in(office: Office) -> None:
    await office.at(date(2027, 4, 1))
    newcomer = UUID(int=500)
    await office.rows(
        """INSERT INTO organisation (id, kind, name_ru, name_kk, name_en, regions, created_at)
        VALUES ($1, 'akimat', 'a', 'a', 'a', '{10}', '2027-03-31 18:00+05') RETURNING id""",
        newcomer,
    )
    await office.keep()
    rows = await office.rows("SELECT DISTINCT period FROM duty WHERE organisation = $1", newcomer)
    assert {row["period"] for row in rows} == {"2027-Q1"}, "the year before is not its own"


async def test_a_closed_organisation_owes_nothing_more(office: Office) -> None:
    await office.at(date(2027, 1, 1))
    await office.keep()
    closed = office.town.organisations["karaganda"]
    await office.rows("UPDATE organisation SET active = false WHERE id = $1 RETURNING id", closed)
    assert await office.keep() == 9
    assert await office.codes("karaganda") == set()
    assert len(await office.codes("karaganda", "cancelled")) == 9
    open_clocks = await office.rows("SELECT FROM deadline WHERE organisation_id = $1 AND state = 'open'", closed)
    assert open_clocks == []
    assert await office.keep() == 0


async def test_a_body_that_changes_its_kind_owes_what_its_kind_owes(office: Office) -> None:
    await office.at(date(2027, 1, 1))
    await office.keep()
    changed = office.town.organisations["karaganda_org"]
    await office.rows("UPDATE organisation SET kind = 'support_organisation' WHERE id = $1 RETURNING id", changed)
    await office.keep()
    assert await office.codes("karaganda_org") == set()


@pytest.mark.parametrize(
    ("part", "day", "more"),
    [
        ("industry_body", date(2027, 3, 1), {"R12a"}),
        ("industry_body", date(2027, 7, 1), {"R12a", "R12c", "R12e"}),
        ("resource_bodies", date(2027, 5, 31), {"R12b", "R12d"}),
    ],
)
async def test_r12_is_owed_by_marked_central_bodies(office: Office, part: str, day: date, more: set[str]) -> None:
    marked = office.town.organisations["industry"]
    await office.rows("UPDATE organisation SET parts = ARRAY[$2] WHERE id = $1 RETURNING id", marked, part)
    await office.at(day)
    await office.keep()
    assert {code for code in await office.codes("industry") if code.startswith("R12")} == more
    assert not {code for code in await office.codes("energy") if code.startswith("R12")}


async def test_who_is_exempt_is_opened_as_exempt_without_a_clock(office: Office) -> None:
    await office.rows(
        "INSERT INTO duty_exemption (code, organisation, reason, by, at) VALUES ('R8', $1, 'no pool', $2, now())"
        " RETURNING code",
        office.town.organisations["karaganda"],
        office.town["nc.head"].person,
    )
    await office.at(date(2027, 1, 1))
    await office.keep()
    assert await office.codes("karaganda", "exempt") == {"R8"}
    clocks = await office.rows(
        "SELECT FROM deadline WHERE organisation_id = $1 AND kind = 'duty.R8'", office.town.organisations["karaganda"]
    )
    assert clocks == []


async def test_a_year_in_the_life_of_the_town(office: Office) -> None:
    """Every day of 2027 the ticker looks: everybody owes each period exactly once."""
    day = date(2026, 12, 30)
    while day <= date(2028, 1, 2):
        await office.at(day)
        await office.keep()
        day += timedelta(days=1 if day.day in (1, 2, 30, 31) else 7)
    rows = await office.rows(
        """SELECT o.kind, d.code, count(*) AS n FROM duty d JOIN organisation o ON o.id = d.organisation
        WHERE o.id = ANY ($1) GROUP BY 1, 2""",
        [office.town.organisations[name] for name in ("karaganda", "berlin", "nc", "institute")],
    )
    counted = {(K(row["kind"]), row["code"]): row["n"] for row in rows}
    assert counted[K.AKIMAT, "R1"] == counted[K.MISSION, "R5"] == counted[K.NATIONAL_COMPANY, "R3"] == 5
    assert counted[K.AKIMAT, "R7"] == 3
    assert counted[K.AKIMAT, "R10"] == 1
    assert counted[K.INDUSTRY_INSTITUTE, "R12b"] == 1
