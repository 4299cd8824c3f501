"""Commands in the menu, and a bot's name and descriptions, each by language."""

import re
from typing import Any

from bot.local_telegram.errors import bad_request
from bot.local_telegram.methods import Here, Method
from bot.local_telegram.params import Call
from bot.local_telegram.state import BotState, Json, Person
from bot.local_telegram.texts import utf16

_MOST_COMMANDS = 100
_ABOUT = {"Name": ("name", 64), "Description": ("description", 512), "ShortDescription": ("short_description", 120)}


def _language(call: Call) -> str:
    code: str = call.params.get("language_code") or ""
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code


def _scope(here: Here, bot: BotState, call: Call) -> str:
    scope: Json = call.params.get("scope") or {"type": "default"}
    kind: str = scope["type"]
    if kind not in ("chat", "chat_administrators", "chat_member"):
        return kind
    chat = here.world.reachable(bot, scope.get("chat_id"), to_write=False)
    return ":".join([kind, str(chat.chat_id), *([str(scope["user_id"])] if kind == "chat_member" else [])])


def commands_for(bot: BotState, person: Person) -> list[Json]:
    """The menu a person sees in the private chat: the narrowest scope, in it their language first."""
    for scope in (f"chat:{person.id}", "all_private_chats", "default"):
        for language in (person.language_code or "", ""):
            found = bot.commands.get(f"{scope}/{language}")
            if found:
                return found
    return []


async def set_my_commands(here: Here, bot: BotState, call: Call) -> Any:
    commands: list[Json] = call.params["commands"]
    if len(commands) > _MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    kept = []
    for command in commands:
        name = command["command"].removeprefix("/")
        if not re.fullmatch(r"[a-z0-9_]{1,32}", name):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= utf16(command["description"].strip()) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        kept.append({"command": name, "description": command["description"].strip()})
    bot.commands[f"{_scope(here, bot, call)}/{_language(call)}"] = kept
    _changed(here, bot)
    return True


async def get_my_commands(here: Here, bot: BotState, call: Call) -> Any:
    return bot.commands.get(f"{_scope(here, bot, call)}/{_language(call)}", [])


async def delete_my_commands(here: Here, bot: BotState, call: Call) -> Any:
    bot.commands.pop(f"{_scope(here, bot, call)}/{_language(call)}", None)
    _changed(here, bot)
    return True


def _changed(here: Here, bot: BotState) -> None:
    here.world.save_bot(bot)
    here.world.tell("commands", bot.id, 0)


def _setter(field: str, limit: int) -> Method:
    async def set_about(here: Here, bot: BotState, call: Call) -> Any:
        text = (call.params.get(field) or "").strip()
        if utf16(text) > limit:
            raise bad_request(f"{field} is too long")
        bot.about[f"{field}/{_language(call)}"] = text
        _changed(here, bot)
        return True

    return set_about


def _getter(field: str) -> Method:
    async def get_about(here: Here, bot: BotState, call: Call) -> Any:
        own = bot.about.get(f"{field}/{_language(call)}") or bot.about.get(f"{field}/")
        return {field: own or (bot.name if field == "name" else "")}

    return get_about


METHODS: dict[str, Method] = {
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    **{f"setMy{name}": _setter(field, limit) for name, (field, limit) in _ABOUT.items()},
    **{f"getMy{name}": _getter(field) for name, (field, _) in _ABOUT.items()},
}
