"""What comes beside the reminders: the morning's digest, the heads' week, somebody unreachable, a deputy (N2–N4)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from markupsafe import Markup

from domain.deadline.notices import Digest, PersonUnreachable, StandsIn, Weekly
from domain.deadline.ports import DeadlineLine
from domain.deadline.reminding import WeekSummary
from domain.deadline.reminding_ports import Absences, Digests, WeekSummaries
from domain.kit.actor import Role
from domain.kit.ids import PersonId
from domain.kit.periods import almaty_date
from domain.kit.refused import NotPermitted
from domain.panel.rules import Colour, colour
from handlers.access.places import PersonCard
from handlers.deadline.facts import may_see
from handlers.deadline.places import DeadlineCard, DeadlineList, Waiting, Week
from handlers.deadline.screens import in_colours, mark
from handlers.deadline.subjects import OTHER, SECRET, WHAT, Subject, subject_of
from handlers.forms.clean import shortened
from handlers.reading import Reading, yellow_below
from handlers.room import NoticeView, View
from handlers.screens.labels import ON_BUTTON, with_tail
from handlers.screens.navigation import back_row
from handlers.screens.press import Go
from handlers.screens.values import Button, Screen, row, rows
from handlers.words import formats
from handlers.words.colours import MARKS
from handlers.words.reader import Reader, lines

SCREENFUL: Final = 8
"""Lines of a digest: what a phone shows at once; the rest is counted."""


@dataclass(frozen=True, slots=True)
class DigestFacts:
    notice: Digest
    lines: Sequence[tuple[DeadlineLine, Subject | None]]
    more: int
    today: date
    yellow_below: int


async def load_digest(notice: Digest, reading: Reading) -> DigestFacts | None:
    """None when all of it is done meanwhile, or out of sight: whoever moved away overnight hears no more of it (42)."""
    gathered = await reading.port(Digests).of(reading.actor.person, notice.day, notice.late)
    found = [one.line for one in gathered if may_see(reading.actor, one.line)]
    shown = found[:SCREENFUL]
    if not shown:
        return None
    return DigestFacts(
        notice,
        [(line, await subject_of(line.subject, reading)) for line in shown],
        len(found) - len(shown),
        almaty_date(reading.now),
        yellow_below(reading),
    )


def show_digest(facts: DigestFacts, r: Reader) -> Screen:
    """Grouped by colour; each line opens its thing. Kinds, numbers and dates alone, as in every push."""
    groups = {Colour.RED: 0, Colour.YELLOW: 0, Colour.GREEN: 0}
    for line, _ in facts.lines:
        groups[colour(line.due, facts.today, yellow_below=facts.yellow_below, done=False, suspended=False)] += 1
    return Screen(
        lines(
            r.say("deadline.digest", "<b>Waiting for you on {day}</b>", day=formats.day(r, facts.notice.day)),
            r.say("deadline.digest", "Reminders had stood still. Here is all that came due meanwhile, in one message.")
            if facts.notice.late
            else None,
            in_colours(groups, r),
            r.count("deadline.digest", "and {n} more matter", "and {n} more matters", facts.more)
            if facts.more
            else None,
        ),
        rows(
            *(
                row(Button(_line(line, subject, facts, r), Go(subject.place if subject else DeadlineCard(line.id))))
                for line, subject in facts.lines
            ),
            row(Button(r.label("deadline.digest", "All that waits"), Go(Waiting()))),
        ),
    )


def _line(line: DeadlineLine, subject: Subject | None, facts: DigestFacts, r: Reader) -> str:
    what = r.plain(OTHER if line.kind in SECRET else WHAT.get(line.kind, OTHER))
    number = subject.number if subject is not None else ""
    named = f"{number} · {what}" if number else what
    sign = mark(line, facts.today, facts.yellow_below)
    return shortened(f"{sign} {formats.short_day(r, line.due)} · {named}", ON_BUTTON)


@dataclass(frozen=True, slots=True)
class WeekFacts:
    week: date
    summary: WeekSummary


async def load_week(place: Week, reading: Reading) -> WeekFacts:
    if reading.actor.role is not Role.HEAD:
        raise NotPermitted
    return WeekFacts(place.week, await reading.port(WeekSummaries).of(reading.actor.organisation, place.week))


async def load_weekly(notice: Weekly, reading: Reading) -> WeekFacts | None:
    """None for a week in which nothing is to be told, and for who leads no more."""
    if reading.actor.role is not Role.HEAD:
        return None
    facts = await load_week(Week(notice.week), reading)
    return None if facts.summary.empty else facts


def _figures(facts: WeekFacts, r: Reader) -> Markup:
    one = facts.summary
    late = r.say("deadline.week", "Done in the last week: {met}, of them late: {late}", met=one.met, late=one.met_late)
    return lines(
        r.say("deadline.week", "<b>The organisation's week from {day}</b>", day=formats.day(r, facts.week)),
        r.say("deadline.week", "🔴 overdue: {n}", n=one.overdue) if one.overdue else None,
        r.say("deadline.week", "Ends this week: {n}", n=one.due),
        late if one.met_late else r.say("deadline.week", "Done in the last week: {met}", met=one.met),
    )


def show_weekly(facts: WeekFacts, r: Reader) -> Screen:
    """Figures alone: names come after a tap."""
    return Screen(
        _figures(facts, r),
        rows(
            row(Button(r.label("deadline.week", "By person"), Go(Week(facts.week)))),
            row(Button(r.label("deadline.week", "Deadlines of the organisation"), Go(DeadlineList(True)))),
        ),
    )


def show_week(facts: WeekFacts, r: Reader) -> Screen:
    def label(name: str, overdue: int, due: int) -> str:
        red = f"{MARKS[Colour.RED]} {overdue} · " if overdue else ""
        return with_tail(name or r.label("deadline.list", "Nobody in particular"), f"{red}{due}")

    return Screen(
        lines(
            _figures(facts, r),
            r.say("deadline.week", "By person: overdue, and what ends this week.") if facts.summary.holders else None,
        ),
        rows(
            *(
                row(
                    Button(
                        label(one.name, one.overdue, one.due),
                        Go(replace(DeadlineList(True), person=one.person, nobodys=one.person is None)),
                    )
                )
                for one in facts.summary.holders[:SCREENFUL]
            ),
            row(Button(r.label("deadline.week", "Deadlines of the organisation"), Go(DeadlineList(True)))),
            back_row(r),
        ),
    )


async def load_unreachable(notice: PersonUnreachable, reading: Reading) -> PersonId | None:
    return notice.person if reading.actor.role is Role.HEAD or reading.actor.administrator else None


def show_unreachable(person: PersonId, r: Reader) -> Screen:
    """Who it is is told after a tap."""
    return Screen(
        r.say(
            "deadline.unreachable",
            "No reminder reaches one of your colleagues: they have not started the bot, or have blocked it. Their "
            "deadlines run on.",
        ),
        rows(row(Button(r.label("deadline.unreachable", "Who is it"), Go(PersonCard(person))))),
    )


async def load_stands_in(notice: StandsIn, reading: Reading) -> StandsIn | None:
    """None once the absence was given up or given to somebody else."""
    absence = await reading.port(Absences).get(notice.person)
    mine = absence is not None and absence.deputy == reading.actor.person
    return notice if mine and almaty_date(reading.now) <= notice.last else None


def show_stands_in(notice: StandsIn, r: Reader) -> Screen:
    return Screen(
        r.say(
            "deadline.stands_in",
            "You stand in for a colleague from {first} to {last}: their reminders come to you as well.",
            first=formats.day(r, notice.first),
            last=formats.day(r, notice.last),
        ),
        rows(row(Button(r.label("deadline.reminder", "My deadlines"), Go(DeadlineList())))),
    )


VIEWS = (View(Week, load_week, show_week),)
NOTICES = (
    NoticeView(Digest, load_digest, show_digest),
    NoticeView(Weekly, load_weekly, show_weekly),
    NoticeView(PersonUnreachable, load_unreachable, show_unreachable),
    NoticeView(StandsIn, load_stands_in, show_stands_in),
)
