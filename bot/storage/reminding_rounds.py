"""What a ticker does beside the steps: what was put off, the heads' weeks, people whom nothing reaches, and what to do
after a silence (N2–N4)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from bot.storage.reminders import BATCH, Round
from bot.storage.reminding_post import AS_IT_IS_NOW, POST, READER

SILENCE: Final = timedelta(hours=6)
"""Decided: no ticker for longer than this, and what has come due meanwhile is told in one digest. Shorter silences
only make a reminder of the morning one of the afternoon."""

_BEAT: Final = timedelta(minutes=1)

# `now()`, the transaction's moment, and not the clock's: an index is of no use to a value that changes as it is read.
LOOK: Final = """
SELECT now() + c.shift AS now, c.moved_days, clock_timestamp() - r.seen AS unseen, r.week,
    CASE WHEN r.late_until > clock_timestamp() THEN extract(epoch FROM r.late_until)::bigint::text END AS late,
    (SELECT id FROM deadline WHERE state = 'open' AND planned < version ORDER BY id LIMIT 1) IS NOT NULL AS unplanned,
    (SELECT at FROM reminder WHERE NOT done AND at <= now() + c.shift ORDER BY at LIMIT 1) IS NOT NULL AS due,
    EXISTS (SELECT FROM snooze WHERE NOT done AND until <= now() + c.shift) AS snoozed,
    EXISTS (SELECT FROM unreachable WHERE NOT told) AS unreachable
FROM legal_clock c, reminding r
"""
_SEEN: Final = "SELECT clock_timestamp() - seen FROM reminding FOR UPDATE"
_HERE: Final = """
UPDATE reminding SET seen = clock_timestamp(),
    late_until = CASE WHEN $1 THEN clock_timestamp() + interval '2 minutes' ELSE late_until END
"""

# What waited for a morning that passed in silence: dropped where it stands, and told in the digest.
_GATHER: Final = f"""
WITH stale AS (
    SELECT id, person_id, notice FROM outbox
    WHERE state = 'waiting' AND legal_from <= $1::timestamptz - interval '1 hour' AND notice->>'n' IN (
        'deadline.reminder', 'deadline.digest') ORDER BY id FOR UPDATE SKIP LOCKED
), dropped AS (
    UPDATE outbox o SET state = 'dropped', reason = 'gathered' FROM stale s WHERE o.id = s.id
), rows AS (
    SELECT (notice->'d'->>'deadline')::uuid AS deadline_id, (notice->'d'->>'step')::integer AS step, person_id
    FROM stale WHERE notice->>'n' = 'deadline.reminder'
    UNION SELECT l.deadline_id, l.step, l.person_id FROM stale s JOIN digest_line l ON l.person_id = s.person_id
        AND l.day = (s.notice->'d'->>'day')::date AND l.late = (s.notice->'d'->>'late')::boolean
    WHERE s.notice->>'n' = 'deadline.digest'
), told AS (
    SELECT d.id AS deadline_id, d.version, r.step, d.due, d.subject_kind, d.subject_id, r.person_id AS reader,
        '' AS key, $1::timestamptz AS instant, $3::date AS day
    FROM rows r JOIN deadline d ON d.id = r.deadline_id WHERE d.state = 'open'
), {POST}
SELECT count(*) FROM told
"""  # noqa: S608 -- a passage of ours

WAKE: Final = f"""
WITH claimed AS (
    SELECT z.deadline_id, z.person_id, z.version, z.until, d.due, d.subject_kind, d.subject_id, d.organisation_id,
        d.state = 'open' AND d.version = z.version AS speaks
    FROM snooze z JOIN deadline d ON d.id = z.deadline_id
    WHERE NOT z.done AND z.until <= $1 ORDER BY z.until LIMIT $5 FOR UPDATE OF z SKIP LOCKED
), done AS (
    UPDATE snooze z SET done = true FROM claimed c WHERE z.deadline_id = c.deadline_id AND z.person_id = c.person_id
), told AS (
    SELECT c.deadline_id, c.version, $3::date - c.due AS step, c.due, c.subject_kind, c.subject_id,
        c.person_id AS reader, concat_ws(':', 'snooze', c.deadline_id, c.version, c.person_id,
            extract(epoch FROM c.until)::bigint) AS key, c.until AS instant, $3::date AS day
    FROM claimed c JOIN person p ON p.id = c.person_id AND p.organisation_id = c.organisation_id
        AND p.role IN ('head', 'officer')
    WHERE c.speaks
), {POST}
SELECT count(*) FROM claimed
"""  # noqa: S608 -- a passage of ours

_WEEK: Final = f"""
WITH turn AS (UPDATE reminding SET week = $2 WHERE week < $2 RETURNING single)
INSERT INTO outbox (key, person_id, notice, about_kind, about_id, not_before, legal_from)
SELECT concat_ws(':', 'weekly', r.id, $2::date), r.id,
    jsonb_build_object('n', 'deadline.weekly', 'v', 1, 'd', jsonb_build_object('week', $2::date)), 'person', r.id,
    h.hour - (SELECT shift FROM legal_clock), h.hour
FROM turn, ({READER}) r CROSS JOIN LATERAL (SELECT reader_hour(
    greatest($1::timestamptz, ($3::date + r.opens) AT TIME ZONE r.zone), r.zone, r.opens, r.closes, $4) AS hour) h
WHERE r.role = 'head' AND r.weekly AND EXISTS (SELECT FROM deadline d WHERE d.organisation_id = r.organisation_id)
ON CONFLICT (key) DO NOTHING
"""  # noqa: S608 -- a passage of ours

UNREACHABLE: Final = f"""
WITH gone AS (
    UPDATE unreachable u SET told = true FROM person p JOIN organisation o ON o.id = p.organisation_id
    WHERE NOT u.told AND p.id = u.person_id
    RETURNING p.id, p.organisation_id, p.state = 'active' AND o.active AND p.role <> 'observer' AS counts
), heads AS (
    SELECT g.id AS person, r.* FROM gone g JOIN ({READER}) r ON r.organisation_id = g.organisation_id AND r.id <> g.id
    WHERE g.counts AND r.role = 'head'
), told AS (
    SELECT * FROM heads
    UNION ALL SELECT g.id, r.* FROM gone g CROSS JOIN ({READER}) r JOIN organisation o ON o.id = r.organisation_id
    WHERE g.counts AND o.kind = 'system' AND r.id <> g.id AND NOT EXISTS (SELECT FROM heads WHERE person = g.id)
)
INSERT INTO outbox (key, person_id, notice, about_kind, about_id, not_before, legal_from)
SELECT concat_ws(':', 'unreachable', person, pg_current_xact_id(), id), id,
    jsonb_build_object('n', 'deadline.unreachable', 'v', 1, 'd', jsonb_build_object('person', person)),
    'person', person, h.hour - (SELECT shift FROM legal_clock), h.hour
FROM told CROSS JOIN LATERAL (SELECT reader_hour($1, zone, opens, closes, $2) AS hour) h
ON CONFLICT (key) DO NOTHING
"""  # noqa: S608 -- a passage of ours


@dataclass(frozen=True, slots=True)
class Look:
    """What a ticker sees at one glance. `moved_days`: the stamp of the calendar; `late`: the name of the silence that
    has just ended."""

    now: datetime
    moved_days: str
    unseen: timedelta
    week: date
    late: str | None
    unplanned: bool
    due: bool
    snoozed: bool
    unreachable: bool


async def look(raw: Any) -> Look:
    """One statement, which is all of an idle tick."""
    return Look(*await raw.fetchrow(LOOK))


async def here(raw: Any, seen: Look) -> bool:
    """Leave word that a ticker is there, once a minute; True when nobody was for longer than SILENCE: of several that
    come back together, one is told so."""
    if seen.unseen < _BEAT:
        return False
    silent: bool = await raw.fetchval(_SEEN) > SILENCE
    await raw.execute(_HERE, silent)
    return silent


async def gather(raw: Any, at: Round) -> None:
    """Take back what waits since before the silence: it is told in the late digests."""
    await raw.execute(AS_IT_IS_NOW)
    await raw.execute(_GATHER, *at.arguments)


async def wake(raw: Any, at: Round) -> int:
    """Remind of what was put off until now; how many were claimed."""
    await raw.execute(AS_IT_IS_NOW)
    return int(await raw.fetchval(WAKE, *at.arguments, BATCH))


async def tell_weeks(raw: Any, at: Round) -> None:
    """The heads' weeks, once: on the first working day of the week, in the morning."""
    monday = at.today - timedelta(days=at.today.weekday())
    first = at.calendar.next_working(monday)
    if at.today >= first:
        await raw.execute(_WEEK, at.now, monday, first, at.off)


async def tell_unreachable(raw: Any, at: Round) -> None:
    """Tell heads, once, of those whom no message reaches any more (N4)."""
    await raw.execute(UNREACHABLE, at.now, at.off)
