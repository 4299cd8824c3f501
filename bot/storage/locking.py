"""Taking a row for changing, as it is now, whatever was read of it before."""

from typing import Any, TypeVar

from sqlalchemy import inspect, select
from sqlalchemy.ext.asyncio import AsyncSession

T = TypeVar("T")


async def locked(session: AsyncSession, kind: type[T], id_: Any) -> T | None:
    """The entity, locked and read afresh; waits for whoever holds it.

    Not `session.get(…, with_for_update=True)`: where the entity was read earlier in the transaction and somebody has
    changed it since, that raises StaleDataError, while an act compares the version itself and says ChangedMeanwhile.
    What the session still holds goes out first, so that it is not read over.
    """
    await session.flush()
    key = inspect(kind).primary_key[0]
    query = select(kind).where(key == id_).with_for_update().execution_options(populate_existing=True)
    found: T | None = await session.scalar(query)
    return found
