"""`python -m bot.local_telegram`: the local Telegram by itself, for a bot started elsewhere."""

import argparse
import asyncio
import json
import os
import signal
import sys
from pathlib import Path

from bot.local_telegram import BotInfo, Limits, LocalTelegram


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bot.local_telegram",
        description="A strict Telegram on this machine: Bot API over HTTP, and a page with a phone for each person.",
    )
    parser.add_argument(
        "--database",
        default=os.environ.get("LOCAL_TELEGRAM_DATABASE_URL"),
        help="address of its own PostgreSQL database (or LOCAL_TELEGRAM_DATABASE_URL)",
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081, help="0 takes any free one")
    parser.add_argument(
        "--bot",
        action="append",
        metavar="TOKEN=USERNAME",
        help="a bot; the number before the colon of its token is its id (may be repeated)",
    )
    parser.add_argument(
        "--people",
        type=Path,
        help="JSON file: a list of objects with id, first_name, and perhaps last_name, username, language_code, phone, "
        "note",
    )
    parser.add_argument("--seed", type=int, default=0, help="makes faults repeatable")
    parser.add_argument("--no-limits", action="store_true", help="no 429 for sending too fast")
    options = parser.parse_args()
    if not options.database:
        parser.error("--database is required")
    return options


def _bots(given: list[str] | None) -> dict[str, BotInfo]:
    bots = {}
    for one in given or ["1000000001:local=tereze_bot"]:
        token, _, username = one.rpartition("=")
        bots[token] = BotInfo(int(token.partition(":")[0]), username, username.removesuffix("_bot").title())
    return bots


async def _serve(options: argparse.Namespace) -> None:
    bots = _bots(options.bot)
    telegram = LocalTelegram(
        options.database,
        tokens=bots,
        host=options.host,
        port=options.port,
        seed=options.seed,
        limits=Limits.off() if options.no_limits else Limits(),
    )
    stopped = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    async with telegram:
        people = json.loads(options.people.read_text("utf-8")) if options.people else []
        for person in people:
            telegram.person(person.pop("id"), person.pop("first_name"), person.pop("last_name", None), **person)
        sys.stdout.write(f"{telegram.url}\n")
        sys.stdout.flush()
        await stopped.wait()


if __name__ == "__main__":
    asyncio.run(_serve(_options()))
