"""A company met by the embassy in Berlin, and phones that are ready to decide: where journeys about it begin."""

from datetime import timedelta

from bot.machine.rules import PublishedRules
from bot.sample.people import ORGANISATIONS, PEOPLE
from bot.storage.unit import Database
from bot.wiring import ports
from domain.access.pin import hash_pin
from domain.company.acts import create
from domain.company.ports import Companies
from domain.kit.actor import Actor, Scope
from domain.kit.bodies import Bodies
from domain.kit.desk import Desk
from domain.kit.ids import CompanyId, KycId, MeetingId
from domain.kyc.acts import open_case
from domain.kyc.model import KycFacts
from domain.kyc.ports import KycCases
from domain.meeting.acts import record
from domain.meeting.ports import Meetings
from tests.journeys.world import World
from tests.town import cards

PIN = "4071"


def sample_actor(key: str) -> Actor:
    """Somebody of the sample, as acts see them."""
    one = next(person for person in PEOPLE if person.key == key)
    body = next(organisation for organisation in ORGANISATIONS if organisation.key == one.organisation)
    assert one.role is not None
    scope = Scope(frozenset(body.countries), frozenset(body.regions), frozenset(body.sectors))
    return Actor(one.id, body.id, body.kind, one.role, one.name, scope)


async def desk_of(world: World, key: str) -> Desk:
    """A desk of somebody of the sample, now."""
    now = await world.now()
    opened = Database(world.dsn, {}, size=1)
    try:
        async with opened.unit() as unit:
            edition, calendar = await PublishedRules().at(unit, now)
    finally:
        await opened.close()
    return Desk(actor=sample_actor(key), now=now, edition=edition, calendar=calendar)


async def ready(world: World, language: str, *people: str) -> None:
    """These people have opened the chat, have a PIN and read this language."""
    await world.speak(language)
    await world.sql("UPDATE person SET pin_hash = $1", hash_pin(PIN))
    for who in people:
        await world[who].start()
    for who in people:
        await world.shown(who)


async def met(world: World, database: str) -> tuple[CompanyId, MeetingId]:
    """The company and the meeting, recorded by Berlin's officer."""
    desk = await desk_of(world, "berlin_officer")
    opened = Database(database, ports(), size=1)
    try:
        async with opened.unit() as unit:
            company = await create(desk, unit.port(Companies), cards.company())
            facts = cards.meeting(company, day=desk.now.date() - timedelta(days=1), agreements=(), project_region="35")
            return company, await record(desk, unit.port(Companies), unit.port(Meetings), facts)
    finally:
        await opened.close()


async def checked(world: World, database: str, company: CompanyId, facts: KycFacts) -> KycId:
    """A check of the company, on decision, made by Berlin's officer. Its notices are not sent: acts alone send none."""
    desk = await desk_of(world, "berlin_officer")
    opened = Database(database, ports(), size=1)
    try:
        async with opened.unit() as unit:
            return await open_case(desk, unit.port(Companies), unit.port(KycCases), unit.port(Bodies), company, facts)
    finally:
        await opened.close()
