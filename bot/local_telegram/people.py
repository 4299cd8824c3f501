"""What people can do in Telegram's app, and what a forger can do past it."""

import secrets
from dataclasses import dataclass
from typing import Any

from bot.local_telegram.delivery import Delivery
from bot.local_telegram.errors import NotPossible
from bot.local_telegram.pictures import readable_photo_size
from bot.local_telegram.posting import Posting, media_body
from bot.local_telegram.state import BotState, Callback, Chat, Group, Json, Message, Person
from bot.local_telegram.texts import TEXT_LIMIT, Entity, parse_html, tidy, utf16
from bot.local_telegram.world import World

EDIT_SECONDS = 48 * 3600


@dataclass(frozen=True)
class OutgoingFile:
    """A file picked in the app."""

    name: str
    content: bytes
    mime: str = "application/octet-stream"


class People:
    """Actions of people; `NotPossible` for what the app would not let them do."""

    def __init__(self, world: World, posting: Posting, delivery: Delivery) -> None:
        self._world = world
        self._posting = posting
        self._delivery = delivery

    def create(self, person: Person) -> Person:
        """Register an account or change its names; a chat already had stays."""
        if person.id <= 0 or person.id in self._world.bots:
            raise NotPossible(f"{person.id} is no person's id")
        self._world.people[person.id] = person
        self._world.save("person", str(person.id), person)
        self._world.hub.publish({"kind": "people"})
        return person

    def create_group(self, group: Group) -> Group:
        """Register a group chat the bots are in; its id is negative."""
        if group.id >= 0:
            raise NotPossible("a group's id is negative")
        self._world.groups[group.id] = group
        self._world.save("group", str(group.id), group)
        return group

    def person(self, person_id: int) -> Person:
        """`NotPossible` for an unknown id."""
        if (person := self._world.people.get(person_id)) is None:
            raise NotPossible(f"nobody has the id {person_id}")
        return person

    def _writable(self, person: Person, bot: BotState, chat_id: int | None = None) -> Chat:
        if person.deleted:
            raise NotPossible(f"{person.first_name}'s account is deleted")
        if chat_id is not None and chat_id != person.id and chat_id not in self._world.groups:
            raise NotPossible(f"there is no group {chat_id}")
        chat = self._world.chat(bot.id, chat_id or person.id)
        if chat.blocked:
            raise NotPossible(f"{person.first_name} has blocked the bot: unblock it first")
        if not chat.started:
            chat.started = True
            self._world.save_chat(chat)
        return chat

    def send_text(
        self,
        person: Person,
        bot: BotState,
        text: str,
        *,
        html: bool = False,
        entities: list[Entity] | None = None,
        chat_id: int | None = None,
        reply_to: int | None = None,
        extra: Json | None = None,
    ) -> list[Message]:
        """Type a text (`html`: with formatting). The app cuts it at 4096; `extra` adds fields, such as a forward's."""
        chat = self._writable(person, bot, chat_id)
        found = list(entities or [])
        if html:
            text, found = parse_html(text)
        text, found = tidy(text, found)
        if not text:
            raise NotPossible("the app sends no empty text")
        replied = chat.messages.get(reply_to) if reply_to is not None else None
        sent = []
        for part, part_entities in _parts(text, found):
            body: Json = {"text": part, **(extra or {})}
            if part_entities:
                body["entities"] = part_entities
            sent.append(self._posting.by_person(bot, person, chat, body, reply_to=replied))
        return sent

    def start(self, person: Person, bot: BotState, payload: str = "") -> list[Message]:
        """Press Start, or follow a deep link; a blocked bot is let in again first."""
        if self._world.chat(bot.id, person.id).blocked:
            self.unblock(person, bot)
        return self.send_text(person, bot, f"/start {payload}".strip())

    def edit_text(self, person: Person, bot: BotState, message_id: int, text: str) -> Message:
        """Change one's own text or caption within 48 hours."""
        chat = self._writable(person, bot)
        message = self._own(chat, message_id)
        if self._world.clock.now() - message.body["date"] > EDIT_SECONDS:
            raise NotPossible("a message can be edited for 48 hours")
        text, entities = tidy(text, [])
        name, entities_name = ("text", "entities") if "text" in message.body else ("caption", "caption_entities")
        if name == "text" and not text:
            raise NotPossible("the app sends no empty text")
        body = {k: v for k, v in message.body.items() if k not in (name, entities_name)} | {name: text}
        if entities:
            body[entities_name] = entities
        self._posting.changed(message, body)
        self._delivery.add(bot, "edited_message", message.body, str(chat.chat_id))
        return message

    @staticmethod
    def _own(chat: Chat, message_id: int) -> Message:
        message = chat.messages.get(message_id)
        if message is None or message.by_bot:
            raise NotPossible(f"no own message {message_id}")
        return message

    def delete_message(self, person: Person, bot: BotState, message_id: int) -> None:
        """Delete a message for both sides; bots are told nothing."""
        chat = self._world.chat(bot.id, person.id)
        message = chat.messages.get(message_id)
        if message is None:
            raise NotPossible(f"there is no message {message_id}")
        self._world.drop_message(message)

    def press(
        self, person: Person, bot: BotState, message_id: int, data: str, *, device: str = "phone", forged: bool = False
    ) -> Callback:
        """Press a button carrying `data`; a forger may send any data, even naming a message that is gone."""
        chat = self._writable(person, bot)
        message = chat.messages.get(message_id)
        query: Json = {
            "id": str(secrets.randbits(62)),
            "from": person.user(),
            "chat_instance": str(hash((bot.id, chat.chat_id)) % 2**61),
            "data": data,
        }
        if message is not None:
            query["message"] = message.body
        elif forged:  # as Telegram describes a message the bot can no longer reach
            query["message"] = {
                "chat": self._world.chat_object(chat.chat_id), "message_id": message_id, "date": 0,
            }  # fmt: skip
        else:
            raise NotPossible(f"there is no message {message_id}")
        callback = Callback(query["id"], bot.id, chat.chat_id, person.id, message_id, self._world.clock.now())
        callback.device = device
        self._world.forget_old_callbacks()
        self._world.callbacks[callback.id] = callback
        self._world.save("callback", callback.id, callback)
        self._delivery.add(bot, "callback_query", query, str(chat.chat_id))
        return callback

    def share_contact(
        self, person: Person, bot: BotState, contact: Json | None = None, *, reply_to: int | None = None
    ) -> Message:
        """Share one's own contact (None), or somebody's: a `Contact` object with at least phone_number, first_name."""
        chat = self._writable(person, bot)
        if contact is None:
            if not person.phone:
                raise NotPossible(f"{person.first_name} has no phone number")
            contact = {"phone_number": person.phone, "first_name": person.first_name, "user_id": person.id}
            if person.last_name:
                contact["last_name"] = person.last_name
        elif not contact.get("phone_number") or not contact.get("first_name"):
            raise NotPossible("a contact has at least a phone_number and a first_name")
        replied = chat.messages.get(reply_to) if reply_to is not None else None
        return self._posting.by_person(bot, person, chat, {"contact": contact}, reply_to=replied)

    def tap(self, person: Person, bot: BotState, label: str) -> Message:
        """Press a button of the reply keyboard."""
        chat = self._writable(person, bot)
        rows: list[list[Json]] = (chat.keyboard or {}).get("keyboard", [])
        every = [button for row in rows for button in row]
        button = next((b for b in every if b["text"] == label), None)
        if button is None:
            raise NotPossible(f"no key {label!r} among {[b['text'] for b in every]}")
        if button.get("request_contact"):
            message = self.share_contact(person, bot, reply_to=chat.keyboard_from)
        else:
            message = self.send_text(person, bot, label)[0]
        if (chat.keyboard or {}).get("one_time_keyboard"):
            chat.keyboard = chat.keyboard_from = None
            self._world.save_chat(chat)
        return message

    def send_files(
        self, person: Person, bot: BotState, files: list[OutgoingFile], *, caption: str = "", as_photos: bool = False
    ) -> list[Message]:
        """Attach files; up to ten go as one album. As photos, each must be a picture."""
        chat = self._writable(person, bot)
        if not 1 <= len(files) <= 10:
            raise NotPossible("from one file to ten at once")
        album = str(self._world.random.getrandbits(53)) if len(files) > 1 else None
        sent = []
        for index, outgoing in enumerate(files):
            size = readable_photo_size(outgoing.content) if as_photos else None
            if as_photos and size is None:
                raise NotPossible(f"{outgoing.name} is no picture")
            kind = "photo" if as_photos else "document"
            file = self._world.add_file(bot, kind, outgoing.content, outgoing.name, outgoing.mime, size or (0, 0))
            body = media_body(file)
            if album:
                body["media_group_id"] = album
            if caption and index == 0:
                body["caption"], entities = tidy(caption, [])
                if entities:
                    body["caption_entities"] = entities
            sent.append(self._posting.by_person(bot, person, chat, body, source=file.file_id))
        return sent

    def send_sticker(self, person: Person, bot: BotState, emoji: str = "👍") -> Message:
        """Send a sticker."""
        chat = self._writable(person, bot)
        file = self._world.add_file(bot, "sticker", emoji.encode(), emoji, "image/webp", (512, 512))
        return self._posting.by_person(bot, person, chat, media_body(file), source=file.file_id)

    def block(self, person: Person, bot: BotState) -> None:
        """Block the bot; it is told by `my_chat_member`."""
        self._turn(person, bot, blocked=True)

    def unblock(self, person: Person, bot: BotState) -> None:
        """Let the bot in again."""
        self._turn(person, bot, blocked=False)

    def _turn(self, person: Person, bot: BotState, *, blocked: bool) -> None:
        chat = self._world.chat(bot.id, person.id)
        if not chat.started or chat.blocked == blocked:
            return
        chat.blocked = blocked
        self._world.save_chat(chat)
        old, new = ("member", "kicked") if blocked else ("kicked", "member")
        self._posting.membership(bot, person, chat, old, new)

    def delete_account(self, person: Person) -> None:
        """The account is gone; bots get 403 "user is deactivated"."""
        person.deleted = True
        self._world.save("person", str(person.id), person)
        self._world.hub.publish({"kind": "people"})


def _parts(text: str, entities: list[Entity]) -> list[tuple[str, list[Any]]]:
    """A long text as the app cuts it; the formatting of a cut text is left out."""
    if utf16(text) <= TEXT_LIMIT:
        return [(text, entities)]
    parts, part, units = [], "", 0
    for letter in text:
        width = utf16(letter)
        if units + width > TEXT_LIMIT:
            parts.append(tidy(part, []))
            part, units = "", 0
        part += letter
        units += width
    return [*parts, tidy(part, [])]
