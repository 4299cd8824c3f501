"""What a handler gets: one person's chat within one transaction. The machine provides it; nothing here sends."""

from datetime import datetime
from typing import Protocol, TypeVar

from markupsafe import Markup

from domain.kit.actor import Actor, Guest
from domain.kit.desk import Desk, Door, Notice
from domain.kit.ids import Ref
from handlers.forms.draft import Draft
from handlers.reading import Reading
from handlers.screens.place import Place
from handlers.screens.press import Deed, Press
from handlers.words.reader import Reader

P = TypeVar("P")


class Chat(Protocol):
    """One update of one person: who, where, with what; and where to next.

    Handlers are aiogram handlers; they receive it as the keyword argument `chat`, and a decoded button as `press`.
    A handler calls acts with `chat.desk` and ports, and ends with one of `go`, `back`, `home`, `again`.
    """

    who: Actor | Guest
    now: datetime
    reader: Reader
    place: Place
    press: Press | None
    draft: Draft | None  # the draft of the form that is open in this chat
    seen: bool  # the present place has been put before the person; a text that came earlier answers something else

    @property
    def actor(self) -> Actor:
        """Raises NotPermitted for a guest."""
        ...

    @property
    def desk(self) -> Desk:
        """Raises NotPermitted for a guest."""
        ...

    @property
    def door(self) -> Door:
        """What a guest's acts receive. Raises NotPermitted for somebody signed in."""
        ...

    @property
    def reading(self) -> Reading: ...

    def port(self, kind: type[P], /) -> P: ...

    def go(self, place: Place, *, note: Markup | None = None, replace: bool = False) -> None:
        """Show `place` next; the present one goes on the stack unless `replace`. `note`: a line above the screen."""
        ...

    def back(self, *, note: Markup | None = None) -> None: ...

    def home(self, *, note: Markup | None = None) -> None: ...

    def again(self, note: Markup | None = None) -> None:
        """Show the present place afresh."""
        ...

    def open_draft(self, draft: Draft) -> None:
        """Make this the draft of the chat; saved with the update."""
        ...

    def drop_draft(self) -> None:
        """The draft is finished or thrown away: deleted with the update."""
        ...

    def set_language(self, language: str) -> None:
        """The person's language from now on, the present screen included."""
        ...

    def repeat_after_pin(self, deed: Deed) -> None:
        """Remember the deed that asked for a PIN; `pin_given` repeats it."""
        ...

    def pin_given(self) -> None:
        """The PIN was right: fresh for ten minutes. The remembered deed, if any, is handled in an update of its own, as
        if pressed now at the place the handler has gone to (so call `back` first)."""
        ...

    def forget_typed(self) -> None:
        """What was typed is a secret (a PIN): after the commit the message is deleted from the chat."""
        ...

    def answer(self, line: Markup) -> None:
        """What was typed answers the screen above: it becomes this line («question ✓ answer»), without buttons."""
        ...

    def outcome(self, line: Markup) -> None:
        """What the pressed notice gains instead of its buttons."""
        ...

    def tell_me(self, notice: Notice, about: Ref) -> None:
        """Leave a notice for the person of this chat (also for a guest)."""
        ...
