"""Who keeps the figures that decisions use (T1, T4, T5, N2)."""

from datetime import date
from decimal import Decimal

from domain.deadline.calendar import Moved
from domain.edition.model import ReminderSteps
from domain.kit.jobs import Jobs
from domain.reference import acts, imports
from domain.reference.imports import RatesFile, RatesImports
from domain.reference.ports import Figures
from tests.acts.case import Case, Subject, writers
from tests.acts.cases_cards import nothing
from tests.acts.stage import Stage

SYSTEM = writers("system")
"""T1, T4, T5: an administrator enters them."""

FRIDAY = date(2026, 12, 18)
STEPS = ReminderSteps((7, 2), 3, 5, 2, 6, "N2")


async def a_moved_day(stage: Stage) -> Subject:
    await stage.do("system.head", lambda u, d: acts.move_day(d, u.port(Figures), FRIDAY, Moved.OFF))
    return {}


async def own_steps(stage: Stage) -> Subject:
    await stage.do("system.head", lambda u, d: acts.set_steps(d, u.port(Figures), "kyc.expiry", STEPS))
    return {}


CASES: dict[str, tuple[Case, ...]] = {
    "reference.mrp": (
        Case(
            clause="T4; a new year",
            may=SYSTEM,
            prepare=nothing,
            run=lambda u, d, s, v: acts.enter_mrp(d, u.port(Figures), 2027, 4_650, 0),
            once=True,
        ),
        Case(
            clause="T4; a year that was used",
            may=SYSTEM,
            prepare=nothing,
            run=lambda u, d, s, v: acts.enter_mrp(d, u.port(Figures), 2026, 4_400, 4_325, "the law was amended"),
            once=True,
        ),
    ),
    "reference.move_day": (
        Case(
            clause="T1",
            may=SYSTEM,
            prepare=nothing,
            run=lambda u, d, s, v: acts.move_day(d, u.port(Figures), FRIDAY, Moved.OFF, "a decision"),
            once=True,
        ),
    ),
    "reference.restore_day": (
        Case(
            clause="T1",
            may=SYSTEM,
            prepare=a_moved_day,
            run=lambda u, d, s, v: acts.restore_day(d, u.port(Figures), FRIDAY),
            once=True,
        ),
    ),
    "reference.rate": (
        Case(
            clause="T5",
            may=SYSTEM,
            prepare=nothing,
            run=lambda u, d, s, v: acts.enter_rate(d, u.port(Figures), "USD", date(2026, 11, 1), Decimal("474.2"), 1),
            once=True,
        ),
    ),
    "reference.send": (
        Case(
            clause="T5",
            may=SYSTEM,
            prepare=nothing,
            run=lambda u, d, s, v: imports.send_rates(
                d, u.port(RatesImports), u.port(Jobs), RatesFile("rates.xml", "1:abc", 9_000)
            ),
        ),
    ),
    "reference.steps": (
        Case(
            clause="N2",
            may=SYSTEM,
            prepare=nothing,
            run=lambda u, d, s, v: acts.set_steps(d, u.port(Figures), "kyc.expiry", STEPS),
            once=True,
        ),
    ),
    "reference.drop_steps": (
        Case(
            clause="N2",
            may=SYSTEM,
            prepare=own_steps,
            run=lambda u, d, s, v: acts.drop_steps(d, u.port(Figures), "kyc.expiry"),
            once=True,
        ),
    ),
}
