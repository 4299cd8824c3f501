"""Places and presses of the reference figures. Other rooms import this file only."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.kit.named import named
from handlers.screens.place import Place
from handlers.screens.press import Deed


@named("reference.figures")
@dataclass(frozen=True, slots=True)
class ReferenceFigures(Place):
    """What an administrator keeps: МРП, moved days, official rates, reminder steps."""


@named("reference.mrp_years")
@dataclass(frozen=True, slots=True)
class MrpYears(Place):
    """MRP by year (T4)."""


@named("reference.moved_days")
@dataclass(frozen=True, slots=True)
class MovedDays(Place):
    """Officially moved days, those to come first (T1)."""

    page: int = 0


@named("reference.moved_day")
@dataclass(frozen=True, slots=True)
class MovedDayCard(Place):
    day: date


@named("reference.rates")
@dataclass(frozen=True, slots=True)
class OfficialRates(Place):
    """The newest rate of each currency; a file of the National Bank is sent here (T5)."""

    page: int = 0


@named("reference.currency")
@dataclass(frozen=True, slots=True)
class CurrencyRates(Place):
    """A currency's rates, the newest first."""

    currency: str
    page: int = 0


@named("reference.rates_import")
@dataclass(frozen=True, slots=True)
class RatesImportCard(Place):
    """What came of a file that was sent."""

    id: UUID


@named("reference.steps_list")
@dataclass(frozen=True, slots=True)
class StepsList(Place):
    """Kinds of deadlines with their reminder steps (N2)."""

    page: int = 0


@named("reference.steps_card")
@dataclass(frozen=True, slots=True)
class StepsCard(Place):
    """The steps that hold for a scope, and what they would send."""

    scope: str


@named("reference.steps_preview")
@dataclass(frozen=True, slots=True)
class StepsPreview(Place):
    """What new steps would send, before they are kept. `steps`, `seen`: as `handlers.reference.coded` writes them;
    `seen` is empty where the scope had none of its own."""

    scope: str
    steps: str
    seen: str = ""


@named("reference.restore_day")
@dataclass(frozen=True, slots=True)
class RestoreDay(Deed):
    """The day is no longer moved."""

    day: date


@named("reference.keep_steps")
@dataclass(frozen=True, slots=True)
class KeepSteps(Deed):
    scope: str
    steps: str
    seen: str


@named("reference.drop_steps")
@dataclass(frozen=True, slots=True)
class DropSteps(Deed):
    """The steps of the wider scope hold again."""

    scope: str
