"""Office documents, which are archives: every member is unpacked and counted, every XML read without entity tricks."""

import io
import zipfile
import zlib
from typing import Final
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

import defusedxml.sax
from defusedxml import DefusedXmlException

from bot.machine.inspect.verdict import Bad
from domain.file.model import FileReason

UNPACKED: Final = 200 * 1024 * 1024
"""Bytes of all members together: a 20 MB presentation of pictures stays far below."""
MEMBERS: Final = 5_000
_RATIO: Final = 200  # times larger unpacked; long tables of zeros reach about 100
_SMALL: Final = 10 * 1024 * 1024  # below this the ratio does not matter
_PIECE: Final = 1 << 16

_MAIN: Final = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
_OPEN: Final = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_RUNNABLE: Final = (
    ".exe",
    ".dll",
    ".bat",
    ".cmd",
    ".js",
    ".vbs",
    ".ps1",
    ".jar",
    ".com",
    ".scr",
    ".msi",
    ".class",
    ".sh",
)
_EICAR: Final = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def look_into_package(content: bytes, *, nested: bool = False) -> str:
    """The kind of a sound office document. Raises Bad for any other archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = [one for one in package.infolist() if not one.is_dir()]
            _bounds(members, len(content))
            kind = _kind(package, members)
            unpacked = 0
            for member in members:
                unpacked += _member(package, member, UNPACKED - unpacked, nested=nested)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise Bad(FileReason.DAMAGED, f"an archive that cannot be read: {type(error).__name__}") from None
    return kind


def _bounds(members: list[zipfile.ZipInfo], packed: int) -> None:
    if any(member.flag_bits & 0x1 for member in members):
        raise Bad(FileReason.ENCRYPTED, "an encrypted archive")
    if len(members) > MEMBERS:
        raise Bad(FileReason.SWOLLEN, "too many members")
    whole = sum(member.file_size for member in members)
    if whole > UNPACKED or (whole > _SMALL and whole > packed * _RATIO):
        raise Bad(FileReason.SWOLLEN, "far larger unpacked")


def _kind(package: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> str:
    names = {member.filename for member in members}
    if "mimetype" in names and package.getinfo("mimetype").file_size <= 100:
        if (kind := _OPEN.get(package.read("mimetype").strip())) is None:
            raise Bad(FileReason.KIND, "an open document of another kind")
        if any(name.startswith(("Basic/", "Scripts/")) for name in names):
            raise Bad(FileReason.PROGRAM, "macros")
        return kind
    found = [kind for main, kind in _MAIN.items() if main in names]
    if "[Content_Types].xml" not in names or len(found) != 1:
        raise Bad(FileReason.KIND, "an archive")
    return found[0]


def _member(package: zipfile.ZipFile, member: zipfile.ZipInfo, most: int, *, nested: bool) -> int:
    """Unpack one member and look at it; the bytes it really has, whatever its header says."""
    name = member.filename.lower()
    if name.endswith(_RUNNABLE) or "vbaproject" in name or "/activex/" in f"/{name}":
        raise Bad(FileReason.PROGRAM, "macros or a program inside")
    if "/embeddings/" in f"/{name}" and name.endswith(".bin"):
        raise Bad(FileReason.PROGRAM, "an embedded object")
    data = bytearray()
    with package.open(member) as source:
        while piece := source.read(_PIECE):
            data += piece
            if len(data) > most:
                raise Bad(FileReason.SWOLLEN, "far larger unpacked")
    content = bytes(data)
    if _EICAR in content:
        raise Bad(FileReason.VIRUS, "test file of virus scanners")
    if content.startswith((b"MZ", b"\x7fELF")):
        raise Bad(FileReason.PROGRAM, "a program inside")
    if name.endswith((".xml", ".rels", ".vml", ".rdf")):
        _xml(content)
    elif content.startswith(b"PK\x03\x04"):
        if nested:
            raise Bad(FileReason.SWOLLEN, "archives within archives")
        look_into_package(content, nested=True)  # the table behind a chart
    return len(content)


class _Watch(ContentHandler):
    """Refuses what makes an office program run or fetch something."""

    def startElement(self, name: str, attrs: object) -> None:
        get = getattr(attrs, "get", None)
        assert get is not None
        local = name.rpartition(":")[2]
        if local == "Relationship" and str(get("TargetMode", "")).lower() == "external":
            # A link people may follow is no harm; a template, picture or object from elsewhere is fetched unasked.
            if not str(get("Type", "")).lower().endswith("/hyperlink"):
                raise Bad(FileReason.PROGRAM, "fetches from elsewhere")
        elif local in ("Override", "Default") and "macroenabled" in str(get("ContentType", "")).lower():
            raise Bad(FileReason.PROGRAM, "macros")  # attack 73
        elif local == "encryption-data":
            raise Bad(FileReason.ENCRYPTED, "an encrypted open document")


def _xml(content: bytes) -> None:
    try:
        defusedxml.sax.parseString(content, _Watch(), forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except DefusedXmlException:
        raise Bad(FileReason.PROGRAM, "an XML with document types or entities") from None  # attack 72
    except SAXException:
        raise Bad(FileReason.DAMAGED, "an XML that cannot be read") from None
