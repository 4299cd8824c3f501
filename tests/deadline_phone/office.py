"""A mission in Berlin with two heads and two officers, an akimat, and the authorised body: on their phones."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from bot.machine.finish import papers_form
from bot.machine.people import COLUMNS, reading_of, who_of
from bot.machine.rules import PublishedRules
from bot.storage.machine import write_papers
from bot.storage.unit import Unit
from bot.wiring import wiring
from domain.company import acts as company_acts
from domain.company.ports import Companies
from domain.deadline.model import DeadlineChange
from domain.deadline.notices import Reminder
from domain.kit.actor import Actor, OrganisationKind, Role
from domain.kit.desk import Desk
from domain.kit.ids import DeadlineId
from domain.meeting import acts as meeting_acts
from domain.meeting.model import AgreementFacts, Side
from domain.meeting.ports import Meetings
from handlers.reading import Reading
from handlers.screens.codec import encode
from handlers.screens.place import Place
from handlers.screens.values import Screen
from handlers.words.reader import Reader
from tests.machine.support import BOT, Bench, User, bench_on
from tests.town import cards

NOW = datetime(2030, 11, 18, 5, 0, tzinfo=UTC)
"""A Monday, 10:00 in Almaty, that no run of these tests is later than: the legal clock moves only forward."""

TODAY = NOW.date()

LANGUAGES = ("ru", "kk", "en")


@dataclass
class Office:
    """`people` by name: «head», «deputy» (a head too), «officer», «colleague», «akim», «body», «body_officer»."""

    bench: Bench
    language: str = "en"
    people: dict[str, User] = field(default_factory=dict)

    @property
    def r(self) -> Reader:
        return Reader(self.language)

    def __getitem__(self, name: str) -> User:
        return self.people[name]

    async def sql(self, query: str, *values: Any) -> Any:
        async with self.bench.database.unit() as unit:
            return await unit.raw.fetchval(query, *values)

    async def desk(self, unit: Unit, who: str) -> Desk:
        reading, _ = await self.reading(unit, who)
        return Desk(actor=reading.actor, now=reading.now, edition=reading.edition, calendar=reading.calendar)

    async def reading(self, unit: Unit, who: str) -> tuple[Reading, Reader]:
        row = await unit.raw.fetchrow(
            f"SELECT {COLUMNS} FROM person p JOIN organisation o ON o.id = p.organisation_id WHERE p.id = $1",
            self[who].person,
        )
        assert isinstance(who_of(row, 0), Actor)
        from bot.machine.people import Backdrop

        return await reading_of(row, unit, Backdrop(PublishedRules(), "tereze_bot"), chat_id=0)

    async def write(self, who: str, *changes: DeadlineChange) -> None:
        """What an act leaves about deadlines, written as it writes them."""
        async with self.bench.database.unit() as unit:
            desk = await self.desk(unit, who)
            for change in changes:
                desk.deadline(change)
            form = papers_form(desk, key=str(uuid4()), who=desk.actor, legal_at=desk.now.isoformat())
            await write_papers(unit.raw, form)

    async def deadline(
        self,
        due: date,
        who: str | None = "officer",
        *,
        organisation: str = "officer",
        kind: str = "meeting.agreement",
        legal: bool = False,
        note: str = "",
    ) -> DeadlineId:
        """A deadline whose subject nobody can open."""
        key = await self.sql(
            """INSERT INTO deadline (kind, clause, legal, subject_kind, subject_id, organisation_id, person_id, due,
                nominal, instant, opened_at, note)
            VALUES ($1, 'п. 42', $2, 'x', gen_random_uuid(), $3, $4, $5, $5, $6, $6, $7) RETURNING id""",
            kind, legal, self[organisation].organisation, self[who].person if who else None, due, NOW, note,
        )  # fmt: skip
        return DeadlineId(key)

    async def agreement(self, by: date, what: str = "Send the list of plots") -> DeadlineId:
        """The officer agreed on it at a meeting."""
        async with self.bench.database.unit() as unit:
            desk = await self.desk(unit, "officer")
            company = await company_acts.create(desk, unit.port(Companies), cards.company())
            one = AgreementFacts(what, Side.OURS, by)
            await meeting_acts.record(
                desk, unit.port(Companies), unit.port(Meetings), cards.meeting(company, agreements=(one,))
            )
            await unit.flush()
            form = papers_form(desk, key=str(uuid4()), who=desk.actor, legal_at=desk.now.isoformat())
            await write_papers(unit.raw, form)
        return DeadlineId(await self.sql("SELECT id FROM deadline ORDER BY opened_at DESC LIMIT 1"))

    async def remind(self, who: str, deadline: DeadlineId, step: int = -1) -> None:
        """A reminder waits for the person, as the ticker leaves it."""
        await self.sql(
            """INSERT INTO outbox (key, person_id, notice, about_kind, about_id)
            SELECT $1, $2, $3, subject_kind, subject_id FROM deadline WHERE id = $4 RETURNING id""",
            str(uuid4()), self[who].person, json.dumps(encode(Reminder(deadline, step))), deadline,
        )  # fmt: skip

    async def at(self, who: str, place: Place) -> Screen:
        """The person stands at the place, however they came there: by a link, an old button, a forged one."""
        user = self[who]
        await self.bench.message(user, "/menu")
        await self.sql(
            "UPDATE dialogue SET place = $1, wanted = wanted + 1 WHERE bot_id = $2 AND chat_id = $3 RETURNING true",
            json.dumps(encode(place)), BOT, user.telegram,
        )  # fmt: skip
        return await self.bench.screen(user)

    async def say(self, who: str, text: str) -> None:
        """Type an answer to the question the person sees."""
        await self.bench.screen(self[who])
        await self.bench.message(self[who], text)

    async def go(self, day: date, hour: int = 10) -> None:
        """Set the legal clock, in Almaty's time."""
        then = datetime.combine(day, time(hour), UTC) - timedelta(hours=5)
        await self.sql("UPDATE legal_clock SET shift = $1::timestamptz - clock_timestamp() RETURNING true", then)


@asynccontextmanager
async def open_office(database: str, language: str = "en") -> AsyncIterator[Office]:
    made = wiring()
    async with bench_on(database, made.rooms, made.home, made.door, pin=made.pin, ports=made.ports) as bench:
        office = Office(bench, language)
        await office.go(TODAY)
        mission = await bench.organisation(OrganisationKind.MISSION, name="Berlin", countries=("DE",))
        akimat = await bench.organisation(OrganisationKind.AKIMAT, name="Akimat", regions=("35",))
        body = await bench.organisation(OrganisationKind.AUTHORISED_BODY, name="Body")
        for name, role, organisation in (
            ("head", Role.HEAD, mission),
            ("deputy", Role.HEAD, mission),
            ("officer", Role.OFFICER, mission),
            ("colleague", Role.OFFICER, mission),
            ("observer", Role.OBSERVER, mission),
            ("akim", Role.HEAD, akimat),
            ("body", Role.HEAD, body),
            ("body_officer", Role.OFFICER, body),
        ):
            office.people[name] = await bench.person(
                name.capitalize(), role=role, organisation=organisation, language=language
            )
        yield office


def labels(screen: Screen | None) -> list[str]:
    assert screen is not None
    return [button.label for one in screen.rows for button in one]


def fits(screen: Screen) -> None:
    """Nothing is cut by a phone: 40 characters alone, 24 in a pair (glossary)."""
    for one in screen.rows:
        for button in one:
            limit = 40 if len(one) == 1 else 24
            assert len(button.label) <= limit, (button.label, len(one))
