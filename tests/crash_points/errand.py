"""Any act as an update: a person types «do», and the handler runs the case's act at the worker's own desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aiogram import F, Router
from markupsafe import Markup

from bot.machine.chat import ChatInUpdate, Roots
from bot.machine.dispatch import SilentBot, dispatcher
from bot.machine.registry import Registry
from bot.machine.rules import PublishedRules
from bot.machine.updates import read
from bot.machine.worker import Worker
from bot.storage import machine
from bot.storage.unit import Database
from domain.kit.desk import Papers
from domain.kit.named import named
from handlers.reading import Reading
from handlers.room import Room, View
from handlers.screens.place import Place
from handlers.screens.values import Screen
from handlers.words.reader import Reader
from tests.acts.case import Case, Subject
from tests.acts.stage import Stage

BOT = 700_001


@named("crash.start")
@dataclass(frozen=True, slots=True)
class Start(Place):
    """Where everybody begins."""


@named("crash.done")
@dataclass(frozen=True, slots=True)
class AllDone(Place):
    """Where the errand leads."""


@dataclass
class Errand:
    """Who does what. What the act left is kept for the test to compare."""

    stage: Stage
    case: Case
    who: str
    subject: Subject
    version: int
    left: Papers | None = None

    async def run(self, chat: ChatInUpdate) -> None:
        desk = self.stage.town.desk(self.who)
        await self.case.run(chat._unit, desk, self.subject, self.version)
        for name in ("entries", "deadline_changes", "posted", "settled"):
            getattr(chat.desk, name).extend(getattr(desk, name))
        self.left = desk
        chat.go(AllDone())


async def _load(place: Place, reading: Reading) -> Place:
    return place


def _show(place: Place, reader: Reader) -> Screen:
    return Screen(Markup("{}").format(type(place).__name__))


def room_for(errand: Errand) -> Room:
    async def do(message: Any, chat: ChatInUpdate) -> None:
        await errand.run(chat)

    def routes() -> Router:
        router = Router()
        router.message(F.text == "do")(do)
        return router

    return Room("crash", views=(View(Start, _load, _show), View(AllDone, _load, _show)), router=routes)


class Process:
    """One process with one worker. Everything it has is gone when it dies."""

    def __init__(self, database: Database, errand: Errand) -> None:
        rooms: Sequence[Room] = (room_for(errand),)
        self._database = database
        self.worker = Worker(
            database,
            SilentBot(BOT),
            dispatcher(rooms),
            Registry(rooms),
            Roots(home=Start(), door=Start(), bot_name="tereze_bot"),
            PublishedRules(),
        )


async def typed(database: Database, telegram: int) -> None:
    """The update stands in the inbox, acknowledged."""
    person = {"id": telegram, "is_bot": False, "first_name": "Somebody", "language_code": "ru"}
    message = {
        "message_id": 10,
        "date": 1_780_000_000,
        "from": person,
        "chat": {"id": telegram, "type": "private", "first_name": "Somebody"},
        "text": "do",
    }
    async with database.unit() as unit:
        await machine.receive(unit.raw, BOT, read({"update_id": 1, "message": message}))
