"""What stands still, and how it goes on (M2.10): days around every boundary."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from domain.deadline.calendar import WorkingCalendar
from domain.deadline.due import due
from domain.edition.model import ExclusionGround
from domain.edition.order_2024 import ORDER_2024
from domain.kit.ids import Ref
from domain.kit.periods import Period, calendar_days, working_days
from domain.suspension.model import Clock
from domain.suspension.rules import (
    DECISION,
    REVIEW,
    EndOrConditionNeeded,
    check_lasts,
    goes_on,
    stretch_of,
)
from domain.validation.rules import AFTERCARE_END, aftercare_end

CALENDAR = WorkingCalendar()
MONDAY = date(2026, 11, 16)
DAY = timedelta(days=1)


def clock(on: date, nominal: date | None = None, period: Period | None = None) -> Clock:
    return Clock(DECISION, Ref("project", UUID(int=1)), on, nominal or on, period)


@pytest.mark.parametrize(
    ("opened", "paused", "resumed", "ends"),
    [
        (MONDAY, MONDAY, MONDAY, date(2026, 11, 23)),  # lifted on the very day: nothing has changed
        (MONDAY, date(2026, 11, 18), date(2026, 11, 30), date(2026, 12, 3)),  # 3 of 5 days are left
        (MONDAY, date(2026, 11, 20), date(2026, 11, 22), date(2026, 11, 23)),  # stood still over a weekend
        (MONDAY, date(2026, 11, 22), date(2026, 12, 13), date(2026, 12, 14)),  # one working day is left
        (MONDAY, date(2026, 11, 20), date(2026, 12, 15), date(2026, 12, 17)),  # over Independence Day
    ],
)
def test_m2_10_the_rest_of_working_days_runs(opened: date, paused: date, resumed: date, ends: date) -> None:
    whole = due(opened, working_days(5), CALENDAR)
    found = goes_on(clock(whole.on, whole.nominal, working_days(5)), paused, resumed, CALENDAR)
    assert found.on == ends
    assert CALENDAR.working_between(resumed, found.on) == CALENDAR.working_between(paused, whole.nominal)


def test_m2_10_calendar_days_count_from_the_nominal_end_and_roll_anew() -> None:
    whole = due(MONDAY, calendar_days(5), CALENDAR)  # Saturday the 21st, so Monday the 23rd
    assert (whole.nominal, whole.on) == (date(2026, 11, 21), date(2026, 11, 23))
    found = goes_on(clock(whole.on, whole.nominal, calendar_days(5)), date(2026, 11, 18), date(2026, 11, 20), CALENDAR)
    assert (found.nominal, found.on) == (date(2026, 11, 23), date(2026, 11, 23))  # three days after the 20th


@pytest.mark.parametrize("overdue", [0, 1, 5, 6, 15, 16])
@pytest.mark.parametrize("stood", [0, 1, 30])
def test_m2_10_overdue_days_stand_still(overdue: int, stood: int) -> None:
    """Neither grow nor go away: as many after it is lifted as when it was suspended."""
    paused, resumed = MONDAY, MONDAY + stood * DAY
    for period in (None, working_days(5), calendar_days(30)):
        found = goes_on(clock(paused - overdue * DAY, period=period), paused, resumed, CALENDAR)
        assert (resumed - found.on).days == overdue


@pytest.mark.parametrize("left", [1, 9, 10, 11])
def test_m2_10_a_tasks_date_moves_by_the_days_that_stood_still(left: int) -> None:
    """M2.8: as many days left, so the same colour; a fixed date does not roll over days off (T2)."""
    found = goes_on(clock(MONDAY + left * DAY), MONDAY, MONDAY + 12 * DAY, CALENDAR)
    assert (found.on - (MONDAY + 12 * DAY)).days == left
    assert found.on == found.nominal


def test_m2_10_it_stands_still_from_the_day_after() -> None:
    assert stretch_of(date(2026, 12, 31)) == date(2027, 1, 1)
    assert stretch_of(date(2028, 2, 28)) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("until", "condition", "refused"),
    [
        (None, "", True),
        (None, "  ", True),
        (MONDAY, "", True),  # an end lies ahead
        (MONDAY - DAY, "the loan", True),
        (MONDAY + DAY, "", False),
        (None, "the loan", False),
    ],
)
def test_m2_10_a_suspension_names_its_end_or_condition(until: date | None, condition: str, refused: bool) -> None:
    if refused:
        with pytest.raises(EndOrConditionNeeded):
            check_lasts(until, condition, MONDAY)
    else:
        check_lasts(until, condition, MONDAY)


@pytest.mark.parametrize(
    ("began", "contract", "ends"),
    [
        (date(2026, 11, 16), None, date(2029, 11, 16)),
        (date(2028, 2, 29), None, date(2031, 2, 28)),
        (date(2026, 11, 16), date(2034, 5, 6), date(2034, 5, 6)),  # longer than three years
        (date(2026, 11, 16), date(2027, 5, 8), date(2027, 5, 8)),  # shorter
        (date(2026, 11, 16), date(2026, 11, 16), date(2026, 11, 16)),  # ends on the first day
        (date(2026, 11, 16), date(2026, 11, 15), date(2029, 11, 16)),  # had ended before: three years (Decided)
    ],
)
def test_m2_10_the_end_of_module_3(began: date, contract: date | None, ends: date) -> None:
    """п. 36: by date, and it does not roll over days off."""
    assert aftercare_end(began, contract, ORDER_2024, CALENDAR).on == ends


def test_the_six_grounds_are_those_of_clause_33() -> None:
    assert tuple(ExclusionGround) == ORDER_2024.realisation.grounds and len(ORDER_2024.realisation.grounds) == 6
    assert (DECISION.clause, AFTERCARE_END.clause, REVIEW.legal) == ("п. 35", "п. 36", False)
