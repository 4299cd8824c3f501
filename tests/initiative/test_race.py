"""Two people at once (attacks 34, 35): one answer counts, the other is told how things stand."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from bot.storage.unit import Database
from bot.wiring import ports
from domain.company.acts import create as create_company
from domain.company.ports import Companies
from domain.initiative import acts
from domain.initiative.model import InitiativeState
from domain.initiative.ports import Initiatives
from domain.initiative.rules import OpenedAlready
from domain.kit.bodies import Bodies
from domain.kit.ids import InitiativeId
from domain.kit.refused import ChangedMeanwhile, Refused, WrongState
from domain.kyc import acts as kyc
from domain.kyc.model import KycState
from domain.kyc.ports import KycCases
from domain.meeting.ports import Meetings
from tests.town import cards
from tests.town.people import Town, build, settle_in


@pytest.fixture
async def town(database: str) -> Town:
    made = build()
    await settle_in(made, database)
    return made


@pytest.fixture
async def db(database: str) -> AsyncIterator[Database]:
    opened = Database(database, ports(), size=6)
    yield opened
    await opened.close()


async def passed(db: Database, town: Town) -> InitiativeId:
    """An initiative at the akimat of Karaganda, not opened yet, at version 2."""
    async with db.unit() as unit:
        officer = town.desk("berlin.officer")
        companies, cases, bodies = unit.port(Companies), unit.port(KycCases), unit.port(Bodies)
        company = await create_company(officer, companies, cards.company())
        case = await kyc.open_case(officer, companies, cases, bodies, company, cards.kyc())
        initiatives, meetings = unit.port(Initiatives), unit.port(Meetings)
        one = await acts.create(officer, companies, meetings, initiatives, company, None, cards.initiative())
    async with db.unit() as unit:
        await kyc.decide(
            town.desk("berlin.head"),
            unit.port(Companies),
            unit.port(KycCases),
            unit.port(Bodies),
            case,
            1,
            KycState.APPROVED,
            "",
        )
    async with db.unit() as unit:
        await acts.pass_on(
            town.desk("berlin.officer"),
            unit.port(Companies),
            unit.port(KycCases),
            unit.port(Meetings),
            unit.port(Initiatives),
            unit.port(Bodies),
            one,
            1,
            town.organisations["karaganda"],
        )
    return one


async def tried(step: Callable[[], Awaitable[object]]) -> Refused | None:
    """The refusal, or None when it was done."""
    try:
        await step()
    except Refused as refusal:
        return refusal
    return None


async def take(db: Database, town: Town, who: str, one: InitiativeId, seen: int | None) -> None:
    async with db.unit() as unit:
        official = town[who].person
        await acts.appoint(town.desk(who), unit.port(Initiatives), unit.port(Bodies), one, seen, official)


@pytest.mark.parametrize("seen", [2, None], ids=["from the card", "from the notice"])
async def test_two_take_it_at_once(db: Database, town: Town, seen: int | None) -> None:
    one = await passed(db, town)
    people = ("karaganda.head", "karaganda.officer")
    outcomes = await asyncio.gather(*(tried(lambda who=who: take(db, town, who, one, seen)) for who in people))  # type: ignore[misc]
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["ChangedMeanwhile", "NoneType"]
    winner = people[[outcome is None for outcome in outcomes].index(True)]
    async with db.unit() as unit:
        stands = await unit.port(Initiatives).get(one)
        assert stands is not None
        assert stands.official == town[winner].person


async def test_taken_back_while_it_is_opened(db: Database, town: Town) -> None:
    """Either it comes back unopened, or it was opened and stays; never both."""
    one = await passed(db, town)

    async def look() -> None:
        async with db.unit() as unit:
            await acts.open_by_akimat(town.desk("karaganda.head"), unit.port(Initiatives), one)

    async def back() -> None:
        async with db.unit() as unit:
            await acts.take_back(
                town.desk("berlin.head"),
                unit.port(Companies),
                unit.port(Meetings),
                unit.port(Initiatives),
                one,
                2,
            )

    for turn in range(2):
        outcomes = await asyncio.gather(tried(look), tried(back)) if turn == 0 else [None, await tried(back)]
        async with db.unit() as unit:
            stands = await unit.port(Initiatives).get(one)
            assert stands is not None
            if outcomes[1] is None:
                assert (stands.state, stands.opened_at) == (InitiativeState.MADE, None)
            else:
                assert isinstance(outcomes[1], ChangedMeanwhile | OpenedAlready | WrongState)
                assert turn == 1 or stands.opened_at is not None
        if outcomes[1] is None:
            break


async def test_two_decide_at_once(db: Database, town: Town) -> None:
    """A head and the authorised body press at the same moment: one decision (M1.2)."""
    async with db.unit() as unit:
        officer = town.desk("berlin.officer")
        company = await create_company(officer, unit.port(Companies), cards.company())
        case = await kyc.open_case(
            officer, unit.port(Companies), unit.port(KycCases), unit.port(Bodies), company, cards.kyc()
        )

    async def decide(who: str, verdict: KycState) -> None:
        async with db.unit() as unit:
            await kyc.decide(
                town.desk(who),
                unit.port(Companies),
                unit.port(KycCases),
                unit.port(Bodies),
                case,
                1,
                verdict,
                "why",
            )

    outcomes = await asyncio.gather(
        tried(lambda: decide("berlin.head", KycState.APPROVED)), tried(lambda: decide("uo.head", KycState.REFUSED))
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["ChangedMeanwhile", "NoneType"]
