"""Raw updates: what can be told without believing them (attacks 1–16)."""

import hashlib
import json
from typing import Any, Final

from bot.machine.presses import token_of
from bot.storage.machine import Received

KINDS: Final = ("message", "edited_message", "callback_query", "my_chat_member")
"""What is asked of Telegram (`allowed_updates`), and handled. Anything else is stored, and ends without effect."""

UNREADABLE: Final = "unreadable"
_BIGINT: Final = 2**63
_SPARE: Final = 2**61  # ids below -2**61 are our own, for bodies that carry none


def read_body(body: bytes) -> Received:
    """An update from the bytes of a webhook call. Never raises: what cannot be read is stored as such."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return _unreadable(body.decode("utf-8", "replace"))
    return read(value)


def read(value: Any) -> Received:
    """An update from decoded JSON."""
    try:
        payload = json.dumps(value, sort_keys=True, separators=(",", ":"))
    except (ValueError, RecursionError):
        return _unreadable("")
    update_id = value.get("update_id") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(update_id, int) or not _is_id(update_id) or update_id < 0:
        return _unreadable(payload)
    found = [key for key in (*KINDS, *value) if isinstance(value.get(key), dict)]
    kind = found[0] if found else UNREADABLE
    event = value.get(kind) or {}
    user, chat = part(event, "from"), part(event, "chat")
    token = callback_id = None
    if kind == "callback_query":
        chat = part(part(event, "message"), "chat") or {"id": user.get("id"), "type": "private"}
        token = token_of(event.get("data"))
        if isinstance(event.get("id"), str):
            callback_id = event["id"][:64]
    sender = next((one["id"] for one in (user, chat) if _is_id(one.get("id"))), 0)
    private = chat.get("type") == "private" and chat.get("id") == sender > 0
    return Received(
        update_id=update_id,
        hash=_hash(payload),
        sender=sender,
        chat=chat["id"] if private else None,
        kind=kind[:40],
        token=token,
        payload=payload,
        callback_id=callback_id,
    )


def too_long() -> Received:
    """A body above the limit: no update of Telegram's is that long."""
    return _unreadable("a body above the limit")


def clean(value: Any) -> Any:
    """A payload without what PostgreSQL's JSON and UTF-8 cannot hold: NUL and lone surrogates (attack 62)."""
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {key: clean(one) for key, one in value.items()}
    if isinstance(value, list):
        return [clean(one) for one in value]
    return value


def load(payload: str) -> Any:
    """The stored payload, cleaned where it has to be."""
    value = json.loads(payload)
    return clean(value) if "\\u0000" in payload or "\\ud" in payload else value


def part(value: Any, name: str) -> dict[str, Any]:
    """A part of a raw update that should be an object; empty where it is not."""
    part = value.get(name) if isinstance(value, dict) else None
    return part if isinstance(part, dict) else {}


def _is_id(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -_BIGINT < value < _BIGINT


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _unreadable(text: str) -> Received:
    digest = _hash(text)
    own = -(_SPARE + int.from_bytes(digest[:7], "big"))
    return Received(own, digest, 0, None, UNREADABLE, None, json.dumps(text[:4_000]))
