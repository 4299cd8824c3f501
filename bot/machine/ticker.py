"""What happens by itself, every few seconds (design §2.8). Nothing is stored here: two tickers, or none for an hour, do
no harm."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.machine.failures import describe
from bot.machine.rules import Rules
from bot.machine.sealer import seal
from bot.storage import machine, reminders
from bot.storage.unit import Database

log = logging.getLogger(__name__)

REMIND: Final = 5  # seconds between looks for reminders
SEAL: Final = 1
PRUNE: Final = 600

_NOW: Final = "SELECT clock_timestamp() + (SELECT shift FROM legal_clock)"

# What a phone may still show is kept for months, the rest goes; a pressed button without its row is a stale one.
_PRUNE_SENT: Final = """
WITH old AS (
    SELECT id FROM outbox
    WHERE state IN ('sent', 'dropped', 'dead') AND created_at < clock_timestamp() - interval '90 days'
    ORDER BY created_at LIMIT $1
), messages AS (DELETE FROM live_message WHERE outbox_id IN (SELECT id FROM old) RETURNING 1)
SELECT count(*) FROM messages
"""
_PRUNE_OUTBOX: Final = """
DELETE FROM outbox WHERE id IN (
    SELECT o.id FROM outbox o WHERE o.state IN ('sent', 'dropped', 'dead')
        AND o.created_at < clock_timestamp() - interval '90 days'
        AND NOT EXISTS (SELECT FROM live_message l WHERE l.outbox_id = o.id)
    ORDER BY o.created_at LIMIT $1)
"""
_PRUNE_SCREENS: Final = """
DELETE FROM live_message WHERE token IN (
    SELECT l.token FROM live_message l WHERE l.kind = 'screen' AND l.created_at < clock_timestamp() - interval '14 days'
        AND NOT EXISTS (
            SELECT FROM dialogue d WHERE d.bot_id = l.bot_id AND d.chat_id = l.chat_id AND d.token = l.token)
    ORDER BY l.created_at LIMIT $1)
"""
_PRUNE_JOBS: Final = """
DELETE FROM job WHERE id IN (
    SELECT id FROM job WHERE (state = 'done' AND done_at < clock_timestamp() - interval '7 days')
        OR (state = 'dead' AND done_at < clock_timestamp() - interval '90 days') ORDER BY id LIMIT $1)
"""
# A draft waits as long as its person wants, and what was sent for it waits with it.
_PRUNE_FILES: Final = """
DELETE FROM file WHERE id IN (
    SELECT f.id FROM file f WHERE f.owner_id IS NULL AND f.maker_person IS NOT NULL
        AND f.created_at < clock_timestamp() - interval '90 days'
        AND NOT EXISTS (
            SELECT FROM draft d WHERE d.person_id = f.maker_person
                AND (strpos(d.answers::text, f.id::text) > 0 OR strpos(d.aside::text, f.id::text) > 0
                    OR strpos(d.cursor::text, f.id::text) > 0))
    ORDER BY f.created_at LIMIT $1)
"""


class Ticker:
    """Runs in every replica; each piece of work may meet its twin elsewhere."""

    def __init__(self, database: Database, rules: Rules) -> None:
        self._database = database
        self._rules = rules
        self._stopped = asyncio.Event()

    async def run(self) -> None:
        """Until `stop`, or cancelled."""
        scheduler = AsyncIOScheduler(timezone="UTC")
        for work, seconds in ((self.remind, REMIND), (self._seal, SEAL), (self.prune, PRUNE)):
            # Late is not missed: what is due is due until it is done.
            scheduler.add_job(
                _guarded, "interval", args=[work], seconds=seconds, max_instances=1, coalesce=True,
                misfire_grace_time=None,
            )  # fmt: skip
        scheduler.start()
        try:
            await self._stopped.wait()
        finally:
            scheduler.shutdown(wait=False)

    def stop(self) -> None:
        self._stopped.set()

    async def remind(self) -> int:
        """Lay reminders out and turn those whose day has come into notices; how many fired."""
        fired = 0
        async with self._database.unit() as unit:
            now = await unit.raw.fetchval(_NOW)
            edition, calendar = await self._rules.at(unit, now)
            await reminders.lay_out(unit.raw, now, edition.reminders, calendar)
        while True:
            async with self._database.unit() as unit:
                batch = await reminders.fire(unit.raw, now, edition.reminders, calendar)
            fired += batch
            if batch < reminders.BATCH:
                return fired

    async def prune(self) -> None:
        """Remove what nobody can need any more, a little at a time."""
        async with self._database.unit() as unit:
            await machine.prune(unit.raw)
        for sql in (_PRUNE_SENT, _PRUNE_OUTBOX, _PRUNE_SCREENS, _PRUNE_JOBS, _PRUNE_FILES):
            async with self._database.unit() as unit:
                await unit.raw.execute(sql, 5_000)

    async def _seal(self) -> None:
        while await seal(self._database) > 0:
            pass


async def _guarded(work: Callable[[], Awaitable[object]]) -> None:
    try:
        await work()
    except Exception as error:
        log.warning("the ticker stumbled", extra={"work": getattr(work, "__name__", ""), "error": describe(error)})
