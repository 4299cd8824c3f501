"""How the places of a form are shown: what each reads, and which screen it becomes."""

from typing import Any

from domain.kit.refused import NotFound
from handlers.forms.answers import Path, known, progress
from handlers.forms.declare import Form
from handlers.forms.draft import Draft
from handlers.forms.draft import Drafts as DraftPort
from handlers.forms.places import Drafts, FormCancel, FormReview, FormStep, OneDraft, StartForm
from handlers.forms.review import (
    DraftLine,
    DraftsFacts,
    show_cancel,
    show_draft,
    show_drafts,
    show_item,
    show_lost,
    show_review,
)
from handlers.forms.screens import show_step
from handlers.forms.state import next_path, standing
from handlers.forms.supply import (
    ReviewFacts,
    StepFacts,
    draft_of,
    fitted,
    is_lost,
    new_draft,
    reader_of,
    step_facts,
    summary_of,
    words_of,
)
from handlers.reading import Reading
from handlers.room import View
from handlers.screens.values import Screen
from handlers.words.reader import Reader


async def load_start(place: StartForm, reading: Reading) -> StepFacts | ReviewFacts:
    form, draft = await new_draft(place, reading)
    path = next_path(form, draft)
    if path is None:
        return await _review(form, draft, place, place.page, reading)
    return await step_facts(form, draft, path, place, reading, reader_of(reading))


async def load_step(place: FormStep, reading: Reading) -> StepFacts | ReviewFacts | DraftLine:
    form, draft = await draft_of(place.draft, reading)
    if await is_lost(form, draft, reading):
        return _lost(form, draft, reading)
    path = standing(form, draft, Path(place.field, place.item, place.sub))
    if path is None:
        return await _review(form, draft, place, 0, reading)
    return await step_facts(form, draft, path, place, reading, reader_of(reading))


async def load_review(place: FormReview, reading: Reading) -> ReviewFacts | DraftLine:
    form, draft = await draft_of(place.draft, reading)
    if await is_lost(form, draft, reading):
        return _lost(form, draft, reading)
    return await _review(form, draft, place, place.page, reading)


async def _review(form: Any, draft: Draft, place: Any, page: int, reading: Reading) -> ReviewFacts:
    words = await words_of(form, draft, reading, reader_of(reading))
    wrong = (
        form.check(known(form, draft.answers)) if form.check is not None and next_path(form, draft) is None else None
    )
    return ReviewFacts(form, draft, place, words, page, wrong)


async def load_drafts(place: Drafts, reading: Reading) -> DraftsFacts:
    drafts = await reading.port(DraftPort).of_person(reading.actor.person)
    lines = [line for one in drafts if (line := await _line(one, reading)) is not None]
    return DraftsFacts(tuple(lines), place.page)


async def load_draft(place: OneDraft | FormCancel, reading: Reading) -> DraftLine:
    draft = await reading.port(DraftPort).get(place.draft, reading.actor.person)
    line = None if draft is None else await _line(draft, reading)
    if line is None:
        raise NotFound
    return line


async def _line(draft: Draft, reading: Reading) -> DraftLine | None:
    """A draft as a line; None for one whose form this release does not have (a newer one has; it waits)."""
    try:
        form, there = fitted(draft)
    except NotFound:
        return None
    if await is_lost(form, there, reading):
        return _lost(form, there, reading)
    reader = reader_of(reading)
    done, total = progress(form, there)
    return DraftLine(there, reader.plain(form.title), await summary_of(form, there, reading, reader), done, total)


def _lost(form: Form, draft: Draft, reading: Reading) -> DraftLine:
    """Of a draft that is no longer the reader's, no more than which form it was."""
    return DraftLine(draft, reader_of(reading).plain(form.title), "", lost=True)


def show(facts: StepFacts | ReviewFacts | DraftLine, reader: Reader) -> Screen:
    """A question, an item of a group or a review; or that the draft is no longer the reader's."""
    if isinstance(facts, DraftLine):
        return show_lost(facts, reader)
    if isinstance(facts, ReviewFacts):
        return show_review(facts, reader)
    if facts.path.item is not None and not facts.path.sub:
        return show_item(facts, reader)
    return show_step(facts, reader)


VIEWS: tuple[View[Any, Any], ...] = (
    View(StartForm, load_start, show),
    View(FormStep, load_step, show),
    View(FormReview, load_review, show),
    View(FormCancel, load_draft, show_cancel),
    View(Drafts, load_drafts, show_drafts),
    View(OneDraft, load_draft, show_draft),
)
