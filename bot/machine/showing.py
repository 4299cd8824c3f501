"""Showing a chat its screen: read and rendered, numbered in one statement, sent with no transaction open, marked.

Nothing is locked while a screen is rendered: the numbering counts only if the chat still wants what was rendered. A
chat that changes faster than its screens are rendered is locked at the second try, so that its person sees something.

The meanings of the buttons are committed before the message goes out: whoever presses, however early, is understood,
and a message doubled by a lost response carries the same token, so that its buttons live too.
"""

import hashlib
import json
import logging
import secrets
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from bot.machine.attachments import Attachments, NoFile
from bot.machine.incidents import Bug, ours
from bot.machine.marking import mark
from bot.machine.meanings import Meanings, presses_of
from bot.machine.people import COLUMNS, Backdrop, reading_of
from bot.machine.projection import Present, as_plain, can_edit, render, to_api
from bot.machine.registry import Registry
from bot.machine.wire import SCREEN, Gone, LeaseLost, Rejected, Unknown, Unreachable, Waits, Wire
from bot.storage.unit import Database, Unit
from domain.kit.ids import FileId
from handlers.screens.values import Screen
from handlers.words.fallback import apology_screen, keyboard_removed, veil
from handlers.words.reader import Reader

log = logging.getLogger(__name__)

_RETRY_BUG: Final = 30.0  # seconds until a screen that failed to render is tried again
_BUGS: Final = 3  # tries of one version
_TRIES: Final = 3  # in one go: the message to edit may be gone, and then the screen refused

_READ: Final = f"""
SELECT d.place, d.note, d.wanted, d.below, d.answered, d.message_id, d.token, d.screen_hash, d.failures,
    d.guest_language, d.telegram_id, l.meanings, l.next_index, l.place AS live_place, l.file_id, l.private, l.contact,
    l.closed, l.message_id AS told, {COLUMNS}
FROM dialogue d
LEFT JOIN account a ON a.telegram_id = d.telegram_id
LEFT JOIN person p ON p.id = a.person_id
LEFT JOIN organisation o ON o.id = p.organisation_id
LEFT JOIN live_message l ON l.token = d.token
WHERE d.bot_id = $1 AND d.chat_id = $2 AND d.wanted > d.shown
    AND EXISTS (SELECT FROM lease WHERE name = $3 AND owner = $4 AND epoch = $5 AND expires > clock_timestamp())
"""  # noqa: S608 -- columns of ours
_READ_LOCKED: Final = f"{_READ}FOR UPDATE OF d"

_SERVED: Final = "SELECT true FROM file WHERE id = $1 AND state = 'checked'"

_WRITE: Final = """
WITH present AS (  -- locked, and seen as it is now: an update handled meanwhile may have changed what the buttons mean
    SELECT FROM dialogue WHERE bot_id = $1 AND chat_id = $2 AND wanted = $5
        AND EXISTS (SELECT FROM lease WHERE name = $15 AND owner = $16 AND epoch = $17)
    FOR UPDATE
), old AS (
    UPDATE live_message SET closed = true, stale = NOT contact AND message_id IS NOT NULL, outcome = $12
    WHERE token = $11 AND NOT closed AND EXISTS (SELECT FROM present)
), live AS (
    INSERT INTO live_message AS l
        (token, bot_id, chat_id, kind, place, version, next_index, meanings, file_id, private, contact)
    SELECT $3, $1, $2, 'screen', $4::jsonb, $5, $6, $7::jsonb, $8::uuid, $9, $10 FROM present
    ON CONFLICT (token) DO UPDATE SET place = $4, version = $5, next_index = $6, meanings = $7, file_id = $8,
        private = l.private OR $9, contact = $10
)
UPDATE dialogue SET token = $3, below = below AND NOT $13, answered = CASE WHEN $13 THEN NULL ELSE answered END,
    message_id = CASE WHEN $13 THEN NULL ELSE message_id END,
    lost = lost + (sending IS NOT NULL)::int,  -- one before ended without a word: it may have arrived
    sending = CASE WHEN $13 THEN clock_timestamp() END,
    screen_hash = CASE WHEN $14 THEN screen_hash END  -- until delivered, nobody knows what is on the phone
WHERE bot_id = $1 AND chat_id = $2 AND EXISTS (SELECT FROM present)
RETURNING true
"""

_HELD: Final = "EXISTS (SELECT FROM lease WHERE name = $3 AND owner = $4 AND epoch = $5)"

_SENT: Final = f"""
WITH live AS (UPDATE live_message SET message_id = $7 WHERE token = $6 AND $7::bigint IS NOT NULL AND {_HELD})
UPDATE dialogue SET message_id = coalesce($7, message_id), sending = NULL
WHERE bot_id = $1 AND chat_id = $2 AND token = $6 AND {_HELD}
RETURNING true
"""  # noqa: S608

# A press may have adopted the message's double meanwhile: what was shown was shown on the message that was edited.
_SHOWN: Final = f"""
WITH live AS (UPDATE live_message SET message_id = $9 WHERE token = $6 AND message_id <> $9 AND {_HELD})
UPDATE dialogue SET shown = greatest(shown, $7), screen_hash = $8, failures = 0
WHERE bot_id = $1 AND chat_id = $2 AND token = $6 AND {_HELD}
RETURNING wanted > shown
"""  # noqa: S608

_LATER: Final = f"""
UPDATE dialogue SET sending = NULL, failures = failures + 1, lost = lost + $7, screen_hash = NULL,
    not_before = clock_timestamp() + make_interval(secs => $6)
WHERE bot_id = $1 AND chat_id = $2 AND {_HELD}
"""  # noqa: S608

_GIVEN_UP: Final = f"""
WITH person AS (UPDATE account SET reachable = false FROM dialogue d
    WHERE d.bot_id = $1 AND d.chat_id = $2 AND account.telegram_id = d.telegram_id AND {_HELD})
UPDATE dialogue SET sending = NULL, shown = wanted, failures = 0, screen_hash = NULL
WHERE bot_id = $1 AND chat_id = $2 AND {_HELD}
"""  # noqa: S608

_STOPPED: Final = f"""
UPDATE dialogue SET sending = NULL, shown = wanted, failures = 0, screen_hash = NULL
WHERE bot_id = $1 AND chat_id = $2 AND {_HELD}
"""  # noqa: S608

_FORGET: Final = f"""
UPDATE dialogue SET message_id = NULL, screen_hash = NULL WHERE bot_id = $1 AND chat_id = $2 AND {_HELD}
"""  # noqa: S608

_PART: Final = f"""
WITH old AS (UPDATE live_message SET closed = true WHERE token = $6 AND {_HELD})
UPDATE dialogue SET message_id = NULL, token = NULL, screen_hash = NULL, answered = NULL
WHERE bot_id = $1 AND chat_id = $2 AND token = $6 AND {_HELD}
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be told to Telegram about one version of one chat's screen."""

    version: int
    token: str
    params: dict[str, Any]
    hash: bytes
    edit: int | None  # the message to edit; None: a new one
    same: bool  # what is there already is what should be
    file: FileId | None
    veil: str | None  # a neutral line that goes first
    bug: bool
    failures: int


@dataclass(frozen=True, slots=True)
class Parting:
    """The contact keyboard has to be taken away before anything else is shown."""

    token: str
    line: str


class Overtaken(Exception):
    """While the screen was rendered, the chat came to want another one, or the lease went."""


class Showing:
    """Projects one chat at a time; the sender decides which and when."""

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

    async def show(self, chat: int) -> bool:
        """Show the chat what it wants to see. True: it already wants something newer.

        Raises LeaseLost, and what the database raises; everything Telegram can answer is dealt with here.
        """
        try:
            return await self._show(chat)
        except Waits as waits:
            await self._later(chat, waits.seconds, lost=False)
        except Unknown as unknown:
            failures = self._wire.limits.failed(chat)
            await self._later(chat, min(0.5 * 2**failures, 5.0), lost=unknown.lost)
        except Unreachable:
            await self._run(_GIVEN_UP, chat)
            log.info("a chat is unreachable", extra={"chat": chat})
        except Rejected:
            # Not even the apology goes: nothing more until something changes.
            await self._run(_STOPPED, chat)
        return False

    async def _show(self, chat: int) -> bool:
        incident: str | None = None
        locked = False
        for _ in range(_TRIES):
            try:
                plan = await self._planned(chat, incident, locked)
            except Overtaken:
                locked = True
                continue
            if plan is None:
                return False
            if isinstance(plan, Parting):
                await self._part(chat, plan)
                return True
            try:
                if not plan.same:
                    await self._deliver(chat, plan)
            except Gone:
                await self._run(_FORGET, chat)
                continue
            except Rejected as rejected:
                if plan.bug:
                    raise
                incident = ours("a screen is refused by Telegram", rejected, chat=chat)
                continue
            if plan.bug and plan.failures < _BUGS:
                await self._later(chat, _RETRY_BUG, lost=False)
                return False
            self._wire.limits.succeeded(chat)
            behind = await self._run(_SHOWN, chat, plan.token, plan.version, plan.hash, plan.edit)
            return bool(behind)
        return True

    async def _planned(self, chat: int, incident: str | None, locked: bool) -> Plan | Parting | None:
        try:
            return await self._plan_in(chat, incident, locked)
        except Bug as bug:
            return await self._plan_in(chat, bug.incident, locked)

    async def _plan_in(self, chat: int, incident: str | None, locked: bool) -> Plan | Parting | None:
        async with self._database.unit() if locked else self._database.reading() as unit:
            return await self._plan(unit, chat, incident, _READ_LOCKED if locked else _READ)

    async def _plan(self, unit: Unit, chat: int, incident: str | None, read: str) -> Plan | Parting | None:
        lease = self._wire.lease
        row = await unit.raw.fetchrow(read, self._bot, chat, lease.name, lease.owner, lease.epoch)
        if row is None:
            return None
        reading, reader = await reading_of(
            row, unit, self._backdrop, chat_id=chat, guest_language=row["guest_language"]
        )
        place = row["place"]  # the pool's connections decode jsonb
        if incident is None:
            try:
                screen = await render(place, self._registry, reading, reader, row["note"])
                if screen.file is not None and not await unit.raw.fetchval(_SERVED, screen.file):
                    raise NoFile(str(screen.file))
                presses_of(screen.rows)  # a button that means nothing is found here
            except Exception as error:
                raise Bug.of("a screen cannot be shown", error, chat=chat, place=str(place.get("n"))) from error
        else:
            screen = apology_screen(incident, reader)
        return await self._write(unit, chat, row, screen, reader, place, bug=incident is not None)

    async def _write(
        self, unit: Unit, chat: int, row: Any, screen: Screen, reader: Reader, place: Any, *, bug: bool
    ) -> Plan | Parting:
        present = Present(
            row["message_id"], bool(row["closed"]), bool(row["contact"]), bool(row["private"]), row["file_id"]
        )
        if present.contact and present.message_id is not None and screen.contact is None:
            return Parting(row["token"], row["answered"] or str(keyboard_removed(reader)))
        edit = can_edit(screen, present, row["below"])
        undelivered = row["token"] is not None and row["message_id"] is None and not row["closed"]
        again = edit or (undelivered and row["meanings"] is not None)
        token = row["token"] if again else secrets.token_urlsafe(9)
        before = Meanings(row["next_index"], row["live_place"], row["meanings"]) if again else Meanings()
        params, after = to_api(screen, token, before, place, row["wanted"])
        fingerprint = _fingerprint(params, screen.file)
        same = edit and row["screen_hash"] == fingerprint and row["told"] == row["message_id"]
        lease = self._wire.lease
        written = await unit.raw.fetchval(
            _WRITE, self._bot, chat, token, json.dumps(place), row["wanted"], after.next_index,
            json.dumps(after.pressed), screen.file, screen.private, screen.contact is not None,
            None if again else row["token"], row["answered"], not edit, same,
            lease.name, lease.owner, lease.epoch,
        )  # fmt: skip
        if not written:
            raise Overtaken
        return Plan(
            version=row["wanted"],
            token=token,
            params=params,
            hash=fingerprint,
            edit=row["message_id"] if edit else None,
            same=same,
            file=screen.file,
            veil=str(veil(reader)) if screen.private and not edit else None,
            bug=bug,
            failures=row["failures"],
        )

    async def _deliver(self, chat: int, plan: Plan) -> None:
        if plan.edit is not None:
            await self._edit(chat, plan.edit, plan)
            return
        first = plan.params if plan.veil is None else _veiled(plan)
        message = await self._send(chat, plan, first)
        if not await self._run(_SENT, chat, plan.token, message):
            # Lost and taken again meanwhile: what is not known to be there must not count as shown.
            raise LeaseLost
        if plan.veil is not None:
            await self._edit(chat, message, plan)

    async def _send(self, chat: int, plan: Plan, params: dict[str, Any]) -> int:
        params = {**params, "disable_notification": True}
        if plan.veil is not None:
            params["protect_content"] = True
        if plan.file is not None:
            return await self._attachments.send(self._wire, chat, SCREEN, plan.file, params)
        result = await _or_plain(self._wire, chat, "sendMessage", params)
        return int(result["message_id"])

    async def _edit(self, chat: int, message: int, plan: Plan) -> None:
        method = "editMessageText" if plan.file is None else "editMessageCaption"
        await _or_plain(self._wire, chat, method, {**plan.params, "message_id": message})

    async def _part(self, chat: int, parting: Parting) -> None:
        """Telegram takes a reply keyboard away only with a message, and lets neither be edited afterwards."""
        params = {"text": parting.line, "parse_mode": "HTML", "disable_notification": True,
                  "reply_markup": {"remove_keyboard": True}}  # fmt: skip
        await _or_plain(self._wire, chat, "sendMessage", params)
        await self._run(_PART, chat, parting.token)

    async def _later(self, chat: int, seconds: float, *, lost: bool) -> None:
        await self._run(_LATER, chat, seconds, int(lost))

    async def _run(self, sql: str, chat: int, *more: Any) -> Any:
        lease = self._wire.lease
        return await mark(self._database, sql, self._bot, chat, lease.name, lease.owner, lease.epoch, *more)


def _veiled(plan: Plan) -> dict[str, Any]:
    name = "text" if plan.file is None else "caption"
    return {"parse_mode": "HTML", name: plan.veil}


async def _or_plain(wire: Wire, chat: int, method: str, params: dict[str, Any]) -> Any:
    """Call; if Telegram cannot parse our HTML, say so in the log and send it plain (attack 95)."""
    try:
        return await wire.call(chat, SCREEN, method, params)
    except Rejected as rejected:
        if not rejected.error.says("can't parse entities"):
            raise
        ours("Telegram cannot parse a screen", rejected, chat=chat)
        return await wire.call(chat, SCREEN, method, as_plain(params))


def _fingerprint(params: dict[str, Any], file: UUID | None) -> bytes:
    form = json.dumps([params, str(file)], sort_keys=True, ensure_ascii=False)
    return hashlib.blake2b(form.encode("utf-8", "surrogatepass"), digest_size=16).digest()
