"""Deadlines as people see them. Acts change them through the desk; the machine writes those changes."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.storage.unit import PortFactory, Unit
from domain.deadline.ports import DeadlineCounts, DeadlineLine, Deadlines
from domain.kit.actor import Actor
from domain.kit.ids import DeadlineId, OrganisationId, PersonId, Ref

# Whoever was blocked or moved away, or may only read, answers for nothing here any more: then all who write do (A2).
_ANSWERS = (
    "coalesce(p.state = 'active' AND p.role IN ('head', 'officer') AND p.organisation_id = d.organisation_id, false)"
)

_LINE = f"""SELECT d.id, d.kind, d.clause, d.legal, d.subject_kind, d.subject_id, d.organisation_id,
    CASE WHEN {_ANSWERS} THEN d.person_id END AS person_id, d.due, d.note, d.state, coalesce(p.name, '') AS who
    FROM deadline d LEFT JOIN person p ON p.id = d.person_id"""  # noqa: S608

_RUNNING = "d.state IN ('open', 'paused')"

# Two conditions rather than one OR: each has its index.
_MINE = f"""
SELECT * FROM ({_LINE} WHERE {_RUNNING} AND d.person_id = $1 AND d.organisation_id = $2
    UNION ALL {_LINE} WHERE {_RUNNING} AND d.organisation_id = $2 AND $3
        AND d.person_id IS DISTINCT FROM $1 AND NOT {_ANSWERS}) AS mine
"""  # noqa: S608
_WHOLE = f"{_LINE} WHERE {_RUNNING} AND d.organisation_id = $1"


class StoredDeadlines:
    """Implements `domain.deadline.ports.Deadlines`."""

    def __init__(self, unit: Unit) -> None:
        self._raw = unit.raw

    async def page(self, actor: Actor, whole: bool, offset: int, limit: int) -> Sequence[DeadlineLine]:
        source, values = _source(actor, whole)
        place = len(values)
        rows = await self._raw.fetch(
            f"SELECT * FROM ({source}) AS l ORDER BY state = 'paused', due, id OFFSET ${place + 1} LIMIT ${place + 2}",  # noqa: S608
            *values,
            offset,
            limit,
        )
        return [_line(row) for row in rows]

    async def counts(self, actor: Actor, whole: bool, today: date, yellow_below: int) -> DeadlineCounts:
        source, values = _source(actor, whole)
        place = len(values)
        row = await self._raw.fetchrow(
            f"""SELECT count(*) FILTER (WHERE state = 'open' AND due < ${place + 1}) AS overdue,
                count(*) FILTER (WHERE state = 'open' AND due >= ${place + 1}
                    AND due - ${place + 1} + 1 < ${place + 2}) AS near,
                count(*) AS whole
            FROM ({source}) AS l""",  # noqa: S608
            *values,
            today,
            yellow_below,
        )
        return DeadlineCounts(row["overdue"], row["near"], row["whole"] - row["overdue"] - row["near"])

    async def held(self, person: PersonId, organisation: OrganisationId) -> int:
        found = await self._raw.fetchval(
            f"SELECT count(*) FROM deadline d WHERE {_RUNNING} AND d.person_id = $1 AND d.organisation_id = $2",  # noqa: S608
            person,
            organisation,
        )
        return int(found)

    async def get(self, deadline: DeadlineId) -> DeadlineLine | None:
        row = await self._raw.fetchrow(f"{_LINE} WHERE {_RUNNING} AND d.id = $1", deadline)
        return None if row is None else _line(row)


def _source(actor: Actor, whole: bool) -> tuple[str, list[Any]]:
    if whole:
        return _WHOLE, [actor.organisation]
    return _MINE, [actor.person, actor.organisation, actor.writes]


def _line(row: Mapping[str, Any]) -> DeadlineLine:
    return DeadlineLine(
        id=DeadlineId(row["id"]),
        kind=row["kind"],
        clause=row["clause"],
        legal=row["legal"],
        subject=Ref(row["subject_kind"], row["subject_id"]),
        organisation=OrganisationId(row["organisation_id"]),
        due=row["due"],
        person=None if row["person_id"] is None else PersonId(row["person_id"]),
        who=row["who"],
        note=row["note"],
        paused=row["state"] == "paused",
    )


PORTS: dict[type, PortFactory] = {Deadlines: StoredDeadlines}
