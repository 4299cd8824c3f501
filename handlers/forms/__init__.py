"""Forms as declarations, and the engine that asks them. Names no room."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handlers.room import Room

    room: Room


def __getattr__(name: str) -> "Room":
    """`room`, made at first use: rooms are described with forms, and this room with rooms."""
    if name == "room":
        from handlers.forms.offered import ROOM

        return ROOM
    raise AttributeError(name)
