"""The local Telegram's own database: documents and file contents, written behind in the order they changed.

Memory is the truth while the server runs: its database shares a cluster with the bot's, and a restart of that cluster
(which the chaos run does on purpose) must not look like an outage of Telegram. So every change is queued, one
writer commits the queue in batches, and an answer waits for its commit for at most a second.
"""

import asyncio
import contextlib
import json
import logging
from collections.abc import Mapping
from typing import Any

import asyncpg

log = logging.getLogger(__name__)

_TABLES = """
CREATE SCHEMA IF NOT EXISTS local_telegram;
CREATE TABLE IF NOT EXISTS local_telegram.document (
    kind text NOT NULL,
    key  text NOT NULL,
    body text NOT NULL, -- ASCII JSON in text, not jsonb: a forged update may hold \\u0000, which jsonb refuses
    PRIMARY KEY (kind, key)
);
CREATE TABLE IF NOT EXISTS local_telegram.file_content (
    sha256 text PRIMARY KEY,
    bytes  bytea NOT NULL
);
"""
_UPSERT = """
INSERT INTO local_telegram.document (kind, key, body) VALUES ($1, $2, $3)
ON CONFLICT (kind, key) DO UPDATE SET body = excluded.body
"""
_DELETE = "DELETE FROM local_telegram.document WHERE kind = $1 AND key = $2"
_ADD_FILE = "INSERT INTO local_telegram.file_content VALUES ($1, $2) ON CONFLICT DO NOTHING"

_RETRY_SECONDS = 0.2
_ANSWER_WAITS_SECONDS = 1.0
_DATABASE_AWAY = (
    OSError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # how asyncpg meets a connection that was cut while it lay in the pool
    TimeoutError,
)

Key = tuple[str, str]


class Store:
    """Documents by kind and key. `put` and `drop` return at once; `settled` waits for their commit."""

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self._pool: asyncpg.Pool | None = None
        self._changes: dict[Key, str | None] = {}
        self._files: dict[str, bytes] = {}
        self._waiting: list[asyncio.Future[None]] = []
        self._wake = asyncio.Event()
        self._writing = False
        self._away = False

    async def open(self) -> list[tuple[str, str, dict[str, Any]]]:
        """Connect, make the tables where missing, return every document as (kind, key, body)."""
        self._pool = await asyncpg.create_pool(self._dsn, min_size=0, max_size=2)
        async with self._pool.acquire() as connection, connection.transaction():
            await connection.execute("SELECT pg_advisory_xact_lock(hashtext('local_telegram'))")
            await connection.execute(_TABLES)
            rows = await connection.fetch("SELECT kind, key, body FROM local_telegram.document")
        return [(row["kind"], row["key"], json.loads(row["body"])) for row in rows]

    def put(self, kind: str, key: str, body: Mapping[str, Any]) -> None:
        """Keep a document; a later change of the same one before the commit replaces it."""
        self._changes[kind, key] = json.dumps(body, ensure_ascii=True)
        self._wake.set()

    def drop(self, kind: str, key: str) -> None:
        """Forget a document."""
        self._changes[kind, key] = None
        self._wake.set()

    def put_file(self, sha256: str, content: bytes) -> None:
        """Keep a file's content under its hash."""
        self._files[sha256] = content
        self._wake.set()

    async def file(self, sha256: str) -> bytes:
        """A file's content; waits while the database is away; `KeyError` when there is none."""
        while True:
            if (fresh := self._files.get(sha256)) is not None:
                return fresh
            try:
                content = await self._connected.fetchval(
                    "SELECT bytes FROM local_telegram.file_content WHERE sha256 = $1", sha256
                )
            except _DATABASE_AWAY:
                await asyncio.sleep(_RETRY_SECONDS)
                continue
            if content is None:
                raise KeyError(sha256)
            return bytes(content)

    async def settled(self) -> None:
        """Wait until everything put so far is committed, or a second when the database is away."""
        if not self._changes and not self._files and not self._writing:
            return
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(done)
        self._wake.set()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(done), _ANSWER_WAITS_SECONDS)

    async def write_forever(self) -> None:
        """The one writer: commits what has been queued, again and again."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            if not await self._write():
                await asyncio.sleep(_RETRY_SECONDS)
                self._wake.set()

    async def close(self) -> None:
        """Write what is left and disconnect."""
        if self._pool is None:
            return
        if not await self._write():
            log.warning("local Telegram: the last changes could not be written, its database is away")
        with contextlib.suppress(*_DATABASE_AWAY):
            await asyncio.wait_for(self._pool.close(), 5)
        self._pool = None

    @property
    def _connected(self) -> asyncpg.Pool:
        assert self._pool is not None, "the store is not open"
        return self._pool

    async def _write(self) -> bool:
        changes, self._changes = self._changes, {}
        files = dict(self._files)
        waiting, self._waiting = self._waiting, []
        written = False
        self._writing = True
        try:
            if changes or files:
                await self._commit(changes, files)
            written = True
            self._away = False
        except _DATABASE_AWAY as away:
            if not self._away:
                log.warning("local Telegram: its database is away (%s), writing later", type(away).__name__)
            self._away = True
            await self._connected.expire_connections()
        finally:
            self._writing = False
            if written:
                for sha256 in files:
                    self._files.pop(sha256, None)
                for done in waiting:
                    if not done.done():
                        done.set_result(None)
            else:  # also when cancelled: what changed since stays newer
                self._changes = {**changes, **self._changes}
                self._waiting = waiting + self._waiting
        return written

    async def _commit(self, changes: dict[Key, str | None], files: dict[str, bytes]) -> None:
        async with self._connected.acquire(timeout=5) as connection, connection.transaction():
            if files:
                await connection.executemany(_ADD_FILE, list(files.items()))
            kept = [(kind, key, body) for (kind, key), body in changes.items() if body is not None]
            gone = [key for key, body in changes.items() if body is None]
            if kept:
                await connection.executemany(_UPSERT, kept)
            if gone:
                await connection.executemany(_DELETE, gone)
