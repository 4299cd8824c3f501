"""Random updates: everything aiogram's models can express, the same bent out of shape, and bytes that are none.

Seeded: a run can be repeated. The texts are those that break things (attacks 57–67).
"""

import datetime
import json
import random
import types
import typing
from typing import Any, Final

from aiogram.types import Chat, Message, TelegramObject, Update, User
from aiogram.types.base import MutableTelegramObject

TEXTS: Final = (
    "", " ", "/start", "/start A", "/start ____", "/help", "/menu", "/cancel", "/calendar", "do", "1", "-1", "0",
    "1 000,50", "1e309", "NaN", "٣٤", "31.02.2027", "29.02.2027", "21.11", "год 10000", "<b>", "</a>", "&amp;",
    "<script>alert(1)</script>", '"QAZAQSTAN <MONARH>"', "_*[", "{0.__class__}", "%s", "${x}", "\u202eabc", "a\u200bb",
    "e" + "\u0301" * 60, "\x00", "\ufffd", "%' OR 1=1 --", "x" * 4_097, "\U0001f600" * 300, "Қазақстан",
    "=cmd|' /C calc'!A0",
    "../../x", "И-2026-000001", "I-2026-1", "+7 701 000 00 00",
)  # fmt: skip
NUMBERS: Final = (0, 1, -1, 7, 2**31, 2**53, 2**63 - 1, -(2**63), 1_780_000_000)
NOISE: Final = (
    b"", b"{}", b"[]", b"null", b"{", b'"x"', b"\xff\xfe", b"[" * 2_000, b'{"update_id": 1e400}', b'{"update_id": "1"}',
    b'{"update_id": -5, "message": {}}', b'{"update_id": 900000, "message": {"text": "\\ud800"}}',
)  # fmt: skip
DEPTH: Final = 4


class Shapes:
    """One stream of random updates. `people`: Telegram accounts that send them."""

    def __init__(self, seed: int, people: tuple[int, ...]) -> None:
        self.random = random.Random(seed)
        self._people = people
        self._next = 0
        self._hints: dict[type[Any], dict[str, Any]] = {}

    def update(self) -> bytes:
        """The body of one update, more or less."""
        self._next += 1
        match self.random.randrange(10):
            case 0:
                return self._noise()
            case 1 | 2 | 3:
                return _dumped(self._bent(self._expressed()))
            case _:
                return _dumped(self._expressed())

    def _expressed(self) -> dict[str, Any]:
        """Any kind of update, with some of its fields; most come from one of the people in their own chat."""
        kinds = [name for name in Update.model_fields if name != "update_id"]
        wanted = ("message", "edited_message", "callback_query", "my_chat_member")
        kind = self.random.choice(wanted if self.random.random() < 0.7 else kinds)
        event = self._object(self._model(Update, kind), DEPTH)
        if self.random.random() < 0.9:
            self._at_home(event, self.random.choice(self._people))
        return {"update_id": self._next, kind: event}

    def _at_home(self, event: dict[str, Any], who: int) -> None:
        user = {"id": who, "is_bot": False, "first_name": self._text(), "language_code": "ru"}
        chat = {"id": who, "type": "private", "first_name": "x"}
        if "from" in event or self.random.random() < 0.9:
            event["from"] = user
        for holder in (event, event.get("message")):
            if isinstance(holder, dict) and "chat" in holder:
                holder["chat"] = chat
                holder.setdefault("from", user)

    def _model(self, model: type[Any], name: str) -> type[Any]:
        found = [one for one in _parts(self._hints_of(model)[name]) if isinstance(one, type)]
        return next(one for one in found if one is not type(None))

    def _hints_of(self, model: type[Any]) -> dict[str, Any]:
        if model not in self._hints:
            self._hints[model] = {name: field.annotation for name, field in model.model_fields.items()}
        return self._hints[model]

    def _object(self, model: type[Any], depth: int) -> dict[str, Any]:
        made: dict[str, Any] = {}
        rich = self.random.random() < 0.1
        for name, field in model.model_fields.items():
            chance = 1.0 if field.is_required() else 0.3 if rich else 0.06
            if model is Message and name == "text":
                chance = 0.6
            if self.random.random() < chance:
                made[field.alias or name] = self._value(field.annotation, depth)
        return made

    def _value(self, hint: Any, depth: int) -> Any:
        origin = typing.get_origin(hint)
        if origin in (typing.Union, types.UnionType):
            return self._value(self.random.choice([one for one in hint.__args__ if one is not type(None)]), depth)
        if origin is typing.Literal:
            return self.random.choice(hint.__args__)
        if origin is typing.Annotated:
            return self._value(hint.__args__[0], depth)
        if origin is list:
            many = self.random.choice((0, 1, 1, 2)) if depth > 0 else 0
            return [self._value(hint.__args__[0], depth - 1) for _ in range(many)]
        if isinstance(hint, type) and issubclass(hint, TelegramObject | MutableTelegramObject):
            return self._object(hint, depth - 1) if depth > 0 or hint in (User, Chat) else {}
        if hint is bool:
            return self.random.random() < 0.5
        if hint is int:
            return self.random.choice(NUMBERS)
        if hint is float:
            return self.random.choice((0.0, -1.5, 1e300))
        if isinstance(hint, type) and issubclass(hint, datetime.datetime):
            return self.random.choice((0, 1_780_000_000, 2**40))
        return self._text()

    def _text(self) -> str:
        return self.random.choice(TEXTS)

    def _bent(self, value: Any) -> Any:
        """One place somewhere inside says something else than it should."""
        here, key = value, None
        holder: Any = None
        while isinstance(here, dict | list) and here and (holder is None or self.random.random() < 0.8):
            holder = here
            key = self.random.choice(list(here)) if isinstance(here, dict) else self.random.randrange(len(here))
            here = here[key]
        if holder is None:
            return value
        match self.random.randrange(4):
            case 0:
                del holder[key]
            case 1:
                holder[key] = self.random.choice((None, True, [], {}, [[[]]], "", -1, 2**80, 1e308, {"id": {}}))
            case 2:
                holder[key] = [here, here]
            case _:
                holder[key] = self._text()
        return value

    def _noise(self) -> bytes:
        return self.random.choice((*NOISE, self.random.randbytes(40), b'{"update_id": %d}' % self._next))


def _parts(hint: Any) -> tuple[Any, ...]:
    return tuple(typing.get_args(hint)) or (hint,)


def _dumped(value: Any) -> bytes:
    return json.dumps(value).encode()
