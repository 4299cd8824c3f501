"""Updates: offsets, long polls, 409, webhooks with order, secret and retry, age (design §2.1, §5)."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramConflictError
from aiohttp import web

from bot.local_telegram import Fault, LocalPerson, LocalTelegram

Seen = list[tuple[dict[str, Any], str | None]]
SECRET = "s3cret_-"


@asynccontextmanager
async def receiver(answer: Callable[[dict[str, Any]], int]) -> AsyncIterator[tuple[str, Seen]]:
    """A webhook; `answer` gives the status for an update. Yields its address and what came (update, secret)."""
    seen: Seen = []

    async def take(request: web.Request) -> web.Response:
        update = await request.json()
        seen.append((update, request.headers.get("X-Telegram-Bot-Api-Secret-Token")))
        return web.Response(status=answer(update))

    application = web.Application()
    application.router.add_post("/hook", take)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook", seen
    finally:
        await runner.cleanup()


def texts(updates: list[Any]) -> list[str | None]:
    return [update.message.text for update in updates if update.message]


async def test_offset_confirms_and_a_repeat_without_it_repeats(bot: Bot, aigul: LocalPerson) -> None:
    for text in "abcd":
        await aigul.send(text)
    first = await bot.get_updates(limit=2)
    assert texts(first) == ["a", "b"]
    assert texts(await bot.get_updates(limit=2)) == ["a", "b"]
    assert texts(await bot.get_updates(offset=first[-1].update_id + 1)) == ["c", "d"]
    assert texts(await bot.get_updates(offset=-1)) == ["d"]
    assert texts(await bot.get_updates()) == ["d"]
    assert [u.update_id for u in await bot.get_updates()] == [first[0].update_id + 3]


async def test_a_long_poll_ends_with_the_first_update(bot: Bot, aigul: LocalPerson) -> None:
    assert await bot.get_updates(timeout=0) == []
    poll = asyncio.ensure_future(bot.get_updates(timeout=20))
    await asyncio.sleep(0.05)
    assert not poll.done()
    await aigul.send("x")
    assert texts(await asyncio.wait_for(poll, 2)) == ["x"]


async def test_a_second_poller_ends_the_first_with_409(bot: Bot, aigul: LocalPerson) -> None:
    first = asyncio.ensure_future(bot.get_updates(timeout=20))
    await asyncio.sleep(0.05)
    second = asyncio.ensure_future(bot.get_updates(timeout=20))
    with pytest.raises(TelegramConflictError, match="terminated by other getUpdates request"):
        await asyncio.wait_for(first, 2)
    await aigul.send("x")
    assert texts(await asyncio.wait_for(second, 2)) == ["x"]


async def test_allowed_updates_are_kept_from_the_last_call(bot: Bot, aigul: LocalPerson) -> None:
    await bot.get_updates(allowed_updates=["message"])
    message = await aigul.send("a")
    await aigul.edit(message, "b")
    await aigul.block()
    assert [u.event_type for u in await bot.get_updates()] == ["message"]


async def test_updates_are_forgotten_after_a_day(bot: Bot, telegram: LocalTelegram, aigul: LocalPerson) -> None:
    await aigul.send("old")
    telegram.pass_time(hours=24, seconds=1)
    await aigul.send("new")
    assert texts(await bot.get_updates()) == ["new"]


async def test_a_webhook_brings_secret_and_order_and_excludes_polling(
    bot: Bot, telegram: LocalTelegram, aigul: LocalPerson
) -> None:
    await aigul.send("before")
    async with receiver(lambda update: 200) as (url, seen):
        poll = asyncio.ensure_future(bot.get_updates(offset=10**9, timeout=20))
        await asyncio.sleep(0.05)
        await bot.set_webhook(url, secret_token=SECRET, max_connections=3, allowed_updates=["message"])
        with pytest.raises(TelegramConflictError, match="terminated by setWebhook"):
            await asyncio.wait_for(poll, 2)
        for text in "abcdefgh":
            await aigul.send(text)
        await telegram.confirmed()
        assert [update["message"]["text"] for update, _ in seen][-8:] == list("abcdefgh")
        assert {secret for _, secret in seen} == {SECRET}
        with pytest.raises(TelegramConflictError, match="can't use getUpdates method while webhook is active"):
            await bot.get_updates()
        info = await bot.get_webhook_info()
        assert (info.url, info.max_connections, info.pending_update_count) == (url, 3, 0)
        await bot.delete_webhook()
    assert await bot.get_updates() == []


async def test_a_refused_webhook_is_retried_and_holds_up_its_own_chat_only(
    bot: Bot, telegram: LocalTelegram, aigul: LocalPerson
) -> None:
    bek = telegram.person(5002, "Бек")
    refusing = [True]
    enough = asyncio.Event()

    def answer(update: dict[str, Any]) -> int:
        if len(seen) >= 5:
            enough.set()
        return 500 if refusing[0] and update["message"]["chat"]["id"] == aigul.id else 200

    async with receiver(answer) as (url, seen):
        await bot.set_webhook(url, secret_token=SECRET)
        await aigul.send("a1")
        await aigul.send("a2")
        await bek.start()
        async with asyncio.timeout(5):
            await enough.wait()
        came = [update["message"]["text"] for update, _ in seen]
        assert "a2" not in came and "/start" in came and came.count("a1") >= 3
        info = await bot.get_webhook_info()
        assert info.pending_update_count == 2 and "500" in (info.last_error_message or "")
        refusing[0] = False
        await telegram.confirmed()
        assert [u["message"]["text"] for u, _ in seen if u["message"]["chat"]["id"] == aigul.id][-2:] == ["a1", "a2"]
        await bot.delete_webhook()


@pytest.mark.parametrize(
    ("url", "more", "said"),
    [
        ("http://example.kz/hook", {}, "An HTTPS URL must be provided"),
        ("https://a.kz", {"secret_token": "құпия"}, "secret token contains unallowed characters"),
        ("https://a.kz", {"max_connections": 101}, "max_connections"),
    ],
)
async def test_attack_19_webhook_settings_are_checked(bot: Bot, url: str, more: dict[str, Any], said: str) -> None:
    with pytest.raises(TelegramBadRequest, match=said):
        await bot.set_webhook(url, **more)


async def test_attacks_1_to_9_anything_can_be_injected(
    bot: Bot, telegram: LocalTelegram, aigul: LocalPerson, raw: Callable[..., Any]
) -> None:
    await aigul.send("real")
    number = telegram.bot().last_update_id
    telegram.inject({"update_id": number, "message": {"nonsense": "\x00\ud800"}})  # attack 9: a twin
    telegram.inject({})
    telegram.inject({"update_id": "x", "strange": 1})
    answer = await raw("getUpdates")
    assert [sorted(update) for update in answer["result"]] == [
        ["message", "update_id"], ["message", "update_id"], ["update_id"], ["strange", "update_id"],
    ]  # fmt: skip
    assert answer["result"][0] == {"update_id": number, "message": {"nonsense": "\x00\ud800"}}


@pytest.mark.parametrize("by_webhook", [True, False])
async def test_an_update_can_come_twice(
    bot: Bot, telegram: LocalTelegram, aigul: LocalPerson, by_webhook: bool
) -> None:
    telegram.faults.add(Fault.DUPLICATE_UPDATE, times=1)
    async with receiver(lambda update: 200) as (url, seen):
        if by_webhook:
            await bot.set_webhook(url)
        await aigul.send("a")
        await aigul.send("b")
        if by_webhook:
            await telegram.confirmed()
            came = [update["message"]["text"] for update, _ in seen]
            await bot.delete_webhook()
        else:
            updates = await bot.get_updates()
            again = await bot.get_updates(offset=updates[-1].update_id + 1)
            came = [text or "" for text in texts(updates) + texts(again)]
    assert sorted(came) == ["a", "a", "b"]
    assert telegram.faults.counts["update", Fault.DUPLICATE_UPDATE] == 1
