"""The form as a state machine: what a pressed button does to a draft. Pure; see `state.py`."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from handlers.forms.answers import KEY, Path, context_at, dump, field_at, items, known, raw_at, stands
from handlers.forms.clean import one_line, shortened
from handlers.forms.dates import DateFault
from handlers.forms.declare import (
    Choice,
    Choices,
    Day,
    Field,
    Files,
    Form,
    Group,
    Line,
    LongText,
    Lookup,
    Number,
    Phone,
    Sum,
    YesNo,
)
from handlers.forms.draft import Draft
from handlers.forms.engine import Around, Said, say, tick
from handlers.forms.parse import Fault, Parsed, Value, bounds, date_fault, fault, money, number, parse
from handlers.forms.parse import phone as read_phone
from handlers.forms.presses import Kept
from handlers.forms.state import Turn, copied, finished, keep, mark_open, moved, next_path, whole_item
from handlers.words.catalog import Text


def choose(form: Form, draft: Draft, path: Path, value: str, around: Around) -> Turn:
    """A value chosen by a button: the answer, or the half of it that was missing."""
    draft = copied(draft)
    asked = field_at(form, path)
    if isinstance(asked, Sum | Number) and (halved := _reading(draft, path, asked, value)) is not None:
        return halved
    parsed = _chosen(asked, value, context_at(form, draft, path), around, draft.cursor.get("amount", {}).get(path.key))
    if not isinstance(parsed, Value):
        return Turn(draft, path, parsed if isinstance(parsed, Fault) else None, stays=True)
    whole = whole_item(form, draft, path)
    if isinstance(asked, Lookup) and asked.many:
        return tick(form, draft, path, parsed.value, True)
    keep(form, draft, path, dump(asked, parsed.value))
    return finished(form, draft, path, was_whole=whole)


def _reading(draft: Draft, path: Path, asked: Field, value: str) -> Turn | None:
    """One of two readings of an ambiguous amount was meant; the currency is asked next."""
    if value not in draft.cursor.get("readings", {}).get(path.key, ()):
        return None
    del draft.cursor["readings"][path.key]
    if isinstance(asked, Number):
        return None
    draft.cursor.setdefault("amount", {})[path.key] = value
    return Turn(draft, path, stays=True)


def _chosen(asked: Field, value: str, answers: Mapping[str, Any], around: Around, half: str | None) -> Parsed | None:
    match asked:
        case Choice():
            if any(one.value == value for one in around.options):
                return Value(value)
            return fault(Text("forms.error", "This option is no longer there. Choose another one."))
        case Lookup():
            return Value(value)
        case YesNo():
            return Value(value == "yes")
        case Day():
            try:
                day = date.fromisoformat(value)
            except ValueError:
                return None
            low, high = bounds(asked, answers, around.today)
            if not low <= day <= high:
                what = DateFault.TOO_EARLY if day < low else DateFault.TOO_LATE
                return date_fault(what, f"{day:%d.%m.%Y}", low, high)
            return Value(day)
        case Sum():
            return money(Decimal(half), value) if half else None
        case Number():
            return number(asked, Decimal(value))
        case _:
            return None


def done(form: Form, draft: Draft, path: Path) -> Turn:
    """What was collected is the answer; also «keep it as it is» when an answer is looked at again."""
    draft = copied(draft)
    asked = field_at(form, path)
    if asked.required and raw_at(draft, path) is None and not (path.item is not None and not path.sub):
        return Turn(draft, path, _needed(asked), stays=True)
    whole = whole_item(form, draft, path)
    mark_open(draft, path, False)
    if path.key in draft.cursor.get("queue", ()):
        draft.cursor["queue"].remove(path.key)
    draft.cursor.pop("suggesting", None)
    if path.item is not None and not path.sub:
        return moved(form, draft, Path(path.field))
    return finished(form, draft, path, was_whole=whole)


def _needed(asked: Field) -> Fault:
    match asked:
        case Files():
            return fault(Text("forms.error", "Nothing has arrived yet. Send at least one photo or document."))
        case Choices() | Group() | Lookup():
            return fault(Text("forms.error", "Nothing is chosen yet. The card needs at least one."))
        case _:
            return fault(Text("forms.error", "The card needs this answer. Type it below."))


def skip(form: Form, draft: Draft, path: Path) -> Turn:
    """An optional question is left empty, or made empty."""
    draft = copied(draft)
    asked = field_at(form, path)
    if asked.required:
        return Turn(draft, path, _needed(asked), stays=True)
    whole = whole_item(form, draft, path)
    empty(form, draft, path)
    return finished(form, draft, path, was_whole=whole)


def empty(form: Form, draft: Draft, path: Path) -> None:
    """Make an answer empty in a copied draft."""
    keep(form, draft, path, None)
    mark_open(draft, path, False)
    draft.cursor.get("parts", {}).pop(path.key, None)


def clear(form: Form, draft: Draft, path: Path) -> Turn:
    """Start the answer over: the same question, nothing collected."""
    draft = copied(draft)
    empty(form, draft, path)
    return Turn(draft, path, stays=True)


def take(form: Form, draft: Draft, path: Path, kept: Kept, around: Around, said: Said) -> Turn:
    """Use a kept text, the former answer or the proposal. `said` says under which message a text is kept."""
    match kept:
        case Kept.OFFER:
            offer = draft.cursor.get("offer", {})
            if offer.get("key") != path.key:
                return Turn(draft, path, stays=True)
            freed = copied(draft)
            del freed.cursor["offer"]
            turn = say(form, freed, path, replace(said, text=offer["text"]), around)
            # What still does not fit stays on offer: nothing typed is lost.
            return turn if turn.fault is None else Turn(draft, path, turn.fault, stays=True)
        case Kept.FORMER:
            raw = draft.cursor.get("former", {}).get(path.key)
        case Kept.DEFAULT:
            raw = None if around.default is None else dump(field_at(form, path), around.default)
    if raw is None:
        return Turn(draft, path, stays=True)
    draft = copied(draft)
    whole = whole_item(form, draft, path)
    keep(form, draft, path, raw)
    mark_open(draft, path, False)
    return finished(form, draft, path, was_whole=whole)


def remove_item(form: Form, draft: Draft, path: Path) -> Turn:
    """The item is not in the group; its list is shown. Removing it twice removes it once."""
    draft = copied(draft)
    group = Path(path.field)
    left = [one for one in items(draft, path.field) if one[KEY] != path.item]
    if left:
        draft.answers[path.field] = left
    else:
        draft.answers.pop(path.field, None)
        mark_open(draft, group, False)
    for name in ("former", "parts", "amount", "readings"):
        for key in [one for one in draft.cursor.get(name, {}) if one.startswith(f"{path.field}/{path.item}/")]:
            del draft.cursor[name][key]
    draft.cursor["queue"] = [
        one for one in draft.cursor.get("queue", ()) if not one.startswith(f"{path.field}/{path.item}/")
    ]
    return moved(form, draft, group if left or not field_at(form, group).required else next_path(form, draft))


def cannot_receive(form: Form, draft: Draft, path: Path) -> Fault | None:
    """Why a file has no place at this question; None if it has."""
    asked = field_at(form, path)
    if not isinstance(asked, Files):
        return wrong_kind(asked)
    if len(raw_at(draft, path) or ()) < asked.limit:
        return None
    full = Text("forms.error", "There are {limit} files already, and no more fit. Remove one first.")
    return fault(full, limit=asked.limit)


def receive_file(form: Form, draft: Draft, path: Path, file: str, name: str) -> Turn:
    """A file joins the answer; files of an album come one by one and stay one question."""
    turn = tick(form, draft, path, file, True)
    turn.draft.cursor.setdefault("files", {})[file] = shortened(name, 60)
    return turn


def wrong_kind(asked: Field) -> Fault:
    """A photo, sticker or contact came where something else is asked: what is expected here."""
    match asked:
        case Files():
            return fault(Text("forms.error", "This cannot be kept here. Send a photo or a document."))
        case Choice() | Choices() | YesNo() | Group():
            return fault(Text("forms.error", "This is no answer to the question. Press one of the buttons."))
        case Day():
            return fault(Text("forms.error", "This is no date. Press a button or type it, for example 21.11."))
        case Phone():
            return fault(Text("forms.error", "This is no phone number. Type it, or share a contact."))
        case _:
            return fault(Text("forms.error", "This is no answer to the question. Type it as a text."))


def share(form: Form, draft: Draft, path: Path, given: Mapping[str, Any]) -> Turn:
    """A shared contact fills the open fields it has something for; answers already given stay."""
    draft = copied(draft)
    named = {one.name: one for one in form.fields()}
    filled = 0
    for name, value in given.items():
        field = named.get(name)
        if field is None or value in (None, "", ()) or raw_at(draft, Path(name)) is not None:
            continue
        if not stands(field, known(form, draft.answers)):
            continue
        if (fitting := _fitting(field, value, known(form, draft.answers))) is not None:
            keep(form, draft, Path(name), dump(field, fitting))
            filled += 1
    if not filled:
        return Turn(
            draft,
            path,
            fault(Text("forms.error", "This contact holds nothing that is still missing here.")),
            stays=True,
        )
    return moved(form, draft, next_path(form, draft))


def _fitting(field: Field, value: Any, answers: Mapping[str, Any]) -> Any:
    """A given value as the field would take it; None if it would not."""
    if isinstance(field, Line):
        parsed = parse(field, one_line(str(value))[: field.limit], answers, (), date.max)
        return parsed.value if isinstance(parsed, Value) else None
    if isinstance(field, LongText):
        return str(value)[: field.limit]
    return value


def number_of_phone(form: Form, draft: Draft, path: Path, phone: str) -> Turn:
    """A contact shared where a phone is asked."""
    parsed = read_phone(phone if phone.startswith("+") else f"+{phone}")
    if not isinstance(parsed, Value):
        return Turn(draft, path, parsed if isinstance(parsed, Fault) else None, stays=True)
    draft = copied(draft)
    whole = whole_item(form, draft, path)
    keep(form, draft, path, parsed.value)
    return finished(form, draft, path, was_whole=whole)
