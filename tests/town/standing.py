"""A bench with everybody whom suspension, validation, panel and rating need, and a project among them."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from bot.wiring import wiring
from domain.kit.actor import OrganisationKind as K
from domain.kit.actor import Role
from domain.kit.ids import ProjectId
from domain.kit.periods import almaty_date
from handlers.access.places import EnterPin, Welcome
from handlers.home.places import Menu
from handlers.screens.codec import encode
from handlers.screens.place import Place
from handlers.words.reader import Reader
from tests.machine.support import BOT, Bench, User, bench_on
from tests.town.project_rows import TaskRow, company_row, project_row

PIN = "4071"


@dataclass
class Standing:
    """People of the bench, in one language."""

    bench: Bench
    r: Reader
    akimat: User
    uo: User
    nc: User
    chamber: User

    async def today(self) -> date:
        row = await self.bench.row("SELECT clock_timestamp() + shift AS now FROM legal_clock")
        return almaty_date(row["now"])

    async def project(self, tasks: Sequence[TaskRow] = (), **more: object) -> tuple[ProjectId, list[UUID]]:
        """Of the akimat itself, in the national pool."""
        assert self.akimat.person is not None and self.akimat.organisation is not None
        async with self.bench.database.unit() as unit:
            now = await unit.raw.fetchval("SELECT clock_timestamp() + shift FROM legal_clock")
            company = await company_row(unit.raw, self.akimat.organisation, self.akimat.person, now)
            given: dict[str, object] = {
                "company": company,
                "initiator": self.akimat.organisation,
                "akimat": self.akimat.organisation,
                "author": self.akimat.person,
                "official": self.akimat.person,
                "now": now,
                "tasks": tasks,
            }
            project, made = await project_row(unit.raw, **{**given, **more})  # type: ignore[arg-type]
        return ProjectId(project), made

    async def at(self, user: User, place: Place) -> None:
        """As if the person had come there."""
        await self.bench.message(user, "/menu")
        async with self.bench.database.unit() as unit:
            await unit.raw.execute(
                "UPDATE dialogue SET place = $3 WHERE bot_id = $1 AND chat_id = $2",
                BOT, user.telegram, json.dumps(encode(place)),
            )  # fmt: skip

    async def press(self, user: User, context: str, label: str) -> None:
        await self.bench.press(user, self.r.label(context, label))

    async def say(self, user: User, text: str) -> None:
        """Type an answer to the question that is seen."""
        await self.bench.screen(user)
        await self.bench.message(user, text)

    async def give_pin(self, user: User) -> None:
        """The first decision of a person: the PIN is set."""
        await self.bench.press(user, self.r.label("access.profile", "Set a PIN"))
        for _ in range(2):
            await self.say(user, PIN)

    async def days(self, count: int) -> None:
        await self.bench.pass_time(timedelta(days=count))


@asynccontextmanager
async def standing(dsn: str, language: str) -> AsyncIterator[Standing]:
    known = wiring()
    async with bench_on(dsn, known.rooms, home=Menu(), door=Welcome(), pin=EnterPin(), ports=known.ports) as bench:
        people = [
            await bench.person(name, kind=kind, role=Role.HEAD, language=language, regions=regions)
            for name, kind, regions in (
                ("Aigul", K.AKIMAT, ("35",)),
                ("Ulan", K.AUTHORISED_BODY, ()),
                ("Nurlan", K.NATIONAL_COMPANY, ()),
                ("Chingiz", K.CHAMBER, ()),
            )
        ]
        yield Standing(bench, Reader(language), *people)
