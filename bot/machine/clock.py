"""The machine's clocks (design §6). The one file that reads them; everybody else is given the time."""

import time
from datetime import UTC, datetime


def monotonic() -> float:
    """Seconds on a clock that never jumps: waits, limits, leases as this process sees them."""
    return time.monotonic()


def wall() -> datetime:
    """This computer's time, aware. For logs and metrics alone: what counts is the database's time."""
    return datetime.now(UTC)  # noqa: TID251 -- the one place
