"""A person for tests: acts in the app and looks at the chat, in the process of the server."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from bot.local_telegram.errors import NotPossible
from bot.local_telegram.keyboards import bot_start_link
from bot.local_telegram.methods.settings import commands_for
from bot.local_telegram.people import OutgoingFile
from bot.local_telegram.state import BotState, Chat, Group, Json, Message, Person
from bot.local_telegram.texts import Entity
from bot.local_telegram.views import ChatMessage, describe, view

if TYPE_CHECKING:
    from bot.local_telegram.server import LocalTelegram

T = TypeVar("T")


class Press:
    """A button pressed; `answer` comes when the bot has answered the press."""

    def __init__(self, telegram: "LocalTelegram", callback_id: str) -> None:
        self.id = callback_id
        self._telegram = telegram

    @property
    def answered(self) -> Json | None:
        """`{"text", "show_alert"}`, or None while the button still spins."""
        callback = self._telegram.world.callbacks.get(self.id)
        return callback.answer if callback else None

    async def answer(self, timeout: float = 5.0) -> Json:
        """Wait for the answer; `TimeoutError` after `timeout` seconds."""
        return await self._telegram.until(lambda: self.answered, timeout, lambda: f"press {self.id} got no answer")


class LocalPerson:
    """One person in the private chat with one bot. Every action returns once Telegram has taken it.

    Views are of this moment; `wait_for` waits for the next one that suits.
    """

    def __init__(self, telegram: "LocalTelegram", person_id: int, bot: BotState) -> None:
        self._telegram = telegram
        self._people = telegram.people
        self._bot = bot
        self._put_away: dict[str, list[ChatMessage]] = {}
        self.id = person_id

    @property
    def account(self) -> Person:
        """Names, language and phone."""
        return self._people.person(self.id)

    def with_bot(self, username: str) -> "LocalPerson":
        """The same person in the chat with another bot."""
        return LocalPerson(self._telegram, self.id, self._telegram.bot(username))

    # --- looking ---------------------------------------------------------------------------------------------------

    @property
    def _chat(self) -> Chat:
        return self._telegram.world.chat(self._bot.id, self.id)

    def messages(self) -> list[ChatMessage]:
        """The chat, oldest first."""
        return [view(message) for message in self._chat.messages.values()]

    def newest(self) -> Iterator[ChatMessage]:
        """The chat, newest first, as far as one looks."""
        return (view(message) for message in reversed(self._chat.messages.values()))

    def last(self, by_bot: bool = True) -> ChatMessage:
        """The newest message of the bot (or one's own); `LookupError` when there is none."""
        for message in reversed(self._chat.messages.values()):
            if message.by_bot == by_bot:
                return view(message)
        raise LookupError("no such message in:\n" + self.describe())

    def message(self, message_id: int) -> ChatMessage:
        """One message as it stands now; `KeyError` when it is gone."""
        return view(self._chat.messages[message_id])

    @property
    def screen(self) -> ChatMessage:
        """The newest message with inline buttons; `LookupError` when there is none."""
        for message in reversed(self._chat.messages.values()):
            if "reply_markup" in message.body:
                return view(message)
        raise LookupError("no message with buttons in:\n" + self.describe())

    @property
    def reply_keyboard(self) -> list[list[str]] | None:
        """Labels of the keyboard below the chat."""
        if self._chat.keyboard is None:
            return None
        return [[button["text"] for button in row] for row in self._chat.keyboard["keyboard"]]

    @property
    def commands(self) -> list[Json]:
        """The command menu in the person's language."""
        return commands_for(self._bot, self.account)

    @property
    def blocked(self) -> bool:
        """Whether the person has blocked the bot."""
        return self._chat.blocked

    @property
    def revision(self) -> int:
        """A number that grows with every change in this Telegram."""
        return self._telegram.hub.revision

    def describe(self) -> str:
        """The chat in words."""
        return describe(self.messages())

    async def wait_for(self, predicate: Callable[["LocalPerson"], T | None], timeout: float = 5.0) -> T:
        """The first truthy value of `predicate(self)`, tried now and after each change.

        A `LookupError` within it counts as "not yet". `TimeoutError` shows the chat.
        """

        def tried() -> T | None:
            try:
                return predicate(self)
            except LookupError:
                return None

        return await self._telegram.until(
            tried, timeout, lambda: "not seen in this chat:\n" + self.describe(), (self._bot.id, self.id)
        )

    async def expect(self, text: str, timeout: float = 5.0, *, after: int = 0) -> ChatMessage:
        """Wait for a message of the bot that contains `text`, with an id above `after`; the newest of them."""
        return await self.wait_for(
            lambda me: next((m for m in me.newest() if m.by_bot and text in m.text and m.id > after), None),
            timeout,
        )

    # --- acting ----------------------------------------------------------------------------------------------------

    async def _taken(self, message: Message) -> ChatMessage:
        await self._telegram.world.store.settled()
        return view(message)

    async def start(self, payload: str = "") -> ChatMessage:
        """Press Start, with a deep link's payload if given; lets a blocked bot in again."""
        return await self._taken(self._people.start(self.account, self._bot, payload)[-1])

    async def open(self, link: str) -> ChatMessage:
        """Follow a `https://t.me/<bot>?start=…` link."""
        found = bot_start_link(link)
        if found is None:
            raise NotPossible(f"{link} leads to no bot here")
        bot = self._telegram.bot(found[0])
        return await self._taken(self._people.start(self.account, bot, found[1])[-1])

    async def send(
        self,
        text: str,
        *,
        html: bool = False,
        entities: list[Entity] | None = None,
        reply_to: int | None = None,
        group: Group | None = None,
        extra: Json | None = None,
    ) -> ChatMessage:
        """Send a text (the app cuts what is longer than 4096); `extra` adds message fields, such as a forward's."""
        sent = self._people.send_text(
            self.account, self._bot, text, html=html, entities=entities, reply_to=reply_to,
            chat_id=group.id if group else None, extra=extra,
        )  # fmt: skip
        return await self._taken(sent[-1])

    async def edit(self, message: ChatMessage | int, text: str) -> ChatMessage:
        """Edit one's own message."""
        return await self._taken(self._people.edit_text(self.account, self._bot, _id(message), text))

    async def delete(self, message: ChatMessage | int) -> None:
        """Delete a message from the chat; the bot is not told."""
        self._people.delete_message(self.account, self._bot, _id(message))

    async def press(self, label: str, message: ChatMessage | int | None = None, *, device: str = "phone") -> Press:
        """Press an inline button by its label, or by the only label containing it.

        Without `message`, the newest message that has such a button. A `ChatMessage` kept from before is pressed as
        it was then. A device put away by `put_away` presses what it last showed.
        """
        shown = message if isinstance(message, ChatMessage) else self._shown(label, message, device)
        button = shown.button(label)
        if button.url is not None:
            raise NotPossible(f"{label!r} opens {button.url}")
        if button.data is None:
            raise NotPossible(f"{label!r} sends nothing to the bot")
        return await self._press(shown.id, button.data, device, forged=False)

    def _shown(self, label: str, message_id: int | None, device: str) -> ChatMessage:
        shown = self._put_away.get(device) or self.messages()
        if message_id is not None:
            return next(m for m in shown if m.id == message_id)
        for exact in (True, False):
            for message in reversed(shown):
                labels = message.buttons
                if label in labels or (not exact and any(label in other for other in labels)):
                    return message
        raise LookupError(f"no button {label!r} in:\n" + describe(shown))

    async def press_raw(self, data: str, message: ChatMessage | int) -> Press:
        """Forge a press: any data, any message id."""
        return await self._press(_id(message), data, "forger", forged=True)

    async def _press(self, message_id: int, data: str, device: str, *, forged: bool) -> Press:
        callback = self._people.press(self.account, self._bot, message_id, data, device=device, forged=forged)
        await self._telegram.world.store.settled()
        return Press(self._telegram, callback.id)

    def put_away(self, device: str) -> None:
        """From now on `device` shows the chat as it is at this moment."""
        self._put_away[device] = self.messages()

    def take_up(self, device: str) -> None:
        """`device` catches up."""
        self._put_away.pop(device, None)

    async def tap(self, label: str) -> ChatMessage:
        """Press a key of the reply keyboard (one that asks for the contact shares it)."""
        return await self._taken(self._people.tap(self.account, self._bot, label))

    async def share_contact(self, contact: Json | None = None) -> ChatMessage:
        """Share one's own contact, or a given one (`phone_number`, `first_name`, perhaps `user_id`, `vcard`)."""
        return await self._taken(self._people.share_contact(self.account, self._bot, contact))

    async def share_contact_of(self, other: "LocalPerson") -> ChatMessage:
        """Share the contact of somebody else from the address book."""
        account = other.account
        contact = {"phone_number": account.phone, "first_name": account.first_name, "user_id": account.id}
        return await self.share_contact(contact)

    async def send_file(
        self, name: str, content: bytes, mime: str = "application/octet-stream", caption: str = ""
    ) -> ChatMessage:
        """Attach one file."""
        return (await self.send_album([OutgoingFile(name, content, mime)], caption=caption))[0]

    async def send_photo(self, content: bytes, name: str = "photo.jpg", caption: str = "") -> ChatMessage:
        """Attach one photo."""
        return (await self.send_album([OutgoingFile(name, content, "image/jpeg")], caption=caption, as_photos=True))[0]

    async def send_album(
        self, files: Sequence[OutgoingFile], *, caption: str = "", as_photos: bool = False
    ) -> list[ChatMessage]:
        """Attach up to ten files as one album."""
        sent = self._people.send_files(self.account, self._bot, list(files), caption=caption, as_photos=as_photos)
        return [await self._taken(message) for message in sent]

    async def send_sticker(self, emoji: str = "👍") -> ChatMessage:
        """Send a sticker."""
        return await self._taken(self._people.send_sticker(self.account, self._bot, emoji))

    async def block(self) -> None:
        """Block the bot."""
        self._people.block(self.account, self._bot)

    async def unblock(self) -> None:
        """Let the bot in again."""
        self._people.unblock(self.account, self._bot)

    async def delete_account(self) -> None:
        """Leave Telegram."""
        self._people.delete_account(self.account)

    async def download(self, message: ChatMessage | int) -> bytes:
        """The file of a message."""
        shown = message if isinstance(message, ChatMessage) else self.message(message)
        if shown.file is None:
            raise LookupError(f"message {shown.id} has no file")
        world = self._telegram.world
        return await world.store.file(world.files[shown.file.file_id].sha256)

    async def idle(self, quiet: float = 0.05, timeout: float = 5.0) -> None:
        """Wait until nothing has changed in this Telegram for `quiet` seconds."""

        async def rest() -> None:
            while True:
                try:
                    await asyncio.wait_for(self._telegram.hub.changed(self.revision), quiet)
                except TimeoutError:
                    return

        await asyncio.wait_for(rest(), timeout)


def _id(message: ChatMessage | int) -> int:
    return message if isinstance(message, int) else message.id
