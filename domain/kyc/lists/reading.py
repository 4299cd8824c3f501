"""The bytes of a list as rows of text: bounded, hashed on the way, strict about encoding and syntax."""

import csv
import hashlib
import io
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from domain.kyc.lists.entry import (
    MOST_ERRORS_SHOWN,
    ListBroken,
    ListRowsWrong,
    ListTooLarge,
    ListWrongEncoding,
    RowError,
    RowProblem,
)

MOST_BYTES: Final = 512 * 1024 * 1024
MOST_CELL: Final = 131_072
"""Characters in one cell, as the csv module has it: the longest remark of the published lists has about 5 000."""


class Bounded(io.RawIOBase):
    """A stream that counts and hashes what is read of it, and stops at the limit. Raises ListTooLarge."""

    def __init__(self, stream: BinaryIO, limit: int = MOST_BYTES) -> None:
        self._stream = stream
        self._left = limit
        self._limit = limit
        self._hash = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer)
        data = self._stream.read(len(view))
        self._left -= len(data)
        if self._left < 0:
            raise ListTooLarge(self._limit)
        self._hash.update(data)
        view[: len(data)] = data
        return len(data)

    @property
    def digest(self) -> bytes:
        """The SHA-256 of what was read so far."""
        return self._hash.digest()


class Errors:
    """Wrong rows as they are met; `check` refuses the file when there are any."""

    def __init__(self) -> None:
        self._first: list[RowError] = []
        self._total = 0

    def add(self, part: str, row: int, problem: RowProblem, value: str = "") -> None:
        """Note a wrong row; of the value only a beginning is kept."""
        self._total += 1
        if len(self._first) < MOST_ERRORS_SHOWN:
            self._first.append(RowError(part, row, problem, value[:80]))

    def check(self) -> None:
        """Raises ListRowsWrong when a row was wrong."""
        if self._total:
            raise ListRowsWrong(tuple(self._first), self._total)


def csv_rows(stream: Bounded, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """The rows with the numbers of their lines. Raises ListWrongEncoding, ListBroken, ListTooLarge."""
    text = io.TextIOWrapper(io.BufferedReader(stream, 1 << 16), encoding="utf-8-sig", errors="strict", newline="")
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    try:
        for row in reader:
            if any("\x00" in cell for cell in row):
                raise ListWrongEncoding
            yield reader.line_num, row
    except UnicodeDecodeError:
        raise ListWrongEncoding from None
    except csv.Error:
        raise ListBroken(reader.line_num) from None
