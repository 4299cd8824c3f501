"""The Bot API's methods, one function each: `(here, bot, call) → result`."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.local_telegram.delivery import Delivery
from bot.local_telegram.limits import Gate
from bot.local_telegram.params import Call
from bot.local_telegram.posting import Posting
from bot.local_telegram.state import BotState
from bot.local_telegram.world import World


@dataclass(frozen=True)
class Here:
    """What a method may use."""

    world: World
    delivery: Delivery
    posting: Posting
    gate: Gate


Method = Callable[[Here, BotState, Call], Awaitable[Any]]


def methods() -> dict[str, Method]:
    """All methods this Telegram has, by Telegram's name."""
    from bot.local_telegram.methods import editing, files, sending, settings, updates

    found: dict[str, Method] = {}
    for module in (updates, sending, files, editing, settings):
        found.update(module.METHODS)
    return found
