"""From a place to a screen, and from a screen to what Telegram is told. Pure but for what a room's `load` reads."""

from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from markupsafe import Markup

from bot.machine import html
from bot.machine.meanings import Meanings, carry, keyboard, presses_of
from bot.machine.registry import Registry
from domain.kit.desk import Notice
from domain.kit.refused import Refused
from handlers.reading import Reading
from handlers.screens.codec import Unreadable, decode
from handlers.screens.place import Place
from handlers.screens.values import Screen
from handlers.words.fallback import gone_screen, refused_screen
from handlers.words.reader import Reader

_GAP: Final = Markup("\n\n")


async def render(
    place: Place | Any, registry: Registry, reading: Reading, reader: Reader, note: str | None = None
) -> Screen:
    """The screen of a place (a value, or as stored) for one person, with the note above it.

    A refusal becomes a screen with its sentence and the way to the menu. Anything else that goes wrong in `load` or
    `show` is raised: it is a fault of ours, for which the sender apologises.
    """
    try:
        known = place if isinstance(place, Place) else decode(place)
        view = registry.views.get(type(known))
        screen = gone_screen(reader) if view is None else view.show(await view.load(known, reading), reader)
    except Unreadable:
        screen = gone_screen(reader)
    except Refused as refusal:
        screen = refused_screen(registry.sentence(refusal, reader), reader)
    return screen if not note else replace(screen, text=Markup(note) + _GAP + screen.text)  # noqa: S704 -- ours, as stored


async def render_notice(raw: Any, registry: Registry, reading: Reading, reader: Reader) -> Screen | None:
    """The screen of a stored notice for one person; None: it no longer concerns them.

    Raises Unreadable for one that cannot be read, Refused where the person may not see its subject any more.
    """
    notice = decode(raw)
    view = registry.notices.get(type(notice)) if isinstance(notice, Notice) else None
    if view is None:
        raise Unreadable(f"no view of {type(notice).__name__}")
    facts = await view.load(notice, reading)
    return None if facts is None else view.show(facts, reader)


def to_api(screen: Screen, token: str, before: Meanings, place: Any, version: int) -> tuple[dict[str, Any], Meanings]:
    """The parameters of sendMessage and its kin (text or caption, mode, keyboard), and the meanings at this version.

    The contact keyboard and inline buttons exclude one another at Telegram: a screen that asks for the contact shows
    that button alone.
    """
    presses = [] if screen.contact is not None else presses_of(screen.rows)
    after, order = carry(before, place, version, presses)
    params: dict[str, Any] = {"parse_mode": "HTML"}
    if screen.file is None:
        params["text"] = html.cut(str(screen.text), html.TEXT)
        params["link_preview_options"] = {"is_disabled": True}
    else:
        params["caption"] = html.cut(str(screen.text), html.CAPTION)
    if screen.contact is not None:
        params["reply_markup"] = {
            "keyboard": [[{"text": screen.contact, "request_contact": True}]],
            "resize_keyboard": True,
            "one_time_keyboard": True,
        }
    elif buttons := keyboard(screen.rows, token, order):
        params["reply_markup"] = {"inline_keyboard": buttons}
    return params, after


@dataclass(frozen=True, slots=True)
class Present:
    """The live message as it stands in the chat, as far as it decides between an edit and a new message."""

    message_id: int | None
    closed: bool = False
    contact: bool = False
    private: bool = False
    file_id: UUID | None = None


def can_edit(screen: Screen, present: Present, below: bool) -> bool:
    """Whether the live message can become this screen.

    Not when something was typed below it; a message with the contact keyboard cannot be edited; a file or its absence
    stays as sent; and what is private needs a message that was sent protected.
    """
    return (
        present.message_id is not None
        and not below
        and not present.closed
        and not present.contact
        and screen.contact is None
        and screen.file == present.file_id
        and (present.private or not screen.private)
    )


def as_plain(params: dict[str, Any]) -> dict[str, Any]:
    """The same without formatting, for when Telegram cannot parse it: better plain than never."""
    return {
        name: html.plain(value) if name in ("text", "caption") else value
        for name, value in params.items()
        if name != "parse_mode"
    }
