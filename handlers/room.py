"""A room: one capability as the machine sees it. `bot/wiring.py` is a list of rooms."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from aiogram import Router
from markupsafe import Markup

from domain.kit.actor import Actor, Guest
from domain.kit.desk import Notice
from domain.kit.ids import Ref
from domain.kit.refused import Refused
from domain.passport.model import Project
from handlers.chat import Chat
from handlers.forms.declare import Form
from handlers.reading import Reading
from handlers.screens.place import Place
from handlers.screens.press import Press
from handlers.screens.values import Row, Screen
from handlers.words.catalog import Text
from handlers.words.reader import Reader

P = TypeVar("P", bound=Place)
N = TypeVar("N", bound=Notice)
F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class View(Generic[P, F]):
    """How a place is shown: `load` reads and authorises (raises Refused), `show` is pure."""

    place: type[P]
    load: Callable[[P, Reading], Awaitable[F]]
    show: Callable[[F, Reader], Screen]


@dataclass(frozen=True, slots=True)
class NoticeView(Generic[N, F]):
    """How a notice is shown at send time. `load` returns None when it no longer concerns the reader: dropped, recorded.

    The text of a push is the message itself: a number, a neutral title, a date; no personal data, nothing of KYC.
    """

    notice: type[N]
    load: Callable[[N, Reading], Awaitable[F | None]]
    show: Callable[[F, Reader], Screen]


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A line of the menu. `place` gives None for those who have no use for it; `count`: what waits there."""

    order: int  # «waiting for you» is 0, daily work below 100, administration from 200
    label: Text
    place: Callable[[Actor | Guest], Place | None]
    count: Callable[[Reading], Awaitable[int]] | None = None
    only_with: bool = False  # left out while nothing is counted: no button that leads to an empty list


@dataclass(frozen=True, slots=True)
class Found:
    """One line of a search: what it says, where it opens; `rank` 0..100, higher is nearer."""

    label: str
    place: Place
    rank: int = 50


Finder = Callable[[str, Reading, Reader], Awaitable[Sequence[Found]]]
"""Searches what the person may see, by any part of a name in any script; at most 10 lines."""


@dataclass(frozen=True, slots=True)
class Starter:
    """A card that a text typed at the menu can start: «start a company card from this»."""

    label: Text
    allowed: Callable[[Actor], bool]
    place: Callable[[str], Place]


@dataclass(frozen=True, slots=True)
class Added:
    """What a room says on a project's card: lines below where it stands, and rows of buttons."""

    lines: tuple[Markup, ...] = ()
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class ProjectPart(Generic[F]):
    """A room's part of a project's card. The card has judged that the reader may see the project; `load` judges what of
    the part is theirs, None leaves it out; `show` is pure. Lower `order` comes first: what has to be done next below
    100, ways to look at things from 100."""

    order: int
    load: Callable[[Project, Reading], Awaitable[F | None]]
    show: Callable[[F, Reader], Added]


@dataclass(frozen=True, slots=True)
class Way:
    """One button that leads to the end of a deadline: what it says, and what it does or where it leads. On a reminder
    it is a notice's button, so a deed must not ask for the version somebody saw."""

    label: Text
    press: Press


Closing = Callable[[Ref, Reading], Awaitable[Sequence[Way]]]
"""By what the reader can close the deadline of this subject, the most useful first; none for those who may do nothing.
The subject may be gone or out of sight meanwhile: then none, too (N3, A2)."""


@dataclass(frozen=True, slots=True)
class Next:
    """A matter that waits for the reader: what its button says, where it opens."""

    label: Callable[[Reader], str]
    place: Place


Nearest = Callable[[Reading], Awaitable[Sequence[Next]]]
"""What is most urgent for the reader, for the top of the menu: a few, the first first."""


Entered = Callable[[Chat, Any], Awaitable[None]]
"""Runs when a person goes to the place, in the update's transaction: a look that has to be recorded (A4), a first
opening that changes the case. A Refused raised here stops the going."""

Sentence = Callable[[Any, Reader], Markup]


@dataclass(frozen=True, slots=True)
class Room:
    """What a room offers. `links`: deep-link letters → from an opaque code to a place."""

    name: str
    views: tuple[View[Any, Any], ...] = ()
    notices: tuple[NoticeView[Any, Any], ...] = ()
    forms: tuple[Form, ...] = ()
    router: Callable[[], Router] | None = None  # a factory: an aiogram Router can be attached only once
    refusals: Mapping[type[Refused], Sentence] = field(default_factory=dict)
    links: Mapping[str, Callable[[str], Place | None]] = field(default_factory=dict)
    menu: tuple[MenuEntry, ...] = ()
    finder: Finder | None = None
    starters: tuple[Starter, ...] = ()
    entered: Mapping[type[Place], Entered] = field(default_factory=dict)
    project_parts: tuple[ProjectPart[Any], ...] = ()
    closing: Mapping[str, Closing] = field(default_factory=dict)  # kind of deadline → by what it is closed
    nearest: Nearest | None = None
