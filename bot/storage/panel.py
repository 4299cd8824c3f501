"""The panel in PostgreSQL (M2.8; п. 55, 59): one look at the tasks for a screen."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    Integer,
    String,
    Subquery,
    Text,
    Uuid,
    and_,
    cast,
    column,
    func,
    literal,
    or_,
    select,
    table,
    union_all,
)

from bot.storage.access_tables import person
from bot.storage.passport import project, seen_by
from bot.storage.unit import PortFactory, Unit
from domain.access.scope import sector_codes
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
        lines = _counted(_KEYS[by], _conditions(actor, chosen), today, yellow_below)
        name = func.coalesce(person.c.name, "") if by is By.OFFICIAL else cast("", String)
        source = lines.outerjoin(person, person.c.id == lines.c.key) if by is By.OFFICIAL else lines
        query = (
            select(cast(lines.c.key, String).label("key"), *(lines.c[one.value] for one in Colour), name.label("name"))
            .select_from(source)
            .order_by(lines.c.red.desc(), lines.c.yellow.desc(), name, lines.c.key)
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
        where = and_(_is(colour, today, yellow_below), *_conditions(actor, chosen))
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
        lines = _counted(task.c.sector, _conditions(actor, chosen, sector=False), date(2000, 1, 1), 0)
        many = sum((lines.c[one.value] for one in Colour), start=literal(0))
        query = select(lines.c.key, many.label("many")).order_by(many.desc(), lines.c.key)
        return [(row.key, row.many) for row in await self._session.execute(query)]


def _counted(key: ColumnElement[Any], where: list[ColumnElement[bool]], today: date, yellow_below: int) -> Subquery:
    """Tasks by colour of each key. Open and done ones apart: each kind has its own index with all that is asked."""
    nought = literal(0)
    running = [one for one in Colour if one is not Colour.DONE]
    open_ones = select(
        key.label("key"),
        *(func.count().filter(_is(one, today, yellow_below)).label(one.value) for one in running),
        nought.label("done"),
    ).where(task.c.ended.is_(None), *where)
    done = select(key, *(nought for _ in running), func.count()).where(_is(Colour.DONE, today, yellow_below), *where)
    both = union_all(open_ones.group_by(key), done.group_by(key)).subquery()
    each = (func.sum(both.c[one.value]).cast(Integer).label(one.value) for one in Colour)
    return select(both.c.key, *each).group_by(both.c.key).subquery()


def _is(colour: Colour, today: date, yellow_below: int) -> ColumnElement[bool]:
    """The rule of `domain/panel/rules.py` in SQL."""
    if colour is Colour.DONE:
        return and_(task.c.done_on.is_not(None), task.c.left_on.is_(None))
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
    if actor.kind is OrganisationKind.CENTRAL_BODY:
        # The sector stands in the task too: looked up are only the few projects it takes part in.
        own = project.c.parties.contains([actor.organisation])
        of_sector = task.c.sector.in_(sorted(sector_codes(actor.scope.sectors)))
        found.append(or_(of_sector, task.c.project.in_(select(project.c.id).where(own))))
    elif actor.kind not in EVERYTHING and actor.kind is not OrganisationKind.COUNCIL:
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
