"""A bench for rooms: updates go in, the real worker handles them on PostgreSQL, screens are looked at. No Telegram.

    bench = Bench(database, rooms, home=Menu(), door=Welcome())
    anna = await bench.person("Anna", kind=OrganisationKind.MISSION, countries=("DE",))
    await bench.message(anna, "/start")
    await bench.press(anna, "New company")      # by what the button says; the screen is shown first
    assert bench_place == await bench.place(anna)

The screen is projected by the sender's own functions (`render`, `to_api`), so what a button means is stored as in
production. A failure in a handler is raised by the bench with its cause instead of being tried again.
"""

import asyncio
import itertools
import json
import secrets
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from aiogram import Dispatcher

from bot.machine.chat import Roots, read_place
from bot.machine.dispatch import SilentBot, dispatcher
from bot.machine.meanings import Meanings
from bot.machine.people import COLUMNS, Backdrop, reading_of
from bot.machine.projection import render, render_notice, to_api
from bot.machine.registry import Registry
from bot.machine.rules import PublishedRules, Rules
from bot.machine.updates import read
from bot.machine.worker import Worker
from bot.storage import machine
from bot.storage.unit import Database, PortFactory
from domain.kit.actor import OrganisationKind, Role
from domain.kit.ids import OrganisationId, PersonId
from handlers.room import Room
from handlers.screens.place import Place
from handlers.screens.values import Screen

BOT = 7_000_001


_FAILED = "SELECT seq, error FROM inbox WHERE attempts > 0 AND state <> 'done'"


class HandlerFailed(AssertionError):
    """A handler raised; the update is waiting for its next attempt."""


@dataclass(frozen=True, slots=True)
class User:
    """Somebody with a Telegram account; `person` and `organisation` when signed in."""

    telegram: int
    name: str
    person: PersonId | None = None
    organisation: OrganisationId | None = None
    app_language: str = "ru"

    @property
    def as_telegram(self) -> dict[str, Any]:
        return {"id": self.telegram, "is_bot": False, "first_name": self.name, "language_code": self.app_language}


@dataclass
class Bench:
    """Rooms on a migrated database. `dsn` is the `database` fixture; `ports` are the rooms' PORTS, merged."""

    dsn: str
    rooms: Iterable[Room]
    home: Place
    door: Place
    ports: Mapping[type, PortFactory] = field(default_factory=dict)
    pin: Place | None = None
    rules: Rules = field(default_factory=PublishedRules)

    def __post_init__(self) -> None:
        self.rooms = tuple(self.rooms)
        self.registry = Registry(self.rooms)
        self.database = Database(self.dsn, {**machine.PORTS, **self.ports}, size=6)
        self.bot = SilentBot(BOT)
        self.roots = Roots(home=self.home, door=self.door, pin=self.pin, bot_name="tereze_bot")
        self.worker = self.new_worker()
        self._ids = itertools.count(1)
        self._messages = itertools.count(100)
        self._telegram = itertools.count(500_001)

    def new_worker(self, made: Dispatcher | None = None) -> Worker:
        """Another worker on the same database, as another replica would be."""
        return Worker(self.database, self.bot, made or dispatcher(self.rooms), self.registry, self.roots, self.rules)

    async def close(self) -> None:
        await self.database.close()

    # People

    async def organisation(
        self,
        kind: OrganisationKind,
        *,
        name: str = "",
        countries: Iterable[str] = (),
        regions: Iterable[str] = (),
        sectors: Iterable[str] = (),
    ) -> OrganisationId:
        """A new organisation."""
        made = uuid4()
        async with self.database.unit() as unit:
            await unit.raw.execute(
                """INSERT INTO organisation (id, kind, name_ru, name_kk, name_en, countries, regions, sectors)
                   VALUES ($1, $2, $3, $3, $3, $4, $5, $6)""",
                made, kind.value, name or kind.value, list(countries), list(regions), list(sectors),
            )  # fmt: skip
        return OrganisationId(made)

    async def person(
        self,
        name: str,
        *,
        kind: OrganisationKind = OrganisationKind.MISSION,
        role: Role = Role.OFFICER,
        organisation: OrganisationId | None = None,
        language: str = "ru",
        countries: Iterable[str] = (),
        regions: Iterable[str] = (),
        sectors: Iterable[str] = (),
    ) -> User:
        """A signed-in person, in `organisation` or in a new one of that kind and scope."""
        if organisation is None:
            organisation = await self.organisation(kind, countries=countries, regions=regions, sectors=sectors)
        user = User(next(self._telegram), name, PersonId(uuid4()), organisation, language)
        async with self.database.unit() as unit:
            await unit.raw.execute(
                "INSERT INTO person (id, organisation_id, role, name, language) VALUES ($1, $2, $3, $4, $5)",
                user.person, organisation, role.value, name, language,
            )  # fmt: skip
            await unit.raw.execute(
                "INSERT INTO account (telegram_id, person_id) VALUES ($1, $2)", user.telegram, user.person
            )
        return user

    def guest(self, name: str = "Guest", app_language: str = "ru") -> User:
        """Somebody at the door."""
        return User(next(self._telegram), name, app_language=app_language)

    # What people do

    async def message(self, user: User, text: str = "", **more: Any) -> None:
        """A message typed in the private chat, handled. `more`: other fields of Message (contact, photo…)."""
        await self.send(self.message_update(user, text, **more))
        await self.drain()

    async def edited(self, user: User, text: str, message_id: int) -> None:
        """The person edits a message of theirs."""
        update = self.message_update(user, text, message_id=message_id)
        update["edited_message"] = {**update.pop("message"), "edit_date": 1_780_000_100}
        await self.send(update)
        await self.drain()

    async def press(self, user: User, label: str) -> None:
        """Press the button of the present screen that says `label`. Raises AssertionError when there is none."""
        await self.press_data(user, await self.data(user, label))

    async def press_data(self, user: User, data: str, message_id: int | None = None) -> None:
        """Press a button by its callback data."""
        await self.send(self.press_update(user, data, message_id))
        await self.drain()

    async def press_notice(self, user: User, label: str, number: int = -1) -> None:
        """Press a button of one of the person's notices, by default the newest."""
        token, _message, screen = (await self._notices(user))[number]
        await self.press_data(user, await self._index(token, screen, label))

    # What people see

    async def place(self, user: User) -> Place:
        """Where the person is."""
        row = await self.row("SELECT place FROM dialogue WHERE bot_id = $1 AND chat_id = $2", BOT, user.telegram)
        place = read_place(machine.as_json(row["place"])) if row else None
        assert place is not None, "nothing was ever handled for this person"
        return place

    async def screen(self, user: User) -> Screen:
        """The present screen with its note, projected as the sender would: its buttons are live from now on."""
        return (await self._project(user))[1]

    async def text(self, user: User) -> str:
        return str((await self.screen(user)).text)

    async def labels(self, user: User) -> list[str]:
        """What the buttons of the present screen say, in order."""
        return [button.label for row in (await self.screen(user)).rows for button in row]

    async def data(self, user: User, label: str) -> str:
        """Callback data of the button that says `label` on the present screen."""
        token, screen = await self._project(user)
        return await self._index(token, screen, label)

    async def notices(self, user: User) -> list[Screen]:
        """The notices that wait for the person or were shown, oldest first, as they would be rendered now."""
        return [screen for _token, _message, screen in await self._notices(user)]

    # The machinery

    def message_update(self, user: User, text: str = "", **more: Any) -> dict[str, Any]:
        message: dict[str, Any] = {
            "message_id": next(self._messages), "date": 1_780_000_000, "from": user.as_telegram,
            "chat": {"id": user.telegram, "type": "private", "first_name": user.name}, **more,
        }  # fmt: skip
        if text:
            message["text"] = text
            if text.startswith("/"):
                length = len(text.split()[0])
                message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        return {"update_id": next(self._ids), "message": message}

    def press_update(self, user: User, data: str, message_id: int | None = None) -> dict[str, Any]:
        update_id = next(self._ids)
        message = {
            "message_id": message_id or 50, "date": 1_780_000_000, "text": "…",
            "from": {"id": BOT, "is_bot": True, "first_name": "Tereze"},
            "chat": {"id": user.telegram, "type": "private", "first_name": user.name},
        }  # fmt: skip
        query = {
            "id": f"q{update_id}",
            "from": user.as_telegram,
            "chat_instance": "1",
            "data": data,
            "message": message,
        }
        return {"update_id": update_id, "callback_query": query}

    async def send(self, update: Mapping[str, Any]) -> machine.Verdict:
        """Store a raw update, unhandled."""
        async with self.database.unit() as unit:
            return (await machine.receive(unit.raw, BOT, read(update)))[0]

    async def drain(self) -> None:
        """Handle what waits. Raises HandlerFailed when an update was not handled."""
        before = [row["seq"] for row in await self.rows(_FAILED)]
        while await self.worker.once():
            for row in await self.rows(_FAILED):
                if row["seq"] not in before:
                    raise HandlerFailed(row["error"])

    async def pass_time(self, step: timedelta) -> None:
        """Move the legal clock forward."""
        async with self.database.unit() as unit:
            await unit.raw.execute("UPDATE legal_clock SET shift = shift + $1", step)

    async def row(self, sql: str, *values: Any) -> Any:
        """One row, for looking behind the scenes."""
        async with self.database.unit(readonly=True) as unit:
            return await unit.raw.fetchrow(sql, *values)

    async def until(self, sql: str, *values: Any, seconds: float = 10.0) -> None:
        """Wait until a query gives a row."""
        async with asyncio.timeout(seconds):
            while await self.row(sql, *values) is None:
                await asyncio.sleep(0.01)

    async def rows(self, sql: str, *values: Any) -> list[Any]:
        async with self.database.unit(readonly=True) as unit:
            return list(await unit.raw.fetch(sql, *values))

    async def _reading(self, unit: Any, user: User) -> Any:
        row = await unit.raw.fetchrow(
            f"""SELECT d.guest_language, {COLUMNS} FROM (SELECT 1) one
                LEFT JOIN dialogue d ON d.bot_id = $1 AND d.chat_id = $2
                LEFT JOIN account a ON a.telegram_id = $2 LEFT JOIN person p ON p.id = a.person_id
                LEFT JOIN organisation o ON o.id = p.organisation_id""",
            BOT, user.telegram,
        )  # fmt: skip
        backdrop = Backdrop(self.rules, "tereze_bot")
        return await reading_of(row, unit, backdrop, chat_id=user.telegram, guest_language=row["guest_language"])

    async def _project(self, user: User) -> tuple[str, Screen]:
        async with self.database.unit() as unit:
            row = await unit.raw.fetchrow(
                """SELECT d.place, d.note, d.wanted, d.below, d.token, l.meanings, l.next_index, l.place AS live_place
                   FROM dialogue d LEFT JOIN live_message l ON l.token = d.token
                   WHERE d.bot_id = $1 AND d.chat_id = $2""",
                BOT, user.telegram,
            )  # fmt: skip
            assert row is not None, "nothing was ever handled for this person"
            reading, reader = await self._reading(unit, user)
            place = machine.as_json(row["place"])
            screen = await render(place, self.registry, reading, reader, row["note"])
            kept = row["token"] is not None and not row["below"]
            token = row["token"] if kept else secrets.token_urlsafe(9)
            before = (
                Meanings(row["next_index"], machine.as_json(row["live_place"]), machine.as_json(row["meanings"]))
                if kept
                else Meanings()
            )
            _params, after = to_api(screen, token, before, place, row["wanted"])
            if row["token"] is not None and not kept:
                await unit.raw.execute("UPDATE live_message SET closed = true WHERE token = $1", row["token"])
            await unit.raw.execute(
                """INSERT INTO live_message
                       (token, bot_id, chat_id, kind, place, version, next_index, meanings, message_id)
                   VALUES ($1, $2, $3, 'screen', $4, $5, $6, $7, 50)
                   ON CONFLICT (token) DO UPDATE SET place = $4, version = $5, next_index = $6, meanings = $7""",
                token, BOT, user.telegram, json.dumps(place), row["wanted"], after.next_index,
                json.dumps(after.pressed),
            )  # fmt: skip
            await unit.raw.execute(
                """UPDATE dialogue SET token = $3, shown = wanted, below = false, message_id = 50
                   WHERE bot_id = $1 AND chat_id = $2""",
                BOT, user.telegram, token,
            )  # fmt: skip
        return token, screen

    async def _notices(self, user: User) -> list[tuple[str, int, Screen]]:
        """Rendered and made live, as the sender would."""
        shown: list[tuple[str, int, Screen]] = []
        async with self.database.unit() as unit:
            reading, reader = await self._reading(unit, user)
            rows = await unit.raw.fetch(
                """SELECT o.id, o.notice, l.token, l.next_index, l.meanings FROM outbox o
                   LEFT JOIN live_message l ON l.outbox_id = o.id
                   WHERE (o.person_id = $1 OR o.telegram_id = $2) AND o.state IN ('waiting', 'sent') ORDER BY o.id""",
                user.person, user.telegram,
            )  # fmt: skip
            for row in rows:
                screen = await render_notice(machine.as_json(row["notice"]), self.registry, reading, reader)
                if screen is None:
                    continue
                token = row["token"] or secrets.token_urlsafe(9)
                if row["token"] is None:
                    _params, after = to_api(screen, token, Meanings(), None, 0)
                    await unit.raw.execute(
                        """INSERT INTO live_message (token, bot_id, chat_id, kind, outbox_id, next_index, meanings)
                           VALUES ($1, $2, $3, 'notice', $4, $5, $6)""",
                        token, BOT, user.telegram, row["id"], after.next_index, json.dumps(after.pressed),
                    )  # fmt: skip
                    await unit.raw.execute("UPDATE outbox SET state = 'sent' WHERE id = $1", row["id"])
                shown.append((token, row["id"], screen))
        return shown

    async def _index(self, token: str, screen: Screen, label: str) -> str:
        from handlers.screens.codec import encode

        buttons = [button for row in screen.rows for button in row]
        found = [button for button in buttons if button.label == label and button.press is not None]
        assert len(found) == 1, f"{label!r} is not one button of {[button.label for button in buttons]}"
        row = await self.row("SELECT meanings FROM live_message WHERE token = $1", token)
        meaning = encode(found[0].press)
        indices = [int(index) for index, entry in machine.as_json(row["meanings"]).items() if entry["p"] == meaning]
        assert indices, f"{label!r} is settled: its notice has no buttons any more"
        return f"{token}.{indices[0]}"


@asynccontextmanager
async def bench_on(dsn: str, rooms: Iterable[Room], home: Place, door: Place, **more: Any) -> AsyncIterator[Bench]:
    """A bench that is closed at the end."""
    bench = Bench(dsn, rooms, home, door, **more)
    try:
        yield bench
    finally:
        await bench.close()


def ref_id(number: int) -> UUID:
    """A readable id for tests."""
    return UUID(int=number)
