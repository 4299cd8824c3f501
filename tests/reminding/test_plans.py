"""How the database goes about it: by indexes, however many deadlines are open; its clock agrees with the domain's."""

import random
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.platform.databases import connected
from bot.storage import reminders, reminding_rounds
from domain.deadline.steps import earliest_allowed
from domain.kit.periods import ALMATY
from tests.reminding.play import PERSON, Play

DAY = datetime(2029, 2, 6, 0, 30, tzinfo=ALMATY)
OPEN = 20_000
DUE = 40

_MANY = """
WITH made AS (
    INSERT INTO deadline (kind, clause, legal, subject_kind, subject_id, organisation_id, person_id, due, nominal,
        instant, opened_at, planned)
    SELECT 'duty.R2a', 'п. 67', true, 'many', gen_random_uuid(), p.organisation_id, p.id, '2029-06-01', '2029-06-01',
        now(), '2029-01-03T00:00Z', 1
    FROM generate_series(1, $2) n JOIN person p ON p.id = $1 RETURNING id
), laid AS (
    INSERT INTO reminder (deadline_id, version, step, at)
    SELECT id, 1, -10, CASE WHEN row_number() OVER () <= $3 THEN $4::timestamptz - interval '1 minute'
        ELSE $4::timestamptz + interval '90 days' END FROM made RETURNING deadline_id
)
INSERT INTO outbox (key, person_id, notice, about_kind, about_id, state, sent_at)
SELECT 'old:' || deadline_id, $1, '{"n": "deadline.reminder", "v": 1, "d": {}}', 'many', gen_random_uuid(), 'sent',
    now() FROM laid
"""
LARGE = {"deadline", "reminder", "outbox"}


def scanned(plan: Any) -> set[str]:
    """Tables that a plan reads from end to end."""
    found = {plan["Relation Name"]} if plan["Node Type"] == "Seq Scan" else set()
    return found.union(*(scanned(one) for one in plan.get("Plans", ())))


@pytest.fixture
async def crowded(play: Play, owner_database: str) -> Play:
    """Twenty thousand open deadlines and as many old messages; forty are due."""
    await play.jump(DAY)
    await play.run(_MANY, PERSON["karaganda_officer"].id, OPEN, DUE, DAY)
    async with connected(owner_database) as connection:
        await connection.execute("ANALYZE")
    return play


@pytest.mark.parametrize("cached", ["force_custom_plan", "force_generic_plan"])
async def test_n4_nothing_large_is_read_from_end_to_end(crowded: Play, cached: str) -> None:
    """Whichever way the server keeps the statement: planned for its values, or once for all."""
    now, today, off = DAY + timedelta(minutes=1), DAY.date(), [date(2029, 2, 10), date(2029, 2, 11)]
    statements: dict[str, tuple[str, list[Any]]] = {
        "look": (reminding_rounds.LOOK, []),
        "lay out": (reminders.UNPLANNED, [500]),
        "fire": (reminders.FIRE, [now, None, today, off, 1000, 1, 5, "national_company", "authorised_body"]),
        "wake": (reminding_rounds.WAKE, [now, None, today, off, 1000]),
        "unreachable": (reminding_rounds.UNREACHABLE, [now, off]),
    }
    async with crowded.database.unit() as unit:
        await unit.raw.execute(f"SET LOCAL plan_cache_mode = {cached}")
        for name, (sql, values) in statements.items():
            (plan,) = await unit.raw.fetchval(f"EXPLAIN (FORMAT JSON) {sql}", *values)
            assert not scanned(plan["Plan"]) & LARGE, name


_ROWS_READ = """
SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint FROM pg_stat_xact_user_tables WHERE relname = ANY ($1)
"""


async def test_n4_a_tick_touches_what_is_due_and_nothing_else(crowded: Play) -> None:
    """Rows read of the large tables: a few for each that is due, none for those that are not."""

    async with crowded.database.unit() as unit:
        at = reminders.Round(
            DAY + timedelta(minutes=1),
            await reminders.read_steps(unit.raw, crowded.edition.reminders),
            crowded.calendar,
        )
        # Counted by the server for this session, looked at twice within the transaction: nobody else's rows are in it.
        before = await unit.raw.fetchval(_ROWS_READ, sorted(LARGE))
        fired, _ = await reminders.fire(unit.raw, at)
        after = await unit.raw.fetchval(_ROWS_READ, sorted(LARGE))
    assert fired == DUE
    assert 0 < after - before <= DUE * 20


# Cities where Kazakhstan has an embassy or a consulate: every hour of the day, both hemispheres, halves and quarters.
MISSIONS = """
    Europe/Berlin Europe/London Europe/Paris Europe/Rome Europe/Madrid Europe/Vienna Europe/Brussels Europe/Warsaw
    Europe/Prague Europe/Budapest Europe/Bucharest Europe/Sofia Europe/Athens Europe/Belgrade Europe/Zagreb
    Europe/Helsinki Europe/Stockholm Europe/Oslo Europe/Vilnius Europe/Riga Europe/Tallinn Europe/Kyiv Europe/Minsk
    Europe/Moscow Europe/Istanbul Europe/Zurich Europe/Amsterdam Europe/Lisbon Europe/Bratislava Asia/Seoul Asia/Tokyo
    Asia/Shanghai Asia/Hong_Kong Asia/Ulaanbaatar Asia/Kolkata Asia/Karachi Asia/Kabul Asia/Tehran Asia/Baghdad
    Asia/Dubai Asia/Qatar Asia/Kuwait Asia/Riyadh Asia/Muscat Asia/Amman Asia/Beirut Asia/Jerusalem Asia/Baku
    Asia/Tbilisi Asia/Yerevan Asia/Tashkent Asia/Bishkek Asia/Dushanbe Asia/Ashgabat Asia/Bangkok Asia/Ho_Chi_Minh
    Asia/Kuala_Lumpur Asia/Singapore Asia/Jakarta Asia/Manila Asia/Almaty Africa/Cairo Africa/Addis_Ababa
    Africa/Johannesburg Africa/Casablanca Africa/Algiers America/New_York America/Los_Angeles America/Toronto
    America/Havana America/Mexico_City America/Sao_Paulo America/Argentina/Buenos_Aires Australia/Sydney
""".split()  # noqa: SIM905 -- a table of cities reads better


async def test_t3_the_database_finds_the_same_hour_as_the_domain(play: Play) -> None:
    """In every zone with a mission: around both switches of summer time, leap days and New Year's."""
    chance = random.Random(5)
    cases: list[tuple[datetime, str, time, time, list[date]]] = []
    for zone in MISSIONS:
        for begin in (datetime(2028, 2, 27, tzinfo=UTC), datetime(2028, 12, 30, tzinfo=UTC), *_switches(zone)):
            at = begin + timedelta(minutes=chance.randrange(-1_440, 2_880))
            opens = time(chance.randrange(0, 12), chance.choice((0, 30)))
            off = [at.date() + timedelta(days=n) for n in range(-1, 6) if chance.random() < 0.4]
            cases.append((at, zone, opens, time(chance.randrange(16, 24)), off))
    wrong = []
    async with play.database.unit() as unit:
        for at, zone, opens, closes, off in cases:
            found = await unit.raw.fetchval("SELECT reader_hour($1, $2, $3, $4, $5)", at, zone, opens, closes, off)
            expected = earliest_allowed(at, ZoneInfo(zone), opens, closes, off)
            if found != expected:
                wrong.append((at, zone, opens, closes, off, found, expected))
    assert len(cases) > 200
    assert not wrong


def _switches(zone: str) -> list[datetime]:
    """The two switches of summer time in 2028, or nothing."""
    found = []
    at = datetime(2028, 1, 1, tzinfo=UTC)
    while at.year == 2028:
        following = at + timedelta(hours=1)
        if at.astimezone(ZoneInfo(zone)).utcoffset() != following.astimezone(ZoneInfo(zone)).utcoffset():
            found.append(at)
        at = following
    return found


@pytest.mark.parametrize("zone", MISSIONS)
def test_t3_nine_in_the_morning_of_the_last_day_is_in_time_wherever_a_mission_is(zone: str) -> None:
    """T2: the day ends in Almaty; the last reminder rings while something can still be done, all the year round."""
    for day in (date(2028, 2, 29), date(2028, 7, 14), date(2028, 12, 29)):
        rings = earliest_allowed(datetime.combine(day, time(), ALMATY), ZoneInfo(zone), time(9), time(20))
        rings = max(rings, datetime.combine(day, time(9), ZoneInfo(zone)).astimezone(UTC))
        assert rings < datetime.combine(day + timedelta(days=1), time(), ALMATY)
