"""The form as a state machine, its ground: drafts copied, the next question, answers kept and set aside. Pure.

What the engine itself remembers stands in the draft's cursor:
`at` the question asked (a path key; "" at the review) · `turn` rises whenever the question changes · `open` answers
still being collected · `queue` questions to ask again · `former` answers set aside by a change, by key · `parts`
messages of a long text · `amount`, `readings` half a sum · `said` message id → question · `offer` a text kept for one
tap · `suggesting` the line whose suggestions are shown · `tail` a part that waits for its twin · `keys` the last item
key of each group · `files` names of files.
"""

from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from handlers.forms.answers import (
    KEY,
    Path,
    context_at,
    field_at,
    is_open,
    item_at,
    item_misses,
    items,
    known,
    missing,
    path_of,
    raw_at,
    stands,
)
from handlers.forms.declare import Field, Form, Group, Section
from handlers.forms.draft import Draft
from handlers.forms.parse import Fault

REMEMBERED = 60
"""Messages whose correction still changes the answer they gave."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The outcome of an input: the new draft, the next question (None: the review), perhaps what was wrong.

    `stays`: the question is the same, only its state changed, so that other marks on the same screen still count.
    `find`: options or things are to be searched by this text.
    """

    draft: Draft
    path: Path | None
    fault: Fault | None = None
    find: str = ""
    stays: bool = False


def copied(draft: Draft) -> Draft:
    """A draft that may be changed without touching the given one."""
    return replace(
        draft,
        answers=deepcopy(draft.answers),
        context=deepcopy(draft.context),
        aside=deepcopy(draft.aside),
        cursor=deepcopy(draft.cursor),
    )


def turn_of(draft: Draft) -> int:
    return int(draft.cursor.get("turn", 0))


# --- where to next ---------------------------------------------------------------------------------------------------


def next_path(form: Form, draft: Draft) -> Path | None:
    """The question to ask now: those to be asked again first, then the required ones; None when the review stands."""
    for key in draft.cursor.get("queue", ()):
        path = path_of(key)
        if there(form, draft, path):
            return path
    return next(missing(form, draft), None)


def there(form: Form, draft: Draft, path: Path) -> bool:
    """Whether the path names a question that stands; a new item of a group counts once its group does."""
    try:
        field_at(form, path)
    except KeyError:
        return False
    top = field_at(form, Path(path.field))
    if not stands(top, known(form, draft.answers)):
        return False
    if path.item is not None and not path.sub:
        return item_at(draft, path) is not None
    return not path.sub or stands(field_at(form, path), context_at(form, draft, path))


def resumed(form: Form, draft: Draft) -> Path | None:
    """Where the person was: the question last asked if it still stands and waits, else the next one."""
    at = draft.cursor.get("at", "")
    if at:
        path = path_of(at)
        if there(form, draft, path) and (raw_at(draft, path) is None or is_open(draft, path)):
            return path
    return next_path(form, draft)


def standing(form: Form, draft: Draft, path: Path) -> Path | None:
    """The question a place names, or where the draft stands if that is no longer asked."""
    return path if there(form, draft, path) else resumed(form, draft)


def before(form: Form, draft: Draft, path: Path) -> Path | None:
    """The question that «Back» leads to; None means out of the questions: the review, or where the form was opened."""
    if path.sub:
        return _before_sub(form, draft, path)
    if path.item is not None:
        return Path(path.field)
    if next(missing(form, draft), None) is None:
        return None
    previous: Path | None = None
    answers = known(form, draft.answers)
    for one in form.fields():
        if one.name == path.field:
            return previous
        if one.required and stands(one, answers):
            previous = Path(one.name)
    return previous


def _before_sub(form: Form, draft: Draft, path: Path) -> Path | None:
    group = field_at(form, Path(path.field))
    assert isinstance(group, Group)
    item = item_at(draft, path)
    answers = known(form, draft.answers)
    if item is None:
        return Path(path.field) if items(draft, path.field) else before(form, draft, Path(path.field))
    if item_misses(group, item, answers, draft) is None:
        return Path(path.field, path.item)
    standing = context_at(form, draft, path)
    names = [one.name for one in group.fields if one.required and stands(one, standing)]
    earlier = names[: names.index(path.sub)] if path.sub in names else names
    return Path(path.field, path.item, earlier[-1]) if earlier else Path(path.field, path.item)


def moved(form: Form, draft: Draft, path: Path | None) -> Turn:
    """Put this question next."""
    draft.cursor["at"] = path.key if path is not None else ""
    draft.cursor["turn"] = turn_of(draft) + 1
    return Turn(draft, path)


def finished(form: Form, draft: Draft, path: Path, *, was_whole: bool = False) -> Turn:
    """The question is answered: what comes after it. `was_whole`: its item was complete before and is shown again."""
    if path.sub:
        group = field_at(form, Path(path.field))
        item = item_at(draft, path)
        assert isinstance(group, Group)
        if item is not None:
            waiting = item_misses(group, item, known(form, draft.answers), draft)
            after = waiting or (Path(path.field, path.item) if was_whole else Path(path.field))
            return moved(form, draft, after)
    return moved(form, draft, next_path(form, draft))


# --- keeping answers -------------------------------------------------------------------------------------------------


def keep(form: Form, draft: Draft, path: Path, raw: Any) -> None:
    """Store an answer (None: make it empty) in a copied draft, and set aside the answers that depend on it."""
    old = raw_at(draft, path)
    write(draft, path, raw)
    _forget(draft, path)
    if old is not None and old != raw:
        _ask_again(form, draft, path, {path.key})


def write(draft: Draft, path: Path, raw: Any) -> None:
    """Store without looking at what depends on it; an item of a group comes to be with its first answer."""
    if path.item is None:
        if raw is None:
            draft.answers.pop(path.field, None)
        else:
            draft.answers[path.field] = raw
        return
    item = item_at(draft, path)
    if item is None:
        if raw is None:
            return
        item = {KEY: path.item}
        draft.answers.setdefault(path.field, []).append(item)
        keys = draft.cursor.setdefault("keys", {})
        keys[path.field] = max(int(keys.get(path.field, 0)), path.item)
        mark_open(draft, Path(path.field), True)
    if raw is None:
        item.pop(path.sub, None)
    else:
        item[path.sub] = raw


def _forget(draft: Draft, path: Path) -> None:
    """What was kept for the question while it waited is of no more use."""
    for name in ("former", "amount", "readings"):
        draft.cursor.get(name, {}).pop(path.key, None)
    for name in ("queue",):
        if path.key in draft.cursor.get(name, ()):
            draft.cursor[name].remove(path.key)
    if draft.cursor.get("suggesting") == path.key:
        del draft.cursor["suggesting"]
    if draft.cursor.get("offer", {}).get("key") == path.key:
        del draft.cursor["offer"]


def _ask_again(form: Form, draft: Draft, path: Path, seen: set[str]) -> None:
    """Set aside every answer that depends on the changed one, and ask it again; the old answer is kept for one tap."""
    name = path.sub or path.field
    for other in _dependents(form, draft, path, name):
        raw = raw_at(draft, other)
        if raw is None or other.key in seen:
            continue
        seen.add(other.key)
        write(draft, other, None)
        draft.cursor.setdefault("former", {})[other.key] = raw
        queue = draft.cursor.setdefault("queue", [])
        if other.key not in queue:
            queue.append(other.key)
        _ask_again(form, draft, other, seen)


def _dependents(form: Form, draft: Draft, path: Path, name: str) -> list[Path]:
    found: list[Path] = []
    for one in form.fields():
        if not path.sub and name in one.depends:
            found.append(Path(one.name))
        if isinstance(one, Group) and (not path.sub or one.name == path.field):
            for item in items(draft, one.name):
                if not path.sub or item[KEY] == path.item:
                    found += [Path(one.name, item[KEY], sub.name) for sub in one.fields if name in sub.depends]
    return found


def mark_open(draft: Draft, path: Path, on: bool) -> None:
    """Whether the answer at the path is still being collected."""
    keys: list[str] = draft.cursor.setdefault("open", [])
    if on and path.key not in keys:
        keys.append(path.key)
    elif not on and path.key in keys:
        keys.remove(path.key)


def whole_item(form: Form, draft: Draft, path: Path) -> bool:
    """Whether the item of this question was complete already, that is, one of its answers is being changed."""
    if not path.sub:
        return False
    group, item = field_at(form, Path(path.field)), item_at(draft, path)
    assert isinstance(group, Group)
    return item is not None and item_misses(group, item, known(form, draft.answers), draft) is None


def remember(draft: Draft, message: int, path: Path) -> None:
    """Which question this message answered, so that its correction changes that answer."""
    if not message:
        return
    said = draft.cursor.setdefault("said", {})
    said[str(message)] = path.key
    for gone in list(said)[:-REMEMBERED]:
        del said[gone]


def offered(draft: Draft, path: Path, text: str) -> None:
    """Keep a text to be used in one tap."""
    draft.cursor["offer"] = {"key": path.key, "text": text}


# --- the review -------------------------------------------------------------------------------------------------------

REVIEWED = 8
"""Lines, each a button, on one page of the review."""


def layout(form: Form, draft: Draft) -> list[list[tuple[Section, tuple[Field, ...]]]]:
    """Sections laid out on pages of at most 8 lines; a section begins a new page rather than break, if it can."""
    answers = known(form, draft.answers)
    laid: list[list[tuple[Section, tuple[Field, ...]]]] = [[]]
    room = REVIEWED
    for section in form.sections:
        left = tuple(one for one in section.fields if stands(one, answers))
        if len(left) > room and room < REVIEWED:
            laid.append([])
            room = REVIEWED
        while left:
            if not room:
                laid.append([])
                room = REVIEWED
            laid[-1].append((section, left[:room]))
            left, room = left[room:], room - len(left[:room])
    return laid


def page_with(form: Form, draft: Draft, field: str) -> int:
    """The page of the review on which a field's line stands; the first if it stands nowhere."""
    for number, page in enumerate(layout(form, draft)):
        if any(one.name == field for _, fields in page for one in fields):
            return number
    return 0
