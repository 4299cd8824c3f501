"""`python -m bench.press.bare`: what the real bot is compared with. A bare aiogram bot as its documentation begins one:
it shows the same texts and buttons by the same calls, keeps nothing, checks nothing."""

import argparse
import asyncio
import json
import logging
import sys
from pathlib import Path
from typing import Any

import uvloop
from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message

Screens = dict[str, list[dict[str, Any]]]
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def dispatcher(screens: Screens) -> Dispatcher:
    """Three handlers. `/start list` shows the first screen of «list»; any button shows the next."""
    made = Dispatcher()
    typed: dict[int, tuple[int, int]] = {}  # chat → the message with the question, and its place in the walk

    def keyboard(name: str, number: int) -> InlineKeyboardMarkup:
        to = f"{name}.{(number + 1) % len(screens[name])}"
        rows = screens[name][number]["rows"]
        return InlineKeyboardMarkup(
            inline_keyboard=[[InlineKeyboardButton(text=label, callback_data=to) for label in row] for row in rows]
        )

    @made.message(CommandStart())
    async def start(message: Message, command: CommandObject) -> None:
        name = command.args or "look"
        sent = await message.answer(screens[name][0]["html"], reply_markup=keyboard(name, 0))
        typed[message.chat.id] = (sent.message_id, 0)

    @made.callback_query()
    async def press(query: CallbackQuery) -> None:
        name, number = (query.data or "").split(".")
        shown = screens[name][int(number)]
        assert isinstance(query.message, Message)
        await query.message.edit_text(
            shown["html"], reply_markup=keyboard(name, int(number)), link_preview_options=NO_PREVIEW
        )
        await query.answer()

    @made.message()
    async def answer(message: Message, bot: Bot) -> None:
        before, number = typed[message.chat.id]
        number = (number + 1) % len(screens["text"])
        shown = screens["text"][number]
        sent = await message.answer(
            shown["html"],
            reply_markup=keyboard("text", number),
            link_preview_options=NO_PREVIEW,
            disable_notification=True,
        )
        typed[message.chat.id] = (sent.message_id, number)
        await bot.edit_message_text(
            f"The question ✓ {message.text}",
            chat_id=message.chat.id,
            message_id=before,
            link_preview_options=NO_PREVIEW,
        )

    return made


async def _serve(token: str, api: str, screens: Screens) -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(api))
    bot = Bot(token, session=session, default=DefaultBotProperties(parse_mode=ParseMode.HTML))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await dispatcher(screens).start_polling(bot)


def main() -> None:
    """Serve until SIGTERM."""
    parser = argparse.ArgumentParser()
    for name in ("--token", "--api", "--screens", "--log"):
        parser.add_argument(name, required=True)
    parser.add_argument("--uvloop", action="store_true")
    given = parser.parse_args()
    screens: Screens = json.loads(Path(given.screens).read_text(encoding="utf-8"))
    logging.basicConfig(level=logging.INFO, filename=given.log)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop if given.uvloop else None) as runner:
        runner.run(_serve(given.token, given.api, screens))


if __name__ == "__main__":
    main()
