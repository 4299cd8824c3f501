"""Stable names for values that are stored: places, presses, notices.

Stored values are known by name and version, never by code path, so that a renamed class or a moved module cannot
break a button that is already on somebody's phone. A name once used is never used for another meaning.
"""

from collections.abc import Callable
from dataclasses import is_dataclass
from typing import Any, TypeVar

T = TypeVar("T")

_by_name: dict[str, type[Any]] = {}
_names: dict[type[Any], tuple[str, int]] = {}


def named(name: str, version: int = 1) -> Callable[[type[T]], type[T]]:
    """Class decorator: register a frozen dataclass under a stable name («company.card»). ValueError on a second use."""

    def register(cls: type[T]) -> type[T]:
        if not is_dataclass(cls):
            raise TypeError(f"{cls.__name__} is not a dataclass")
        if name in _by_name:
            raise ValueError(f"the name {name} is taken by {_by_name[name].__name__}")
        _by_name[name] = cls
        _names[cls] = (name, version)
        return cls

    return register


def name_of(cls: type[Any]) -> tuple[str, int]:
    """The stable name and version of a registered class. Raises KeyError for one that is not registered."""
    return _names[cls]


def class_named(name: str) -> type[Any] | None:
    """The class registered under the name, or None."""
    return _by_name.get(name)


def all_named(base: type[T]) -> dict[str, type[T]]:
    """All registered classes below `base`, by name."""
    return {name: cls for name, cls in _by_name.items() if issubclass(cls, base)}
