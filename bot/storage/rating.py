"""The rating of regions in PostgreSQL (M2.9): what `domain/rating/rules.py` says, over all tasks at once.

The tasks of the quarter are read from one covering index. Most were never late; of the others most have one date and
were never suspended, so that their days are a subtraction. Only for the rest the history of dates and the stretches of
suspension are laid over each other.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Date, Integer, Numeric, Text, Uuid, column, func, select
from sqlalchemy import text as sql

from bot.storage.passport import project, seen_by
from bot.storage.unit import PortFactory, Unit
from domain.classifier.regions import Region
from domain.edition.model import Band
from domain.kit.actor import Actor
from domain.kit.ids import ProjectId, TaskId
from domain.kit.periods import Quarter
from domain.rating.ports import LateTask, Ratings
from domain.rating.rules import RegionFigures

# `until`: the last day that is looked at; `soonest`: no date was ever before it, so up to it the task was in time.
# ended BETWEEN and IS NULL are asked apart: each is a range of the index.
_TASKS: Final = """
scope AS MATERIALIZED (
    SELECT id, region, project, due, counts_from, moved, soonest, least(ended, :last) AS until FROM task
    WHERE ranked AND counts_from <= :last AND ended >= :first {of_region}
    UNION ALL
    SELECT id, region, project, due, counts_from, moved, soonest, CAST(:last AS date) FROM task
    WHERE ranked AND counts_from <= :last AND ended IS NULL {of_region}
), candidate AS MATERIALIZED (
    SELECT s.*, s.moved OR s.project IN (SELECT project FROM project_suspension) AS winding FROM scope s
    WHERE s.soonest < s.until AND s.until >= :first
), winding AS (
    SELECT s.region, s.id, x.days FROM candidate s CROSS JOIN LATERAL (
        SELECT coalesce(range_agg(daterange(d.first, d.last + 1)) FILTER (WHERE d.first <= d.last), '{{}}')
            - coalesce((SELECT range_agg(daterange(g.first, g.last + 1)) FROM project_suspension g
                        WHERE g.project = s.project), '{{}}') AS days
        FROM (SELECT greatest(h.since, h.due + 1) AS first,
                     least(lead(h.since) OVER (ORDER BY h.since) - 1, s.until) AS last
              FROM task_due h WHERE h.task = s.id) d
    ) x
    WHERE s.winding
), late AS (
    SELECT region, id, until - greatest(counts_from, due + 1) + 1 AS days FROM candidate
    WHERE NOT winding AND greatest(counts_from, due + 1) <= until
    UNION ALL
    SELECT region, id, (SELECT CAST(sum(upper(r) - lower(r)) AS integer) FROM unnest(days) r) FROM winding
    WHERE days && daterange(:first, CAST(:last AS date) + 1)
)"""
_POINTS: Final = "(CAST(:points AS numeric[]))[width_bucket(days, CAST(:bounds AS integer[]))]"

_FIGURES: Final = f"""
WITH {_TASKS.format(of_region="")}
SELECT p.region, p.projects, coalesce(l.points, 0) AS points, coalesce(l.tasks, 0) AS tasks
FROM (SELECT region, count(*) AS projects FROM (SELECT region, project FROM scope GROUP BY region, project) x
      GROUP BY region) p
LEFT JOIN (SELECT region, count(*) AS tasks, sum({_POINTS}) AS points FROM late GROUP BY region) l USING (region)
"""  # noqa: S608 - fixed text
_LATE: Final = f"""
WITH {_TASKS.format(of_region="AND region = :region")}
SELECT t.id, t.project, t.title, t.due, t.done_on, l.days, {_POINTS} AS points
FROM late l JOIN task t ON t.id = l.id
"""  # noqa: S608 - fixed text
_COLUMNS: Final = (
    column("id", Uuid),
    column("project", Uuid),
    column("title", Text),
    column("due", Date),
    column("done_on", Date),
    column("days", Integer),
    column("points", Numeric),
)
_FIRST: Final = "SELECT min(counts_from) FROM task WHERE ranked"


class StoredRatings(Ratings):
    """Implements `domain.rating.ports.Ratings`."""

    def __init__(self, unit: Unit) -> None:
        self._session = unit.session

    async def figures(self, quarter: Quarter, today: date, bands: Sequence[Band]) -> Sequence[RegionFigures]:
        rows = await self._session.execute(sql(_FIGURES), _values(quarter, today, bands))
        return [RegionFigures(Region(row.region), Decimal(row.points), row.projects, row.tasks) for row in rows]

    async def late(
        self,
        actor: Actor,
        quarter: Quarter,
        today: date,
        bands: Sequence[Band],
        region: Region,
        offset: int,
        limit: int,
    ) -> tuple[Sequence[LateTask], int]:
        late = sql(_LATE).columns(*_COLUMNS).subquery()
        both = late.join(project, project.c.id == late.c.project)
        query = (
            select(late, project.c.number, func.count().over().label("total"))
            .select_from(both)
            .where(seen_by(actor))
            .order_by(late.c.days.desc(), late.c.due, late.c.id)
            .offset(offset)
            .limit(limit)
        )
        rows = list(await self._session.execute(query, {**_values(quarter, today, bands), "region": region}))
        return [_late(row) for row in rows], rows[0].total if rows else 0

    async def first_quarter(self) -> Quarter | None:
        day = await self._session.scalar(sql(_FIRST))
        return None if day is None else Quarter.of(day)


def _values(quarter: Quarter, today: date, bands: Sequence[Band]) -> dict[str, Any]:
    return {
        "first": quarter.first,
        "last": min(quarter.last, today),
        "bounds": [band.from_day for band in bands],
        "points": [band.points for band in bands],
    }


def _late(row: Any) -> LateTask:
    return LateTask(
        TaskId(row.id),
        ProjectId(row.project),
        row.number,
        row.title,
        row.due,
        row.done_on,
        row.days,
        Decimal(row.points),
    )


PORTS: dict[type, PortFactory] = {Ratings: StoredRatings}
