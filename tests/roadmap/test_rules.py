"""What a plan must hold, on the days where it matters (M2.5, M2.7; п. 48–49)."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.deadline.calendar import WorkingCalendar
from domain.kit.ids import OrganisationId, ProjectId, TaskId
from domain.roadmap.compare import compare
from domain.roadmap.consent import concerned, covers, missing, outdated
from domain.roadmap.consent import given as given_yes
from domain.roadmap.model import STAGES, DueSince, Party, Plan, PlanTask, Stage, Task, Yes, by_stage, task_form, task_of
from domain.roadmap.rules import FaultKind, ever_late, faults
from domain.roadmap.standard import STANDARD, first_plan

AKIMAT, OTHER = OrganisationId(UUID(int=1)), OrganisationId(UUID(int=2))
STARTS, ENDS, TODAY = date(2027, 1, 11), date(2029, 12, 28), date(2026, 11, 16)


def new_id() -> TaskId:
    return TaskId(uuid4())


def plan(starts: date = STARTS, ends: date = ENDS, today: date = TODAY) -> Plan:
    return first_plan(starts, ends, today, AKIMAT, WorkingCalendar(), new_id)


def with_(one: Plan, at: int, **changes: object) -> Plan:
    return tuple(replace(task, **changes) if n == at else task for n, task in enumerate(one))  # type: ignore[arg-type]


def kinds(one: Plan, **more: object) -> list[FaultKind]:
    given = {"starts_on": STARTS, "ends_on": ENDS, "today": TODAY, **more}
    return [fault.kind for fault in faults(one, **given)]  # type: ignore[arg-type]


def test_the_three_stages_have_the_standard_tasks_of_the_clause() -> None:
    """п. 49: five, four, one."""
    made = plan()
    assert [len(by_stage(made, stage)) for stage in STAGES] == [5, 4, 1]
    assert {one.title for one in made} == {f":{one.code}" for one in STANDARD}
    assert all(one.result and one.risk and one.mitigation for one in made)
    assert {one.organisation for one in made if one.party is Party.STATE_BODY} == {AKIMAT}


@given(
    starts=st.dates(date(2020, 1, 1), date(2060, 1, 1)),
    days=st.integers(60, 9000),
    since=st.integers(-2000, 2000),
)
def test_a_first_plan_can_be_sent_as_it_is(starts: date, days: int, since: int) -> None:
    """Whatever the project's dates, holidays and leap years: an officer corrects, and need not repair."""
    ends = starts + timedelta(days=days)
    today = starts + timedelta(days=min(since, days - 60))
    made = plan(starts, ends, today)
    assert faults(made, starts, ends, today) == ()
    assert max(one.due for one in made) == ends


def test_ends_fall_on_working_days() -> None:
    calendar = WorkingCalendar()
    assert all(calendar.is_working(one.due) for one in plan()[:-1])


@pytest.mark.parametrize(
    ("at", "changes", "kind"),
    [
        (0, {"starts_on": STARTS - timedelta(days=1)}, FaultKind.BEFORE_PROJECT),
        (9, {"due": ENDS + timedelta(days=1)}, FaultKind.AFTER_PROJECT),
        (0, {"due": STARTS - timedelta(days=1)}, FaultKind.ENDS_BEFORE_START),
        (0, {"result": " "}, FaultKind.NO_RESULT),
        (0, {"title": ""}, FaultKind.NO_TITLE),
        (0, {"mitigation": ""}, FaultKind.NO_MITIGATION),
        (1, {"organisation": None}, FaultKind.NOBODY),
    ],
)
def test_a_task_outside_its_bounds(at: int, changes: dict[str, object], kind: FaultKind) -> None:
    assert kind in kinds(with_(plan(), at, **changes))


def test_bounds_themselves_are_inside() -> None:
    """The project's first and last day, 29 February and the year's end among them."""
    made = with_(plan(date(2028, 2, 29), date(2032, 12, 31), TODAY), 0, starts_on=date(2028, 2, 29))
    assert kinds(made, starts_on=date(2028, 2, 29), ends_on=date(2032, 12, 31)) == []
    one_day = with_(made, 0, due=date(2028, 2, 29))
    assert kinds(one_day, starts_on=date(2028, 2, 29), ends_on=date(2032, 12, 31)) == []
    assert FaultKind.AFTER_PROJECT in kinds(made, starts_on=date(2028, 2, 29), ends_on=date(2032, 12, 30))


def test_a_date_may_be_today_and_not_yesterday() -> None:
    made = plan()
    first = made[0].due
    assert FaultKind.OVERDUE_AT_ONCE not in kinds(made, today=first)
    assert FaultKind.OVERDUE_AT_ONCE in kinds(made, today=first + timedelta(days=1))


def test_a_stage_ends_before_the_next_ends() -> None:
    """Stages may overlap, only their ends follow each other; the same day is too late."""
    made = plan()
    end = max(one.due for one in by_stage(made, Stage.INVESTMENT))
    last = next(n for n, one in enumerate(made) if one.stage is Stage.PRE_INVESTMENT)
    assert kinds(with_(made, last, due=end)) == [FaultKind.STAGE_ORDER]
    assert kinds(with_(made, last, due=end - timedelta(days=1))) == []


def test_no_stage_is_empty_and_each_names_a_risk() -> None:
    made = plan()
    without = tuple(one for one in made if one.stage is not Stage.POST_INVESTMENT)
    assert kinds(without) == [FaultKind.STAGE_EMPTY]
    assert kinds(with_(made, 9, risk="", mitigation="")) == [FaultKind.STAGE_NO_RISK]


def live(one: PlanTask, **more: object) -> Task:
    made = Task(
        id=one.id,
        project=ProjectId(UUID(int=3)),
        akimat=AKIMAT,
        region="35",
        sector="D",
        official=None,
        stage=one.stage,
        position=0,
        title=one.title,
        starts_on=one.starts_on,
        due=one.due,
        result=one.result,
        party=one.party,
        ranked=True,
        measure=one.measure,
        risk=one.risk,
        mitigation=one.mitigation,
        organisation=one.organisation,
        who=one.who,
    )
    for name, value in more.items():
        setattr(made, name, value)
    return made


def test_m2_7_what_is_done_stays_and_what_was_late_does_not_vanish() -> None:
    made = plan()
    done = {made[0].id: live(made[0], done_on=made[0].due, progress=100)}
    assert kinds(made, live=done) == []
    assert kinds(with_(made, 0, due=made[0].due + timedelta(days=1)), live=done) == [FaultKind.DONE_CHANGED]
    assert kinds(made[1:], live=done) == [FaultKind.DONE_CHANGED]
    open_ = {made[0].id: live(made[0])}
    assert kinds(made[1:], live=open_) == []
    assert kinds(made[1:], live=open_, late=[made[0].id]) == [FaultKind.LATE_DROPPED]


def test_a_date_that_has_passed_may_stay_in_a_change() -> None:
    """Its overdue days are counted; only a new date must not be in the past."""
    made = plan()
    after = made[0].due + timedelta(days=1)
    assert kinds(made, today=after, live={made[0].id: live(made[0])}) == []


@pytest.mark.parametrize(
    ("dues", "done", "today", "late"),
    [
        ([(1, 10)], None, 10, False),
        ([(1, 10)], None, 11, True),
        ([(1, 10)], 10, 20, False),
        ([(1, 10)], 11, 20, True),
        ([(1, 10), (11, 20)], None, 20, False),  # moved on the first day it would have been late
        ([(1, 10), (12, 20)], None, 12, True),  # late for a day before it was moved
        ([(1, 10), (5, 20)], None, 20, False),
        ([(15, 10)], None, 15, True),  # approved with a date already past
    ],
)
def test_ever_late(dues: list[tuple[int, int]], done: int | None, today: int, late: bool) -> None:
    """From the day after the last (п. 55), by each date as it counted."""
    known = [DueSince(date(2027, 3, since), date(2027, 3, due)) for since, due in dues]
    assert ever_late(known, date(2027, 3, done) if done else None, date(2027, 3, today)) is late


# Consent


def test_who_has_to_agree() -> None:
    """п. 48.1: the investor and whoever is named; the MIO agrees by sending, a contractor not chosen yet cannot."""
    made = plan()
    assert [one.key for one in concerned(made, AKIMAT)] == ["investor"]
    named = with_(with_(made, 1, organisation=OTHER), 5, party=Party.CONTRACTOR, organisation=None, who="Bau  Trust")
    assert [one.key for one in concerned(named, AKIMAT)] == ["investor", f"state_body:{OTHER}", "contractor:bau trust"]


def said(one: Plan, key: str) -> Yes:
    from domain.kit.ids import PersonId
    from tests.town.people import START

    return Yes(key, "Anna", TODAY, covers(one, key), PersonId(UUID(int=9)), START)


def test_a_yes_is_to_these_dates() -> None:
    made = with_(plan(), 1, organisation=OTHER)
    both = [said(made, "investor"), said(made, f"state_body:{OTHER}")]
    assert missing(made, both, AKIMAT) == ()
    moved = with_(made, 0, due=made[0].due + timedelta(days=1))
    assert [one.key for one in missing(moved, both, AKIMAT)] == ["investor"], "the state body's own dates are the same"
    assert outdated(moved, both, "investor")
    assert not outdated(made, both, "investor")
    words_only = with_(made, 0, result="Other words")
    assert given_yes(words_only, both, "investor") is not None
    dropped = made[:1] + made[2:]
    assert [one.key for one in missing(dropped, both, AKIMAT)] == ["investor"]


# Versions


def test_versions_are_compared_task_by_task() -> None:
    before = plan()
    after = with_(before[:-1], 0, due=before[0].due + timedelta(days=3), who="Me", title="Study")
    found = compare(before, after)
    assert [one.title for one in found.dropped] == [":capacity"] and found.added == ()
    (changed,) = found.changed
    assert [(one.name, one.before, one.after) for one in changed.fields] == [
        ("title", ":feasibility", "Study"),
        ("due", before[0].due, before[0].due + timedelta(days=3)),
        ("responsible", (None, ""), (None, "Me")),
    ]
    assert compare(before, before).same
    assert [one.title for one in compare(after, before).added] == [":capacity"]


def test_a_task_survives_being_stored() -> None:
    for one in with_(plan(), 0, organisation=OTHER, who="x", measure="land"):
        assert task_of(task_form(one)) == one
