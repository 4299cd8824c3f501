"""An initiative of Berlin at the akimat of Karaganda, on the phones of a whole town: the real worker, no Telegram."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar
from uuid import uuid4

from bot.machine.finish import papers_form
from bot.storage.machine import write_papers
from bot.storage.unit import Unit
from bot.wiring import wiring
from domain.access.pin import hash_pin
from domain.company import acts as company_acts
from domain.company.ports import Companies
from domain.initiative import acts, allowance
from domain.initiative.ports import Initiatives
from domain.kit.actor import OrganisationKind, Scope
from domain.kit.bodies import Bodies
from domain.kit.desk import Desk
from domain.kit.ids import InitiativeId
from domain.kyc.ports import KycCases
from domain.meeting.ports import Meetings
from handlers.words.reader import Reader
from tests.machine.support import Bench, User, bench_on
from tests.town import cards
from tests.town.people import Town, build, settle_in

T = TypeVar("T")

PIN = "4071"


@dataclass
class Phones:
    """Everybody of the town by name («karaganda.officer»), all reading one language."""

    bench: Bench
    town: Town
    language: str
    users: dict[str, User] = field(default_factory=dict)

    @property
    def r(self) -> Reader:
        return Reader(self.language)

    def __getitem__(self, name: str) -> User:
        actor = self.town[name]
        made = User(self.town.telegram[name], actor.name, actor.person, actor.organisation, self.language)
        return self.users.setdefault(name, made)

    async def now(self) -> datetime:
        row = await self.bench.row("SELECT clock_timestamp() + (SELECT shift FROM legal_clock) AS now")
        found: datetime = row["now"]
        return found

    async def do(self, who: str, work: Callable[[Unit, Desk], Awaitable[T]]) -> T:
        """One act, with what it leaves for the machine."""
        self.town.now = await self.now()
        desk = self.town.desk(who)
        async with self.bench.database.unit() as unit:
            done = await work(unit, desk)
            await unit.flush()
            form = papers_form(desk, key=str(uuid4()), who=desk.actor, legal_at=desk.now.isoformat())
            await write_papers(unit.raw, form)
        return done

    async def open(self, who: str, initiative: InitiativeId) -> str:
        """The card by its link."""
        await self.bench.message(self[who], f"/start n{initiative.hex}")
        return await self.bench.text(self[who])

    async def press(self, who: str, label: str) -> str:
        """Press the button that says so, or the one that begins so; the text that follows."""
        labels = await self.bench.labels(self[who])
        found = [label] if label in labels else [one for one in labels if one.startswith(label)]
        assert len(found) == 1, (label, await self.bench.labels(self[who]), await self.bench.text(self[who]))
        await self.bench.press(self[who], found[0])
        return await self.bench.text(self[who])

    async def say(self, who: str, text: str) -> str:
        await self.bench.screen(self[who])
        await self.bench.message(self[who], text)
        return await self.bench.text(self[who])

    async def notice(self, who: str) -> str:
        """The newest notice's text."""
        return str((await self.bench.notices(self[who]))[-1].text)

    async def follow(self, who: str, label: str) -> str:
        """Press a button of the newest notice."""
        await self.bench.notices(self[who])
        await self.bench.press_notice(self[who], label)
        return await self.bench.text(self[who])

    async def clock(self, kind: str) -> tuple[str, object] | None:
        """State and last day of the newest deadline of a kind."""
        row = await self.bench.row("SELECT state, due FROM deadline WHERE kind = $1 ORDER BY opened_at DESC, id", kind)
        return None if row is None else (row["state"], row["due"])


@asynccontextmanager
async def phones_on(database: str, language: str) -> AsyncIterator[Phones]:
    town = build({"almaty": (OrganisationKind.AKIMAT, Scope(regions=frozenset({"19"})))})
    await settle_in(town, database)
    w = wiring()
    async with bench_on(database, w.rooms, home=w.home, door=w.door, pin=w.pin, ports=w.ports) as bench:
        async with bench.database.unit() as unit:
            await unit.raw.execute("UPDATE person SET language = $1, pin_hash = $2", language, hash_pin(PIN))
        yield Phones(bench, town, language)


async def passed(phones: Phones) -> InitiativeId:
    """At Karaganda, allowed before the KYC decision; its officer is responsible."""

    async def make(u: Unit, d: Desk) -> InitiativeId:
        company = await company_acts.create(d, u.port(Companies), cards.company())
        ports = (u.port(Companies), u.port(Meetings), u.port(Initiatives))
        return await acts.create(d, *ports, company, None, cards.initiative())

    one = await phones.do("berlin.officer", make)
    await phones.do("uo.head", lambda u, d: allowance.allow(d, u.port(Initiatives), one, 1, "a fair"))
    akimat = phones.town.organisations["karaganda"]

    async def go(u: Unit, d: Desk) -> None:
        ports = (u.port(Companies), u.port(KycCases), u.port(Meetings), u.port(Initiatives), u.port(Bodies))
        await acts.pass_on(d, *ports, one, 2, akimat)

    await phones.do("berlin.officer", go)
    officer = phones.town["karaganda.officer"].person
    await phones.do(
        "karaganda.head", lambda u, d: acts.appoint(d, u.port(Initiatives), u.port(Bodies), one, 3, officer)
    )
    return one
