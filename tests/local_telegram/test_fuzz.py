"""Whatever a bot sends, the answer is Telegram's: never a server error (the strictness itself must not break)."""

import random
from typing import Any

import aiogram.methods
import aiohttp
from hypothesis import example, given
from hypothesis import strategies as st

from bot.local_telegram import LocalPerson, LocalTelegram
from bot.local_telegram.errors import ApiError
from bot.local_telegram.methods import methods
from bot.local_telegram.texts import parse_html, tidy, to_html, utf16
from tests.local_telegram.conftest import TOKEN

MARKED = st.lists(
    st.sampled_from(
        ["<b>", "</b>", "<i>", "</i>", "<a href='https://a.kz'>", "</a>", "<pre>", "</pre>", "<code>", "</code>",
         "&lt;", "&#0;", "&#x1F600;", "<blockquote expandable>", "</blockquote>", "<", ">", "&", "😀", "ә", "\r",
         "\x00", " ", "/start", "@name_x", "https://x.kz", "</>", "<b x='", '"', "="]
    )
    | st.text(max_size=5),
    max_size=20,
).map("".join)  # fmt: skip


@given(MARKED)
@example("<b>&#0;</b>")
def test_any_html_is_read_or_refused_and_offsets_fit(source: str) -> None:
    try:
        text, entities = tidy(*parse_html(source))
    except ApiError as refused:
        assert refused.code == 400
        return
    for entity in entities:
        assert 0 <= entity["offset"] < entity["offset"] + entity["length"] <= utf16(text)
    assert text == text.strip()
    again, same = tidy(*parse_html(to_html(text, entities)))
    assert again == text
    assert [e for e in same if e["type"] == "bold"] == [e for e in entities if e["type"] == "bold"]


ODD: list[Any] = [
    None, True, False, 0, 1, -1, 5001, 2**63, -(2**63), 1.5, "", " ", "x", "5001", "@x", "HTML", "true", "null",
    "\ud800", "\x00", "attach://x", "x" * 5000, [], [1], ["x"], [[]], {}, {"type": "default"},
    {"type": "chat", "chat_id": "x"},
    {"message_id": 1}, {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]}, {"inline_keyboard": [1]},
    {"keyboard": [[{"text": "x"}]]}, {"remove_keyboard": True}, {"force_reply": True}, {"selective": True},
    [{"type": "photo", "media": "x"}, {"type": "photo", "media": "y"}], {"type": "document", "media": "attach://x"},
    [{"type": "bold", "offset": -1, "length": 9}], [{"type": "bold", "offset": 0, "length": 2**40}],
    [{"command": "x", "description": "x"}], [{"command": "x"}], "[", "typing", "https://a.kz", "http://", "//",
]  # fmt: skip


async def test_no_call_ends_in_a_server_error(telegram: LocalTelegram, aigul: LocalPerson) -> None:
    chance = random.Random(20261121)
    described = {
        method.__api_method__: method.model_fields
        for name in aiogram.methods.__all__
        if name != "TelegramMethod" and hasattr(method := getattr(aiogram.methods, name), "__api_method__")
    }
    outcomes = set()
    async with aiohttp.ClientSession() as session:
        for name in methods():
            for _ in range(60):
                params = {field: chance.choice(ODD) for field in described[name] if chance.random() < 0.5}
                likely = {"chat_id": 5001, "message_id": 1, "text": "x", "parse_mode": "HTML", "timeout": 0, "url": ""}
                for field, value in likely.items():
                    if field in described[name] and (field == "timeout" or chance.random() < 0.6):
                        params[field] = value
                async with session.post(f"{telegram.url}/bot{TOKEN}/{name}", json=params) as response:
                    answer = await response.json()
                    assert response.status < 500, (name, params)
                    assert answer["ok"] is (response.status == 200)
                    outcomes.add((name, answer["ok"]))
    assert len({name for name, ok in outcomes if ok}) >= 12
