"""What a button means. Three kinds, told apart because they age differently (design §3)."""

from dataclasses import dataclass

from domain.kit.named import named
from handlers.screens.place import AnyPlace


class Press:
    """Base of what a button means: frozen dataclasses registered with `named`."""

    __slots__ = ()


class Deed(Press):
    """Changes the case. Counts once, and only on the version of the screen that shows it."""

    __slots__ = ()


class Mark(Press):
    """A tick or choice in a draft: absolute, idempotent, valid through later versions of the same place."""

    __slots__ = ()


class Look(Press):
    """Page, month, filter, open, back: absolute, never used up, valid through later versions of the same place."""

    __slots__ = ()


@named("go")
@dataclass(frozen=True, slots=True)
class Go(Look):
    """Go to a place. `replace`: the present place does not go on the back stack (pages, filters, tabs)."""

    place: AnyPlace
    replace: bool = False


@named("back")
@dataclass(frozen=True, slots=True)
class Back(Look):
    """To the place before; at the bottom of the stack, the menu."""


@named("home")
@dataclass(frozen=True, slots=True)
class Home(Look):
    """To the menu; the stack is emptied."""
