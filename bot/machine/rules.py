"""The rules of the day for acts and reads: the edition in force and the working calendar (T1, T7)."""

from datetime import datetime
from typing import Final, Protocol

from bot.storage.reference import read_calendar
from bot.storage.unit import Unit
from domain.deadline.calendar import WorkingCalendar
from domain.edition.model import RuleEdition, in_force
from domain.edition.order_2024 import EDITIONS
from domain.kit.periods import almaty_date

_KEPT: Final = 8
"""Calendars kept: the present one, and those before it, that another transaction may still see."""


class Rules(Protocol):
    """Gives the rules as of a legal instant. Called once per update, so it keeps what it has read.

    `moved` is the stamp of the moved days that the caller read with the legal time; without it, it is read here.
    """

    async def at(self, unit: Unit, now: datetime, moved: str | None = None) -> tuple[RuleEdition, WorkingCalendar]: ...


class PublishedRules:
    """The editions that ship with this release, and the calendar with the days an administrator moved.

    The stamp is made from the days themselves, so a kept calendar is never a wrong one, whatever was rolled back and
    whichever database asks. A change costs the next update one statement; all others none.
    """

    def __init__(self) -> None:
        self._calendars = {"": WorkingCalendar()}

    async def at(self, unit: Unit, now: datetime, moved: str | None = None) -> tuple[RuleEdition, WorkingCalendar]:
        calendar = None if moved is None else self._calendars.get(moved)
        return in_force(EDITIONS, almaty_date(now)), calendar or await self._read(unit)

    async def _read(self, unit: Unit) -> WorkingCalendar:
        stamp, calendar = await read_calendar(unit.raw)
        if stamp not in self._calendars:
            while len(self._calendars) >= _KEPT:
                self._calendars.pop(next(iter(self._calendars)))
            self._calendars[stamp] = calendar
        return calendar
