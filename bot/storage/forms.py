"""Drafts and last choices in PostgreSQL. A draft open in a chat is saved by the machine with its update."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.storage.machine import as_json
from bot.storage.unit import PortFactory, Unit
from domain.kit.ids import DraftId, PersonId
from handlers.forms.draft import Draft, Drafts
from handlers.forms.ports import Recents

_DRAFT = "SELECT id, person_id, form, version, answers, context, aside, cursor, revision, updated_at FROM draft"

MOST_DRAFTS = 200
"""Drafts read for one person: a list far longer than anybody keeps."""


class StoredDrafts:
    """Implements `handlers.forms.draft.Drafts`."""

    def __init__(self, unit: Unit) -> None:
        self._raw = unit.raw

    async def get(self, draft: DraftId, person: PersonId) -> Draft | None:
        row = await self._raw.fetchrow(f"{_DRAFT} WHERE id = $1 AND person_id = $2", draft, person)
        return None if row is None else _draft(row)

    async def of_person(self, person: PersonId) -> list[Draft]:
        rows = await self._raw.fetch(
            f"{_DRAFT} WHERE person_id = $1 ORDER BY updated_at DESC, id LIMIT {MOST_DRAFTS}", person
        )
        return [_draft(row) for row in rows]

    async def delete(self, draft: DraftId, person: PersonId) -> None:
        await self._raw.execute("DELETE FROM draft WHERE id = $1 AND person_id = $2", draft, person)


def _draft(row: Mapping[str, Any]) -> Draft:
    return Draft(
        id=row["id"],
        person=row["person_id"],
        form=row["form"],
        version=row["version"],
        answers=as_json(row["answers"]),
        context=as_json(row["context"]),
        aside=as_json(row["aside"]),
        cursor=as_json(row["cursor"]),
        revision=row["revision"],
        updated=row["updated_at"],
    )


class StoredRecents:
    """Implements `handlers.forms.ports.Recents`."""

    def __init__(self, unit: Unit) -> None:
        self._raw = unit.raw

    async def recent(self, person: PersonId, key: str, limit: int = 3) -> list[str]:
        rows = await self._raw.fetch(
            "SELECT value FROM recent_choice WHERE person_id = $1 AND key = $2 ORDER BY used_at DESC, value LIMIT $3",
            person,
            key,
            limit,
        )
        return [row["value"] for row in rows]

    async def used(self, person: PersonId, key: str, value: str, at: datetime) -> None:
        await self._raw.execute(
            "INSERT INTO recent_choice (person_id, key, value, used_at) VALUES ($1, $2, $3, $4)"
            " ON CONFLICT (person_id, key, value) DO UPDATE SET used_at = greatest(recent_choice.used_at, $4)",
            person,
            key,
            value,
            at,
        )


PORTS: dict[type, PortFactory] = {Drafts: StoredDrafts, Recents: StoredRecents}
