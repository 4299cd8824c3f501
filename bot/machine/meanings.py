"""What the buttons of a live message mean: index → press, carried from version to version (docs/kernel.md)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Final

from handlers.screens.codec import Unreadable, decode, encode
from handlers.screens.press import Deed, Look, Press
from handlers.screens.values import Button

KEPT: Final = 64
"""Looks and marks of earlier versions that stay pressable."""

_LABEL: Final = 64  # letters of a button; Telegram allows more, no phone shows them


@dataclass(frozen=True, slots=True)
class Meanings:
    """Of one live message. `pressed`: index → {"p": stored press, "v": version it was last shown in}."""

    next_index: int = 0
    place: Any = None
    pressed: dict[str, dict[str, Any]] = field(default_factory=dict)


def carry(before: Meanings, place: Any, version: int, presses: Iterable[Press]) -> tuple[Meanings, list[int]]:
    """The meanings at this version, and the index of each press in order.

    Equal presses keep their index, new ones get the next. Of earlier versions stay looks of the same kind of place and
    marks of the very same place, the newest 64; deeds do not.
    """
    by_form = {_key(entry["p"]): int(index) for index, entry in before.pressed.items()}
    next_index = before.next_index
    now: dict[str, dict[str, Any]] = {}
    order: list[int] = []
    for press in presses:
        form = encode(press)
        index = by_form.get(_key(form))
        if index is None:
            index = next_index
            next_index += 1
            by_form[_key(form)] = index
        order.append(index)
        now[str(index)] = {"p": form, "v": version}
    old = [
        (index, entry)
        for index, entry in before.pressed.items()
        if index not in now and _stays(entry["p"], before.place, place)
    ]
    old.sort(key=lambda one: (one[1]["v"], int(one[0])))
    return replace(before, next_index=next_index, place=place, pressed={**dict(old[-KEPT:]), **now}), order


def keyboard(rows: Iterable[Iterable[Button]], token: str, order: list[int]) -> list[list[dict[str, str]]]:
    """Telegram's inline keyboard; `order` holds the indices of the buttons with a press, in order."""
    indices = iter(order)
    return [
        [
            {"text": _short(button.label), "url": button.url}
            if button.press is None and button.url is not None
            else {"text": _short(button.label), "callback_data": f"{token}.{next(indices)}"}
            for button in one
        ]
        for one in rows
        if one
    ]


def presses_of(rows: Iterable[Iterable[Button]]) -> list[Press]:
    """The presses in the order `keyboard` takes their indices. Raises ValueError for a button that means nothing."""
    found: list[Press] = []
    for one in rows:
        for button in one:
            if button.press is not None:
                found.append(button.press)
            elif button.url is None:
                raise ValueError(f"the button {button.label!r} means nothing")
    return found


def _stays(form: Any, place_before: Any, place: Any) -> bool:
    if not isinstance(place_before, dict) or place_before.get("n") != place.get("n"):
        return False
    try:
        press = decode(form)
    except Unreadable:
        return False
    if isinstance(press, Deed):
        return False
    return isinstance(press, Look) or place_before == place


def _key(form: Any) -> str:
    return json.dumps(form, sort_keys=True, ensure_ascii=False)


def _short(label: str) -> str:
    label = " ".join(label.split()) or "…"
    return label if len(label) <= _LABEL else label[: _LABEL - 1].rstrip() + "…"
