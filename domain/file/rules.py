"""Names of files, and the kinds we keep. Pure."""

import re
import unicodedata
from typing import Final

KINDS: Final[dict[str, str]] = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "heic": "image/heic",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "txt": "text/plain",
    "csv": "text/csv",
    "ics": "text/calendar",  # of our own making: what people send is looked into, and is plain text there
}
"""Kinds we keep, with their media types."""

_LONGEST: Final = 100  # letters of a name, its ending apart
_FORBIDDEN: Final = re.compile(r'[\\/:*?"<>|]')
_ENDINGS: Final = {"jpeg": "jpg", "jpe": "jpg", "heif": "heic", "text": "txt", "log": "txt", "md": "txt"}


def ending(name: str) -> str:
    """The ending of a file's name, in small letters, «jpeg» as «jpg»; empty if there is none."""
    _, dot, last = name.rpartition(".")
    last = last.lower() if dot else ""
    return _ENDINGS.get(last, last)


def clean_name(name: str) -> str:
    """A name that harms neither a folder, nor a table that takes it for a formula, nor the eye (attack 77).

    No path, no control or direction marks, no leading dot or sign, at most 100 letters and the ending.
    """
    name = name.replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(letter for letter in unicodedata.normalize("NFC", name) if unicodedata.category(letter)[0] != "C")
    name = _FORBIDDEN.sub("_", " ".join(name.split()))
    name = name.lstrip("=+-@. ").rstrip(". ")
    stem, dot, last = name.rpartition(".")
    if dot and len(last) <= 10:
        name = f"{stem[:_LONGEST].rstrip('. ')}.{last}" if stem else last
    else:
        name = name[:_LONGEST].rstrip(". ")
    return name or "file"


def named_as(name: str, kind: str) -> str:
    """The name with the ending of what the file really is: `report.pdf.exe` that is a PDF ends in `.pdf`."""
    cleaned = clean_name(name)
    if ending(cleaned) == kind:
        return cleaned
    stem = cleaned
    while (
        (dot := stem.rfind(".")) > 0
        and stem[dot + 1 :].isalnum()
        and len(stem) - dot <= 6
        and not _is_number(stem[dot + 1 :])
    ):
        stem = stem[:dot]
    return f"{stem}.{kind}"


def _is_number(text: str) -> bool:
    return text.isdigit()  # «п. 42.1» is no ending
