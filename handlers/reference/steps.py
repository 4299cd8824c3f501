"""Reminder steps on the phone, with what they would send (N2)."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from domain.access.rules import check_administers
from domain.deadline.due import Due
from domain.deadline.model import KINDS
from domain.edition.model import ReminderSteps
from domain.kit.periods import almaty_date
from domain.kit.refused import NotFound
from domain.reference.acts import scopes
from domain.reference.model import ALL_KINDS, room_of
from domain.reference.notices import figure_ref
from domain.reference.ports import Figures
from domain.reference.preview import Planned, planned, sample
from handlers.access.places import AuditTrail
from handlers.forms.clean import shortened
from handlers.forms.places import StartForm
from handlers.pick.lists import page_of, pager
from handlers.reading import Reading
from handlers.reference.coded import coded, decoded
from handlers.reference.places import DropSteps, KeepSteps, StepsCard, StepsList, StepsPreview
from handlers.screens.labels import ON_BUTTON, with_tail
from handlers.screens.navigation import back_row
from handlers.screens.press import Back, Go
from handlers.screens.values import Button, Screen, row, rows
from handlers.words import formats
from handlers.words.catalog import Text
from handlers.words.deadlines import OTHER, WHAT
from handlers.words.reader import Reader, lines

ROOMS: dict[str, Text] = {
    "duty": Text("reference.scope", "All regular duties"),
}
"""Rooms whose kinds are many and are set together."""

LED_BY_NC = "roadmap"
"""The room whose lateness goes to the National Company first (N2)."""


def scope_name(r: Reader, scope: str) -> str:
    """What a scope is called."""
    if scope == ALL_KINDS:
        return r.label("reference.scope", "All deadlines")
    return r.plain(ROOMS[scope] if scope in ROOMS else WHAT.get(scope, OTHER))


@dataclass(frozen=True, slots=True)
class StepsFacts:
    page: int
    scopes: Sequence[str]
    own: frozenset[str]
    default: ReminderSteps


async def load_list(place: StepsList, reading: Reading) -> StepsFacts:
    check_administers(reading.actor)
    own = {line.scope: line.steps for line in await reading.port(Figures).steps()}
    single = sorted(kind for kind in KINDS if room_of(kind) not in ROOMS and kind in WHAT)
    shown = [ALL_KINDS, *(room for room in ROOMS if room in scopes()), *single]
    default = own.get(ALL_KINDS, reading.edition.reminders)
    return StepsFacts(place.page, shown, frozenset(own), default)


def show_list(facts: StepsFacts, r: Reader) -> Screen:
    shown, page = page_of(facts.scopes, facts.page)
    own = r.label("reference.steps", "own")
    return Screen(
        lines(
            r.say("reference.steps", "<b>Reminder steps</b>"),
            r.say("reference.steps", "For all deadlines without steps of their own:"),
            *_said(facts.default, r),
        ),
        rows(
            *(
                row(
                    Button(
                        with_tail(scope_name(r, scope), own)
                        if scope in facts.own
                        else shortened(scope_name(r, scope), ON_BUTTON),
                        Go(StepsCard(scope)),
                    )
                )
                for scope in shown
            ),
            pager(r, page, len(facts.scopes), StepsList),
            back_row(r),
        ),
    )


def _said(steps: ReminderSteps, r: Reader) -> list[Markup]:
    days = ", ".join(map(str, steps.before))
    return [
        r.say("reference.steps", "– before: {days} days ahead, and on the last day", days=days)
        if days
        else r.say("reference.steps", "– before: on the last day only"),
        r.count(
            "reference.steps", "– overdue: on {n} day running", "– overdue: on {n} days running", steps.daily_overdue
        )
        if steps.daily_overdue
        else r.say("reference.steps", "– overdue: not daily"),
        r.count("reference.steps", "– then every {n} day", "– then every {n} days", steps.then_every),
        r.say("reference.steps", "– the head: from day {n} overdue", n=steps.head_from),
        r.say("reference.steps", "– the body that oversees: from day {n} overdue", n=steps.authority_from),
    ]


@dataclass(frozen=True, slots=True)
class CardFacts:
    scope: str
    steps: ReminderSteps
    own: ReminderSteps | None
    end: Due
    planned: Sequence[Planned]
    seen: str = ""


async def load_card(place: StepsCard, reading: Reading) -> CardFacts:
    check_administers(reading.actor)
    if place.scope not in scopes():
        raise NotFound
    own = {line.scope: line.steps for line in await reading.port(Figures).steps()}
    wider = (place.scope, room_of(place.scope), ALL_KINDS)
    steps = next((own[scope] for scope in wider if scope in own), reading.edition.reminders)
    return _card(place.scope, steps, own.get(place.scope), reading)


async def load_preview(place: StepsPreview, reading: Reading) -> CardFacts:
    check_administers(reading.actor)
    try:
        steps = decoded(place.steps)
    except ValueError:
        raise NotFound from None
    return _card(place.scope, steps, None, reading, place.seen)


def _card(scope: str, steps: ReminderSteps, own: ReminderSteps | None, reading: Reading, seen: str = "") -> CardFacts:
    today = almaty_date(reading.now)
    end = sample(steps, today, reading.calendar)
    return CardFacts(scope, steps, own, end, planned(end, today, steps, reading.calendar), seen)


def show_card(facts: CardFacts, r: Reader) -> Screen:
    seen = "" if facts.own is None else coded(facts.own)
    context = {"scope": facts.scope, "steps": coded(facts.steps), "seen": seen}
    history = figure_ref(f"steps:{facts.scope}").id
    wider = r.label("reference.steps", "As for all deadlines")
    if facts.scope == ALL_KINDS:
        wider = r.label("reference.steps", "As the rules have them")
    return Screen(
        lines(
            r.say("reference.steps", "<b>{name}</b>", name=scope_name(r, facts.scope)),
            _whose(facts, r),
            *_said(facts.steps, r),
            *_sample(facts, r),
        ),
        rows(
            row(Button(r.label("reference.steps", "Change"), Go(StartForm("reference.steps", context)))),
            row(Button(wider, DropSteps(facts.scope))) if facts.own is not None else None,
            row(Button(r.label("reference.day", "History"), Go(AuditTrail("reference", history)))),
            back_row(r),
        ),
    )


def _whose(facts: CardFacts, r: Reader) -> Markup:
    if facts.own is not None:
        return r.say("reference.steps", "Steps of its own:")
    if facts.scope == ALL_KINDS:
        return r.say("reference.steps", "As the rules have them:")
    return r.say("reference.steps", "The same steps as for all deadlines:")


def show_preview(facts: CardFacts, r: Reader) -> Screen:
    context = {"scope": facts.scope, "steps": coded(facts.steps), "seen": facts.seen}
    keep = KeepSteps(facts.scope, coded(facts.steps), facts.seen)
    return Screen(
        lines(
            r.say("reference.steps", "<b>{name}</b>", name=scope_name(r, facts.scope)),
            r.say("reference.steps", "Nothing is changed yet. This is what it would send."),
            *_sample(facts, r),
        ),
        rows(
            row(Button(r.label("reference.steps", "Keep these steps"), keep)),
            row(Button(r.label("reference.steps", "Change"), Go(StartForm("reference.steps", context), replace=True))),
            row(Button(r.label("reference.steps", "Leave as it was"), Back())),
        ),
    )


def _sample(facts: CardFacts, r: Reader) -> list[Markup]:
    return [
        r.say("reference.steps", "A matter due on {day} would be reminded of:", day=formats.day(r, facts.end.on)),
        *(_line(one, facts.scope, r) for one in facts.planned),
    ]


def _line(one: Planned, scope: str, r: Reader) -> Markup:
    offset = one.step.offset
    if offset < 0:
        when = r.label_count("reference.steps", "{n} day before", "{n} days before", -offset)
    elif offset == 0:
        when = r.label("reference.steps", "the last day")
    else:
        when = r.label_count("reference.steps", "{n} day overdue", "{n} days overdue", offset)
    day = formats.day(r, one.step.on)
    if one.authority and _overseen(scope):
        if room_of(scope) == LED_BY_NC:
            return r.say(
                "reference.steps", "– {day}, {when}: who answers, the head, the National Company", day=day, when=when
            )
        return r.say(
            "reference.steps", "– {day}, {when}: who answers, the head, the authorised body", day=day, when=when
        )
    if one.head:
        return r.say("reference.steps", "– {day}, {when}: who answers, the head", day=day, when=when)
    return r.say("reference.steps", "– {day}, {when}: who answers", day=day, when=when)


def _overseen(scope: str) -> bool:
    """A target of ours is no breach of the Order: its lateness is told to nobody above (N2)."""
    return scope not in KINDS or KINDS[scope].legal
