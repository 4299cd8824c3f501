"""The clock of п. 42 in days: extension, pause, the rest after a refusal, a new akimat (M1.7, T2). No database."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import cast
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.company.ports import Companies
from domain.deadline.calendar import Moved, WorkingCalendar
from domain.deadline.due import Due, due, extended
from domain.deadline.model import CloseDeadline, DeadlineState, MoveDeadline, OpenDeadline
from domain.edition.model import in_force
from domain.edition.order_2024 import EDITIONS
from domain.initiative import deciding, petitions, terms
from domain.initiative.model import Initiative, InitiativeState, Pending
from domain.initiative.notices import InitiativeNews, News
from domain.initiative.rules import (
    APPOINTMENT,
    CONSIDERATION,
    ExtendedAlready,
    MissionNotHeard,
    NotDecidedYet,
    TermOver,
    TooLong,
    after_pause,
    became_passport,
    ref,
)
from domain.kit.desk import Desk
from domain.kit.ids import CompanyId, InitiativeId
from domain.kit.periods import Period, Unit, almaty_date, calendar_days
from domain.kit.refused import NotPermitted, PinNeeded, Refused, WrongState
from domain.kyc.rules import ReasonNeeded
from domain.meeting.ports import Meetings
from tests.initiative.memory import MemoryInitiatives, MemoryPetitions, Nothing, TownBodies
from tests.town.people import Town, build

TERMS = in_force(EDITIONS, date(2026, 11, 16)).attraction
PLAIN = WorkingCalendar()


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 7, 0, tzinfo=UTC)


@dataclass
class Case:
    """One initiative at Karaganda's officer, passed on a day; everybody acts on the day that is set."""

    passed_on: date
    calendar: WorkingCalendar = PLAIN
    town: Town = field(default_factory=build)
    initiatives: MemoryInitiatives = field(default_factory=MemoryInitiatives)
    petitions: MemoryPetitions = field(default_factory=MemoryPetitions)

    def __post_init__(self) -> None:
        self.bodies = TownBodies(self.town)
        term = due(self.passed_on, TERMS.initiative.period, self.calendar)
        self.one = Initiative(
            id=InitiativeId(uuid4()),
            number="И-2026-000001",
            company=CompanyId(uuid4()),
            meeting=None,
            maker=self.town.organisations["berlin"],
            author=self.town["berlin.officer"].person,
            made_at=noon(self.passed_on),
            title="Wind farm",
            description="",
            sector="D",
            region="35",
            cost=None,
            jobs=None,
            needs="",
            expectations="",
            search="",
            since=noon(self.passed_on),
            state=InitiativeState.APPOINTED,
            akimat=self.town.organisations["karaganda"],
            passed_at=noon(self.passed_on),
            passed_by=self.town["berlin.officer"].person,
            opened_at=noon(self.passed_on),
            official=self.town["karaganda.officer"].person,
            due_on=term.on,
            nominal=term.nominal,
        )
        self.initiatives.kept[self.one.id] = self.one
        self.desk: Desk = self.town.desk("karaganda.officer")

    def on(self, day: date, who: str, *, pin: bool = True) -> Desk:
        self.town.now = noon(day)
        self.desk = self.town.desk(who, pin=pin)
        self.desk.calendar = self.calendar
        return self.desk

    @property
    def term(self) -> Due:
        term = self.one.term
        assert term is not None
        return term

    async def extend(self, day: date, days: int = 30, who: str = "karaganda.officer", reason: str = "survey") -> None:
        await terms.extend(self.on(day, who), self.initiatives, self.one.id, self.one.version, days, reason)

    async def ask(self, day: date) -> None:
        other = self.town.organisations["turkistan"]
        ports = (self.initiatives, self.petitions, self.bodies)
        desk = self.on(day, "karaganda.officer")
        await petitions.ask_redirection(desk, *ports, self.one.id, self.one.version, other, "their region")

    async def consent(self, day: date) -> None:
        ports = (self.initiatives, self.petitions, self.bodies)
        await petitions.consent(self.on(day, "turkistan.head"), *ports, self.one.id, self.one.version)

    async def decide(self, day: date, approved: bool, *, pin: bool = True) -> None:
        none = Nothing()
        await deciding.redirect(
            self.on(day, "uo.head", pin=pin),
            cast(Companies, none),
            cast(Meetings, none),
            self.initiatives,
            self.petitions,
            self.bodies,
            self.one.id,
            self.one.version,
            approved,
            "" if approved else "no",
        )

    async def withdraw(self, day: date) -> None:
        desk = self.on(day, "karaganda.head")
        await petitions.withdraw(desk, self.initiatives, self.petitions, self.one.id, self.one.version)


MONDAY = date(2026, 11, 16)
WINTER = {date(2027, 1, 4): Moved.OFF, date(2027, 1, 5): Moved.OFF, date(2027, 1, 6): Moved.OFF}


@pytest.mark.parametrize(
    ("passed", "calendar", "term", "extension"),
    [
        # 30 c.d. from 16.11 end on 16.12, a holiday: the 17th; 30 more are counted from the 16th: 15.01, a Friday
        (MONDAY, PLAIN, Due(date(2026, 12, 17), date(2026, 12, 16)), Due(date(2027, 1, 15), date(2027, 1, 15))),
        # ends on a Saturday: the term rolls to Monday, the extension is counted from Saturday all the same
        (date(2026, 11, 5), PLAIN, Due(date(2026, 12, 7), date(2026, 12, 5)), Due(date(2027, 1, 5), date(2027, 1, 4))),
        # over the end of the year and moved days: the nominal end is the 4th, all until the 7th (Christmas) are off
        (date(2026, 11, 5), WorkingCalendar(WINTER), Due(date(2026, 12, 7), date(2026, 12, 5)),
         Due(date(2027, 1, 8), date(2027, 1, 4))),
        # 29 February of a leap year is a day like others
        (date(2028, 1, 30), PLAIN, Due(date(2028, 2, 29), date(2028, 2, 29)),
         Due(date(2028, 3, 30), date(2028, 3, 30))),
    ],
)  # fmt: skip
async def test_an_extension_is_counted_from_the_nominal_last_day(
    passed: date, calendar: WorkingCalendar, term: Due, extension: Due
) -> None:
    """T2: only the end of the extension rolls; M1.7: at most 30 c.d."""
    case = Case(passed, calendar)
    assert case.term == term
    assert extended(term, calendar_days(30), calendar) == extension
    await case.extend(term.on)  # on the last day it is not late yet
    assert case.term == extension
    (change,) = case.desk.deadline_changes
    assert isinstance(change, MoveDeadline)
    assert (change.kind, change.due, change.nominal) == (CONSIDERATION, extension.on, extension.nominal)
    assert {posted.notice for posted in case.desk.posted} == {InitiativeNews(case.one.id, News.EXTENDED)}


@pytest.mark.parametrize(("days", "good"), [(-1, False), (0, False), (1, True), (29, True), (30, True), (31, False)])
async def test_how_long_an_extension_may_be(days: int, good: bool) -> None:
    """п. 42.2: not more than 30 calendar days."""
    case = Case(MONDAY)
    if good:
        await case.extend(MONDAY, days)
        assert case.term.nominal == date(2026, 12, 16) + timedelta(days=days)
    else:
        with pytest.raises(TooLong):
            await case.extend(MONDAY, days)
        assert case.term.nominal == date(2026, 12, 16)


async def test_who_extends_when_and_how_often() -> None:
    case = Case(MONDAY)
    with pytest.raises(TermOver):  # the day after the last
        await case.extend(date(2026, 12, 18))
    with pytest.raises(ReasonNeeded):
        await case.extend(MONDAY, reason="  ")
    case.one.official = case.town["karaganda.head"].person
    with pytest.raises(NotPermitted):  # an officer who is not responsible
        await case.extend(MONDAY)
    await case.extend(MONDAY, who="karaganda.head")
    with pytest.raises(ExtendedAlready):  # п. 42.2: then a passport or a redirection
        await case.extend(MONDAY, who="karaganda.head")
    became_passport(case.on(date(2027, 3, 1), "karaganda.head"), case.one)  # late, but not lost
    assert case.one.state == InitiativeState.PASSPORT
    closed = [(c.kind, c.state) for c in case.desk.deadline_changes if isinstance(c, CloseDeadline)]
    assert closed == [(APPOINTMENT, DeadlineState.MET), (CONSIDERATION, DeadlineState.MET)]
    with pytest.raises(WrongState):
        became_passport(case.on(date(2027, 3, 1), "karaganda.head"), case.one)


@pytest.mark.parametrize(
    ("sent", "decided", "end"),
    [
        # 13 days were left of the nominal term: they follow the decision
        (date(2026, 12, 3), date(2026, 12, 10), date(2026, 12, 23)),
        (date(2026, 12, 3), date(2026, 12, 3), date(2026, 12, 17)),  # decided on the same day: as it was
        # three days were left: five working days are given instead (15, 17, 18, 21, 22: the 16th is a holiday)
        (date(2026, 12, 13), date(2026, 12, 14), date(2026, 12, 22)),
        # on the very last day, and decided after it: timely, and five working days follow
        (date(2026, 12, 17), date(2026, 12, 28), date(2027, 1, 6)),
    ],
)
async def test_the_clock_stands_still_while_the_authorised_body_decides(sent: date, decided: date, end: date) -> None:
    """M1.7: sent in time it is timely; on refusal the rest runs, at least 5 w.d."""
    case = Case(MONDAY)
    await case.ask(sent)
    assert case.desk.deadline_changes[0].kind.name == "initiative.consent"
    await case.consent(sent)
    assert case.one.paused_on == sent
    assert CloseDeadline(CONSIDERATION, ref(case.one), DeadlineState.PAUSED) in case.desk.deadline_changes
    with pytest.raises(NotDecidedYet):
        await case.extend(sent)
    with pytest.raises(PinNeeded):
        await case.decide(decided, False, pin=False)
    await case.decide(decided, False)
    minimum = due(decided, TERMS.rest_after_refused_redirection.period, PLAIN)
    assert case.term.on >= minimum.on
    assert case.term.on == end
    assert case.one.paused_on is None and case.one.asked_akimat is None
    assert case.one.pending == Pending.NOTHING
    assert case.one.region == "35"


async def test_sent_too_late_stays_late() -> None:
    """M1.7: only what was sent in time is timely; the clock does not stop, and a refusal gives no new days."""
    case = Case(MONDAY)
    await case.ask(date(2026, 12, 17))
    await case.consent(date(2026, 12, 18))
    assert case.one.paused_on is None
    await case.decide(date(2026, 12, 21), False)
    assert case.term == Due(date(2026, 12, 17), date(2026, 12, 16))


async def test_the_other_akimat_has_a_term_and_an_extension_of_its_own() -> None:
    """M1.7: its own 30 c.d. and one extension, and an official to appoint."""
    case = Case(MONDAY)
    await case.extend(MONDAY)
    await case.ask(date(2026, 12, 1))
    await case.consent(date(2026, 12, 2))
    await case.decide(date(2026, 12, 7), True)
    one = case.one
    assert (one.akimat, one.region, one.official, one.state) == (
        case.town.organisations["turkistan"], "61", None, InitiativeState.PASSED,
    )  # fmt: skip
    assert case.term == due(date(2026, 12, 7), calendar_days(30), PLAIN) == Due(date(2027, 1, 6), date(2027, 1, 6))
    opened = {c.kind: c for c in case.desk.deadline_changes if isinstance(c, OpenDeadline)}
    assert set(opened) == {APPOINTMENT, CONSIDERATION}
    assert {c.organisation for c in opened.values()} == {case.town.organisations["turkistan"]}
    with pytest.raises(Refused):  # the former akimat has it no longer
        await case.extend(date(2026, 12, 8))
    await case.extend(date(2026, 12, 8), who="turkistan.head")
    assert one.extensions == 1


async def test_a_withdrawal_gains_no_time() -> None:
    """Decided: what was left runs on, without the minimum that follows a refusal."""
    case = Case(MONDAY)
    await case.ask(date(2026, 12, 14))
    await case.consent(date(2026, 12, 14))
    await case.withdraw(date(2026, 12, 15))
    assert case.term.nominal == date(2026, 12, 17)
    assert case.term.on == date(2026, 12, 17)


async def test_the_mission_is_heard_before_it_is_closed() -> None:
    """M1.7: the clock runs on; the UO decides after the opinion, or when the time to give it is over (Decided)."""
    case = Case(MONDAY)
    ports = (case.initiatives, case.petitions, case.bodies)
    await petitions.ask_closing(case.on(MONDAY, "karaganda.officer"), *ports, case.one.id, 1, "no answer")
    assert case.one.paused_on is None
    until = next(iter(case.petitions.kept.values())).answer_by
    assert until == date(2026, 11, 19)

    async def close(day: date) -> None:
        await deciding.close(case.on(day, "uo.head"), case.initiatives, case.petitions, case.one.id, 1, True, "")

    with pytest.raises(MissionNotHeard):
        await close(until)
    await close(until + timedelta(days=1))
    assert case.one.state == InitiativeState.CLOSED


@given(
    passed=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    sent=st.integers(0, 30),
    waited=st.integers(0, 60),
)
def test_a_pause_loses_no_day_and_gives_none(passed: date, sent: int, waited: int) -> None:
    """T2, M1.7: days left before the pause are the days left after it; a refusal gives five working days at least."""
    case = Case(passed)
    before = case.term
    paused, again = passed + timedelta(days=sent), passed + timedelta(days=sent + waited)
    case.one.paused_on = paused
    rest = after_pause(case.one, again, None, PLAIN)
    assert rest is not None
    assert rest.nominal - again == max(before.nominal - paused, timedelta())
    assert PLAIN.is_working(rest.on)
    assert rest.on >= rest.nominal
    least = after_pause(case.one, again, TERMS.rest_after_refused_redirection, PLAIN)
    assert least is not None
    assert least.on == max(rest.on, due(again, TERMS.rest_after_refused_redirection.period, PLAIN).on)
    assert PLAIN.working_between(again, least.on) >= TERMS.rest_after_refused_redirection.period.amount


@given(passed=st.dates(date(2026, 1, 1), date(2028, 12, 31)), days=st.integers(1, 30))
def test_an_extension_is_never_shorter_than_said(passed: date, days: int) -> None:
    """T2: counted from the nominal day, so that a roll is not given twice."""
    first = due(passed, TERMS.initiative.period, PLAIN)
    until = extended(first, Period(days, Unit.CALENDAR_DAYS), PLAIN)
    assert until.nominal == passed + timedelta(days=TERMS.initiative.period.amount + days)
    assert PLAIN.is_working(until.on) and until.on >= until.nominal
    assert almaty_date(until.instant - timedelta(seconds=1)) == until.on
