"""Who wants to know that something changed: waiting tests and open pages."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

Event = dict[str, Any]
Topic = tuple[int, int]
EVERYTHING: Topic = (0, 0)


class Hub:
    """Publishes each change once; `revision` counts them.

    A topic is a chat, (bot id, chat id): who waits for one chat is not woken by the others.
    """

    def __init__(self) -> None:
        self.revision = 0
        self._revisions: dict[Topic, int] = {}
        self._waiting: dict[Topic, asyncio.Future[None]] = {}
        self._subscribers: set[asyncio.Queue[Event]] = set()

    def publish(self, event: Event) -> None:
        """Tell everybody; returns at once."""
        self.revision += 1
        for queue in self._subscribers:
            queue.put_nowait({**event, "revision": self.revision})
        for topic in (EVERYTHING, (event.get("bot_id", 0), event.get("chat_id", 0))):
            self._revisions[topic] = self.revision
            waiting = self._waiting.pop(topic, None)
            if waiting is not None and not waiting.done():
                waiting.set_result(None)

    async def changed(self, since: int, topic: Topic = EVERYTHING) -> None:
        """Wait until something happened in `topic` after revision `since`."""
        if self._revisions.get(topic, 0) <= since:
            waiting = self._waiting.get(topic)
            if waiting is None:
                waiting = self._waiting[topic] = asyncio.get_running_loop().create_future()
            await asyncio.shield(waiting)

    @contextmanager
    def subscribed(self) -> Iterator[asyncio.Queue[Event]]:
        """A queue of events from now on."""
        queue: asyncio.Queue[Event] = asyncio.Queue()
        self._subscribers.add(queue)
        try:
            yield queue
        finally:
            self._subscribers.discard(queue)
