"""What the rooms offer to the menu, the search, a project's card and the reminders; told once by wiring: none of them
names a room."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from handlers.room import Closing, Finder, MenuEntry, Nearest, ProjectPart, Room, Starter
from handlers.screens.place import Place

_entries: list[MenuEntry] = []
_finders: list[Finder] = []
_starters: list[Starter] = []
_parts: list[ProjectPart[Any]] = []
_closings: dict[str, Closing] = {}
_nearest: list[Nearest] = []
_links: dict[str, Callable[[str], Place | None]] = {}

LINK = re.compile(r"([a-z])([A-Za-z0-9_-]{1,63})")
"""A deep link's payload: one letter of kind and an opaque code; 64 characters at most, as Telegram has it."""


def offer(rooms: Iterable[Room]) -> None:
    """Take what the rooms offer, instead of what was offered before."""
    _entries.clear()
    _finders.clear()
    _starters.clear()
    _parts.clear()
    _closings.clear()
    _nearest.clear()
    _links.clear()
    for room in rooms:
        _entries.extend(room.menu)
        _starters.extend(room.starters)
        _parts.extend(room.project_parts)
        if closed := _closings.keys() & room.closing.keys():
            raise ValueError(f"{room.name}: the deadlines {sorted(closed)} are closed elsewhere")
        _closings.update(room.closing)
        if room.nearest is not None:
            _nearest.append(room.nearest)
        if taken := _links.keys() & room.links.keys():
            raise ValueError(f"{room.name}: the link letters {sorted(taken)} are taken")
        _links.update(room.links)
        if room.finder is not None:
            _finders.append(room.finder)
    _entries.sort(key=lambda entry: entry.order)
    _parts.sort(key=lambda part: part.order)


def entries() -> tuple[MenuEntry, ...]:
    return tuple(_entries)


def finders() -> tuple[Finder, ...]:
    return tuple(_finders)


def starters() -> tuple[Starter, ...]:
    return tuple(_starters)


def project_parts() -> tuple[ProjectPart[Any], ...]:
    """What rooms add to the card of a project, in its order."""
    return tuple(_parts)


def closing(kind: str) -> Closing | None:
    """By what deadlines of the kind are closed (N3); None for a kind that no room closes yet."""
    return _closings.get(kind)


def nearest() -> tuple[Nearest, ...]:
    return tuple(_nearest)


def linked(payload: str) -> Place | None:
    """Where a deep link leads; None for anything but a known letter and a well-formed code (attack 53)."""
    found = LINK.fullmatch(payload)
    opens = _links.get(found[1]) if found else None
    return opens(found[2]) if found and opens else None
