"""The page in a real Chromium: phones side by side, and everything a person does there."""

import base64
import os
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
import pytest
from aiogram import Bot
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from bot.local_telegram import Limits, LocalPerson, LocalTelegram
from tests.local_telegram.conftest import BOTS, bot_at
from tests.local_telegram.test_files import picture

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


class MovedClock:
    """A legal clock for the page."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 20, 17, 30, tzinfo=ZoneInfo("Asia/Almaty"))
        self.moves: list[tuple[int, int, int]] = []

    async def now(self) -> datetime:
        return self.moment.astimezone(UTC)

    async def move(self, *, hours: int = 0, days: int = 0, working_days: int = 0) -> datetime:
        self.moves.append((hours, days, working_days))
        self.moment += timedelta(hours=hours, days=days + 3 * working_days)
        return self.moment


@pytest.fixture(scope="session")
async def browser(request: pytest.FixtureRequest) -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        said = "No Chromium is installed: the browser page is NOT tested."
        reporter: Any = request.config.pluginmanager.get_plugin("terminalreporter")
        reporter.write_line(said)
        pytest.skip(said)
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        await launched.close()


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
async def telegram(empty_database: str, clock: MovedClock) -> AsyncIterator[LocalTelegram]:
    async with LocalTelegram(empty_database, tokens=BOTS, clock=clock, limits=Limits.off()) as running:
        yield running


@pytest.fixture
async def bek(telegram: LocalTelegram) -> LocalPerson:
    return telegram.person(5002, "Бек", "Оспанов", language_code="ru", phone="+77010000002", note="head, Berlin")


@pytest.fixture
async def page(telegram: LocalTelegram, browser: Browser, aigul: LocalPerson, bek: LocalPerson) -> AsyncIterator[Page]:
    """Two phones side by side; an error in the page's console fails the test."""
    context = await browser.new_context(viewport={"width": 1180, "height": 900})
    opened = await context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    await opened.goto(f"{telegram.url}/?people=5001,5002")
    await expect(phone(opened, "Бек").get_by_role("log")).to_be_visible()
    yield opened
    await context.close()
    assert errors == []


def phone(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name)


def keyboard(*rows: list[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=list(rows))


def button(label: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=label, callback_data=data)


async def test_two_phones_write_and_are_written_to(page: Page, bot: Bot, telegram: LocalTelegram) -> None:
    await phone(page, "Бек").get_by_role("button", name="Start").click()
    box = phone(page, "Айгүл").get_by_label("Message", exact=True)
    await box.fill("Сәлем <b>")
    await box.press("Enter")
    await expect(phone(page, "Айгүл").get_by_role("article").last).to_contain_text("Сәлем <b>")
    assert [u.message.text for u in await bot.get_updates() if u.message] == ["/start", "Сәлем <b>"]
    await bot.send_message(5002, "<b>Қош</b> &lt;келдіңіз&gt;", parse_mode="HTML", disable_notification=True)
    came = phone(page, "Бек").get_by_role("article").last
    await expect(came.locator("b")).to_have_text("Қош")
    await expect(came).to_contain_text("<келдіңіз>")
    await expect(came.get_by_role("img", name="came silently")).to_be_visible()
    await expect(phone(page, "Айгүл")).not_to_contain_text("келдіңіз")


async def test_a_press_spins_until_answered_and_the_edit_shows_in_place(page: Page, bot: Bot) -> None:
    long = "Қарағанды облысының әкімдігіне бастаманы беру және хабарлау"
    sent = await bot.send_message(5001, "a", reply_markup=keyboard([button(long, "pass"), button("Жоқ", "no")]))
    key = phone(page, "Айгүл").get_by_role("button", name=long)
    await key.click()
    await expect(key).to_have_class("key waiting")
    (update,) = await bot.get_updates()
    assert update.callback_query and update.callback_query.data == "pass"
    await bot.edit_message_text("Берілді", chat_id=5001, message_id=sent.message_id)
    await bot.answer_callback_query(update.callback_query.id, "Дайын")
    await expect(phone(page, "Айгүл").get_by_role("status")).to_have_text("Дайын")
    await expect(phone(page, "Айгүл").get_by_role("article").last).to_contain_text("Берілді")
    await expect(key).to_have_count(0)


async def test_an_alert_waits_for_ok(page: Page, bot: Bot) -> None:
    await bot.send_message(5001, "a", reply_markup=keyboard([button("?", "q")]))
    await phone(page, "Айгүл").get_by_role("button", name="?").click()
    (update,) = await bot.get_updates()
    assert update.callback_query
    await bot.answer_callback_query(update.callback_query.id, "Рұқсат жоқ", show_alert=True)
    await phone(page, "Айгүл").get_by_role("alertdialog").get_by_role("button", name="OK").click()
    await expect(phone(page, "Айгүл").get_by_role("alertdialog")).to_have_count(0)


async def test_deep_links_and_commands_are_followed(page: Page, bot: Bot, aigul: LocalPerson) -> None:
    await bot.set_my_commands([BotCommand(command="menu", description="Мәзір")], language_code="kk")
    await bot.send_message(5001, "https://t.me/tereze_bot?start=i-abc немесе /help")
    mine = phone(page, "Айгүл")
    await mine.get_by_role("link", name="start=i-abc").click()
    await mine.get_by_role("link", name="/help").click()
    await mine.get_by_role("button", name="Menu").click()
    await mine.get_by_role("menuitem", name="Мәзір").click()
    await aigul.wait_for(lambda me: me.last(by_bot=False).text == "/menu")
    texts = [u.message.text for u in await bot.get_updates() if u.message]
    assert texts == ["/start i-abc", "/help", "/menu"]


async def test_contact_keys_files_and_stickers(page: Page, bot: Bot, aigul: LocalPerson, tmp_path: Path) -> None:
    mine = phone(page, "Айгүл")
    key = KeyboardButton(text="Нөмірмен бөлісу", request_contact=True)
    await bot.send_message(5001, "?", reply_markup=ReplyKeyboardMarkup(keyboard=[[key]]))
    await mine.get_by_role("button", name="Нөмірмен бөлісу").click()
    await aigul.wait_for(lambda me: me.last(by_bot=False).contact)
    await bot.send_message(5001, "ok", reply_markup=ReplyKeyboardRemove())
    await expect(mine.get_by_role("button", name="Нөмірмен бөлісу")).to_have_count(0)
    for entry, name, content, kind in (
        ("Photo", "a.png", picture(40, 30), "photo"),
        ("File", "Хаттама.pdf", b"%PDF", "document"),
    ):
        (tmp_path / name).write_bytes(content)
        await mine.get_by_role("button", name="Attach").click()
        async with page.expect_file_chooser() as choosing:
            await mine.get_by_role("menuitem", name=entry).click()
        await (await choosing.value).set_files(tmp_path / name)
        await aigul.wait_for(lambda me, kind=kind: me.last(by_bot=False).kind == kind)  # type: ignore[misc]
    await expect(mine.get_by_role("link", name="Хаттама.pdf")).to_be_visible()
    await mine.get_by_role("button", name="Attach").click()
    await mine.get_by_role("menuitem", name="Sticker").click()
    await aigul.wait_for(lambda me: me.last(by_bot=False).kind == "sticker")
    await mine.get_by_role("button", name="Attach").click()
    await mine.get_by_role("menuitem", name="Another contact").click()
    await mine.get_by_role("menuitem", name="Бек").click()
    await aigul.wait_for(lambda me: (me.last(by_bot=False).contact or {}).get("user_id") == 5002)


async def test_own_messages_are_edited_and_deleted(page: Page, bot: Bot, aigul: LocalPerson) -> None:
    mine = phone(page, "Айгүл")
    await aigul.send("Берлн")
    message = mine.get_by_role("article").last
    await message.hover()
    await message.get_by_role("button", name="Edit").click()
    box = mine.get_by_label("Message", exact=True)
    await expect(box).to_have_value("Берлн")
    await box.fill("Берлин")
    await mine.get_by_role("button", name="Send").click()
    await expect(message).to_contain_text("Берлин")
    assert [u.event_type for u in await bot.get_updates()] == ["message", "edited_message"]
    await message.hover()
    await message.get_by_role("button", name="Delete").click()
    await aigul.wait_for(lambda me: len(me.messages()) == 1)


async def test_block_and_restart(page: Page, bot: Bot, aigul: LocalPerson) -> None:
    mine = phone(page, "Айгүл")
    await mine.get_by_role("button", name="More").click()
    await mine.get_by_role("menuitem", name="Block the bot").click()
    await mine.get_by_role("button", name="Restart").click()
    await expect(mine.get_by_label("Message", exact=True)).to_be_visible()
    assert [u.event_type for u in await bot.get_updates()] == ["my_chat_member", "my_chat_member", "message"]


async def test_the_clock_moves_forward(page: Page, clock: MovedClock) -> None:
    shown = page.locator("#clock-now")
    await expect(shown).to_contain_text("20 Nov 2026")
    await page.get_by_role("button", name="working days").click()
    await expect(shown).to_contain_text("Mon, 23 Nov 2026")
    await page.get_by_label("Forward by").fill("2")
    await page.get_by_role("button", name="hours").click()
    await expect(shown).to_contain_text("19:30")
    await page.get_by_role("button", name="days", exact=True).click()
    await expect(shown).to_contain_text("Tue, 24 Nov 2026")
    assert clock.moves == [(0, 0, 1), (2, 0, 0), (0, 1, 0)]


async def test_people_are_chosen_by_name(page: Page, telegram: LocalTelegram) -> None:
    telegram.person(5003, "Дана", "Ким", note="observer, Berlin")
    await page.get_by_role("button", name="People").click()
    await page.get_by_role("button", name="Дана Ким observer, Berlin").click()
    await expect(phone(page, "Дана Ким")).to_be_visible()
    assert page.url.endswith("/?people=5001,5002,5003")
    await page.get_by_role("button", name="Close: Бек Оспанов").click()
    await expect(phone(page, "Бек")).to_have_count(0)
    await page.reload()
    await expect(page.get_by_role("region")).to_have_count(2)


async def test_the_page_comes_back_with_its_server(
    browser: Browser, empty_database: str, tmp_path: Path, clock: MovedClock
) -> None:
    async with LocalTelegram(empty_database, tokens=BOTS) as first:
        person = first.person(5001, "Айгүл")
        await person.start()
        port = int(first.url.rsplit(":", 1)[1])
        context = await browser.new_context()
        page = await context.new_page()
        await page.goto(f"{first.url}/?people=5001")
        await expect(page.get_by_role("article")).to_have_count(1)
        await expect(page.locator("#clock")).to_be_hidden()
    async with LocalTelegram(empty_database, tokens=BOTS, port=port) as second:
        bot = bot_at(second)
        await bot.send_message(5001, "missed")
        await expect(page.get_by_role("article")).to_have_count(2, timeout=15_000)
        await bot.session.close()
    await context.close()


async def test_long_labels_are_one_line_and_nothing_overflows(page: Page, bot: Bot, aigul: LocalPerson) -> None:
    long = "Инвестициялар тарту жөніндегі кеңестің отырысына шығару туралы"
    await bot.send_message(
        5001, "Ұ" * 300, reply_markup=keyboard([button(long, "a")], [button(long, "b"), button(long, "c")])
    )
    heights = await phone(page, "Айгүл").locator(".key").evaluate_all("keys => keys.map(k => k.offsetHeight)")
    assert heights == [40, 40, 40]
    log = phone(page, "Айгүл").get_by_role("log")
    assert await log.evaluate("node => node.scrollWidth <= node.clientWidth")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_another_site_cannot_use_it(telegram: LocalTelegram, aigul: LocalPerson) -> None:
    async with aiohttp.ClientSession() as session:
        for headers in ({"Origin": "https://evil.example"}, {"Host": "evil.example"}):
            url = f"{telegram.url}/local/people/5001/text"
            async with session.post(url, json={"text": "x"}, headers=headers) as response:
                assert response.status == 403
    assert len(aigul.messages()) == 1


async def test_the_picture(page: Page, bot: Bot, aigul: LocalPerson, bek: LocalPerson, tmp_path: Path) -> None:
    """A scene with everything in it; with TEREZE_PICTURES set the picture is kept there."""
    await bot.set_my_commands(
        [BotCommand(command="menu", description="Мәзір"), BotCommand(command="find", description="Іздеу")]
    )
    await bek.start("k-7f3a")
    question = await bot.send_message(
        5001, "<b>Кездесу карточкасы</b> · 3/9\n\nКездесу қашан өтті?\n<i>Мысалы: 21.11.2026</i>", parse_mode="HTML",
        disable_notification=True,
        reply_markup=keyboard(
            [button("Бүгін", "1"), button("Кеше", "2"), button("Күнтізбе", "3")],
            [button("Инвестициялар тарту жөніндегі кеңес отырысының күні", "5")],
            [InlineKeyboardButton(text="Бұйрықтың мәтіні", url="https://adilet.zan.kz")], [button("← Артқа", "4")],
        ),
    )  # fmt: skip
    await aigul.send("21.11", reply_to=question.message_id)
    await aigul.send_photo(picture(400, 260), caption="Хаттама")
    await bot.send_document(5001, BufferedInputFile(b"x" * 48_213, "Кездесу карточкасы.docx"), protect_content=True)
    await bot.send_message(
        5002, "<b>И-2026-000123</b>\n<blockquote>Мерзімі 24.11.2026 (сс)</blockquote>\nКелесі қадам: KYC шешімі. "
        "<a href='https://t.me/tereze_bot?start=i-123'>Ашу</a> · /menu", parse_mode="HTML",
        reply_markup=keyboard([button("Передать в акимат", "1"), button("Продлить срок", "2")]),
        reply_parameters=ReplyParameters(message_id=bek.last(by_bot=False).id),
    )  # fmt: skip
    await bot.send_message(
        5002, "Поделитесь своим номером.",
        reply_markup=ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Поделиться номером", request_contact=True)]]),
    )  # fmt: skip
    await expect(phone(page, "Бек").get_by_role("article")).to_have_count(3)
    await expect(phone(page, "Айгүл").get_by_role("article")).to_have_count(5)
    photo = phone(page, "Айгүл").get_by_role("img", name="Хаттама")
    await expect(photo).to_have_js_property("naturalWidth", 400)
    taken = await page.screenshot()
    assert base64.b64encode(taken[:8]) == b"iVBORw0KGgo="
    if folder := os.environ.get("TEREZE_PICTURES"):
        await page.screenshot(path=f"{folder}/local_telegram.png")
        await page.get_by_role("button", name="People").click()
        await phone(page, "Айгүл").get_by_role("button", name="Attach").click()
        await page.screenshot(path=f"{folder}/local_telegram_people.png")
