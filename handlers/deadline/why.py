"""«Why this date?»: what was counted, which days did not count, by which clause and edition (T2)."""

from markupsafe import Markup

from domain.deadline.why import Explained, explain
from domain.edition.order_2024 import EDITIONS
from domain.kit.periods import almaty_date
from handlers.deadline.facts import seen_line
from handlers.deadline.places import DeadlineWhy
from handlers.deadline.subjects import OTHER, WHAT
from handlers.reading import Reading
from handlers.room import View
from handlers.screens.navigation import back_row
from handlers.screens.values import Screen, rows
from handlers.words import days, formats
from handlers.words.reader import Reader, lines


async def load_why(place: DeadlineWhy, reading: Reading) -> Explained:
    return explain(await seen_line(place.deadline, reading), reading.calendar)


def show_why(facts: Explained, r: Reader) -> Screen:
    line = facts.line
    edition = next((one for one in EDITIONS if one.code == line.edition), None)
    counted = facts.counted
    return Screen(
        lines(
            r.say("deadline.why", "<b>Why {day}?</b>", day=formats.day(r, line.due)),
            r.plain(WHAT.get(line.kind, OTHER)),
            "",
            days.why(r, counted)
            if counted is not None and facts.otherwise is None
            else _set(facts, r)
            if counted is None
            else _otherwise(facts, r),
            r.say("deadline.why", "It is a day off: act by {day}.", day=formats.day(r, facts.act_by))
            if facts.act_by
            else None,
            "",
            r.say("deadline.why", "Ground: {clause}", clause=formats.clause(r, line.clause)),
            r.say("deadline.why", "Rules in force since {day}", day=formats.day(r, edition.applies_from))
            if edition
            else None,
        ),
        rows(back_row(r)),
    )


def _set(facts: Explained, r: Reader) -> Markup:
    line = facts.line
    if line.opened is None:
        return r.say("deadline.why", "The date was set, not counted: it does not move over days off.")
    return r.say(
        "deadline.why",
        "The date was set on {day}, not counted: it does not move over days off.",
        day=formats.day(r, almaty_date(line.opened)),
    )


def _otherwise(facts: Explained, r: Reader) -> Markup:
    """The days known when it was opened differ from those known now: said, not hidden."""
    counted = facts.counted
    assert counted is not None
    assert facts.otherwise is not None
    return lines(
        r.say(
            "deadline.why",
            "Counted from the day after {event}: {period}.",
            event=formats.day(r, counted.event),
            period=formats.period(r, counted.period),
        ),
        r.say(
            "deadline.why",
            "Days off were moved since: counted now it would be {day}. The date stays as it was set.",
            day=formats.day(r, facts.otherwise),
        ),
    )


VIEWS = (View(DeadlineWhy, load_why, show_why),)
