"""What a question or a review is shown with: options, names of what was chosen, proposals. Reads through ports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from domain.deadline.calendar import WorkingCalendar
from domain.file.model import FileState
from domain.file.ports import Files as StoredFiles
from domain.kit.ids import DraftId, FileId
from domain.kit.refused import NotFound, NotPermitted, Refused
from handlers.forms.answers import KEY, Path, context_at, dump, field_at, known, known_item, load, raw_at, renewed
from handlers.forms.declare import (
    Answers,
    Choice,
    Choices,
    Field,
    Files,
    Form,
    Group,
    Line,
    Lookup,
    Option,
    Suggestion,
    Sum,
)
from handlers.forms.draft import Draft
from handlers.forms.draft import Drafts as DraftPort
from handlers.forms.engine import Around
from handlers.forms.parse import Offered
from handlers.forms.places import FormStep, StartForm
from handlers.forms.ports import Recents
from handlers.forms.registry import form_named
from handlers.forms.say import NAME, value_text
from handlers.forms.state import there
from handlers.reading import Reading
from handlers.words.catalog import Text
from handlers.words.reader import Reader

NOT_YET = DraftId(UUID(int=0))
"""The draft of a form that nobody has answered anything in."""

CURRENCY = "currency"
"""Under which the last currencies are remembered, whatever the form."""


@dataclass(frozen=True, slots=True)
class StepFacts:
    """Everything one question is shown with."""

    form: Form
    draft: Draft
    path: Path
    place: FormStep | StartForm
    now: datetime
    calendar: WorkingCalendar
    words: Mapping[str, Any]  # typed answers that the field may look at, with the names of what was chosen
    options: tuple[Offered, ...] = ()
    recent: int = 0  # how many of the options are there because they were chosen lately
    default: Any = None
    suggestions: tuple[Suggestion, ...] = ()
    former: str = ""
    default_name: str = ""
    refused: frozenset[str] = frozenset()  # files of the answer that did not pass the check, or are no longer there
    waiting: tuple[Draft, str] | None = None  # at the start: a draft of the same form, and its name

    def today(self, reader: Reader) -> date:
        """The reader's own date."""
        return self.now.astimezone(reader.zone).date()

    def around(self, reader: Reader) -> Around:
        return Around(self.today(reader), self.options, self.default)


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """Everything a review is shown with."""

    form: Form
    draft: Draft
    place: Any
    words: Mapping[str, Any]
    page: int = 0
    fault: Text | None = None
    more: Mapping[str, Any] = field(default_factory=dict)


def reader_of(reading: Reading) -> Reader:
    """Of views: `load` is given no reader, and options may need words."""
    return Reader(reading.language)


def may(form: Form, reading: Reading) -> None:
    """Raises NotPermitted for somebody who may not fill this form (the act decides again)."""
    if not form.allowed(reading.actor):
        raise NotPermitted


async def check_draft(form: Form, draft: Draft, reading: Reading) -> None:
    """Raises Refused for a draft that is no longer its person's to go on with: another role, another organisation, a
    card out of sight or gone (A2; attacks 35, 42). What was typed into it may be of the card, so it is not shown."""
    may(form, reading)
    if form.authorise is not None:
        await form.authorise(dict(draft.context), reading)
    elif form.prefill is not None:
        await form.prefill(dict(draft.context), reading)


async def is_lost(form: Form, draft: Draft, reading: Reading) -> bool:
    """Whether `check_draft` refuses the draft."""
    try:
        await check_draft(form, draft, reading)
    except Refused:
        return True
    return False


async def draft_of(draft: DraftId, reading: Reading) -> tuple[Form, Draft]:
    """The person's draft, fitted to its form's present version. Raises NotFound when it is saved or thrown away."""
    found = await reading.port(DraftPort).get(draft, reading.actor.person)
    if found is None:
        raise NotFound
    return fitted(found)


def fitted(draft: Draft) -> tuple[Form, Draft]:
    """A draft with its form, renewed when the form has changed since."""
    form = form_named(draft.form)
    return form, (draft if draft.version == form.version else renewed(form, draft))


async def new_draft(place: StartForm, reading: Reading) -> tuple[Form, Draft]:
    """The draft a form begins with: nothing, or what its context gives. It is not kept until something is answered."""
    form = form_named(place.form)
    may(form, reading)
    if form.authorise is not None:
        await form.authorise(dict(place.context), reading)
    given = await form.prefill(dict(place.context), reading) if form.prefill is not None else {}
    named = {one.name: one for one in form.fields()}
    answers = {name: dump(named[name], value) for name, value in given.items() if value is not None and name in named}
    return form, Draft(NOT_YET, reading.actor.person, form.name, form.version, answers, dict(place.context))


async def step_facts(
    form: Form, draft: Draft, path: Path, place: FormStep | StartForm, reading: Reading, reader: Reader
) -> StepFacts:
    """Load what a question needs. Raises NotFound for a question that no longer stands."""
    if not there(form, draft, path):
        raise NotFound
    asked = field_at(form, path)
    answers = context_at(form, draft, path)
    options, recent = await _options(asked, answers, place.find, reading, reader)
    if isinstance(asked, Lookup) and asked.many:
        options = await _chosen_first(asked, options, raw_at(draft, path) or [], reading, reader)
    default = await _default(asked, answers, draft, path, reading)
    former = draft.cursor.get("former", {}).get(path.key)
    waiting = await _waiting(form, reading, reader) if isinstance(place, StartForm) else None
    return StepFacts(
        form=form,
        draft=draft,
        path=path,
        place=place,
        now=reading.now,
        calendar=reading.calendar,
        words=await _words_at(form, draft, path, reading, reader),
        options=options,
        recent=recent,
        default=default,
        default_name=await _name(asked, default, answers, reading, reader),
        former=await _name_of_raw(asked, former, answers, reading, reader),
        suggestions=await _suggestions(asked, draft, path, answers, reading, reader),
        refused=await _refused(asked, raw_at(draft, path) or (), reading),
        waiting=waiting,
    )


async def _refused(asked: Field, files: Sequence[str], reading: Reading) -> frozenset[str]:
    if not isinstance(asked, Files):
        return frozenset()
    found = {one: await reading.port(StoredFiles).get(FileId(UUID(one))) for one in files}
    return frozenset(one for one, file in found.items() if file is None or file.state is FileState.REFUSED)


async def _options(
    asked: Field, answers: Answers, find: str, reading: Reading, reader: Reader
) -> tuple[tuple[Offered, ...], int]:
    match asked:
        case Choice(options=given, recent=key):
            return await _recent_first(await _offered(given, answers, reading, reader), key, reading)
        case Choices(options=given):
            return await _offered(given, answers, reading, reader), 0
        case Lookup():
            found = await asked.search(find, answers, reading, reader)
            return tuple(_one(one, reader) for one in found), 0
        case Sum(currencies=codes):
            return await _recent_first(tuple(Offered(code, code) for code in codes), CURRENCY, reading)
        case _:
            return (), 0


async def _chosen_first(
    asked: Lookup, found: tuple[Offered, ...], chosen: Sequence[str], reading: Reading, reader: Reader
) -> tuple[Offered, ...]:
    """What is ticked stands before what was found, so that it can be unticked whatever was searched."""
    ticked = [Offered(one, await asked.name_of(one, reading, reader)) for one in chosen]
    return (*ticked, *(one for one in found if one.value not in chosen))


async def _offered(given: Any, answers: Answers, reading: Reading, reader: Reader) -> tuple[Offered, ...]:
    options: Sequence[Option] = await given(answers, reading, reader) if callable(given) else given
    return tuple(_one(one, reader) for one in options)


def _one(option: Option, reader: Reader) -> Offered:
    label = reader.plain(option.label) if isinstance(option.label, Text) else option.label
    return Offered(option.value, label, option.also)


async def _recent_first(options: tuple[Offered, ...], key: str, reading: Reading) -> tuple[tuple[Offered, ...], int]:
    if not key:
        return options, 0
    by_value = {one.value: one for one in options}
    used = await reading.port(Recents).recent(reading.actor.person, key)
    first = [by_value.get(value) or Offered(value, value) for value in used if value in by_value or key == CURRENCY]
    return (*first, *(one for one in options if one not in first)), len(first)


async def _default(asked: Field, answers: Answers, draft: Draft, path: Path, reading: Reading) -> Any:
    if asked.default is None or raw_at(draft, path) is not None:
        return None
    return await asked.default(answers, reading)


async def _suggestions(
    asked: Field, draft: Draft, path: Path, answers: Answers, reading: Reading, reader: Reader
) -> tuple[Suggestion, ...]:
    raw = raw_at(draft, path)
    if not isinstance(asked, Line) or asked.suggest is None or raw is None:
        return ()
    if draft.cursor.get("suggesting") != path.key:
        return ()
    return tuple(await asked.suggest(raw, answers, draft.context, reading, reader))


async def _waiting(form: Form, reading: Reading, reader: Reader) -> tuple[Draft, str] | None:
    for draft in await reading.port(DraftPort).of_person(reading.actor.person):
        if draft.form == form.name:
            _, there_is = fitted(draft)
            if await is_lost(form, there_is, reading):
                continue
            return there_is, await summary_of(form, there_is, reading, reader)
    return None


# --- names ------------------------------------------------------------------------------------------------------------


async def _name(asked: Field, value: Any, answers: Answers, reading: Reading, reader: Reader) -> str:
    """What a Choice, Choices or Lookup value is called; empty for other kinds, which speak for themselves."""
    if value is None:
        return ""
    match asked:
        case Choice(options=given):
            return _called(value, await _offered(given, answers, reading, reader))
        case Choices(options=given):
            offered = await _offered(given, answers, reading, reader)
            return ", ".join(_called(one, offered) for one in value)
        case Lookup():
            wanted = value if asked.many else (value,)
            return ", ".join([await asked.name_of(one, reading, reader) for one in wanted])
        case _:
            return ""


def _called(value: str, offered: Sequence[Offered]) -> str:
    return next((one.label for one in offered if one.value == value), value)


async def _name_of_raw(asked: Field, raw: Any, answers: Answers, reading: Reading, reader: Reader) -> str:
    if raw is None:
        return ""
    value = load(asked, raw, answers)
    words = {asked.name: value, asked.name + NAME: await _name(asked, value, answers, reading, reader)}
    return value_text(asked, value, words, reader)


async def with_names(
    fields: Sequence[Field], given: Answers, outer: Answers, reading: Reading, reader: Reader
) -> dict[str, Any]:
    """Typed answers with the names of what was chosen beside them, items of groups included."""
    found: dict[str, Any] = dict(given)
    for one in fields:
        if one.name not in given:
            continue
        if isinstance(one, Group):
            found[one.name] = tuple(
                [await with_names(one.fields, item, {**outer, **given}, reading, reader) for item in given[one.name]]
            )
        elif name := await _name(one, given[one.name], {**outer, **given}, reading, reader):
            found[one.name + NAME] = name
    return found


async def words_of(form: Form, draft: Draft, reading: Reading, reader: Reader) -> dict[str, Any]:
    """All answers of a draft, with names."""
    return await with_names(form.fields(), known(form, draft.answers), {}, reading, reader)


async def _words_at(form: Form, draft: Draft, path: Path, reading: Reading, reader: Reader) -> dict[str, Any]:
    top = field_at(form, Path(path.field))
    outer = known(form, draft.answers)
    if not isinstance(top, Group):
        return await with_names([top], outer, {}, reading, reader)
    found = await with_names([top], outer, {}, reading, reader)
    if path.item is not None:
        for item in draft.answers.get(path.field, ()):
            if item[KEY] == path.item:
                own = known_item(top, item, outer)
                found.update(await with_names(top.fields, own, outer, reading, reader))
    return found


async def summary_of(form: Form, draft: Draft, reading: Reading, reader: Reader) -> str:
    """What the draft is called in a list."""
    return form.summary(await words_of(form, draft, reading, reader), reader) or reader.plain(form.title)
