"""What the local Telegram knows: people, bots, chats, messages, pending updates, files.

All of it is kept in memory and written behind to the database (`store.py`) as documents, whole at each change.
"""

import secrets
from dataclasses import dataclass, field, fields
from typing import Any, Self

Json = dict[str, Any]


@dataclass(frozen=True)
class BotInfo:
    """A bot as its @BotFather registered it: public `username` without "@", `name` shown in the chat."""

    id: int
    username: str
    name: str


class Document:
    """Something kept as one document; fields named with a leading underscore are not kept."""

    def document(self) -> Json:
        """The fields as JSON."""
        return {f.name: getattr(self, f.name) for f in fields(self) if not f.name.startswith("_")}  # type: ignore[arg-type]

    @classmethod
    def of(cls, document: Json) -> Self:
        """Back from `document`; fields unknown to this version are left aside."""
        known = {f.name for f in fields(cls)}  # type: ignore[arg-type]
        return cls(**{name: value for name, value in document.items() if name in known})


@dataclass(eq=False)
class Person(Document):
    """Somebody with a Telegram account; `note` tells the page's user who this is."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = "ru"
    phone: str | None = None
    note: str = ""
    deleted: bool = False

    def user(self) -> Json:
        """The `User` object that bots see."""
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            if value := getattr(self, name):
                user[name] = value
        return user

    def private_chat(self) -> Json:
        """The `Chat` object of the private chat with this person."""
        chat = {k: v for k, v in self.user().items() if k in ("id", "first_name", "last_name", "username")}
        return {**chat, "type": "private"}


@dataclass(eq=False)
class Group(Document):
    """A group chat; `members` are people's ids."""

    id: int
    title: str
    members: list[int] = field(default_factory=list)

    def chat(self) -> Json:
        """The `Chat` object that bots see."""
        return {"id": self.id, "title": self.title, "type": "supergroup" if self.id < -(10**12) else "group"}


@dataclass(eq=False)
class Webhook(Document):
    """Where a bot wants its updates pushed."""

    url: str
    secret_token: str | None = None
    max_connections: int = 40
    last_error_date: int | None = None
    last_error_message: str | None = None


@dataclass(eq=False)
class BotState(Document):
    """One bot: counters that never restart, its settings and its commands."""

    id: int
    token: str
    username: str
    name: str
    last_update_id: int = 0
    last_message_id: int = 0
    last_file_number: int = 0
    allowed_updates: list[str] | None = None
    webhook: Json | None = None
    commands: dict[str, list[Json]] = field(default_factory=dict)
    about: dict[str, str] = field(default_factory=dict)

    def user(self) -> Json:
        """The `User` object that people see."""
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}


@dataclass(eq=False)
class Message(Document):
    """One message of a chat with a bot. `body` is exactly the `Message` object that the bot sees."""

    bot_id: int
    chat_id: int
    message_id: int
    body: Json
    by_bot: bool
    silent: bool = False
    keyboard: Json | None = None  # a reply keyboard, its removal or a forced reply, as sent with this message
    source: str | None = None  # file id of its file, photo or sticker

    @property
    def key(self) -> str:
        return f"{self.bot_id}:{self.chat_id}:{self.message_id}"


@dataclass(eq=False)
class Chat(Document):
    """A bot's chat with a person or a group."""

    bot_id: int
    chat_id: int
    started: bool = False
    blocked: bool = False
    keyboard_from: int | None = None  # message whose reply keyboard is now shown below
    keyboard: Json | None = None
    _messages: dict[int, Message] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return f"{self.bot_id}:{self.chat_id}"

    @property
    def messages(self) -> dict[int, Message]:
        """By message id, oldest first."""
        return self._messages


@dataclass(eq=False)
class PendingUpdate(Document):
    """An update not yet confirmed; `lane` keeps the order of one chat in a webhook."""

    bot_id: int
    update_id: int
    kind: str
    lane: str
    received: float
    body: Json

    @property
    def key(self) -> str:
        return f"{self.bot_id}:{self.update_id}"


@dataclass(eq=False)
class Callback(Document):
    """A press of an inline button, waiting for its answer (150 s at most)."""

    id: str
    bot_id: int
    chat_id: int
    person_id: int
    message_id: int
    asked: float
    answer: Json | None = None
    device: str = "phone"


@dataclass(eq=False)
class File(Document):
    """A file as one bot may name it. The same content has another `file_id` for every bot, one `unique_id` for all."""

    file_id: str
    unique_id: str
    bot_id: int
    kind: str  # document, photo, sticker
    sha256: str
    size: int  # bytes
    name: str
    mime: str
    path: str
    width: int = 0
    height: int = 0
    link_until: float = 0.0  # Unix seconds; getFile makes the link live for an hour

    def file(self) -> Json:
        """The common part of `File`, `Document`, `PhotoSize`."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": self.size}


def new_file_id(kind: str) -> str:
    """An opaque id with the look of Telegram's."""
    prefix = {"document": "BQACAgIAAxkB", "photo": "AgACAgIAAxkB", "sticker": "CAACAgIAAxkB"}[kind]
    return prefix + secrets.token_urlsafe(42)
