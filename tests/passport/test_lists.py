"""Lists of projects: who sees which (A2), corridor first (п. 32), how they are found, and by which plans."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from bot.storage.unit import Database
from domain.access.scope import may_see
from domain.kit.ids import OrganisationId, ProjectId
from domain.names.fold import search_key
from domain.passport.model import Project
from domain.passport.ports import ProjectFilter, ProjectLists, Projects
from tests.acts.case import PEOPLE
from tests.acts.cases_passport import a_company_of_the_region
from tests.acts.every import ports
from tests.acts.stage import MORE, Stage
from tests.passport.test_paper import project as built
from tests.town.passports import passport
from tests.town.people import build, settle_in


@pytest.fixture
async def stage(database: str) -> AsyncIterator[Stage]:
    town = build(MORE)
    await settle_in(town, database)
    db = Database(database, ports(), size=2)
    yield Stage(town, db)
    await db.close()


async def put(stage: Stage, count: int, **changes: Any) -> list[Project]:
    """So many projects with one thing changed in each."""
    subject = await a_company_of_the_region(stage)
    made = []
    async with stage.db.unit() as unit:
        store = unit.port(Projects)
        for _ in range(count):
            one = built(passport())
            number = await store.next_number(2026)
            one.id = ProjectId(UUID(int=number + 100))
            one.number = f"П-2026-{number:06d}"
            one.company = subject["company"]
            one.initiator = one.akimat = stage.town.organisations["karaganda"]
            one.author = one.official = stage.town["karaganda.officer"].person
            one.since = stage.town.now + timedelta(minutes=number)
            for name, value in changes.items():
                setattr(one, name, value)
            await store.add(one)
            made.append(one)
    return made


async def seen(stage: Stage, who: str, **chosen: Any) -> list[str]:
    async with stage.db.unit(readonly=True) as unit:
        lines, total = await unit.port(ProjectLists).page(stage.town[who], ProjectFilter(**chosen), 0, 50)
    assert total == len(lines)
    return [line.number[-3:] for line in lines]


async def test_a2_the_query_shows_what_the_domain_lets_see(stage: Stage) -> None:
    """One decision in two writings: `may_see` and `seen_by`, for everybody of the town."""
    organisations = stage.town.organisations
    variants: list[dict[str, Any]] = [
        {},
        {"region": "61", "akimat": organisations["turkistan"], "initiator": organisations["turkistan"]},
        {"region": "61", "other_regions": ["35"], "akimat": organisations["turkistan"]},
        {"sector": "24"},
        {"initiator": organisations["holding"]},
        {"parties": [organisations["berlin"], organisations["chamber"], organisations["investor"]]},
        {"initiator": organisations["chamber"], "parties": [organisations["participant"]]},
        {
            **{"region": "61", "sector": "24", "akimat": organisations["turkistan"]},
            **{"initiator": organisations["turkistan"]},
            "parties": [organisations["karaganda"], organisations["energy"]],
        },
    ]
    made = [one for changes in variants for one in await put(stage, 1, **changes)]
    for who in PEOPLE:
        actor = stage.town[who]
        should = {one.number[-3:] for one in made if may_see(actor, one.placement)}
        assert set(await seen(stage, who)) == should, who
    assert await seen(stage, "berlin.head") == ["006"] and not await seen(stage, "seoul.head")
    # A state body that answers for a task works on it also outside its region or sector (п. 48.5, 58)
    assert "008" in await seen(stage, "karaganda.officer") and "008" in await seen(stage, "energy.head")


async def test_p32_corridor_projects_stand_first(stage: Stage) -> None:
    """Then the nearest legal end, then the newest."""
    made = await put(stage, 3)
    corridor = await put(stage, 1, corridor=True)
    await stage.sql(
        "INSERT INTO deadline (kind, clause, legal, subject_kind, subject_id, organisation_id, due, nominal, instant,"
        " opened_at) VALUES ('roadmap.submit', 'п. 48', true, 'project', $1, $2, $3, $3, $4, $4)",
        made[0].id, made[0].akimat, stage.town.now.date(), stage.town.now,
    )  # fmt: skip
    assert await seen(stage, "nc.head") == ["004", "001", "003", "002"]
    assert await seen(stage, "nc.head", corridor=True) == [corridor[0].number[-3:]]


async def test_filters(stage: Stage) -> None:
    await put(stage, 1)
    other = stage.town.organisations["turkistan"]
    await put(stage, 1, pool="regional", score={}, sector="24", region="61", initiator=other, akimat=other)
    await put(stage, 1, state="with_roadmap", suspended=True)
    for chosen, found in (
        ({"pool": "regional"}, ["002"]),
        ({"state": "with_roadmap"}, ["003"]),
        ({"suspended": True}, ["003"]),
        ({"region": "61"}, ["002"]),
        ({"sector": "24"}, ["002"]),
        ({"pool": "national", "state": "without_roadmap"}, ["001"]),
    ):
        assert await seen(stage, "nc.head", **chosen) == found, chosen
    async with stage.db.unit(readonly=True) as unit:
        lists = unit.port(ProjectLists)
        assert list(await lists.regions(stage.town["nc.head"])) == [("35", 2), ("61", 1)]
        assert list(await lists.states(stage.town["nc.head"])) == [("without_roadmap", 2), ("with_roadmap", 1)]
        assert list(await lists.sectors(stage.town["karaganda.head"])) == [("D", 2)]


async def test_found_by_number_title_and_bin(stage: Stage) -> None:
    """Look-alikes are one; wildcards are letters (63)."""
    await put(stage, 2)
    async with stage.db.unit(readonly=True) as unit:
        lists, actor = unit.port(ProjectLists), stage.town["nc.head"]
        for typed, count in (
            ("П-2026-000001", 1), ("P-2026-1", 1), ("000002", 1), ("2", 1), ("wind", 2), ("ВИНД", 2), ("3", 0),
            ("2025-1", 0), ("%' OR TRUE", 0), ("_", 0), ("", 0), ("000940000011", 2), ("000940000012", 0),
        ):  # fmt: skip
            assert len(await lists.find(actor, search_key(typed), 10)) == count, typed
        assert not await lists.find(stage.town["seoul.head"], search_key("wind"), 10)


async def test_what_waits(stage: Stage) -> None:
    """An official's own without a roadmap, and what nobody has taken yet; not what was sent or is over."""
    await put(stage, 1)
    await put(stage, 1, official=None)
    await put(stage, 1, roadmap_sent_at=stage.town.now)
    await put(stage, 1, state="with_roadmap")
    await put(stage, 1, akimat=OrganisationId(stage.town.organisations["turkistan"]))
    assert set(await seen(stage, "karaganda.officer", own=True)) == {"001", "002"}
    assert await seen(stage, "karaganda.head", own=True) == ["002"]
    assert await seen(stage, "nc.head", own=True) == []
    async with stage.db.unit(readonly=True) as unit:
        assert dict(await unit.port(ProjectLists).loads(stage.town.organisations["karaganda"])) == {
            stage.town["karaganda.officer"].person: 3
        }
