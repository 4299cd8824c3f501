"""sendMessage, sendChatAction, answerCallbackQuery, getChat."""

from typing import Any

from bot.local_telegram.errors import bad_request
from bot.local_telegram.keyboards import split_markup
from bot.local_telegram.methods import Here, Method
from bot.local_telegram.params import Call
from bot.local_telegram.posting import message_text
from bot.local_telegram.runtime import monotonic
from bot.local_telegram.state import BotState, Chat, Json, Message
from bot.local_telegram.texts import check_encoding, utf16
from bot.local_telegram.world import CALLBACK_SECONDS

_ACTIONS = frozenset(
    {
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
        "choose_sticker", "find_location", "record_video_note", "upload_video_note",
    }
)  # fmt: skip
_TOAST = 200
_NOT_HERE = (
    "business_connection_id", "message_thread_id", "direct_messages_topic_id", "allow_paid_broadcast",
    "message_effect_id", "suggested_post_parameters", "ephemeral_message_parameters", "receiver_user_id",
    "rich_message", "show_caption_above_media", "has_spoiler", "thumbnail",
)  # fmt: skip


def refuse_what_is_not_here(call: Call) -> None:
    """Parameters that Telegram has and this Telegram does not play: better an error than a silent difference."""
    for name in _NOT_HERE:
        if call.params.get(name):
            raise bad_request(f'the local Telegram does not play the parameter "{name}"')


def replied(here: Here, chat: Chat, params: Json) -> Message | None:
    """The message replied to; 400 when it is gone, unless sending without a reply is allowed."""
    reply = params.get("reply_parameters") or {}
    wanted = reply.get("message_id", params.get("reply_to_message_id"))
    if wanted is None:
        return None
    if reply.get("chat_id") not in (None, chat.chat_id):
        raise bad_request("the local Telegram replies within one chat only")
    message = chat.messages.get(wanted)
    if message is None and not reply.get(
        "allow_sending_without_reply", params.get("allow_sending_without_reply", False)
    ):
        raise bad_request("message to be replied not found")
    return message


def post(here: Here, bot: BotState, chat: Chat, call: Call, content: Json, source: str | None = None) -> Message:
    """Send `content` with the parameters all send methods share, counted by the limits."""
    refuse_what_is_not_here(call)
    inline, keyboard = split_markup(call.params.get("reply_markup"))
    reply_to = replied(here, chat, call.params)
    here.gate.admit(bot.id, chat.chat_id, monotonic())
    return here.posting.by_bot(
        bot, chat, content, inline=inline, keyboard=keyboard,
        silent=call.params.get("disable_notification", False), protected=call.params.get("protect_content", False),
        reply_to=reply_to, source=source,
    )  # fmt: skip


async def send_message(here: Here, bot: BotState, call: Call) -> Any:
    content = message_text(call.params)
    chat = here.world.reachable(bot, call.params["chat_id"])
    return post(here, bot, chat, call, content).body


async def send_chat_action(here: Here, bot: BotState, call: Call) -> Any:
    if call.params["action"] not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = here.world.reachable(bot, call.params["chat_id"])
    here.world.tell("action", bot.id, chat.chat_id, action=call.params["action"])
    return True


async def answer_callback_query(here: Here, bot: BotState, call: Call) -> Any:
    text = call.params.get("text") or ""
    check_encoding(text)
    if utf16(text) > _TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    here.world.forget_old_callbacks()
    callback = here.world.callbacks.get(call.params["callback_query_id"])
    if callback is None or callback.bot_id != bot.id or here.world.clock.now() - callback.asked > CALLBACK_SECONDS:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    url = call.params.get("url")
    if url and not url.lower().startswith((f"https://t.me/{bot.username}?".lower(), f"t.me/{bot.username}?".lower())):
        raise bad_request("URL_INVALID")  # a bot without a game may open only itself
    if callback.answer is None:  # the app shows the first answer only
        callback.answer = {"text": text, "show_alert": bool(call.params.get("show_alert"))}
        if url:
            callback.answer["url"] = url
        here.world.save("callback", callback.id, callback)
        here.world.tell(
            "answer", bot.id, callback.chat_id, callback_id=callback.id, person_id=callback.person_id,
            answer=callback.answer,
        )  # fmt: skip
    return True


async def get_chat(here: Here, bot: BotState, call: Call) -> Any:
    chat = here.world.reachable(bot, call.params["chat_id"], to_write=False)
    if not chat.started:
        raise bad_request("chat not found")
    return {
        **here.world.chat_object(chat.chat_id),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False, "limited_gifts": False, "unique_gifts": False, "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }  # fmt: skip


METHODS: dict[str, Method] = {
    "sendMessage": send_message,
    "sendChatAction": send_chat_action,
    "answerCallbackQuery": answer_callback_query,
    "getChat": get_chat,
}
