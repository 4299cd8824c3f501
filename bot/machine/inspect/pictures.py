"""Pictures: the header first, then every point of it, within limits."""

import io
import struct
import warnings
from typing import Final

from PIL import Image, UnidentifiedImageError

from bot.machine.inspect.verdict import Bad
from domain.file.model import FileReason

POINTS: Final = 50_000_000
"""Points of a picture: a phone's camera makes 12 to 48 million, a bomb of 50 000 × 50 000 has 2 500 million."""

_KINDS: Final = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
_MARKS: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")
_HEIC: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"})
Image.MAX_IMAGE_PIXELS = POINTS


def look_at_picture(content: bytes) -> str | None:
    """The kind of a sound picture, None for what is none. Raises Bad for a picture that is not sound."""
    if content[4:8] == b"ftyp":
        return _heic(content)
    if not content.startswith(_MARKS) or (content.startswith(b"RIFF") and content[8:12] != b"WEBP"):
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(content), formats=list(_KINDS)) as picture:
                if picture.width * picture.height * getattr(picture, "n_frames", 1) > POINTS:
                    raise Bad(FileReason.SWOLLEN, "too many points")
                kind = _KINDS[str(picture.format)]
                picture.load()
        except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
            raise Bad(FileReason.SWOLLEN, "too many points") from None
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError, struct.error, KeyError, EOFError):
            raise Bad(FileReason.DAMAGED, "a picture that cannot be drawn") from None
    return kind


def _heic(content: bytes) -> str | None:
    """HEIC is not drawn here; its boxes must fill the file exactly, so that nothing hides behind it."""
    if content[8:12] not in _HEIC:
        return None
    at = 0
    while at < len(content):
        if at + 8 > len(content):
            raise Bad(FileReason.DAMAGED, "a box cut short")
        (size,) = struct.unpack(">I", content[at : at + 4])
        if size == 1 and at + 16 <= len(content):
            (size,) = struct.unpack(">Q", content[at + 8 : at + 16])
        elif size == 0:
            size = len(content) - at
        if size < 8:
            raise Bad(FileReason.DAMAGED, "a box of no size")
        at += size
    if at != len(content):
        raise Bad(FileReason.DAMAGED, "a box longer than the file")
    return "heic"
