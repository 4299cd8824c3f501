"""Moved days on the phone (T1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.access.rules import check_administers
from domain.deadline.calendar import Moved, WorkingCalendar
from domain.kit.periods import almaty_date
from domain.kit.refused import NotFound
from domain.reference.model import MovedDay
from domain.reference.notices import figure_ref
from domain.reference.ports import Figures
from handlers.access.places import AuditTrail
from handlers.forms.places import StartForm
from handlers.pick.lists import page_of, pager
from handlers.reading import Reading
from handlers.reference.places import MovedDayCard, MovedDays, RestoreDay
from handlers.screens.labels import with_tail
from handlers.screens.navigation import back_row
from handlers.screens.press import Go
from handlers.screens.values import Button, Screen, row, rows
from handlers.words import formats
from handlers.words.catalog import Text
from handlers.words.days import day_off
from handlers.words.reader import Reader, lines

BECAME: dict[Moved, Text] = {
    Moved.OFF: Text("reference.day", "day off"),
    Moved.WORKING: Text("reference.day", "working day"),
}


@dataclass(frozen=True, slots=True)
class DaysFacts:
    page: int
    days: Sequence[MovedDay]


async def load_days(place: MovedDays, reading: Reading) -> DaysFacts:
    check_administers(reading.actor)
    today = almaty_date(reading.now)
    days = await reading.port(Figures).moved()
    ahead = [one for one in days if one.day >= today]
    past = [one for one in reversed(days) if one.day < today]
    return DaysFacts(place.page, [*ahead, *past])


def show_days(facts: DaysFacts, r: Reader) -> Screen:
    shown, page = page_of(facts.days, facts.page)
    return Screen(
        lines(
            r.say("reference.days", "<b>Moved days</b>"),
            r.say(
                "reference.days",
                "Holidays are known. Here stand the days that the Government moved, and the true dates of Kurban Ait.",
            ),
            None if facts.days else r.say("reference.days", "No day is moved."),
        ),
        rows(
            row(Button(r.label("reference.days", "Enter a moved day"), Go(StartForm("reference.day")))),
            *(row(Button(_label(one, r), Go(MovedDayCard(one.day)))) for one in shown),
            pager(r, page, len(facts.days), MovedDays),
            back_row(r),
        ),
    )


def _label(one: MovedDay, r: Reader) -> str:
    return with_tail(formats.day(r, one.day), r.plain(BECAME[one.became]))


@dataclass(frozen=True, slots=True)
class DayFacts:
    one: MovedDay
    plain: WorkingCalendar
    today: date


async def load_day(place: MovedDayCard, reading: Reading) -> DayFacts:
    check_administers(reading.actor)
    for one in await reading.port(Figures).moved():
        if one.day == place.day:
            return DayFacts(one, WorkingCalendar(), almaty_date(reading.now))
    raise NotFound


def show_day(facts: DayFacts, r: Reader) -> Screen:
    one = facts.one
    off = facts.plain.off(one.day)
    working = one.became is Moved.WORKING
    return Screen(
        lines(
            r.say(
                "reference.day",
                "<b>{day}: {became}</b>",
                day=formats.day(r, one.day),
                became=r.plain(BECAME[one.became]),
            ),
            r.say("reference.day", "Ground: {name}", name=one.name) if one.name else None,
            r.say("reference.day", "Entered by: {name}", name=one.by) if one.by else None,
            r.say("reference.day", "Without the move: {what}", what=day_off(r, off))
            if off is not None
            else r.say("reference.day", "Without the move: a working day"),
            r.say("reference.day", "It counts as a working day in every term that is computed from now on.")
            if working
            else r.say("reference.day", "Every term that is computed from now on passes over it."),
            r.say("reference.day", "Deadlines that are running keep their dates."),
        ),
        rows(
            row(Button(r.label("reference.day", "Not moved after all"), RestoreDay(one.day))),
            row(
                Button(
                    r.label("reference.day", "History"), Go(AuditTrail("reference", figure_ref(f"day:{one.day}").id))
                )
            ),
            back_row(r),
        ),
    )
