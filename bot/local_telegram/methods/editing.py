"""Changing and deleting messages.

A bot may edit its own messages at any age, if they carry no keyboard or an inline one; it may delete messages of a
private chat for 48 hours.
"""

from typing import Any

from bot.local_telegram.errors import bad_request
from bot.local_telegram.keyboards import inline
from bot.local_telegram.methods import Here, Method
from bot.local_telegram.methods.files import named
from bot.local_telegram.methods.sending import refuse_what_is_not_here
from bot.local_telegram.params import Call
from bot.local_telegram.posting import media_body, message_caption, message_text
from bot.local_telegram.runtime import monotonic
from bot.local_telegram.state import BotState, Chat, Json, Message

DELETE_SECONDS = 48 * 3600
_MEDIA = ("photo", "document", "sticker")
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


def _editable(here: Here, bot: BotState, call: Call) -> tuple[Chat, Message]:
    refuse_what_is_not_here(call)
    if call.params.get("inline_message_id") or call.params.get("business_connection_id"):
        raise bad_request("the local Telegram has no inline or business messages")
    if "chat_id" not in call.params:
        raise bad_request("chat_id is empty")
    if "message_id" not in call.params:
        raise bad_request("message identifier is not specified")
    chat = here.world.reachable(bot, call.params["chat_id"])
    message = chat.messages.get(call.params["message_id"])
    if message is None:
        raise bad_request("message to edit not found")
    if not message.by_bot or message.keyboard is not None:
        raise bad_request("message can't be edited")
    return chat, message


def _change(
    here: Here, bot: BotState, message: Message, gone: tuple[str, ...], content: Json, markup: Json | None
) -> Any:
    body = {k: v for k, v in message.body.items() if k not in gone and k not in ("reply_markup", "edit_date")}
    body |= content
    if markup:
        body["reply_markup"] = markup
    if body == {k: v for k, v in message.body.items() if k != "edit_date"}:
        raise bad_request(_NOT_MODIFIED)
    here.gate.admit(bot.id, message.chat_id, monotonic())
    here.posting.changed(message, body)
    return message.body


async def edit_message_text(here: Here, bot: BotState, call: Call) -> Any:
    content = message_text(call.params)
    markup = inline(call.params.get("reply_markup"))
    _, message = _editable(here, bot, call)
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    return _change(here, bot, message, ("text", "entities", "link_preview_options"), content, markup)


async def edit_message_caption(here: Here, bot: BotState, call: Call) -> Any:
    content = message_caption(call.params)
    markup = inline(call.params.get("reply_markup"))
    _, message = _editable(here, bot, call)
    if not any(kind in message.body for kind in ("photo", "document")):
        raise bad_request("there is no caption in the message to edit")
    return _change(here, bot, message, ("caption", "caption_entities"), content, markup)


async def edit_message_reply_markup(here: Here, bot: BotState, call: Call) -> Any:
    markup = inline(call.params.get("reply_markup"))
    _, message = _editable(here, bot, call)
    return _change(here, bot, message, (), {}, markup)


async def edit_message_media(here: Here, bot: BotState, call: Call) -> Any:
    media: Json = call.params["media"]
    if media.get("type") not in ("photo", "document"):
        raise bad_request("the local Telegram edits photos and documents")
    caption = message_caption(media)
    markup = inline(call.params.get("reply_markup"))
    _, message = _editable(here, bot, call)
    if "media_group_id" in message.body and media["type"] not in message.body:
        raise bad_request("message content type can't be changed in an album")
    file = named(here, bot, call, media["type"], media["media"])
    gone = (*_MEDIA, "text", "entities", "link_preview_options", "caption", "caption_entities")
    answer = _change(here, bot, message, gone, media_body(file) | caption, markup)
    message.source = file.file_id
    here.world.save_message(message)
    return answer


def _refuse_deletion(here: Here, message: Message | None) -> None:
    if message is None:
        raise bad_request("message to delete not found")
    if here.world.clock.now() - message.body["date"] > DELETE_SECONDS:
        raise bad_request("message can't be deleted for everyone")


async def delete_message(here: Here, bot: BotState, call: Call) -> Any:
    chat = here.world.reachable(bot, call.params["chat_id"], to_write=False)
    message = chat.messages.get(call.params["message_id"])
    _refuse_deletion(here, message)
    assert message is not None
    here.world.drop_message(message)
    return True


async def delete_messages(here: Here, bot: BotState, call: Call) -> Any:
    chat = here.world.reachable(bot, call.params["chat_id"], to_write=False)
    wanted = call.params["message_ids"]
    if not 1 <= len(wanted) <= 100:
        raise bad_request("message identifiers are not specified" if not wanted else "too many message identifiers")
    found = [chat.messages[number] for number in wanted if number in chat.messages]
    for message in found:
        _refuse_deletion(here, message)
    for message in found:
        here.world.drop_message(message)
    return True


METHODS: dict[str, Method] = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "editMessageMedia": edit_message_media,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
}
