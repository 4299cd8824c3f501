"""One update at a form: which draft and question it is about, and where its outcome leads."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from domain.kit.ids import DraftId, new_id
from handlers.chat import Chat
from handlers.forms.answers import Path, context_at, field_at, raw_at, typed_at
from handlers.forms.clean import shortened
from handlers.forms.declare import Choice, Form, Line, Sum
from handlers.forms.draft import Draft
from handlers.forms.draft import Drafts as DraftPort
from handlers.forms.parse import Fault, fault
from handlers.forms.places import FormCancel, FormReview, FormStep, OneDraft, StartForm
from handlers.forms.ports import Recents
from handlers.forms.registry import form_named
from handlers.forms.say import value_text
from handlers.forms.state import Turn, copied, moved, offered, page_with, resumed, standing, turn_of
from handlers.forms.supply import CURRENCY, StepFacts, check_draft, fitted, new_draft, step_facts, with_names
from handlers.screens.place import Place
from handlers.words.catalog import Text
from handlers.words.formats import day, number
from handlers.words.reader import Reader

ANSWERED = 200
"""Characters of an answer left on the question it answered."""


@dataclass(frozen=True, slots=True)
class Session:
    """The form, the draft and the question of this update. `fresh`: the draft is begun by this very update."""

    form: Form
    draft: Draft
    path: Path | None
    fresh: bool = False


async def session(chat: Chat) -> Session | None:
    """What the present place is about; None when its draft is gone or the place is none of a form's.

    Raises Refused when the person may no longer go on with this draft.
    """
    place = chat.place
    if isinstance(place, StartForm):
        return await begun(chat, place)
    if not isinstance(place, FormStep | FormReview | FormCancel | OneDraft):
        return None
    found = await find_draft(chat, place.draft)
    if found is None:
        return None
    form, draft = found
    if not isinstance(place, FormCancel):
        await check_draft(form, draft, chat.reading)
    path = standing(form, draft, Path(place.field, place.item, place.sub)) if isinstance(place, FormStep) else None
    return Session(form, draft, path)


async def begun(chat: Chat, place: StartForm) -> Session:
    """A form opened anew, with a draft of its own."""
    form, draft = await new_draft(place, chat.reading)
    draft = replace(draft, id=DraftId(new_id()))
    return Session(form, draft, resumed(form, draft), fresh=True)


async def find_draft(chat: Chat, draft: DraftId) -> tuple[Form, Draft] | None:
    """The draft open in this chat, or another one of the person's."""
    here = chat.draft
    if here is None or here.id != draft:
        here = await chat.port(DraftPort).get(draft, chat.actor.person)
    return None if here is None else fitted(here)


async def facts(chat: Chat, s: Session, path: Path) -> StepFacts:
    """What the question of this update is judged with."""
    place = chat.place if isinstance(chat.place, FormStep | StartForm) else FormStep(s.draft.id, path.field)
    return await step_facts(s.form, s.draft, path, place, chat.reading, chat.reader)


def elsewhere(chat: Chat, s: Session) -> bool:
    """Whether the draft went on from another device since this chat's question was put."""
    return isinstance(chat.place, FormStep) and chat.place.turn != turn_of(s.draft)


def fresh_question(chat: Chat, s: Session, text: str = "") -> None:
    """Another device went on: show where the draft stands now; what was typed here is kept as an offer."""
    draft = copied(s.draft)
    path = resumed(s.form, draft)
    if path is not None and text:
        offered(draft, path, text)
    note = chat.reader.say("forms.step", "This draft went on from another device. Here is how it stands.")
    lead(chat, moved(s.form, draft, path), note=note)


def gone(chat: Chat) -> None:
    """The draft is no more: saved or thrown away, perhaps from another device."""
    chat.home(note=chat.reader.say("forms.step", "This draft is no longer there: it was saved or thrown away."))


def leave(chat: Chat, draft: DraftId, *, note: Markup | None = None) -> None:
    """Back to where the form was opened from (perhaps another form): no place of this draft is left to come back to."""
    chat.back(note=note)
    while isinstance(chat.place, FormStep | FormReview | FormCancel | OneDraft) and chat.place.draft == draft:
        chat.back(note=note)


def place_of(draft: Draft, path: Path | None) -> Place:
    """The place that asks this question, or the review."""
    if path is None:
        return FormReview(draft.id)
    return FormStep(draft.id, path.field, path.item, path.sub, turn_of(draft))


def lead(chat: Chat, turn: Turn, *, note: Markup | None = None) -> None:
    """Keep the draft and show what comes next; the same question stays the same place, so that its marks live on."""
    said = wrong(turn.fault, chat.reader) if turn.fault is not None else note
    if isinstance(chat.place, StartForm) and not turn.draft.answers and turn.stays and not turn.draft.cursor:
        if turn.find:
            chat.go(replace(chat.place, find=turn.find, page=0, month=""), note=said, replace=True)
        else:
            chat.again(said)
        return
    chat.open_draft(turn.draft)
    goal = place_of(turn.draft, turn.path)
    if isinstance(goal, FormReview) and isinstance(chat.place, FormStep):
        goal = replace(goal, page=page_with(form_named(turn.draft.form), turn.draft, chat.place.field))
    if turn.stays and isinstance(chat.place, FormReview) and turn.path is None:
        chat.again(said)
    elif turn.find and isinstance(goal, FormStep):
        chat.go(replace(goal, find=turn.find), note=said, replace=True)
    elif turn.stays and isinstance(chat.place, FormStep) and _same(chat.place, goal):
        chat.again(said)
    else:
        chat.go(goal, note=said, replace=True)


def _same(place: FormStep, goal: Place) -> bool:
    return isinstance(goal, FormStep) and replace(place, page=0, find="", month="") == goal


def wrong(what: Fault, reader: Reader) -> Markup:
    """The sentence of a fault, its dates and numbers as the reader writes them."""
    return reader.text(what.text, **{name: _worded(value, reader) for name, value in what.values.items()})


def _worded(value: Any, reader: Reader) -> Any:
    if isinstance(value, date):
        return day(reader, value)
    return number(reader, value) if isinstance(value, Decimal) else value


async def answered(chat: Chat, s: Session, turn: Turn, *, typed: bool) -> None:
    """Remember what was chosen for the next card; what was typed also leaves «question ✓ answer» on the question."""
    if s.path is None or turn.fault is not None or (s.path.item is not None and not s.path.sub):
        return
    asked = field_at(s.form, s.path)
    if raw_at(turn.draft, s.path) is None or raw_at(s.draft, s.path) == raw_at(turn.draft, s.path):
        return
    value = typed_at(s.form, turn.draft, s.path)
    if typed:
        words = await with_names([asked], {asked.name: value}, {}, chat.reading, chat.reader)
        said = shortened(value_text(asked, value, words, chat.reader), ANSWERED)
        question = chat.reader.plain(asked.ask)
        chat.answer(chat.reader.say("forms.step", "{question} ✓ {answer}", question=question, answer=said))
    if isinstance(asked, Choice) and asked.recent:
        await chat.port(Recents).used(chat.actor.person, asked.recent, value, chat.now)
    if isinstance(asked, Sum):
        await chat.port(Recents).used(chat.actor.person, CURRENCY, value.currency, chat.now)


async def suggested(chat: Chat, s: Session, turn: Turn) -> Turn:
    """After a line was typed: if there are things like it already, they are shown before going on."""
    if s.path is None or turn.fault is not None:
        return turn
    asked = field_at(s.form, s.path)
    if not isinstance(asked, Line) or asked.suggest is None:
        return turn
    value = raw_at(turn.draft, s.path)
    if value is None or value == raw_at(s.draft, s.path):
        return turn
    answers = context_at(s.form, turn.draft, s.path)
    if not await asked.suggest(value, answers, s.draft.context, chat.reading, chat.reader):
        return turn
    draft = copied(turn.draft)
    draft.cursor["suggesting"] = s.path.key
    return moved(s.form, draft, s.path)


NOT_HERE: Fault = fault(Text("forms.error", "Here the buttons say what can be done; the message changes nothing."))
