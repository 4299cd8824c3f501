"""What fits on a phone's button, and how a choice or a long answer is shown: one place for all rooms (glossary)."""

from typing import Final

from markupsafe import Markup

from handlers.forms.clean import shortened
from handlers.words.reader import Reader

ON_BUTTON: Final = 40
"""Characters of a button that stands alone."""

IN_PAIR: Final = 24
"""Characters of a button that stands beside another."""

SHOWN: Final = 300
"""Characters of a long answer that a card shows before it folds."""


def ticked(label: str, chosen: bool) -> str:
    """A choice among others, marked if it is the present one."""
    return f"✓ {label}" if chosen else label


def with_tail(name: str, tail: str) -> str:
    """«Name · tail» on one button: a long name is cut, so that what follows it stays in sight."""
    return f"{shortened(name, max(ON_BUTTON - len(tail) - 3, 12))} · {tail}" if tail else shortened(name, ON_BUTTON)


def quoted(text: str, title: Markup, r: Reader) -> Markup:
    """A long answer under its title; the longest fold."""
    if len(text) > SHOWN:
        return r.say("quoted", "{title}\n<blockquote expandable>{text}</blockquote>", title=title, text=text)
    return r.say("quoted", "{title}\n<blockquote>{text}</blockquote>", title=title, text=text)
