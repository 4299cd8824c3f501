"""What the rooms offer to the menu and the search; told once by wiring, so that neither names a room."""

import re
from collections.abc import Callable, Iterable

from handlers.room import Finder, MenuEntry, Room, Starter
from handlers.screens.place import Place

_entries: list[MenuEntry] = []
_finders: list[Finder] = []
_starters: list[Starter] = []
_links: dict[str, Callable[[str], Place | None]] = {}

LINK = re.compile(r"([a-z])([A-Za-z0-9_-]{1,63})")
"""A deep link's payload: one letter of kind and an opaque code; 64 characters at most, as Telegram has it."""


def offer(rooms: Iterable[Room]) -> None:
    """Take what the rooms offer, instead of what was offered before."""
    _entries.clear()
    _finders.clear()
    _starters.clear()
    _links.clear()
    for room in rooms:
        _entries.extend(room.menu)
        _starters.extend(room.starters)
        if taken := _links.keys() & room.links.keys():
            raise ValueError(f"{room.name}: the link letters {sorted(taken)} are taken")
        _links.update(room.links)
        if room.finder is not None:
            _finders.append(room.finder)
    _entries.sort(key=lambda entry: entry.order)


def entries() -> tuple[MenuEntry, ...]:
    return tuple(_entries)


def finders() -> tuple[Finder, ...]:
    return tuple(_finders)


def starters() -> tuple[Starter, ...]:
    return tuple(_starters)


def linked(payload: str) -> Place | None:
    """Where a deep link leads; None for anything but a known letter and a well-formed code (attack 53)."""
    found = LINK.fullmatch(payload)
    opens = _links.get(found[1]) if found else None
    return opens(found[2]) if found and opens else None
