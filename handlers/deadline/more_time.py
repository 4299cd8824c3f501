"""«Ask for more time»: the form, the request, its answer (N3). Unlike putting off it moves the deadline."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from aiogram import Router
from aiogram.types import CallbackQuery
from markupsafe import Markup

from domain.deadline.more_time import (
    AskedAlready,
    CannotBeProlonged,
    NobodyDecides,
    NotLater,
    ReasonMissing,
    StatutoryPeriod,
    ask_time,
    decide_time,
    may_be_asked,
)
from domain.deadline.notices import MoreTimeAsked, MoreTimeDecided
from domain.deadline.ports import DeadlineLine, Deadlines
from domain.deadline.reminding import MoreTime, MoreTimeState
from domain.deadline.reminding_ports import Clocks, MoreTimes
from domain.kit.actor import EVERYTHING, Actor, Role
from domain.kit.ids import DeadlineId, MoreTimeId
from domain.kit.refused import NotFound, NotPermitted, Refused
from handlers.chat import Chat
from handlers.deadline.facts import seen_line
from handlers.deadline.places import DeadlineCard, MoreTimeCard
from handlers.deadline.presses import GiveTime
from handlers.deadline.subjects import OTHER, SECRET, WHAT, Subject, subject_of
from handlers.forms.declare import Answers, Day, Form, Line, Section
from handlers.forms.draft import Draft
from handlers.forms.places import StartForm
from handlers.reading import Reading
from handlers.room import NoticeView, Sentence, View
from handlers.screens.filters import Pressed
from handlers.screens.labels import quoted
from handlers.screens.navigation import back_row
from handlers.screens.place import Place
from handlers.screens.press import Go
from handlers.screens.values import Button, Row, Screen, row, rows
from handlers.words import formats
from handlers.words.catalog import Text
from handlers.words.reader import Reader, lines

REASON = 500
"""Characters of a reason or an answer."""


async def may_ask(context: dict[str, Any], reading: Reading) -> None:
    line = await seen_line(DeadlineId(UUID(context["deadline"])), reading)
    if line.organisation != reading.actor.organisation or not may_be_asked(line.kind):
        raise NotPermitted


async def ask(chat: Chat, draft: Draft, answers: Answers) -> Place:
    deadline = DeadlineId(UUID(draft.context["deadline"]))
    request = await ask_time(
        chat.desk, chat.port(Clocks), chat.port(MoreTimes), deadline, answers["wanted"], answers["reason"]
    )
    return MoreTimeCard(request)


def tomorrow(_: Answers, today: date) -> date:
    return today + timedelta(days=1)


MORE_TIME_FORM = Form(
    name="deadline.more_time",
    version=1,
    title=Text("deadline.more_time", "More time"),
    save=Text("deadline.more_time", "Ask the head"),
    allowed=lambda actor: actor.writes,
    submit=ask,
    authorise=may_ask,
    card=lambda context: DeadlineCard(DeadlineId(UUID(context["deadline"]))),
    summary=lambda answers, r: str(answers.get("reason", "")),
    sections=(
        Section(
            Text("deadline.more_time", "More time"),
            (
                Day(
                    name="wanted",
                    label=Text("deadline.more_time", "Until"),
                    ask=Text("deadline.more_time", "Until what date do you need it?"),
                    required=True,
                    quick=(7, 14, 30),
                    working=True,
                    low=tomorrow,
                ),
                Line(
                    name="reason",
                    label=Text("deadline.more_time", "Reason"),
                    ask=Text("deadline.more_time", "Why is more time needed?"),
                    example=Text("deadline.more_time", "The land committee answers on 5 December"),
                    required=True,
                    limit=REASON,
                ),
            ),
        ),
    ),
)


async def may_refuse(context: dict[str, Any], reading: Reading) -> None:
    facts = await load_request(MoreTimeCard(MoreTimeId(UUID(context["request"]))), reading)
    if not facts.decides:
        raise NotPermitted


async def refuse(chat: Chat, draft: Draft, answers: Answers) -> Place:
    request = MoreTimeId(UUID(draft.context["request"]))
    await decide_time(chat.desk, chat.port(Clocks), chat.port(MoreTimes), request, False, answers["answer"])
    return MoreTimeCard(request)


REFUSE_FORM = Form(
    name="deadline.refuse_time",
    version=1,
    title=Text("deadline.more_time", "Refuse more time"),
    save=Text("deadline.more_time", "Refuse"),
    allowed=lambda actor: actor.role is Role.HEAD,
    submit=refuse,
    authorise=may_refuse,
    card=lambda context: MoreTimeCard(MoreTimeId(UUID(context["request"]))),
    summary=lambda answers, r: str(answers.get("answer", "")),
    sections=(
        Section(
            Text("deadline.more_time", "Refuse more time"),
            (
                Line(
                    name="answer",
                    label=Text("deadline.more_time", "Answer"),
                    ask=Text("deadline.more_time", "What shall the colleague know?"),
                    example=Text("deadline.more_time", "The investor waits. Send what there is"),
                    required=True,
                    limit=REASON,
                ),
            ),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class RequestFacts:
    request: MoreTime
    line: DeadlineLine | None  # None once the deadline is closed
    subject: Subject | None
    decides: bool  # the reader is the one to say yes or no


def _known(actor: Actor, request: MoreTime) -> bool:
    ours = request.organisation == actor.organisation
    return (ours and (actor.role is Role.HEAD or request.asked_by == actor.person)) or actor.kind in EVERYTHING


async def load_request(place: MoreTimeCard, reading: Reading) -> RequestFacts:
    request = await reading.port(MoreTimes).get(place.request)
    if request is None or not _known(reading.actor, request):
        raise NotFound
    return await _facts(request, reading)


async def _facts(request: MoreTime, reading: Reading) -> RequestFacts:
    actor = reading.actor
    line = await reading.port(Deadlines).get(request.deadline)
    ours = request.organisation == actor.organisation and actor.role is Role.HEAD
    decides = ours and request.asked_by != actor.person and request.state is MoreTimeState.ASKED and line is not None
    return RequestFacts(request, line, await subject_of(line.subject, reading) if line else None, decides)


async def load_asked(notice: MoreTimeAsked, reading: Reading) -> RequestFacts | None:
    """None once it is decided or the deadline closed."""
    request = await reading.port(MoreTimes).get(notice.request)
    if request is None:
        return None
    facts = await _facts(request, reading)
    return facts if facts.decides else None


async def load_decided(notice: MoreTimeDecided, reading: Reading) -> RequestFacts | None:
    request = await reading.port(MoreTimes).get(notice.request)
    if request is None or request.asked_by != reading.actor.person or request.state is MoreTimeState.ASKED:
        return None
    return await _facts(request, reading)


def _what(facts: RequestFacts, r: Reader) -> str:
    """Neutral, as a push may say it."""
    line = facts.line
    what = r.plain(OTHER if line is None or line.kind in SECRET else WHAT.get(line.kind, OTHER))
    number = facts.subject.number if facts.subject else ""
    return r.label("deadline.more_time", "{what}, {number}", what=what, number=number) if number else what


def show_request(facts: RequestFacts, r: Reader) -> Screen:
    one = facts.request
    named = facts.subject.title if facts.subject else facts.line.note if facts.line else ""
    state = {
        MoreTimeState.ASKED: r.say("deadline.more_time", "Waits for the head's answer."),
        MoreTimeState.GRANTED: r.say("deadline.more_time", "✓ Given by {name}.", name=one.decider),
        MoreTimeState.REFUSED: r.say("deadline.more_time", "Refused by {name}.", name=one.decider),
    }[one.state]
    return Screen(
        lines(
            r.say("deadline.more_time", "<b>More time: {what}</b>", what=_what(facts, r)),
            Markup.escape(named) if named else None,
            r.say(
                "deadline.more_time",
                "Asked by {name}: until {wanted} instead of {due}",
                name=one.asker,
                wanted=formats.day(r, one.wanted),
                due=formats.day(r, one.due),
            ),
            quoted(one.reason, r.say("deadline.more_time", "Reason"), r),
            state,
            quoted(one.answer, r.say("deadline.more_time", "Answer"), r) if one.answer else None,
        ),
        rows(
            *(_decisions(facts, r) if facts.decides else ()),
            row(Button(r.label("deadline.more_time", "To the deadline"), Go(DeadlineCard(one.deadline))))
            if facts.line
            else None,
            back_row(r),
        ),
    )


def _decisions(facts: RequestFacts, r: Reader) -> tuple[Row, ...]:
    one = facts.request
    give = r.label("deadline.more_time", "Give until {day}", day=formats.day(r, one.wanted))
    refused = StartForm("deadline.refuse_time", {"request": str(one.id)})
    moved = facts.line is not None and facts.line.due != one.due  # since it was asked: a yes would move it back
    return rows(
        None if moved else row(Button(give, GiveTime(one.id))),
        row(Button(r.label("deadline.more_time", "Refuse"), Go(refused))),
    )


def show_asked(facts: RequestFacts, r: Reader) -> Screen:
    one = facts.request
    text = r.say(
        "deadline.more_time",
        "A colleague asks for more time: {what}. Until {wanted} instead of {due}.",
        what=_what(facts, r),
        wanted=formats.day(r, one.wanted),
        due=formats.day(r, one.due),
    )
    look = Button(r.label("deadline.more_time", "Look at the reason"), Go(MoreTimeCard(one.id)))
    return Screen(text, rows(row(look), *_decisions(facts, r)))


def show_decided(facts: RequestFacts, r: Reader) -> Screen:
    one = facts.request
    if one.state is MoreTimeState.GRANTED:
        text = r.say(
            "deadline.more_time",
            "✓ You have more time: {what}, until {wanted}.",
            what=_what(facts, r),
            wanted=formats.day(r, one.wanted),
        )
    else:
        text = r.say(
            "deadline.more_time",
            "More time is refused: {what}, until {due}.",
            what=_what(facts, r),
            due=formats.day(r, one.due),
        )
    return Screen(text, rows(row(Button(r.label("deadline.reminder", "Open"), Go(MoreTimeCard(one.id))))))


def register(routes: Router) -> None:
    routes.callback_query.register(given, Pressed(GiveTime))


async def given(_: CallbackQuery, chat: Chat, press: GiveTime) -> None:
    await decide_time(chat.desk, chat.port(Clocks), chat.port(MoreTimes), press.request, True)
    note = chat.reader.say("deadline.more_time", "✓ The deadline is moved.")
    chat.outcome(note)
    chat.go(MoreTimeCard(press.request), note=note, replace=isinstance(chat.place, MoreTimeCard))


def statutory(refusal: StatutoryPeriod, r: Reader) -> Markup:
    by = formats.clause(r, refusal.by)
    if refusal.extension:
        how = formats.clause(r, refusal.extension)
        return r.say("deadline.refused", "The period is set by {by}; it is extended only under {how}.", by=by, how=how)
    return r.say("deadline.refused", "The period is set by {by}: nobody can extend it.", by=by)


def cannot(_: CannotBeProlonged, r: Reader) -> Markup:
    return r.say("deadline.refused", "This date follows from something else: it is not moved on request.")


def not_later(refusal: NotLater, r: Reader) -> Markup:
    return r.say("deadline.refused", "It is due on {day} already. Give a later date.", day=formats.day(r, refusal.due))


def asked_already(_: AskedAlready, r: Reader) -> Markup:
    return r.say("deadline.refused", "More time is asked for already. The head has not answered yet.")


def nobody_decides(_: NobodyDecides, r: Reader) -> Markup:
    return r.say("deadline.refused", "Your organisation has no other head who could decide.")


def reason_missing(_: ReasonMissing, r: Reader) -> Markup:
    return r.say("deadline.refused", "Say why more time is needed.")


VIEWS = (View(MoreTimeCard, load_request, show_request),)
NOTICES = (
    NoticeView(MoreTimeAsked, load_asked, show_asked),
    NoticeView(MoreTimeDecided, load_decided, show_decided),
)
FORMS = (MORE_TIME_FORM, REFUSE_FORM)
REFUSALS: Mapping[type[Refused], Sentence] = {
    StatutoryPeriod: statutory,
    CannotBeProlonged: cannot,
    NotLater: not_later,
    AskedAlready: asked_already,
    NobodyDecides: nobody_decides,
    ReasonMissing: reason_missing,
}
