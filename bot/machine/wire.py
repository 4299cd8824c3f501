"""One call to Telegram by the leader: the lease is looked at, the turn waited for, the answer sorted."""

import logging
from collections.abc import Mapping
from typing import Any

from bot.machine.lease import Lease
from bot.machine.limits import Limits
from bot.machine.telegram import ApiError, Lost, NotSent, Telegram, Upload

log = logging.getLogger(__name__)

SCREEN, NOTICE, BULK = 0, 1, 2
"""Ranks: screens before notices before bulk."""

_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid", "message not found")
_UNREACHABLE = (
    "chat not found",
    "user is deactivated",
    "peer_id_invalid",
    "bot can't initiate",
    "group chat was upgraded",
)


class LeaseLost(Exception):
    """We may no longer be the leader: nothing was sent."""


class Waits(Exception):
    """Telegram asked to wait `seconds`; nothing was sent."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds


class Unknown(Exception):
    """No answer. `lost`: the call may have been carried out all the same."""

    def __init__(self, lost: bool) -> None:
        super().__init__("lost" if lost else "not reached")
        self.lost = lost


class Gone(Exception):
    """The message to edit is no longer there, or can no longer be edited."""


class Unreachable(Exception):
    """The person blocked the bot, or the account is no more."""


class Rejected(Exception):
    """Telegram will never take this call: a fault of ours."""

    def __init__(self, error: ApiError) -> None:
        super().__init__(str(error))
        self.error = error


class Wire:
    """The leader's one way out."""

    def __init__(self, telegram: Telegram, limits: Limits, lease: Lease) -> None:
        self.telegram = telegram
        self.limits = limits
        self.lease = lease

    async def call(
        self,
        chat: int,
        rank: int,
        method: str,
        params: Mapping[str, Any],
        uploads: Mapping[str, Upload] | None = None,
    ) -> Any:
        """Call a method about a chat. «Not modified» is success (None). Raises what this module declares."""
        await self.limits.take(chat, rank)
        if not self.lease.valid():
            raise LeaseLost
        try:
            return await self.telegram.call(method, {"chat_id": chat, **params}, uploads=uploads)
        except ApiError as error:
            if error.code == 400 and error.says("message is not modified"):
                return None
            raise self._meaning(chat, error) from None
        except NotSent:
            raise Unknown(lost=False) from None
        except Lost:
            raise Unknown(lost=True) from None

    def _meaning(self, chat: int, error: ApiError) -> Exception:
        if error.code == 429:
            seconds = float(error.retry_after or 1)
            if self.limits.refused(chat, seconds):
                log.warning("everybody waits", extra={"seconds": seconds, "method": error.method})
            return Waits(seconds)
        if error.code == 401:
            # The token was revoked: nothing can be sent until somebody acts; nothing is thrown away.
            log.critical("the token is refused", extra={"method": error.method})
            self.limits.stop_all(10)
            return Waits(10)
        if error.code == 403 or error.says(*_UNREACHABLE):
            return Unreachable()
        if error.code == 400 and error.says(*_GONE):
            return Gone()
        return Rejected(error)
