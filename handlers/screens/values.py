"""A screen as a value: compared in tests, projected by the sender."""

from dataclasses import dataclass

from markupsafe import Markup

from domain.kit.ids import FileId
from handlers.screens.press import Press


@dataclass(frozen=True, slots=True)
class Button:
    """A button with words: what it says (plain text), and what it means, or the address it opens."""

    label: str
    press: Press | None = None
    url: str | None = None


Row = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """Text (HTML), rows of buttons, perhaps a picture or file.

    `private`: shown protected, sent first as a neutral line and then edited, so that no push carries it.
    `contact`: label of the reply-keyboard button that shares one's own contact (sign-in only).
    """

    text: Markup
    rows: tuple[Row, ...] = ()
    file: FileId | None = None
    private: bool = False
    contact: str | None = None


def row(*buttons: Button | None) -> Row:
    """A row of the buttons that are there."""
    return tuple(button for button in buttons if button is not None)


def rows(*given: Row | None) -> tuple[Row, ...]:
    """The rows that hold a button."""
    return tuple(one for one in given if one)
