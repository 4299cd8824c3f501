"""What the buttons of a form mean. Marks are absolute: pressed twice they say the same (design §3)."""

from dataclasses import dataclass
from enum import StrEnum

from domain.kit.ids import DraftId
from domain.kit.named import named
from handlers.screens.place import AnyPlace
from handlers.screens.press import Deed, Mark


@named("forms.set")
@dataclass(frozen=True, slots=True)
class Set(Mark):
    """This is the answer: an option's value, an ISO date, «yes» or «no», a number, a currency code, an id."""

    field: str
    value: str
    item: int | None = None
    sub: str = ""


@named("forms.tick")
@dataclass(frozen=True, slots=True)
class Tick(Mark):
    """This one belongs to the answer, or does not: options ticked, files kept, things looked up."""

    field: str
    value: str
    on: bool
    item: int | None = None
    sub: str = ""


@named("forms.done")
@dataclass(frozen=True, slots=True)
class Done(Mark):
    """The answer collected so far is the whole answer."""

    field: str
    item: int | None = None
    sub: str = ""


@named("forms.skip")
@dataclass(frozen=True, slots=True)
class Skip(Mark):
    """No answer: the optional field is left or made empty."""

    field: str
    item: int | None = None
    sub: str = ""


@named("forms.clear")
@dataclass(frozen=True, slots=True)
class Clear(Mark):
    """Start this answer over."""

    field: str
    item: int | None = None
    sub: str = ""


class Kept(StrEnum):
    """Which kept text or value is taken."""

    OFFER = "offer"  # a text that came too early, from elsewhere, or too long
    FORMER = "former"  # the answer given before something it depends on changed
    DEFAULT = "default"  # the proposal of the form


@named("forms.take")
@dataclass(frozen=True, slots=True)
class Take(Mark):
    """Use what is kept or proposed as the answer."""

    field: str
    kept: Kept
    item: int | None = None
    sub: str = ""


@named("forms.remove_item")
@dataclass(frozen=True, slots=True)
class RemoveItem(Mark):
    """The item with this key is not in the group."""

    field: str
    item: int


@named("forms.make")
@dataclass(frozen=True, slots=True)
class MakeMissing(Mark):
    """What is looked for is not there: make it, from what was typed; this question waits for it."""

    field: str
    found: str
    item: int | None = None
    sub: str = ""


@named("forms.later")
@dataclass(frozen=True, slots=True)
class Later(Mark):
    """Leave; the draft waits in /drafts."""


@named("forms.resume")
@dataclass(frozen=True, slots=True)
class Resume(Mark):
    """Go on with this draft where it stands."""

    draft: DraftId


@named("forms.save")
@dataclass(frozen=True, slots=True)
class SaveForm(Deed):
    """The card is finished: hand the answers to the room's act.

    `start`: a form opened with all its answers, of which no draft has been kept; it is begun and finished at once.
    """

    draft: DraftId
    start: AnyPlace | None = None


@named("forms.throw_away")
@dataclass(frozen=True, slots=True)
class ThrowAway(Deed):
    """Delete the draft."""

    draft: DraftId


@named("forms.begin")
@dataclass(frozen=True, slots=True)
class Begin(Mark):
    """At a form opened anew whose review stands already: keep it as a draft and go to this question."""

    field: str
    item: int | None = None
    sub: str = ""
