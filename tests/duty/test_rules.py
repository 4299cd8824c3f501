"""Who owes what until when (R1–R12), as tables for 2026 and 2027; when duties open; who may look (A2)."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from domain.deadline.calendar import WorkingCalendar
from domain.deadline.due import not_later_than
from domain.deadline.steps import steps_to
from domain.duty.model import parsed_period, request_code
from domain.duty.rules import KINDS, addressed_to, may_see, opens_on, oversees, owes, rounds
from domain.edition.duties import Every
from domain.edition.order_2024 import ORDER_2024
from domain.kit.actor import Actor, OrganisationKind, Role
from domain.kit.ids import OrganisationId, PersonId
from domain.kit.periods import Quarter

K = OrganisationKind
ME, OTHER = OrganisationId(UUID(int=1)), OrganisationId(UUID(int=2))

DATES = {
    # quarters: what is due for Q4 2026, Q1, Q2, Q3 and Q4 2027
    "R1": ("2027-01-15", "2027-04-15", "2027-07-15", "2027-10-15", "2028-01-15"),
    "R2a": ("2027-01-15", "2027-04-15", "2027-07-15", "2027-10-15", "2028-01-15"),
    "R2b": ("2027-01-15", "2027-04-15", "2027-07-15", "2027-10-15", "2028-01-15"),
    "R3": ("2027-01-20", "2027-04-20", "2027-07-20", "2027-10-20", "2028-01-20"),
    "R4": ("2027-01-15", "2027-04-15", "2027-07-15", "2027-10-15", "2028-01-15"),
    "R5": ("2027-01-14", "2027-04-14", "2027-07-14", "2027-10-14", "2028-01-14"),  # «до 15»
    "R6a": ("2027-01-14", "2027-04-15", "2027-07-15", "2027-10-15", "2028-01-14"),  # only January is dated
    "R8": ("2027-01-15", "2027-04-15", "2027-07-15", "2027-10-15", "2028-01-15"),
    "R9a": ("2027-01-31", "2027-04-30", "2027-07-31", "2027-10-31", "2028-01-31"),
    "R11": ("2027-01-15", "2027-04-15", "2027-07-15", "2027-10-15", "2028-01-15"),
    # half-years: H2 2026, H1 and H2 2027
    "R7": ("2027-01-15", "2027-07-15", "2028-01-15"),
    # years: 2026 and 2027
    "R6b": ("2027-01-14", "2028-01-14"),
    "R9b": ("2027-01-31", "2028-01-31"),
    "R10": ("2027-02-28", "2028-02-29"),  # «до 1 марта»: the last day of February
    "R12a": ("2027-03-30", "2028-03-30"),  # «до 31 марта»
    "R12b": ("2026-05-19", "2027-05-19"),  # ст. 47 dates lie in the year itself
    "R12c": ("2026-05-29", "2027-05-29"),
    "R12d": ("2026-06-30", "2027-06-30"),
    "R12e": ("2026-07-31", "2027-07-31"),
}
FIRST = {Every.QUARTER: "2026-Q4", Every.HALF_YEAR: "2026-H2", Every.YEAR: "2026-Y1"}


@pytest.mark.parametrize("code", DATES)
def test_every_duty_has_its_dates(code: str) -> None:
    duty = ORDER_2024.duty(code)
    period = parsed_period(FIRST[duty.every])
    for expected in DATES[code]:
        assert period is not None
        assert duty.last_day(period).isoformat() == expected, (code, period.code)
        period = period.following


def test_the_tables_leave_no_duty_out() -> None:
    assert {duty.code for duty in ORDER_2024.duties} == {*DATES, "R9c"}
    assert set(KINDS) == {*DATES, "R9c"}


@pytest.mark.parametrize("code", DATES)
def test_n2_every_duty_opens_early_enough_for_its_first_reminder(code: str) -> None:
    """Ten days before the date, it has been open for at least a day."""
    duty = ORDER_2024.duty(code)
    period = parsed_period(FIRST[duty.every])
    assert period is not None
    opened, due = opens_on(duty, period), duty.last_day(period)
    steps = steps_to(not_later_than(due), opened, ORDER_2024.reminders, WorkingCalendar())
    assert steps[0].offset == -10
    assert opened == due - timedelta(days=30)


OWES = {
    K.AKIMAT: "R1 R2a R6a R6b R7 R8 R9a R9b R9c R10 R11",
    K.REGIONAL_ORGANISATION: "R2a R6a R6b R7 R8",
    K.REGIONAL_REPRESENTATIVE: "R2a R6a R6b R7 R8",
    K.CENTRAL_BODY: "R2b R7 R10 R11",
    K.NATIONAL_COMPANY: "R3 R9a R9b R9c",
    K.AUTHORISED_BODY: "R9a R9b R9c",
    K.MISSION: "R4 R5",
    K.NC_ABROAD: "R4",
    K.HOLDING: "R11",
    K.INDUSTRY_INSTITUTE: "R12b",
    K.CHAMBER: "",
    K.SUPPORT_ORGANISATION: "",
    K.COUNCIL: "",
    K.INVESTOR: "",
    K.PARTICIPANT: "",
    K.SYSTEM: "",
}


@pytest.mark.parametrize("kind", list(K))
def test_who_owes(kind: OrganisationKind) -> None:
    assert {duty.code for duty in ORDER_2024.duties if owes(duty, kind, ())} == set(OWES[kind].split())


@pytest.mark.parametrize(
    ("part", "more"),
    [("industry_body", "R12a R12c R12e"), ("resource_bodies", "R12b R12d")],
)
def test_r12_parts_of_central_bodies(part: str, more: str) -> None:
    owed = {duty.code for duty in ORDER_2024.duties if owes(duty, K.CENTRAL_BODY, {part})}
    assert owed == set(OWES[K.CENTRAL_BODY].split()) | set(more.split())
    assert not owes(ORDER_2024.duty(more.split()[0]), K.AKIMAT, {part}), "a part is a central body's only"


@pytest.mark.parametrize(
    ("code", "first"),
    [
        ("R5", "2026-12-15"),
        ("R1", "2026-12-16"),
        ("R7", "2026-12-16"),
        ("R3", "2026-12-21"),
        ("R9b", "2027-01-01"),
        ("R10", "2027-01-29"),
        ("R12b", "2027-04-19"),
        ("R12e", "2027-07-01"),
    ],
)
def test_a_duty_opens_thirty_days_before_its_date(code: str, first: str) -> None:
    opens = date.fromisoformat(first)

    def codes(day: date) -> set[str]:
        return {one.duty.code for one in rounds(ORDER_2024, day, date(2026, 11, 22))}

    assert code not in codes(opens - timedelta(days=1))
    assert code in codes(opens)


def test_the_nearest_date_comes_first() -> None:
    found = rounds(ORDER_2024, date(2027, 1, 5), date(2026, 11, 22))
    assert [one.due for one in found] == sorted(one.due for one in found)
    assert {one.period.code for one in found} == {"2026-Q4", "2026-H2", "2026-Y1"}


def test_what_was_over_before_duties_were_kept_is_history() -> None:
    assert rounds(ORDER_2024, date(2026, 11, 22), since=date(2026, 11, 22)) == ()


def test_a_month_of_silence_forgets_nothing() -> None:
    """The year's first look in March still opens what was due in January: overdue is not never."""
    found = {(one.duty.code, one.period.code) for one in rounds(ORDER_2024, date(2027, 3, 20), date(2026, 11, 22))}
    assert ("R1", "2026-Q4") in found
    assert ("R6b", "2026-Y1") in found


def test_each_quarter_opens_its_own() -> None:
    opened = {
        one.period.code
        for day in range(430)
        for one in rounds(ORDER_2024, date(2026, 11, 22) + timedelta(days=day), date(2026, 11, 22))
        if one.duty.code == "R2a"
    }
    assert opened == {f"{q.year}-Q{q.number}" for q in _quarters(Quarter(2026, 4), 5)}


def _quarters(first: Quarter, count: int) -> list[Quarter]:
    found = [first]
    while len(found) < count:
        found.append(found[-1].following)
    return found


def actor(kind: OrganisationKind, organisation: OrganisationId = ME, role: Role = Role.OFFICER) -> Actor:
    return Actor(PersonId(UUID(int=9)), organisation, kind, role)


@pytest.mark.parametrize("kind", list(K))
def test_a2_who_may_look_at_anothers_duty(kind: OrganisationKind) -> None:
    """UO and NC all, the COUNCIL too; nobody else, not even a body of the same region."""
    seen = may_see(actor(kind), OTHER, ORDER_2024.duty("R2a"), ())
    assert seen == (kind in {K.AUTHORISED_BODY, K.NATIONAL_COMPANY, K.COUNCIL})
    assert may_see(actor(kind), ME, ORDER_2024.duty("R2a"), ())


def test_a2_the_industry_body_sees_what_is_addressed_to_it() -> None:
    industry = frozenset({"industry_body"})
    seen = {duty.code for duty in ORDER_2024.duties if may_see(actor(K.CENTRAL_BODY), OTHER, duty, industry)}
    assert seen == {"R10", "R11", "R12b", "R12d"}
    assert addressed_to(ORDER_2024.duty("R12c"), {"resource_bodies"})
    assert oversees(actor(K.CENTRAL_BODY), industry)
    assert not oversees(actor(K.CENTRAL_BODY), ())


def test_a_request_has_a_period_of_its_own() -> None:
    code = request_code(UUID(int=77))
    assert parsed_period(code) is None
    assert code != request_code(UUID(int=78 << 100))
