"""Deadlines as people see them. Acts change them through the desk; the machine writes those changes."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from bot.storage.unit import PortFactory, Unit
from domain.deadline.ports import DeadlineCounts, DeadlineFilter, DeadlineLine, Deadlines, Load, Nearness
from domain.kit.actor import Actor
from domain.kit.ids import DeadlineId, OrganisationId, PersonId, Ref
from domain.kit.periods import Period

# Whoever was blocked or moved away, or may only read, answers for nothing here any more: then all who write do (A2).
_ANSWERS: Final = (
    "coalesce(p.state = 'active' AND p.role IN ('head', 'officer') AND p.organisation_id = d.organisation_id, false)"
)

_TODAY: Final = "((clock_timestamp() + (SELECT shift FROM legal_clock)) AT TIME ZONE 'Asia/Almaty')::date"

LINE: Final = f"""SELECT d.id, d.kind, d.clause, d.legal, d.subject_kind, d.subject_id, d.organisation_id,
    CASE WHEN {_ANSWERS} THEN d.person_id END AS person_id, d.due, d.nominal, d.event, d.period, d.edition, d.opened_at,
    d.version, d.note, d.state, coalesce(p.name, '') AS who, q.id AS deputy
    FROM deadline d LEFT JOIN person p ON p.id = d.person_id
    LEFT JOIN absence a ON a.person_id = d.person_id AND {_TODAY} BETWEEN a.first AND a.last AND {_ANSWERS}
    LEFT JOIN person q ON q.id = a.deputy AND q.state = 'active' AND q.role IN ('head', 'officer')
        AND q.organisation_id = d.organisation_id"""  # noqa: S608

_RUNNING: Final = "d.state IN ('open', 'paused')"

# Several conditions rather than one OR: each has its index.
MINE: Final = f"""
SELECT * FROM ({LINE} WHERE {_RUNNING} AND d.person_id = $1 AND d.organisation_id = $2
    UNION ALL {LINE} WHERE {_RUNNING} AND d.organisation_id = $2 AND $3
        AND d.person_id IS DISTINCT FROM $1 AND NOT {_ANSWERS}
    UNION ALL {LINE} WHERE {_RUNNING} AND d.organisation_id = $2 AND d.person_id <> $1 AND q.id = $1
        AND d.person_id IN (SELECT person_id FROM absence WHERE deputy = $1)) AS mine
"""  # noqa: S608
_WHOLE: Final = f"{LINE} WHERE {_RUNNING} AND d.organisation_id = $1"

_NEAR: Final[Mapping[Nearness, str]] = {
    Nearness.OVERDUE: "state = 'open' AND due < {today}",
    Nearness.NEAR: "state = 'open' AND due >= {today} AND due - {today} + 1 < {below}",
    Nearness.LATER: "NOT (state = 'open' AND due - {today} + 1 < {below})",
}
"""Of a line: overdue, near, later or standing still (п. 55)."""


class StoredDeadlines:
    """Implements `domain.deadline.ports.Deadlines`."""

    def __init__(self, unit: Unit) -> None:
        self._raw = unit.raw

    async def page(
        self, actor: Actor, chosen: DeadlineFilter, today: date, yellow_below: int, offset: int, limit: int
    ) -> Sequence[DeadlineLine]:
        query = _Query(actor, chosen)
        near = query.near(chosen.near, today, yellow_below) if chosen.near else "true"
        rows = await self._raw.fetch(
            f"""SELECT * FROM ({query.source}) AS l WHERE {query.where} AND {near}
            ORDER BY state = 'paused', due, id OFFSET {query.value(offset)} LIMIT {query.value(limit)}""",  # noqa: S608
            *query.values,
        )
        return [line_of(row) for row in rows]

    async def counts(self, actor: Actor, chosen: DeadlineFilter, today: date, yellow_below: int) -> DeadlineCounts:
        query = _Query(actor, chosen)
        overdue, soon, later = (query.near(one, today, yellow_below) for one in _NEAR)
        row = await self._raw.fetchrow(
            f"""SELECT count(*) FILTER (WHERE {overdue}) AS overdue, count(*) FILTER (WHERE {soon}) AS near,
                count(*) FILTER (WHERE {later}) AS later
            FROM ({query.source}) AS l WHERE {query.where}""",  # noqa: S608
            *query.values,
        )
        return DeadlineCounts(row["overdue"], row["near"], row["later"])

    async def kinds(self, actor: Actor, chosen: DeadlineFilter) -> Sequence[tuple[str, int]]:
        query = _Query(actor, chosen, kind=False)
        rows = await self._raw.fetch(
            f"""SELECT kind, count(*) AS number FROM ({query.source}) AS l WHERE {query.where}
            GROUP BY kind ORDER BY number DESC, kind""",  # noqa: S608
            *query.values,
        )
        return [(row["kind"], row["number"]) for row in rows]

    async def people(self, organisation: OrganisationId, today: date) -> Sequence[Load]:
        rows = await self._raw.fetch(
            f"""SELECT person_id AS key, CASE WHEN person_id IS NULL THEN '' ELSE max(who) END AS name,
                count(*) FILTER (WHERE state = 'open' AND due < $2) AS overdue, count(*) AS number
            FROM ({_WHOLE}) AS l GROUP BY person_id ORDER BY overdue DESC, number DESC, name""",  # noqa: S608
            organisation,
            today,
        )
        return [
            Load(
                None if row["key"] is None else PersonId(row["key"]),
                dict.fromkeys(("ru", "kk", "en"), row["name"]),
                row["overdue"],
                row["number"],
            )
            for row in rows
        ]

    async def organisations(self, today: date) -> Sequence[Load]:
        rows = await self._raw.fetch(
            f"""SELECT o.id, o.name_ru, o.name_kk, o.name_en, l.overdue, l.number
            FROM (SELECT d.organisation_id, count(*) FILTER (WHERE d.state = 'open' AND d.due < $1) AS overdue,
                    count(*) AS number FROM deadline d WHERE {_RUNNING} GROUP BY d.organisation_id) l
            JOIN organisation o ON o.id = l.organisation_id
            ORDER BY l.overdue DESC, l.number DESC, o.name_en""",  # noqa: S608
            today,
        )
        return [
            Load(
                OrganisationId(row["id"]),
                {"ru": row["name_ru"], "kk": row["name_kk"], "en": row["name_en"]},
                row["overdue"],
                row["number"],
            )
            for row in rows
        ]

    async def held(self, person: PersonId, organisation: OrganisationId) -> int:
        found = await self._raw.fetchval(
            f"SELECT count(*) FROM deadline d WHERE {_RUNNING} AND d.person_id = $1 AND d.organisation_id = $2",  # noqa: S608
            person,
            organisation,
        )
        return int(found)

    async def get(self, deadline: DeadlineId) -> DeadlineLine | None:
        row = await self._raw.fetchrow(f"{LINE} WHERE {_RUNNING} AND d.id = $1", deadline)
        return None if row is None else line_of(row)


class _Query:
    """The lines of a filter with the values of its places, nearness apart."""

    def __init__(self, actor: Actor, chosen: DeadlineFilter, *, kind: bool = True) -> None:
        self.values: list[Any]
        if chosen.organisation is None:
            self.source, self.values = MINE, [actor.person, actor.organisation, actor.writes]
        else:
            self.source, self.values = _WHOLE, [chosen.organisation]
        where = ["true"]
        if chosen.person is not None:
            where.append(f"person_id = {self.value(chosen.person)}")
        if chosen.nobodys:
            where.append("person_id IS NULL")
        if chosen.kind and kind:
            where.append(f"kind = {self.value(chosen.kind)}")
        self.where = " AND ".join(where)

    def value(self, value: Any) -> str:
        """The place of one more value."""
        self.values.append(value)
        return f"${len(self.values)}"

    def near(self, near: Nearness, today: date, yellow_below: int) -> str:
        """The condition for it; only the values it names get a place."""
        given = {"today": (today, "date"), "below": (yellow_below, "int")}
        named = {name: one for name, one in given.items() if f"{{{name}}}" in _NEAR[near]}
        return _NEAR[near].format(**{name: f"{self.value(value)}::{kind}" for name, (value, kind) in named.items()})


def line_of(row: Mapping[str, Any]) -> DeadlineLine:
    """A line from the columns of `LINE`."""
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
        deputy=None if row["deputy"] is None else PersonId(row["deputy"]),
        version=row["version"],
        nominal=row["nominal"],
        event=row["event"],
        period=None if row["period"] is None else Period.parse(row["period"]),
        edition=row["edition"],
        opened=row["opened_at"],
        closed=row["state"] in ("met", "cancelled"),
    )


PORTS: dict[type, PortFactory] = {Deadlines: StoredDeadlines}
