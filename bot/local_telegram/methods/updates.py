"""getMe, getUpdates and the webhook's settings."""

import re
from typing import Any
from urllib.parse import urlsplit

from bot.local_telegram.errors import bad_request
from bot.local_telegram.methods import Here, Method
from bot.local_telegram.params import Call
from bot.local_telegram.state import BotState, Webhook

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_MOST_CONNECTIONS = 100


async def get_me(here: Here, bot: BotState, call: Call) -> Any:
    return {
        **bot.user(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def get_updates(here: Here, bot: BotState, call: Call) -> Any:
    limit = call.params.get("limit", 100)
    return await here.delivery.poll(
        bot,
        call.params.get("offset", 0),
        limit if 1 <= limit <= 100 else 100,
        call.params.get("timeout", 0),
        call.params.get("allowed_updates"),
    )


async def set_webhook(here: Here, bot: BotState, call: Call) -> Any:
    url = call.params.get("url", "")
    if not url:
        return await delete_webhook(here, bot, call)
    parts = urlsplit(url)
    # Telegram takes HTTPS only; a bot beside the local Telegram is reached without it.
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not parts.hostname:
        raise bad_request("bad webhook: invalid webhook URL specified")
    secret = call.params.get("secret_token")
    if secret is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    connections = call.params.get("max_connections", 40)
    if not 1 <= connections <= _MOST_CONNECTIONS:
        raise bad_request(f"max_connections must be between 1 and {_MOST_CONNECTIONS}")
    if (allowed := call.params.get("allowed_updates")) is not None:
        bot.allowed_updates = allowed or None
    if call.params.get("drop_pending_updates"):
        here.delivery.forget_all(bot)
    here.delivery.set_webhook(bot, Webhook(url, secret, connections))
    return True


async def delete_webhook(here: Here, bot: BotState, call: Call) -> Any:
    if call.params.get("drop_pending_updates"):
        here.delivery.forget_all(bot)
    here.delivery.set_webhook(bot, None)
    return True


async def get_webhook_info(here: Here, bot: BotState, call: Call) -> Any:
    info: dict[str, Any] = {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": here.delivery.waiting(bot),
    }
    if bot.webhook is not None:
        webhook = Webhook.of(bot.webhook)
        info |= {"url": webhook.url, "max_connections": webhook.max_connections}
        if webhook.last_error_date is not None:
            info |= {"last_error_date": webhook.last_error_date, "last_error_message": webhook.last_error_message}
    if bot.allowed_updates:
        info["allowed_updates"] = bot.allowed_updates
    return info


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
