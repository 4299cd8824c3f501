"""Notices on their way out: decided anew at send time (design §2.6), sent with no transaction open, then marked."""

import json
import logging
import secrets
from dataclasses import dataclass
from typing import Any, Final

from bot.machine import html
from bot.machine.attachments import Attachments, NoFile
from bot.machine.incidents import Bug, ours
from bot.machine.marking import mark
from bot.machine.meanings import Meanings
from bot.machine.people import COLUMNS, Backdrop, reading_of
from bot.machine.projection import as_plain, render_notice, to_api
from bot.machine.registry import Registry
from bot.machine.wire import BULK, NOTICE, Gone, LeaseLost, Rejected, Unknown, Unreachable, Waits, Wire
from bot.storage.unit import Database, Unit
from domain.kit.ids import FileId
from domain.kit.refused import Refused
from handlers.screens.codec import Unreadable

log = logging.getLogger(__name__)

_BUGS: Final = 5  # tries of a notice that fails to be made, over about half an hour

_CLAIM: Final = f"""
SELECT x.id, x.notice, x.priority, x.attempts, x.person_id IS NULL AS for_guest, x.person_id,
    coalesce(a.telegram_id, x.telegram_id) AS chat, coalesce(a.reachable, true) AS reachable,
    l.token, l.next_index, l.meanings, coalesce(l.closed, false) AS closed, d.guest_language, {COLUMNS}
FROM outbox x
LEFT JOIN account a ON a.person_id = x.person_id OR (x.person_id IS NULL AND a.telegram_id = x.telegram_id)
LEFT JOIN person p ON p.id = coalesce(x.person_id, a.person_id)
LEFT JOIN organisation o ON o.id = p.organisation_id
LEFT JOIN live_message l ON l.outbox_id = x.id
LEFT JOIN dialogue d ON d.bot_id = $2 AND d.chat_id = x.telegram_id
WHERE x.id = $1 AND x.state = 'waiting'
    AND EXISTS (SELECT FROM lease WHERE name = $3 AND owner = $4 AND epoch = $5 AND expires > clock_timestamp())
FOR UPDATE OF x
"""  # noqa: S608 -- columns of ours

_WRITE: Final = """
WITH live AS (
    INSERT INTO live_message AS l (token, bot_id, chat_id, kind, outbox_id, next_index, meanings, body, file_id)
    VALUES ($2, $3, $4, 'notice', $1, $5, $6, $7, $8)
    ON CONFLICT (token) DO UPDATE SET next_index = $5, meanings = $6, body = $7, file_id = $8, chat_id = $4
)
UPDATE outbox SET state = 'sending', attempts = attempts + 1, bot_id = $3, chat_id = $4 WHERE id = $1
"""
_END: Final = "UPDATE outbox SET state = $2, reason = $3 WHERE id = $1"
_PUT_OFF: Final = """
UPDATE outbox SET attempts = attempts + 1, not_before = clock_timestamp() + make_interval(secs => $2), reason = $3
WHERE id = $1
"""

_HELD: Final = "EXISTS (SELECT FROM lease WHERE name = $2 AND owner = $3 AND epoch = $4)"
_SENT: Final = f"""
WITH live AS (UPDATE live_message SET message_id = $5 WHERE outbox_id = $1 AND {_HELD})
UPDATE outbox SET state = 'sent', sent_at = clock_timestamp(), message_id = $5, reason = NULL
WHERE id = $1 AND state = 'sending' AND {_HELD}
"""  # noqa: S608
_LATER: Final = f"""
UPDATE outbox SET state = 'waiting', lost = lost + $6, not_before = clock_timestamp() + make_interval(secs => $5)
WHERE id = $1 AND state = 'sending' AND {_HELD}
"""  # noqa: S608
_OVER: Final = f"""
UPDATE outbox SET state = $5, reason = $6 WHERE id = $1 AND state = 'sending' AND {_HELD}
"""  # noqa: S608
_UNREACHABLE: Final = f"""
WITH person AS (UPDATE account SET reachable = false FROM outbox x
    WHERE x.id = $1 AND account.telegram_id = x.chat_id AND {_HELD} RETURNING account.person_id)
UPDATE outbox SET state = 'dropped', reason = 'unreachable'
WHERE ((id = $1 AND state = 'sending') OR (state = 'waiting' AND person_id IN (SELECT person_id FROM person)))
    AND {_HELD}
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice made ready: what Telegram is told, and to which chat."""

    chat: int
    rank: int
    params: dict[str, Any]
    file: FileId | None


class Outbox:
    """Sends one notice at a time; the sender decides which and when."""

    def __init__(
        self,
        database: Database,
        wire: Wire,
        registry: Registry,
        backdrop: Backdrop,
        attachments: Attachments,
    ) -> None:
        self._database = database
        self._wire = wire
        self._registry = registry
        self._backdrop = backdrop
        self._attachments = attachments
        self._bot = wire.telegram.bot_id

    async def send(self, row_id: int) -> None:
        """Send the notice, or drop it with the reason recorded. Raises LeaseLost, and what the database raises."""
        try:
            async with self._database.unit() as unit:
                letter = await self._write(unit, row_id)
        except Bug as bug:
            await self._put_off(row_id, bug.incident)
            return
        if letter is not None:
            await self._deliver(row_id, letter)

    async def _write(self, unit: Unit, row_id: int) -> Letter | None:
        lease = self._wire.lease
        row = await unit.raw.fetchrow(_CLAIM, row_id, self._bot, lease.name, lease.owner, lease.epoch)
        if row is None:
            return None
        if (reason := _not_to_be_sent(row)) is not None:
            await unit.raw.execute(_END, row_id, "dropped", reason)
            return None
        chat = int(row["chat"])
        reading, reader = await reading_of(
            row, unit, self._backdrop, chat_id=chat, guest_language=row["guest_language"]
        )
        token = row["token"] or secrets.token_urlsafe(9)
        before = Meanings(row["next_index"] or 0, None, row["meanings"] or {})
        try:
            screen = await render_notice(row["notice"], self._registry, reading, reader)
            if screen is not None:
                params, after = to_api(screen, token, before, None, 0)
        except Unreadable as error:
            ours("a notice cannot be read", error, outbox=row_id)
            await unit.raw.execute(_END, row_id, "dead", "unreadable")
            return None
        except Refused as refusal:
            await unit.raw.execute(_END, row_id, "dropped", f"refused: {type(refusal).__name__}")
            return None
        except Exception as error:
            raise Bug.of("a notice cannot be shown", error, outbox=row_id) from error
        if screen is None:
            await unit.raw.execute(_END, row_id, "dropped", "no longer concerned")
            return None
        if screen.private:
            params["protect_content"] = True
        await unit.raw.execute(
            _WRITE, row_id, token, self._bot, chat, after.next_index, json.dumps(after.pressed),
            html.cut(str(screen.text), html.CAPTION if screen.file else html.TEXT), screen.file,
        )  # fmt: skip
        return Letter(chat, BULK if row["priority"] >= BULK else NOTICE, params, screen.file)

    async def _deliver(self, row_id: int, letter: Letter) -> None:
        try:
            message = await self._call(letter)
        except Waits as waits:
            await self._run(_LATER, row_id, waits.seconds, 0)
        except Unknown as unknown:
            failures = self._wire.limits.failed(letter.chat)
            await self._run(_LATER, row_id, min(2.0**failures, 60.0), int(unknown.lost))
        except Unreachable:
            await self._run(_UNREACHABLE, row_id)
            log.info("a person is unreachable", extra={"chat": letter.chat})
        except (Rejected, Gone, NoFile) as error:
            number = ours("a notice is refused by Telegram", error, outbox=row_id)
            await self._run(_OVER, row_id, "dead", f"incident {number}")
        except LeaseLost:  # nothing was sent; if the lease is ours again without a new epoch, nobody would recover it
            await self._run(_LATER, row_id, 0.0, 0)
            raise
        except Exception:  # the database's trouble on the way: whether it was sent, nobody knows
            await self._run(_LATER, row_id, 1.0, 1)
            raise
        else:
            self._wire.limits.succeeded(letter.chat)
            await self._run(_SENT, row_id, message)

    async def _call(self, letter: Letter) -> int:
        if letter.file is not None:
            return await self._attachments.send(self._wire, letter.chat, letter.rank, letter.file, letter.params)
        try:
            sent = await self._wire.call(letter.chat, letter.rank, "sendMessage", letter.params)
        except Rejected as rejected:
            if not rejected.error.says("can't parse entities"):
                raise
            ours("Telegram cannot parse a notice", rejected, chat=letter.chat)
            sent = await self._wire.call(letter.chat, letter.rank, "sendMessage", as_plain(letter.params))
        return int(sent["message_id"])

    async def _put_off(self, row_id: int, number: str) -> None:
        async with self._database.unit() as unit:
            attempts = await unit.raw.fetchval(
                "SELECT attempts FROM outbox WHERE id = $1 AND state = 'waiting' FOR UPDATE", row_id
            )
            if attempts is None:
                return
            if attempts + 1 >= _BUGS:
                await unit.raw.execute(_END, row_id, "dead", f"incident {number}")
            else:
                await unit.raw.execute(_PUT_OFF, row_id, 10.0 * 3**attempts, f"incident {number}")

    async def _run(self, sql: str, row_id: int, *more: Any) -> None:
        lease = self._wire.lease
        await mark(self._database, sql, row_id, lease.name, lease.owner, lease.epoch, *more)


def _not_to_be_sent(row: Any) -> str | None:
    """Why a notice is dropped before it is even made: the reason recorded, None when it may go."""
    if not row["for_guest"] and not row["active"]:
        return "inactive"
    if row["chat"] is None:
        return "no account"
    if not row["reachable"]:
        return "unreachable"
    return "settled" if row["closed"] else None
