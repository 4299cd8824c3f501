"""One person's chat in memory: the forms' router behind aiogram's dispatcher, places walked as the machine does."""

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.types import CallbackQuery, Contact, Message, Update, User
from aiogram.types import Chat as TelegramChat
from markupsafe import Markup

from bot.machine.dispatch import SilentBot, dispatcher
from domain.deadline.calendar import WorkingCalendar
from domain.edition.order_2024 import ORDER_2024
from domain.file.model import FileState, KeptFile, Received
from domain.file.ports import Files
from domain.kit.actor import Actor, OrganisationKind, Role
from domain.kit.ids import DraftId, FileId, OrganisationId, PersonId
from domain.kit.named import named
from handlers.forms import room
from handlers.forms.draft import Draft, Drafts
from handlers.forms.places import StartForm
from handlers.forms.ports import Recents
from handlers.forms.registry import register
from handlers.forms.views import VIEWS
from handlers.reading import Reading
from handlers.screens.codec import decode, encode
from handlers.screens.place import Place
from handlers.screens.press import Back, Go, Home, Press
from handlers.screens.values import Button, Screen
from handlers.words.reader import Reader
from tests.forms.sample import COMPANY, MEETING, VISIT

NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)  # a Saturday, 11:00 in Astana
PERSON = PersonId(UUID(int=7))
USER = User(id=1, is_bot=False, first_name="Айгүл")
CHAT = TelegramChat(id=1, type="private")


@named("tests.forms.root")
@dataclass(frozen=True, slots=True)
class Root(Place):
    """Where forms are opened from and left to."""


ROOT = Root()


@dataclass
class MemoryDrafts:
    kept: dict[DraftId, Draft] = field(default_factory=dict)

    async def get(self, draft: DraftId, person: PersonId) -> Draft | None:
        found = self.kept.get(draft)
        return deepcopy(found) if found is not None and found.person == person else None

    async def of_person(self, person: PersonId) -> list[Draft]:
        mine = [deepcopy(one) for one in self.kept.values() if one.person == person]
        return sorted(mine, key=lambda one: one.updated or NOW, reverse=True)

    async def delete(self, draft: DraftId, person: PersonId) -> None:
        if draft in self.kept and self.kept[draft].person == person:
            del self.kept[draft]


@dataclass
class MemoryRecents:
    rows: dict[tuple[PersonId, str, str], datetime] = field(default_factory=dict)

    async def recent(self, person: PersonId, key: str, limit: int = 3) -> list[str]:
        mine = [(at, row[2]) for row, at in self.rows.items() if row[:2] == (person, key)]
        return [value for _, value in sorted(mine, key=lambda one: (-one[0].timestamp(), one[1]))][:limit]

    async def used(self, person: PersonId, key: str, value: str, at: datetime) -> None:
        known = self.rows.get((person, key, value), at)
        self.rows[person, key, value] = max(at, known)


@dataclass
class MemoryFiles:
    """Only what forms do with files: receiving them, and asking how they stand."""

    received: list[Received] = field(default_factory=list)

    async def receive(self, received: Received, maker: Actor) -> FileId:
        self.received.append(received)
        return FileId(UUID(int=1000 + len(self.received)))

    async def get(self, file: FileId) -> KeptFile | None:
        """Each waits for its check."""
        return KeptFile(file, "a file", FileState.QUARANTINED, 1)


class World:
    """What all devices of one person share."""

    def __init__(self) -> None:
        register([MEETING, COMPANY, VISIT])
        self.drafts = MemoryDrafts()
        self.recents = MemoryRecents()
        self.files = MemoryFiles()
        self.now = NOW
        self.actor = Actor(PERSON, OrganisationId(UUID(int=8)), OrganisationKind.MISSION, Role.OFFICER)
        self._messages = self._count()

    def message_id(self) -> int:
        return next(self._messages)

    @staticmethod
    def _count() -> Iterator[int]:
        number = 100
        while True:
            number += 1
            yield number


class Device:
    """A chat: implements `handlers.chat.Chat` as far as forms use it, and lets a test type and press."""

    def __init__(self, world: World, place: Place, language: str = "ru") -> None:
        self.world = world
        self.reader = Reader(language)
        self.place = place
        self.stack: list[Place] = []
        self.press: Press | None = None
        self.draft: Draft | None = None
        self.note: Markup | None = None
        self.answered: Markup | None = None
        self.handled = True
        self.seen = True
        self.actions = 0
        self._dropped: list[DraftId] = []
        self._dispatcher = dispatcher([room])
        self._bot = SilentBot(42)

    # handlers.chat.Chat

    @property
    def now(self) -> datetime:
        return self.world.now

    @property
    def actor(self) -> Actor:
        return self.world.actor

    @property
    def who(self) -> Actor:
        return self.world.actor

    @property
    def reading(self) -> Reading:
        return Reading(
            self.who, self.now, ORDER_2024, WorkingCalendar(), self.port, chat_id=1, language=self.reader.language
        )

    def port(self, kind: type[Any], /) -> Any:
        return {Drafts: self.world.drafts, Recents: self.world.recents, Files: self.world.files}[kind]

    def go(self, place: Place, *, note: Markup | None = None, replace: bool = False) -> None:
        if place != self.place and not replace:
            self.stack.append(self.place)
        self.place, self.note = place, note

    def back(self, *, note: Markup | None = None) -> None:
        self.place, self.note = (self.stack.pop() if self.stack else ROOT), note

    def home(self, *, note: Markup | None = None) -> None:
        self.stack, self.place, self.note = [], ROOT, note

    def again(self, note: Markup | None = None) -> None:
        self.note = note

    def answer(self, line: Markup) -> None:
        self.answered = line

    def open_draft(self, draft: Draft) -> None:
        self.draft = draft

    def drop_draft(self) -> None:
        assert self.draft is not None
        self._dropped.append(self.draft.id)
        self.draft = None

    # the test's side

    async def screen(self) -> Screen:
        """The present screen, rendered as the sender would."""
        place = decode(encode(self.place))  # what is stored is what is shown
        for view in VIEWS:
            if type(place) is view.place:
                return view.show(await view.load(place, self.reading), self.reader)
        return Screen(Markup("elsewhere"))

    async def labels(self) -> list[str]:
        return [one.label for row in (await self.screen()).rows for one in row]

    async def button(self, label: str) -> Button:
        found = [
            one
            for row in (await self.screen()).rows
            for one in row
            if one.label.startswith(label) or one.label.endswith(f" {label}")
        ]
        assert found, f"no button {label!r} among {await self.labels()}"
        return found[0]

    async def tap(self, label: str) -> None:
        """Press the button whose words begin so."""
        press = (await self.button(label)).press
        assert press is not None
        await self.do(decode(encode(press)))

    async def do(self, press: Press) -> None:
        """A press, also one that the present screen does not show."""
        self.actions += 1
        self._begin()
        match press:
            case Go(place, replace):
                self.go(place, replace=replace)
            case Back():
                self.back()
            case Home():
                self.home()
            case _:
                self.press = press
                await self._feed(callback_query=CallbackQuery(id="1", from_user=USER, chat_instance="1", data="x"))
                self.press = None

    async def type(self, text: str, *, message: int | None = None, after: float = 60, **more: Any) -> int:
        """Send a text; gives its message number."""
        return await self.send(text=text, message=message, after=after, **more)

    async def send(self, *, message: int | None = None, after: float = 60, **content: Any) -> int:
        self.actions += 1
        number = message or self.world.message_id()
        self.world.now += timedelta(seconds=after)
        self._begin()
        await self._feed(message=self._message(number, **content))
        return number

    async def edit(self, message: int, text: str) -> None:
        """Correct one's own message."""
        self._begin()
        await self._feed(edited_message=self._message(message, text=text))

    async def contact(self, **fields: Any) -> None:
        await self.send(contact=Contact(**fields))

    def _message(self, number: int, **content: Any) -> Message:
        return Message(message_id=number, date=self.world.now, chat=CHAT, from_user=USER, **content)

    def _begin(self) -> None:
        self.note = self.answered = None
        if self.draft is not None:  # the machine reads it anew with each update
            self.draft = deepcopy(self.world.drafts.kept.get(self.draft.id))

    async def _feed(self, **event: Any) -> None:
        outcome = await self._dispatcher.feed_update(self._bot, Update(update_id=1, **event), chat=self)
        self.handled = outcome is not UNHANDLED
        self._save()

    def _save(self) -> None:
        if self.draft is not None:
            stored = json_like(self.draft)
            self.world.drafts.kept[self.draft.id] = replace(
                stored, updated=self.world.now, revision=stored.revision + 1
            )
        for gone in self._dropped:
            self.world.drafts.kept.pop(gone, None)

    async def open(self, form: str, **context: Any) -> None:
        await self.do(Go(StartForm(form, context)))

    @property
    def only(self) -> Draft:
        """The one draft there is."""
        (found,) = self.world.drafts.kept.values()
        return found


def json_like(draft: Draft) -> Draft:
    """A draft as jsonb gives it back; fails on what JSON cannot hold."""
    parts = json.loads(json.dumps([draft.answers, draft.context, draft.aside, draft.cursor], allow_nan=False))
    return replace(draft, answers=parts[0], context=parts[1], aside=parts[2], cursor=parts[3])


def fresh(form: str, person: PersonId = PERSON) -> Draft:
    return Draft(DraftId(uuid4()), person, form, 1)
