"""What people set about their reminders, and what is read for digests and weeks (N2, N3, T3)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.storage.deadline import LINE, line_of
from bot.storage.unit import PortFactory, Unit
from domain.deadline.due import Due
from domain.deadline.reminding import (
    CLOSES,
    OPENS,
    Absence,
    Clock,
    DigestLine,
    Holder,
    Local,
    MoreTime,
    MoreTimeState,
    Snooze,
    WeekSummary,
    Wish,
)
from domain.deadline.reminding_ports import (
    Absences,
    Clocks,
    Digests,
    MoreTimes,
    Snoozes,
    WeekSummaries,
    Wishes,
)
from domain.kit.ids import DeadlineId, MoreTimeId, OrganisationId, PersonId, Ref
from domain.kit.periods import end_of_day

_WRITES: Final = "state = 'active' AND role IN ('head', 'officer')"

_CARRY: Final[Mapping[str, str]] = {
    "agreement": "UPDATE agreement SET by_day = $2, version = version + 1 WHERE id = $1",
}
"""Kinds of subjects that hold the date of their deadline themselves."""

_PUT_SNOOZE: Final = """
INSERT INTO snooze (deadline_id, person_id, version, until) VALUES ($1, $2, $3, $4)
ON CONFLICT (deadline_id, person_id) DO UPDATE SET version = excluded.version, until = excluded.until, done = false
"""
_WITHDRAW: Final = """
UPDATE outbox o SET state = 'dropped', reason = 'put off' FROM deadline d
WHERE d.id = $1 AND o.about_kind = d.subject_kind AND o.about_id = d.subject_id AND o.person_id = $2
    AND o.state = 'waiting' AND o.notice->>'n' = 'deadline.reminder' AND (o.notice->'d'->>'deadline')::uuid = $1
    AND (o.notice->'d'->>'step')::integer < 0 AND o.legal_from < $3
"""

_WISH: Final = "SELECT digest, weekly, opens, closes FROM reminding_wish WHERE person_id = $1"
_LOCAL: Final = f"""
SELECT coalesce(p.zone, o.zone) AS zone, coalesce(w.digest, false) AS digest, coalesce(w.weekly, true) AS weekly,
    coalesce(w.opens, time '{OPENS}') AS opens, coalesce(w.closes, time '{CLOSES}') AS closes
FROM person p JOIN organisation o ON o.id = p.organisation_id LEFT JOIN reminding_wish w ON w.person_id = p.id
WHERE p.id = $1
"""  # noqa: S608 -- hours of ours
_PUT_WISH: Final = """
INSERT INTO reminding_wish (person_id, digest, weekly, opens, closes) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (person_id) DO UPDATE SET digest = excluded.digest, weekly = excluded.weekly, opens = excluded.opens,
    closes = excluded.closes
"""

_MORE_TIME: Final = """
SELECT m.*, a.name AS asker, coalesce(h.name, '') AS decider
FROM more_time m JOIN person a ON a.id = m.asked_by LEFT JOIN person h ON h.id = m.decided_by
"""
_PUT_MORE_TIME: Final = """
INSERT INTO more_time (id, deadline_id, organisation_id, asked_by, asked_at, reason, due, wanted, state, decided_by,
    decided_at, answer) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
ON CONFLICT (id) DO UPDATE SET state = excluded.state, decided_by = excluded.decided_by,
    decided_at = excluded.decided_at, answer = excluded.answer
"""

_DIGEST: Final = f"""
SELECT line.*, g.step FROM (
    SELECT deadline_id, max(step) AS step FROM digest_line WHERE person_id = $1 AND day = $2 AND late = $3
    GROUP BY deadline_id
) g JOIN LATERAL ({LINE} WHERE d.state = 'open' AND d.id = g.deadline_id) line ON true ORDER BY line.due, line.id
"""  # noqa: S608

_WEEK: Final = """
SELECT count(*) FILTER (WHERE state = 'open' AND due < $2) AS overdue,
    count(*) FILTER (WHERE state = 'open' AND due BETWEEN $2 AND $3) AS due,
    count(*) FILTER (WHERE state = 'met') AS met,
    count(*) FILTER (WHERE state = 'met' AND closed_at >= instant) AS met_late
FROM (SELECT state, due, closed_at, instant FROM deadline WHERE organisation_id = $1 AND state = 'open' AND due <= $3
    UNION ALL SELECT state, due, closed_at, instant FROM deadline
    WHERE organisation_id = $1 AND state = 'met' AND closed_at >= $4 AND closed_at < $5) AS one
"""
_HOLDERS: Final = f"""
SELECT p.id AS person, coalesce(p.name, '') AS name, count(*) FILTER (WHERE d.due < $2) AS overdue,
    count(*) FILTER (WHERE d.due >= $2) AS due
FROM deadline d LEFT JOIN person p ON p.id = d.person_id AND p.organisation_id = d.organisation_id AND p.{_WRITES}
WHERE d.organisation_id = $1 AND d.state = 'open' AND d.due <= $3
GROUP BY p.id, p.name ORDER BY overdue DESC, due DESC, name
"""  # noqa: S608


class StoredClocks:
    """Implements `domain.deadline.reminding_ports.Clocks`."""

    def __init__(self, unit: Unit) -> None:
        self._raw = unit.raw

    async def lock(self, deadline: DeadlineId) -> Clock | None:
        locked = await self._raw.fetchval(
            "SELECT true FROM deadline WHERE id = $1 AND state = 'open' FOR UPDATE", deadline
        )
        row = await self._raw.fetchrow(f"{LINE} WHERE d.id = $1", deadline) if locked else None
        if row is None:
            return None
        line = line_of(row)
        return Clock(
            line.id, line.version, line.kind, line.clause, line.legal, line.subject, line.organisation, line.due,
            line.person, line.deputy,
        )  # fmt: skip

    async def carry(self, subject: Ref, due: Due) -> None:
        if subject.kind in _CARRY:
            await self._raw.execute(_CARRY[subject.kind], subject.id, due.on)


class StoredSnoozes:
    """Implements `domain.deadline.reminding_ports.Snoozes`."""

    def __init__(self, unit: Unit) -> None:
        self._raw = unit.raw

    async def put(self, snooze: Snooze, version: int) -> None:
        await self._raw.execute(_PUT_SNOOZE, snooze.deadline, snooze.person, version, snooze.until)
        await self._raw.execute(_WITHDRAW, snooze.deadline, snooze.person, snooze.until)

    async def of(self, deadline: DeadlineId, person: PersonId) -> Snooze | None:
        until = await self._raw.fetchval(
            """SELECT z.until FROM snooze z JOIN deadline d ON d.id = z.deadline_id AND d.version = z.version
            WHERE z.deadline_id = $1 AND z.person_id = $2 AND NOT z.done""",
            deadline,
            person,
        )
        return None if until is None else Snooze(deadline, person, until)


class StoredAbsences:
    """Implements `domain.deadline.reminding_ports.Absences`."""

    def __init__(self, unit: Unit) -> None:
        self._raw = unit.raw

    async def get(self, person: PersonId) -> Absence | None:
        return _absence(await self._raw.fetchrow("SELECT * FROM absence WHERE person_id = $1", person))

    async def lock(self, person: PersonId) -> Absence | None:
        # The person's row, for a first absence has none of its own.
        await self._raw.execute("SELECT FROM person WHERE id = $1 FOR NO KEY UPDATE", person)
        return await self.get(person)

    async def put(self, absence: Absence) -> None:
        await self._raw.execute(
            """INSERT INTO absence (person_id, first, last, deputy) VALUES ($1, $2, $3, $4) ON CONFLICT (person_id)
            DO UPDATE SET first = excluded.first, last = excluded.last, deputy = excluded.deputy""",
            absence.person, absence.first, absence.last, absence.deputy,
        )  # fmt: skip

    async def drop(self, person: PersonId) -> None:
        await self._raw.execute("DELETE FROM absence WHERE person_id = $1", person)

    async def colleague(self, person: PersonId) -> OrganisationId | None:
        found = await self._raw.fetchval(f"SELECT organisation_id FROM person WHERE id = $1 AND {_WRITES}", person)  # noqa: S608
        return None if found is None else OrganisationId(found)

    async def standing_in_for(self, deputy: PersonId, today: date) -> Sequence[PersonId]:
        rows = await self._raw.fetch(
            "SELECT person_id FROM absence WHERE deputy = $1 AND $2 BETWEEN first AND last ORDER BY last",
            deputy,
            today,
        )
        return [PersonId(row["person_id"]) for row in rows]


class StoredWishes:
    """Implements `domain.deadline.reminding_ports.Wishes`."""

    def __init__(self, unit: Unit) -> None:
        self._raw = unit.raw

    async def of(self, person: PersonId) -> Wish:
        row = await self._raw.fetchrow(_WISH, person)
        return Wish() if row is None else Wish(**row)

    async def local(self, person: PersonId) -> Local:
        row = await self._raw.fetchrow(_LOCAL, person)
        return Local(ZoneInfo(row["zone"]), Wish(row["digest"], row["weekly"], row["opens"], row["closes"]))

    async def put(self, person: PersonId, wish: Wish) -> None:
        await self._raw.execute(_PUT_WISH, person, wish.digest, wish.weekly, wish.opens, wish.closes)


class StoredMoreTimes:
    """Implements `domain.deadline.reminding_ports.MoreTimes`."""

    def __init__(self, unit: Unit) -> None:
        self._raw = unit.raw

    async def get(self, request: MoreTimeId) -> MoreTime | None:
        return _more_time(await self._raw.fetchrow(f"{_MORE_TIME} WHERE m.id = $1", request))

    async def lock(self, request: MoreTimeId) -> MoreTime | None:
        return _more_time(await self._raw.fetchrow(f"{_MORE_TIME} WHERE m.id = $1 FOR UPDATE OF m", request))

    async def put(self, request: MoreTime) -> None:
        await self._raw.execute(
            _PUT_MORE_TIME, request.id, request.deadline, request.organisation, request.asked_by, request.asked_at,
            request.reason, request.due, request.wanted, request.state.value, request.decided_by, request.decided_at,
            request.answer,
        )  # fmt: skip

    async def waiting(self, deadline: DeadlineId) -> MoreTime | None:
        found = await self._raw.fetchrow(f"{_MORE_TIME} WHERE m.deadline_id = $1 AND m.state = 'asked'", deadline)
        return _more_time(found)

    async def heads(self, organisation: OrganisationId) -> Sequence[PersonId]:
        rows = await self._raw.fetch(
            f"SELECT id FROM person WHERE organisation_id = $1 AND {_WRITES} AND role = 'head' ORDER BY name, id",  # noqa: S608
            organisation,
        )
        return [PersonId(row["id"]) for row in rows]


class StoredDigests:
    """Implements `domain.deadline.reminding_ports.Digests`."""

    def __init__(self, unit: Unit) -> None:
        self._raw = unit.raw

    async def of(self, person: PersonId, day: date, late: bool) -> Sequence[DigestLine]:
        rows = await self._raw.fetch(_DIGEST, person, day, late)
        return [DigestLine(line_of(row), row["step"]) for row in rows]


class StoredWeekSummaries:
    """Implements `domain.deadline.reminding_ports.WeekSummaries`."""

    def __init__(self, unit: Unit) -> None:
        self._raw = unit.raw

    async def of(self, organisation: OrganisationId, week: date) -> WeekSummary:
        sunday, before = week + timedelta(days=6), end_of_day(week - timedelta(days=8))
        row = await self._raw.fetchrow(_WEEK, organisation, week, sunday, before, end_of_day(week - timedelta(days=1)))
        holders = await self._raw.fetch(_HOLDERS, organisation, week, sunday)
        return WeekSummary(
            **row,
            holders=tuple(Holder(one["person"], one["name"], one["overdue"], one["due"]) for one in holders),
        )


def _absence(row: Any) -> Absence | None:
    return None if row is None else Absence(PersonId(row["person_id"]), row["first"], row["last"], row["deputy"])


def _more_time(row: Any) -> MoreTime | None:
    if row is None:
        return None
    return MoreTime(
        id=MoreTimeId(row["id"]),
        deadline=DeadlineId(row["deadline_id"]),
        organisation=OrganisationId(row["organisation_id"]),
        asked_by=PersonId(row["asked_by"]),
        asked_at=row["asked_at"],
        reason=row["reason"],
        due=row["due"],
        wanted=row["wanted"],
        state=MoreTimeState(row["state"]),
        decided_by=row["decided_by"],
        decided_at=row["decided_at"],
        answer=row["answer"],
        asker=row["asker"],
        decider=row["decider"],
    )


PORTS: dict[type, PortFactory] = {
    Clocks: StoredClocks,
    Snoozes: StoredSnoozes,
    Absences: StoredAbsences,
    Wishes: StoredWishes,
    MoreTimes: StoredMoreTimes,
    Digests: StoredDigests,
    WeekSummaries: StoredWeekSummaries,
}
