"""What a ticker does beside the steps: clocks that jump, silences, hours and days off, deputies, people unreachable."""

import asyncio
from datetime import date, datetime, timedelta

import pytest

from bot.commands.clock import LegalClock
from domain.deadline.due import Due, not_later_than
from domain.deadline.model import DeadlineKind, DeadlineState
from domain.kit.periods import ALMATY
from tests.reminding.play import PERSON, Play, make_ticker

PERIOD = DeadlineKind("duty.R2a", "п. 67")
TARGET = DeadlineKind("meeting.agreement", "п. 40.4", legal=False)
MONDAY = date(2029, 2, 5)


def end(day: date) -> Due:
    return not_later_than(day)


async def wishes(play: Play, who: str, opens: str = "09:00", closes: str = "20:00", digest: bool = False) -> None:
    await play.run(
        "INSERT INTO reminding_wish VALUES ($1, $2, true, $3::text::time, $4::text::time)",
        PERSON[who].id, digest, opens, closes,
    )  # fmt: skip


# --- clocks ----------------------------------------------------------------------------------------------------------


async def test_t3_what_waits_for_the_morning_comes_when_the_clock_is_moved_there(play: Play, database: str) -> None:
    """`make run`: somebody moves the legal clock, and need not wait until nine by the wall's."""
    await play.at(MONDAY, 12)
    await play.opens("one", PERIOD, "karaganda", end(MONDAY + timedelta(4)), "karaganda_officer")
    await play.at(MONDAY + timedelta(1))
    clock = LegalClock(database)
    assert play.lines() == []
    play.now = await clock.move(hours=9)
    await play.listen()
    assert play.lines() == ["Tue 06.02 09:00 karaganda_officer reminder: one 3 left"]


async def test_a_clock_set_back_by_an_hour_says_nothing_twice_and_leaves_nothing_out(play: Play) -> None:
    await play.at(MONDAY, 12)
    await play.opens("one", PERIOD, "karaganda", end(MONDAY + timedelta(4)), "karaganda_officer")
    for hour in (9, 10):
        await play.at(MONDAY + timedelta(1), hour)
        await play.jump(play.now - timedelta(hours=1))
        await play.tick()
    await play.jump(datetime(2029, 2, 7, 0, 30, tzinfo=ALMATY))
    await play.tick()
    await play.jump(play.now - timedelta(hours=1))  # yesterday once more
    await play.tick()
    await play.at(MONDAY + timedelta(4), 23)
    assert [line[:9] for line in play.lines()] == ["Tue 06.02", "Thu 08.02", "Fri 09.02"]


async def test_an_idle_tick_is_one_statement(play: Play) -> None:
    await play.at(MONDAY, 12)
    await play.opens("one", PERIOD, "karaganda", end(MONDAY + timedelta(4)), "karaganda_officer")
    await play.tick()
    asked: list[str] = []
    async with play.database.unit() as unit:
        kind = type(unit.raw)
    seen = kind.fetchrow, kind.fetch, kind.fetchval, kind.execute
    for name, one in zip(("fetchrow", "fetch", "fetchval", "execute"), seen, strict=True):

        def counted(self, query, *values, _one=one, **more):  # type: ignore[no-untyped-def]
            asked.append(query)
            return _one(self, query, *values, **more)

        setattr(kind, name, counted)
    try:
        await play.ticker.remind()
    finally:
        for name, one in zip(("fetchrow", "fetch", "fetchval", "execute"), seen, strict=True):
            setattr(kind, name, one)
    assert len([one for one in asked if not one.startswith(("BEGIN", "COMMIT"))]) == 1


# --- silences --------------------------------------------------------------------------------------------------------


async def test_n3_after_three_days_of_silence_one_digest_marked_late_and_no_flood(play: Play) -> None:
    await play.at(MONDAY, 12)
    for number in range(6):  # from Tuesday's last day to Sunday's
        await play.opens(f"n{number}", PERIOD, "karaganda", end(MONDAY + timedelta(1 + number)), "karaganda_officer")
    await play.at(MONDAY + timedelta(1), 8)  # Tuesday's wait for nine, and nobody sends them
    await play.silence(days=3)  # Friday, eight in the morning
    await play.at(MONDAY + timedelta(4), 23)
    friday = "n0 3 overdue, n1 2 overdue, n2 1 overdue, n3 the last day, n4 1 left, n5 2 left"
    assert play.lines() == [
        f"Fri 09.02 09:00 karaganda_head late digest: {friday[: friday.index(', n3')]}",
        f"Fri 09.02 09:00 karaganda_officer late digest: {friday}",
    ]
    play.heard.clear()
    await play.at(MONDAY + timedelta(7), 12)  # and Monday is as usual
    assert [line for line in play.lines() if "karaganda_officer" in line] == [
        f"Mon 12.02 09:00 karaganda_officer reminder: n{number} {6 - number} overdue" for number in range(6)
    ]


async def test_n3_tickers_that_come_back_together_make_one_digest(play: Play) -> None:
    await play.at(MONDAY, 12)
    for number in range(40):
        await play.opens(f"n{number}", PERIOD, "karaganda", end(MONDAY + timedelta(2)), "karaganda_officer")
    await play.tick()
    await play.run("UPDATE reminding SET seen = clock_timestamp() - interval '2 days'")
    await play.jump(play.now + timedelta(days=2))
    await asyncio.gather(*(make_ticker(play.database).remind() for _ in range(4)))
    await play.at(MONDAY + timedelta(2), 13)
    assert [(one.who, one.notice, len(one.left)) for one in play.heard] == [("karaganda_officer", "late digest", 40)]


async def test_a_short_silence_only_makes_a_reminder_late(play: Play) -> None:
    await play.at(MONDAY, 12)
    await play.opens("one", PERIOD, "karaganda", end(MONDAY + timedelta(1)), "karaganda_officer")
    await play.tick()
    await play.jump(datetime(2029, 2, 6, 6, tzinfo=ALMATY))
    await play.silence(days=0, hours=5)
    assert play.lines() == ["Tue 06.02 11:00 karaganda_officer reminder: one the last day"]


# --- hours and days off ----------------------------------------------------------------------------------------------


async def test_t3_own_hours_are_kept(play: Play) -> None:
    await wishes(play, "karaganda_officer", "07:30", "16:00")
    await play.at(MONDAY, 12)
    await play.opens("one", PERIOD, "karaganda", end(MONDAY + timedelta(4)), "karaganda_officer")
    await play.at(MONDAY + timedelta(1), 12)
    await play.at(MONDAY + timedelta(1), 17)
    await play.opens("two", PERIOD, "karaganda", end(MONDAY + timedelta(1)), "karaganda_officer")
    await play.at(MONDAY + timedelta(2), 12)
    assert play.lines() == [
        "Tue 06.02 07:30 karaganda_officer reminder: one 3 left",
        # Opened an hour after the officer's day had ended, on its own last day: the next morning's says it all.
        "Wed 07.02 07:30 karaganda_officer reminder: two 1 overdue",
        "Wed 07.02 09:00 karaganda_head reminder: two 1 overdue",
    ]


async def test_t3_on_a_day_off_nothing_rings_but_what_ends_on_it(play: Play) -> None:
    """Friday evening, after hours: one ends on Sunday and cannot wait for Monday; the other can."""
    friday = MONDAY + timedelta(4)
    await play.at(friday, 20, 30)
    await play.opens("sunday", TARGET, "karaganda", end(friday + timedelta(2)), "karaganda_officer")
    await play.opens("monday", TARGET, "karaganda", end(friday + timedelta(3)), "karaganda_officer")
    await play.run("UPDATE deadline SET opened_at = opened_at - interval '1 day'")
    await play.at(friday + timedelta(3), 12)
    assert play.lines() == [
        "Sat 10.02 09:00 karaganda_officer reminder: sunday 1 left",
        "Mon 12.02 09:00 karaganda_head reminder: sunday 1 overdue",
        "Mon 12.02 09:00 karaganda_officer reminder: monday the last day",
        "Mon 12.02 09:00 karaganda_officer reminder: sunday 1 overdue",
    ]


async def test_n2_what_is_opened_on_a_weekend_and_ends_on_it_is_not_silent_for_ever(play: Play) -> None:
    saturday = MONDAY + timedelta(5)
    await play.at(saturday, 12)
    await play.opens("one", TARGET, "karaganda", end(saturday + timedelta(1)), "karaganda_officer")
    await play.at(saturday + timedelta(2), 12)
    assert "Mon 12.02 09:00 karaganda_officer reminder: one 1 overdue" in play.lines()


# --- digests ---------------------------------------------------------------------------------------------------------


async def test_n3_the_morning_in_one_message_and_the_urgent_alone(play: Play) -> None:
    await wishes(play, "karaganda_officer", digest=True)
    await play.at(MONDAY, 12)
    for name, days in (("today", 1), ("tomorrow", 2), ("near", 4), ("far", 11)):
        await play.opens(name, PERIOD, "karaganda", end(MONDAY + timedelta(days)), "karaganda_officer")
    await play.at(MONDAY + timedelta(1), 12)
    await play.opens("noon", PERIOD, "karaganda", end(MONDAY + timedelta(2)), "karaganda_officer")
    await play.at(MONDAY + timedelta(1), 23)
    assert play.lines() == [
        "Tue 06.02 09:00 karaganda_officer digest: far 10 left, near 3 left, tomorrow 1 left",
        "Tue 06.02 09:00 karaganda_officer reminder: today the last day",
    ]


async def test_n4_a_digest_names_only_what_still_runs(play: Play) -> None:
    """Closed between the gathering at night and the morning."""
    await wishes(play, "karaganda_officer", digest=True)
    await play.at(MONDAY, 12)
    closed = await play.opens("closed", PERIOD, "karaganda", end(MONDAY + timedelta(4)), "karaganda_officer")
    await play.opens("open", PERIOD, "karaganda", end(MONDAY + timedelta(4)), "karaganda_officer")
    await play.at(MONDAY + timedelta(1), 3)
    await play.ends(closed, DeadlineState.MET)
    await play.at(MONDAY + timedelta(1), 12)
    assert play.lines() == ["Tue 06.02 09:00 karaganda_officer digest: open 3 left"]


# --- put off ---------------------------------------------------------------------------------------------------------


async def snoozed(play: Play, name: str, who: str, until: datetime) -> None:
    await play.run(
        """INSERT INTO snooze SELECT id, $2, version, $3 FROM deadline WHERE subject_id = $1""",
        next(key for key, one in play.names.items() if one == name), PERSON[who].id, until,
    )  # fmt: skip


async def test_n3_put_off_it_is_quiet_until_then_and_comes_once(play: Play) -> None:
    await play.at(MONDAY - timedelta(3), 12)
    await play.opens("one", PERIOD, "karaganda", end(MONDAY + timedelta(4)), "karaganda_officer")
    await play.opens("all", PERIOD, "karaganda", end(MONDAY + timedelta(4)))
    await play.at(MONDAY, 12)
    await snoozed(play, "one", "karaganda_officer", datetime(2029, 2, 7, 15, tzinfo=ALMATY))
    await snoozed(play, "all", "karaganda_officer", datetime(2029, 2, 7, 15, tzinfo=ALMATY))
    await play.at(MONDAY + timedelta(4), 23)
    mine = [line for line in play.lines() if "karaganda_officer " in line]
    assert mine == [
        "Wed 07.02 15:00 karaganda_officer reminder: all 2 left",
        "Wed 07.02 15:00 karaganda_officer reminder: one 2 left",
        *(
            f"{day} 09:00 karaganda_officer reminder: {name} {left}"
            for day, left in (("Thu 08.02", "1 left"), ("Fri 09.02", "the last day"))
            for name in ("all", "one")
        ),
    ]
    # What one person put off the colleagues hear as ever.
    assert len([line for line in play.lines() if "karaganda_head" in line]) == 3


async def test_n3_no_snooze_hides_what_is_urgent_or_escalated(play: Play) -> None:
    await play.at(MONDAY, 12)
    await play.opens("one", PERIOD, "karaganda", end(MONDAY + timedelta(1)), "karaganda_officer")
    for who in ("karaganda_officer", "karaganda_head", "authorised_body_head"):
        await snoozed(play, "one", who, datetime(2029, 3, 1, 15, tzinfo=ALMATY))
    await play.at(MONDAY + timedelta(8), 23)
    assert [line for line in play.lines() if "karaganda_officer" in line][:2] == [
        "Tue 06.02 09:00 karaganda_officer reminder: one the last day",
        "Wed 07.02 09:00 karaganda_officer reminder: one 1 overdue",
    ]
    assert "Wed 07.02 09:00 karaganda_head reminder: one 1 overdue" in play.lines()
    assert any("authorised_body_head reminder: one 6 overdue" in line for line in play.lines())


async def test_n3_what_was_put_off_is_forgotten_when_the_deadline_moves_or_ends(play: Play) -> None:
    await play.at(MONDAY, 12)
    moved = await play.opens("moved", PERIOD, "karaganda", end(MONDAY + timedelta(9)), "karaganda_officer")
    ended = await play.opens("ended", PERIOD, "karaganda", end(MONDAY + timedelta(9)), "karaganda_officer")
    for name in ("moved", "ended"):
        await snoozed(play, name, "karaganda_officer", datetime(2029, 2, 6, 15, tzinfo=ALMATY))
    await play.moves(moved, end(MONDAY + timedelta(60)))
    await play.ends(ended)
    await play.at(MONDAY + timedelta(2), 12)
    assert play.lines() == []


# --- who is told -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", ["", "state = 'blocked'", "role = 'observer'", "organisation_id = $2"])
async def test_n2_a_deputy_is_told_while_they_may_be(play: Play, change: str) -> None:
    """A deputy who was blocked, made an observer or moved away hears nothing of the organisation any more (42)."""
    await play.at(MONDAY, 12)
    officer, deputy = PERSON["karaganda_officer"].id, PERSON["karaganda_officer_2"].id
    await play.run("INSERT INTO absence VALUES ($1, '2029-02-06', '2029-02-06', $2)", officer, deputy)
    if change:
        other = await play.run("SELECT id FROM organisation WHERE kind = 'chamber'")
        sql = f"UPDATE person SET {change} WHERE id = $1" + ("" if "$2" in change else " AND $2::uuid IS NOT NULL")
        await play.run(sql, deputy, other)
    await play.opens("one", PERIOD, "karaganda", end(MONDAY + timedelta(4)), "karaganda_officer")
    await play.at(MONDAY + timedelta(4), 23)
    assert [line for line in play.lines() if "officer_2" in line] == (
        [] if change else ["Tue 06.02 09:00 karaganda_officer_2 reminder: one 3 left"]
    )
    assert len([line for line in play.lines() if "karaganda_officer " in line]) == 3


async def test_n4_the_head_hears_once_of_somebody_out_of_reach_and_gets_their_reminders(play: Play) -> None:
    await play.at(MONDAY, 12)
    await play.opens("one", PERIOD, "karaganda", end(MONDAY + timedelta(4)), "karaganda_officer")
    blocked = "UPDATE account SET reachable = $2 WHERE person_id = $1"
    await play.run(blocked, PERSON["karaganda_officer"].id, False)
    await play.at(MONDAY + timedelta(1), 12)
    heads = [line for line in play.lines() if "karaganda_head" in line]
    assert heads == [
        "Mon 05.02 12:00 karaganda_head unreachable",
        "Tue 06.02 09:00 karaganda_head reminder: one 3 left",
    ]
    await play.run(blocked, PERSON["karaganda_officer"].id, True)
    await play.tick()
    await play.run(blocked, PERSON["karaganda_officer"].id, False)
    await play.at(MONDAY + timedelta(1), 13)
    assert [line for line in play.lines() if "unreachable" in line] == [
        "Mon 05.02 12:00 karaganda_head unreachable",
        "Tue 06.02 12:00 karaganda_head unreachable",
    ]


async def test_n4_of_the_only_head_out_of_reach_the_administrators_hear(play: Play) -> None:
    await play.at(MONDAY, 12)
    await play.run("UPDATE account SET reachable = false WHERE person_id = $1", PERSON["seoul_head"].id)
    await play.tick()
    assert play.lines() == ["Mon 05.02 12:00 administrator unreachable"]


# --- steps -----------------------------------------------------------------------------------------------------------


async def steps(play: Play, scope: str, before: list[int], head: int = 1, authority: int = 5) -> None:
    await play.run(
        """INSERT INTO reminder_steps (kind, before, daily_overdue, then_every, head_from, authority_from)
        VALUES ($1, $2, 5, 7, $3, $4) ON CONFLICT (kind) DO UPDATE SET before = excluded.before""",
        scope, before, head, authority,
    )  # fmt: skip


@pytest.mark.parametrize("scope", ["duty.R2a", "duty", ""])
async def test_n2_steps_that_an_administrator_sets_hold_for_what_runs_already(play: Play, scope: str) -> None:
    await play.at(MONDAY, 12)
    await play.opens("one", PERIOD, "karaganda", end(MONDAY + timedelta(11)), "karaganda_officer")
    await play.at(MONDAY + timedelta(2), 12)  # ten days before has rung
    await steps(play, scope, [10, 7, 2], head=2)
    await play.at(MONDAY + timedelta(14), 12)
    assert [line[:9] for line in play.lines() if "officer" in line] == [
        "Tue 06.02", "Fri 09.02", "Wed 14.02", "Fri 16.02", "Mon 19.02",
    ]  # fmt: skip
    assert [line[:9] for line in play.lines() if "head" in line] == ["Mon 19.02"]


async def test_n2_the_nearest_scope_wins_and_other_kinds_keep_theirs(play: Play) -> None:
    await steps(play, "", [5])
    await steps(play, "duty", [4])
    await steps(play, "duty.R2a", [2])
    await play.at(MONDAY, 12)
    await play.opens("own", PERIOD, "karaganda", end(MONDAY + timedelta(11)), "karaganda_officer")
    await play.opens("room", DeadlineKind("duty.R3", "п. 67"), "karaganda", end(MONDAY + timedelta(11)))
    await play.opens("usual", TARGET, "karaganda", end(MONDAY + timedelta(11)))
    await play.at(MONDAY + timedelta(10), 12)
    assert {name: play.told(name)[:9] for name in ("own", "room", "usual")} == {
        "own": "Wed 14.02",
        "room": "Mon 12.02",
        "usual": "Fri 09.02",  # the fifth day before is a Sunday
    }


async def test_t1_a_day_that_becomes_free_moves_the_reminders_laid_out(play: Play) -> None:
    await play.at(MONDAY, 12)
    await play.opens("one", PERIOD, "karaganda", end(MONDAY + timedelta(4)), "karaganda_officer")
    await play.tick()
    await play.run("INSERT INTO moved_day (day, working) VALUES ('2029-02-08', false)")
    await play.at(MONDAY + timedelta(4), 23)
    assert [line[:9] for line in play.lines()] == ["Tue 06.02", "Wed 07.02", "Fri 09.02"]
