"""Files on their way out: uploaded once, then sent by the id that Telegram gave (per bot)."""

from typing import Any, Final
from uuid import UUID

from bot.machine.telegram import Upload
from bot.machine.wire import Rejected, Wire
from bot.storage.unit import Database

_PICTURES: Final = frozenset({"jpg", "png"})
_PICTURE_LIMIT: Final = 10 * 1024 * 1024  # Telegram's for photos

_READ: Final = """
SELECT f.name, f.mime, f.kind, f.size, t.telegram_file FROM file f
LEFT JOIN file_telegram t ON t.file_id = f.id AND t.bot_id = $2
WHERE f.id = $1 AND f.state = 'checked'
"""
_REMEMBER: Final = """
INSERT INTO file_telegram (file_id, bot_id, telegram_file) VALUES ($1, $2, $3)
ON CONFLICT (file_id, bot_id) DO UPDATE SET telegram_file = $3
"""


class NoFile(Exception):
    """There is no checked file of this id: only inspected bytes are served."""


class Attachments:
    """Sends a stored file as a message."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def send(self, wire: Wire, chat: int, rank: int, file: UUID, params: dict[str, Any]) -> int:
        """Send the file with its caption and keyboard; the message's id. Raises NoFile, and what the wire raises."""
        bot = wire.telegram.bot_id
        async with self._database.unit() as unit:
            row = await unit.raw.fetchrow(_READ, file, bot)
        if row is None:
            raise NoFile(str(file))
        picture = row["kind"] in _PICTURES and row["size"] <= _PICTURE_LIMIT
        field = "photo" if picture else "document"
        method = "sendPhoto" if picture else "sendDocument"
        if row["telegram_file"] is not None:
            try:
                sent = await wire.call(chat, rank, method, {**params, field: row["telegram_file"]})
                return int(sent["message_id"])
            except Rejected as rejected:
                # An id of another bot, or forgotten by Telegram (attack 80): the bytes are ours, upload them.
                if not rejected.error.says("wrong file identifier", "file_id", "file reference", "wrong remote file"):
                    raise
        async with self._database.unit() as unit:
            content = await unit.raw.fetchval(
                "SELECT bytes FROM file_content c JOIN file f USING (sha256) WHERE f.id = $1", file
            )
        upload = Upload(row["name"], row["mime"] or "application/octet-stream", bytes(content))
        sent = await wire.call(chat, rank, method, params, {field: upload})
        if (given := _given_id(sent, field)) is not None:
            async with self._database.unit() as unit:
                await unit.raw.execute(_REMEMBER, file, bot, given)
        return int(sent["message_id"])


def _given_id(sent: dict[str, Any], field: str) -> str | None:
    value = sent.get(field)
    if isinstance(value, list):  # the sizes of a photo, the largest last
        value = value[-1] if value else None
    return str(value["file_id"]) if isinstance(value, dict) and "file_id" in value else None
