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


def pager(reader: Reader, page: int, pages: int, at: Callable[[int], Place]) -> Row:
    """The row that turns pages; none for a single page. The middle button says where one is."""
    if pages <= 1:
        return ()
    before, after = max(page - 1, 0), min(page + 1, pages - 1)
    shown = reader.label("pick", "{page} of {pages}", page=page + 1, pages=pages)
    return (
        Button("‹" if page > 0 else "·", Go(at(before), replace=True)),
        Button(shown, Go(at(page), replace=True)),
        Button("›" if page < pages - 1 else "·", Go(at(after), replace=True)),
    )
