"""Calls: tokens, methods, parameters, shapes of bodies (design §5: unknown method or parameter fails)."""

import json
from typing import Any

import aiohttp
import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramUnauthorizedError

from bot.local_telegram import LocalPerson, LocalTelegram
from tests.local_telegram.conftest import TOKEN, Raw, bot_at


async def test_get_me_is_read_by_aiogram(bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.id, me.is_bot, me.username) == (700001, True, "tereze_bot")


async def test_attack_96_a_wrong_token_is_unauthorised(telegram: LocalTelegram) -> None:
    stranger = bot_at(telegram, "1:nobody")
    try:
        with pytest.raises(TelegramUnauthorizedError):
            await stranger.get_me()
    finally:
        await stranger.session.close()


async def test_a_method_telegram_does_not_have_is_404(raw: Raw) -> None:
    answer = await raw("sendMesage", chat_id=1, text="x")
    assert (answer["error_code"], answer["description"]) == (404, "Not Found: method not found")


async def test_a_method_not_played_here_says_so(raw: Raw) -> None:
    answer = await raw("sendVenue", chat_id=1, latitude=1.0, longitude=1.0, title="x", address="x")
    assert answer["description"] == "Bad Request: the local Telegram does not play sendVenue"


async def test_method_names_know_no_case(raw: Raw) -> None:
    assert (await raw("GETME"))["ok"]


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"chat_id": 5001, "text": "x", "txet": "y"}, 'unknown parameter "txet" of sendMessage'),
        (
            {"chat_id": 5001, "text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "callbackdata": "b"}]]}},
            'unknown field "callbackdata" in "reply_markup.inline_keyboard[0][0]"',
        ),
        ({"chat_id": 5001}, "message text is empty"),
        ({"text": "x"}, "chat_id is empty"),
        ({"chat_id": 5001, "text": 5}, "can't parse text: Input should be a valid string (text)"),
        ({"chat_id": 5001, "text": "x", "reply_markup": "[]"}, "can't parse reply_markup"),
        ({"chat_id": 5001, "text": "x", "reply_markup": "{"}, "can't parse reply_markup JSON object"),
        ({"chat_id": 5001, "text": "x", "disable_notification": "perhaps"}, "can't parse disable_notification"),
        ({"chat_id": 5001, "text": "x", "message_thread_id": 3}, 'does not play the parameter "message_thread_id"'),
        ({"chat_id": "@aigul", "text": "x"}, "chat not found"),
        ({"chat_id": 77, "text": "x"}, "chat not found"),
        ({"chat_id": 5001, "text": "x\ud800"}, "strings must be encoded in UTF-8"),
    ],
)
async def test_parameters_are_checked(raw: Raw, aigul: LocalPerson, params: dict[str, Any], said: str) -> None:
    answer = await raw("sendMessage", **params)
    assert answer["error_code"] == 400
    assert said in answer["description"]


async def test_query_form_multipart_and_json_say_the_same(telegram: LocalTelegram, aigul: LocalPerson) -> None:
    markup = json.dumps({"inline_keyboard": [[{"text": "Дальше", "callback_data": "n"}]]})
    params = {"chat_id": "5001", "text": "5", "reply_markup": markup, "disable_notification": "true"}
    url = f"{telegram.url}/bot{TOKEN}/sendMessage"
    async with aiohttp.ClientSession() as session:
        for call in (
            session.get(url, params=params),
            session.post(url, data=params),
            session.post(url, data=aiohttp.FormData(params, default_to_multipart=True)),
            session.post(url, json=params),
        ):
            async with call as response:
                answer = await response.json()
                assert answer["ok"], answer
                sent = aigul.last()
                assert (sent.text, sent.buttons, sent.silent) == ("5", ["Дальше"], True)


@pytest.mark.parametrize(
    ("body", "kind"), [(b"{", "application/json"), (b"[]", "application/json"), (b"x", "text/plain")]
)
async def test_broken_bodies_are_refused(telegram: LocalTelegram, body: bytes, kind: str) -> None:
    async with aiohttp.ClientSession() as session:
        url = f"{telegram.url}/bot{TOKEN}/sendMessage"
        async with session.post(url, data=body, headers={"Content-Type": kind}) as response:
            assert response.status == 400
            assert (await response.json())["ok"] is False
