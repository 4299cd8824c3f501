"""Messages whose part is over: notices that were settled, screens that were left above. Their buttons go."""

import logging
from dataclasses import dataclass
from typing import Any, Final

from bot.machine import html
from bot.machine.wire import NOTICE, Gone, Rejected, Unknown, Unreachable, Waits, Wire
from bot.storage.unit import Database

log = logging.getLogger(__name__)

_RETRY: Final = 2.0  # seconds; nothing depends on it, the meanings are gone already

_READ: Final = """
SELECT chat_id, message_id, kind, closed, outcome, body, file_id IS NOT NULL AS file FROM live_message
WHERE token = $1 AND stale
    AND EXISTS (SELECT FROM lease WHERE name = $2 AND owner = $3 AND epoch = $4 AND expires > clock_timestamp())
"""
_DONE: Final = """
UPDATE live_message SET stale = false WHERE token = $1 AND outcome IS NOT DISTINCT FROM $2
"""


@dataclass(frozen=True, slots=True)
class Edit:
    """One call that closes a message."""

    method: str
    params: dict[str, Any]


def closing_edit(kind: str, body: str | None, outcome: str | None, *, file: bool) -> Edit:
    """How a message is closed: a screen becomes «question ✓ answer», a notice keeps its text above the outcome, and
    without an outcome only the buttons go."""
    if outcome is None or (file and kind == "screen"):
        return Edit("editMessageReplyMarkup", {})
    text = outcome if kind == "screen" or not body else f"{body}\n\n{outcome}"
    if file:
        return Edit("editMessageCaption", {"caption": html.cut(text, html.CAPTION), "parse_mode": "HTML"})
    preview = {"is_disabled": True}
    return Edit("editMessageText", {"text": html.cut(text), "parse_mode": "HTML", "link_preview_options": preview})


class Closing:
    """Closes one message at a time; the sender decides which and when."""

    def __init__(self, database: Database, wire: Wire) -> None:
        self._database = database
        self._wire = wire

    async def close(self, token: str) -> None:
        """Edit the message. What cannot be edited any more is let be. Raises LeaseLost, and the database's errors."""
        lease = self._wire.lease
        async with self._database.alone() as raw:
            row = await raw.fetchrow(_READ, token, lease.name, lease.owner, lease.epoch)
        if row is None:
            return
        chat = int(row["chat_id"])
        if row["message_id"] is not None:
            edit = closing_edit(row["kind"], row["body"], row["outcome"], file=row["file"])
            try:
                await self._wire.call(chat, NOTICE, edit.method, {"message_id": row["message_id"], **edit.params})
            except (Waits, Unknown):
                self._wire.limits.stop_chat(chat, _RETRY)
                return
            except (Gone, Unreachable):
                pass
            except Rejected as rejected:
                log.warning("a message cannot be closed", extra={"description": rejected.error.description})
        async with self._database.alone() as raw:
            await raw.execute(_DONE, token, row["outcome"])
