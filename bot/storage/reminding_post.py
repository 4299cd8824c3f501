"""How a reminder reaches its reader: alone or as a line of a digest, in the reader's own hours (N3, T3).

The end of every statement that reminds. It follows a table `told` (deadline_id, version, step, due, subject_kind,
subject_id, reader, key, instant, day): to whom, not before which instant, or from the morning of which day on. Its
values are $1 the legal moment, $2 the name of a silence that has just ended or null, $3 the Almaty date, $4 the days
off around it.

Alone comes what is urgent: from the last day on (step ≥ 0), hence every escalation; and what is told in the course of
the day. Gathered into the morning's digest is the rest, for those who want one. After a silence everything is gathered,
for everybody. A digest is one row with one key for its reader and morning; what comes too late for it (a minute before,
so that no two transactions can miss each other) comes alone. A reminder that still waits when the next one of its
deadline is told gives way to it.

Days off are respected, except where the last day would pass meanwhile.
"""

from typing import Final

from domain.deadline.reminding import CLOSES, OPENS

AS_IT_IS_NOW: Final = "SET LOCAL plan_cache_mode = force_custom_plan"
"""Before each such statement. A plan kept from a time when the outbox was empty would look through all of it for each
reminder once it is not; planning anew costs three milliseconds for a thousand of them."""

READER: Final = f"""
    SELECT p.id, p.role, p.organisation_id, coalesce(p.zone, o.zone) AS zone, coalesce(w.digest, false) AS digest,
        coalesce(w.weekly, true) AS weekly, coalesce(w.opens, time '{OPENS}') AS opens,
        coalesce(w.closes, time '{CLOSES}') AS closes
    FROM person p JOIN organisation o ON o.id = p.organisation_id LEFT JOIN reminding_wish w ON w.person_id = p.id
    WHERE p.state = 'active' AND o.active
"""  # noqa: S608 -- hours of ours
"""Active people with their zone and wishes."""

POST: Final = f"""timed AS (
    SELECT t.*, r.zone, r.digest, r.opens, r.closes, greatest(
        $1::timestamptz + CASE WHEN $2::text IS NULL THEN interval '0' ELSE interval '3 minutes' END,
        coalesce(t.instant, (t.day + r.opens) AT TIME ZONE r.zone)) AS earliest
    FROM told t JOIN ({READER}) r ON r.id = t.reader
), hours AS MATERIALIZED (  -- each hour found once: the server would put it in wherever it is named
    SELECT t.*, CASE WHEN t.due >= $3::date AND (h.hour AT TIME ZONE t.zone)::date > t.due
        THEN reader_hour(t.earliest, t.zone, t.opens, t.closes, '{{}}') ELSE h.hour END AS rings
    FROM timed t CROSS JOIN LATERAL (
        SELECT reader_hour(t.earliest, t.zone, t.opens, t.closes, $4::date[]) AS hour OFFSET 0) h
), sorted AS (
    SELECT h.*, (rings AT TIME ZONE zone)::date AS morning,
        $2 IS NOT NULL OR (digest AND step < 0 AND instant IS NULL AND rings > $1 + interval '1 minute'
            AND NOT EXISTS (SELECT FROM outbox x WHERE x.state <> 'waiting'  -- that morning's is gone already
                AND x.key = concat_ws(':', 'digest', reader, (rings AT TIME ZONE zone)::date))) AS gathered
    FROM hours h
), overtaken AS (  -- still waiting for a morning, as after a weekend: one message says it all
    UPDATE outbox o SET state = 'dropped', reason = 'overtaken'
    FROM told t CROSS JOIN LATERAL (  -- found by what it is about, not among all that wait: of these there may be many
        SELECT x.id FROM outbox x
        WHERE x.about_kind = t.subject_kind AND x.about_id = t.subject_id AND x.person_id = t.reader
            AND x.state || '' = 'waiting' AND x.legal_from IS NOT NULL AND x.notice->>'n' = 'deadline.reminder'
            AND (x.notice->'d'->>'deadline')::uuid = t.deadline_id
        OFFSET 0) w
    WHERE o.id = w.id
), lines AS (
    INSERT INTO digest_line (person_id, deadline_id, version, step, day, late)
    SELECT reader, deadline_id, version, step, morning, $2 IS NOT NULL FROM sorted WHERE gathered
    ON CONFLICT (person_id, deadline_id, version, step) DO UPDATE SET day = excluded.day, late = excluded.late
), digests AS (
    INSERT INTO outbox (key, person_id, notice, about_kind, about_id, not_before, legal_from)
    SELECT DISTINCT ON (reader, morning) concat_ws(':', 'digest', reader, morning, $2), reader,
        jsonb_build_object('n', 'deadline.digest', 'v', 1, 'd',
            jsonb_build_object('day', morning, 'late', $2 IS NOT NULL)),
        'person', reader, rings - (SELECT shift FROM legal_clock), rings
    FROM sorted WHERE gathered ORDER BY reader, morning, rings  -- in one order, so that no two wait for each other
    ON CONFLICT (key) DO NOTHING
), posted AS (
    INSERT INTO outbox (key, person_id, notice, about_kind, about_id, not_before, legal_from)
    SELECT key, reader, jsonb_build_object('n', 'deadline.reminder', 'v', 1, 'd',
            jsonb_build_object('deadline', deadline_id, 'step', step)),
        subject_kind, subject_id, rings - (SELECT shift FROM legal_clock), rings
    FROM sorted WHERE NOT gathered ON CONFLICT (key) DO NOTHING
)"""  # noqa: S608 -- a passage of ours
