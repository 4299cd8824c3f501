"""Tasks of the event loop: started here only, kept alive, and never failing in silence."""

import asyncio
import contextvars
import logging
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

log = logging.getLogger(__name__)

_alive: set[asyncio.Task[Any]] = set()


def start(work: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any]:
    """Run `work` on its own, in an empty context: a task must not inherit the transaction of whoever started it.

    The loop holds tasks weakly, so they are kept here; an exception nobody awaits is logged.
    """
    task = asyncio.get_running_loop().create_task(work, name=name, context=contextvars.Context())
    _alive.add(task)
    task.add_done_callback(_done)
    return task


async def stop(*tasks: asyncio.Task[Any]) -> None:
    """Cancel the tasks and wait until they have ended. Their own exceptions were logged already."""
    for task in tasks:
        task.cancel()
    for task in tasks:
        with suppress(asyncio.CancelledError, Exception):
            await task


def _done(task: asyncio.Task[Any]) -> None:
    _alive.discard(task)
    if not task.cancelled() and (error := task.exception()) is not None:
        log.error("task ended", extra={"task": task.get_name()}, exc_info=error)
