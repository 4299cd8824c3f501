"""Everything that exists in this Telegram, and the lookups that answer as Telegram does."""

import hashlib
import random
from collections.abc import Mapping
from typing import Any

from bot.local_telegram.errors import ApiError, bad_request, forbidden
from bot.local_telegram.hub import Hub
from bot.local_telegram.runtime import TelegramClock
from bot.local_telegram.state import (
    BotInfo,
    BotState,
    Callback,
    Chat,
    Document,
    File,
    Group,
    Json,
    Message,
    PendingUpdate,
    Person,
    new_file_id,
)
from bot.local_telegram.store import Store

CALLBACK_SECONDS = 150  # Telegram forgets an unanswered press after about this time
_FIRST_UPDATE_ID = 100_000_000


class World:
    """The state in memory; each `save_…` also queues the document for the database."""

    def __init__(self, store: Store, hub: Hub, clock: TelegramClock, seed: int) -> None:
        self.store = store
        self.hub = hub
        self.clock = clock
        self.random = random.Random(f"{seed}:world")  # noqa: S311 - looks, not secrets
        self.bots: dict[int, BotState] = {}
        self.people: dict[int, Person] = {}
        self.groups: dict[int, Group] = {}
        self.chats: dict[tuple[int, int], Chat] = {}
        self.pending: dict[int, dict[int, PendingUpdate]] = {}
        self.callbacks: dict[str, Callback] = {}
        self.files: dict[str, File] = {}
        self.paths: dict[tuple[int, str], File] = {}

    def load(self, rows: list[tuple[str, str, Json]], bots: Mapping[str, BotInfo]) -> None:
        """Take up what the database holds and register the bots by token."""
        loaded: dict[str, list[Json]] = {}
        for kind, _, body in rows:
            loaded.setdefault(kind, []).append(body)
        kept = {bot.id: bot for bot in map(BotState.of, loaded.get("bot", []))}
        for token, info in bots.items():
            bot = kept.get(info.id) or BotState(
                info.id, token, info.username, info.name,
                last_update_id=_FIRST_UPDATE_ID + self.random.randrange(_FIRST_UPDATE_ID),
            )  # fmt: skip
            bot.token, bot.username, bot.name = token, info.username, info.name
            self.bots[bot.id] = bot
            self.pending[bot.id] = {}
            self.save("bot", str(bot.id), bot)
        self.people = {p.id: p for p in map(Person.of, loaded.get("person", []))}
        self.groups = {g.id: g for g in map(Group.of, loaded.get("group", []))}
        self.chats = {(c.bot_id, c.chat_id): c for c in map(Chat.of, loaded.get("chat", []))}
        for message in sorted(map(Message.of, loaded.get("message", [])), key=lambda m: m.message_id):
            self.chat(message.bot_id, message.chat_id).messages[message.message_id] = message
        for update in sorted(map(PendingUpdate.of, loaded.get("update", [])), key=lambda u: u.update_id):
            self.pending.setdefault(update.bot_id, {})[update.update_id] = update
        for callback in map(Callback.of, loaded.get("callback", [])):
            self.callbacks[callback.id] = callback
        self.forget_old_callbacks()
        for file in map(File.of, loaded.get("file", [])):
            self._know_file(file)

    def save(self, kind: str, key: str, thing: Document) -> None:
        """Queue a thing for the database."""
        self.store.put(kind, key, thing.document())

    def save_bot(self, bot: BotState) -> None:
        """Queue a bot's counters and settings."""
        self.save("bot", str(bot.id), bot)

    def save_message(self, message: Message) -> None:
        """Keep a new or changed message and tell who watches the chat."""
        self.chat(message.bot_id, message.chat_id).messages[message.message_id] = message
        self.save("message", message.key, message)
        self.tell("message", message.bot_id, message.chat_id, message_id=message.message_id)

    def drop_message(self, message: Message) -> None:
        """Delete a message for both sides."""
        del self.chat(message.bot_id, message.chat_id).messages[message.message_id]
        self.store.drop("message", message.key)
        self.tell("deleted", message.bot_id, message.chat_id, message_id=message.message_id)

    def save_chat(self, chat: Chat) -> None:
        """Keep a chat's standing (started, blocked, reply keyboard)."""
        self.save("chat", chat.key, chat)
        self.tell("chat", chat.bot_id, chat.chat_id)

    def tell(self, kind: str, bot_id: int, chat_id: int, **more: Any) -> None:
        """Publish a change."""
        self.hub.publish({"kind": kind, "bot_id": bot_id, "chat_id": chat_id, **more})

    def chat(self, bot_id: int, chat_id: int) -> Chat:
        """The chat, made on first use."""
        return self.chats.setdefault((bot_id, chat_id), Chat(bot_id, chat_id))

    def chat_object(self, chat_id: int) -> Json:
        """The `Chat` object of a person or a group."""
        if chat_id in self.groups:
            return self.groups[chat_id].chat()
        return self.people[chat_id].private_chat()

    def next_message_id(self, bot: BotState) -> int:
        """Message ids of one bot's account only grow, across its chats and across restarts."""
        bot.last_message_id += 1
        self.save_bot(bot)
        return bot.last_message_id

    def bot_by_token(self, token: str) -> BotState:
        """`ApiError` 401 for a token nobody has."""
        for bot in self.bots.values():
            if bot.token == token:
                return bot
        raise ApiError(401, "Unauthorized")

    def reachable(self, bot: BotState, chat_id: Any, *, to_write: bool = True) -> Chat:
        """The chat a bot names, or the refusal Telegram gives: not found, never started, blocked, deleted."""
        if not isinstance(chat_id, int):
            raise bad_request("chat not found")
        if chat_id in self.groups:
            chat = self.chat(bot.id, chat_id)
            if chat.blocked:
                raise forbidden("bot was kicked from the group chat")
            return chat
        if chat_id in self.bots:
            raise forbidden("bot can't send messages to bots")
        person = self.people.get(chat_id)
        if person is None:
            raise bad_request("chat not found")
        chat = self.chat(bot.id, chat_id)
        if to_write:
            if person.deleted:
                raise forbidden("user is deactivated")
            if not chat.started:
                raise forbidden("bot can't initiate conversation with a user")
            if chat.blocked:
                raise forbidden("bot was blocked by the user")
        return chat

    def forget_old_callbacks(self) -> None:
        """Drop presses whose answer would come too late anyway."""
        limit = self.clock.now() - CALLBACK_SECONDS
        for callback in [c for c in self.callbacks.values() if c.asked < limit]:
            del self.callbacks[callback.id]
            self.store.drop("callback", callback.id)

    def add_file(
        self, bot: BotState, kind: str, content: bytes, name: str, mime: str, size: tuple[int, int] = (0, 0)
    ) -> File:
        """Keep a file under a new id of this bot."""
        sha256 = hashlib.sha256(content).hexdigest()
        bot.last_file_number += 1
        self.save_bot(bot)
        folder = {"document": "documents", "photo": "photos", "sticker": "stickers"}[kind]
        suffix = name.rsplit(".", 1)[-1] if "." in name else ""
        ending = f".{suffix.lower()}" if suffix.isascii() and suffix.isalnum() and len(suffix) <= 8 else ""
        file = File(
            file_id=new_file_id(kind), unique_id="AgAD" + sha256[:12], bot_id=bot.id, kind=kind, sha256=sha256,
            size=len(content), name=name, mime=mime, path=f"{folder}/file_{bot.last_file_number}{ending}",
            width=size[0], height=size[1],
        )  # fmt: skip
        self.store.put_file(sha256, content)
        self._know_file(file)
        self.save("file", file.file_id, file)
        return file

    def _know_file(self, file: File) -> None:
        self.files[file.file_id] = file
        self.paths[file.bot_id, file.path] = file
