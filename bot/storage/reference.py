"""The reference figures in PostgreSQL (T1, T4, T5, N2)."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from bot.storage.machine import as_json
from bot.storage.unit import PortFactory, Unit
from domain.deadline.calendar import Moved, WorkingCalendar
from domain.edition.model import ReminderSteps
from domain.kit.currencies import TENGE
from domain.kit.ids import PersonId
from domain.kit.money import Rate, Rates
from domain.kit.mrp import MrpTable
from domain.reference.imports import ImportState, RatesFile, RatesImport, RatesImports
from domain.reference.model import MovedDay, MrpLine, StepsLine
from domain.reference.ports import Figures, References

_RATE: Final = "currency, tenge, quant, on_date, source"
_USABLE: Final = f"""
SELECT known.* FROM unnest($1::text[]) AS wanted (code)
    CROSS JOIN LATERAL (SELECT {_RATE} FROM rate WHERE currency = wanted.code AND on_date <= $2
        ORDER BY on_date DESC LIMIT 1) AS known
"""  # noqa: S608 - our own columns
_LATEST: Final = f"SELECT DISTINCT ON (currency) {_RATE} FROM rate ORDER BY currency, on_date DESC"  # noqa: S608
_RATES_OF: Final = f"SELECT {_RATE} FROM rate WHERE currency = $1 ORDER BY on_date DESC OFFSET $2 LIMIT $3"  # noqa: S608
_RATES_ON: Final = f"SELECT {_RATE} FROM rate WHERE on_date = $1 ORDER BY currency"  # noqa: S608
_PUT_RATES: Final = """
INSERT INTO rate (currency, on_date, tenge, quant, source, entered_by, entered_at)
SELECT each.*, $6, $7 FROM unnest($1::text[], $2::date[], $3::numeric[], $4::integer[], $5::text[]) AS each
ON CONFLICT (currency, on_date) DO UPDATE SET tenge = excluded.tenge, quant = excluded.quant,
    source = excluded.source, entered_by = excluded.entered_by, entered_at = excluded.entered_at
"""
_MRP: Final = """
SELECT m.year, m.value, coalesce(p.name, '') AS by, m.entered_at AS at
FROM mrp m LEFT JOIN person p ON p.id = m.entered_by ORDER BY m.year DESC
"""
_PUT_MRP: Final = """
INSERT INTO mrp (year, value, entered_by, entered_at) VALUES ($1, $2, $3, $4) ON CONFLICT (year)
DO UPDATE SET value = excluded.value, entered_by = excluded.entered_by, entered_at = excluded.entered_at
"""
_MOVED: Final = """
SELECT m.day, m.working, m.name, coalesce(p.name, '') AS by FROM moved_day m LEFT JOIN person p ON p.id = m.entered_by
WHERE m.day > coalesce($1, '-infinity'::date) ORDER BY m.day
"""
_PUT_MOVED: Final = """
INSERT INTO moved_day (day, working, name, entered_by, entered_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (day)
DO UPDATE SET working = excluded.working, name = excluded.name, entered_by = excluded.entered_by,
    entered_at = excluded.entered_at
"""
_STEPS: Final = """
SELECT s.kind, s.before, s.daily_overdue, s.then_every, s.head_from, s.authority_from, coalesce(p.name, '') AS by
FROM reminder_steps s LEFT JOIN person p ON p.id = s.entered_by ORDER BY s.kind
"""
_PUT_STEPS: Final = """
INSERT INTO reminder_steps (kind, before, daily_overdue, then_every, head_from, authority_from, entered_by, entered_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (kind) DO UPDATE SET before = excluded.before,
    daily_overdue = excluded.daily_overdue, then_every = excluded.then_every, head_from = excluded.head_from,
    authority_from = excluded.authority_from, entered_by = excluded.entered_by, entered_at = excluded.entered_at
"""
_CLAUSE: Final = "N2"
_CALENDAR: Final = """
SELECT c.moved_days AS stamp, array(SELECT day FROM moved_day WHERE working) AS working,
    array(SELECT day FROM moved_day WHERE NOT working) AS off
FROM legal_clock c
"""


async def read_calendar(raw: Any) -> tuple[str, WorkingCalendar]:
    """The working calendar with the days moved until now, and its stamp: equal stamps, equal calendars."""
    row = await raw.fetchrow(_CALENDAR)
    moved = {**dict.fromkeys(row["working"], Moved.WORKING), **dict.fromkeys(row["off"], Moved.OFF)}
    return row["stamp"], WorkingCalendar(moved)


class StoredReferences:
    """Implements `domain.reference.ports.References`."""

    def __init__(self, unit: Unit) -> None:
        self._raw = unit.raw

    async def mrp(self) -> MrpTable:
        return MrpTable({row["year"]: row["value"] for row in await self._raw.fetch("SELECT year, value FROM mrp")})

    async def rates(self, currencies: Collection[str], day: date) -> Rates:
        foreign = sorted(set(currencies) - {TENGE})
        if not foreign:
            return Rates()
        return Rates(tuple(_rate(row) for row in await self._raw.fetch(_USABLE, foreign, day)))


class StoredFigures:
    """Implements `domain.reference.ports.Figures`."""

    def __init__(self, unit: Unit) -> None:
        self._raw = unit.raw

    async def lock(self) -> None:
        await self._raw.execute("SELECT pg_advisory_xact_lock(hashtext('reference'))")

    async def mrp(self) -> Sequence[MrpLine]:
        return [MrpLine(**row) for row in await self._raw.fetch(_MRP)]

    async def put_mrp(self, year: int, value: int, by: PersonId, at: datetime) -> None:
        await self._raw.execute(_PUT_MRP, year, value, by, at)

    async def moved(self, after: date | None = None) -> Sequence[MovedDay]:
        return [
            MovedDay(row["day"], Moved.WORKING if row["working"] else Moved.OFF, row["name"], row["by"])
            for row in await self._raw.fetch(_MOVED, after)
        ]

    async def put_moved(self, day: MovedDay, by: PersonId, at: datetime) -> None:
        await self._raw.execute(_PUT_MOVED, day.day, day.became is Moved.WORKING, day.name, by, at)

    async def drop_moved(self, day: date) -> None:
        await self._raw.execute("DELETE FROM moved_day WHERE day = $1", day)

    async def latest_rates(self) -> Sequence[Rate]:
        return [_rate(row) for row in await self._raw.fetch(_LATEST)]

    async def rates_of(self, currency: str, offset: int, limit: int) -> Sequence[Rate]:
        return [_rate(row) for row in await self._raw.fetch(_RATES_OF, currency, offset, limit)]

    async def rates_on(self, day: date) -> Sequence[Rate]:
        return [_rate(row) for row in await self._raw.fetch(_RATES_ON, day)]

    async def put_rates(self, rates: Sequence[Rate], by: PersonId | None, at: datetime) -> None:
        await self._raw.execute(
            _PUT_RATES,
            [rate.currency for rate in rates],
            [rate.on for rate in rates],
            [rate.tenge for rate in rates],
            [rate.quant for rate in rates],
            [rate.source for rate in rates],
            by,
            at,
        )

    async def steps(self) -> Sequence[StepsLine]:
        return [
            StepsLine(
                row["kind"],
                ReminderSteps(
                    tuple(row["before"]),
                    row["daily_overdue"],
                    row["then_every"],
                    row["head_from"],
                    row["authority_from"],
                    _CLAUSE,
                ),
                row["by"],
            )
            for row in await self._raw.fetch(_STEPS)
        ]

    async def put_steps(self, scope: str, steps: ReminderSteps, by: PersonId, at: datetime) -> None:
        await self._raw.execute(
            _PUT_STEPS,
            scope,
            list(steps.before),
            steps.daily_overdue,
            steps.then_every,
            steps.head_from,
            steps.authority_from,
            by,
            at,
        )

    async def drop_steps(self, scope: str) -> None:
        await self._raw.execute("DELETE FROM reminder_steps WHERE kind = $1", scope)


class StoredRatesImports:
    """Implements `domain.reference.imports.RatesImports`."""

    def __init__(self, unit: Unit) -> None:
        self._raw = unit.raw

    async def add(self, new: RatesImport) -> None:
        await self._raw.execute(
            "INSERT INTO rates_import (id, person, at, file) VALUES ($1, $2, $3, $4)",
            new.id, new.person, new.at, json.dumps(asdict(new.file)),
        )  # fmt: skip

    async def get(self, id_: UUID) -> RatesImport | None:
        row = await self._raw.fetchrow(
            "SELECT id, person, at, file, state, outcome FROM rates_import WHERE id = $1", id_
        )
        return None if row is None else rates_import(row)


def rates_import(row: Mapping[str, Any]) -> RatesImport:
    """An import from its row."""
    return RatesImport(
        row["id"],
        PersonId(row["person"]),
        row["at"],
        RatesFile(**as_json(row["file"])),
        ImportState(row["state"]),
        as_json(row["outcome"]),
    )


def _rate(row: Mapping[str, Any]) -> Rate:
    return Rate(row["currency"], row["tenge"], row["quant"], row["on_date"], row["source"])


PORTS: dict[type, PortFactory] = {
    References: StoredReferences,
    Figures: StoredFigures,
    RatesImports: StoredRatesImports,
}
