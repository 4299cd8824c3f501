"""Answers as stored and as typed values; which questions stand, which are open. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from domain.kit.money import Money
from handlers.forms.declare import (
    Answers,
    Choices,
    Day,
    Field,
    Files,
    Form,
    Group,
    Lookup,
    Number,
    Sum,
    YesNo,
)
from handlers.forms.draft import Draft

KEY = "#"
"""Name of an item's own key within a stored group; it is no field name, and typed answers do not hold it."""


@dataclass(frozen=True, slots=True)
class Path:
    """Names one question: a field, or a field of a group's item; with `item` alone the item, a group alone its list."""

    field: str
    item: int | None = None
    sub: str = ""

    @property
    def key(self) -> str:
        """As kept in a draft's cursor."""
        return self.field if self.item is None else f"{self.field}/{self.item}/{self.sub}"


def path_of(key: str) -> Path:
    """The path of a cursor key."""
    parts = key.split("/")
    return Path(parts[0]) if len(parts) == 1 else Path(parts[0], int(parts[1]), parts[2])


def dump(field: Field, value: Any) -> Any:
    """A typed answer made JSON-ready."""
    match field:
        case Sum():
            return {"amount": str(value.amount), "currency": value.currency}
        case Number():
            return str(value)
        case Day():
            return value.isoformat()
        case Choices() | Files():
            return list(value)
        case Lookup(many=True):
            return list(value)
        case Group():
            return [_dump_item(field, number, item) for number, item in enumerate(value, start=1)]
        case _:
            return value


def _dump_item(group: Group, number: int, item: Mapping[str, Any]) -> dict[str, Any]:
    named = {one.name: one for one in group.fields}
    return {KEY: number, **{name: dump(named[name], value) for name, value in item.items() if value is not None}}


def load(field: Field, raw: Any, outer: Answers | None = None) -> Any:
    """The typed answer of what is stored. Raises ValueError for what does not fit the field (an older form's draft)."""
    try:
        return _load(field, raw, outer or {})
    except (KeyError, TypeError, InvalidOperation) as error:
        raise ValueError(f"{field.name}: {error}") from None


def _load(field: Field, raw: Any, outer: Answers) -> Any:
    match field:
        case Sum():
            return Money(Decimal(raw["amount"]), raw["currency"])
        case Number():
            return Decimal(raw)
        case Day():
            return date.fromisoformat(raw)
        case YesNo():
            return _fits(raw, bool)
        case Choices() | Files():
            return tuple(_fits(one, str) for one in _fits(raw, list))
        case Lookup(many=True):
            return tuple(_fits(one, str) for one in _fits(raw, list))
        case Group():
            return tuple(known_item(field, item, outer) for item in _fits(raw, list))
        case _:
            return _fits(raw, str)


def _fits(raw: Any, kind: type[Any]) -> Any:
    if not isinstance(raw, kind):
        raise TypeError(f"{kind.__name__} expected")
    return raw


def known(form: Form, raw: Mapping[str, Any]) -> dict[str, Any]:
    """The typed answers of the questions that stand: what a hidden question was answered is kept, but not given on."""
    found: dict[str, Any] = {}
    for field in form.fields():
        if stands(field, found) and field.name in raw:
            found[field.name] = load(field, raw[field.name], found)
    return found


def known_item(group: Group, raw: Mapping[str, Any], outer: Answers) -> dict[str, Any]:
    """As `known`, of one item."""
    found: dict[str, Any] = {}
    for field in group.fields:
        if stands(field, {**outer, **found}) and field.name in raw:
            found[field.name] = load(field, raw[field.name], {**outer, **found})
    return found


def stands(field: Field, answers: Answers) -> bool:
    """Whether the question is asked, given the answers."""
    return field.when is None or field.when(answers)


def field_at(form: Form, path: Path) -> Field:
    """The field a path names; the group itself for an item. Raises KeyError."""
    for field in form.fields():
        if field.name == path.field:
            if not path.sub:
                return field
            if isinstance(field, Group):
                for sub in field.fields:
                    if sub.name == path.sub:
                        return sub
    raise KeyError(path.key)


def items(draft: Draft, group: str) -> list[dict[str, Any]]:
    """The stored items of a group, in order."""
    found: list[dict[str, Any]] = draft.answers.get(group) or []
    return found


def item_at(draft: Draft, path: Path) -> dict[str, Any] | None:
    """The stored item a path names, or None if it is not (or no longer) there."""
    return next((one for one in items(draft, path.field) if one.get(KEY) == path.item), None)


def raw_at(draft: Draft, path: Path) -> Any:
    """What is stored at a path; None if nothing."""
    if path.item is None:
        return draft.answers.get(path.field)
    item = item_at(draft, path)
    return item if item is None or not path.sub else item.get(path.sub)


def context_at(form: Form, draft: Draft, path: Path) -> dict[str, Any]:
    """The typed answers that a field at this path may look at: the card's, with its own item's laid over them."""
    outer = known(form, draft.answers)
    if path.item is None:
        return outer
    group = field_at(form, Path(path.field))
    item = item_at(draft, path)
    assert isinstance(group, Group)
    return {**outer, **(known_item(group, item, outer) if item else {})}


def typed_at(form: Form, draft: Draft, path: Path) -> Any:
    """The typed answer at a path; None if there is none."""
    raw = raw_at(draft, path)
    return None if raw is None else load(field_at(form, path), raw, context_at(form, draft, path))


def is_open(draft: Draft, path: Path) -> bool:
    """Whether the answer is still being collected (no «Done» yet)."""
    return path.key in draft.cursor.get("open", ())


def item_misses(group: Group, item: Mapping[str, Any], outer: Answers, draft: Draft) -> Path | None:
    """The first required question of an item that waits for its answer."""
    found = known_item(group, item, outer)
    for field in group.fields:
        path = Path(group.name, item[KEY], field.name)
        if field.required and stands(field, {**outer, **found}) and (field.name not in found or is_open(draft, path)):
            return path
    return None


def first_of_item(group: Group, key: int, outer: Answers) -> Path:
    """The question a new item begins with: the first required one, else the first."""
    standing = [one for one in group.fields if stands(one, outer)]
    first = next((one for one in standing if one.required), standing[0])
    return Path(group.name, key, first.name)


def next_key(draft: Draft, group: str) -> int:
    """The key of the next new item; keys of removed items do not return within a draft."""
    used = [one[KEY] for one in items(draft, group)]
    return max([*used, int(draft.cursor.get("keys", {}).get(group, 0))], default=0) + 1


def missing(form: Form, draft: Draft) -> Iterator[Path]:
    """The questions that must be answered before the card can be saved, in order, one for each field."""
    answers = known(form, draft.answers)
    for field in form.fields():
        if not stands(field, answers):
            continue
        path = Path(field.name)
        if isinstance(field, Group):
            waiting = next(
                (w for one in items(draft, field.name) if (w := item_misses(field, one, answers, draft))), None
            )
            if waiting is not None:
                yield waiting
            elif field.required and not items(draft, field.name):
                yield first_of_item(field, next_key(draft, field.name), answers)
            elif field.required and is_open(draft, path):
                yield path
        elif field.required and (field.name not in answers or is_open(draft, path)):
            yield path


def required(form: Form, draft: Draft) -> list[Field]:
    """The required questions that stand."""
    answers = known(form, draft.answers)
    return [one for one in form.fields() if one.required and stands(one, answers)]


def progress(form: Form, draft: Draft) -> tuple[int, int]:
    """Answered and all of the required questions; an item begun in an optional group has become one of them."""
    waiting = {path.field for path in missing(form, draft)}
    asked = {one.name for one in required(form, draft)} | waiting
    return len(asked - waiting), len(asked)


def renewed(form: Form, draft: Draft) -> Draft:
    """The draft fitted to its form's present version: what is no longer asked, or cannot be read, is kept aside."""
    named = {one.name: one for one in form.fields()}
    pool = {**draft.aside, **draft.answers}
    answers: dict[str, Any] = {}
    aside: dict[str, Any] = {}
    for name, raw in pool.items():
        field = named.get(name)
        (answers if field is not None and _readable(field, raw) else aside)[name] = raw
    cursor = draft.cursor if draft.version == form.version else _without_gone(form, draft.cursor)
    return Draft(
        draft.id,
        draft.person,
        form.name,
        form.version,
        answers,
        draft.context,
        aside,
        cursor,
        draft.updated,
        draft.revision,
    )


def _readable(field: Field, raw: Any) -> bool:
    try:
        load(field, raw)
    except ValueError:
        return False
    return True


def _without_gone(form: Form, cursor: Mapping[str, Any]) -> dict[str, Any]:
    """The engine's own state without the questions that no longer exist."""

    def there(key: str) -> bool:
        try:
            field_at(form, path_of(key))
        except KeyError:
            return False
        return True

    kept: dict[str, Any] = {}
    for name, value in cursor.items():
        match value:
            case list():
                kept[name] = [one for one in value if there(one)]
            case str():
                kept[name] = value if there(value) else ""
            case dict() if name in {"former", "parts", "amount", "readings"}:
                kept[name] = {key: one for key, one in value.items() if there(key)}
            case dict() if name == "said":
                kept[name] = {message: key for message, key in value.items() if there(key)}
            case _:
                kept[name] = value
    return kept
