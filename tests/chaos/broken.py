"""Builds that are broken on purpose, each in one promise of design §2: the run must notice every one of them.

Chosen by the launcher's last argument; the product knows nothing of them. `FUNCTIONS` are changes of the database's
functions that a build needs besides.
"""

import asyncio
import os
import signal
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import bot.machine.handle as handle_module
from bot.machine import tasks
from bot.machine.handle import Done, Handling
from bot.machine.ingress import Ingress
from bot.machine.presses import Pressed, State, judge
from bot.machine.showing import Showing
from bot.storage import machine, reminders
from handlers.screens.codec import decode


def _once(name: str) -> bool:
    """True for the first process of this run that asks, whoever it is."""
    try:
        (Path(os.environ.get("CHAOS_HOME", tempfile.gettempdir())) / name).open("x").close()
    except FileExistsError:
        return False
    return True


def split() -> None:
    """State saved outside the transaction: what a handler did is committed before the update is marked done."""
    whole = Handling.handle

    async def handle(self: Handling, claim: Any, unit: Any) -> Done:
        done = await whole(self, claim, unit)
        await unit.flush()
        await unit.raw.execute("COMMIT")
        if "papers" in done.ending and done.ending["papers"]["audit"] and _once("split"):
            os.kill(os.getpid(), signal.SIGKILL)  # a death in the gap, once
        await unit.raw.execute("BEGIN")
        return done

    Handling.handle = handle  # type: ignore[method-assign]


def no_key() -> None:
    """No inbox key: an update delivered again is taken in again, by webhook or by polling."""
    whole = machine.receive_all
    count = iter(range(1, 1_000_000))

    async def receive_all(connection: Any, bot: int, updates: Any) -> Any:
        verdicts = await whole(connection, bot, updates)
        for place, (verdict, _seq) in enumerate(verdicts):
            if verdict == "repeat":
                other = -(os.getpid() * 1_000_000 + next(count))
                verdicts[place] = (await whole(connection, bot, [replace(updates[place], update_id=other)]))[0]
        return verdicts

    async def receive(connection: Any, bot: int, update: Any) -> Any:
        return (await receive_all(connection, bot, [update]))[0]

    machine.receive = receive
    machine.receive_all = receive_all


def no_isolation() -> None:
    """No per-person isolation: several updates of one person are in work at once (see FUNCTIONS)."""
    whole = Handling.handle

    async def handle(self: Handling, claim: Any, unit: Any) -> Done:
        await asyncio.sleep(0.02 if claim.seq % 2 else 0.0)  # as when one of two processes is a little busier
        return await whole(self, claim, unit)

    Handling.handle = handle  # type: ignore[method-assign]


def marked_first() -> None:
    """A screen marked as shown before it is sent: whatever hinders the sending, nobody tries again."""
    whole = Showing._run
    deliver = Showing._deliver

    async def first(self: Showing, chat: int, plan: Any) -> None:
        from bot.machine.showing import _SHOWN

        await whole(self, _SHOWN, chat, plan.token, plan.version, plan.hash, plan.edit)
        await deliver(self, chat, plan)

    Showing._deliver = first  # type: ignore[method-assign]


def timers() -> None:
    """Timers kept in memory: the reminders of a deadline live in the process that laid them out."""
    kept: list[Any] = []

    async def insert(raw: Any, laid: Any, planned: Any) -> None:
        kept.extend(laid)
        await raw.execute("UPDATE deadline SET planned = version WHERE id = ANY ($1)", list(planned))

    reminders._insert = insert


def trusted() -> None:
    """An id from the button is trusted: whoever names a token and an index, it is done."""

    def trusting(data: object, live: Any, dialogue: Any, *, bot: int, chat: int) -> Pressed:
        judged = judge(data, live, dialogue, bot=bot, chat=chat)
        entry = live["meanings"].get(str(judged.index)) if live is not None else None
        if entry is None:
            return judged
        return Pressed(State.LIVE, decode(entry["p"]), judged.token, judged.index)

    setattr(handle_module, "judge", trusting)  # noqa: B010 -- not exported


def hasty() -> None:
    """Acknowledged before it is stored."""
    whole = Ingress.store

    async def store(self: Ingress, updates: Any) -> None:
        async def later() -> None:
            await asyncio.sleep(0.3)
            await whole(self, updates)

        tasks.start(later(), "later")

    Ingress.store = store  # type: ignore[method-assign]


def deadly() -> None:
    """No fault of the machine's: one text ends every process that has it in work (not one of the controls)."""
    whole = Handling.handle

    async def handle(self: Handling, claim: Any, unit: Any) -> Done:
        if DEADLY in claim.payload:
            os.kill(os.getpid(), signal.SIGKILL)
        return await whole(self, claim, unit)

    Handling.handle = handle  # type: ignore[method-assign]


DEADLY = "what no process survives"

BUILDS: dict[str, Callable[[], None]] = {
    one.__name__: one for one in (split, no_key, no_isolation, marked_first, timers, trusted, hasty, deadly)
}

_HEAD = """AND i.seq = (SELECT j.seq FROM inbox j
                           WHERE j.bot_id = i.bot_id AND j.sender = i.sender AND j.state = 'waiting'
                           ORDER BY j.seq LIMIT 1)"""
_ALONE = "OR NOT pg_try_advisory_xact_lock(hashint8extended(c.sender, p_bot))"

FUNCTIONS: dict[str, dict[str, tuple[str, ...]]] = {"no_isolation": {"machine_claim": (_HEAD, _ALONE)}}
"""By build and function: passages of its source that are taken out."""
