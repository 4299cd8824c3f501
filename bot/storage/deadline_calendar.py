"""Deadlines for calendars, and the addresses that calendars read (issue 5)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from bot.storage.deadline import LINE, MINE, line_of
from bot.storage.unit import PortFactory, Unit
from domain.deadline.feed import Calendars
from domain.deadline.ports import DeadlineLine
from domain.kit.actor import Actor
from domain.kit.ids import PersonId

MOST: Final = 500
"""Deadlines of one calendar."""

_LINES: Final = f"""
SELECT * FROM (SELECT * FROM ({MINE}) AS running UNION ALL
    {LINE} WHERE d.state IN ('met', 'cancelled') AND d.person_id = $1 AND d.organisation_id = $2 AND d.closed_at > $4
) AS l ORDER BY due, id LIMIT {MOST}
"""  # noqa: S608 -- passages of ours


class StoredCalendars:
    """Implements `domain.deadline.feed.Calendars`."""

    def __init__(self, unit: Unit) -> None:
        self._raw = unit.raw

    async def lines(self, actor: Actor, since: datetime) -> Sequence[DeadlineLine]:
        rows = await self._raw.fetch(_LINES, actor.person, actor.organisation, actor.writes, since)
        return [line_of(row) for row in rows]

    async def server(self) -> str | None:
        found = await self._raw.fetchval("SELECT address FROM calendar_server")
        return None if found is None else str(found)

    async def made(self, person: PersonId) -> datetime | None:
        found: datetime | None = await self._raw.fetchval(
            "SELECT made_at FROM calendar_feed WHERE person_id = $1", person
        )
        return found

    async def put(self, person: PersonId, digest: bytes, now: datetime) -> None:
        await self._raw.execute(
            """INSERT INTO calendar_feed (person_id, hash, made_at) VALUES ($1, $2, $3)
            ON CONFLICT (person_id) DO UPDATE SET hash = excluded.hash, made_at = excluded.made_at""",
            person, digest, now,
        )  # fmt: skip

    async def drop(self, person: PersonId) -> None:
        await self._raw.execute("DELETE FROM calendar_feed WHERE person_id = $1", person)


async def announce(raw: Any, address: str | None) -> None:
    """Say where the addresses begin, or that there is no server."""
    if address is None:
        await raw.execute("DELETE FROM calendar_server")
    else:
        await raw.execute(
            """INSERT INTO calendar_server (address) VALUES ($1)
            ON CONFLICT (single) DO UPDATE SET address = excluded.address""",
            address,
        )


PORTS: dict[type, PortFactory] = {Calendars: StoredCalendars}
