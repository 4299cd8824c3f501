"""Four tickers under kills: each reminder is emitted exactly once (N4); and builds that must not pass."""

import asyncio
import sys
from dataclasses import dataclass
from datetime import date, datetime

import pytest

from domain.kit.periods import ALMATY
from tests.reminding.play import PERSON, Play

DAY = date(2029, 2, 6)
HOLDERS = ("karaganda_officer", "karaganda_officer_2", "turkistan_officer", "berlin_officer")

_MANY = """
INSERT INTO deadline (kind, clause, legal, subject_kind, subject_id, organisation_id, person_id, due, nominal, instant,
    opened_at)
SELECT 'duty.R2a', 'п. 67', true, 'many', gen_random_uuid(), p.organisation_id, p.id, m.due, m.due, clock_timestamp(),
    '2029-01-03T00:00Z'
FROM generate_series(1, $3) n CROSS JOIN LATERAL (SELECT $2::date + n / 4 % 2 AS due) m
    JOIN person p ON p.id = ($1::uuid[])[n % 4 + 1]
"""
_EMITTED = """
SELECT count(*) AS emitted, count(DISTINCT (deadline, person)) AS told FROM (
    SELECT (notice->'d'->>'deadline')::uuid AS deadline, person_id AS person FROM outbox
    WHERE notice->>'n' = 'deadline.reminder'
    UNION ALL SELECT deadline_id, person_id FROM digest_line) one
"""


@dataclass
class Outcome:
    killed: int
    emitted: int
    told: int


async def torment(play: Play, dsn: str, build: str, number: int, kills: int) -> Outcome:
    """So many deadlines due in the same night, half of them today; one of the four holders wants a digest."""
    await play.jump(datetime(2029, 2, 6, 0, 30, tzinfo=ALMATY))
    await play.run("INSERT INTO reminding_wish VALUES ($1, true, true, '09:00', '20:00')", PERSON[HOLDERS[1]].id)
    await play.run(_MANY, [PERSON[who].id for who in HOLDERS], DAY, number)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.reminding.tickers", dsn, build, "7", str(kills),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    told, failed = await process.communicate()
    assert process.returncode == 0, failed.decode()
    (row,) = await play.rows(_EMITTED)
    return Outcome(int(told), row["emitted"], row["told"])


@pytest.mark.timeout(180)
async def test_n4_four_tickers_under_kills_emit_each_exactly_once(play: Play, database: str) -> None:
    done = await torment(play, database, "whole", 400, 25)
    assert done.killed >= 10
    assert (done.told, done.emitted) == (400, 400)
    digests = await play.rows("SELECT key FROM outbox WHERE notice->>'n' = 'deadline.digest'")
    assert len(digests) == 1
    assert await play.run("SELECT count(*) FROM digest_line") == 50  # half of one holder's hundred: tomorrow's


@pytest.mark.timeout(180)
@pytest.mark.parametrize(("build", "fault"), [("marks_after", "twice"), ("marks_before", "lost")])
async def test_n4_a_ticker_that_marks_apart_from_sending_is_noticed(
    play: Play, database: str, build: str, fault: str
) -> None:
    done = await torment(play, database, build, 200, 8)
    assert (done.emitted > done.told) if fault == "twice" else (done.told < 200)


@pytest.mark.long
@pytest.mark.timeout(600)
async def test_n4_five_thousand_due_at_once_under_kills(play: Play, database: str) -> None:
    done = await torment(play, database, "whole", 5_000, 120)
    assert done.killed >= 60
    assert (done.told, done.emitted) == (5_000, 5_000)
