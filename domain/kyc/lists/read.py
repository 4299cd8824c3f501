"""The door to the readers: which format a file is, and its content, whole or not at all."""

from collections.abc import Mapping
from typing import BinaryIO, Final

from domain.kyc.lists.entry import ListContent, ListFormat, ListPartMissing, ListUnknownFormat, ListWrongEncoding
from domain.kyc.lists.ofac import read_ofac
from domain.kyc.lists.opensanctions import read_opensanctions
from domain.kyc.lists.plain import read_plain
from domain.kyc.lists.reading import MOST_BYTES, Bounded
from domain.kyc.lists.un import ROOT, read_un

HEAD: Final = 4_096
"""Bytes of a file's beginning that `recognise` wants to see."""


def recognise(name: str, head: bytes) -> tuple[ListFormat, str]:
    """The format of a file by its beginning, and which part of the format's files it is (`sdn`, `alt`, `add` for OFAC,
    else the format's own name). The file's name only tells OFAC's parts apart, which have no header.

    Raises ListWrongEncoding, ListUnknownFormat.
    """
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in head:
        raise ListWrongEncoding
    try:
        text = head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 4:  # not merely a letter cut by the end of the beginning
            raise ListWrongEncoding from None
        text = head[: error.start].decode("utf-8-sig")
    start = text.lstrip()
    if start.startswith("<"):
        if ROOT in start or start.startswith("<?xml"):
            return ListFormat.UN, ListFormat.UN.value
        raise ListUnknownFormat
    first = start.partition("\n")[0].strip().lower()
    columns = {column.strip(' "') for column in first.split(",")}
    if {"id", "schema", "name", "aliases"} <= columns:
        return ListFormat.OPENSANCTIONS, ListFormat.OPENSANCTIONS.value
    if first.partition(",")[0].strip(' "').isdigit() and "-0-" in start:
        stem = name.lower().rpartition("/")[2].partition(".")[0]
        part = next((part for part in ("alt", "add") if stem.startswith(part)), "sdn")
        return ListFormat.OFAC, part
    return ListFormat.PLAIN, ListFormat.PLAIN.value


def read_list(format_: ListFormat, parts: Mapping[str, BinaryIO], limit: int = MOST_BYTES) -> ListContent:
    """The list in these files, by the parts that `recognise` names; `limit` is in bytes for each file.

    A pure function of the bytes; slow for a large list (seconds), so it runs where nothing waits. Raises ListRefused.
    """
    bounded = {name: Bounded(stream, limit) for name, stream in parts.items()}
    if format_ is ListFormat.OFAC:
        return read_ofac(bounded)
    stream = bounded.get(format_.value)
    if stream is None:
        raise ListPartMissing(format_.value)
    if format_ is ListFormat.UN:
        return read_un(stream)
    if format_ is ListFormat.OPENSANCTIONS:
        return read_opensanctions(stream)
    return read_plain(stream, _delimiter(parts[format_.value]))


def _delimiter(stream: BinaryIO) -> str:
    """A spreadsheet set to Russian writes semicolons: whatever the first line has most of. The stream is rewound."""
    first = stream.read(HEAD).partition(b"\n")[0]
    stream.seek(0)
    counts = {sign: first.count(sign.encode()) for sign in (",", ";", "\t")}
    best = max(counts, key=lambda sign: counts[sign])
    if not first.strip():
        raise ListUnknownFormat
    return best
