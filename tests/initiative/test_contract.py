"""The ports of the initiative room: PostgreSQL and memory keep the same promises."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from bot.storage.unit import Database
from bot.wiring import ports
from domain.company.acts import create
from domain.company.ports import Companies
from domain.initiative.acts import create as make
from domain.initiative.model import Petition, PetitionKind, PetitionState
from domain.initiative.ports import Initiatives, Petitions
from domain.kit.ids import InitiativeId, PetitionId
from domain.meeting.ports import Meetings
from tests.initiative.test_terms import Case
from tests.town import cards
from tests.town.people import Town, build, settle_in


@pytest.fixture(params=["memory", "postgresql"])
async def both(request: Any, database: str) -> AsyncIterator[Any]:
    """A function that opens the two ports, the town, and an initiative in them."""
    if request.param == "memory":
        case = Case(date(2026, 11, 16))
        held = (case.initiatives, case.petitions, case.town, case.one.id)

        @asynccontextmanager
        async def opened() -> AsyncIterator[Any]:
            yield held

        yield opened
        return
    town = build()
    await settle_in(town, database)
    db = Database(database, ports(), size=2)
    async with db.unit() as unit:
        desk = town.desk("berlin.officer")
        company = await create(desk, unit.port(Companies), cards.company())
        held_ports = (unit.port(Companies), unit.port(Meetings), unit.port(Initiatives))
        one = await make(desk, *held_ports, company, None, cards.initiative())

    @asynccontextmanager
    async def stored() -> AsyncIterator[Any]:
        async with db.unit() as unit:
            yield unit.port(Initiatives), unit.port(Petitions), town, one

    yield stored
    await db.close()


def petition(town: Town, one: InitiativeId, **more: Any) -> Petition:
    made = Petition(
        id=PetitionId(uuid4()),
        initiative=one,
        kind=PetitionKind.CLOSING,
        akimat=town.organisations["karaganda"],
        reason="dropped",
        asked_by=town["karaganda.officer"].person,
        asked_at=town.now,
        answer_by=date(2026, 11, 19),
    )
    for name, value in more.items():
        setattr(made, name, value)
    return made


async def test_petitions(both: Any) -> None:
    """One at a time is undecided; the newest comes first; what was changed is kept."""
    async with both() as (_, petitions, town, one):
        assert await petitions.undecided(one) is None and list(await petitions.of(one)) == []
        first = petition(town, one)
        await petitions.add(first)
        found = await petitions.undecided(one)
        assert found is not None and found.id == first.id
        found.state = PetitionState.WITHDRAWN
    async with both() as (_, petitions, town, one):
        assert await petitions.undecided(one) is None
        second = petition(town, one, asked_at=town.now + timedelta(days=1))
        await petitions.add(second)
        assert [made.id for made in await petitions.of(one)] == [second.id, first.id]
        stored = await petitions.get(first.id)
        assert stored is not None and stored.state == PetitionState.WITHDRAWN
        assert await petitions.get(PetitionId(uuid4())) is None


async def test_two_undecided_petitions_are_impossible(both: Any) -> None:
    with pytest.raises(Exception, match=r"petition"):
        async with both() as (_, petitions, town, one):
            await petitions.add(petition(town, one))
            await petitions.add(petition(town, one))


async def test_initiatives(both: Any) -> None:
    async with both() as (initiatives, _, town, one):
        found = await initiatives.lock(one)
        assert found is not None
        found.akimat = town.organisations["karaganda"]
        found.passed_at, found.state, found.allowed_by = town.now, "passed", town["uo.head"].person
        found.due_on, found.nominal = date(2026, 12, 17), date(2026, 12, 16)
        assert await initiatives.regions_of(found.company) == {"35"}
        assert await initiatives.lock(InitiativeId(uuid4())) is None
    async with both() as (initiatives, _, town, one):
        found = await initiatives.get(one)
        assert found is not None and found.term is not None
        assert (found.term.on, found.term.nominal) == (date(2026, 12, 17), date(2026, 12, 16))
        first = await initiatives.next_number(2031)
        assert await initiatives.next_number(2031) == first + 1
