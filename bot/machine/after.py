"""Small calls to Telegram that follow a commit. Nothing depends on them: what fails here is only not nice."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.machine import tasks
from bot.machine.chat import Secret
from bot.machine.failures import describe
from bot.machine.telegram import ApiError, Lost, NotSent, Telegram

log = logging.getLogger(__name__)

PATIENCE = 2.0
"""Seconds after which a press without a commit is answered all the same (design §2.4)."""


class AfterCommit:
    """Answers presses, once each, and removes typed secrets."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._timers: dict[str, asyncio.TimerHandle] = {}

    def expect(self, callback_id: str, waiting: Callable[[], Awaitable[bool]]) -> None:
        """A press was stored: answer it in two seconds if `waiting` says that nobody has committed it by then."""

        def late() -> None:
            self._timers.pop(callback_id, None)
            tasks.start(self._answer_late(callback_id, waiting), "late answer")

        if callback_id not in self._timers:
            self._timers[callback_id] = asyncio.get_running_loop().call_later(PATIENCE, late)

    def answer(self, callback_id: str) -> None:
        """The press is committed."""
        if (timer := self._timers.pop(callback_id, None)) is not None:
            timer.cancel()
        tasks.start(self._call("answerCallbackQuery", callback_query_id=callback_id), "answer")

    def forget(self, secret: Secret) -> None:
        """Delete a typed secret from the chat."""
        tasks.start(self._call("deleteMessage", chat_id=secret.chat, message_id=secret.message), "forget")

    def close(self) -> None:
        """No more late answers."""
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()

    async def _answer_late(self, callback_id: str, waiting: Callable[[], Awaitable[bool]]) -> None:
        try:
            late = await waiting()
        except Exception as error:  # the database is away: nobody has committed anything
            log.debug("nobody knows whether a press is committed", extra={"error": describe(error)})
            late = True
        if late:
            await self._call("answerCallbackQuery", callback_query_id=callback_id)

    async def _call(self, method: str, **params: object) -> None:
        try:
            await self._telegram.call(method, params, timeout=5.0)
        except (ApiError, Lost, NotSent) as error:
            log.debug("call after commit failed", extra={"method": method, "why": type(error).__name__})
