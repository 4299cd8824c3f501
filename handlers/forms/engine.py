"""The form as a state machine: a draft and a typed text give a new draft and the next question. Pure (`state.py`)."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from handlers.forms.answers import Path, context_at, dump, field_at, path_of, raw_at
from handlers.forms.declare import Choices, Field, Files, Form, Group, Line, LongText, Lookup, Sum
from handlers.forms.draft import Draft
from handlers.forms.parse import Fault, Find, Half, Offered, Part, Value, fault, parse
from handlers.forms.state import (
    Turn,
    copied,
    finished,
    keep,
    mark_open,
    moved,
    next_path,
    offered,
    remember,
    there,
    whole_item,
    write,
)
from handlers.words.catalog import Text

SPLIT_AT = 4000
"""Telegram's apps cut a text of more than 4096 characters; a part this long is followed by its twin."""

KEPT = 0
"""Stands for the message of a text that came from no message that could be corrected: from before, or from an offer."""

TWIN = timedelta(seconds=3)
"""How long after a long part its twin may have been sent: the app sends both at once."""


@dataclass(frozen=True, slots=True)
class Around:
    """What the engine is told of the world: the reader's today, the options of the question asked, its proposal."""

    today: date
    options: tuple[Offered, ...] = ()
    default: Any = None


@dataclass(frozen=True, slots=True)
class Said:
    """A message as the engine needs it. `sent` is Telegram's time."""

    text: str
    message: int
    sent: datetime


def say(form: Form, draft: Draft, path: Path, said: Said, around: Around) -> Turn:
    """A text typed at the question."""
    draft = copied(draft)
    asked = field_at(form, path)
    twin = _twin(draft, path, said)
    if len(said.text) >= SPLIT_AT:
        draft.cursor["tail"] = {"key": path.key, "sent": said.sent.timestamp()}
    if twin and not isinstance(asked, LongText):
        return Turn(draft, path, _too_long(asked), stays=True)
    if isinstance(asked, Group):
        return Turn(
            draft,
            path,
            fault(Text("forms.error", "Here press one of the buttons: a text alone says nothing yet.")),
            stays=True,
        )
    return _said(form, draft, path, asked, said, around)


def _twin(draft: Draft, path: Path, said: Said) -> bool:
    """Whether this text is the rest of the long one before it, cut off by the app."""
    tail = draft.cursor.pop("tail", None)
    return (
        tail is not None
        and tail["key"] == path.key
        and 0 <= said.sent.timestamp() - float(tail["sent"]) <= TWIN.total_seconds()
    )


def _too_long(asked: Field) -> Fault:
    return fault(
        Text("forms.error", "The text was so long that it came in two parts; at most {limit} characters fit here."),
        limit=asked.limit if isinstance(asked, Line) else 100,
    )


def _said(form: Form, draft: Draft, path: Path, asked: Field, said: Said, around: Around) -> Turn:
    half = draft.cursor.get("amount", {}).get(path.key)
    parsed = parse(
        asked, said.text, context_at(form, draft, path), around.options, around.today, Decimal(half) if half else None
    )
    match parsed:
        case Fault():
            if parsed.offer:
                offered(draft, path, parsed.offer)
            return Turn(draft, path, parsed, stays=True)
        case Find(text):
            return Turn(draft, path, find=text, stays=True)
        case Half(amounts):
            remember(draft, said.message, path)
            _halved(draft, path, amounts)
            return Turn(draft, path, stays=True)
        case Part(text):
            return _collect(draft, path, asked, text, said.message)
        case Value(value):
            remember(draft, said.message, path)
            return _answered(form, draft, path, asked, value)


def _halved(draft: Draft, path: Path, amounts: tuple[Decimal, ...]) -> None:
    draft.cursor.get("amount", {}).pop(path.key, None)
    draft.cursor.get("readings", {}).pop(path.key, None)
    if len(amounts) == 1:
        draft.cursor.setdefault("amount", {})[path.key] = str(amounts[0])
    else:
        draft.cursor.setdefault("readings", {})[path.key] = [str(one) for one in amounts]


def _answered(form: Form, draft: Draft, path: Path, asked: Field, value: Any) -> Turn:
    if isinstance(asked, Choices) or (isinstance(asked, Lookup) and asked.many):
        return tick(form, draft, path, value, True)
    whole = whole_item(form, draft, path)
    keep(form, draft, path, dump(asked, value))
    return finished(form, draft, path, was_whole=whole)


def _collect(draft: Draft, path: Path, asked: Field, text: str, message: int) -> Turn:
    assert isinstance(asked, LongText)
    parts: list[list[Any]] = draft.cursor.setdefault("parts", {}).setdefault(path.key, [])
    if not parts and isinstance(before_text := raw_at(draft, path), str):
        parts.append([KEPT, before_text])
    if message != KEPT and any(one[0] == message for one in parts):
        return Turn(draft, path, stays=True)
    length = sum(len(one[1]) + 1 for one in parts) + len(text)
    if length > asked.limit:
        room = max(asked.limit - (length - len(text)), 0)
        if room:
            offered(draft, path, text[:room].rstrip())
        return Turn(draft, path, _overlong(length, asked.limit), stays=True)
    parts.append([message, text])
    remember(draft, message, path)
    _join(draft, path)
    mark_open(draft, path, True)
    return Turn(draft, path, stays=True)


def _overlong(length: int, limit: int) -> Fault:
    return fault(
        Text("forms.error", "Together this is {length} characters; at most {limit} fit. Shorten the last part."),
        length=length,
        limit=limit,
    )


def _join(draft: Draft, path: Path) -> None:
    parts = draft.cursor["parts"][path.key]
    write(draft, path, "\n".join(one[1] for one in parts) or None)


def edit(form: Form, draft: Draft, said: Said, around: Around) -> Turn | None:
    """A correction of one's own message: changes the answer it gave. None if it gave none of this draft's answers."""
    key = draft.cursor.get("said", {}).get(str(said.message))
    if key is None:
        return None
    path = path_of(key)
    if not there(form, draft, path):
        return None
    draft = copied(draft)
    asked = field_at(form, path)
    at = draft.cursor.get("at", "")
    present = path_of(at) if at else None
    parsed = parse(asked, said.text, context_at(form, draft, path), around.options, around.today)
    match parsed:
        case Fault():
            return Turn(draft, present, parsed, stays=True)
        case Part(text):
            for one in draft.cursor.get("parts", {}).get(key, []):
                if one[0] == said.message:
                    one[1] = text
            _join(draft, path)
            return Turn(draft, present, stays=True)
        case Half(amounts):
            if len(amounts) == 1 and isinstance(asked, Sum) and isinstance(raw := raw_at(draft, path), dict):
                keep(form, draft, path, {"amount": str(amounts[0]), "currency": raw["currency"]})
                return _corrected(form, draft, present)
            _halved(draft, path, amounts)
            return moved(form, draft, path)
        case Find(text):
            return replace(moved(form, draft, path), find=text)
        case Value(value):
            if isinstance(asked, Choices | Lookup | Files):
                return _answered(form, draft, path, asked, value)
            keep(form, draft, path, dump(asked, value))
            return _corrected(form, draft, present)


def _corrected(form: Form, draft: Draft, present: Path | None) -> Turn:
    """After a correction the person stays where they were, unless something must be asked again."""
    if draft.cursor.get("queue") or (present is not None and not there(form, draft, present)):
        return moved(form, draft, next_path(form, draft))
    if present is None and (waiting := next_path(form, draft)) is not None:
        return moved(form, draft, waiting)
    return Turn(draft, present, stays=True)


def tick(form: Form, draft: Draft, path: Path, value: str, on: bool) -> Turn:
    """One of many is in the answer or not; the answer stays open until «Done»."""
    draft = copied(draft)
    before: list[str] = raw_at(draft, path) or []
    others = [one for one in before if one != value]
    chosen = (before if value in before else [*before, value]) if on else others
    keep(form, draft, path, chosen or None)
    mark_open(draft, path, True)
    return Turn(draft, path, stays=True)
