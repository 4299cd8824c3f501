"""One question as a screen. Pure: facts and reader give text and buttons."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from markupsafe import Markup

from handlers.forms.answers import (
    KEY,
    Path,
    field_at,
    first_of_item,
    is_open,
    items,
    known,
    next_key,
    raw_at,
    required,
    typed_at,
)
from handlers.forms.clean import shortened
from handlers.forms.declare import (
    Choice,
    Choices,
    Day,
    Field,
    Files,
    Group,
    Line,
    LongText,
    Lookup,
    Sum,
    YesNo,
)
from handlers.forms.parse import Offered, bounds, matching
from handlers.forms.places import FormCancel, FormReview, FormStep, StartForm
from handlers.forms.presses import Clear, Done, Kept, Later, MakeMissing, Resume, Set, Skip, Take, Tick
from handlers.forms.say import NAME, value_text
from handlers.forms.state import before, next_path, page_with, turn_of
from handlers.forms.supply import StepFacts
from handlers.pick.calendar import first_of, grid, name_of
from handlers.pick.lists import PAGE, page_of, pager
from handlers.screens.labels import IN_PAIR, ON_BUTTON
from handlers.screens.place import Place
from handlers.screens.press import Back, Go, Press
from handlers.screens.values import Button, Row, Screen
from handlers.words.formats import day as day_words
from handlers.words.formats import number as number_words
from handlers.words.reader import Reader, lines

QUOTED = 200
"""Characters of a kept text that the screen quotes."""

ITEM = 100
"""Characters of one item in the list of a group: thirty of them fit a message."""


def show_step(f: StepFacts, r: Reader) -> Screen:
    """The question, what is known of its answer, and the ways to answer."""
    asked = field_at(f.form, f.path)
    text = lines(_head(f, r), "", *_question(f, asked, r), *_state(f, asked, r))
    rows = (*_kept(f, asked, r), *_ways(f, asked, r), *_keep_or_leave(f, asked, r), *_ends(f, r))
    return Screen(text, tuple(one for one in rows if one))


def at(f: StepFacts, path: Path, *, page: int = 0, find: str = "", month: str = "") -> Place:
    """The place of a question of this draft; at the start, that of the form itself."""
    if isinstance(f.place, StartForm) and path == f.path:
        return replace(f.place, page=page, find=find, month=month)
    return FormStep(f.draft.id, path.field, path.item, path.sub, turn_of(f.draft), page, find, month)


# --- the text ---------------------------------------------------------------------------------------------------------


def _head(f: StepFacts, r: Reader) -> Markup:
    title = r.plain(f.form.title)
    if f.path.item is not None:
        group = field_at(f.form, Path(f.path.field))
        keys = [one[KEY] for one in items(f.draft, f.path.field)]
        number = keys.index(f.path.item) + 1 if f.path.item in keys else len(keys) + 1
        return r.say(
            "forms.step", "<b>{title}</b> · {group}, no. {n}", title=title, group=r.plain(group.label), n=number
        )
    names = [one.name for one in required(f.form, f.draft)]
    if f.path.field not in names:
        return r.say("forms.step", "<b>{title}</b>", title=title)
    return r.say(
        "forms.step", "<b>{title}</b> · {n} of {total}", title=title, n=names.index(f.path.field) + 1, total=len(names)
    )


def _question(f: StepFacts, asked: Field, r: Reader) -> list[Markup]:
    said = [r.text(asked.ask)]
    if asked.example is not None:
        said.append(r.say("forms.step", "<i>{example}</i>", example=r.plain(asked.example)))
    if isinstance(asked, Choice | Choices) and len(f.options) > PAGE:
        said.append(r.say("forms.step", "<i>Type the beginning of a name to find it.</i>"))
    if isinstance(asked, LongText):
        said.append(r.say("forms.step", "<i>One message or several; then press “Done”.</i>"))
    if isinstance(asked, Day) and f.place.month:
        said.append(r.say("forms.step", "<i>Days off stand in brackets.</i>"))
    return said


def _state(f: StepFacts, asked: Field, r: Reader) -> list[Markup]:
    said: list[Markup] = []
    value = typed_at(f.form, f.draft, f.path)
    if isinstance(asked, Group):
        said += _item_lines(f, asked, r)
    elif value is not None and isinstance(asked, LongText):
        said.append(
            r.say("forms.step", "Kept so far, {n} characters: “{text}”", n=len(value), text=shortened(value, QUOTED))
        )
    elif value is not None:
        said.append(r.say("forms.step", "Now: {value}", value=shortened(value_text(asked, value, f.words, r), QUOTED)))
    if half := f.draft.cursor.get("amount", {}).get(f.path.key):
        said.append(r.say("forms.step", "The amount is {amount}. In which currency?", amount=_amount(half, r)))
    if f.draft.cursor.get("readings", {}).get(f.path.key):
        said.append(r.say("forms.step", "This can be read in two ways. Which is meant?"))
    if f.refused:
        names = ", ".join(_file_name(f, one, r) for one in raw_at(f.draft, f.path) if one in f.refused)
        said.append(r.say("forms.step", "Refused by the check, will not be kept: {names}", names=names))
    if isinstance(asked, Lookup) and f.place.find:
        said.append(_found(f, r))
    if f.suggestions:
        said.append(r.say("forms.step", "There is something like it already. Is it one of these?"))
    if offer := _offer(f):
        said.append(r.say("forms.step", "You sent: “{text}”. Is this the answer?", text=shortened(offer, QUOTED)))
    return said


def _amount(half: str, r: Reader) -> str:
    return number_words(r, Decimal(half))


def _found(f: StepFacts, r: Reader) -> Markup:
    if f.options:
        return r.say("forms.step", "Found by “{text}”:", text=f.place.find)
    return r.say("forms.step", "Nothing is found by “{text}”. Try another part of the name.", text=f.place.find)


def _item_lines(f: StepFacts, asked: Group, r: Reader) -> list[Markup]:
    shown = f.words.get(asked.name, ())
    told = [shortened(asked.line(one, r), ITEM) for one in shown]
    return [r.say("forms.step", "{n}. {item}", n=n, item=one) for n, one in enumerate(told, start=1)]


def _offer(f: StepFacts) -> str:
    offer = f.draft.cursor.get("offer", {})
    return str(offer["text"]) if offer.get("key") == f.path.key else ""


# --- the buttons ------------------------------------------------------------------------------------------------------


def _kept(f: StepFacts, asked: Field, r: Reader) -> list[Row]:
    """What can be taken in one tap: another draft, a kept text, the answer before, the proposal."""
    p = f.path
    rows: list[Row] = []
    if f.waiting is not None:
        draft, name = f.waiting
        rows.append(
            (Button(shortened(r.label("forms.step", "Continue: {draft}", draft=name), ON_BUTTON), Resume(draft.id)),)
        )
    if _offer(f):
        label = r.label("forms.step", "Use this as the answer")
        rows.append((Button(label, Take(p.field, Kept.OFFER, p.item, p.sub)),))
    if f.former:
        label = shortened(r.label("forms.step", "Keep: {value}", value=f.former), ON_BUTTON)
        rows.append((Button(label, Take(p.field, Kept.FORMER, p.item, p.sub)),))
    if f.default is not None:
        words = {**f.words, asked.name + NAME: f.default_name}
        label = shortened(value_text(asked, f.default, words, r), ON_BUTTON)
        rows.append((Button(label, Take(p.field, Kept.DEFAULT, p.item, p.sub)),))
    return rows


def _ways(f: StepFacts, asked: Field, r: Reader) -> list[Row]:
    match asked:
        case Choice():
            return _choice(f, asked, r)
        case Choices():
            return _choices(f, asked, r)
        case Lookup():
            return _lookup(f, asked, r)
        case YesNo():
            return [(_set(f, r.label("forms.value", "Yes"), "yes"), _set(f, r.label("forms.value", "No"), "no"))]
        case Day():
            return _day(f, asked, r)
        case Line():
            return [(Button(shortened(one.label, ON_BUTTON), Go(one.place)),) for one in f.suggestions]
        case LongText():
            return _long(f, r)
        case Files():
            return _files(f, r)
        case Group():
            return _group(f, asked, r)
        case _:
            return _amounts(f, asked, r)


def _set(f: StepFacts, label: str, value: str) -> Button:
    return Button(label, Set(f.path.field, value, f.path.item, f.path.sub))


def _done(f: StepFacts, label: str) -> Row:
    return (Button(label, Done(f.path.field, f.path.item, f.path.sub)),)


def _in_rows(buttons: list[Button], columns: int) -> list[Row]:
    return [tuple(buttons[n : n + columns]) for n in range(0, len(buttons), columns)]


def _listed(
    f: StepFacts, r: Reader, options: list[Offered], columns: int, button: Callable[[Offered, int], Button]
) -> list[Row]:
    """A page of options with the row that turns pages; after a search, the way back to all of them."""
    columns = 1 if columns == 1 or any(len(one.label) > IN_PAIR for one in options) else columns
    limit = ON_BUTTON if columns == 1 else IN_PAIR
    page, within = page_of(options, f.place.page)
    rows = _in_rows([button(one, limit) for one in page], columns)
    rows.append(pager(r, within, len(options), lambda n: at(f, f.path, page=n, find=f.place.find)))
    if f.place.find:
        rows.append((Button(r.label("forms.step", "Show the whole list"), Go(at(f, f.path), replace=True)),))
    return rows


def _others(f: StepFacts) -> list[Offered]:
    """The options without the one that stands above them as the proposal."""
    return [one for one in f.options if f.default is None or one.value != str(f.default)]


def _choice(f: StepFacts, asked: Choice, r: Reader) -> list[Row]:
    options = matching(f.place.find, f.options) if f.place.find else _others(f)
    return _listed(f, r, options, asked.columns, lambda one, n: _set(f, shortened(one.label, n), one.value))


def _choices(f: StepFacts, asked: Choices, r: Reader) -> list[Row]:
    options = matching(f.place.find, f.options) if f.place.find else list(f.options)
    chosen = raw_at(f.draft, f.path) or []
    rows = _listed(f, r, options, 1, lambda one, n: _tick(f, one, one.value in chosen, n))
    return [*rows, _done(f, r.label("forms.step", "Done"))] if chosen else rows


def _tick(f: StepFacts, one: Offered, on: bool, limit: int) -> Button:
    label = shortened(f"✓ {one.label}" if on else one.label, limit)
    return Button(label, Tick(f.path.field, one.value, not on, f.path.item, f.path.sub))


def _lookup(f: StepFacts, asked: Lookup, r: Reader) -> list[Row]:
    chosen = raw_at(f.draft, f.path) or []
    rows: list[Row] = []
    if asked.many:
        rows += _listed(f, r, list(f.options), 1, lambda one, n: _tick(f, one, one.value in chosen, n))
    else:
        rows += _listed(f, r, _others(f), 1, lambda one, n: _set(f, shortened(one.label, n), one.value))
    if asked.create is not None and f.place.find:
        missing = MakeMissing(f.path.field, f.place.find, f.path.item, f.path.sub)
        rows.append((Button(r.label("forms.step", "Not here: make a new card"), missing),))
    if asked.many and chosen:
        rows.append(_done(f, r.label("forms.step", "Done")))
    return rows


def _day(f: StepFacts, asked: Day, r: Reader) -> list[Row]:
    today = f.today(r)
    low, high = bounds(asked, f.words, today)

    def mark(value: str) -> Press:
        return Set(f.path.field, value, f.path.item, f.path.sub)

    if f.place.month:
        return list(
            grid(
                r,
                f.calendar,
                first_of(f.place.month, today),
                low=low,
                high=high,
                chosen=typed_at(f.form, f.draft, f.path),
                day=lambda one: mark(one.isoformat()),
                at=lambda name: at(f, f.path, month=name),
            )
        )
    quick = {_quick_day(f, asked, today, n): n for n in reversed(asked.quick)}
    buttons = [
        Button(_quick_label(r, n, day_words(r, one)), mark(one.isoformat()))
        for one, n in sorted(quick.items(), key=lambda pair: asked.quick.index(pair[1]))
        if low <= one <= high
    ]
    opening = min(max(today, low), high)
    calendar = Button(
        r.label("forms.step", "Choose in the calendar"), Go(at(f, f.path, month=name_of(opening)), replace=True)
    )
    return [*_in_rows(buttons, 2), (calendar,)]


def _quick_day(f: StepFacts, asked: Day, today: date, days: int) -> date:
    """So many days from today; for a date something is due on, the next working day if that one is off."""
    on = today + timedelta(days=days)
    return f.calendar.next_working(on) if asked.working and days > 0 else on


def _quick_label(r: Reader, days: int, words: str) -> str:
    match days:
        case 0:
            return r.label("forms.step", "Today")
        case -1:
            return r.label("forms.step", "Yesterday")
        case 1:
            return r.label("forms.step", "Tomorrow")
        case _:
            return words


def _long(f: StepFacts, r: Reader) -> list[Row]:
    if raw_at(f.draft, f.path) is None or not is_open(f.draft, f.path):
        return []
    p = f.path
    return [
        _done(f, r.label("forms.step", "Done")),
        (Button(r.label("forms.step", "Start this answer over"), Clear(p.field, p.item, p.sub)),),
    ]


def _files(f: StepFacts, r: Reader) -> list[Row]:
    chosen = raw_at(f.draft, f.path) or []
    rows: list[Row] = []
    for n, one in enumerate(chosen, start=1):
        label = r.label("forms.step", "Remove {n}: {name}", n=n, name=_file_name(f, one, r))
        rows.append((Button(shortened(label, ON_BUTTON), Tick(f.path.field, one, False, f.path.item, f.path.sub)),))
    if chosen:
        rows.append(_done(f, r.label("forms.step", "Done")))
    return rows


def _file_name(f: StepFacts, file: str, r: Reader) -> str:
    return str(f.draft.cursor.get("files", {}).get(file) or r.label("forms.value", "file"))


def _group(f: StepFacts, asked: Group, r: Reader) -> list[Row]:
    stored = items(f.draft, asked.name)
    shown, within = page_of(list(zip(stored, f.words.get(asked.name, ()), strict=False)), f.place.page)
    rows: list[Row] = [
        (Button(shortened(asked.line(words, r), ON_BUTTON), Go(at(f, Path(asked.name, raw[KEY])), replace=True)),)
        for raw, words in shown
    ]
    rows.append(pager(r, within, len(stored), lambda n: at(f, f.path, page=n)))
    if len(stored) < asked.limit:
        new = first_of_item(asked, next_key(f.draft, asked.name), known(f.form, f.draft.answers))
        rows.append((Button(shortened(r.plain(asked.add), ON_BUTTON), Go(at(f, new), replace=True)),))
    if stored:
        rows.append(_done(f, r.label("forms.step", "That is all")))
    return rows


def _amounts(f: StepFacts, asked: Field, r: Reader) -> list[Row]:
    """The two readings of an amount, or the currencies of one whose currency is missing."""
    readings = f.draft.cursor.get("readings", {}).get(f.path.key, ())
    if readings:
        return [tuple(_set(f, _amount(one, r), one) for one in readings)]
    if isinstance(asked, Sum) and f.draft.cursor.get("amount", {}).get(f.path.key):
        return _in_rows([_set(f, one.label, one.value) for one in f.options], 4)
    return []


def _keep_or_leave(f: StepFacts, asked: Field, r: Reader) -> list[Row]:
    """Keep an answer looked at again; leave or empty an optional one."""
    has = raw_at(f.draft, f.path) is not None
    rows: list[Row] = []
    collected = isinstance(asked, Choices | Files | Group) or (isinstance(asked, Lookup) and asked.many)
    if f.suggestions:
        rows.append(_done(f, r.label("forms.step", "No, it is a new one")))
    elif has and not collected and not is_open(f.draft, f.path):
        rows.append(_done(f, r.label("forms.step", "Keep this answer")))
    if not asked.required and not (isinstance(asked, Group) and has):
        label = r.label("forms.step", "Make it empty") if has else r.label("forms.step", "Leave it empty")
        rows.append((Button(label, Skip(f.path.field, f.path.item, f.path.sub)),))
    return rows


def _ends(f: StepFacts, r: Reader) -> list[Row]:
    """Back, later, cancel: always there."""
    if isinstance(f.place, StartForm):
        return [(Button(r.label("forms.step", "Back"), Back()),)]
    return [
        (
            Button(r.label("forms.step", "Back"), _back(f)),
            Button(r.label("forms.step", "Later"), Later()),
            Button(r.label("forms.step", "Cancel"), Go(FormCancel(f.draft.id), replace=True)),
        )
    ]


def _back(f: StepFacts) -> Press:
    if f.place.month or f.place.find:
        return Go(at(f, f.path), replace=True)
    earlier = before(f.form, f.draft, f.path)
    if earlier is not None:
        return Go(at(f, earlier), replace=True)
    if next_path(f.form, f.draft) is not None:
        return Back()
    return Go(FormReview(f.draft.id, page_with(f.form, f.draft, f.path.field)), replace=True)
