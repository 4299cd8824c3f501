"""What people set: put off, away, hours, more time (N2, N3, T3). Who may, is in tests/acts."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage import bodies, company, deadline, meeting, reminding
from bot.storage.unit import Database
from domain.deadline.absence import AbsenceOver, AbsenceTooLong, DeputyAway, NotADeputy, set_absence
from domain.deadline.calendar import WorkingCalendar
from domain.deadline.more_time import (
    AskedAlready,
    CannotBeProlonged,
    NobodyDecides,
    NotLater,
    ReasonMissing,
    StatutoryPeriod,
    ask_time,
    decide_time,
)
from domain.deadline.reminding import Local, MoreTimeState, Wish
from domain.deadline.reminding_ports import Absences, Clocks, Digests, MoreTimes, Snoozes, WeekSummaries, Wishes
from domain.deadline.snooze import DayOver, Later, NoLaterToday, PutOffTooFar, choices, moment, snooze
from domain.deadline.wishes import HoursTooShort, set_digest, set_hours
from domain.initiative.rules import CONSIDERATION
from domain.kit.ids import DeadlineId, PersonId
from domain.kit.refused import ChangedMeanwhile, NotPermitted, Refused, WrongState
from domain.meeting.rules import AGREEMENT
from tests.acts.stage import Stage
from tests.town.people import build, settle_in

CALENDAR = WorkingCalendar()
ALMATY = Local(ZoneInfo("Asia/Almaty"), Wish())
BERLIN = Local(ZoneInfo("Europe/Berlin"), Wish(opens=time(8), closes=time(18)))
NOON = datetime(2029, 2, 6, 7, tzinfo=UTC)  # Tuesday, noon in Almaty, eight in Berlin
DUE = date(2029, 2, 16)  # the Friday of the next week


@pytest.mark.parametrize(
    ("until", "local", "expected"),
    [
        (Later.TODAY, ALMATY, "2029-02-06 15:00"),
        (Later.TODAY, BERLIN, "2029-02-06 11:00"),
        (Later.TOMORROW, ALMATY, "2029-02-07 09:00"),
        (Later.TOMORROW, BERLIN, "2029-02-07 08:00"),
        (date(2029, 2, 9), ALMATY, "2029-02-09 09:00"),
        (date(2029, 2, 10), ALMATY, "2029-02-09 09:00"),  # a Saturday: the Friday before
        (date(2029, 2, 16), ALMATY, "2029-02-16 09:00"),  # the last day itself
    ],
)
def test_n3_when_it_rings_again(until: Later | date, local: Local, expected: str) -> None:
    found = moment(until, DUE, NOON, local, CALENDAR).astimezone(local.zone)
    assert f"{found:%Y-%m-%d %H:%M}" == expected


@pytest.mark.parametrize(
    ("until", "hour", "due", "refusal"),
    [
        (Later.TODAY, 17, DUE, NoLaterToday),  # in three hours the day is over
        (date(2029, 2, 6), 12, DUE, DayOver),
        (date(2029, 2, 1), 12, DUE, DayOver),
        (date(2029, 2, 17), 12, DUE, PutOffTooFar),
        (Later.TOMORROW, 12, date(2029, 2, 6), PutOffTooFar),  # today is the last day
        (date(2029, 2, 14), 12, date(2029, 2, 1), PutOffTooFar),  # overdue: a week ahead at most
    ],
)
def test_n3_what_cannot_be_put_off(until: Later | date, hour: int, due: date, refusal: type[Refused]) -> None:
    with pytest.raises(refusal):
        moment(until, due, NOON + timedelta(hours=hour - 12), ALMATY, CALENDAR)


def test_n3_on_friday_evening_tomorrow_is_monday_and_only_where_monday_is_in_time() -> None:
    friday = NOON + timedelta(days=3)
    assert moment(Later.TOMORROW, DUE, friday, ALMATY, CALENDAR).date() == date(2029, 2, 12)
    assert choices(DUE, friday, ALMATY, CALENDAR) == (Later.TODAY, Later.TOMORROW)
    assert choices(date(2029, 2, 11), friday, ALMATY, CALENDAR) == (Later.TODAY,)
    assert choices(date(2029, 2, 11), friday + timedelta(hours=6), ALMATY, CALENDAR) == ()


@given(
    until=st.sampled_from(list(Later)) | st.dates(date(2029, 1, 1), date(2029, 4, 1)),
    due=st.dates(date(2029, 1, 1), date(2029, 3, 20)),
    minutes=st.integers(0, 60 * 24 * 60),
    local=st.sampled_from([ALMATY, BERLIN, Local(ZoneInfo("America/New_York"), Wish())]),
)
def test_n3_it_rings_later_in_the_persons_hours_and_never_past_the_last_day(
    until: Later | date, due: date, minutes: int, local: Local
) -> None:
    now = datetime(2029, 1, 5, tzinfo=UTC) + timedelta(minutes=minutes)
    try:
        at = moment(until, due, now, local, CALENDAR)
    except Refused:
        return
    here = at.astimezone(local.zone)
    assert at > now
    assert local.wish.opens <= here.time() < local.wish.closes
    assert until is Later.TODAY or here.date() <= max(due, now.astimezone(local.zone).date() + timedelta(days=8))


# --- with a database -------------------------------------------------------------------------------------------------


@pytest.fixture
async def stage(database: str) -> AsyncIterator[Stage]:
    town = build()
    await settle_in(town, database)
    ports = {**deadline.PORTS, **reminding.PORTS, **meeting.PORTS, **company.PORTS, **bodies.PORTS}
    opened = Database(database, ports, size=3)
    yield Stage(town, opened)
    await opened.close()


async def agreement(stage: Stage) -> DeadlineId:
    """Berlin's officer keeps it by 30 November; today is 16 November 2026."""
    made = await stage.meeting(await stage.company())
    subject = await stage.agreement(made)
    return DeadlineId(await stage.sql("SELECT id FROM deadline WHERE subject_id = $1", subject))


async def statutory(stage: Stage, kind: Any = CONSIDERATION) -> DeadlineId:
    town = stage.town
    found: UUID = await stage.sql(
        """INSERT INTO deadline (kind, clause, legal, subject_kind, subject_id, organisation_id, person_id, due,
            nominal, instant, opened_at)
        VALUES ($1, $2, $3, 'x', gen_random_uuid(), $4, $5, '2026-12-01', '2026-12-01', now(), now()) RETURNING id""",
        kind.name, kind.clause, kind.legal, town.organisations["berlin"], town["berlin.officer"].person,
    )  # fmt: skip
    return DeadlineId(found)


async def ask(stage: Stage, key: DeadlineId, wanted: date, reason: str = "away", who: str = "berlin.officer") -> Any:
    return await stage.do(who, lambda u, d: ask_time(d, u.port(Clocks), u.port(MoreTimes), key, wanted, reason))


async def decide(stage: Stage, request: Any, granted: bool, who: str = "berlin.head") -> None:
    await stage.do(
        who, lambda u, d: decide_time(d, u.port(Clocks), u.port(MoreTimes), request, granted, " as you say ")
    )


async def test_n3_more_time_moves_the_deadline_and_the_agreement_once_the_head_says_yes(stage: Stage) -> None:
    key = await agreement(stage)
    request = await ask(stage, key, date(2026, 12, 10), " the investor is away ")
    due = "SELECT to_char(due, 'DD.MM') || ' v' || version FROM deadline WHERE id = $1"
    assert await stage.sql(due, key) == "30.11 v1"
    told = """SELECT string_agg(p.name || ' ' || (o.notice->>'n'), ', ' ORDER BY o.id)
        FROM outbox o JOIN person p ON p.id = o.person_id"""
    assert await stage.sql(told) == "berlin head deadline.more_time_asked"
    await decide(stage, request, True)
    assert await stage.sql(due, key) == "10.12 v2"
    assert await stage.sql("SELECT by_day FROM agreement") == date(2026, 12, 10)
    assert await stage.sql(told) == ("berlin head deadline.more_time_asked, berlin officer deadline.more_time_decided")
    async with stage.db.unit() as unit:
        kept = await unit.port(MoreTimes).get(request)
    assert kept is not None
    assert (kept.state, kept.reason, kept.answer) == (MoreTimeState.GRANTED, "the investor is away", "as you say")
    assert (kept.asker, kept.decider) == ("berlin officer", "berlin head")
    with pytest.raises(WrongState):
        await decide(stage, request, False)


async def test_n3_after_a_no_nothing_has_moved_and_one_may_ask_again(stage: Stage) -> None:
    key = await agreement(stage)
    request = await ask(stage, key, date(2026, 12, 10))
    with pytest.raises(AskedAlready):
        await ask(stage, key, date(2026, 12, 20))
    await decide(stage, request, False)
    assert await stage.sql("SELECT version FROM deadline WHERE id = $1", key) == 1
    await ask(stage, key, date(2026, 12, 5))


async def test_n3_a_period_of_the_order_is_refused_with_the_clause_that_makes_it_longer(stage: Stage) -> None:
    with pytest.raises(StatutoryPeriod) as refused:
        await ask(stage, await statutory(stage), date(2026, 12, 20))
    assert refused.value == StatutoryPeriod("initiative.consideration", "п. 42", "п. 42.2")


async def test_n3_a_target_is_not_prolonged_it_only_reminds(stage: Stage) -> None:
    target = type(AGREEMENT)("kyc.expiry", "M1.2", False)
    with pytest.raises(CannotBeProlonged):
        await ask(stage, await statutory(stage, target), date(2026, 12, 20))


async def test_n3_what_makes_no_sense_is_refused(stage: Stage) -> None:
    key = await agreement(stage)
    with pytest.raises(NotLater):
        await ask(stage, key, date(2026, 11, 30))
    with pytest.raises(ReasonMissing):
        await ask(stage, key, date(2026, 12, 10), "  ")
    with pytest.raises(NobodyDecides):  # Berlin has one head, and nobody decides on their own request (44)
        await ask(stage, key, date(2026, 12, 10), who="berlin.head")


async def test_44_a_head_who_asked_does_not_decide_but_another_head_does(stage: Stage) -> None:
    key = await agreement(stage)
    await stage.sql("UPDATE person SET role = 'head' WHERE id = $1", stage.town["berlin.observer"].person)
    request = await ask(stage, key, date(2026, 12, 10), who="berlin.head")
    with pytest.raises(NotPermitted):
        await decide(stage, request, True)


async def test_n3_a_deadline_that_moved_meanwhile_is_not_moved_back(stage: Stage) -> None:
    key = await agreement(stage)
    request = await ask(stage, key, date(2026, 12, 10))
    await stage.sql("UPDATE deadline SET due = '2026-12-24' WHERE id = $1", key)
    with pytest.raises(ChangedMeanwhile):
        await decide(stage, request, True)
    await decide(stage, request, False)  # or nobody could ever ask again
    assert await stage.sql("SELECT due FROM deadline WHERE id = $1", key) == date(2026, 12, 24)
    request = await ask(stage, key, date(2026, 12, 30))
    await stage.sql("UPDATE deadline SET state = 'met' WHERE id = $1", key)
    with pytest.raises(WrongState):
        await decide(stage, request, True)


async def test_n3_what_waits_for_the_morning_is_withdrawn_when_it_is_put_off(stage: Stage) -> None:
    key = await agreement(stage)
    person = stage.town["berlin.officer"].person
    for step in (-3, 0):
        await stage.sql(
            """INSERT INTO outbox (key, person_id, notice, about_kind, about_id, legal_from)
            SELECT 'reminder:' || $3::int, $2, jsonb_build_object('n', 'deadline.reminder', 'v', 1, 'd',
                jsonb_build_object('deadline', id, 'step', $3::int)), subject_kind, subject_id, '2026-11-16T09:00Z'
            FROM deadline WHERE id = $1""",
            key, person, step,
        )  # fmt: skip
    await stage.do(
        "berlin.officer",
        lambda u, d: snooze(d, u.port(Clocks), u.port(Snoozes), u.port(Wishes), key, Later.TOMORROW),
    )
    left = await stage.sql("SELECT string_agg(key, ' ') FROM outbox WHERE state = 'waiting'")
    assert left == "reminder:0"  # the last day's cannot be put off
    async with stage.db.unit() as unit:
        kept = await unit.port(Snoozes).of(key, person)
        assert kept is not None and kept.until == datetime(2026, 11, 17, 4, tzinfo=UTC)


async def test_n2_absences_that_make_no_sense_are_refused(stage: Stage) -> None:
    town = stage.town
    officer, head = town["berlin.officer"].person, town["berlin.head"].person
    today = date(2026, 11, 16)

    async def away(first: date, last: date, deputy: PersonId, who: str = "berlin.officer") -> None:
        person = town[who].person
        await stage.do(who, lambda u, d: set_absence(d, u.port(Absences), person, first, last, deputy))

    with pytest.raises(AbsenceOver):
        await away(today - timedelta(5), today - timedelta(1), head)
    with pytest.raises(AbsenceOver):
        await away(today + timedelta(5), today, head)
    with pytest.raises(AbsenceTooLong):
        await away(today, today + timedelta(400), head)
    for deputy in ("berlin.officer", "berlin.observer", "seoul.head"):
        with pytest.raises(NotADeputy):
            await away(today, today, town[deputy].person)
    await away(today + timedelta(3), today + timedelta(6), head)
    with pytest.raises(DeputyAway) as refused:
        await away(today, today + timedelta(3), officer, "berlin.head")
    assert refused.value.last == today + timedelta(6)
    async with stage.db.unit() as unit:
        absences = unit.port(Absences)
        assert await absences.standing_in_for(head, today + timedelta(6)) == [officer]
        assert await absences.standing_in_for(head, today + timedelta(7)) == []  # it ends by itself
    assert await stage.sql("SELECT notice->>'n' FROM outbox WHERE person_id = $1", head) == "deadline.stands_in"


async def test_n3_wishes_are_kept_apart(stage: Stage) -> None:
    person = stage.town["berlin.officer"].person
    await stage.do("berlin.officer", lambda u, d: set_digest(d, u.port(Wishes), digest=True, weekly=False))
    await stage.do("berlin.officer", lambda u, d: set_hours(d, u.port(Wishes), time(7), time(16, 30)))
    with pytest.raises(HoursTooShort):
        await stage.do("berlin.officer", lambda u, d: set_hours(d, u.port(Wishes), time(7), time(10)))
    async with stage.db.unit() as unit:
        assert await unit.port(Wishes).of(person) == Wish(True, False, time(7), time(16, 30))
        assert await unit.port(Wishes).local(person) == Local(
            ZoneInfo("Asia/Almaty"), Wish(True, False, time(7), time(16, 30))
        )
        assert await unit.port(Wishes).of(stage.town["berlin.head"].person) == Wish()


async def test_n3_a_week_in_figures(stage: Stage) -> None:
    """Overdue, ending this week, done last week in time and late, by whom; another organisation's do not count."""
    town, week = stage.town, date(2026, 11, 16)
    officer, berlin = town["berlin.officer"].person, town.organisations["berlin"]

    async def add(due: date, person: Any, state: str = "open", closed: str | None = None, of: Any = berlin) -> None:
        await stage.sql(
            """INSERT INTO deadline (kind, clause, legal, subject_kind, subject_id, organisation_id, person_id, due,
                nominal, instant, opened_at, state, closed_at)
            VALUES ('k', 'п. 1', true, 'x', gen_random_uuid(), $1, $2, $3, $3,
                ($3::date + 1)::timestamp AT TIME ZONE 'Asia/Almaty', now(), $4, $5::text::timestamptz)""",
            of, person, due, state, closed,
        )  # fmt: skip

    await add(date(2026, 11, 10), officer)
    await add(date(2026, 11, 15), None)
    await add(date(2026, 11, 16), officer)
    await add(date(2026, 11, 22), officer)
    await add(date(2026, 11, 23), officer)
    await add(date(2026, 11, 12), officer, "met", "2026-11-12T18:00Z")
    await add(date(2026, 11, 10), officer, "met", "2026-11-12T18:00Z")
    await add(date(2026, 11, 10), officer, "met", "2026-11-16T18:00Z")  # this week
    await add(date(2026, 11, 10), officer, "cancelled", "2026-11-12T18:00Z")
    await add(date(2026, 11, 10), None, of=town.organisations["seoul"])
    async with stage.db.unit() as unit:
        found = await unit.port(WeekSummaries).of(berlin, week)
        assert (found.overdue, found.due, found.met, found.met_late) == (2, 2, 2, 1)
        assert [(one.name, one.overdue, one.due) for one in found.holders] == [("berlin officer", 1, 2), ("", 1, 0)]
        assert (await unit.port(WeekSummaries).of(town.organisations["chamber"], week)).empty


async def test_n3_a_digest_has_each_deadline_once_and_only_what_runs(stage: Stage) -> None:
    key, closed = await statutory(stage), await statutory(stage)
    person, day = stage.town["berlin.officer"].person, date(2026, 11, 17)
    for one, step, late in ((key, -10, False), (key, -3, False), (closed, -3, False), (closed, 1, True)):
        await stage.sql("INSERT INTO digest_line VALUES ($1, $2, 1, $3, $4, $5)", person, one, step, day, late)
    await stage.sql("UPDATE deadline SET state = 'met' WHERE id = $1", closed)
    async with stage.db.unit() as unit:
        found = await unit.port(Digests).of(person, day, False)
        assert [(line.line.id, line.step) for line in found] == [(key, -3)]
        assert await unit.port(Digests).of(person, day, True) == []
