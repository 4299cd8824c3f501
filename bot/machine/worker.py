"""The worker: one update, one transaction (design §2.2). Claims the head of a person's queue, feeds the Dispatcher,
writes everything in one statement; what fails is rolled back, tried again, and at last put aside as a dead letter."""

import asyncio
import logging
from typing import Any, Final
from uuid import UUID

from aiogram import Dispatcher

from bot.machine import clock
from bot.machine.after import AfterCommit
from bot.machine.chat import Roots
from bot.machine.dispatch import SilentBot
from bot.machine.failures import Unparsable, changed_meanwhile, describe, passing
from bot.machine.finish import guest_notice
from bot.machine.handle import Done, Handling
from bot.machine.incidents import ours
from bot.machine.registry import Registry
from bot.machine.rules import Rules
from bot.machine.suspects import Busy, Deadly, Suspects
from bot.machine.turns import Turns
from bot.machine.wake import Wake
from bot.storage import machine
from bot.storage.machine import Claim
from bot.storage.unit import Database
from domain.incident.notices import Alarm, Apology
from domain.kit.ids import Ref
from domain.kit.refused import ChangedMeanwhile, Refused
from handlers.screens.codec import encode

log = logging.getLogger(__name__)

DELAYS: Final = (0.5, 1.0, 2.0, 4.0)
"""Seconds before the next attempt; after the last of them, a dead letter."""

LIMIT: Final = 8.0
"""Seconds a handler may take before it counts as failed."""

POLL: Final = 0.5
"""Seconds between looks at the queue when nobody calls."""


class Worker:
    """Handles updates one after another. Several run in one process; the database keeps them apart."""

    def __init__(
        self,
        database: Database,
        bot: SilentBot,
        dispatcher: Dispatcher,
        registry: Registry,
        roots: Roots,
        rules: Rules,
        after: AfterCommit | None = None,
        wake: Wake | None = None,
        suspects: Suspects | None = None,
        turns: Turns | None = None,
    ) -> None:
        self._database = database
        self._bot_id = bot.id
        self._registry = registry
        self._after = after
        self._wake = wake or Wake()
        self._suspects = suspects or Suspects()
        self._turns = turns
        self._handling = Handling(bot, dispatcher, registry, roots, rules)
        self._stopping = False
        self._more = True
        self._noted: int | None = None  # by this worker, which goes on with it

    def stop(self) -> None:
        """Claim no more; the update in work is finished."""
        self._stopping = True
        self._wake.call()

    async def run(self) -> None:
        """Until `stop`. Nothing that happens to one update, or to the database, ends it."""
        trouble = 0
        while not self._stopping:
            calls, missed = self._wake.calls, self._wake.missed
            try:
                # What came meanwhile called; without a call, and with nothing behind, there is nothing to look for.
                worked = await self.once() and (self._more or calls != self._wake.calls)
                trouble = 0
            except Exception as error:
                trouble += 1
                log.warning("the queue is not to be reached", extra={"error": describe(error)})
                worked = False
            if not worked and not self._stopping:
                await self._wake.wait(min(POLL * max(trouble, 1), 5.0), None if trouble else missed)

    async def once(self) -> bool:
        """Handle one update; False when there is none. Raises what is wrong with the database itself."""
        started = clock.monotonic()
        self._more = True
        noted, self._noted = self._noted, None
        claim: Claim | None = None
        done = Done("done")
        refusal: Refused | None = None
        failure: Exception | None = None
        try:
            async with self._database.unit() as unit:
                claim = await machine.claim(unit.raw, self._bot_id, noted, resting=self._resting())
                if claim is None and noted is not None:  # another process was faster
                    self._ended(noted)
                    return True
                if claim is None:
                    return False
                if self._suspects.new(claim):
                    await self._suspects.note(unit.raw, claim)
                    self._noted = claim.seq
                    return True
                if self._turns is not None:
                    self._turns.taken(claim.sender)
                if claim.more:  # one worker is woken at a time: it wakes the next
                    self._wake.one()
                async with asyncio.timeout(LIMIT):
                    done = await self._handling.handle(claim, unit)
                await unit.flush()
                await machine.finish(unit.raw, done.ending)
        except Refused as error:
            refusal = error
        except Busy:
            return True
        except Exception as error:
            if claim is None:
                if noted is not None:
                    self._ended(noted)
                raise
            if changed_meanwhile(error):
                refusal = ChangedMeanwhile()
            else:
                failure = error
        assert claim is not None
        self._ended(claim.seq)
        if refusal is not None:
            done = await self._refuse(claim.seq, refusal)
        elif failure is not None:
            await self._failed(claim, failure)
            return True
        self._more = claim.more or refusal is not None or "again" in done.ending
        self._follow(done)
        log.info(
            "update",
            extra={
                "seq": claim.seq,
                "kind": claim.kind,
                "outcome": done.outcome,
                "ms": round((clock.monotonic() - started) * 1000),
                "waited_ms": round(claim.age * 1000),
            },
        )
        return True

    def _resting(self) -> list[int]:
        """Who is passed over for now."""
        turns = self._turns.resting() if self._turns is not None else []
        return [*turns, *self._suspects.waiting()]

    def _ended(self, seq: int) -> None:
        if self._suspects.ended(seq):
            self._wake.call()

    async def _refuse(self, seq: int, refusal: Refused) -> Done:
        """After the rollback, in a short transaction of its own: the present place, with the refusal's sentence."""
        async with self._database.unit() as unit:
            claim = await machine.claim(unit.raw, self._bot_id, seq)
            if claim is None:  # somebody else has it in work now
                return Done("elsewhere")
            done = await self._handling.refuse(claim, unit, refusal)
            await machine.finish(unit.raw, done.ending)
            return done

    async def _failed(self, claim: Claim, error: Exception) -> None:
        told = describe(error)
        if passing(error):
            log.warning("update interrupted", extra={"seq": claim.seq, "kind": claim.kind, "error": told})
            await asyncio.sleep(0.1)
            return
        last = isinstance(error, Unparsable | Deadly) or claim.attempts >= len(DELAYS)
        facts = {"seq": claim.seq, "kind": claim.kind, "attempt": claim.attempts + 1}
        incident: str | None = None
        if last:
            incident = ours("update put aside", error, **facts)
        else:
            log.warning("update failed", extra={**facts, "error": told})
        async with self._database.unit() as unit:
            await machine.failed(
                unit.raw,
                claim.seq,
                told,
                delay=0.0 if last else DELAYS[claim.attempts],
                incident=incident,
                papers=None if incident is None else dead_letter_papers(claim, incident),
            )

    def _follow(self, done: Done) -> None:
        if self._after is None:
            return
        if done.callback_id is not None:
            self._after.answer(done.callback_id)
        if done.secret is not None:
            self._after.forget(done.secret)


def dead_letter_papers(claim: Claim, incident: str) -> dict[str, Any]:
    """The apology to the person, and the alarm to the administrators."""
    about = Ref("incident", UUID(int=claim.seq))
    posted: list[dict[str, Any]] = []
    if claim.chat is not None and claim.sender > 0:
        if claim.person is not None and claim.person["active"]:
            posted.append({**_notice(Apology(incident), about), "people": [claim.person["person"]]})
        else:
            posted.append(guest_notice(claim.sender, Apology(incident), about))
    posted.append({**_notice(Alarm(incident), about), "organisation_kind": "system"})
    return {
        "key": f"d{claim.seq}.{claim.machine_now.timestamp():.0f}",
        "telegram": claim.sender or None,
        "legal_at": claim.legal_now.isoformat(),
        "audit": [{"act": "incident.dead_letter", "kind": about.kind, "id": str(about.id), "after": {"n": incident}}],
        "deadlines": [],
        "settled": [],
        "posted": posted,
    }


def _notice(notice: Apology | Alarm, about: Ref) -> dict[str, Any]:
    return {
        "people": [], "organisation": None, "roles": [], "but": None, "notice": encode(notice),
        "about_kind": about.kind, "about_id": str(about.id), "key": "",
    }  # fmt: skip
