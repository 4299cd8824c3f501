"""Files both ways: ids, links, sizes, albums, photos (design §5; attacks 75, 76, 80, 81)."""

import io
from typing import Any

import aiohttp
import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramEntityTooLarge
from aiogram.types import BufferedInputFile, InputMediaDocument, InputMediaPhoto
from PIL import Image

from bot.local_telegram import LocalPerson, LocalTelegram, NotPossible, OutgoingFile
from tests.local_telegram.conftest import OTHER_TOKEN, TOKEN, bot_at


def picture(width: int = 4, height: int = 3) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "PNG")
    return out.getvalue()


async def test_a_persons_document_reaches_the_bot(bot: Bot, aigul: LocalPerson) -> None:
    await aigul.send_file("Хаттама.pdf", b"%PDF-1.7 x", "application/pdf", caption="Берлин")
    (update,) = await bot.get_updates()
    assert update.message and update.message.document and update.message.caption == "Берлин"
    document = update.message.document
    assert (document.file_name, document.mime_type, document.file_size) == ("Хаттама.pdf", "application/pdf", 10)
    content = await bot.download(document)
    assert content and content.read() == b"%PDF-1.7 x"


async def test_attack_81_a_link_lives_for_an_hour(bot: Bot, telegram: LocalTelegram, aigul: LocalPerson) -> None:
    sent = await aigul.send_file("a.txt", b"a")
    assert sent.file
    path = (await bot.get_file(sent.file.file_id)).file_path
    url = f"{telegram.url}/file/bot{TOKEN}/{path}"
    async with aiohttp.ClientSession() as session:
        for address, status in (
            (url, 200),
            (url.replace(TOKEN, OTHER_TOKEN), 404),
            (url.replace(TOKEN, "1:x"), 401),
            (url + "x", 404),
        ):
            async with session.get(address) as response:
                assert response.status == status
        telegram.pass_time(hours=1, seconds=1)
        async with session.get(url) as response:
            assert response.status == 404
        await bot.get_file(sent.file.file_id)
        async with session.get(url) as response:
            assert response.status == 200


async def test_attack_80_a_file_id_belongs_to_one_bot(bot: Bot, telegram: LocalTelegram, aigul: LocalPerson) -> None:
    sent = await aigul.send_file("a.txt", b"a")
    assert sent.file
    await aigul.with_bot("other_bot").start()
    other = bot_at(telegram, OTHER_TOKEN)
    try:
        with pytest.raises(TelegramBadRequest, match="wrong file_id or the file is temporarily unavailable"):
            await other.get_file(sent.file.file_id)
        with pytest.raises(TelegramBadRequest, match="wrong file identifier/HTTP URL specified"):
            await other.send_document(5001, sent.file.file_id)
    finally:
        await other.session.close()
    assert (await bot.send_document(5001, sent.file.file_id)).document


async def test_attack_75_large_files_have_no_link(bot: Bot, aigul: LocalPerson) -> None:
    sent = await aigul.send_file("big.bin", b"x" * (20 * 1024 * 1024 + 1))
    assert sent.file
    with pytest.raises(TelegramBadRequest, match="file is too big"):
        await bot.get_file(sent.file.file_id)


async def test_attack_76_empty_and_too_large_uploads(bot: Bot, aigul: LocalPerson) -> None:
    with pytest.raises(TelegramBadRequest, match="file must be non-empty"):
        await bot.send_document(5001, BufferedInputFile(b"", "a.txt"))
    with pytest.raises(TelegramEntityTooLarge):
        await bot.send_document(5001, BufferedInputFile(b"x" * (50 * 1024 * 1024 + 1), "a.bin"))
    with pytest.raises(TelegramBadRequest, match="failed to get HTTP URL content"):
        await bot.send_document(5001, "https://example.kz/a.pdf")


async def test_a_bots_document_is_uploaded_once_and_sent_again_by_id(bot: Bot, aigul: LocalPerson) -> None:
    first = await bot.send_document(
        5001, BufferedInputFile(b"docx", "Кездесу.docx"), caption="<b>Карточка</b>", parse_mode="HTML"
    )
    assert first.document and first.document.file_name == "Кездесу.docx"
    assert aigul.last().html == "<b>Карточка</b>"
    again = await bot.send_document(5001, first.document.file_id)
    assert again.document and again.document.file_unique_id == first.document.file_unique_id
    assert await aigul.download(aigul.last()) == b"docx"
    with pytest.raises(TelegramBadRequest, match="caption is too long"):
        await bot.send_document(5001, first.document.file_id, caption="x" * 1025)


async def test_photos_are_pictures(bot: Bot, aigul: LocalPerson) -> None:
    sent = await bot.send_photo(5001, BufferedInputFile(picture(40, 30), "a.png"))
    assert sent.photo and (sent.photo[-1].width, sent.photo[-1].height) == (40, 30)
    for content, said in (
        (b"no picture", "IMAGE_PROCESS_FAILED"),
        (picture(2100, 100), "PHOTO_INVALID_DIMENSIONS"),
    ):
        with pytest.raises(TelegramBadRequest, match=said):
            await bot.send_photo(5001, BufferedInputFile(content, "a.png"))
    with pytest.raises(TelegramBadRequest, match="can't use file of type Photo as Document"):
        await bot.send_document(5001, sent.photo[-1].file_id)
    with pytest.raises(NotPossible):
        await aigul.send_photo(b"no picture")


async def test_attack_15_albums(bot: Bot, aigul: LocalPerson) -> None:
    await aigul.send_album([OutgoingFile(f"{n}.txt", b"x") for n in range(10)], caption="ten")
    messages = [u.message for u in await bot.get_updates() if u.message]
    assert len(messages) == 10 and len({m.media_group_id for m in messages}) == 1
    sent = await bot.send_media_group(
        5001, [InputMediaPhoto(media=BufferedInputFile(picture(), f"{n}.png"), caption=str(n)) for n in range(2)]
    )
    assert [m.caption for m in sent] == ["0", "1"] and sent[0].media_group_id == sent[1].media_group_id
    assert sent[0].photo and messages[0].document
    with pytest.raises(TelegramBadRequest, match="too few messages"):
        await bot.send_media_group(5001, [InputMediaPhoto(media=sent[0].photo[-1].file_id)])
    with pytest.raises(TelegramBadRequest, match="document can't be mixed"):
        await bot.send_media_group(
            5001,
            [
                InputMediaPhoto(media=sent[0].photo[-1].file_id),
                InputMediaDocument(media=messages[0].document.file_id),
            ],
        )


async def test_a_picture_is_replaced_in_place(bot: Bot, aigul: LocalPerson) -> None:
    sent = await bot.send_photo(5001, BufferedInputFile(picture(), "a.png"), caption="1")
    where: dict[str, Any] = {"chat_id": 5001, "message_id": sent.message_id}
    await bot.edit_message_caption(**where, caption="2")
    edited = await bot.edit_message_media(InputMediaPhoto(media=BufferedInputFile(picture(9, 9), "b.png")), **where)
    assert not isinstance(edited, bool) and edited.photo and edited.photo[-1].width == 9
    assert aigul.last().text == ""
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await bot.edit_message_media(InputMediaPhoto(media=edited.photo[-1].file_id), **where)
    with pytest.raises(TelegramBadRequest, match="there is no text in the message to edit"):
        await bot.edit_message_text("x", **where)


async def test_a_sticker(bot: Bot, aigul: LocalPerson) -> None:
    await aigul.send_sticker("🙂")
    (update,) = await bot.get_updates()
    assert update.message and update.message.sticker and update.message.sticker.emoji == "🙂"
