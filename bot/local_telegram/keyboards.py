"""What Telegram accepts as a keyboard under a message or below the chat."""

import re
from typing import Any

from bot.local_telegram.errors import bad_request
from bot.local_telegram.texts import check_encoding, checked_link, utf16

Json = dict[str, Any]

MOST_BUTTONS = 100
MOST_IN_ROW = 8
DATA_BYTES = 64
_PLACEHOLDER = 64
_ACTIONS = (
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
)  # fmt: skip
_PERFORMED_HERE = ("url", "callback_data", "copy_text")


def split_markup(markup: Json | None) -> tuple[Json | None, Json | None]:
    """(inline keyboard as kept with the message, other keyboard); refuses what Telegram refuses."""
    if markup is None:
        return None, None
    if "inline_keyboard" in markup:
        return inline(markup), None
    if "keyboard" in markup:
        return None, _reply_keyboard(markup)
    if "remove_keyboard" in markup:
        if markup["remove_keyboard"] is not True:
            raise bad_request("can't parse reply keyboard markup JSON object: remove_keyboard must be True")
        return None, markup
    if "force_reply" in markup:
        return None, markup
    raise bad_request("object expected as reply markup")


def inline(markup: Json | None) -> Json | None:
    """An inline keyboard without its empty rows, None when nothing is left."""
    if markup is None:
        return None
    if "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    rows = [[_inline_button(button) for button in row] for row in markup["inline_keyboard"] if row]
    _check_size(rows)
    return {"inline_keyboard": rows} if rows else None


def _check_size(rows: list[list[Json]]) -> None:
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    if any(len(row) > MOST_IN_ROW for row in rows):
        raise bad_request(f"reply markup row is too long: at most {MOST_IN_ROW} buttons")


def _label(button: Json) -> None:
    text = button.get("text", "")
    check_encoding(text)
    if not text.strip():
        raise bad_request("can't parse inline keyboard button: text must be non-empty")


def _inline_button(button: Json) -> Json:
    _label(button)
    actions = [name for name in _ACTIONS if name in button]
    if not actions:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request(
            f"can't parse inline keyboard button: exactly one action expected, found {', '.join(actions)}"
        )
    if actions[0] not in _PERFORMED_HERE:
        raise bad_request(f"the local Telegram has no buttons with {actions[0]}")
    data = button.get("callback_data")
    if data is not None:
        check_encoding(data)
        if not 1 <= len(data.encode()) <= DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None:
        link = checked_link(url)
        if link is None:
            raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
        return {**button, "url": link if "/" in url.split("://", 1)[-1] else url}
    return button


def _reply_keyboard(markup: Json) -> Json:
    rows = [row for row in markup["keyboard"] if row]
    for row in rows:
        for button in row:
            _label(button)
            for name in ("request_contact", "request_location"):
                if name in button and not isinstance(button[name], bool):
                    raise bad_request(f'can\'t parse keyboard button: Field "{name}" must be of type Boolean')
    if not rows:
        raise bad_request("can't parse reply keyboard markup JSON object: keyboard is empty")
    _check_size(rows)
    if utf16(markup.get("input_field_placeholder", "")) > _PLACEHOLDER:
        raise bad_request("can't parse reply keyboard markup JSON object: input field placeholder is too long")
    return {**markup, "keyboard": rows}


def has_data(markup: Json | None, data: str) -> bool:
    """Whether some button of an inline keyboard carries `data`."""
    rows = (markup or {}).get("inline_keyboard", [])
    return any(button.get("callback_data") == data for row in rows for button in row)


def bot_start_link(url: str) -> tuple[str, str] | None:
    """(bot's username, payload) of a deep link such as `https://t.me/some_bot?start=x`, else None."""
    found = re.fullmatch(r"(?:https?://)?(?:t\.me|telegram\.me)/([A-Za-z0-9_]+)/?\?start=([^&#\s]*)", url)
    return (found.group(1), found.group(2)) if found else None
