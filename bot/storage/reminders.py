"""Reminders: laid out for each version of an open deadline, turned into notices when their day has come (N2).

All of it may run twice at once, or not for an hour: rows are claimed past each other's locks, and a notice has one key
per deadline, version, step and person.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from domain.deadline.calendar import WorkingCalendar
from domain.deadline.due import Due
from domain.deadline.steps import Step, next_overdue, steps_to
from domain.edition.model import ReminderSteps
from domain.kit.actor import OrganisationKind
from domain.kit.periods import almaty_date, end_of_day

BATCH: Final = 500

_OPENS, _CLOSES = "09:00", "20:00"
"""A person's hours, in their own zone (T3): a reminder rings in none of the others."""

_UNPLANNED: Final = """
SELECT id, version, due, nominal, opened_at FROM deadline
WHERE state = 'open' AND planned < version ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED
"""
_LAY_OUT: Final = """
WITH laid AS (
    INSERT INTO reminder (deadline_id, version, step, at) SELECT * FROM unnest($1::uuid[], $2::int[], $3::int[],
        $4::timestamptz[]) ON CONFLICT DO NOTHING
)
UPDATE deadline SET planned = version WHERE id = ANY ($5)
"""

_FIRE: Final = f"""
WITH due AS (
    SELECT r.deadline_id, r.version AS planned_version, r.step, r.at, d.version, d.state, d.legal, d.kind,
        d.subject_kind, d.subject_id, d.organisation_id, d.person_id, d.due, d.nominal
    FROM reminder r JOIN deadline d ON d.id = r.deadline_id
    WHERE NOT r.done AND r.at <= $1 ORDER BY r.at LIMIT $2 FOR UPDATE OF r SKIP LOCKED
), done AS (
    UPDATE reminder r SET done = true FROM due
    WHERE r.deadline_id = due.deadline_id AND r.version = due.planned_version AND r.step = due.step
), fired AS (  -- of several at once, after an hour or a week of silence, the last one speaks
    SELECT DISTINCT ON (deadline_id) * FROM due WHERE state = 'open' AND version = planned_version
    ORDER BY deadline_id, step DESC
), told AS (
    SELECT f.deadline_id, p.id AS person_id FROM fired f JOIN person p ON p.id = f.person_id
        WHERE p.state = 'active' AND p.role IN ('head', 'officer') AND p.organisation_id = f.organisation_id
    UNION SELECT f.deadline_id, p.id FROM fired f JOIN person p ON p.organisation_id = f.organisation_id
        WHERE p.role IN ('head', 'officer') AND NOT EXISTS (  -- nobody's, or of one who was blocked or moved away (N1)
            SELECT FROM person h WHERE h.id = f.person_id AND h.state = 'active' AND h.role IN ('head', 'officer')
                AND h.organisation_id = f.organisation_id)
    UNION SELECT f.deadline_id, p.id FROM fired f JOIN person p ON p.organisation_id = f.organisation_id
        WHERE p.role = 'head' AND $3::date - f.due >= $4
    UNION SELECT f.deadline_id, p.id
        FROM fired f JOIN organisation o ON o.kind = CASE WHEN f.kind LIKE 'roadmap.%' AND NOT EXISTS (
                SELECT FROM organisation own WHERE own.id = f.organisation_id AND own.kind = $6) THEN $6 ELSE $7 END
            JOIN person p ON p.organisation_id = o.id
        WHERE p.role IN ('head', 'officer') AND f.legal AND $3::date - f.due >= $5
), timed AS (
    SELECT f.*, p.id AS reader, coalesce(p.zone, o.zone) AS zone,
        greatest($1, ((f.at AT TIME ZONE 'Asia/Almaty')::date + time '{_OPENS}')
            AT TIME ZONE coalesce(p.zone, o.zone)) AS earliest
    FROM told t JOIN fired f USING (deadline_id) JOIN person p ON p.id = t.person_id AND p.state = 'active'
        JOIN organisation o ON o.id = p.organisation_id AND o.active
), posted AS (
    INSERT INTO outbox (key, person_id, notice, about_kind, about_id, not_before)
    SELECT concat_ws(':', 'reminder', deadline_id, version, step, reader), reader,
        jsonb_build_object('n', 'deadline.reminder', 'v', 1, 'd',
            jsonb_build_object('deadline', deadline_id, 'step', step)),
        subject_kind, subject_id, CASE
            WHEN (earliest AT TIME ZONE zone)::time < '{_OPENS}'
                THEN ((earliest AT TIME ZONE zone)::date + time '{_OPENS}') AT TIME ZONE zone
            WHEN (earliest AT TIME ZONE zone)::time >= '{_CLOSES}'
                THEN ((earliest AT TIME ZONE zone)::date + 1 + time '{_OPENS}') AT TIME ZONE zone
            ELSE earliest END - (SELECT shift FROM legal_clock)
    FROM timed ON CONFLICT (key) DO NOTHING
)
SELECT deadline_id, version, step, due, nominal FROM fired
"""  # noqa: S608 -- hours of ours


async def lay_out(raw: Any, now: datetime, steps: ReminderSteps, calendar: WorkingCalendar) -> int:
    """Lay out the reminders of deadlines that have none for their present version; how many deadlines were done."""
    rows = await raw.fetch(_UNPLANNED, BATCH)
    today = almaty_date(now)
    laid: list[tuple[Any, int, Step]] = []
    for row in rows:
        end = Due(row["due"], row["nominal"])
        planned: Sequence[Step] = steps_to(end, min(almaty_date(row["opened_at"]), today), steps, calendar)
        ahead = [step for step in planned if step.on >= today]
        if not ahead and end.on < today:
            ahead = [next_overdue(end, today - timedelta(days=1), steps, calendar)]
        laid += [(row["id"], row["version"], step) for step in ahead]
    await _insert(raw, laid, [row["id"] for row in rows])
    return len(rows)


async def fire(raw: Any, now: datetime, steps: ReminderSteps, calendar: WorkingCalendar) -> int:
    """Leave the notices of reminders whose day has come, and lay out what follows an overdue one; how many fired."""
    today = almaty_date(now)
    fired = await raw.fetch(
        _FIRE, now, BATCH, today, steps.head_from, steps.authority_from,
        OrganisationKind.NATIONAL_COMPANY.value, OrganisationKind.AUTHORISED_BODY.value,
    )  # fmt: skip
    following = [
        (row["deadline_id"], row["version"], next_overdue(Due(row["due"], row["nominal"]), today, steps, calendar))
        for row in fired
        if row["step"] >= 0
    ]
    await _insert(raw, following, [])
    return len(fired)


async def _insert(raw: Any, laid: Sequence[tuple[Any, int, Step]], planned: Sequence[Any]) -> None:
    if laid or planned:
        await raw.execute(
            _LAY_OUT,
            [one[0] for one in laid],
            [one[1] for one in laid],
            [one[2].offset for one in laid],
            [_dawn(one[2].on) for one in laid],
            list(planned),
        )


def _dawn(day: date) -> datetime:
    """Midnight in Almaty: early enough for everybody's own morning, wherever they are."""
    return end_of_day(day - timedelta(days=1))
