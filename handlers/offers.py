"""What the rooms offer to the menu and the search; told once by wiring, so that neither names a room."""

from collections.abc import Iterable

from handlers.room import Finder, MenuEntry, Room, Starter

_entries: list[MenuEntry] = []
_finders: list[Finder] = []
_starters: list[Starter] = []


def offer(rooms: Iterable[Room]) -> None:
    """Take what the rooms offer, instead of what was offered before."""
    _entries.clear()
    _finders.clear()
    _starters.clear()
    for room in rooms:
        _entries.extend(room.menu)
        _starters.extend(room.starters)
        if room.finder is not None:
            _finders.append(room.finder)
    _entries.sort(key=lambda entry: entry.order)


def entries() -> tuple[MenuEntry, ...]:
    return tuple(_entries)


def finders() -> tuple[Finder, ...]:
    return tuple(_finders)


def starters() -> tuple[Starter, ...]:
    return tuple(_starters)
