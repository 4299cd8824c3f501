"""A strict Telegram for one machine: Bot API over HTTP, people to be in a browser or in a test, faults on demand.

It plays the other side of the wire and imports nothing of the bot; only the launcher and tests import it.
"""

from bot.local_telegram.client import LocalPerson, Press
from bot.local_telegram.clock import ClockControl
from bot.local_telegram.delivery import WebhookTiming
from bot.local_telegram.errors import NotPossible
from bot.local_telegram.faults import Fault, Faults
from bot.local_telegram.http_bot import CallRecord
from bot.local_telegram.limits import Limits
from bot.local_telegram.people import OutgoingFile
from bot.local_telegram.server import LocalTelegram
from bot.local_telegram.state import BotInfo, Group
from bot.local_telegram.views import ButtonView, ChatMessage, FileView

__all__ = [
    "BotInfo",
    "ButtonView",
    "CallRecord",
    "ChatMessage",
    "ClockControl",
    "Fault",
    "Faults",
    "FileView",
    "Group",
    "Limits",
    "LocalPerson",
    "LocalTelegram",
    "NotPossible",
    "OutgoingFile",
    "Press",
    "WebhookTiming",
]
