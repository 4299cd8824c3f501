"""Drafts and last choices: memory and PostgreSQL keep the same promises."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from bot.machine.chat import draft_form
from bot.storage.forms import PORTS
from bot.storage.unit import Database, Unit
from domain.kit.ids import DraftId, PersonId
from handlers.forms.draft import Draft, Drafts
from handlers.forms.ports import Recents
from tests.forms.world import NOW, MemoryDrafts, MemoryRecents, fresh

ONE, OTHER = PersonId(UUID(int=1)), PersonId(UUID(int=2))


class Memory:
    def __init__(self) -> None:
        self.drafts: Drafts = MemoryDrafts()
        self.recents: Recents = MemoryRecents()

    async def keep(self, draft: Draft) -> None:
        assert isinstance(self.drafts, MemoryDrafts)
        self.drafts.kept[draft.id] = draft


class Stored:
    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.drafts = unit.port(Drafts)
        self.recents = unit.port(Recents)

    async def keep(self, draft: Draft) -> None:
        form = draft_form(draft)
        await self.unit.raw.execute(
            "INSERT INTO draft (id, person_id, form, version, answers, context, aside, cursor, updated_at)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            draft.id, draft.person, draft.form, draft.version,
            *(json.dumps(form[part]) for part in ("answers", "context", "aside", "cursor")), draft.updated,
        )  # fmt: skip


@pytest.fixture(params=["memory", "stored"])
async def kept(request: pytest.FixtureRequest, database: str) -> AsyncIterator[Memory | Stored]:
    if request.param == "memory":
        yield Memory()
        return
    pool = Database(database, PORTS)
    async with pool.unit() as unit:
        organisation = uuid4()
        await unit.raw.execute(
            "INSERT INTO organisation (id, kind, name_ru, name_kk, name_en) VALUES ($1, 'mission', 'M', 'M', 'M')",
            organisation,
        )
        for person in (ONE, OTHER):
            await unit.raw.execute(
                "INSERT INTO person (id, organisation_id, role, name) VALUES ($1, $2, 'officer', 'N')",
                person,
                organisation,
            )
        yield Stored(unit)
    await pool.close()


async def test_drafts_are_their_persons_newest_first(kept: Memory | Stored) -> None:
    old = replace(fresh("a", ONE), updated=NOW, answers={"x": ["<b>", 1, None]}, cursor={"at": "x"})
    new = replace(fresh("b", ONE), updated=NOW + timedelta(minutes=1))
    await kept.keep(old)
    await kept.keep(new)
    assert [one.form for one in await kept.drafts.of_person(ONE)] == ["b", "a"]
    assert await kept.drafts.of_person(OTHER) == []
    assert await kept.drafts.get(old.id, OTHER) is None
    found = await kept.drafts.get(old.id, ONE)
    assert found is not None
    assert (found.answers, found.cursor) == (old.answers, old.cursor)
    await kept.drafts.delete(old.id, OTHER)
    assert await kept.drafts.get(old.id, ONE) is not None
    await kept.drafts.delete(old.id, ONE)
    assert await kept.drafts.get(old.id, ONE) is None
    assert await kept.drafts.get(DraftId(uuid4()), ONE) is None


async def test_the_last_choices_of_a_person_newest_first(kept: Memory | Stored) -> None:
    for minute, value in enumerate(("DE", "KR", "CN", "US", "DE")):
        await kept.recents.used(ONE, "country", value, NOW + timedelta(minutes=minute))
    await kept.recents.used(ONE, "currency", "USD", NOW)
    assert await kept.recents.recent(ONE, "country") == ["DE", "US", "CN"]
    assert await kept.recents.recent(ONE, "country", 1) == ["DE"]
    assert await kept.recents.recent(OTHER, "country") == []
    await kept.recents.used(ONE, "country", "DE", NOW)  # a repeat that came late does not age it
    assert (await kept.recents.recent(ONE, "country"))[0] == "DE"
