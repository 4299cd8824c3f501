"""The ports of companies and meetings, twice: in memory and in PostgreSQL. What holds for one holds for the other."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest

from bot.storage import company, machine, meeting
from bot.storage.unit import Database
from domain.company import acts as company_acts
from domain.company.model import ContactFacts
from domain.company.ports import Companies
from domain.kit.ids import AgreementId, CompanyId, ContactId, MeetingId, PersonId, new_id
from domain.meeting import acts as meeting_acts
from domain.meeting.model import AgreementFacts, Side
from domain.meeting.ports import Meetings
from tests.company.memory import Memory
from tests.town import cards
from tests.town.people import Town, build, settle_in


@pytest.fixture(params=["memory", "postgres"])
def address(request: pytest.FixtureRequest) -> str | None:
    """Address of the database, None for memory. Not async: the server is started outside any event loop."""
    return None if request.param == "memory" else str(request.getfixturevalue("database"))


@pytest.fixture
def town() -> Town:
    return build()


@pytest.fixture
async def store(address: str | None, town: Town) -> AsyncIterator[Any]:
    if address is None:
        yield Memory(town.actors.values())
        return
    await settle_in(town, address)
    db = Database(address, machine.PORTS | company.PORTS | meeting.PORTS, size=2)
    yield db
    await db.close()


async def a_company(store: Any, town: Town) -> CompanyId:
    async with store.unit() as unit:
        return await company_acts.create(town.desk("berlin.officer"), unit.port(Companies), cards.company())


async def a_contact(store: Any, town: Town, of: CompanyId, name: str) -> ContactId:
    async with store.unit() as unit:
        facts = ContactFacts(name, phones=("+4930123456",), mails=("a@b.de",), languages=("de", "kk"))
        return await company_acts.add_contact(town.desk("berlin.officer"), unit.port(Companies), of, facts)


async def a_meeting(store: Any, town: Town, of: CompanyId, **changes: object) -> MeetingId:
    async with store.unit() as unit:
        return await meeting_acts.record(
            town.desk("berlin.officer"), unit.port(Companies), unit.port(Meetings), cards.meeting(of, **changes)
        )


async def test_what_is_not_there_is_none(store: Any) -> None:
    async with store.unit() as unit:
        companies, meetings = unit.port(Companies), unit.port(Meetings)
        unknown = new_id()
        assert await companies.get(CompanyId(unknown)) is None
        assert await companies.lock(CompanyId(unknown)) is None
        assert await companies.contact(ContactId(unknown)) is None
        assert await companies.lock_contact(ContactId(unknown)) is None
        assert await companies.contacts_of(CompanyId(unknown)) == []
        assert await meetings.get(MeetingId(unknown)) is None
        assert await meetings.lock(MeetingId(unknown)) is None
        assert await meetings.agreements(MeetingId(unknown)) == []
        assert await meetings.lock_agreement(AgreementId(unknown)) is None


async def test_what_was_said_comes_back_and_a_change_raises_the_version(store: Any, town: Town) -> None:
    one = await a_company(store, town)
    changed = cards.company("New name", notes="{0} %s")
    async with store.unit() as unit:
        found = await unit.port(Companies).get(one)
        assert (found.facts, found.version) == (cards.company(), 1)
        await company_acts.amend(town.desk("berlin.head"), unit.port(Companies), one, 1, changed)
    async with store.unit() as unit:
        found = await unit.port(Companies).lock(one)
        assert (found.facts, found.version) == (changed, 2)


async def test_a_failed_transaction_leaves_nothing(store: Any, town: Town) -> None:
    one = await a_company(store, town)
    with pytest.raises(RuntimeError):
        async with store.unit() as unit:
            (await unit.port(Companies).lock(one)).notes = "lost"
            raise RuntimeError
    async with store.unit() as unit:
        assert (await unit.port(Companies).get(one)).notes == ""


async def test_contacts_come_by_name_and_belong_to_their_company(store: Any, town: Town) -> None:
    one, other = await a_company(store, town), await a_company(store, town)
    last, first = await a_contact(store, town, one, "Zoe"), await a_contact(store, town, one, "Anna")
    stray = await a_contact(store, town, other, "Berta")
    async with store.unit() as unit:
        contacts = await unit.port(Companies).contacts_of(one)
        assert [contact.id for contact in contacts] == [first, last]
        assert contacts[0].facts.languages == ("de", "kk")
        belong = unit.port(Meetings).all_of_company
        assert await belong([], one)
        assert await belong([first, last], one)
        assert not await belong([first, stray], one)
        assert not await belong([ContactId(new_id())], one)


async def test_a_meeting_comes_back_with_its_agreements_by_date(store: Any, town: Town) -> None:
    of = await a_company(store, town)
    who = await a_contact(store, town, of, "Anna")
    agreements = tuple(AgreementFacts(f"by {day}", Side.OURS, date(2026, 12, day)) for day in (24, 1, 12))
    at = await a_meeting(store, town, of, agreements=agreements, contacts=(who,))
    async with store.unit() as unit:
        found = await unit.port(Meetings).get(at)
        assert meeting_acts.facts_of(found) == cards.meeting(of, agreements=(), contacts=(who,))
        kept = await unit.port(Meetings).agreements(at)
        assert [one.what for one in kept] == ["by 1", "by 12", "by 24"]
        assert {one.person for one in kept} == {town["berlin.officer"].person}  # nobody named: who recorded it


async def test_who_may_answer_for_an_agreement(store: Any, town: Town) -> None:
    berlin = town.organisations["berlin"]
    async with store.unit() as unit:
        writes_for = unit.port(Meetings).writes_for
        for who, actor in town.actors.items():
            assert await writes_for(actor.person, berlin) == (who in ("berlin.head", "berlin.officer")), who
        assert not await writes_for(PersonId(new_id()), berlin)
