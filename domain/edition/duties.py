"""Regular duties (R1–R12): who owes what, how often, and by which fixed date (T2: a fixed date never moves)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.kit.actor import OrganisationKind
from domain.kit.periods import CalendarYear, HalfYear, Quarter, last_day_of_month


class Every(StrEnum):
    """How often a duty is owed."""

    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    ON_REQUEST = "on_request"


@dataclass(frozen=True)
class DueDay:
    """A fixed date as the clause writes it. `before` is "до": the day before is the last. A day past the month's end
    means its last day. `following_year`: the month lies in the year after the period's."""

    month: int
    day: int
    before: bool = False
    following_year: bool = False

    def last_day(self, year: int) -> date:
        """The last day to act, for a period of `year`."""
        at = year + self.following_year
        end = last_day_of_month(at, self.month)
        return end.replace(day=min(self.day, end.day)) - timedelta(days=int(self.before))


class Addressee(StrEnum):
    """To whom a duty is owed."""

    NATIONAL_COMPANY = "national_company"
    AUTHORISED_BODY = "authorised_body"
    INDUSTRY_BODY = "industry_body"
    GOVERNMENT = "government"
    RESPONSIBLE_BODIES = "responsible_bodies"  # the hydrocarbons and solid-minerals bodies
    PUBLIC = "public"
    PLATFORM = "platform"  # entered, sent to nobody in particular


class Ower(StrEnum):
    """Central bodies with a part of their own in the Law; the rest is told by kind of organisation."""

    INDUSTRY_BODY = "industry_body"
    RESOURCE_BODIES = "resource_bodies"


@dataclass(frozen=True)
class Duty:
    """A regular duty. `owed_by` kinds of organisation, or `owed_by_bodies` within the central ones; `due` holds one day
    for each part of the year, in order; empty for a duty on request, whose date is set with the request."""

    code: str
    every: Every
    owed_by: frozenset[OrganisationKind]
    to: Addressee
    due: tuple[DueDay, ...]
    clause: str
    owed_by_bodies: frozenset[Ower] = frozenset()
    decided: bool = False  # the date is ours, the source gives none

    def __post_init__(self) -> None:
        expected = {Every.QUARTER: 4, Every.HALF_YEAR: 2, Every.YEAR: 1, Every.ON_REQUEST: 0}[self.every]
        if len(self.due) != expected:
            raise ValueError(f"{self.code} needs {expected} dates")
        if not self.owed_by and not self.owed_by_bodies:
            raise ValueError(f"{self.code} is owed by nobody")

    def last_day(self, period: Quarter | HalfYear | CalendarYear) -> date:
        """The last day to fulfil the duty for `period`. Raises ValueError if it is not owed for such periods."""
        kinds = {Every.QUARTER: Quarter, Every.HALF_YEAR: HalfYear, Every.YEAR: CalendarYear}
        if self.every not in kinds or not isinstance(period, kinds[self.every]):
            raise ValueError(f"{self.code} is not owed for {period.code}")
        return self.due[period.number - 1].last_day(period.year)

    def period_of(self, day: date) -> Quarter | HalfYear | CalendarYear | None:
        """The period that `day` lies in, as this duty counts them; None for a duty on request."""
        match self.every:
            case Every.QUARTER:
                return Quarter.of(day)
            case Every.HALF_YEAR:
                return HalfYear.of(day)
            case Every.YEAR:
                return CalendarYear.of(day)
            case Every.ON_REQUEST:
                return None


def after_quarter(day: int, *, before: bool = False, before_in_january: bool = False) -> tuple[DueDay, ...]:
    """A day of the month after each quarter. `before_in_january`: "до" for the year's last quarter only (п. 8.2)."""
    return (
        DueDay(4, day, before),
        DueDay(7, day, before),
        DueDay(10, day, before),
        DueDay(1, day, before or before_in_january, following_year=True),
    )
