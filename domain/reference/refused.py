"""Why a figure is not taken."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from domain.kit.refused import Refused


class FigureFault(StrEnum):
    """What is wrong with what was entered."""

    YEAR = "year"  # too far away to be known
    MRP = "mrp"  # cannot be an index: a zero too many or too few
    DAY = "day"  # a rate's day is in the future, a day lies outside the calendar
    SAME = "same"  # it stands so already
    ALREADY_OFF = "already_off"
    ALREADY_WORKING = "already_working"
    REASON = "reason"  # what was used for decisions is changed with a reason only
    STEPS = "steps"
    SCOPE = "scope"  # no deadline is of this kind


@dataclass(unsafe_hash=True)
class WrongFigure(Refused):
    """The figure is not taken; nothing is changed."""

    fault: FigureFault
    clause: ClassVar[str] = "T4"
