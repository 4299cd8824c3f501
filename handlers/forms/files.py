"""A photo or document as its sender's app describes it, for the port that receives files."""

from aiogram import Bot
from aiogram.types import Message

from domain.file.model import Received
from domain.file.rules import clean_name


def sent_file(message: Message, bot: Bot) -> Received:
    """What a message with a photo or a document brings; of a photo the largest size.

    A file's Telegram id is good for the bot that got it only (attack 80), so the source names the bot too.
    """
    if message.photo:
        photo = max(message.photo, key=lambda one: one.width * one.height)
        name = f"photo-{message.message_id}.jpg"
        return Received(f"{bot.id}:{photo.file_id}", name, "image/jpeg", photo.file_size or 0)
    sent = message.document
    assert sent is not None
    name = clean_name(sent.file_name or "")
    return Received(f"{bot.id}:{sent.file_id}", name, sent.mime_type or "", sent.file_size or 0)
