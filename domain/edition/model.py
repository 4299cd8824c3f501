"""One edition of the rules as a value (T7): every period, threshold, weight, band and ground, each with its clause.

A new edition applies from its date; decisions and deadlines already made keep the edition they name. Figures are read
from here and nowhere else. `clause` is the source's own numbering ("п. 42", "прил. 1", "ст. 49.1"); where the source
is silent it is the requirement's ID, and the figure is decided by us.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Generic, TypeVar

from domain.edition.duties import Duty
from domain.kit.periods import Period
from domain.kit.refused import Refused

V = TypeVar("V")


@dataclass(frozen=True)
class Stated(Generic[V]):
    """A figure and the clause that states it."""

    value: V
    clause: str


@dataclass(frozen=True)
class Term:
    """A period and its clause. A `target` is not in the Order: it only reminds, and its lateness is no breach."""

    period: Period
    clause: str
    target: bool = False


@dataclass(frozen=True)
class Attraction:
    """Module 1 (п. 37–43)."""

    kyc_validity: Term
    trip_card: Term  # from the trip's last day in the country
    visit_decision: Term
    initiative_after_visit: Term  # from the visit's last day: created and passed to a MIO
    appointment: Term  # of the responsible official at the MIO
    initiative: Term  # from the transfer to the MIO
    extension: Term  # at most
    extensions: Stated[int]  # how many times
    rest_after_refused_redirection: Term  # at least
    redirection_consent: Term  # of the akimat asked to take an initiative
    redirection_decision: Term  # of the UO
    closing_opinion: Term  # of the mission, on closing an initiative
    closing_decision: Term  # of the UO
    question: Term  # an answer of the organisation asked in a conversation


@dataclass(frozen=True)
class Points:
    """Points from a lower bound on, the bound included."""

    at_least: Decimal
    points: Decimal


class Technology(StrEnum):
    """Classes of the criterion "Высокотехнологичность проекта" (прил. 1)."""

    NOT_MANUFACTURING = "not_manufacturing"
    NOT_LISTED = "not_listed"
    MIDDLE = "middle"
    HIGH = "high"


@dataclass(frozen=True)
class Corridor:
    """The "green corridor" (п. 30, прил. 1): weights, scales and the threshold. Scales ascend and begin at zero."""

    clause: str
    investment_weight: Decimal
    investment: tuple[Points, ...]  # lower bounds in US dollars
    global_weight: Decimal
    global_listed: Decimal
    global_absent: Decimal
    technology_weight: Decimal
    technology: tuple[tuple[Technology, Decimal], ...]
    jobs_weight: Decimal
    jobs: tuple[Points, ...]
    threshold: Decimal


@dataclass(frozen=True)
class Band:
    """Rating points of a task overdue from `from_day` days on (п. 56)."""

    from_day: int
    points: Decimal


class ExclusionGround(StrEnum):
    """Grounds of suspension or exclusion (п. 33), in its order."""

    REPEATED_BREACHES = "repeated_breaches"
    FINANCING = "financing"
    BANKRUPTCY = "bankruptcy"
    NO_PERMITS = "no_permits"
    LEGAL_BARS = "legal_bars"
    WRITTEN_REQUEST = "written_request"


@dataclass(frozen=True)
class Realisation:
    """Module 2 (п. 25–36, 44–60, прил. 1)."""

    national_pool_mrp: Stated[int]
    task_force_mrp: Stated[int]
    corridor: Corridor
    roadmap: Term  # formed and sent, from the naming of the responsible MIO
    roadmap_review: Term
    roadmap_rework: Term  # from each rejection
    yellow_below_days: Stated[int]  # calendar days left, today included
    rating_bands: tuple[Band, ...]
    rating_clause: str
    grounds: tuple[ExclusionGround, ...]
    grounds_clause: str
    exclusion_decision: Term
    validation: Term  # by the CHAMBER, from the recorded completion of the last task


@dataclass(frozen=True)
class Aftercare:
    """Module 3 and the investor's voice in every module (п. 14, 18, 36, 61–64)."""

    accompaniment: Term
    answer: Term  # from registration
    registration_until: Stated[time]  # Almaty time; later is the next working day
    final_analysis_before: Term  # before completion


@dataclass(frozen=True)
class ReminderSteps:
    """When reminders go out, by default (N2): calendar days around the last day."""

    before: tuple[int, ...]
    daily_overdue: int  # every day so many days, then every `then_every` days
    then_every: int
    head_from: int  # days overdue from which the head is told
    authority_from: int  # … and the authorised body, or the National Company for roadmaps
    clause: str


@dataclass(frozen=True)
class Industry:
    """Figures of the Law that tests and pre-checks use (L4, L5)."""

    contract_purchases_above_mrp: Stated[int]  # a year, strictly more
    contract_conditions_percent: Stated[Decimal]  # of the contract's sum, at least
    offtake_first_year_percent: Stated[Decimal]
    offtake_later_percent: Stated[Decimal]
    assembly_breach_cure: Term


@dataclass(frozen=True)
class RuleEdition:
    """The rules as they apply from `applies_from` (an Almaty date). `code` is stored with every decision."""

    code: str
    applies_from: date
    attraction: Attraction
    realisation: Realisation
    aftercare: Aftercare
    duties: tuple[Duty, ...]
    reminders: ReminderSteps
    industry: Industry

    def __post_init__(self) -> None:
        for scale in (self.realisation.corridor.investment, self.realisation.corridor.jobs):
            bounds = [step.at_least for step in scale]
            if not bounds or bounds[0] != 0 or bounds != sorted(set(bounds)):
                raise ValueError("a scale begins at zero and ascends")
        days = [band.from_day for band in self.realisation.rating_bands]
        if not days or days[0] != 1 or days != sorted(set(days)):
            raise ValueError("rating bands begin on day 1 and ascend")
        if {technology for technology, _ in self.realisation.corridor.technology} != set(Technology):
            raise ValueError("every technology class has its points")
        codes = [duty.code for duty in self.duties]
        if len(codes) != len(set(codes)):
            raise ValueError("a duty is stated once")

    def duty(self, code: str) -> Duty:
        """The duty with the code ("R2a"). Raises KeyError."""
        for duty in self.duties:
            if duty.code == code:
                return duty
        raise KeyError(code)


@dataclass(unsafe_hash=True)
class NoEdition(Refused):
    """No edition of the rules applied on that date."""

    on: date
    clause: ClassVar[str] = "T7"


def in_force(editions: Iterable[RuleEdition], on_date: date) -> RuleEdition:
    """The edition that applies on a date: the latest begun. Raises NoEdition before the first, ValueError when two
    begin on the same day."""
    begun = [edition for edition in editions if edition.applies_from <= on_date]
    if not begun:
        raise NoEdition(on_date)
    latest = max(edition.applies_from for edition in begun)
    found = [edition for edition in begun if edition.applies_from == latest]
    if len(found) > 1:
        raise ValueError(f"two editions begin on {latest}")
    return found[0]
