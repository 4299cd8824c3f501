"""An administrator keeps the figures (T1, T4, T5, N2). What was decided before keeps the figure stored with it (T7)."""

from datetime import date
from decimal import Decimal
from typing import Any

from domain.access.rules import check_administers
from domain.deadline.calendar import FIRST_YEAR, LAST_YEAR, Moved
from domain.deadline.model import KINDS
from domain.edition.model import ReminderSteps
from domain.kit.act import act
from domain.kit.desk import Desk
from domain.kit.money import Rate
from domain.kit.periods import almaty_date
from domain.kit.refused import ChangedMeanwhile, NotFound
from domain.reference.model import ALL_KINDS, MovedDay, RateSource, room_of
from domain.reference.national_bank import AHEAD, TENGE_SINCE
from domain.reference.notices import figure_ref
from domain.reference.ports import Figures
from domain.reference.refused import FigureFault, WrongFigure

LEAST_MRP, MOST_MRP = 1_000, 100_000
"""Tenge: outside of these a zero is missing or too many (Decided)."""

YEARS_AHEAD = 3
"""The law on the republican budget looks three years ahead."""


@act("reference.mrp")
async def enter_mrp(desk: Desk, figures: Figures, year: int, value: int, seen: int, reason: str = "") -> None:
    """Enter a year's МРП in tenge, or change it with a reason. `seen`: the value that stood there, 0 for none.

    Raises NotPermitted, ChangedMeanwhile, WrongFigure.
    """
    check_administers(desk.actor)
    if not FIRST_YEAR <= year <= almaty_date(desk.now).year + YEARS_AHEAD:
        raise WrongFigure(FigureFault.YEAR)
    if not LEAST_MRP <= value <= MOST_MRP:
        raise WrongFigure(FigureFault.MRP)
    await figures.lock()
    before = {line.year: line.value for line in await figures.mrp()}.get(year, 0)
    if before and not reason:
        raise WrongFigure(FigureFault.REASON)
    if before != seen:
        raise ChangedMeanwhile
    if before == value:
        raise WrongFigure(FigureFault.SAME)
    await figures.put_mrp(year, value, desk.actor.person, desk.now)
    subject = figure_ref(f"mrp:{year}")
    desk.settle(subject)
    was = {"year": year, "value": before} if before else None
    desk.audit("reference.mrp", subject, before=was, after={"year": year, "value": value, "reason": reason})


@act("reference.move_day")
async def move_day(desk: Desk, figures: Figures, day: date, became: Moved, name: str = "") -> None:
    """Make a working day a day off, or the other way round. Open deadlines keep their dates (T7. Decided).

    Raises NotPermitted, WrongFigure.
    """
    check_administers(desk.actor)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise WrongFigure(FigureFault.DAY)
    await figures.lock()
    before = {one.day: one for one in await figures.moved()}.get(day)
    if before is None and desk.calendar.is_working(day) == (became is Moved.WORKING):
        raise WrongFigure(FigureFault.ALREADY_WORKING if became is Moved.WORKING else FigureFault.ALREADY_OFF)
    if before is not None and (before.became, before.name) == (became, name):
        raise WrongFigure(FigureFault.SAME)
    new = MovedDay(day, became, name)
    await figures.put_moved(new, desk.actor.person, desk.now)
    was = None if before is None else _moved(before)
    desk.audit("reference.move_day", figure_ref(f"day:{day}"), before=was, after=_moved(new))


@act("reference.restore_day")
async def restore_day(desk: Desk, figures: Figures, day: date) -> None:
    """Take a moved day out of the table: it is again what the calendar makes of it. Raises NotPermitted, NotFound."""
    check_administers(desk.actor)
    await figures.lock()
    before = {one.day: one for one in await figures.moved()}.get(day)
    if before is None:
        raise NotFound
    await figures.drop_moved(day)
    desk.audit("reference.restore_day", figure_ref(f"day:{day}"), before=_moved(before))


@act("reference.rate")
async def enter_rate(desk: Desk, figures: Figures, currency: str, on: date, tenge: Decimal, quant: int) -> None:
    """Enter the official rate of a day: `tenge` for `quant` units. Raises NotPermitted, WrongFigure."""
    check_administers(desk.actor)
    if not TENGE_SINCE <= on <= almaty_date(desk.now) + AHEAD:
        raise WrongFigure(FigureFault.DAY)
    new = Rate(currency, tenge, quant, on, RateSource.ENTERED.value)
    await figures.lock()
    before = {rate.currency: rate for rate in await figures.rates_on(on)}.get(currency)
    if before is not None and (before.tenge, before.quant) == (tenge, quant):
        raise WrongFigure(FigureFault.SAME)
    await figures.put_rates([new], desk.actor.person, desk.now)
    subject = figure_ref(f"rate:{currency}")
    desk.settle(subject)
    was = None if before is None else _rate(before)
    desk.audit("reference.rate", subject, before=was, after=_rate(new))


@act("reference.steps")
async def set_steps(
    desk: Desk, figures: Figures, scope: str, steps: ReminderSteps, seen: ReminderSteps | None = None
) -> None:
    """Give a kind of deadline, a room's kinds or all of them other reminder steps (N2). `seen`: its own steps as they
    stood, None for none. Raises NotPermitted, ChangedMeanwhile, WrongFigure."""
    check_administers(desk.actor)
    if scope not in scopes():
        raise WrongFigure(FigureFault.SCOPE)
    if not sound(steps):
        raise WrongFigure(FigureFault.STEPS)
    before = await _own_steps(figures, scope)
    if before != seen:
        raise ChangedMeanwhile
    if before == steps:
        raise WrongFigure(FigureFault.SAME)
    await figures.put_steps(scope, steps, desk.actor.person, desk.now)
    was = None if before is None else _steps(before)
    desk.audit("reference.steps", figure_ref(f"steps:{scope}"), before=was, after={"scope": scope, **_steps(steps)})


@act("reference.drop_steps")
async def drop_steps(desk: Desk, figures: Figures, scope: str) -> None:
    """Let the steps of the wider scope hold again. Raises NotPermitted, NotFound."""
    check_administers(desk.actor)
    before = await _own_steps(figures, scope)
    if before is None:
        raise NotFound
    await figures.drop_steps(scope)
    desk.audit("reference.drop_steps", figure_ref(f"steps:{scope}"), before={"scope": scope, **_steps(before)})


def scopes() -> frozenset[str]:
    """What reminder steps can be set for."""
    return frozenset({ALL_KINDS, *KINDS, *map(room_of, KINDS)})


def sound(steps: ReminderSteps) -> bool:
    """Whether reminders by these steps can be laid out, and stay bearable."""
    return (
        len(steps.before) <= 6
        and len(set(steps.before)) == len(steps.before)
        and all(1 <= days <= 90 for days in steps.before)
        and 0 <= steps.daily_overdue <= 30
        and 1 <= steps.then_every <= 30
        and 1 <= steps.head_from <= steps.authority_from <= 90
    )


async def _own_steps(figures: Figures, scope: str) -> ReminderSteps | None:
    await figures.lock()
    return {line.scope: line.steps for line in await figures.steps()}.get(scope)


def _moved(one: MovedDay) -> dict[str, Any]:
    return {"day": one.day.isoformat(), "became": one.became.value, "name": one.name}


def _rate(rate: Rate) -> dict[str, Any]:
    return {
        "currency": rate.currency,
        "on": rate.on.isoformat(),
        "tenge": str(rate.tenge),
        "quant": rate.quant,
        "source": rate.source,
    }


def _steps(steps: ReminderSteps) -> dict[str, Any]:
    return {
        "before": list(steps.before),
        "daily_overdue": steps.daily_overdue,
        "then_every": steps.then_every,
        "head_from": steps.head_from,
        "authority_from": steps.authority_from,
    }
