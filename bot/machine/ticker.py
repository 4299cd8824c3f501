"""What happens by itself, every few seconds (design §2.8). Nothing is stored here: two tickers, or none for an hour, do
no harm."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.jobs import duty, exclusion
from bot.machine.failures import describe
from bot.machine.rules import Rules
from bot.machine.sealer import seal
from bot.storage import machine, reminders
from bot.storage import reminding_rounds as rounds
from bot.storage.unit import Database
from domain.kit.periods import almaty_date

log = logging.getLogger(__name__)

REMIND: Final = 5  # seconds between looks for reminders
SEAL: Final = 1
PRUNE: Final = 600

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
# A digest opened after three months has no lines any more.
_PRUNE_DIGESTS: Final = """
DELETE FROM digest_line WHERE ctid IN (
    SELECT ctid FROM digest_line WHERE day < (clock_timestamp() + (SELECT shift FROM legal_clock))::date - 90
    ORDER BY day LIMIT $1)
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
        await _guarded(self._duties_anew)
        await _guarded(self.remind)  # at once: after a silence, what has waited is taken back before it is sent
        scheduler = AsyncIOScheduler(timezone="UTC")
        for work, seconds in (
            (self.remind, REMIND), (self._seal, SEAL), (self.prune, PRUNE), (self.duties, duty.EVERY),
            (self.exclude, exclusion.EVERY),
        ):  # fmt: skip
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
        """Lay reminders out, turn those whose day has come into notices, and whatever else is to be told by itself; how
        many deadlines spoke. With nothing to do it is one statement."""
        async with self._database.unit() as unit:
            seen = await rounds.look(unit.raw)
            if back := await rounds.here(unit.raw, seen):
                seen = await rounds.look(unit.raw)
            weekly = seen.week < (today := almaty_date(seen.now)) - timedelta(days=today.weekday())
            if not (back or weekly or seen.unplanned or seen.due or seen.snoozed or seen.unreachable):
                return 0
            edition, calendar = await self._rules.at(unit, seen.now, seen.moved_days)
            steps = await reminders.read_steps(unit.raw, edition.reminders)
            at = reminders.Round(seen.now, steps, calendar, seen.late)
            if back:
                await rounds.gather(unit.raw, at)
            if weekly:
                await rounds.tell_weeks(unit.raw, at)
            if seen.unreachable:
                await rounds.tell_unreachable(unit.raw, at)
        while seen.unplanned:
            async with self._database.unit() as unit:
                if await reminders.lay_out(unit.raw, at) < reminders.BATCH:
                    break
        if seen.snoozed:
            async with self._database.unit() as unit:
                await rounds.wake(unit.raw, at)  # beyond a batch: with the next look
        spoke = 0
        while seen.due or seen.unplanned:
            async with self._database.unit() as unit:
                fired, claimed = await reminders.fire(unit.raw, at)
            spoke += fired
            if claimed < reminders.BATCH:
                break
        return spoke

    async def duties(self) -> int:
        """Open the regular duties whose time has come (R1–R12); how many changed."""
        return await duty.keep_duties(self._database, self._rules)

    async def _duties_anew(self) -> int:
        return await duty.keep_duties(self._database, self._rules, anew=True)

    async def exclude(self) -> int:
        """Exclude the projects whose Module 3 has ended (п. 36); how many."""
        return await exclusion.keep(self._database)

    async def prune(self) -> None:
        """Remove what nobody can need any more, a little at a time."""
        async with self._database.unit() as unit:
            await machine.prune(unit.raw)
        for sql in (_PRUNE_SENT, _PRUNE_OUTBOX, _PRUNE_SCREENS, _PRUNE_DIGESTS, _PRUNE_JOBS, _PRUNE_FILES):
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
