"""How one is reminded: one message in the morning or many, in which hours, who stands in (N2, N3, T3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Final
from uuid import UUID

from aiogram import Router
from aiogram.types import CallbackQuery
from markupsafe import Markup

from domain.deadline.absence import (
    AbsenceOver,
    AbsenceTooLong,
    DeputyAway,
    NotADeputy,
    end_absence,
    set_absence,
)
from domain.deadline.reminding import Absence, Wish
from domain.deadline.reminding_ports import Absences, Wishes
from domain.deadline.wishes import HoursTooShort, set_digest, set_hours
from domain.kit.actor import Role
from domain.kit.bodies import Bodies
from domain.kit.ids import PersonId
from domain.kit.periods import almaty_date
from domain.kit.refused import NotPermitted, Refused
from domain.names.fold import search_key
from handlers.access.places import Zones
from handlers.chat import Chat
from handlers.deadline.places import ReminderHours, ReminderSettings
from handlers.deadline.presses import EndAbsence, SetDigest, SetHours
from handlers.forms.declare import Answers, Day, Form, Lookup, Option, Section
from handlers.forms.draft import Draft
from handlers.forms.places import StartForm
from handlers.reading import Reading
from handlers.room import Sentence, View
from handlers.screens.filters import Pressed
from handlers.screens.labels import ticked
from handlers.screens.navigation import back_row
from handlers.screens.place import Place
from handlers.screens.press import Go
from handlers.screens.values import Button, Row, Screen, row, rows
from handlers.words import formats
from handlers.words.catalog import Text
from handlers.words.reader import Reader, lines

OPENS: Final = (7, 8, 9, 10)
CLOSES: Final = (18, 20, 21, 22)


@dataclass(frozen=True, slots=True)
class SettingsFacts:
    wish: Wish
    head: bool
    absence: Absence | None  # one that has not ended
    deputy: str
    standing_in: Sequence[str]


async def load_settings(_: ReminderSettings | ReminderHours, reading: Reading) -> SettingsFacts:
    """Raises NotPermitted for an observer: nothing reminds them (A1)."""
    actor, today = reading.actor, almaty_date(reading.now)
    if not actor.writes:
        raise NotPermitted
    absences, bodies = reading.port(Absences), reading.port(Bodies)
    absence = await absences.get(actor.person)
    if absence is not None and absence.last < today:
        absence = None
    return SettingsFacts(
        wish=await reading.port(Wishes).of(actor.person),
        head=actor.role is Role.HEAD,
        absence=absence,
        deputy=await bodies.person_name(absence.deputy) if absence else "",
        standing_in=[
            await bodies.person_name(one) for one in await absences.standing_in_for(actor.person, today)
        ],
    )  # fmt: skip


def show_settings(facts: SettingsFacts, r: Reader) -> Screen:
    wish, absence = facts.wish, facts.absence
    names = ", ".join(facts.standing_in)
    return Screen(
        lines(
            r.say("deadline.settings", "<b>Reminders</b>"),
            r.say("deadline.settings", "One message in the morning; what is urgent still comes alone.")
            if wish.digest
            else r.say("deadline.settings", "Each reminder comes as a message of its own."),
            r.say(
                "deadline.settings",
                "They ring from {opens} to {closes} by your own clock, on working days.",
                opens=f"{wish.opens:%H:%M}",
                closes=f"{wish.closes:%H:%M}",
            ),
            _week(wish, r) if facts.head else None,
            r.say(
                "deadline.settings",
                "You are away from {first} to {last}. {name} is reminded as well.",
                first=formats.day(r, absence.first),
                last=formats.day(r, absence.last),
                name=facts.deputy,
            )
            if absence
            else None,
            r.say("deadline.settings", "You stand in today for: {names}", names=names) if names else None,
        ),
        rows(
            row(
                Button(
                    ticked(r.label("deadline.settings", "One message in the morning"), wish.digest),
                    SetDigest(not wish.digest, wish.weekly),
                )
            ),
            row(
                Button(
                    ticked(r.label("deadline.settings", "The week's summary"), wish.weekly),
                    SetDigest(wish.digest, not wish.weekly),
                )
            )
            if facts.head
            else None,
            row(
                Button(r.label("deadline.settings", "Hours"), Go(ReminderHours())),
                Button(r.label("deadline.settings", "Time zone"), Go(Zones())),
            ),
            row(
                Button(r.label("deadline.settings", "Change the dates"), Go(StartForm("deadline.absence"))),
                Button(r.label("deadline.settings", "I am back"), EndAbsence()),
            )
            if absence
            else row(Button(r.label("deadline.settings", "I shall be away"), Go(StartForm("deadline.absence")))),
            back_row(r),
        ),
    )


def _week(wish: Wish, r: Reader) -> Markup:
    if wish.weekly:
        return r.say("deadline.settings", "On Mondays the week of the organisation comes.")
    return r.say("deadline.settings", "The week of the organisation does not come.")


def show_hours(facts: SettingsFacts, r: Reader) -> Screen:
    opens, closes = facts.wish.opens, facts.wish.closes

    def buttons(hours: Sequence[int], chosen: time, *, first: bool) -> Row:
        return tuple(
            Button(
                ticked(f"{hour:02}:00", time(hour) == chosen),
                SetHours(hour, closes.hour) if first else SetHours(opens.hour, hour),
            )
            for hour in hours
        )

    return Screen(
        lines(
            r.say("deadline.settings", "<b>When may reminders ring?</b>"),
            r.say(
                "deadline.settings",
                "From {opens} to {closes} by your own clock. The upper row is from, the lower one until.",
                opens=f"{opens:%H:%M}",
                closes=f"{closes:%H:%M}",
            ),
        ),
        rows(buttons(OPENS, opens, first=True), buttons(CLOSES, closes, first=False), back_row(r)),
    )


async def colleagues(typed: str, _answers: Answers, reading: Reading, _r: Reader) -> Sequence[Option]:
    """Heads and officers of my organisation, but me."""
    bodies = reading.port(Bodies)
    key = search_key(typed)
    found = []
    for person in await bodies.writers(reading.actor.organisation):
        name = await bodies.person_name(person)
        if person != reading.actor.person and key in search_key(name):
            found.append(Option(str(person), name))
    return found


async def name_of(value: str, reading: Reading, _r: Reader) -> str:
    return await reading.port(Bodies).person_name(PersonId(UUID(value)))


def from_first(answers: Answers, _today: date) -> date | None:
    first = answers.get("first")
    return first if isinstance(first, date) else None


async def keep_absence(chat: Chat, _draft: Draft, answers: Answers) -> Place:
    deputy = PersonId(UUID(answers["deputy"]))
    await set_absence(
        chat.desk, chat.port(Absences), chat.actor.person, answers["first"], answers["last"], deputy
    )  # fmt: skip
    return ReminderSettings()


async def prefill_absence(_context: dict[str, Any], reading: Reading) -> dict[str, Any]:
    """Changing the dates begins from what stands."""
    known = (await load_settings(ReminderSettings(), reading)).absence
    return {} if known is None else {"first": known.first, "last": known.last, "deputy": str(known.deputy)}


ABSENCE_FORM = Form(
    name="deadline.absence",
    version=1,
    title=Text("deadline.absence", "Absence"),
    save=Text("deadline.absence", "Save the absence"),
    allowed=lambda actor: actor.writes,
    submit=keep_absence,
    prefill=prefill_absence,
    summary=lambda answers, r: str(answers.get("deputy:name", "")),
    sections=(
        Section(
            Text("deadline.absence", "Absence"),
            (
                Day(
                    name="first",
                    label=Text("deadline.absence", "First day"),
                    ask=Text("deadline.absence", "From what day are you away?"),
                    required=True,
                    quick=(0, 1, 7),
                ),
                Day(
                    name="last",
                    label=Text("deadline.absence", "Last day"),
                    ask=Text("deadline.absence", "Until what day, that day included?"),
                    required=True,
                    quick=(7, 14, 30),
                    past=False,
                    low=from_first,
                    depends=("first",),
                ),
                Lookup(
                    name="deputy",
                    label=Text("deadline.absence", "Deputy"),
                    ask=Text("deadline.absence", "Who is reminded in your place?"),
                    search=colleagues,
                    name_of=name_of,
                    required=True,
                ),
            ),
        ),
    ),
)


def register(routes: Router) -> None:
    routes.callback_query.register(digest_set, Pressed(SetDigest))
    routes.callback_query.register(hours_set, Pressed(SetHours))
    routes.callback_query.register(back_again, Pressed(EndAbsence))


async def digest_set(_: CallbackQuery, chat: Chat, press: SetDigest) -> None:
    await set_digest(chat.desk, chat.port(Wishes), digest=press.digest, weekly=press.weekly)
    chat.again()


async def hours_set(_: CallbackQuery, chat: Chat, press: SetHours) -> None:
    await set_hours(chat.desk, chat.port(Wishes), time(press.opens), time(press.closes))
    chat.again()


async def back_again(_: CallbackQuery, chat: Chat, press: EndAbsence) -> None:
    await end_absence(chat.desk, chat.port(Absences), chat.actor.person)
    chat.again(chat.reader.say("deadline.settings", "✓ From now on only you are reminded."))


def absence_over(_: AbsenceOver, r: Reader) -> Markup:
    return r.say("deadline.refused", "The last day is over, or earlier than the first.")


def too_long(_: AbsenceTooLong, r: Reader) -> Markup:
    return r.say("deadline.refused", "An absence lasts a year at most. For longer the work is handed over.")


def not_a_deputy(_: NotADeputy, r: Reader) -> Markup:
    return r.say("deadline.refused", "A deputy is another officer or head of your organisation.")


def deputy_away(refusal: DeputyAway, r: Reader) -> Markup:
    return r.say(
        "deadline.refused",
        "The deputy is away as well, until {day}. Choose somebody else.",
        day=formats.day(r, refusal.last),
    )


def too_short(refusal: HoursTooShort, r: Reader) -> Markup:
    return r.count(
        "deadline.refused", "Leave at least {n} hour for reminders.", "Leave at least {n} hours for reminders.",
        refusal.hours,
    )  # fmt: skip


VIEWS = (
    View(ReminderSettings, load_settings, show_settings),
    View(ReminderHours, load_settings, show_hours),
)
FORMS = (ABSENCE_FORM,)
REFUSALS: Mapping[type[Refused], Sentence] = {
    AbsenceOver: absence_over,
    AbsenceTooLong: too_long,
    NotADeputy: not_a_deputy,
    DeputyAway: deputy_away,
    HoursTooShort: too_short,
}
