"""The "green corridor" (M2.3, п. 30, прил. 1): points by criterion, the weighted score, and what would lift it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import product

from domain.edition.model import Corridor, Points, Technology
from domain.kit.currencies import DOLLAR
from domain.kit.money import Conversion, Money, Rates, convert, reaches


class Criterion(StrEnum):
    """The four criteria of прил. 1, in its order."""

    INVESTMENT = "investment"
    GLOBAL_LIST = "global_list"
    TECHNOLOGY = "technology"
    JOBS = "jobs"


@dataclass(frozen=True)
class CorridorFacts:
    """What the score is counted from. `listed`: the investor, or a parent whose control is shown, stands in the Global
    2000 of that day. Raises ValueError for a negative number of jobs."""

    cost: Money
    listed: bool
    technology: Technology
    jobs: int

    def __post_init__(self) -> None:
        if self.jobs < 0:
            raise ValueError("jobs are counted from zero")


@dataclass(frozen=True)
class Scored:
    """One criterion's part of the score."""

    criterion: Criterion
    points: Decimal
    weight: Decimal

    @property
    def weighted(self) -> Decimal:
        return self.points * self.weight


@dataclass(frozen=True)
class Score:
    """The answer with everything it rests on: stored with the decision (T4, T5, T7)."""

    parts: tuple[Scored, ...]
    threshold: Decimal
    investment: Conversion  # the cost in dollars by the rate of the day
    clause: str

    @property
    def total(self) -> Decimal:
        return sum((part.weighted for part in self.parts), Decimal(0))

    @property
    def passes(self) -> bool:
        return self.total >= self.threshold

    @property
    def short_by(self) -> Decimal:
        """What is missing to the threshold; zero when it is reached."""
        return max(self.threshold - self.total, Decimal(0))


@dataclass(frozen=True)
class Step:
    """One criterion raised to a class: `at_least` dollars or jobs, `technology`, or presence in the list."""

    criterion: Criterion
    points: Decimal
    at_least: Decimal | None = None
    technology: Technology | None = None


@dataclass(frozen=True)
class Way:
    """A smallest set of steps that brings the project over the threshold, and the score it would have."""

    steps: tuple[Step, ...]
    total: Decimal


def score(facts: CorridorFacts, corridor: Corridor, day: date, rates: Rates) -> Score:
    """The project's score on a day. Raises NoRate when the cost is not in dollars and its rate is unknown."""
    # Bounds are met by exact products; the quotient in dollars is only shown.
    investment = max(
        (step for step in corridor.investment if reaches(facts.cost, Money(step.at_least, DOLLAR), day, rates)),
        key=lambda step: step.at_least,
        default=corridor.investment[0],
    )
    parts = (
        Scored(Criterion.INVESTMENT, investment.points, corridor.investment_weight),
        Scored(
            Criterion.GLOBAL_LIST,
            corridor.global_listed if facts.listed else corridor.global_absent,
            corridor.global_weight,
        ),
        Scored(Criterion.TECHNOLOGY, dict(corridor.technology)[facts.technology], corridor.technology_weight),
        Scored(Criterion.JOBS, _reached(corridor.jobs, Decimal(facts.jobs)).points, corridor.jobs_weight),
    )
    return Score(parts, corridor.threshold, convert(facts.cost, DOLLAR, day, rates), corridor.clause)


def steps_up(facts: CorridorFacts, now: Score, corridor: Corridor) -> tuple[Step, ...]:
    """Every class above the present one, by criterion. A project outside manufacturing cannot become more high-tech by
    the list of goods, so its technology has no step."""
    have = {part.criterion: part.points for part in now.parts}
    steps = [Step(Criterion.INVESTMENT, step.points, at_least=step.at_least) for step in corridor.investment]
    steps.append(Step(Criterion.GLOBAL_LIST, corridor.global_listed))
    if facts.technology is not Technology.NOT_MANUFACTURING:
        steps += [Step(Criterion.TECHNOLOGY, points, technology=name) for name, points in corridor.technology]
    steps += [Step(Criterion.JOBS, step.points, at_least=step.at_least) for step in corridor.jobs]
    return tuple(step for step in steps if step.points > have[step.criterion])


def ways_over(facts: CorridorFacts, now: Score, corridor: Corridor) -> tuple[Way, ...]:
    """The nearest ways over the threshold: none can do with a lower step or without one of its steps. Fewest steps
    first, then the lowest score that suffices. Empty when the project passes, or when nothing would help."""
    if now.passes:
        return ()
    by_criterion: dict[Criterion, list[Step]] = {}
    for step in steps_up(facts, now, corridor):
        by_criterion.setdefault(step.criterion, []).append(step)
    choices: list[list[Step | None]] = [[None, *steps] for steps in by_criterion.values()]
    found = [
        Way(steps, total)
        for chosen in product(*choices)
        if (total := _with(now, steps := tuple(step for step in chosen if step))) >= now.threshold
    ]
    nearest = [way for way in found if not any(_nearer(other, way) for other in found)]
    return tuple(sorted(nearest, key=lambda way: (len(way.steps), way.total)))


def in_corridor(before: bool, now: Score, *, roadmap_approved: bool) -> bool:
    """Whether the project is in the corridor after a change: recomputed until the roadmap is approved, then kept as it
    was (M2.3, Decided)."""
    return before if roadmap_approved else now.passes


def _reached(scale: Iterable[Points], value: Decimal) -> Points:
    return max((step for step in scale if value >= step.at_least), key=lambda step: step.at_least)


def _with(now: Score, steps: tuple[Step, ...]) -> Decimal:
    raised = {step.criterion: step.points for step in steps}
    return sum((raised.get(part.criterion, part.points) * part.weight for part in now.parts), Decimal(0))


def _nearer(one: Way, other: Way) -> bool:
    """Whether `one` asks for no more than `other` in every criterion, and for less in some."""
    mine = {step.criterion: step.points for step in one.steps}
    theirs = {step.criterion: step.points for step in other.steps}
    return mine != theirs and all(
        criterion in theirs and points <= theirs[criterion] for criterion, points in mine.items()
    )
