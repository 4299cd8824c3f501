"""Finishing a card: the answers go to the room's act, the draft goes, and a form that waited for the thing gets it."""

from dataclasses import replace
from uuid import UUID

from markupsafe import Markup

from domain.kit.ids import DraftId
from domain.kit.refused import ChangedMeanwhile
from handlers.chat import Chat
from handlers.forms.answers import Path, field_at, known, path_of
from handlers.forms.declare import Answers, Lookup, Made
from handlers.forms.marks import choose
from handlers.forms.parse import fault
from handlers.forms.places import FormReview, FormStep, StartForm
from handlers.forms.session import Session, find_draft, lead, leave, place_of, wrong
from handlers.forms.state import copied, moved, next_path
from handlers.forms.supply import step_facts
from handlers.words.catalog import Text

WAITS = "waits"
"""Key of a form's context under which stands the question of another draft that the made thing answers."""

_OPEN = fault(Text("forms.error", "Some required answers are still missing. Here is the first of them."))


async def save(chat: Chat, s: Session) -> None:
    """Hand the answers to `submit`. What it refuses leaves the draft as it was: the machine rolls back and says why."""
    waiting = next_path(s.form, s.draft)
    if waiting is not None:
        lead(chat, moved(s.form, copied(s.draft), waiting), note=wrong(_OPEN, chat.reader))
        return
    answers = known(s.form, s.draft.answers)
    if s.form.check is not None and (rule := s.form.check(answers)) is not None:
        chat.again(chat.reader.text(rule))
        return
    try:
        outcome = await s.form.submit(chat, s.draft, answers)
    except ChangedMeanwhile:
        if await _caught_up(chat, s, answers):
            return
        raise
    chat.open_draft(s.draft)
    chat.drop_draft()
    leave(chat, s.draft.id)
    if isinstance(outcome, Made):
        if not await _handed_over(chat, s, outcome):
            chat.go(outcome.place, note=outcome.note)
        return
    chat.go(outcome)


async def _caught_up(chat: Chat, s: Session, answers: Answers) -> bool:
    """Somebody changed the card since it was seen: the draft goes on from the fresh one, with all that was typed."""
    context = s.draft.context
    if s.form.present is None or "version" not in context or chat.desk.entries:
        return False
    version = await s.form.present(context, chat.reading)
    if version == context["version"]:
        return False
    note = await _what_changed(chat, s, answers)
    draft = copied(s.draft)
    draft.context = {**context, "version": version}
    chat.open_draft(draft)
    chat.go(FormReview(draft.id), note=note, replace=True)
    return True


async def _what_changed(chat: Chat, s: Session, answers: Answers) -> Markup:
    """In which answers the fresh card differs; of a form that only says something about a card, that it changed."""
    if s.form.prefill is None:
        return chat.reader.say(
            "forms.review", "The card has just changed. Look at it: what you wrote is kept and can be saved again."
        )
    fresh = await s.form.prefill(s.draft.context, chat.reading)
    differs = [one.label for one in s.form.fields() if fresh.get(one.name) != answers.get(one.name)]
    return chat.reader.say(
        "forms.review",
        "Somebody has just changed this card. It differs from yours in: {fields}. Save again to put yours in.",
        fields=", ".join(chat.reader.plain(label) for label in differs) or "—",
    )


def make_missing(chat: Chat, s: Session, path: Path, found: str) -> None:
    """Open the place where a missing thing is made; a form opened so knows which question of this draft waits."""
    asked = field_at(s.form, path)
    if not isinstance(asked, Lookup) or asked.create is None:
        return chat.again()
    draft = copied(s.draft)
    chat.open_draft(draft)
    chat.go(place_of(draft, path), replace=True)
    place = asked.create(found)
    if isinstance(place, StartForm):
        place = replace(place, context={**place.context, WAITS: [str(draft.id), path.key]})
    return chat.go(place)


async def _handed_over(chat: Chat, s: Session, made: Made) -> bool:
    """Give the thing made to the question that waited for it, and go on there."""
    waits = s.draft.context.get(WAITS)
    if not isinstance(waits, list) or len(waits) != 2:
        return False
    try:
        draft_id, path = DraftId(UUID(waits[0])), path_of(waits[1])
    except ValueError:
        return False
    found = await find_draft(chat, draft_id)
    if found is None:
        return False
    form, draft = found
    place = FormStep(draft.id, path.field, path.item, path.sub)
    f = await step_facts(form, draft, path, place, chat.reading, chat.reader)
    turn = choose(form, draft, path, made.value, f.around(chat.reader))
    chat.open_draft(turn.draft)
    below = isinstance(chat.place, FormStep) and chat.place.draft == draft.id
    chat.go(place_of(turn.draft, turn.path), note=made.note, replace=below)
    return True
