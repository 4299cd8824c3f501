"""Faults of ours, each with a number that the person is told and the log is searched by."""

import logging
import secrets
from typing import Any

from bot.machine.failures import describe, passing
from bot.machine.wire import Rejected

log = logging.getLogger(__name__)


def ours(what: str, error: BaseException, **more: Any) -> str:
    """Log a fault under a new number, which is returned. `more` holds ids, never what people typed."""
    if isinstance(error, Rejected):
        more["description"] = error.error.description  # Telegram's own words
    number = "".join(secrets.choice("23456789ABCDEFGHJKMNPQRSTUVWXYZ") for _ in range(8))
    log.error(what, extra={"incident": number, "error": describe(error), **more})
    return number


class Bug(Exception):
    """What went wrong while a screen or notice was made; logged under `incident`."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.incident = number

    @classmethod
    def of(cls, what: str, error: Exception, **more: Any) -> "Bug":
        """The bug an error is. Raises the error itself when it is the database's passing trouble, which is no bug."""
        if passing(error):
            raise error
        return cls(ours(what, error, **more))
