"""The sender: one leader at a time tells Telegram what the database wants people to see (design §2.5)."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, Final

from bot.machine import clock, tasks
from bot.machine.attachments import Attachments
from bot.machine.closing import Closing
from bot.machine.failures import describe
from bot.machine.lease import RENEW, Lease
from bot.machine.limits import Limits
from bot.machine.outbox import Outbox
from bot.machine.people import Backdrop
from bot.machine.registry import Registry
from bot.machine.showing import Showing
from bot.machine.telegram import Telegram
from bot.machine.wake import Wake
from bot.machine.wire import LeaseLost, Wire
from bot.storage.unit import Database

log = logging.getLogger(__name__)

POLL: Final = 0.5  # seconds between looks when nobody wakes us
SPACING: Final = 0.01  # seconds between looks at least: under load one look serves several chats
SLOTS: Final = 10  # chats written to at once: enough for 30 a second, and few enough to leave workers connections
_NOTICE_SLOTS: Final = 6  # … of which notices may take so many, so that screens always find one
_PATIENCE: Final = 1.0  # seconds a screen waits for its person's waiting updates
_AT_ONCE: Final = 200

_LOOK: Final = """
WITH free AS (
    SELECT 1 WHERE NOT EXISTS (SELECT FROM sending_pause WHERE bot_id = $1 AND until > clock_timestamp())
), screens AS (
    SELECT 'screen' AS what, d.chat_id AS chat, 0::bigint AS id, ''::text AS token,
        EXISTS (SELECT FROM inbox i WHERE i.sender = d.telegram_id AND i.state = 'waiting') AS expected
    FROM dialogue d, free
    WHERE d.bot_id = $1 AND d.wanted > d.shown AND d.not_before <= clock_timestamp() AND d.chat_id <> ALL ($2)
    ORDER BY d.not_before LIMIT $3
), closings AS (
    SELECT 'closing', l.chat_id, 0::bigint, l.token, false FROM live_message l, free
    WHERE l.stale AND l.message_id IS NOT NULL AND l.bot_id = $1 AND l.chat_id <> ALL ($2)
        AND (l.kind = 'notice' OR EXISTS (  -- a screen only once its successor has arrived
            SELECT FROM dialogue d
            WHERE d.bot_id = $1 AND d.chat_id = l.chat_id AND d.message_id IS NOT NULL AND d.token <> l.token))
    ORDER BY l.created_at LIMIT $3
), notices AS (
    SELECT 'notice', coalesce(a.telegram_id, x.telegram_id, 0), x.id, '', false
    FROM free, outbox x LEFT JOIN account a ON a.person_id = x.person_id
    WHERE x.state = 'waiting' AND x.not_before <= clock_timestamp()
        AND coalesce(a.telegram_id, x.telegram_id, 0) <> ALL ($2)
    ORDER BY x.priority, x.id LIMIT $3
)
SELECT * FROM screens UNION ALL SELECT * FROM closings UNION ALL SELECT * FROM notices
"""

_RECOVER: Final = """
WITH screens AS (
    UPDATE dialogue SET sending = NULL, lost = lost + 1 WHERE bot_id = $1 AND sending IS NOT NULL
        AND EXISTS (SELECT FROM lease WHERE name = $2 AND owner = $3 AND epoch = $4)
)
UPDATE outbox SET state = 'waiting', lost = lost + 1 WHERE state = 'sending'
    AND EXISTS (SELECT FROM lease WHERE name = $2 AND owner = $3 AND epoch = $4)
"""

_PAUSE: Final = """
INSERT INTO sending_pause (bot_id, until) VALUES ($1, clock_timestamp() + make_interval(secs => $2))
ON CONFLICT (bot_id) DO UPDATE SET until = greatest(sending_pause.until, excluded.until)
"""


async def pause(database: Database, bot_id: int, seconds: float) -> None:
    """Nobody is written to for so many seconds, whoever leads: for a 429 on getUpdates (attack 87)."""
    async with database.unit() as unit:
        await unit.raw.execute(_PAUSE, bot_id, seconds)


class Sender:
    """Runs in every replica; works only in the one that holds the lease."""

    def __init__(
        self,
        database: Database,
        telegram: Telegram,
        registry: Registry,
        backdrop: Backdrop,
        owner: str,
        *,
        per_second: int = 30,
        wake: Wake | None = None,
        renewing: Database | None = None,
    ) -> None:
        """`renewing`: where the lease is renewed; with a connection of its own, a busy process does not lose it."""
        self._database = database
        self.wake = wake or Wake()
        self.lease = Lease(renewing or database, f"sender {telegram.bot_id}", owner)
        self.limits = Limits(per_second)
        self._wire = Wire(telegram, self.limits, self.lease)
        attachments = Attachments(database)
        self._showing = Showing(database, self._wire, registry, backdrop, attachments)
        self._outbox = Outbox(database, self._wire, registry, backdrop, attachments)
        self._closing = Closing(database, self._wire)
        self._bot = telegram.bot_id
        self._running: dict[int, asyncio.Task[Any]] = {}  # by chat: one thing at a time in each
        self._notices = 0
        self._behind: dict[int, float] = {}  # chat → since when its screen waits for its person's updates
        self._recovered = 0
        self._stopping = False
        self._skipped: set[int] = set()

    async def run(self) -> None:
        """Until `stop`, or cancelled. Trouble of the database is waited out."""
        renewing = tasks.start(self._renew(), "sender lease")
        try:
            while not self._stopping:
                pause_for = POLL
                missed, looked = self.wake.missed, clock.monotonic()
                try:
                    if self.lease.valid():
                        pause_for = await self._round()
                except Exception as error:
                    log.warning("the sender could not look", extra={"error": describe(error)})
                    missed = self.wake.missed
                await self.wake.wait(pause_for, missed)
                if (early := looked + SPACING - clock.monotonic()) > 0:
                    await asyncio.sleep(early)
        finally:
            await asyncio.gather(*self._running.values(), return_exceptions=True)
            await tasks.stop(renewing)
            if self.lease.valid():
                await self.lease.release()

    def stop(self) -> None:
        """Claim nothing more; `run` ends when what is on its way has ended, and gives the lease up."""
        self._stopping = True
        self.wake.call()

    async def _renew(self) -> None:
        while True:
            try:
                async with asyncio.timeout(RENEW * 2):
                    held = await self.lease.take()
                if held and self.lease.epoch != self._recovered:
                    self.wake.call()
            except Exception as error:
                log.warning("the lease could not be renewed", extra={"error": describe(error)})
            await asyncio.sleep(self.lease.next_try())

    async def _round(self) -> float:
        """Look once and start what can be started; the seconds to wait for the next look."""
        if self.lease.epoch != self._recovered:
            await self._recover()
        resting = self.limits.resting()
        busy = {*self._running, *resting}
        self._skipped = set(self._running)
        if (stopped := self.limits.stopped()) > 0:
            return min(stopped, POLL)
        free = SLOTS - len(self._running)
        if free <= 0:
            return POLL
        async with self._database.alone() as raw:
            rows = await raw.fetch(_LOOK, self._bot, sorted(busy), _AT_ONCE)
        wait = min([POLL, *resting.values()])
        now = clock.monotonic()
        behind: dict[int, float] = {}
        for row in rows:
            chat = int(row["chat"])
            if row["what"] == "screen" and row["expected"]:
                since = behind[chat] = self._behind.get(chat, now)
                if now - since < _PATIENCE:
                    wait = min(wait, 0.1)
                    continue
            if not self._start(row, chat):
                self._skipped.add(chat)
        self._behind = behind
        if len(rows) >= _AT_ONCE and len(self._running) < SLOTS:
            wait = 0.0  # one chat's long queue must not hide the others: those at work are left out of the next look
        return max(wait, 0.005)

    def _start(self, row: Any, chat: int) -> bool:
        """Start one piece of work, if its chat and a slot are free."""
        key = chat or -int(row["id"])  # a notice to nobody has no chat to wait for
        notice = row["what"] == "notice"
        if key in self._running or len(self._running) >= SLOTS or (notice and self._notices >= _NOTICE_SLOTS):
            return False
        match row["what"]:
            case "screen":
                work: Coroutine[Any, Any, Any] = self._showing.show(chat)
            case "closing":
                work = self._closing.close(row["token"])
            case _:
                work = self._outbox.send(int(row["id"]))
        self._notices += notice
        self._running[key] = tasks.start(self._guarded(key, work, notice), f"send {row['what']}")
        return True

    async def _guarded(self, key: int, work: Coroutine[Any, Any, Any], notice: bool) -> None:
        more = False
        try:
            more = bool(await work)
        except LeaseLost:
            log.warning("the lease was lost before a call")
        except Exception as error:
            # The database's trouble, or a bug of the sender's own: the row stays as it is and is tried again.
            self.limits.stop_chat(key, 1.0)
            log.error("sending failed", extra={"error": describe(error)})
        finally:
            del self._running[key]
            self._notices -= notice
            if more or key in self._skipped or self._skipped - self._running.keys():
                self.wake.call()

    async def _recover(self) -> None:
        """A new epoch: what a former leader left on its way may have arrived or not; it goes out again, counted."""
        epoch = self.lease.epoch
        async with self._database.unit() as unit:
            await unit.raw.execute(_RECOVER, self._bot, self.lease.name, self.lease.owner, epoch)
        self._recovered = epoch
        log.info("sending", extra={"epoch": epoch})
