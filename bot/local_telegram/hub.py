"""Who wants to know that something changed: waiting tests and open pages."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

Event = dict[str, Any]


class Hub:
    """Publishes each change once; `revision` counts them."""

    def __init__(self) -> None:
        self.revision = 0
        self._changed: asyncio.Future[None] | None = None
        self._subscribers: set[asyncio.Queue[Event]] = set()

    def publish(self, event: Event) -> None:
        """Tell everybody; returns at once."""
        self.revision += 1
        for queue in self._subscribers:
            queue.put_nowait({**event, "revision": self.revision})
        if self._changed is not None and not self._changed.done():
            self._changed.set_result(None)
        self._changed = None

    async def changed(self, since: int) -> int:
        """Wait until something happened after revision `since`; returns the present revision."""
        if self.revision <= since:
            if self._changed is None:
                self._changed = asyncio.get_running_loop().create_future()
            await asyncio.shield(self._changed)
        return self.revision

    @contextmanager
    def subscribed(self) -> Iterator[asyncio.Queue[Event]]:
        """A queue of events from now on."""
        queue: asyncio.Queue[Event] = asyncio.Queue()
        self._subscribers.add(queue)
        try:
            yield queue
        finally:
            self._subscribers.discard(queue)
