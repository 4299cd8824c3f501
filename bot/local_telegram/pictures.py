"""What Telegram asks of a photo."""

import io

from bot.local_telegram.errors import ApiError, bad_request

PHOTO_BYTES = 10 * 1024 * 1024
_SIDES = 10_000
_RATIO = 20


def photo_size(content: bytes) -> tuple[int, int]:
    """Width and height in pixels; `ApiError` 400 when Telegram would not take it as a photo."""
    from PIL import Image, UnidentifiedImageError

    if len(content) > PHOTO_BYTES:
        raise bad_request("file is too big for a photo")
    try:
        with Image.open(io.BytesIO(content)) as picture:
            width, height = picture.size
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        raise bad_request("IMAGE_PROCESS_FAILED") from None
    if width + height > _SIDES or max(width, height) > _RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height


def readable_photo_size(content: bytes) -> tuple[int, int] | None:
    """The size, or None for what an app could not send as a photo."""
    try:
        return photo_size(content)
    except ApiError:
        return None
