"""A file as people and acts know it, and why one is refused."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from domain.kit.ids import FileId, OrganisationId, PersonId, Ref
from domain.kit.refused import Refused

LARGEST: Final = 20 * 1024 * 1024
"""Bytes: what Telegram lets a bot download, and the store keeps."""


class FileState(StrEnum):
    QUARANTINED = "quarantined"  # received, not looked into yet: nobody gets it
    CHECKED = "checked"
    REFUSED = "refused"


class FileReason(StrEnum):
    """Why a file is refused (attacks 68–81)."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    KIND = "kind"  # not one of the kinds we keep
    PROGRAM = "program"  # can run: a program, a script, macros, active content
    DISGUISED = "disguised"  # is two kinds at once
    ENCRYPTED = "encrypted"  # cannot be looked into
    SWOLLEN = "swollen"  # would be far larger unpacked, or a picture of too many points
    DAMAGED = "damaged"
    VIRUS = "virus"
    GONE = "gone"  # Telegram no longer gives it


@dataclass(frozen=True, slots=True)
class Received:
    """A file that somebody sent. `source`: where the machine can fetch it, opaque here. `mime` and `size` (bytes) are
    what the sender's app says, believed by nobody."""

    source: str
    name: str
    mime: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file's card. `kind` is what the content turned out to be: «pdf», «jpg», «docx»."""

    id: FileId
    name: str
    state: FileState
    size: int
    kind: str | None = None
    mime: str | None = None
    reason: FileReason | None = None
    owner: Ref | None = None
    maker: PersonId | None = None
    organisation: OrganisationId | None = None
    created: datetime | None = None


@dataclass(unsafe_hash=True)
class FileRefused(Refused):
    """A file is refused at once, before it is even fetched."""

    reason: FileReason
