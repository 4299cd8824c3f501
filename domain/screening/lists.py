"""Lists as they are taken in: imports, versions, and why a file is not taken (M1.2; attack 72)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar, Final
from uuid import UUID

from domain.kit.ids import PersonId
from domain.kit.refused import Refused
from domain.kyc.lists.entry import (
    ListBroken,
    ListEmpty,
    ListFormat,
    ListHostile,
    ListPartMissing,
    ListRefused,
    ListRowsWrong,
    ListTooLarge,
    ListUnknownFormat,
    ListWrongEncoding,
)

MOST_FILES: Final = 3
"""The list in most files is OFAC's."""

SHRUNK: Final = 0.3
"""A version that loses more than this share of the entries is taken only when somebody says so: a file cut at the end
of a row looks whole (Decided)."""


class ImportState(StrEnum):
    COLLECTING = "collecting"  # files may still come
    READING = "reading"
    TAKEN = "taken"
    SAME = "same"  # nothing has changed since the version before
    REFUSED = "refused"
    DOUBTFUL = "doubtful"  # would lose so many entries that somebody has to say yes
    DROPPED = "dropped"


class Trouble(StrEnum):
    """Why a file is not taken."""

    ROWS = "rows"
    TOO_LARGE = "too_large"
    ENCODING = "encoding"
    BROKEN = "broken"
    HOSTILE = "hostile"
    UNKNOWN = "unknown"
    EMPTY = "empty"
    PART_MISSING = "part_missing"
    MIXED = "mixed"  # files of different lists, or one part twice
    HEAVY = "heavy"  # reading it took too much time or memory
    GONE = "gone"  # Telegram no longer gives it


_TROUBLES: Final[dict[type[ListRefused], Trouble]] = {
    ListRowsWrong: Trouble.ROWS,
    ListTooLarge: Trouble.TOO_LARGE,
    ListWrongEncoding: Trouble.ENCODING,
    ListBroken: Trouble.BROKEN,
    ListHostile: Trouble.HOSTILE,
    ListUnknownFormat: Trouble.UNKNOWN,
    ListEmpty: Trouble.EMPTY,
    ListPartMissing: Trouble.PART_MISSING,
}


def outcome_of(refusal: ListRefused) -> dict[str, Any]:
    """A refusal with its facts, JSON-ready: wrong rows with their numbers, the line where a file breaks."""
    told: dict[str, Any] = {"trouble": _TROUBLES[type(refusal)].value}
    match refusal:
        case ListRowsWrong():
            told["total"] = refusal.total
            told["rows"] = [[one.part, one.row, one.problem.value, one.value] for one in refusal.errors]
        case ListTooLarge():
            told["limit"] = refusal.limit
        case ListBroken():
            told["line"] = refusal.line
        case ListPartMissing():
            told["part"] = refusal.part
    return told


@dataclass(frozen=True, slots=True)
class ListFile:
    """A file of an import. `source`: where the machine can fetch it, opaque here."""

    name: str
    source: str
    size: int = 0


@dataclass(eq=False)
class ListImport:
    """Files that somebody sends to be taken as a list."""

    id: UUID
    person: PersonId
    made_at: datetime
    files: list[dict[str, Any]]  # ListFile, JSON-ready
    state: str = ImportState.COLLECTING
    outcome: dict[str, Any] | None = None
    list: int | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class ListVersion:
    """A version of a list. `published` is the list's own date, where it bears one; `taken_by` is empty for the command.

    `added`, `changed`, `gone` count entries against the version before.
    """

    number: int
    source: str
    format: ListFormat
    sha256: str
    published: str
    entries: int
    names: int
    added: int
    changed: int
    gone: int
    taken_at: datetime
    taken_by: str = ""


@dataclass(frozen=True, slots=True)
class Differences:
    """Main names of some of the entries that a version brought, changed or took away."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]


def source_of(format_: ListFormat, name: str) -> str:
    """Which list a file is a version of: the published ones by their format, one's own by the name of its file."""
    if format_ is not ListFormat.PLAIN:
        return format_.value
    stem = name.rpartition("/")[2].rpartition(".")[0] or name
    return f"{format_.value}:{' '.join(stem.replace('_', ' ').split()).lower()[:60]}"


@dataclass(unsafe_hash=True)
class TooManyFiles(Refused):
    """More files than any list has."""

    clause: ClassVar[str] = "M1.2"
    most: int = MOST_FILES
