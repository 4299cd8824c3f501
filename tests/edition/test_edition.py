"""T7: the edition in force, and its figures as the Order states them."""

from dataclasses import fields, is_dataclass, replace
from datetime import date, time
from decimal import Decimal

import pytest

from domain.edition.duties import DueDay, Duty, Every
from domain.edition.model import NoEdition, Points, RuleEdition, Stated, Term, in_force
from domain.edition.order_2024 import EDITIONS, ORDER_2024
from domain.kit.periods import CalendarYear, HalfYear, Quarter

LATER = replace(ORDER_2024, code="2026-07-01", applies_from=date(2026, 7, 1))


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2025, 1, 1), ORDER_2024.code),
        (date(2026, 6, 30), ORDER_2024.code),
        (date(2026, 7, 1), LATER.code),
        (date(2030, 1, 1), LATER.code),
    ],
)
def test_t7_the_edition_applies_from_its_date(day: date, code: str) -> None:
    assert in_force((LATER, ORDER_2024), day).code == code


def test_t7_no_edition_before_the_first() -> None:
    with pytest.raises(NoEdition) as refusal:
        in_force(EDITIONS, date(2024, 12, 31))
    assert refusal.value.on == date(2024, 12, 31)
    with pytest.raises(NoEdition):
        in_force((), date(2026, 1, 1))


def test_t7_two_editions_of_one_day_are_a_mistake() -> None:
    with pytest.raises(ValueError):
        in_force((LATER, replace(LATER, code="other")), date(2026, 8, 1))


@pytest.mark.parametrize(
    ("path", "period", "clause", "target"),
    [
        ("attraction.trip_card", "3 working_days", "п. 40.5", False),
        ("attraction.visit_decision", "5 working_days", "M1.5", True),
        ("attraction.initiative_after_visit", "3 working_days", "п. 41", False),
        ("attraction.appointment", "3 working_days", "M1.7", True),
        ("attraction.initiative", "30 calendar_days", "п. 42", False),
        ("attraction.extension", "30 calendar_days", "п. 42.2", False),
        ("attraction.rest_after_refused_redirection", "5 working_days", "M1.7", False),
        ("attraction.kyc_validity", "12 months", "M1.2", False),
        ("realisation.roadmap", "30 calendar_days", "п. 48", False),
        ("realisation.roadmap_review", "5 working_days", "M2.6", True),
        ("realisation.roadmap_rework", "5 working_days", "п. 51", False),
        ("realisation.exclusion_decision", "5 working_days", "п. 35", False),
        ("realisation.validation", "5 working_days", "п. 60", False),
        ("aftercare.accompaniment", "3 years", "п. 61", False),
        ("aftercare.answer", "5 working_days", "п. 14.7", False),
        ("aftercare.final_analysis_before", "30 calendar_days", "M3.3", True),
        ("industry.assembly_breach_cure", "3 months", "ст. 62.4", False),
    ],
)
def test_the_order_of_2024_states_its_terms(path: str, period: str, clause: str, target: bool) -> None:
    room, name = path.split(".")
    term: Term = getattr(getattr(ORDER_2024, room), name)
    assert (str(term.period), term.clause, term.target) == (period, clause, target)


def test_the_order_of_2024_states_its_thresholds() -> None:
    assert ORDER_2024.realisation.national_pool_mrp == Stated(150_000, "п. 28")
    assert ORDER_2024.realisation.task_force_mrp == Stated(7_500_000, "п. 31")
    assert ORDER_2024.attraction.extensions.value == 1
    assert ORDER_2024.realisation.yellow_below_days.value == 10
    assert ORDER_2024.aftercare.registration_until.value == time(18, 30)
    assert [(band.from_day, str(band.points)) for band in ORDER_2024.realisation.rating_bands] == [
        (1, "0.5"),
        (6, "1"),
        (16, "1.5"),
    ]
    assert len(ORDER_2024.realisation.grounds) == 6
    corridor = ORDER_2024.realisation.corridor
    weights = (corridor.investment_weight, corridor.global_weight, corridor.technology_weight, corridor.jobs_weight)
    assert sum(weights) == 1
    assert corridor.threshold == Decimal("1.3")
    assert (ORDER_2024.reminders.before, ORDER_2024.reminders.authority_from) == ((10, 3, 1), 5)
    assert ORDER_2024.industry.contract_purchases_above_mrp == Stated(500_000, "ст. 49.1")


QUARTERLY_15 = ("2026-04-15", "2026-07-15", "2026-10-15", "2027-01-15")


@pytest.mark.parametrize(
    ("code", "days"),
    [
        ("R1", QUARTERLY_15),
        ("R2a", QUARTERLY_15),
        ("R2b", QUARTERLY_15),
        ("R3", ("2026-04-20", "2026-07-20", "2026-10-20", "2027-01-20")),
        ("R4", QUARTERLY_15),
        ("R5", ("2026-04-14", "2026-07-14", "2026-10-14", "2027-01-14")),
        ("R6a", ("2026-04-15", "2026-07-15", "2026-10-15", "2027-01-14")),
        ("R8", QUARTERLY_15),
        ("R9a", ("2026-04-30", "2026-07-31", "2026-10-31", "2027-01-31")),
        ("R11", QUARTERLY_15),
    ],
)
def test_r_quarterly_duties_are_due_on_their_days(code: str, days: tuple[str, ...]) -> None:
    duty = ORDER_2024.duty(code)
    assert tuple(duty.last_day(Quarter(2026, number)).isoformat() for number in (1, 2, 3, 4)) == days


@pytest.mark.parametrize(
    ("code", "year", "day"),
    [
        ("R6b", 2026, "2027-01-14"),
        ("R9b", 2026, "2027-01-31"),
        ("R10", 2026, "2027-02-28"),
        ("R10", 2027, "2028-02-29"),
        ("R12a", 2026, "2027-03-30"),
        ("R12b", 2026, "2026-05-19"),
        ("R12c", 2026, "2026-05-29"),
        ("R12d", 2026, "2026-06-30"),
        ("R12e", 2026, "2026-07-31"),
    ],
)
def test_r_yearly_duties_are_due_on_their_days(code: str, year: int, day: str) -> None:
    assert ORDER_2024.duty(code).last_day(CalendarYear(year, 1)).isoformat() == day


def test_r7_half_yearly() -> None:
    duty = ORDER_2024.duty("R7")
    assert duty.last_day(HalfYear(2026, 1)) == date(2026, 7, 15)
    assert duty.last_day(HalfYear(2026, 2)) == date(2027, 1, 15)
    with pytest.raises(ValueError):
        duty.last_day(Quarter(2026, 1))


def test_r9c_is_owed_only_when_asked() -> None:
    duty = ORDER_2024.duty("R9c")
    assert duty.every is Every.ON_REQUEST and duty.period_of(date(2026, 1, 1)) is None
    with pytest.raises(ValueError):
        duty.last_day(Quarter(2026, 1))


def test_every_duty_of_the_rules_is_there_and_ends_after_its_period_began() -> None:
    codes = "R1 R2a R2b R3 R4 R5 R6a R6b R7 R8 R9a R9b R9c R10 R11 R12a R12b R12c R12d R12e"
    assert [duty.code for duty in ORDER_2024.duties] == codes.split()
    for duty in ORDER_2024.duties:
        period = duty.period_of(date(2026, 11, 20))
        assert period is None or duty.last_day(period) > period.first
    with pytest.raises(KeyError):
        ORDER_2024.duty("R99")


def test_every_figure_names_its_clause() -> None:
    def walk(value: object) -> None:
        if isinstance(value, Term | Stated | Duty):
            assert value.clause
        elif isinstance(value, tuple):
            for item in value:
                walk(item)
        elif is_dataclass(value):
            for field in fields(value):
                walk(getattr(value, field.name))

    walk(ORDER_2024)


def test_an_edition_that_makes_no_sense_cannot_be_entered() -> None:
    def with_realisation(**changes: object) -> RuleEdition:
        return replace(ORDER_2024, realisation=replace(ORDER_2024.realisation, **changes))  # type: ignore[arg-type]

    corridor = ORDER_2024.realisation.corridor
    steps = (Points(Decimal(10), Decimal(1)),)
    for wrong in (
        lambda: with_realisation(corridor=replace(corridor, investment=steps)),
        lambda: with_realisation(corridor=replace(corridor, jobs=tuple(reversed(corridor.jobs)))),
        lambda: with_realisation(corridor=replace(corridor, technology=corridor.technology[:3])),
        lambda: with_realisation(rating_bands=ORDER_2024.realisation.rating_bands[1:]),
        lambda: replace(ORDER_2024, duties=ORDER_2024.duties * 2),
        lambda: replace(ORDER_2024.duty("R1"), due=(DueDay(1, 1),)),
        lambda: replace(ORDER_2024.duty("R1"), owed_by=frozenset()),
    ):
        with pytest.raises(ValueError):
            wrong()
