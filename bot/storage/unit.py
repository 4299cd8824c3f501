"""One database transaction: the driver's connection for the machine, the ORM on the same one when an act needs it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, TypeVar, cast

import asyncpg
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, create_async_engine

P = TypeVar("P")

PortFactory = Callable[["Unit"], Any]


class Unit:
    """A transaction in progress.

    `raw` is asyncpg's connection: the machine's SQL functions. `session()` opens the ORM on that connection on first
    use. `port(kind)` gives a room's repository bound to this transaction, as registered in the room's PORTS.
    """

    def __init__(self, connection: AsyncConnection, raw: asyncpg.Connection, ports: Mapping[type, PortFactory]) -> None:
        self.connection = connection
        self.raw = raw
        self._ports = ports
        self._made: dict[type, Any] = {}
        self._session: AsyncSession | None = None

    @property
    def session(self) -> AsyncSession:
        if self._session is None:
            self._session = AsyncSession(bind=self.connection, expire_on_commit=False, autoflush=False)
        return self._session

    def port(self, kind: type[P], /) -> P:
        """The implementation of a port. Raises KeyError for a port that no room registered."""
        if kind not in self._made:
            self._made[kind] = self._ports[kind](self)
        return cast(P, self._made[kind])

    async def flush(self) -> None:
        """Write what the ORM holds, before the machine's last statement."""
        if self._session is not None:
            await self._session.flush()

    async def close(self) -> None:
        if self._session is not None:
            self._session.expunge_all()
            await self._session.close()


async def open_driver(connection: AsyncConnection) -> asyncpg.Connection:
    """The driver's connection, made anew where the pool kept one that the server has closed: SQLAlchemy notices only
    what goes through it."""
    while True:
        raw = cast(asyncpg.Connection, (await connection.get_raw_connection()).driver_connection)
        if not raw.is_closed():
            return raw
        await connection.invalidate()


class Database:
    """The pool, and transactions on it. SQLAlchemy runs in autocommit: BEGIN and COMMIT are ours, once per unit.

    At most `size` connections. Those not in use are kept as SQLAlchemy gave them: most transactions are the machine's
    and need nothing of SQLAlchemy, whose pool costs as much as a statement each time.
    """

    def __init__(self, dsn: str, ports: Mapping[type, PortFactory], *, size: int = 10) -> None:
        url = dsn.replace("postgresql://", "postgresql+asyncpg://", 1)
        self._ports = ports
        self._idle: list[tuple[AsyncConnection, asyncpg.Connection]] = []
        self._places = asyncio.Semaphore(size)
        self._closed = False
        self.engine: AsyncEngine = create_async_engine(
            url,
            isolation_level="AUTOCOMMIT",
            pool_size=size,
            max_overflow=0,
            pool_pre_ping=False,
            connect_args={
                # A stopped process delays its person by 10 s at most (design §2.2), the next look included.
                "server_settings": {
                    "idle_in_transaction_session_timeout": "9000",
                    "lock_timeout": "5000",
                    "statement_timeout": "10000",
                    "tcp_keepalives_idle": "5",
                    "tcp_keepalives_interval": "2",
                    "tcp_keepalives_count": "3",
                    "application_name": "tereze",
                },
            },
        )

    @asynccontextmanager
    async def unit(self, *, readonly: bool = False) -> AsyncIterator[Unit]:
        """One transaction: committed when the block ends well, rolled back on any exception."""
        async with self._connection() as (connection, raw):
            unit = Unit(connection, raw, self._ports)
            transaction = raw.transaction(readonly=readonly)
            await transaction.start()
            try:
                yield unit
                await unit.flush()
            except BaseException:
                await unit.close()
                if raw.is_closed():
                    await connection.invalidate()
                else:
                    await transaction.rollback()
                raise
            await transaction.commit()
            await unit.close()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Unit]:
        """No transaction: each statement alone, for what reads and then writes in one statement that checks itself."""
        async with self._connection() as (connection, raw):
            unit = Unit(connection, raw, self._ports)
            try:
                yield unit
            except BaseException:
                await unit.close()
                if raw.is_closed():
                    await connection.invalidate()
                raise
            await unit.close()

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[asyncpg.Connection]:
        """The driver's connection in autocommit: a statement that stands alone needs neither BEGIN nor COMMIT."""
        async with self._connection() as (_connection, raw):
            yield raw

    async def close(self) -> None:
        self._closed = True
        while self._idle:
            connection, _raw = self._idle.pop()
            await connection.close()
        await self.engine.dispose()

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[tuple[AsyncConnection, asyncpg.Connection]]:
        """A connection of one's own: the one used last, which knows the statements best."""
        async with self._places:
            connection, raw = self._idle.pop() if self._idle else await self._opened()
            if raw.is_closed():
                raw = await open_driver(connection)
            try:
                yield connection, raw
            except BaseException as error:
                # Cancelled in the middle of a BEGIN or a COMMIT, nobody knows what the server has done; SQLAlchemy
                # knows of no transaction and would lend it out again as it is, with its locks.
                if not raw.is_closed() and (raw.is_in_transaction() or not isinstance(error, Exception)):
                    raw.terminate()
                    await connection.invalidate()
                await connection.close()  # back to SQLAlchemy's pool, which resets it or puts it away
                raise
            if connection.in_transaction() or self._closed:
                await connection.close()
            else:
                self._idle.append((connection, raw))

    async def _opened(self) -> tuple[AsyncConnection, asyncpg.Connection]:
        connection = await self.engine.connect()
        try:
            return connection, await open_driver(connection)
        except BaseException:
            await connection.close()
            raise
