"""Deadlines in one's own calendar: the file, the secret address (issue 5)."""

from bot.storage.unit import Unit
from domain.deadline import feed
from domain.deadline.feed import Calendars
from domain.file.ports import Files
from domain.kit.desk import Desk
from tests.acts.case import EVERYBODY, PEOPLE, Case, Subject, all_of
from tests.acts.cases_cards import nothing
from tests.acts.stage import Stage

CLOCKED = frozenset(name for name in EVERYBODY - all_of("system", "council", "investor") if "observer" not in name)
"""Everybody who writes where a clock can run."""


async def a_server(stage: Stage) -> Subject:
    await stage.sql("INSERT INTO calendar_server (address) VALUES ('https://tereze.example/calendar/')")
    return {}


async def addresses(stage: Stage) -> Subject:
    """Everybody has one."""
    for name in PEOPLE:
        person = stage.town[name].person
        await stage.sql(
            "INSERT INTO calendar_feed (person_id, hash, made_at) VALUES ($1, $2, $3)",
            person,
            person.bytes * 2,
            stage.town.now,
        )
    return {}


async def take(unit: Unit, desk: Desk, _subject: Subject, _version: int) -> object:
    return await feed.take_calendar(desk, unit.port(Files), "Deadlines", b"BEGIN:VCALENDAR")


CASES: dict[str, tuple[Case, ...]] = {
    "deadline.take_calendar": (Case(clause="N1; A4", may=CLOCKED, prepare=nothing, run=take),),
    "deadline.open_calendar": (
        Case(
            clause="N1; A3",
            may=CLOCKED,
            prepare=a_server,
            run=lambda u, d, s, v: feed.open_calendar(d, u.port(Calendars)),
        ),
    ),
    "deadline.close_calendar": (
        Case(
            clause="N1; A3",
            may=CLOCKED,
            prepare=addresses,
            run=lambda u, d, s, v: feed.close_calendar(d, u.port(Calendars)),
            once=True,
        ),
    ),
}
