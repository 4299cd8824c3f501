"""Phones of an akimat, the National Company and the authorised body, with the rooms as they are served."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest

from bot.jobs.duty import keep_duties
from bot.machine.rules import PublishedRules
from bot.wiring import wiring
from domain.kit.actor import OrganisationKind as K
from domain.kit.actor import Role
from domain.kit.periods import ALMATY
from handlers.words.reader import Reader
from tests.machine.support import Bench, User, bench_on
from tests.town.looks import check_looks


@pytest.fixture
async def bench(database: str) -> AsyncIterator[Bench]:
    served = wiring()
    async with bench_on(
        database, served.rooms, home=served.home, door=served.door, pin=served.pin, ports=served.ports
    ) as made:
        yield made


@dataclass
class Phone:
    """One person's phone: pressed by the reader's own words, every screen looked at on the way."""

    bench: Bench
    user: User
    language: str

    @property
    def label(self) -> Callable[..., str]:
        return Reader(self.language).label

    async def tap(self, label: str) -> str:
        await self.bench.press(self.user, label)
        return await self.look()

    async def press(self, context: str, text: str, **values: object) -> str:
        return await self.tap(self.label(context, text, **values))

    async def tap_like(self, part: str) -> str:
        """The one button that holds these words."""
        found = [one for one in await self.bench.labels(self.user) if part in one]
        assert len(found) == 1, (part, await self.bench.labels(self.user))
        return await self.tap(found[0])

    async def type(self, text: str) -> str:
        await self.bench.message(self.user, text)
        return await self.look()

    async def look(self) -> str:
        screen = await self.bench.screen(self.user)
        check_looks(screen)
        return str(screen.text)

    async def menu(self, entry: str) -> str:
        """The line of the menu, whatever is counted behind it."""
        await self.type("/menu")
        return await self.tap_like(self.label("menu", entry))

    async def notice(self) -> str:
        screen = (await self.bench.notices(self.user))[-1]
        check_looks(screen)
        return str(screen.text)


@dataclass
class Country:
    """An akimat with two people, the National Company, the authorised body; on 4 January 2027."""

    bench: Bench
    officer: Phone
    head: Phone
    nc: Phone
    uo: Phone

    async def pass_to(self, day: date) -> None:
        await set_day(self.bench, day)
        await keep_duties(self.bench.database, PublishedRules())

    async def value(self, sql: str, *values: Any) -> Any:
        row = await self.bench.row(sql, *values)
        return None if row is None else row[0]


async def set_day(bench: Bench, day: date) -> None:
    async with bench.database.unit() as unit:
        await unit.raw.execute(
            "UPDATE legal_clock SET shift = $1::timestamptz - clock_timestamp()",
            datetime(day.year, day.month, day.day, 9, tzinfo=ALMATY),
        )


async def country(bench: Bench, language: str) -> Country:
    """Everybody signed in, and the quarter's reports open."""
    akimat = await bench.organisation(K.AKIMAT, name="Акимат <А> & Ко", regions=("35",))

    async def phone(name: str, **more: Any) -> Phone:
        return Phone(bench, await bench.person(name, language=language, **more), language)

    made = Country(
        bench,
        await phone("Айгүл", organisation=akimat),
        await phone("Серик", organisation=akimat, role=Role.HEAD),
        await phone("Нұрлан", kind=K.NATIONAL_COMPANY),
        await phone("Дина", kind=K.AUTHORISED_BODY),
    )
    async with bench.database.unit() as unit:
        await unit.raw.execute("UPDATE organisation SET created_at = '2026-11-01'")
        await unit.raw.execute("UPDATE duty_epoch SET since = '2026-11-22'")
    await made.pass_to(date(2027, 1, 4))
    return made
