"""What a file really is, by its bytes alone; everything not surely harmless is refused."""

import io
import re
import zipfile
from typing import Final

import puremagic

from bot.machine.inspect.packages import look_into_package
from bot.machine.inspect.pictures import look_at_picture
from bot.machine.inspect.verdict import Bad
from domain.file.model import LARGEST, FileReason
from domain.file.rules import ending

_EICAR: Final = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
_ARCHIVES: Final = (b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd")
_PROGRAMS: Final = (
    b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe", b"dex\n", b"\x00asm", b"L\x00\x00\x00\x01\x14\x02\x00",
)  # fmt: skip
_RUNNABLE: Final = frozenset({".exe", ".dll", ".elf", ".msi", ".com", ".class", ".jar", ".apk", ".swf", ".lnk", ".scr"})
_MARKUP: Final = re.compile(rb"\s*<(?:!doctype|\?xml|html|svg|script|head|body|iframe|\?php)", re.IGNORECASE)
_PDF_ACTIVE: Final = re.compile(rb"/(?:JavaScript|JS|Launch|RichMedia|EmbeddedFile)(?![A-Za-z])")
_TEXTS: Final = frozenset({"", "txt", "csv"})
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def inspect(content: bytes, name: str) -> str:
    """The kind of a harmless file, as in `domain.file.rules.KINDS`. Raises Bad."""
    if not content:
        raise Bad(FileReason.EMPTY, "no bytes")
    if len(content) > LARGEST:
        raise Bad(FileReason.TOO_BIG, "more than allowed")
    if _EICAR in content:
        raise Bad(FileReason.VIRUS, "test file of virus scanners")
    if content.startswith(_PROGRAMS):
        raise Bad(FileReason.PROGRAM, "begins like a program")
    if content[:1024].lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"%PDF-"):
        return _pdf(content)
    if (kind := look_at_picture(content)) is not None:
        _alone(content)
        return kind
    if content.startswith(b"PK\x03\x04"):
        return look_into_package(content)
    if content.startswith(_OLE):
        encrypted = _ENCRYPTED_PACKAGE in content
        raise Bad(FileReason.ENCRYPTED if encrypted else FileReason.KIND, "an OLE compound file")
    if content.startswith(_ARCHIVES) or zipfile.is_zipfile(io.BytesIO(content)):
        raise Bad(FileReason.KIND, "an archive")
    return _text(content, name)


def _pdf(content: bytes) -> str:
    if b"%%EOF" not in content[-2048:]:
        raise Bad(FileReason.DAMAGED, "a PDF without its end")
    _alone(content)
    if b"/Encrypt" in content:
        raise Bad(FileReason.ENCRYPTED, "an encrypted PDF")
    if _PDF_ACTIVE.search(content):
        raise Bad(FileReason.PROGRAM, "a PDF with active content")
    return "pdf"


def _alone(content: bytes) -> None:
    """Refuse what is a document and an archive at once: each program would see another file (attack 69)."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise Bad(FileReason.DISGUISED, "an archive behind a document")


def _text(content: bytes, name: str) -> str:
    if _MARKUP.match(content.removeprefix(b"\xef\xbb\xbf")):
        raise Bad(FileReason.KIND, "a page or a drawing with markup")  # attack 78: an SVG can carry a script
    _not_runnable(content)
    text = _decoded(content)
    last = ending(name)
    if text is None or last not in _TEXTS or _CONTROL.search(text):
        raise Bad(FileReason.KIND, "neither a document, a picture nor a text")
    if _MARKUP.match(text.lstrip("\ufeff").encode("utf-8", "replace")):
        raise Bad(FileReason.KIND, "a page or a drawing with markup")
    return last or "txt"


def _not_runnable(content: bytes) -> None:
    try:
        found = puremagic.magic_string(content[:65536])
    except (puremagic.PureError, ValueError):
        return
    # A single letter at the beginning makes puremagic think of many things: only long marks count.
    if any(one.extension in _RUNNABLE and len(one.byte_match) >= 4 for one in found):
        raise Bad(FileReason.PROGRAM, "looks like a program")


def _decoded(content: bytes) -> str | None:
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    codings = ("utf-16",) if marked else ("utf-8-sig", "cp1251")  # the last is what Excel in Kazakhstan writes
    for coding in codings:
        try:
            return content.decode(coding)
        except UnicodeDecodeError:
            continue
    return None
