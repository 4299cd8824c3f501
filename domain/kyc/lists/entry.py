"""What a list holds once it is read, and why a file is refused."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final

from domain.kit.refused import Refused
from domain.kyc.subject import Subject


class ListFormat(StrEnum):
    """The kinds of files that are read."""

    OFAC = "ofac"  # sdn.csv with alt.csv and add.csv
    UN = "un"  # the Security Council's consolidated list, XML
    OPENSANCTIONS = "opensanctions"  # targets.simple.csv
    PLAIN = "plain"  # a CSV of one's own


@dataclass(frozen=True, slots=True)
class ListEntry:
    """One entry. `key` is the list's own number or, where it has none, made of name and birth date, so that the same
    entry is known again in the next version. `programs` name the regimes, `remarks` what the list says besides."""

    key: str
    subject: Subject
    programs: tuple[str, ...] = ()
    remarks: str = ""

    def fingerprint(self) -> str:
        """Changes when anything in the entry changes that could make or unmake a hit, or its regime."""
        subject = self.subject
        parts: tuple[Iterable[str], ...] = (
            (subject.kind.value,),
            sorted(subject.names),
            sorted(map(str, subject.birth_dates)),
            sorted(subject.countries),
            sorted(subject.identifiers),
            sorted(self.programs),
        )
        text = "\x1e".join("\x1f".join(part) for part in parts)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


class RowProblem(StrEnum):
    """What is wrong with a row, so that the whole file is refused."""

    COLUMNS = "columns"  # too few or too many
    NO_KEY = "no_key"
    NO_NAME = "no_name"
    DOUBLE_KEY = "double_key"
    ORPHAN = "orphan"  # an alias or an address of an entry that is not there
    BAD_DATE = "bad_date"  # own lists only: published ones write dates freely
    BAD_KIND = "bad_kind"  # own lists only
    BAD_COUNTRY = "bad_country"  # own lists only
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class RowError:
    """A wrong row: its number in the file counted from 1 (an XML entry's ordinal number), and the value in question."""

    part: str
    row: int
    problem: RowProblem
    value: str = ""


@dataclass(frozen=True, slots=True)
class ListContent:
    """A whole list as read. `sha256` is of the bytes, the parts in the order of their names; `published` is the
    list's own date where it bears one (ISO 8601), else empty."""

    format: ListFormat
    entries: tuple[ListEntry, ...]
    sha256: str
    published: str = ""


MOST_ERRORS_SHOWN: Final = 20


@dataclass(unsafe_hash=True)
class ListRefused(Refused):
    """Base: the file is not taken, nothing of it is."""

    clause: ClassVar[str] = "M1.2"


@dataclass(unsafe_hash=True)
class ListRowsWrong(ListRefused):
    """Rows are wrong: the first of them and how many there are in all."""

    errors: tuple[RowError, ...]
    total: int


@dataclass(unsafe_hash=True)
class ListTooLarge(ListRefused):
    """The file is larger than the limit, in bytes."""

    limit: int


@dataclass(unsafe_hash=True)
class ListWrongEncoding(ListRefused):
    """Not UTF-8 (a spreadsheet's own code page, UTF-16), or not text at all."""


@dataclass(unsafe_hash=True)
class ListBroken(ListRefused):
    """The file ends in the middle or its syntax breaks at this line (0 when not known)."""

    line: int = 0


@dataclass(unsafe_hash=True)
class ListHostile(ListRefused):
    """The file declares document types or entities (attack 72): no list of sanctions does."""


@dataclass(unsafe_hash=True)
class ListUnknownFormat(ListRefused):
    """None of the formats that are read, or another one than announced."""


@dataclass(unsafe_hash=True)
class ListEmpty(ListRefused):
    """No entry in it: taking it would wipe the list."""


@dataclass(unsafe_hash=True)
class ListPartMissing(ListRefused):
    """The main file of a list in several files is missing."""

    part: str


@dataclass(frozen=True, slots=True)
class ListChanges:
    """What a new version brings, by keys, each in order."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> ListChanges:
    """The difference of two versions, given as fingerprints by key."""
    return ListChanges(
        added=tuple(sorted(after.keys() - before.keys())),
        changed=tuple(sorted(key for key in after.keys() & before.keys() if after[key] != before[key])),
        gone=tuple(sorted(before.keys() - after.keys())),
    )
