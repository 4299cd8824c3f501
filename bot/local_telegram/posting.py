"""Putting messages into chats and changing them: the part that bots and people share."""

from typing import Any

from bot.local_telegram.delivery import Delivery
from bot.local_telegram.errors import bad_request
from bot.local_telegram.state import BotState, Chat, File, Json, Message, Person
from bot.local_telegram.texts import CAPTION_LIMIT, TEXT_LIMIT, Entity, check_encoding, parse_html, tidy, utf16
from bot.local_telegram.world import World


def formatted(params: Json, text_name: str, entities_name: str, limit: int) -> tuple[str, list[Entity]]:
    """Text and entities of a call after parsing; `ApiError` 400 for bad HTML or a length over `limit` UTF-16 units."""
    text = params.get(text_name) or ""
    check_encoding(text)
    mode = params.get("parse_mode")
    entities: list[Entity] = params.get(entities_name) or []
    if mode:
        if mode.lower() != "html":
            raise bad_request("unsupported parse_mode: the local Telegram reads HTML only")
        text, entities = parse_html(text)
    else:
        for entity in entities:
            if entity["offset"] < 0 or entity["length"] <= 0 or entity["offset"] + entity["length"] > utf16(text):
                raise bad_request("entity begins or ends outside of the text")
    text, entities = tidy(text, entities)
    if utf16(text) > limit:
        raise bad_request("message caption is too long" if limit == CAPTION_LIMIT else "message is too long")
    return text, entities


def message_text(params: Json) -> Json:
    """The body fields `text` and `entities`."""
    text, entities = formatted(params, "text", "entities", TEXT_LIMIT)
    if not text:
        raise bad_request("message text is empty")
    body: Json = {"text": text}
    if entities:
        body["entities"] = entities
    if preview := params.get("link_preview_options"):
        body["link_preview_options"] = preview
    elif params.get("disable_web_page_preview"):
        body["link_preview_options"] = {"is_disabled": True}
    return body


def message_caption(params: Json) -> Json:
    """The body fields `caption` and `caption_entities`, absent when empty."""
    text, entities = formatted(params, "caption", "caption_entities", CAPTION_LIMIT)
    body: Json = {}
    if text:
        body["caption"] = text
    if entities:
        body["caption_entities"] = entities
    return body


def media_body(file: File) -> Json:
    """The body fields of a file."""
    if file.kind == "photo":
        return {"photo": [{**file.file(), "width": file.width, "height": file.height}]}
    if file.kind == "sticker":
        return {
            "sticker": {
                **file.file(), "type": "regular", "width": 512, "height": 512, "is_animated": False,
                "is_video": False, "emoji": file.name,
            }
        }  # fmt: skip
    return {"document": {**file.file(), "file_name": file.name, "mime_type": file.mime}}


class Posting:
    """Creates and changes messages, and tells the bot of what people do."""

    def __init__(self, world: World, delivery: Delivery) -> None:
        self.world = world
        self.delivery = delivery

    def by_bot(
        self,
        bot: BotState,
        chat: Chat,
        content: Json,
        *,
        inline: Json | None = None,
        keyboard: Json | None = None,
        silent: bool = False,
        protected: bool = False,
        reply_to: Message | None = None,
        source: str | None = None,
    ) -> Message:
        """A bot's new message."""
        body = self._head(bot, chat, bot.user(), reply_to) | content
        if protected:
            body["has_protected_content"] = True
        if inline:
            body["reply_markup"] = inline
        message = Message(bot.id, chat.chat_id, body["message_id"], body, True, silent, keyboard, source)
        if keyboard is not None:
            self._show_keyboard(chat, message, keyboard)
        self.world.save_message(message)
        return message

    def _show_keyboard(self, chat: Chat, message: Message, keyboard: Json) -> None:
        shown = keyboard if "keyboard" in keyboard else None
        chat.keyboard, chat.keyboard_from = shown, message.message_id if shown else None
        self.world.save_chat(chat)

    def by_person(
        self,
        bot: BotState,
        person: Person,
        chat: Chat,
        content: Json,
        *,
        reply_to: Message | None = None,
        source: str | None = None,
    ) -> Message:
        """A person's new message, with its update."""
        body = self._head(bot, chat, person.user(), reply_to) | content
        message = Message(bot.id, chat.chat_id, body["message_id"], body, False, source=source)
        self.world.save_message(message)
        self.delivery.add(bot, "message", body, str(chat.chat_id))
        return message

    def _head(self, bot: BotState, chat: Chat, author: Json, reply_to: Message | None) -> Json:
        head: Json = {
            "message_id": self.world.next_message_id(bot),
            "from": author,
            "chat": self.world.chat_object(chat.chat_id),
            "date": int(self.world.clock.now()),
        }
        if reply_to is not None:
            head["reply_to_message"] = {k: v for k, v in reply_to.body.items() if k != "reply_to_message"}
        return head

    def changed(self, message: Message, body: Json) -> None:
        """Give a message its new body."""
        message.body = body | {"edit_date": int(self.world.clock.now())}
        self.world.save_message(message)

    def membership(self, bot: BotState, person: Person, chat: Chat, old: str, new: str) -> None:
        """Tell the bot that it was blocked (`member` → `kicked`) or let in again."""
        self.delivery.add(
            bot,
            "my_chat_member",
            {
                "chat": self.world.chat_object(chat.chat_id),
                "from": person.user(),
                "date": int(self.world.clock.now()),
                "old_chat_member": self._member(bot, old),
                "new_chat_member": self._member(bot, new),
            },
            str(chat.chat_id),
        )

    @staticmethod
    def _member(bot: BotState, status: str) -> dict[str, Any]:
        member: Json = {"user": bot.user(), "status": status}
        return member | {"until_date": 0} if status == "kicked" else member
