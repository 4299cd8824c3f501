"""The rules of the day for acts and reads: the edition in force and the working calendar (T1, T7)."""

from datetime import datetime
from typing import Protocol

from bot.storage.unit import Unit
from domain.deadline.calendar import WorkingCalendar
from domain.edition.model import RuleEdition, in_force
from domain.edition.order_2024 import EDITIONS
from domain.kit.periods import almaty_date


class Rules(Protocol):
    """Gives the rules as of a legal instant. Called once per update, so it keeps what it has read."""

    async def at(self, unit: Unit, now: datetime) -> tuple[RuleEdition, WorkingCalendar]: ...


class PublishedRules:
    """The editions and the calendar that ship with this release."""

    def __init__(self) -> None:
        self._calendar = WorkingCalendar()

    async def at(self, unit: Unit, now: datetime) -> tuple[RuleEdition, WorkingCalendar]:
        return in_force(EDITIONS, almaty_date(now)), self._calendar
