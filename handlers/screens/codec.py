"""Stored form of named values: ``{"n": name, "v": version, "d": fields}``.

What cannot be read is `Unreadable`, that is, stale.
"""

from typing import Any

from pydantic import TypeAdapter, ValidationError

from domain.kit.named import class_named, name_of


class Unreadable(ValueError):
    """A stored value of an unknown name, a newer version, or with fields that no longer fit."""


_adapters: dict[type[Any], TypeAdapter[Any]] = {}


def _adapter(cls: type[Any]) -> TypeAdapter[Any]:
    if cls not in _adapters:
        _adapters[cls] = TypeAdapter(cls)
    return _adapters[cls]


def encode(value: Any) -> dict[str, Any]:
    """A JSON-ready form of a registered value. Raises KeyError for a class that is not registered."""
    name, version = name_of(type(value))
    return {"n": name, "v": version, "d": _adapter(type(value)).dump_python(value, mode="json")}


def decode(raw: Any) -> Any:
    """The value of a stored form. Raises Unreadable."""
    if not isinstance(raw, dict):
        raise Unreadable("not a stored value")
    cls = class_named(str(raw.get("n")))
    if cls is None or name_of(cls)[1] != raw.get("v"):
        raise Unreadable(f"unknown: {raw.get('n')!r} v{raw.get('v')!r}")
    try:
        return _adapter(cls).validate_python(raw.get("d") or {})
    except ValidationError as error:
        raise Unreadable(str(error)) from None
