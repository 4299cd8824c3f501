"""The panel in PostgreSQL (M2.8; п. 55, 59): one look at the tasks for a screen."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Date, String, Text, Uuid, and_, cast, column, func, select, table

from bot.storage.access_tables import person
from bot.storage.passport import project, seen_by
from bot.storage.unit import PortFactory, Unit
from domain.kit.actor import EVERYTHING, Actor, OrganisationKind
from domain.kit.ids import TaskId
from domain.panel.ports import By, PanelFilter, PanelLine, Panels, PanelTask
from domain.panel.rules import Colour

task = table(
    "task",
    column("id", Uuid),
    column("project", Uuid),
    column("region", Text),
    column("sector", Text),
    column("official", Uuid),
    column("stage", Text),
    column("title", Text),
    column("due", Date),
    column("done_on", Date),
    column("suspended", Boolean),
    column("ranked", Boolean),
    column("corridor", Boolean),
    column("left_on", Date),
    column("ended", Date),
)
"""As much of the roadmap's table as the panel reads."""

_KEYS = {By.REGION: task.c.region, By.OFFICIAL: task.c.official, By.STAGE: task.c.stage}


class StoredPanels(Panels):
    """Implements `domain.panel.ports.Panels`."""

    def __init__(self, unit: Unit) -> None:
        self._session = unit.session

    async def counts(
        self, actor: Actor, chosen: PanelFilter, by: By, today: date, yellow_below: int
    ) -> Sequence[PanelLine]:
        key = _KEYS[by]
        many = {one: func.count().filter(_is(one, today, yellow_below)) for one in Colour}
        counted = (
            select(key.label("key"), *(many[one].label(one.value) for one in Colour))
            .where(task.c.left_on.is_(None), *_conditions(actor, chosen))
            .group_by(key)
            .subquery()
        )
        name = func.coalesce(person.c.name, "") if by is By.OFFICIAL else cast("", String)
        source = counted.outerjoin(person, person.c.id == counted.c.key) if by is By.OFFICIAL else counted
        query = (
            select(
                cast(counted.c.key, String).label("key"), *(counted.c[one.value] for one in Colour), name.label("name")
            )
            .select_from(source)
            .order_by(counted.c.red.desc(), counted.c.yellow.desc(), name, counted.c.key)
        )
        return [
            PanelLine(row.key or "", row.red, row.yellow, row.green, row.done, row.suspended, row.name)
            for row in await self._session.execute(query)
        ]

    async def tasks(
        self,
        actor: Actor,
        chosen: PanelFilter,
        colour: Colour,
        today: date,
        yellow_below: int,
        offset: int,
        limit: int,
    ) -> tuple[Sequence[PanelTask], int]:
        where = and_(task.c.left_on.is_(None), _is(colour, today, yellow_below), *_conditions(actor, chosen))
        total = await self._session.scalar(select(func.count()).select_from(task).where(where))
        order = task.c.done_on.desc() if colour is Colour.DONE else task.c.due.asc()
        page = select(task).where(where).order_by(order, task.c.id).offset(offset).limit(limit).subquery()
        query = (
            select(page.c.id, project.c.number, page.c.title, page.c.due, page.c.done_on)
            .select_from(page.join(project, project.c.id == page.c.project))
            .order_by(page.c.done_on.desc() if colour is Colour.DONE else page.c.due.asc(), page.c.id)
        )
        return [_line(row) for row in await self._session.execute(query)], total or 0

    async def sectors(self, actor: Actor, chosen: PanelFilter) -> Sequence[tuple[str, int]]:
        many = func.count()
        query = (
            select(task.c.sector, many)
            .where(task.c.left_on.is_(None), *_conditions(actor, chosen, sector=False))
            .group_by(task.c.sector)
            .order_by(many.desc(), task.c.sector)
        )
        return [(sector, number) for sector, number in await self._session.execute(query)]


def _is(colour: Colour, today: date, yellow_below: int) -> ColumnElement[bool]:
    """The rule of `domain/panel/rules.py` in SQL."""
    if colour is Colour.DONE:
        return task.c.done_on.is_not(None)
    still_open = task.c.ended.is_(None)
    if colour is Colour.SUSPENDED:
        return and_(still_open, task.c.suspended)
    last_yellow = today + timedelta(days=yellow_below - 2)  # today is one of the days left
    days = {
        Colour.RED: task.c.due < today,
        Colour.YELLOW: task.c.due.between(today, last_yellow),
        Colour.GREEN: task.c.due > last_yellow,
    }[colour]
    return and_(still_open, ~task.c.suspended, days)


def _conditions(actor: Actor, chosen: PanelFilter, *, sector: bool = True) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if actor.kind not in EVERYTHING and actor.kind is not OrganisationKind.COUNCIL:
        found.append(task.c.project.in_(select(project.c.id).where(seen_by(actor))))
    if chosen.region:
        found.append(task.c.region == chosen.region)
    if chosen.official is not None:
        found.append(task.c.official == chosen.official)
    if chosen.stage:
        found.append(task.c.stage == chosen.stage)
    if chosen.pool:
        found.append(task.c.ranked if chosen.pool == "national" else ~task.c.ranked)
    if chosen.corridor:
        found.append(task.c.corridor)
    if chosen.sector and sector:
        found.append(task.c.sector == chosen.sector)
    return found


def _line(row: Any) -> PanelTask:
    return PanelTask(TaskId(row.id), row.number, row.title, row.due, row.done_on)


PORTS: dict[type, PortFactory] = {Panels: StoredPanels}
