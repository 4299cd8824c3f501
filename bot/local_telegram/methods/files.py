"""sendDocument, sendPhoto, sendMediaGroup, getFile."""

import mimetypes
from typing import Any

from bot.local_telegram.errors import ApiError, bad_request
from bot.local_telegram.keyboards import split_markup
from bot.local_telegram.methods import Here, Method
from bot.local_telegram.methods.sending import post, refuse_what_is_not_here, replied
from bot.local_telegram.params import Call, Upload
from bot.local_telegram.pictures import photo_size
from bot.local_telegram.posting import media_body, message_caption
from bot.local_telegram.runtime import monotonic
from bot.local_telegram.state import BotState, File, Json

UPLOAD_BYTES = 50 * 1024 * 1024
DOWNLOAD_BYTES = 20 * 1024 * 1024
LINK_SECONDS = 3600
_ALBUM_KINDS = ("photo", "document")


def uploaded(here: Here, bot: BotState, kind: str, upload: Upload) -> File:
    """Keep a file a bot sends; refuses empty, too large and, for photos, undecodable ones."""
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > UPLOAD_BYTES:
        raise ApiError(413, "Request Entity Too Large")
    size = photo_size(upload.content) if kind == "photo" else (0, 0)
    mime = mimetypes.guess_type(upload.name)[0] or upload.mime
    return here.world.add_file(bot, kind, upload.content, upload.name, mime, size)


def named(here: Here, bot: BotState, call: Call, kind: str, given: str) -> File:
    """The file a parameter names: an upload of this call (`attach://…`) or a file id of this bot."""
    if given.startswith("attach://"):
        upload = call.uploads.get(given.removeprefix("attach://"))
        if upload is None:
            raise bad_request(f"there is no {kind} in the request")
        return uploaded(here, bot, kind, upload)
    if given.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")  # this Telegram fetches nothing from the web
    file = here.world.files.get(given)
    if file is None or file.bot_id != bot.id:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if file.kind != kind:
        raise bad_request(f"can't use file of type {file.kind.title()} as {kind.title()}")
    return file


def _send(kind: str) -> Method:
    async def send(here: Here, bot: BotState, call: Call) -> Any:
        caption = message_caption(call.params)
        chat = here.world.reachable(bot, call.params["chat_id"])
        split_markup(call.params.get("reply_markup"))
        file = named(here, bot, call, kind, call.params[kind])
        return post(here, bot, chat, call, media_body(file) | caption, file.file_id).body

    return send


async def send_media_group(here: Here, bot: BotState, call: Call) -> Any:
    refuse_what_is_not_here(call)
    items: list[Json] = call.params["media"]
    if not 2 <= len(items) <= 10:
        raise bad_request(
            "too few messages to send as an album" if len(items) < 2 else "too many messages to send as an album"
        )
    kinds = {item.get("type") for item in items}
    if not kinds <= set(_ALBUM_KINDS):
        raise bad_request("the local Telegram sends albums of photos or of documents")
    if len(kinds) > 1:
        raise bad_request("document can't be mixed with other media types")
    chat = here.world.reachable(bot, call.params["chat_id"])
    captions = [message_caption(item) for item in items]
    reply_to = replied(here, chat, call.params)
    files = [named(here, bot, call, item["type"], item["media"]) for item in items]
    here.gate.admit(bot.id, chat.chat_id, monotonic(), cost=len(items))
    album = str(here.world.random.getrandbits(53))
    return [
        here.posting.by_bot(
            bot, chat, media_body(file) | caption | {"media_group_id": album},
            silent=call.params.get("disable_notification", False),
            protected=call.params.get("protect_content", False), reply_to=reply_to, source=file.file_id,
        ).body
        for file, caption in zip(files, captions, strict=True)
    ]  # fmt: skip


async def get_file(here: Here, bot: BotState, call: Call) -> Any:
    file = here.world.files.get(call.params["file_id"])
    if file is None or file.bot_id != bot.id:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if file.size > DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    file.link_until = here.world.clock.now() + LINK_SECONDS
    here.world.save("file", file.file_id, file)
    return {**file.file(), "file_path": file.path}


METHODS: dict[str, Method] = {
    "sendDocument": _send("document"),
    "sendPhoto": _send("photo"),
    "sendMediaGroup": send_media_group,
    "getFile": get_file,
}
