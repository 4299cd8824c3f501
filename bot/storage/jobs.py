"""Orders of slow work, left in the act's own transaction; `bot/machine/jobs.py` does them."""

import json
from collections.abc import Mapping
from typing import Any

from bot.storage.unit import PortFactory, Unit
from domain.kit.ids import PersonId
from domain.kit.jobs import Jobs


class StoredJobs:
    """Implements `domain.kit.jobs.Jobs`."""

    def __init__(self, unit: Unit) -> None:
        self._raw = unit.raw

    async def order(self, kind: str, key: str, payload: Mapping[str, Any], person: PersonId | None = None) -> None:
        await self._raw.execute(
            """INSERT INTO job (kind, key, person_id, payload) VALUES ($1, $2, $3, $4)
            ON CONFLICT (key) DO UPDATE SET state = 'waiting', attempts = 0, payload = $4,
                not_before = clock_timestamp(), incident = NULL, error = NULL, done_at = NULL
            WHERE job.state = 'dead'""",
            kind, key, person, json.dumps(dict(payload)),
        )  # fmt: skip

    async def state(self, key: str) -> str | None:
        found = await self._raw.fetchval("SELECT state FROM job WHERE key = $1", key)
        return None if found is None else str(found)


PORTS: dict[type, PortFactory] = {Jobs: StoredJobs}
