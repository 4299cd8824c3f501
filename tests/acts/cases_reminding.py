"""Who puts off, stands in, wishes and asks for more time (N2, N3, T3; A2)."""

from datetime import date, time
from typing import Any

from domain.deadline import absence, more_time, snooze, wishes
from domain.deadline.reminding_ports import Absences, Clocks, MoreTimes, Snoozes, Wishes
from tests.acts.case import PEOPLE, Case, Subject, all_of, writers
from tests.acts.cases_cards import an_agreement
from tests.acts.stage import Stage

WRITERS = frozenset(name for name in PEOPLE if not name.endswith(".observer"))

BERLINS = {"berlin.officer", "berlin.head"} | all_of("uo", "nc")
"""Who sees the officer's deadline: the officer, the head, and those who see everything (A2, N1)."""


async def a_deadline(stage: Stage) -> Subject:
    """An agreement that Berlin's officer keeps by 30 November; today is the 16th."""
    made = await an_agreement(stage)
    found = await stage.sql("SELECT id FROM deadline WHERE subject_id = $1", made["agreement"])
    return {**made, "deadline": found}


async def a_request(stage: Stage) -> Subject:
    """The officer has asked for the week until the 8th."""
    made = await a_deadline(stage)

    async def ask(u: Any, d: Any) -> object:
        return await more_time.ask_time(
            d, u.port(Clocks), u.port(MoreTimes), made["deadline"], date(2026, 12, 8), "the investor is away"
        )

    return {**made, "request": await stage.do("berlin.officer", ask)}


async def people(stage: Stage) -> Subject:
    town = stage.town
    return {"person": town["berlin.officer"].person, "deputy": town["berlin.head"].person}


async def an_absence(stage: Stage) -> Subject:
    made = await people(stage)
    await stage.sql(
        "INSERT INTO absence (person_id, first, last, deputy) VALUES ($1, '2026-11-16', '2026-11-20', $2)",
        made["person"],
        made["deputy"],
    )
    return made


CASES: dict[str, tuple[Case, ...]] = {
    "deadline.snooze": (
        Case(
            clause="N3: one's own reminders; who only looks has none",
            may=frozenset({"berlin.officer", "berlin.head"}),
            knows=frozenset(BERLINS),
            prepare=a_deadline,
            run=lambda u, d, s, v: snooze.snooze(
                d, u.port(Clocks), u.port(Snoozes), u.port(Wishes), s["deadline"], snooze.Later.TOMORROW
            ),
            of="deadline",
        ),
    ),
    "deadline.set_absence": (
        Case(
            clause="N2: oneself, or the head for one of theirs",
            may=frozenset({"berlin.officer", "berlin.head"}),
            knows=all_of("berlin"),
            prepare=people,
            run=lambda u, d, s, v: absence.set_absence(
                d, u.port(Absences), s["person"], date(2026, 11, 20), date(2026, 11, 27), s["deputy"]
            ),
            of="person",
        ),
    ),
    "deadline.end_absence": (
        Case(
            clause="N2: oneself, or the head for one of theirs",
            may=frozenset({"berlin.officer", "berlin.head"}),
            knows=all_of("berlin"),
            prepare=an_absence,
            run=lambda u, d, s, v: absence.end_absence(d, u.port(Absences), s["person"]),
            of="person",
            once=True,
        ),
    ),
    "deadline.set_digest": (
        Case(
            clause="N3: if the person so chooses; an observer is reminded of nothing",
            may=WRITERS,
            prepare=people,
            run=lambda u, d, s, v: wishes.set_digest(d, u.port(Wishes), digest=True, weekly=False),
        ),
    ),
    "deadline.set_hours": (
        Case(
            clause="T3: quiet hours are one's own",
            may=WRITERS,
            prepare=people,
            run=lambda u, d, s, v: wishes.set_hours(d, u.port(Wishes), time(8), time(18)),
        ),
    ),
    "deadline.ask_time": (
        Case(
            clause="N3: who answers for it; nobody asks themselves, and Berlin has one head",
            may=frozenset({"berlin.officer"}),
            knows=frozenset(BERLINS),
            prepare=a_deadline,
            run=lambda u, d, s, v: more_time.ask_time(
                d, u.port(Clocks), u.port(MoreTimes), s["deadline"], date(2026, 12, 8), "the investor is away"
            ),
            of="deadline",
            once=True,
        ),
    ),
    "deadline.decide_time": (
        Case(
            clause="N3: the head, never who asked (44)",
            may=writers("berlin") - {"berlin.officer"},
            knows=all_of("berlin", "uo", "nc"),
            prepare=a_request,
            run=lambda u, d, s, v: more_time.decide_time(d, u.port(Clocks), u.port(MoreTimes), s["request"], True),
            of="request",
            once=True,
        ),
    ),
}
