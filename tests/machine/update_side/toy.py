"""A tiny room: a counter that a deed raises, a basket that marks fill, a question that a message answers."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from markupsafe import Markup

from bot.storage.unit import PortFactory, Unit
from domain.kit.desk import Audience, Desk, Notice
from domain.kit.ids import Ref
from domain.kit.named import named
from domain.kit.refused import NotFound, NotPermitted, WrongState
from handlers.chat import Chat
from handlers.reading import Reading
from handlers.room import NoticeView, Room, View
from handlers.screens.filters import At, Pressed
from handlers.screens.place import Place
from handlers.screens.press import Back, Deed, Go, Home, Mark
from handlers.screens.values import Button, Screen
from handlers.words.reader import Reader

COUNTER = Ref("toy", UUID(int=1))


@named("toy.menu")
@dataclass(frozen=True, slots=True)
class Menu(Place):
    """The root."""


@named("toy.door")
@dataclass(frozen=True, slots=True)
class AtDoor(Place):
    """A guest's root."""


@named("toy.counter")
@dataclass(frozen=True, slots=True)
class CounterCard(Place):
    page: int = 0


@named("toy.hidden")
@dataclass(frozen=True, slots=True)
class Hidden(Place):
    """Nobody may know of it."""


@named("toy.pin")
@dataclass(frozen=True, slots=True)
class Pin(Place):
    """Asks for a PIN."""


@named("toy.raise")
@dataclass(frozen=True, slots=True)
class Raise(Deed):
    by: int = 1


@named("toy.refuse")
@dataclass(frozen=True, slots=True)
class AskTooMuch(Deed):
    """Refused by the act."""


@named("toy.break")
@dataclass(frozen=True, slots=True)
class Break(Deed):
    """Changes something and then fails."""


@named("toy.decide")
@dataclass(frozen=True, slots=True)
class Decide(Deed):
    """Needs a PIN."""


@named("toy.tick")
@dataclass(frozen=True, slots=True)
class Tick(Mark):
    name: str
    on: bool


@named("toy.raised")
@dataclass(frozen=True, slots=True)
class Raised(Notice):
    by: int


class Counter(Protocol):
    async def add(self, by: int) -> int: ...

    async def value(self) -> int: ...


class CounterInDatabase:
    """Kept in the audit's neighbour: a table that the tests make."""

    def __init__(self, unit: Unit) -> None:
        self._raw = unit.raw

    async def add(self, by: int) -> int:
        return int(await self._raw.fetchval("UPDATE toy SET value = value + $1 RETURNING value", by))

    async def value(self) -> int:
        return int(await self._raw.fetchval("SELECT value FROM toy"))


PORTS: dict[type, PortFactory] = {Counter: CounterInDatabase}


async def raise_counter(desk: Desk, counter: Counter, by: int) -> None:
    value = await counter.add(by)
    desk.audit("toy.raise", COUNTER, before={"value": value - by}, after={"value": value})
    desk.settle(COUNTER)
    desk.tell(Audience(organisation=desk.actor.organisation, but=desk.actor.person), Raised(by), COUNTER)


async def load(place: Place, reading: Reading) -> int:
    if not isinstance(place, AtDoor) and reading.actor is None:
        raise NotPermitted
    return 0 if isinstance(place, AtDoor) else await reading.port(Counter).value()


async def load_hidden(place: Hidden, reading: Reading) -> int:
    raise NotFound


def show_menu(value: int, r: Reader) -> Screen:
    return Screen(Markup("menu"), ((Button("Counter", Go(CounterCard())),), (Button("Tick", Tick("a", True)),)))


def show_card(value: int, r: Reader) -> Screen:
    return Screen(
        Markup(f"counter {value} {r.language}"),
        (
            (Button("Raise", Raise()), Button("Raise by two", Raise(2))),
            (Button("Too much", AskTooMuch()), Button("Break", Break()), Button("Decide", Decide())),
            (Button("Page 2", Go(CounterCard(2), replace=True)), Button("Tick", Tick("a", True))),
            (Button("Back", Back()), Button("Menu", Home())),
        ),
    )


def show_door(value: int, r: Reader) -> Screen:
    return Screen(Markup("door"))


async def load_raised(notice: Raised, reading: Reading) -> int:
    return notice.by


def show_raised(by: int, r: Reader) -> Screen:
    return Screen(Markup(f"raised by {by}"), ((Button("Raise it too", Raise()), Button("Open", Go(CounterCard()))),))


def router() -> Router:
    made = Router(name="toy")

    @made.message(Command("start"))
    async def start(message: Message, chat: Chat, command: CommandObject) -> None:
        if command.args == "h1":
            return chat.go(Hidden())
        return chat.home()

    @made.message(Command("kk"))
    async def kazakh(message: Message, chat: Chat) -> None:
        chat.set_language("kk")

    @made.message(Command("call"))
    async def call(message: Message, chat: Chat) -> None:
        await message.answer("a handler cannot send")

    @made.message(Command("state"))
    async def keep(message: Message, chat: Chat, state: FSMContext) -> None:
        data = await state.get_data()
        await state.update_data(seen=data.get("seen", 0) + 1)
        chat.again()

    @made.message(At(Pin), F.text)
    async def pin(message: Message, chat: Chat, place: Pin) -> None:
        chat.forget_typed()
        chat.back()
        if message.text == "1234":
            chat.pin_given()

    @made.message(F.text.regexp(r"^\+\d+$"))
    async def typed(message: Message, chat: Chat) -> None:
        await raise_counter(chat.desk, chat.port(Counter), int(message.text or "0"))
        chat.go(CounterCard())

    @made.callback_query(Pressed(Raise))
    async def pressed(query: CallbackQuery, chat: Chat, press: Raise) -> None:
        await raise_counter(chat.desk, chat.port(Counter), press.by)
        chat.outcome(Markup("raised"))
        chat.go(CounterCard())

    @made.callback_query(Pressed(AskTooMuch))
    async def refused(query: CallbackQuery, chat: Chat) -> None:
        await chat.port(Counter).add(1000)
        raise WrongState("full")

    @made.callback_query(Pressed(Break))
    async def broken(query: CallbackQuery, chat: Chat) -> None:
        await chat.port(Counter).add(1000)
        raise RuntimeError("a secret that no log may show")

    @made.callback_query(Pressed(Decide))
    async def decide(query: CallbackQuery, chat: Chat) -> None:
        chat.desk.need_pin()
        await raise_counter(chat.desk, chat.port(Counter), 10)
        chat.again(Markup("decided"))

    @made.callback_query(Pressed(Tick))
    async def tick(query: CallbackQuery, chat: Chat, press: Tick, state: FSMContext) -> None:
        await state.update_data({press.name: press.on})
        chat.again()

    return made


room = Room(
    name="toy",
    views=(
        View(Menu, load, show_menu),
        View(CounterCard, load, show_card),
        View(AtDoor, load, show_door),
        View(Pin, load, show_door),
        View(Hidden, load_hidden, show_door),
    ),
    notices=(NoticeView(Raised, load_raised, show_raised),),
    router=router,
)
