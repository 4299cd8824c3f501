"""How a form is declared: fields in sections, each a value. The engine (design §3) asks, checks, keeps and reviews."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from domain.kit.actor import Actor
from handlers.chat import Chat
from handlers.forms.draft import Draft
from handlers.reading import Reading
from handlers.screens.place import Place
from handlers.words.catalog import Text
from handlers.words.reader import Reader

Answers = Mapping[str, Any]
"""Typed answers by field name: str, date, Money, tuples… as each field says; an unanswered field is absent.

Where words are made (`summary`, `line`), the names of Choice, Choices and Lookup answers stand beside their values:
`answers["company:name"]`.
"""

Condition = Callable[[Answers], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question.

    `ask` is the question, `example` stands after it in small words, `label` names the line of the review.
    `when`: asked only if it holds. `depends`: fields whose change asks this one again.
    `default`: a proposal shown as a one-tap button, never silently taken.
    """

    name: str
    label: Text
    ask: Text
    example: Text | None = None
    required: bool = False
    when: Condition | None = None
    depends: tuple[str, ...] = ()
    default: Callable[[Answers, Reading], Awaitable[Any]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Field):
    """A short text, one message. Value: str. `check` returns an error or None; `clean` puts the input right first.

    `suggest` is given what was typed, the other answers and the context the form was opened with.
    """

    limit: int = 200
    clean: Callable[[str], str] | None = None
    check: Callable[[str, Answers], Text | None] | None = None
    suggest: "Callable[[str, Answers, Mapping[str, Any], Reading, Reader], Awaitable[Sequence[Suggestion]]] | None" = (
        None
    )


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Offered after a Line was typed, before going on: «there is already such a company» → open it instead."""

    label: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class LongText(Field):
    """Several messages, collected until «Done». Value: str."""

    limit: int = 8000


@dataclass(frozen=True, slots=True)
class Option:
    """A choice: the stored value and what its button says (a Text, or data such as a name).

    `also`: other names it is found by when typed (the other languages, an abbreviation).
    """

    value: str
    label: Text | str
    also: tuple[str, ...] = ()


Options = Sequence[Option] | Callable[[Answers, Reading, Reader], Awaitable[Sequence[Option]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Field):
    """One of the options; long lists are paged and searched by typing. Value: str.

    `recent`: field-independent memory key: the person's last choices come first (country, currency, sector).
    """

    options: Options
    recent: str = ""
    columns: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices(Field):
    """Any number of the options, ticked. Value: tuple[str, ...]."""

    options: Options


@dataclass(frozen=True, slots=True, kw_only=True)
class YesNo(Field):
    """Value: bool."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day(Field):
    """A date: quick buttons, typed («21.11»), or the grid with working days marked. Value: date.

    Today is that of the reader's zone. `low` and `high`, both inclusive, are computed from the answers and today
    (None: no bound) and come on top of `past` and `future`. Without a year the nearest allowed date is meant.
    `working`: something is due on this date, so a quick button offers the next working day instead of a day off.
    """

    working: bool = False
    quick: tuple[int, ...] = (0, -1)  # days from today offered as buttons; 0 today, -1 yesterday, 1 tomorrow, 30
    past: bool = True
    future: bool = True
    low: Callable[[Answers, date], date | None] | None = None
    high: Callable[[Answers, date], date | None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum(Field):
    """Money: amount typed («1,5 млн»), then the currency chosen or typed with it («2 m usd»). Value: kit's Money."""

    currencies: tuple[str, ...] = ("USD", "EUR", "KZT", "CNY", "RUB")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Field):
    """A whole or decimal number. Value: Decimal."""

    low: Decimal = Decimal(0)
    high: Decimal = Decimal("1e12")
    places: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup(Field):
    """Something that exists, found by typing (company, contact, person). Value: str, the id.

    `search` gives options for what was typed, and for "" the likely ones; `create` gives the place where a missing one
    is made from what was typed. When that place is a StartForm, what its `submit` returns as `Made` answers this field.
    """

    search: Callable[[str, Answers, Reading, Reader], Awaitable[Sequence[Option]]]
    name_of: Callable[[str, Reading, Reader], Awaitable[str]]
    many: bool = False  # value: tuple[str, ...]
    create: Callable[[str], Place] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone(Field):
    """A phone number in any usual writing. Value: str in E.164."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Files(Field):
    """Photos and documents, an album is one answer; quarantined until checked. Value: tuple[FileId as str, ...]."""

    limit: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Field):
    """A repeated group (agreements, owners). Value: tuple[dict[str, Any], ...], each the typed answers of `fields`.

    `line` says one item in the review and the list of items. Asked item by item with «Add another» / «That is all».
    Conditions, options, searches and defaults of its fields are given the answers of the card with the item's laid over
    them. A group holds no group.
    """

    fields: tuple[Field, ...]
    line: Callable[[Answers, Reader], str]
    add: Text
    limit: int = 30


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that stand together in the review."""

    title: Text
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """What `submit` may return: the thing made (its id) for a form that waited for it, and where to go if none did;
    `note`: what else is to be said of it there."""

    place: Place
    value: str
    note: Markup | None = None


@dataclass(frozen=True, slots=True)
class SharedContact:
    """A contact shared from Telegram's address book, with what its vCard holds beside."""

    name: str
    phones: tuple[str, ...] = ()  # E.164
    mails: tuple[str, ...] = ()
    organisation: str = ""
    position: str = ""
    telegram: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A card's form. `name` and `version` are stored with drafts.

    `allowed` decides who may start it (the act decides again). `submit` turns the answers into an act and returns
    where to go, or `Made`; a Refused raised there leaves the draft as it was. `summary` names the draft in /drafts,
    from answers that may be few. `prefill` gives first typed answers from the context the form was opened with (they
    stand in the review, unasked). `accepts_contact`: the answers a shared contact gives, by field; only open fields
    take them.
    """

    name: str
    version: int
    title: Text
    save: Text  # what the save button says: «Save the meeting»
    sections: tuple[Section, ...]
    allowed: Callable[[Actor], bool]
    submit: Callable[[Chat, Draft, Answers], Awaitable[Place | Made]]
    summary: Callable[[Answers, Reader], str]
    prefill: Callable[[dict[str, Any], Reading], Awaitable[dict[str, Any]]] | None = None
    authorise: Callable[[dict[str, Any], Reading], Awaitable[None]] | None = None
    """Judges whether the card of the context is still the reader's to write about (A2): raises Refused. A draft is
    judged so whenever it is shown or gone on with, for its person may have moved. Without it `prefill` judges."""
    check: Callable[[Answers], Text | None] | None = None  # rules between fields, said at the review
    present: Callable[[dict[str, Any], Reading], Awaitable[int]] | None = None
    """The version in which the card of the context stands now, for forms that change a card; the context's «version» is
    the one seen. When it has moved on, the review says in what the card differs, and saving again replaces it."""
    card: Callable[[Mapping[str, Any]], Place] | None = None
    """The card of the context, for a form that says something about it without showing it: the review leads there."""
    accepts_contact: Callable[[SharedContact], Mapping[str, Any]] | None = None
    meta: Mapping[str, Any] = field(default_factory=dict)

    def fields(self) -> tuple[Field, ...]:
        return tuple(one for section in self.sections for one in section.fields)
