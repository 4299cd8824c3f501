"""Places: where a person is. Small typed values, from which every screen is rebuilt (design §3)."""

from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator


class Place:
    """Base of places: frozen dataclasses registered with `named("room.screen")`; fields are ids, pages, filters."""

    __slots__ = ()

    def left(self) -> "Place":
        """What is kept of the place once it is left: itself, without what may be shown only once."""
        return self


def _encode(place: Place) -> Any:
    from handlers.screens.codec import encode

    return encode(place)


def _decode(raw: Any) -> Place:
    from handlers.screens.codec import decode

    if isinstance(raw, Place):
        return raw
    value = decode(raw)
    if not isinstance(value, Place):
        raise ValueError("not a place")
    return value


AnyPlace = Annotated[Place, PlainValidator(_decode), PlainSerializer(_encode)]
"""A field that holds any registered place."""
