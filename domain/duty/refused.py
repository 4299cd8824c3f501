"""Why a duty is not marked, exempted or asked for."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.kit.refused import Refused


@dataclass(unsafe_hash=True)
class DutyPast(Refused):
    """Its last day is over: what was marked as sent stays so."""

    due: date
    clause: ClassVar[str] = "R1"


@dataclass(unsafe_hash=True)
class DutyNotWaived(Refused):
    """Nobody exempts themselves, nor the authorised body."""

    clause: ClassVar[str] = "R1"


@dataclass(unsafe_hash=True)
class NobodyAsked(Refused):
    """A request names at least one body that owes such reports."""

    clause: ClassVar[str] = "прил. 2, п. 6"


@dataclass(unsafe_hash=True)
class DateNotAhead(Refused):
    """The date that is set lies ahead."""

    clause: ClassVar[str] = "прил. 2, п. 6"
