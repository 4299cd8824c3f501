"""Reminders: laid out for each version of an open deadline, turned into notices when their day has come (N2).

All of it may run twice at once, or not for an hour: rows are claimed past each other's locks, and a notice has one key
per deadline, version, step and person. What comes out of it goes through `reminding_post`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from bot.storage.reminding_post import AS_IT_IS_NOW, POST
from domain.deadline.calendar import WorkingCalendar
from domain.deadline.due import Due
from domain.deadline.steps import Step, ahead, next_overdue
from domain.edition.model import ReminderSteps
from domain.kit.actor import OrganisationKind
from domain.kit.periods import almaty_date, end_of_day
from domain.reference.model import steps_for

BATCH: Final = 1000

UNPLANNED: Final = """
SELECT d.id, d.version, d.kind, d.due, d.nominal, d.opened_at,
    (SELECT max(step) FROM reminder r WHERE r.deadline_id = d.id AND r.version = d.version AND r.done) AS rung
FROM deadline d WHERE d.state = 'open' AND d.planned < d.version ORDER BY d.id LIMIT $1 FOR UPDATE SKIP LOCKED
"""
_LAY_OUT: Final = """
WITH laid AS (
    INSERT INTO reminder (deadline_id, version, step, at) SELECT * FROM unnest($1::uuid[], $2::int[], $3::int[],
        $4::timestamptz[]) ON CONFLICT DO NOTHING
)
UPDATE deadline SET planned = version WHERE id = ANY ($5)
"""

FIRE: Final = f"""
WITH claimed AS (
    SELECT r.deadline_id, r.version, r.step, r.at, d.kind, d.legal, d.subject_kind, d.subject_id, d.organisation_id,
        d.person_id, d.due, d.nominal,
        d.state = 'open' AND d.version = r.version  -- of several at once, after days of silence, the last one speaks
            AND NOT EXISTS (SELECT FROM reminder l WHERE l.deadline_id = r.deadline_id AND l.version = r.version
                AND l.step > r.step AND l.at <= $1) AS speaks
    FROM reminder r JOIN deadline d ON d.id = r.deadline_id
    WHERE NOT r.done AND r.at <= $1 ORDER BY r.at LIMIT $5 FOR UPDATE OF r SKIP LOCKED
), done AS (
    UPDATE reminder r SET done = true FROM claimed c
    WHERE r.deadline_id = c.deadline_id AND r.version = c.version AND r.step = c.step
), fired AS (
    SELECT c.*, $3::date - c.due AS overdue, coalesce(s.head_from, $6) AS head_from,
        coalesce(s.authority_from, $7) AS authority_from, h.id AS holder
    FROM claimed c
    LEFT JOIN person h ON h.id = c.person_id AND h.state = 'active' AND h.role IN ('head', 'officer')
        AND h.organisation_id = c.organisation_id
    LEFT JOIN LATERAL (SELECT s.head_from, s.authority_from FROM reminder_steps s
        WHERE s.kind IN (c.kind, split_part(c.kind, '.', 1), '') ORDER BY length(s.kind) DESC LIMIT 1) s ON true
    WHERE c.speaks
), readers AS (
    SELECT deadline_id, holder AS reader FROM fired WHERE holder IS NOT NULL
    UNION SELECT f.deadline_id, p.id FROM fired f JOIN person p ON p.organisation_id = f.organisation_id
        WHERE f.holder IS NULL AND p.role IN ('head', 'officer')  -- nobody's, or of one who was blocked or moved (N1)
    UNION SELECT f.deadline_id, p.id  -- of one who is away: the deputy too
        FROM fired f JOIN absence a ON a.person_id = f.holder AND $3 BETWEEN a.first AND a.last
            JOIN person p ON p.id = a.deputy AND p.organisation_id = f.organisation_id
        WHERE p.role IN ('head', 'officer')
    UNION SELECT f.deadline_id, p.id FROM fired f JOIN person p ON p.organisation_id = f.organisation_id
        WHERE p.role = 'head' AND (f.overdue >= f.head_from  -- or of one whom no reminder reaches (N4)
            OR EXISTS (SELECT FROM unreachable u WHERE u.person_id = f.holder))
    UNION SELECT f.deadline_id, p.id
        FROM fired f JOIN organisation o ON o.kind = CASE WHEN f.kind LIKE 'roadmap.%' AND NOT EXISTS (
                SELECT FROM organisation own WHERE own.id = f.organisation_id AND own.kind = $8) THEN $8 ELSE $9 END
            JOIN person p ON p.organisation_id = o.id
        WHERE p.role IN ('head', 'officer') AND f.legal AND f.overdue >= f.authority_from
), told AS (
    SELECT f.deadline_id, f.version, f.step, f.due, f.subject_kind, f.subject_id, r.reader,
        concat_ws(':', 'reminder', f.deadline_id, f.version, f.step, r.reader) AS key,
        NULL::timestamptz AS instant, (f.at AT TIME ZONE 'Asia/Almaty')::date AS day
    FROM readers r JOIN fired f USING (deadline_id)
    WHERE f.step >= 0 OR NOT EXISTS (  -- put off by this reader; the urgent cannot be (N3)
        SELECT FROM snooze z WHERE z.deadline_id = f.deadline_id AND z.person_id = r.reader AND z.version = f.version
            AND NOT z.done AND z.until > $1)
), {POST}
SELECT deadline_id, version, step, kind, due, nominal, (SELECT count(*) FROM claimed) AS claimed FROM fired
UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, count(*) FROM claimed
"""  # noqa: S608 -- a passage of ours


@dataclass(frozen=True, slots=True)
class Steps:
    """The reminder steps of the day: the edition's, and what an administrator set in their place (N2)."""

    edition: ReminderSteps
    lines: Mapping[str, ReminderSteps]

    def of(self, kind: str) -> ReminderSteps:
        return steps_for(kind, dict(self.lines), self.edition)


@dataclass(frozen=True, slots=True)
class Round:
    """One look of a ticker: the legal moment and the rules of its day. `late`: the name of the silence that has just
    ended, whose reminders are gathered."""

    now: datetime
    steps: Steps
    calendar: WorkingCalendar
    late: str | None = None

    @property
    def today(self) -> date:
        return almaty_date(self.now)

    @property
    def off(self) -> list[date]:
        """Days off around today: nothing but the last day's rings on them (T3)."""
        return [one.day for one in self.calendar.days_off(self.today - timedelta(2), self.today + timedelta(20))]

    @property
    def arguments(self) -> tuple[datetime, str | None, date, list[date]]:
        """The first four of every statement that posts."""
        return self.now, self.late, self.today, self.off


_READ_STEPS: Final = "SELECT kind, before, daily_overdue, then_every, head_from, authority_from FROM reminder_steps"


async def read_steps(raw: Any, edition: ReminderSteps) -> Steps:
    """The steps by kind: `Steps.of(kind)` is the one way to them."""
    return Steps(
        edition,
        {
            row["kind"]: ReminderSteps(
                tuple(row["before"]), row["daily_overdue"], row["then_every"], row["head_from"], row["authority_from"],
                edition.clause,
            )
            for row in await raw.fetch(_READ_STEPS)
        },
    )  # fmt: skip


async def lay_out(raw: Any, at: Round) -> int:
    """Lay out the reminders of deadlines that have none for their present version; how many deadlines were done."""
    rows = await raw.fetch(UNPLANNED, BATCH)
    laid: list[tuple[Any, int, Step]] = []
    for row in rows:
        end = Due(row["due"], row["nominal"])
        opened = almaty_date(row["opened_at"])
        coming = ahead(end, opened, at.today, row["rung"], at.steps.of(row["kind"]), at.calendar)
        laid += [(row["id"], row["version"], step) for step in coming]
    await _insert(raw, laid, [row["id"] for row in rows])
    return len(rows)


async def fire(raw: Any, at: Round) -> tuple[int, int]:
    """Turn reminders whose day has come into notices, and lay out what follows an overdue one; how many deadlines
    spoke, and how many reminders were claimed."""
    usual = at.steps.edition
    await raw.execute(AS_IT_IS_NOW)
    rows = await raw.fetch(
        FIRE, *at.arguments, BATCH, usual.head_from, usual.authority_from,
        OrganisationKind.NATIONAL_COMPANY.value, OrganisationKind.AUTHORISED_BODY.value,
    )  # fmt: skip
    fired = [row for row in rows if row["deadline_id"] is not None]
    following = [
        (
            row["deadline_id"],
            row["version"],
            next_overdue(Due(row["due"], row["nominal"]), at.today, at.steps.of(row["kind"]), at.calendar),
        )
        for row in fired
        if row["step"] >= 0
    ]
    await _insert(raw, following, [])
    return len(fired), rows[-1]["claimed"]


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
