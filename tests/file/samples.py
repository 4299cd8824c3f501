"""Files made by the tests: sound ones of every kind, and the attacks."""

import io
import struct
import zipfile
import zlib

import docx
from PIL import Image

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>{more}</Types>'
)


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, kind)
    return out.getvalue()


def pdf(more: bytes = b"") -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R"
        + more
        + b">>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF\n"
    )


def document() -> bytes:
    out = io.BytesIO()
    made = docx.Document()
    made.add_paragraph("«QAZAQSTAN <MONARH>»")
    made.save(out)
    return out.getvalue()


def archive(members: dict[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return out.getvalue()


def office(main: str = "word/document.xml", more: dict[str, bytes | str] | None = None, types: str = "") -> bytes:
    members: dict[str, bytes | str] = {"[Content_Types].xml": TYPES.format(more=types), main: "<w/>"}
    return archive({**members, **(more or {})})


def open_document(mime: str = "application/vnd.oasis.opendocument.text", **more: bytes | str) -> bytes:
    named = {name.replace("__", "/").replace("_dot_", "."): content for name, content in more.items()}
    return archive({"mimetype": mime, "content.xml": "<office/>", **named})


def encrypted(content: bytes) -> bytes:
    """The archive with the flag of encryption set on every member."""
    out = bytearray(content)
    at = 0
    while (at := out.find(b"PK\x03\x04", at)) >= 0:
        out[at + 6] |= 1
        at += 4
    at = 0
    while (at := out.find(b"PK\x01\x02", at)) >= 0:
        out[at + 8] |= 1
        at += 4
    return bytes(out)


def huge_png(side: int = 50_000) -> bytes:
    """A PNG that says it is that large, with a body of zeros to match its first lines."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 100_000))
        + chunk(b"IEND", b"")
    )


def heic() -> bytes:
    return struct.pack(">I", 16) + b"ftypheic" + b"\0\0\0\0" + struct.pack(">I", 12) + b"mdat" + b"\1\2\3\4"
