"""The child that reads a table: bytes on stdin, the cells of its first sheet as JSON on stdout (attacks 70–74).

It opens no file and no connection. Formulas are told as formulas, never counted; only values come out.
"""

import io
import json
import resource
import sys
from contextlib import suppress
from datetime import date, datetime
from typing import Any, Final

from domain.roadmap.sheet import COLUMNS, MOST_ROWS

MEMORY: Final = 1024 * 1024 * 1024  # bytes of address space, the interpreter and its libraries included
SECONDS: Final = 15  # of processor time
LONGEST: Final = 4_000  # characters of a cell that come out


def main() -> None:
    content = sys.stdin.buffer.read()
    import openpyxl

    _confine()
    try:
        answer: Any = {"rows": _rows(openpyxl, content)}
    except MemoryError:
        answer = {"reason": "swollen"}
    except Exception:  # a library for other people's files fails in many ways, and each of them means one thing
        answer = {"reason": "damaged"}
    sys.stdout.write(json.dumps(answer))


def _rows(openpyxl: Any, content: bytes) -> list[list[tuple[str, str]]]:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # what the file says of its size is believed by nobody
    return [
        [_cell(one) for one in row]
        for row in sheet.iter_rows(min_row=1, max_row=MOST_ROWS, min_col=1, max_col=len(COLUMNS) + 1)
    ]


def _cell(one: Any) -> tuple[str, str]:
    value = one.value
    if value is None:
        return "text", ""
    if one.data_type == "f" or type(value).__name__ in ("ArrayFormula", "DataTableFormula"):
        return "formula", str(value)[:40]
    if isinstance(value, datetime | date):
        return "date", value.isoformat()[:10]
    if isinstance(value, bool) or one.data_type == "e":
        return "other", str(value)[:40]
    if isinstance(value, int | float):
        return "number", str(value)[:40]
    return "text", str(value)[:LONGEST]


def _confine() -> None:
    for what, limit in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),  # writes no file
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),  # starts nothing
    ):
        with suppress(ValueError, OSError):  # not every system knows every limit
            resource.setrlimit(what, (limit, limit))


if __name__ == "__main__":
    main()
