"""Long lists on a phone: a page at a time, absolute page numbers, so that a page turned twice is turned once."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from handlers.screens.place import Place
from handlers.screens.press import Go
from handlers.screens.values import Button, Row
from handlers.words.reader import Reader

T = TypeVar("T")

PAGE = 8
"""Lines of a page."""


def pages_of(count: int, size: int = PAGE) -> int:
    """How many pages; one for an empty list."""
    return max(1, -(-count // size))


def page_of(lines: Sequence[T], page: int, size: int = PAGE) -> tuple[Sequence[T], int]:
    """The lines of a page, and the page's number brought within bounds (a list may have become shorter)."""
    within = min(max(page, 0), pages_of(len(lines), size) - 1)
    return lines[within * size : (within + 1) * size], within


def offset(page: int, size: int = PAGE) -> int:
    """The first line of a page; a page number from a forged or old button is brought back to a sane one."""
    return min(max(page, 0), 100_000) * size


def pager(reader: Reader, page: int, count: int, at: Callable[[int], Place], size: int = PAGE) -> Row:
    """The row that turns the pages of `count` lines; none for a single page. The middle button says where one is."""
    pages = pages_of(count, size)
    if pages <= 1:
        return ()
    here = min(max(page, 0), pages - 1)
    shown = reader.label("pick", "{page} of {pages}", page=here + 1, pages=pages)
    row: Row = (Button(shown, Go(at(here), replace=True)),)
    if here > 0:
        row = (Button("‹", Go(at(here - 1), replace=True)), *row)
    if here < pages - 1:
        row = (*row, Button("›", Go(at(here + 1), replace=True)))
    return row
