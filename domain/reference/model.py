"""The reference figures as they are kept. All dates are of Asia/Almaty."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.deadline.calendar import Moved
from domain.edition.model import ReminderSteps


class RateSource(StrEnum):
    """Where a rate came from: stored with the rate and with every decision that used it (T5)."""

    ENTERED = "entered"  # typed by an administrator
    NATIONAL_BANK = "national_bank"  # out of the National Bank's file
    SAMPLE = "sample"  # invented, with the sample's people


@dataclass(frozen=True, slots=True)
class MrpLine:
    """One year's МРП in tenge. `by` is empty for what came with the installation."""

    year: int
    value: int
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MovedDay:
    """A day that the Government exchanged, or whose holiday moved (T1). `name`: by what decision, or for what."""

    day: date
    became: Moved
    name: str = ""
    by: str = ""


ALL_KINDS = ""
"""The scope of the reminder steps that hold for every kind of deadline without its own."""


@dataclass(frozen=True, slots=True)
class StepsLine:
    """Reminder steps for a kind of deadline («initiative.pass»), for all kinds of a room («duty»), or for ALL_KINDS."""

    scope: str
    steps: ReminderSteps
    by: str = ""


def room_of(kind: str) -> str:
    """The room that declares a kind of deadline: «initiative» of «initiative.consideration»."""
    return kind.partition(".")[0]


def steps_for(kind: str, lines: dict[str, ReminderSteps], edition: ReminderSteps) -> ReminderSteps:
    """The steps that hold for a kind: its own, its room's, those for all kinds, the edition's — the first there is."""
    for scope in (kind, room_of(kind), ALL_KINDS):
        if scope in lines:
            return lines[scope]
    return edition
