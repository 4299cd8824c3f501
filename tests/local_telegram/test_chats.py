"""Sending, editing, deleting, keyboards, presses: what Telegram refuses and how it says so."""

from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)

from bot.local_telegram import LocalPerson, LocalTelegram, NotPossible
from tests.local_telegram.conftest import OTHER_TOKEN, Raw, bot_at


def keyboard(*rows: dict[str, str]) -> InlineKeyboardMarkup:
    """Rows of label → callback data."""
    return InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text=t, callback_data=d) for t, d in row.items()] for row in rows]
    )


async def test_a_message_and_its_marks(bot: Bot, aigul: LocalPerson) -> None:
    sent = await bot.send_message(
        5001, "<b>Бастама</b>", parse_mode="HTML", disable_notification=True, protect_content=True,
        reply_markup=keyboard({"Ашу": "o"}), link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_parameters=ReplyParameters(message_id=aigul.last(by_bot=False).id),
    )  # fmt: skip
    assert sent.has_protected_content and sent.reply_to_message and sent.link_preview_options
    shown = aigul.last()
    assert (shown.html, shown.silent, shown.protected, shown.buttons) == ("<b>Бастама</b>", True, True, ["Ашу"])
    assert shown.reply_to == aigul.messages()[0].id


async def test_a_reply_needs_its_message(bot: Bot, aigul: LocalPerson) -> None:
    with pytest.raises(TelegramBadRequest, match="message to be replied not found"):
        await bot.send_message(5001, "x", reply_parameters=ReplyParameters(message_id=999))
    lenient = ReplyParameters(message_id=999, allow_sending_without_reply=True)
    assert (await bot.send_message(5001, "x", reply_parameters=lenient)).reply_to_message is None


async def test_who_never_started_cannot_be_written_to(bot: Bot, telegram: LocalTelegram) -> None:
    telegram.person(6001, "Бек")
    with pytest.raises(TelegramForbiddenError, match="bot can't initiate conversation with a user"):
        await bot.send_message(6001, "x")
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.get_chat(6001)


async def test_attack_90_blocked_and_back(bot: Bot, aigul: LocalPerson) -> None:
    sent = await bot.send_message(5001, "x")
    await aigul.block()
    for call in (bot.send_message(5001, "y"), bot.edit_message_text("y", chat_id=5001, message_id=sent.message_id)):
        with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
            await call
    with pytest.raises(NotPossible):
        await aigul.send("x")
    await aigul.start("again")
    kicked, back, message = await bot.get_updates()
    assert kicked.my_chat_member and kicked.my_chat_member.new_chat_member.status == "kicked"
    assert back.my_chat_member and back.my_chat_member.new_chat_member.status == "member"
    assert message.message and message.message.text == "/start again"
    await bot.send_message(5001, "y")


async def test_attack_56_a_deleted_account(bot: Bot, aigul: LocalPerson) -> None:
    await aigul.delete_account()
    with pytest.raises(TelegramForbiddenError, match="user is deactivated"):
        await bot.send_message(5001, "x")


async def test_editing_converges(bot: Bot, aigul: LocalPerson) -> None:
    sent = await bot.send_message(5001, "a", reply_markup=keyboard({"1": "1"}))
    where: dict[str, Any] = {"chat_id": 5001, "message_id": sent.message_id}
    await bot.edit_message_text("b", **where, reply_markup=keyboard({"1": "1"}))
    assert aigul.last().edited and aigul.last().buttons == ["1"]
    with pytest.raises(TelegramBadRequest, match="message is not modified"):  # attack 92
        await bot.edit_message_text("<b></b>b", **where, parse_mode="HTML", reply_markup=keyboard({"1": "1"}))
    await bot.edit_message_text("<b>b</b>", **where, parse_mode="HTML", reply_markup=keyboard({"1": "1"}))
    await bot.edit_message_reply_markup(**where)
    assert aigul.last().buttons == []
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await bot.edit_message_reply_markup(**where)


async def test_attack_91_what_cannot_be_edited(bot: Bot, aigul: LocalPerson) -> None:
    with pytest.raises(TelegramBadRequest, match="message to edit not found"):
        await bot.edit_message_text("x", chat_id=5001, message_id=999)
    with pytest.raises(TelegramBadRequest, match="message can't be edited"):
        await bot.edit_message_text("x", chat_id=5001, message_id=aigul.last(by_bot=False).id)
    key = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="k")]])
    with_key = await bot.send_message(5001, "k", reply_markup=key)
    with pytest.raises(TelegramBadRequest, match="message can't be edited"):
        await bot.edit_message_text("x", chat_id=5001, message_id=with_key.message_id)
    plain = await bot.send_message(5001, "x")
    with pytest.raises(TelegramBadRequest, match="there is no caption"):
        await bot.edit_message_caption(chat_id=5001, message_id=plain.message_id, caption="x")


async def test_a_bots_own_message_is_editable_at_any_age(bot: Bot, telegram: LocalTelegram, aigul: LocalPerson) -> None:
    sent = await bot.send_message(5001, "x")
    telegram.pass_time(hours=24 * 30)
    await bot.edit_message_text("y", chat_id=5001, message_id=sent.message_id)


async def test_deleting_within_48_hours(bot: Bot, telegram: LocalTelegram, aigul: LocalPerson) -> None:
    old, fresh = await bot.send_message(5001, "old"), await bot.send_message(5001, "b")
    await bot.delete_message(5001, fresh.message_id)
    await bot.delete_message(5001, aigul.last(by_bot=False).id)
    with pytest.raises(TelegramBadRequest, match="message to delete not found"):
        await bot.delete_message(5001, fresh.message_id)
    telegram.pass_time(hours=49)
    with pytest.raises(TelegramBadRequest, match="message can't be deleted"):
        await bot.delete_message(5001, old.message_id)
    assert [m.text for m in aigul.messages()] == ["old"]


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ({"inline_keyboard": [[{"text": "x", "callback_data": "я" * 33}]]}, "BUTTON_DATA_INVALID"),
        ({"inline_keyboard": [[{"text": "x", "callback_data": ""}]]}, "BUTTON_DATA_INVALID"),
        ({"inline_keyboard": [[{"text": "x"}]]}, "Text buttons are unallowed"),
        ({"inline_keyboard": [[{"text": " ", "callback_data": "x"}]]}, "text must be non-empty"),
        ({"inline_keyboard": [[{"text": "x", "callback_data": "x", "url": "https://a.kz"}]]}, "exactly one action"),
        ({"inline_keyboard": [[{"text": "x", "url": "не ссылка"}]]}, "is invalid: Wrong HTTP URL"),
        ({"inline_keyboard": [[{"text": "x", "callback_data": "x"}] * 9]}, "row is too long"),
        ({"inline_keyboard": [[{"text": "x", "callback_data": "x"}]] * 101}, "reply markup is too long"),
        ({"keyboard": []}, "keyboard is empty"),
        ({"keyboard": [[{"text": ""}]]}, "text must be non-empty"),
        ({"remove_keyboard": False}, 'unknown field "remove_keyboard"'),
        ({"buttons": []}, 'unknown field "buttons"'),
    ],
)
async def test_keyboards_are_checked(raw: Raw, aigul: LocalPerson, markup: dict[str, Any], said: str) -> None:
    answer = await raw("sendMessage", chat_id=5001, text="x", reply_markup=markup)
    assert not answer["ok"] and said in answer["description"], answer
    assert [m for m in aigul.messages() if m.by_bot] == []


async def test_64_bytes_and_100_buttons_are_fine(bot: Bot, aigul: LocalPerson) -> None:
    row = {str(n): "я" * 32 for n in range(8)}
    await bot.send_message(5001, "x", reply_markup=keyboard(*[row] * 12))
    assert len(aigul.last().buttons) == 96


async def test_a_press_and_its_answer(bot: Bot, aigul: LocalPerson) -> None:
    await bot.send_message(5001, "a", reply_markup=keyboard({"Бас тарту": "no", "Растау": "yes"}))
    press = await aigul.press("Растау")
    (update,) = await bot.get_updates()
    query = update.callback_query
    assert query and query.message and (query.data, query.from_user.id) == ("yes", 5001)
    assert press.answered is None
    await bot.answer_callback_query(query.id, "Дайын", show_alert=True)
    assert await press.answer() == {"text": "Дайын", "show_alert": True}
    assert await bot.answer_callback_query(query.id, "again")  # the app shows the first answer only
    assert (await press.answer())["text"] == "Дайын"


async def test_attack_93_an_answer_can_come_too_late(bot: Bot, telegram: LocalTelegram, aigul: LocalPerson) -> None:
    await bot.send_message(5001, "a", reply_markup=keyboard({"1": "1"}))
    press = await aigul.press("1")
    stranger = bot_at(telegram, OTHER_TOKEN)
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await stranger.answer_callback_query(press.id)
    await stranger.session.close()
    telegram.pass_time(seconds=151)
    with pytest.raises(
        TelegramBadRequest, match="query is too old and response timeout expired or query ID is invalid"
    ):
        await bot.answer_callback_query(press.id)
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await bot.answer_callback_query("12345")


async def test_attacks_29_to_32_old_buttons_and_forged_ones(bot: Bot, aigul: LocalPerson) -> None:
    sent = await bot.send_message(5001, "a", reply_markup=keyboard({"Old": "old"}))
    seen = aigul.last()
    aigul.put_away("tablet")
    await bot.edit_message_text("b", chat_id=5001, message_id=sent.message_id, reply_markup=keyboard({"New": "new"}))
    with pytest.raises(LookupError):
        await aigul.press("Old")
    await aigul.press("Old", seen)
    await aigul.press("Old", device="tablet")
    await aigul.press_raw("card:" + "9" * 22, sent.message_id)
    await aigul.press_raw("x", 10**6)
    updates = await bot.get_updates()
    assert [u.callback_query.data for u in updates if u.callback_query] == ["old", "old", "card:" + "9" * 22, "x"]
    gone = updates[-1].callback_query
    assert gone and gone.message and gone.message.date == 0  # attack 7: an inaccessible message


async def test_reply_keyboards_and_contacts(bot: Bot, telegram: LocalTelegram, aigul: LocalPerson) -> None:
    key = KeyboardButton(text="Нөмірмен бөлісу", request_contact=True)
    await bot.send_message(5001, "?", reply_markup=ReplyKeyboardMarkup(keyboard=[[key]], one_time_keyboard=True))
    assert aigul.reply_keyboard == [["Нөмірмен бөлісу"]]
    await aigul.tap("Нөмірмен бөлісу")
    assert aigul.reply_keyboard is None
    await aigul.share_contact_of(telegram.person(6002, "Дана", phone="+77010000002"))  # attack 51
    await aigul.share_contact({"phone_number": "+4930", "first_name": "Ханс"})  # attack 52
    contacts = [u.message.contact for u in await bot.get_updates() if u.message]
    assert [(c.phone_number, c.user_id) for c in contacts if c] == [
        ("+77010000001", 5001), ("+77010000002", 6002), ("+4930", None),
    ]  # fmt: skip
    await bot.send_message(5001, "?", reply_markup=ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="a")]]))
    await bot.send_message(5001, "!", reply_markup=ReplyKeyboardRemove())
    assert aigul.reply_keyboard is None


async def test_a_person_edits_their_own_text(bot: Bot, telegram: LocalTelegram, aigul: LocalPerson) -> None:
    message = await aigul.send("Берлн")
    await aigul.edit(message, "Берлин")
    _, edited = await bot.get_updates()
    assert edited.edited_message and edited.edited_message.text == "Берлин" and edited.edited_message.edit_date
    with pytest.raises(NotPossible):
        await aigul.edit(await _bots(bot), "x")
    telegram.pass_time(hours=49)
    with pytest.raises(NotPossible):
        await aigul.edit(message, "y")


async def _bots(bot: Bot) -> int:
    return (await bot.send_message(5001, "x")).message_id


async def test_attack_13_a_group(bot: Bot, telegram: LocalTelegram, aigul: LocalPerson) -> None:
    group = telegram.group(-4001, "Отдел", [aigul])
    await aigul.send("/start", group=group)
    (update,) = await bot.get_updates()
    assert update.message and update.message.chat.type == "group" and update.message.from_user
    await bot.send_message(-4001, "Личный чат: t.me/tereze_bot")
    assert telegram.group_messages(group)[-1].by_bot


async def test_two_bots_keep_two_chats(bot: Bot, telegram: LocalTelegram, aigul: LocalPerson) -> None:
    await aigul.with_bot("other_bot").start("a")
    await aigul.send("b")
    assert [u.message.text for u in await bot.get_updates() if u.message] == ["b"]
    with pytest.raises(TelegramForbiddenError, match="can't send messages to bots"):
        await bot.send_message(700002, "x")


async def test_commands_by_language_and_scope(bot: Bot, telegram: LocalTelegram, aigul: LocalPerson) -> None:
    from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat

    await bot.set_my_commands([BotCommand(command="menu", description="Menu")])
    await bot.set_my_commands([BotCommand(command="menu", description="Мәзір")], language_code="kk")
    assert aigul.commands == [{"command": "menu", "description": "Мәзір"}]
    await bot.set_my_commands([BotCommand(command="a", description="All")], scope=BotCommandScopeAllPrivateChats())
    assert aigul.commands[0]["command"] == "a"
    await bot.set_my_commands([BotCommand(command="mine", description="M")], scope=BotCommandScopeChat(chat_id=5001))
    assert aigul.commands[0]["command"] == "mine"
    assert (await bot.get_my_commands(language_code="kk"))[0].description == "Мәзір"
    await bot.delete_my_commands(scope=BotCommandScopeChat(chat_id=5001))
    assert aigul.commands[0]["command"] == "a"
    for broken, said in (("Menu", "BOT_COMMAND_INVALID"), ("a b", "BOT_COMMAND_INVALID")):
        with pytest.raises(TelegramBadRequest, match=said):
            await bot.set_my_commands([BotCommand(command=broken, description="x")])
    with pytest.raises(TelegramBadRequest, match="invalid language code"):
        await bot.set_my_commands([BotCommand(command="a", description="x")], language_code="kaz")


async def test_chat_actions_chats_and_descriptions(bot: Bot, aigul: LocalPerson) -> None:
    assert await bot.send_chat_action(5001, "typing")
    with pytest.raises(TelegramBadRequest, match="wrong parameter action"):
        await bot.send_chat_action(5001, "thinking")
    assert (await bot.get_chat(5001)).first_name == "Айгүл"
    await bot.set_my_description("Терезе", language_code="kk")
    assert (await bot.get_my_description(language_code="kk")).description == "Терезе"
    assert (await bot.get_my_name()).name == "Tereze"
