"""The review of a card, an item of a group, the list of drafts, the question before throwing away. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from handlers.forms.answers import (
    KEY,
    Path,
    context_at,
    field_at,
    first_of_item,
    item_at,
    items,
    known,
    missing,
    next_key,
    progress,
    stands,
)
from handlers.forms.clean import shortened
from handlers.forms.declare import Field, Group, Section
from handlers.forms.draft import Draft
from handlers.forms.places import Drafts, FormCancel, FormReview, FormStep, OneDraft, StartForm
from handlers.forms.presses import Begin, Done, Later, RemoveItem, Resume, SaveForm, ThrowAway
from handlers.forms.say import on_button, value_text
from handlers.forms.state import layout, turn_of
from handlers.forms.supply import ReviewFacts, StepFacts
from handlers.pick.lists import page_of, pager
from handlers.screens.labels import IN_PAIR, ON_BUTTON
from handlers.screens.press import Back, Go, Home, Press
from handlers.screens.values import Button, Row, Screen
from handlers.words.formats import moment
from handlers.words.reader import Reader, lines

SHOWN = 300
"""Characters of one answer that the review shows; the rest is behind its button."""


NOTHING = "—"
"""Stands for an answer not given."""


@dataclass(frozen=True, slots=True)
class Line:
    """One answer in the review."""

    path: Path
    label: str
    value: str


def _line(f: ReviewFacts, one: Field, r: Reader) -> Line:
    value = value_text(one, f.words[one.name], f.words, r) if one.name in f.words else NOTHING
    return Line(_opening(f, one, known(f.form, f.draft.answers)), r.plain(one.label), value)


def _opening(f: ReviewFacts, one: Field, answers: Mapping[str, Any]) -> Path:
    """Where a line's button leads: the question; for a group with nothing in it, its first item at once."""
    if isinstance(one, Group) and not items(f.draft, one.name):
        return first_of_item(one, next_key(f.draft, one.name), answers)
    return Path(one.name)


def show_review(f: ReviewFacts, r: Reader) -> Screen:
    """All answers by sections; saving stands first, every line is a button."""
    laid = layout(f.form, f.draft)
    shown, within = page_of(laid, f.page, 1)
    waiting = next(missing(f.form, f.draft), None)
    text: list[Markup | str] = [r.say("forms.review", "<b>{title}</b>", title=r.plain(f.form.title))]
    rows: list[Row] = [_saving(f, waiting, r)]
    for section, fields in shown[0]:
        made = [_line(f, one, r) for one in fields]
        rows += [(Button(on_button(line.label, line.value), _open(f, line.path)),) for line in made]
        said = [line for line in made if line.value != NOTHING]
        if said:  # a heading with nothing under it says nothing
            text += ["", r.say("forms.review", "<b>{section}</b>", section=r.plain(section.title))]
        for line in said:
            value = shortened(line.value, SHOWN)
            text.append(r.say("forms.review", "{label}: {value}", label=line.label, value=value))
    if f.fault is not None:
        text += ["", r.text(f.fault)]
    elif waiting is None:
        text += ["", r.say("forms.review", "Check the answers; press a line to change it.")]
    rows += _leafing(f, [page[0][0] for page in laid], within, r)
    if f.form.card is not None:
        rows.append((Button(r.label("forms.review", "Look at the card"), Go(f.form.card(f.draft.context))),))
    rows.append(_ends(f, r))
    return Screen(lines(*text), tuple(one for one in rows if one))


def _leafing(f: ReviewFacts, sections: list[Section], here: int, r: Reader) -> list[Row]:
    """The sections before and after, by name: nobody guesses what is on page 2."""
    found: Row = ()
    if here > 0:
        label = r.label("forms.review", "‹ {section}", section=r.plain(sections[here - 1].title))
        found += (Button(shortened(label, ON_BUTTON), Go(_page(f, here - 1), replace=True)),)
    if here < len(sections) - 1:
        label = r.label("forms.review", "{section} ›", section=r.plain(sections[here + 1].title))
        found += (Button(shortened(label, ON_BUTTON), Go(_page(f, here + 1), replace=True)),)
    together = all(len(one.label) <= IN_PAIR for one in found)
    return [found] if together else [(one,) for one in found]


def _saving(f: ReviewFacts, waiting: Path | None, r: Reader) -> Row:
    if waiting is not None:
        done, total = progress(f.form, f.draft)
        label = r.label("forms.review", "Continue ({done}/{total})", done=done, total=total)
        return (Button(label, _open(f, waiting)),)
    if f.fault is not None:
        return ()
    return (
        Button(
            shortened(r.plain(f.form.save), ON_BUTTON),
            SaveForm(f.draft.id, f.place if isinstance(f.place, StartForm) else None),
        ),
    )


def _open(f: ReviewFacts, path: Path) -> Press:
    if isinstance(f.place, StartForm):
        return Begin(path.field, path.item, path.sub)
    return Go(FormStep(f.draft.id, path.field, path.item, path.sub, turn_of(f.draft)), replace=True)


def _page(f: ReviewFacts, page: int) -> Any:
    if isinstance(f.place, StartForm):
        return StartForm(f.place.form, f.place.context, page)
    return FormReview(f.draft.id, page)


def _ends(f: ReviewFacts, r: Reader) -> Row:
    back = Button(r.label("forms.step", "Back"), Back())
    if isinstance(f.place, StartForm):
        return (back,)
    cancel = Button(r.label("forms.step", "Cancel"), Go(FormCancel(f.draft.id), replace=True))
    return (back, Button(r.label("forms.step", "Later"), Later()), cancel)


# --- an item of a group -----------------------------------------------------------------------------------------------


def show_item(f: StepFacts, r: Reader) -> Screen:
    """One item: each of its answers a button, and removing it."""
    group = field_at(f.form, Path(f.path.field))
    assert isinstance(group, Group) and f.path.item is not None
    number = [one[KEY] for one in items(f.draft, group.name)].index(f.path.item) + 1
    outer = known(f.form, f.draft.answers)
    standing = context_at(f.form, f.draft, f.path)
    raw = item_at(f.draft, f.path) or {}
    text: list[Markup | str] = [
        r.say("forms.item", "<b>{group}, no. {n}</b>", group=r.plain(group.label), n=number),
        "",
    ]
    rows: list[Row] = []
    for one in group.fields:
        if stands(one, {**outer, **standing}):
            value = value_text(one, f.words[one.name], f.words, r) if one.name in raw and one.name in f.words else "—"
            label = r.plain(one.label)
            text.append(r.say("forms.item", "{label}: {value}", label=label, value=shortened(value, SHOWN)))
            step = FormStep(f.draft.id, group.name, f.path.item, one.name, turn_of(f.draft))
            rows.append((Button(on_button(label, value), Go(step, replace=True)),))
    rows.append((Button(r.label("forms.item", "Back to the list"), Done(group.name, f.path.item)),))
    rows.append((Button(r.label("forms.item", "Remove it from the card"), RemoveItem(group.name, f.path.item)),))
    cancel = Button(r.label("forms.step", "Cancel"), Go(FormCancel(f.draft.id), replace=True))
    rows.append((Button(r.label("forms.step", "Later"), Later()), cancel))
    return Screen(lines(*text), tuple(rows))


# --- drafts -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft as a list shows it; `title` and `name` are in the reader's words."""

    draft: Draft
    title: str
    name: str
    done: int = 0
    total: int = 0
    lost: bool = False  # no longer the reader's: its content is not there


@dataclass(frozen=True, slots=True)
class DraftsFacts:
    drafts: tuple[DraftLine, ...]
    page: int = 0


def show_drafts(f: DraftsFacts, r: Reader) -> Screen:
    """The person's drafts, the newest first."""
    shown, within = page_of(f.drafts, f.page)
    text: list[Markup | str] = [r.say("forms.drafts", "<b>Drafts</b>")]
    rows: list[Row] = []
    if not f.drafts:
        text += ["", r.say("forms.drafts", "There are none. A card left with “Later” waits here.")]
    for one in shown:
        text += ["", _told(one, r)]
        name = r.label("forms.drafts", "no longer yours") if one.lost else one.name
        rows.append((Button(on_button(one.title, name), Go(OneDraft(one.draft.id))),))
    rows.append(pager(r, within, len(f.drafts), Drafts))
    rows.append((Button(r.label("forms.drafts", "Menu"), Home()),))
    return Screen(lines(*text), tuple(one for one in rows if one))


def _told(one: DraftLine, r: Reader) -> Markup:
    if one.lost:
        return r.say("forms.drafts", "<b>{title}</b>: no longer yours", title=one.title)
    return r.say(
        "forms.drafts",
        "<b>{title}</b>: {name}\n{done} of {total} answered, changed {when}",
        title=one.title,
        name=shortened(one.name, 100),
        done=one.done,
        total=one.total,
        when=moment(r, one.draft.updated) if one.draft.updated is not None else "—",
    )


def show_draft(f: DraftLine, r: Reader) -> Screen:
    """One draft: continue, or throw away."""
    if f.lost:
        return show_lost(f, r)
    go_on = r.label("forms.review", "Continue ({done}/{total})", done=f.done, total=f.total)
    return Screen(
        _told(f, r),
        (
            (Button(go_on, Resume(f.draft.id)),),
            (Button(r.label("forms.drafts", "Throw the draft away"), Go(FormCancel(f.draft.id), replace=True)),),
            (Button(r.label("forms.step", "Back"), Back()),),
        ),
    )


def show_lost(f: DraftLine, r: Reader) -> Screen:
    """A draft that can only be thrown away."""
    return Screen(
        lines(
            r.say("forms.drafts", "<b>{title}</b>: no longer yours", title=f.title),
            r.say(
                "forms.drafts",
                "Your organisation or role has changed, or the card is gone. What was typed is not shown.",
            ),
        ),
        (
            (Button(r.label("forms.cancel", "Throw it away"), ThrowAway(f.draft.id)),),
            (Button(r.label("forms.drafts", "Menu"), Home()),),
        ),
    )


def show_cancel(f: DraftLine, r: Reader) -> Screen:
    """Asks once, naming what would be lost."""
    if f.lost:
        return show_lost(f, r)
    question = r.say(
        "forms.cancel",
        "Throw this draft away, or keep it for later?\n<b>{title}</b>: {name}\n{done} of {total} answered",
        title=f.title,
        name=shortened(f.name, 100),
        done=f.done,
        total=f.total,
    )
    return Screen(
        question,
        (
            (Button(r.label("forms.cancel", "Keep it as a draft"), Later()),),
            (Button(r.label("forms.cancel", "Throw it away"), ThrowAway(f.draft.id)),),
            (Button(r.label("forms.cancel", "Go on filling it in"), Resume(f.draft.id)),),
        ),
    )
