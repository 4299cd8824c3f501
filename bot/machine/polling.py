"""Updates by getUpdates: one short loop. The offset is confirmed by the next call, that is, after our commit."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, Final

from bot.machine.failures import describe
from bot.machine.ingress import Ingress
from bot.machine.telegram import ApiError, Lost, NotSent, Telegram
from bot.machine.updates import KINDS, read

log = logging.getLogger(__name__)

HELD: Final = 25
"""Seconds Telegram holds the call when there is nothing."""

_MOST: Final = 30.0


class Polling:
    """Asks one bot's updates, for ever. Two pollers disturb each other (409) and lose nothing: stored is stored."""

    def __init__(
        self,
        telegram: Telegram,
        ingress: Ingress,
        *,
        everybody_waits: Callable[[float], Awaitable[None]] | None = None,
        held: int = HELD,
    ) -> None:
        self._telegram = telegram
        self._ingress = ingress
        self._everybody_waits = everybody_waits
        self._held = held
        self._offset: int | None = None
        self._patience = 0.5

    async def run(self) -> None:
        """Until cancelled; cancelling loses nothing, since what is not stored is not confirmed."""
        while True:
            try:
                await self.once()
                self._patience = 0.5
            except ApiError as error:
                await self._refused(error)
            except (Lost, NotSent) as error:
                log.warning("getUpdates had no answer", extra={"why": str(error)})
                await self._rest()
            except Exception as error:
                log.warning("updates could not be stored", extra={"error": describe(error)})
                await self._rest()

    async def once(self) -> int:
        """One call; how many updates it brought."""
        params: dict[str, Any] = {"timeout": self._held, "limit": 100, "allowed_updates": list(KINDS)}
        if self._offset is not None:
            params["offset"] = self._offset
        result = await self._telegram.call("getUpdates", params, timeout=self._held + 10.0)
        updates = [read(one) for one in result] if isinstance(result, list) else []
        await self._ingress.store(updates)
        numbered = [update.update_id for update in updates if update.update_id >= 0]
        if numbered:
            self._offset = max(numbered) + 1
        elif updates:
            await self._rest()  # nothing that could be confirmed: it would come again at once
        return len(updates)

    async def forget_webhook(self) -> None:
        """A webhook left by an earlier way of running would answer every call with 409. Updates that wait are kept."""
        await self._telegram.call("deleteWebhook", {"drop_pending_updates": False})

    async def _refused(self, error: ApiError) -> None:
        log.warning("getUpdates was refused", extra={"code": error.code, "description": error.description})
        if error.code == 429:
            wait = error.retry_after or 5.0
            if self._everybody_waits is not None:
                await self._everybody_waits(wait)
            await asyncio.sleep(wait)
            return
        await self._rest()

    async def _rest(self) -> None:
        await asyncio.sleep(self._patience)
        self._patience = min(self._patience * 2, _MOST)
