"""The HTTP interface under /local/ and the program by itself: for those who are not in the server's process."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramServerError

from bot.local_telegram import LocalPerson, LocalTelegram
from tests.local_telegram.conftest import TOKEN

Local = Callable[..., Awaitable[dict[str, Any]]]


@pytest.fixture
async def local(telegram: LocalTelegram) -> AsyncIterator[Local]:
    """`await local("POST", "people", {...})` → the answer with its status."""
    async with aiohttp.ClientSession() as session:

        async def call(verb: str, path: str, body: Any = None) -> dict[str, Any]:
            async with session.request(verb, f"{telegram.url}/local/{path}", json=body) as response:
                return {"status": response.status, **(await response.json())}

        yield call


async def test_people_are_made_and_act(local: Local, bot: Bot) -> None:
    person = {"id": 7001, "first_name": "Дана", "language_code": "kk", "note": "observer"}
    assert (await local("POST", "people", person))["status"] == 200
    await local("POST", "people/7001/start", {"payload": "i-1"})
    await local("POST", "people/7001/text", {"text": "Сәлем"})
    await local("POST", "people/7001/contact", {"contact": {"phone_number": "+49", "first_name": "Ханс"}})
    updates = await bot.get_updates()
    assert [(u.message.text if u.message else None) for u in updates] == ["/start i-1", "Сәлем", None]
    await bot.send_message(7001, "x")
    chat = await local("GET", "people/7001/chat")
    assert [m["text"] for m in chat["messages"]][-1] == "x"
    assert [p["note"] for p in (await local("GET", "state"))["people"]] == ["observer"]


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        ("people/1/text", {"text": "x"}, "nobody has the id 1"),
        ("people/5001/text", {"text": " "}, "no empty text"),
        ("people/5001/fly", {}, "people do not fly"),
        ("people/5001/press", {"message_id": 99, "data": "x"}, "there is no message 99"),
        ("people/5001/tap", {"label": "x"}, "no key 'x'"),
        ("people/5001/open", {"url": "https://t.me/nobody_bot?start=x"}, "no bot nobody_bot here"),
        ("people", {"id": -1, "first_name": "x"}, "no person's id"),
        ("people", [1], "an object is expected"),
        ("clock", {"hours": 1}, "there is no clock to move"),
        ("faults", {"fault": "sabotage"}, "'sabotage' is not a valid Fault"),
    ],
)
async def test_what_cannot_be_done_says_why(local: Local, aigul: LocalPerson, path: str, body: Any, said: str) -> None:
    answer = await local("POST", path, body)
    assert answer["status"] == 400
    assert said in answer["error"]


async def test_raw_updates_and_faults_are_ordered(local: Local, bot: Bot, aigul: LocalPerson) -> None:
    await local("POST", "updates", {"message": {"chat": {"id": 5001}}})
    await local("POST", "faults", {"fault": "error_before", "method": "getMe", "times": 1})
    with pytest.raises(TelegramServerError):
        await bot.get_me()
    standing = await local("GET", "faults")
    assert standing["counts"] == [{"method": "getMe", "fault": "error_before", "count": 1}]
    await local("DELETE", "faults")
    assert (await local("GET", "faults"))["standing"] == []


async def test_the_program_by_itself(empty_database: str) -> None:
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.local_telegram", "--database", empty_database, "--port", "0",
        "--bot", f"{TOKEN}=tereze_bot", stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert program.stdout
    url = (await asyncio.wait_for(program.stdout.readline(), 60)).decode().strip()
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{url}/bot{TOKEN}/getMe") as response:
            assert (await response.json())["result"]["username"] == "tereze_bot"
        async with session.get(url) as response:
            assert "Local Telegram" in await response.text()
    program.terminate()
    assert await asyncio.wait_for(program.wait(), 20) == 0
