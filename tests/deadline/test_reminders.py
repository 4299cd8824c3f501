"""Reminders become notices, once per deadline, version, step and person (N2, T3)."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from bot.machine.rules import PublishedRules
from bot.machine.ticker import Ticker
from bot.storage.unit import Database


@dataclass
class Office:
    """A deadline of an akimat, and a legal clock that tests move."""

    database: Database
    ticker: Ticker
    akimat: UUID
    body: UUID

    async def run(self, sql: str, *values: Any) -> Any:
        async with self.database.unit() as unit:
            return await unit.raw.fetchval(sql, *values)

    async def rows(self, sql: str, *values: Any) -> list[Any]:
        async with self.database.unit() as unit:
            return list(await unit.raw.fetch(sql, *values))

    async def today(self) -> date:
        day: date = await self.run(
            "SELECT ((clock_timestamp() + (SELECT shift FROM legal_clock)) AT TIME ZONE 'Asia/Almaty')::date"
        )
        return day

    async def go(self, day: date, hour: int = 12) -> int:
        """Move the legal clock to that hour in Almaty and let the ticker tick."""
        await self.run(
            """UPDATE legal_clock SET shift = ($1::date + make_interval(hours => $2)) AT TIME ZONE 'Asia/Almaty'
            - clock_timestamp()""",
            day, hour,
        )  # fmt: skip
        return await self.ticker.remind()

    async def person(self, organisation: UUID, role: str, zone: str | None = None) -> UUID:
        key = uuid4()
        await self.run(
            "INSERT INTO person (id, organisation_id, role, name, zone) VALUES ($1, $2, $3, 'N', $4)",
            key, organisation, role, zone,
        )  # fmt: skip
        return key

    async def deadline(self, due: date, person: UUID | None = None, legal: bool = True) -> UUID:
        key: UUID = await self.run(
            """INSERT INTO deadline (kind, clause, legal, subject_kind, subject_id, organisation_id, person_id, due,
                nominal, instant, opened_at)
            VALUES ('initiative.consideration', 'п. 42', $1, 'initiative', gen_random_uuid(), $2, $3, $4, $4,
                clock_timestamp(), clock_timestamp() + (SELECT shift FROM legal_clock)) RETURNING id""",
            legal, self.akimat, person, due,
        )  # fmt: skip
        return key

    async def told(self) -> list[tuple[int, UUID]]:
        """Who was told at which step, in order."""
        rows = await self.rows(
            """SELECT (notice->'d'->>'step')::int AS step, person_id FROM outbox
            WHERE notice->>'n' = 'deadline.reminder' ORDER BY id"""
        )
        return [(row["step"], row["person_id"]) for row in rows]


@pytest.fixture
async def office(database: str) -> AsyncIterator[Office]:
    opened = Database(database, {})
    akimat, body = uuid4(), uuid4()
    async with opened.unit() as unit:
        for key, kind in ((akimat, "akimat"), (body, "authorised_body")):
            await unit.raw.execute(
                "INSERT INTO organisation (id, kind, name_ru, name_kk, name_en) VALUES ($1, $2, 'N', 'N', 'N')",
                key, kind,
            )  # fmt: skip
    yield Office(opened, Ticker(opened, PublishedRules()), akimat, body)
    await opened.close()


START = date(2027, 1, 18)  # a Monday; far enough ahead for a clock that only moves forward
DUE = date(2027, 2, 10)  # a Wednesday


async def test_the_responsible_is_told_ten_three_and_one_day_before_and_on_the_day(office: Office) -> None:
    officer = await office.person(office.akimat, "officer")
    await office.person(office.akimat, "head")
    await office.go(START)
    await office.deadline(DUE, officer)
    for day in range(1, 24):
        await office.go(START + timedelta(days=day))
    # The tenth day before is a Sunday: told on the Friday.
    assert await office.told() == [(-10, officer), (-3, officer), (-1, officer), (0, officer)]


async def test_a_deadline_nobody_answers_for_is_everybodys_who_writes(office: Office) -> None:
    head = await office.person(office.akimat, "head")
    officer = await office.person(office.akimat, "officer")
    await office.person(office.akimat, "observer")
    gone = await office.person(office.akimat, "officer")
    await office.run("UPDATE person SET state = 'left' WHERE id = $1", gone)
    await office.go(START)
    await office.deadline(DUE)
    await office.go(DUE)
    assert {person for _, person in await office.told()} == {head, officer}


async def test_from_the_first_day_overdue_the_head_from_the_fifth_the_authorised_body(office: Office) -> None:
    officer = await office.person(office.akimat, "officer")
    head = await office.person(office.akimat, "head")
    body = await office.person(office.body, "officer")
    await office.go(START)
    await office.deadline(DUE, officer)
    told: dict[int, set[UUID]] = {}
    for day in (0, 1, 2, 5, 6, 7, 8, 12, 19):
        before = len(await office.told())
        await office.go(DUE + timedelta(days=day))
        told[day] = {person for _, person in (await office.told())[before:]}
    assert told[0] == {officer}
    assert told[1] == told[2] == {officer, head}
    assert told[5] == {officer, head, body}
    assert told[19] == {officer, head, body}  # weekly in the end


async def test_a_target_is_never_told_to_the_authorised_body(office: Office) -> None:
    officer = await office.person(office.akimat, "officer")
    body = await office.person(office.body, "head")
    await office.go(START)
    await office.deadline(DUE, officer, legal=False)
    for day in range(0, 20):
        await office.go(DUE + timedelta(days=day))
    assert body not in {person for _, person in await office.told()}


async def test_after_a_week_of_silence_one_reminder_speaks_not_three(office: Office) -> None:
    officer = await office.person(office.akimat, "officer")
    await office.go(START)
    await office.deadline(DUE, officer)
    await office.go(START)  # laid out
    await office.go(DUE)
    assert await office.told() == [(0, officer)]


@pytest.mark.parametrize("state", ["met", "cancelled", "paused"])
async def test_a_closed_or_paused_one_is_silent(office: Office, state: str) -> None:
    officer = await office.person(office.akimat, "officer")
    await office.go(START)
    key = await office.deadline(DUE, officer)
    await office.go(START)
    await office.run("UPDATE deadline SET state = $2, version = version + 1 WHERE id = $1", key, state)
    await office.go(DUE)
    assert await office.told() == []


async def test_a_moved_one_is_reminded_of_anew(office: Office) -> None:
    officer = await office.person(office.akimat, "officer")
    await office.go(START)
    key = await office.deadline(DUE, officer)
    await office.go(START)
    later = DUE + timedelta(days=30)
    await office.run("UPDATE deadline SET due = $2, nominal = $2, version = version + 1 WHERE id = $1", key, later)
    await office.go(DUE)
    assert await office.told() == []
    await office.go(later)
    assert [step for step, _ in await office.told()] == [0]


async def test_two_tickers_tell_once(office: Office) -> None:
    officer = await office.person(office.akimat, "officer")
    await office.go(START)
    for _ in range(20):
        await office.deadline(DUE, officer)
    await office.go(DUE)
    other = Ticker(office.database, PublishedRules())
    await other.remind()
    await office.ticker.remind()
    assert len(await office.told()) == 20


@pytest.mark.parametrize(
    ("zone", "hour", "expected"),
    [
        ("Asia/Almaty", 3, 9),  # too early in the morning: at nine
        ("Asia/Almaty", 12, 12),  # in the day: now
        ("Europe/Berlin", 10, 9),  # six in the morning in Berlin: at nine there
        ("America/New_York", 12, 9),  # two at night in New York: at nine there
    ],
)
async def test_t3_a_reminder_rings_in_the_readers_own_day(office: Office, zone: str, hour: int, expected: int) -> None:
    officer = await office.person(office.akimat, "officer", zone)
    await office.go(START)
    await office.deadline(DUE, officer)
    await office.go(DUE, hour)
    local = await office.run(
        """SELECT (not_before + (SELECT shift FROM legal_clock)) AT TIME ZONE $1 FROM outbox
        WHERE notice->>'n' = 'deadline.reminder'""",
        zone,
    )
    assert (local.date(), local.hour) == (DUE, expected)


@pytest.mark.parametrize(
    "gone",
    [
        "state = 'blocked'",
        "role = 'observer'",
        "organisation_id = (SELECT id FROM organisation WHERE kind = 'authorised_body')",
    ],
)
async def test_n1_a_deadline_of_somebody_who_is_gone_rings_for_all_who_write(office: Office, gone: str) -> None:
    """N1, N4: blocked, moved away, or made an observer: the deadline has not gone with the person."""
    officer = await office.person(office.akimat, "officer")
    colleague = await office.person(office.akimat, "officer")
    head = await office.person(office.akimat, "head")
    await office.person(office.akimat, "observer")
    await office.go(START)
    await office.deadline(DUE, officer)
    await office.run(f"UPDATE person SET {gone} WHERE id = $1", officer)
    await office.go(DUE)
    assert {person for _, person in await office.told()} == {colleague, head}
