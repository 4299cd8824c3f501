"""`python -m bench.press.phones`: the local Telegram with a crowd of people, in a process of its own, so that its CPU
does not count. Takes one JSON command a line on stdin, answers one JSON line on stdout."""

import argparse
import asyncio
import json
import sys
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from bot.local_telegram import BotInfo, Limits, LocalTelegram
from bot.local_telegram.client import LocalPerson
from bot.local_telegram.views import ChatMessage

PATIENCE = 30.0
"""Seconds until a screen that does not come ends the run."""

Step = Sequence[str]
"""("press", label), ("say", text) or ("start", payload)."""


class Crowd:
    """What the people do. Every command answers with the milliseconds until each screen stood in the chat."""

    def __init__(self, telegram: LocalTelegram) -> None:
        self._telegram = telegram

    async def people(self, first: int, count: int) -> dict[str, Any]:
        """Make accounts with these ids."""
        for number in range(first, first + count):
            self._telegram.person(number, f"Person {number}", language_code="en")
        return {}

    async def walk(self, bot: str, people: list[int], steps: list[Step], at_once: int) -> dict[str, Any]:
        """Everybody does all the steps, each after the screen of the step before; `at_once` people at a time."""
        taken: list[float] = []
        places = asyncio.Semaphore(at_once)

        async def one(phone: LocalPerson) -> None:
            async with places:
                for step in steps:
                    taken.append(await _step(phone, step))

        async with asyncio.TaskGroup() as group:
            for phone in self._phones(bot, people):
                group.create_task(one(phone))
        return {"taken": taken}

    async def steady(
        self,
        bot: str,
        people: list[int],
        steps: list[Step],
        rate: float,
        seconds: float,
        flood: int = 0,
        flooded: str = "",
    ) -> dict[str, Any]:
        """Steps at so many a second, whoever is free doing the next of theirs; `flood`: somebody (who is not among
        `people`) sends 200 texts in the first second, to the same bot or to `flooded`."""
        idle = deque((phone, 0) for phone in self._phones(bot, people))
        taken: list[float] = []
        nobody_free = 0

        async def one(phone: LocalPerson, at: int) -> None:
            taken.append(await _step(phone, steps[at % len(steps)]))
            idle.append((phone, at + 1))

        async with asyncio.TaskGroup() as group:
            began = time.monotonic()
            if flood:
                group.create_task(_flood(self._phones(flooded or bot, [flood])[0]))
            for number in range(round(rate * seconds)):
                await asyncio.sleep(max(0.0, began + number / rate - time.monotonic()))
                if idle:
                    group.create_task(one(*idle.popleft()))
                else:
                    nobody_free += 1
        return {"taken": taken, "nobody_free": nobody_free}

    async def look(self, bot: str, person: int) -> dict[str, Any]:
        """The screen that stands in a chat."""
        shown = self._phones(bot, [person])[0].screen
        return {"html": shown.html, "rows": [[button.label for button in row] for row in shown.rows]}

    async def quiet(self, bot: str) -> dict[str, Any]:
        """Wait until the bots have nothing more to say: every update confirmed, no call for 0.3 s."""
        await self._telegram.confirmed(PATIENCE, bot)
        said = -1
        while said != (said := self._telegram.hub.revision):  # noqa: ASYNC110 -- quiet is that nothing happens
            await asyncio.sleep(0.3)
        return {}

    async def rest(self, seconds: float) -> dict[str, Any]:
        """Nobody does anything."""
        await asyncio.sleep(seconds)
        return {}

    def _phones(self, bot: str, people: list[int]) -> list[LocalPerson]:
        return [self._telegram.person(number, bot=bot) for number in people]


async def _step(phone: LocalPerson, step: Step) -> float:
    what, value = step
    began = time.monotonic()
    if what == "press":
        shown = phone.screen
        press = await phone.press(value, shown)
        await phone.wait_for(lambda me: _differs(me.screen, shown), PATIENCE)
        took = time.monotonic() - began
        await press.answer(PATIENCE)
    else:
        sent = await (phone.start(value) if what == "start" else phone.send(value))
        await phone.wait_for(lambda me: me.screen.id > sent.id, PATIENCE)
        took = time.monotonic() - began
    return took * 1000


async def _flood(phone: LocalPerson) -> None:
    """200 texts within a second (attack 98)."""
    began = time.monotonic()
    for number in range(200):
        await asyncio.sleep(max(0.0, began + number / 200 - time.monotonic()))
        await phone.send("/help")


def _differs(now: ChatMessage, before: ChatMessage) -> bool:
    return (now.id, now.text, now.rows) != (before.id, before.text, before.rows)


async def _serve(dsn: str, bots: dict[str, str], seed: int) -> None:
    tokens = {token: BotInfo(int(token.partition(":")[0]), name, name) for token, name in bots.items()}
    telegram = LocalTelegram(dsn, tokens=tokens, limits=Limits.off(), seed=seed)
    loop = asyncio.get_running_loop()
    async with telegram:
        crowd = Crowd(telegram)
        _tell({"url": telegram.url})
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            command = json.loads(line)
            work: Callable[..., Awaitable[dict[str, Any]]] = getattr(crowd, command.pop("do"))
            try:
                _tell(await work(**command))
            except Exception as error:  # told to the parent, which ends the run
                _tell({"error": _flat(error)})


def _flat(error: BaseException) -> str:
    if isinstance(error, BaseExceptionGroup):
        return _flat(error.exceptions[0])
    return f"{type(error).__name__}: {error}"


def _tell(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Serve until stdin ends."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--dsn", required=True)
    parser.add_argument("--bots", required=True, help="JSON: token → username")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    asyncio.run(_serve(given.dsn, json.loads(given.bots), given.seed))


if __name__ == "__main__":
    main()
